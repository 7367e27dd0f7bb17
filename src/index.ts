/** The plugin object. */
import manifest from '../package.json' with { type: 'json' };
import { cacheSafeConfig } from './plugin/cache-safe/index.ts';
import { flatConfig, legacyConfig, NAMESPACE } from './plugin/configs.ts';
import { Linter } from './plugin/lint.ts';
import type { DurablePlugin } from './plugin/plugin-types.ts';
import { Session } from './plugin/session.ts';
import { rules as unbound } from './rules/index.ts';

export type {
  CacheSafeConfig,
  CacheSafeOptions,
  DurablePlugin,
  FlatConfig,
  LegacyConfig,
  PluginRule,
  RuleEntry,
  Severity,
} from './plugin/plugin-types.ts';

function createPlugin(): DurablePlugin {
  const session = new Session({
    code: { version: manifest.version, url: import.meta.url },
    atExit: (work) => void process.once('exit', work),
  });
  const linter = new Linter(session);
  const rules = Object.values(unbound).map((rule) => rule.bind(linter));
  const base = {
    meta: { name: 'eslint-plugin-durable', version: manifest.version, namespace: NAMESPACE },
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
      get 'migrate-v5'() {
        return flatConfig('migrate-v5', plugin, rules);
      },
      cacheSafe(options = {}) {
        // What the digest is made of now is what the next lint should see.
        session.refresh();
        return cacheSafeConfig(options, manifest.version);
      },
      'legacy-recommended': legacyConfig('recommended', rules),
      'legacy-strict': legacyConfig('strict', rules),
      'legacy-migrate-v5': legacyConfig('migrate-v5', rules),
    },
  });
  return plugin;
}

const plugin: DurablePlugin = createPlugin();

export default plugin;
// `require('eslint-plugin-durable')` gives the plugin itself.
export { plugin as 'module.exports' };
