/** The configs, derived from what each rule says of itself. */
import type { DurableRule } from './define-rule.ts';
import type { DurablePlugin, FlatConfig, LegacyConfig, Severity } from './plugin-types.ts';

export type ConfigName = 'recommended' | 'strict';

/** The prefix of rule names in a config: `durable/no-recv-in-step`. */
export const NAMESPACE = 'durable';

export function rulesFor(config: ConfigName, rules: readonly DurableRule[]): Record<string, Severity> {
  const levels = rules.map(({ name, meta }): readonly [string, Severity] => [
    `${NAMESPACE}/${name}`,
    levelIn(config, meta.docs),
  ]);
  return Object.fromEntries(levels.filter(([, level]) => level !== 'off'));
}

/** `strict` holds all of `recommended`, and everything in it is an error. */
function levelIn(config: ConfigName, docs: DurableRule['meta']['docs']): Severity {
  if (config === 'recommended') return docs.recommended;
  return docs.strict === 'off' && docs.recommended === 'off' ? 'off' : 'error';
}

export function flatConfig(config: ConfigName, plugin: DurablePlugin, rules: readonly DurableRule[]): FlatConfig {
  return { name: `${NAMESPACE}/${config}`, plugins: { [NAMESPACE]: plugin }, rules: rulesFor(config, rules) };
}

export function legacyConfig(config: ConfigName, rules: readonly DurableRule[]): LegacyConfig {
  return { plugins: [NAMESPACE], rules: rulesFor(config, rules) };
}
