/** The plugin under test, as an ESLint user gets it: rules and configs, by name. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import type { ESLint, Linter } from 'eslint';

export interface Plugin {
  readonly plugin: ESLint.Plugin;
  /** What stands before the slash in a rule's ID. */
  readonly prefix: string;
  /** Names of the rules, without the prefix. */
  readonly ruleNames: ReadonlySet<string>;
}

function isPlugin(value: unknown): value is ESLint.Plugin {
  return typeof value === 'object' && value !== null && 'rules' in value;
}

/**
 * Loads the plugin from a module file, or undefined when there is no such file. Throws when the file is no plugin.
 */
export async function loadPlugin(file: string, prefix: string): Promise<Plugin | undefined> {
  if (!existsSync(file)) return undefined;
  const loaded: unknown = await import(pathToFileURL(path.resolve(file)).href);
  const candidate: unknown =
    typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : loaded;
  if (!isPlugin(candidate)) throw new Error(`${file} exports no ESLint plugin`);
  return { plugin: candidate, prefix, ruleNames: new Set(Object.keys(candidate.rules ?? {})) };
}

const isOn = (entry: Linter.RuleEntry | undefined): boolean => {
  const level = Array.isArray(entry) ? entry[0] : entry;
  return level !== undefined && level !== 'off' && level !== 0;
};

/**
 * The rules that a config of the plugin turns on; `all` means every rule as an error. Undefined when there is no such config.
 */
export function rulesOfConfig(
  { plugin, prefix, ruleNames }: Plugin,
  name: string,
): Readonly<Record<string, Linter.RuleEntry>> | undefined {
  if (name === 'all') {
    return Object.fromEntries([...ruleNames].map((rule): [string, Linter.RuleEntry] => [`${prefix}/${rule}`, 'error']));
  }
  const config = plugin.configs?.[name];
  if (config === undefined) return undefined;
  const parts = Array.isArray(config) ? config : [config];
  const entries = parts.flatMap((part) => Object.entries(part.rules ?? {}));
  return Object.fromEntries(
    entries.flatMap(([rule, entry]): [string, Linter.RuleEntry][] =>
      entry !== undefined && isOn(entry) ? [[rule, entry]] : [],
    ),
  );
}
