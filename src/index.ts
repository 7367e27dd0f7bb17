/** The plugin object. */
import manifest from '../package.json' with { type: 'json' };
import { flatConfig, legacyConfig, type FlatConfig, type LegacyConfig } from './plugin/configs.ts';
import type { DurableRule } from './plugin/define-rule.ts';
import { Linter } from './plugin/lint.ts';
import { Session } from './plugin/session.ts';
import { rules as unbound } from './rules/index.ts';

export interface DurablePlugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Readonly<Record<string, DurableRule>>;
  readonly configs: {
    readonly recommended: FlatConfig;
    readonly strict: FlatConfig;
    /** For `.eslintrc` on ESLint 8.57. */
    readonly 'legacy-recommended': LegacyConfig;
    readonly 'legacy-strict': LegacyConfig;
  };
}

function createPlugin(): DurablePlugin {
  const linter = new Linter(new Session());
  const rules = Object.values(unbound).map((rule) => rule.bind(linter));
  const base = {
    meta: { name: 'eslint-plugin-durable', version: manifest.version, namespace: 'durable' },
    rules: Object.fromEntries(rules.map((rule) => [rule.name, rule])),
  };
  // The configs hold the plugin that holds them.
  const plugin: DurablePlugin = Object.assign(base, {
    configs: {
      get recommended() {
        return flatConfig('recommended', plugin, rules);
      },
      get strict() {
        return flatConfig('strict', plugin, rules);
      },
      'legacy-recommended': legacyConfig('recommended', rules),
      'legacy-strict': legacyConfig('strict', rules),
    },
  });
  return plugin;
}

const plugin = createPlugin();

export default plugin;
// `require('eslint-plugin-durable')` gives the plugin itself.
export { plugin as 'module.exports' };
