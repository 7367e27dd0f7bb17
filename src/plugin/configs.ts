/** The configs, derived from what each rule says of itself. */
import type { DurableRule } from './define-rule.ts';
import type { DurablePlugin, FlatConfig, LegacyConfig, RuleEntry } from './plugin-types.ts';

export type ConfigName = 'recommended' | 'strict' | 'migrate-v5';

/** The prefix of rule names in a config: `durable/no-recv-in-step`. */
export const NAMESPACE = 'durable';

export function rulesFor(config: ConfigName, rules: readonly DurableRule[]): Record<string, RuleEntry> {
  const entries = rules.map(({ name, meta }): readonly [string, RuleEntry] => [
    `${NAMESPACE}/${name}`,
    entryIn(config, meta.docs),
  ]);
  return Object.fromEntries(entries.filter(([, entry]) => entry !== 'off'));
}

/** `strict` holds all of `recommended`, and everything in it is an error. */
function entryIn(config: ConfigName, docs: DurableRule['meta']['docs']): RuleEntry {
  switch (config) {
    case 'recommended':
      return docs.recommended;
    case 'strict':
      return docs.strict === 'off' && docs.recommended === 'off' ? 'off' : 'error';
    case 'migrate-v5':
      return docs.migration === undefined ? 'off' : ['error', docs.migration];
  }
}

export function flatConfig(config: ConfigName, plugin: DurablePlugin, rules: readonly DurableRule[]): FlatConfig {
  return { name: `${NAMESPACE}/${config}`, plugins: { [NAMESPACE]: plugin }, rules: rulesFor(config, rules) };
}

export function legacyConfig(config: ConfigName, rules: readonly DurableRule[]): LegacyConfig {
  return { plugins: [NAMESPACE], rules: rulesFor(config, rules) };
}
