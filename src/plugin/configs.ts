/** The configs, derived from what each rule says of itself. */
import type { ConfigName, DurableRule, Level } from './define-rule.ts';
import type { DurablePlugin, FlatConfig, LegacyConfig, RuleEntry } from './plugin-types.ts';

/** The prefix of rule names in a config: `durable/no-recv-in-step`. */
export const NAMESPACE = 'durable';

/** The rules that a config turns on, with the options that it sets, by their names in a config. */
export function rulesFor(config: ConfigName, rules: readonly DurableRule[]): Record<string, RuleEntry> {
  const entries = rules.map(({ name, meta }): readonly [string, RuleEntry] => [
    `${NAMESPACE}/${name}`,
    entryIn(config, meta.docs),
  ]);
  return Object.fromEntries(entries.filter(([, entry]) => entry !== 'off'));
}

function entryIn(config: ConfigName, docs: DurableRule['meta']['docs']): RuleEntry {
  const level = levelIn(config, docs);
  const options = docs.presets[config];
  return level === 'off' || options === undefined ? level : [level, options];
}

/** `strict` holds all of `recommended`, and everything in it is an error. */
function levelIn(config: ConfigName, docs: DurableRule['meta']['docs']): Level {
  switch (config) {
    case 'recommended':
      return docs.recommended;
    case 'strict':
      return docs.strict === 'off' && docs.recommended === 'off' ? 'off' : 'error';
    case 'migrate-v5':
      return docs.presets['migrate-v5'] === undefined ? 'off' : 'error';
  }
}

/** For `eslint.config.js`. */
export function flatConfig(config: ConfigName, plugin: DurablePlugin, rules: readonly DurableRule[]): FlatConfig {
  return { name: `${NAMESPACE}/${config}`, plugins: { [NAMESPACE]: plugin }, rules: rulesFor(config, rules) };
}

/** For eslintrc. */
export function legacyConfig(config: ConfigName, rules: readonly DurableRule[]): LegacyConfig {
  return { plugins: [NAMESPACE], rules: rulesFor(config, rules) };
}
