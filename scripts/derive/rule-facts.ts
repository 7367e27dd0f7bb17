/** What the generated files say of a rule, read from the rule itself. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Level = 'off' | 'warn' | 'error';

export interface RuleFacts {
  readonly name: string;
  /** One sentence without its full stop: `disallow ...`. */
  readonly description: string;
  readonly category: string;
  readonly priority: string;
  readonly recommended: Level;
  readonly strict: Level;
  readonly fixable: boolean;
  readonly hasSuggestions: boolean;
  /** Reference files of the skill that it covers. */
  readonly covers: readonly string[];
}

/** Priorities from the one that matters most. */
export const PRIORITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW-MEDIUM', 'LOW'] as const;

/** Names of the rule files in a folder, in alphabetical order. */
export function ruleNamesIn(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
  return files.map((file) => file.replace(/\.ts$/u, '')).sort();
}

/** Loads every rule of a folder. Throws one line about the first rule that lacks what is generated from it. */
export async function readRules(folder: string): Promise<readonly RuleFacts[]> {
  return Promise.all(ruleNamesIn(folder).map(async (name) => readRule(name, join(folder, `${name}.ts`))));
}

async function readRule(name: string, file: string): Promise<RuleFacts> {
  const module: unknown = await import(pathToFileURL(file).href);
  const meta = property(property(module, 'default'), 'meta');
  const docs = property(meta, 'docs');
  const text = (key: string): string => {
    const value = property(docs, key);
    if (typeof value !== 'string') throw new Error(`src/rules/${name}.ts: meta.docs.${key} is not a string.`);
    return value;
  };
  return {
    name,
    description: text('description').replace(/\.$/u, ''),
    category: text('category'),
    priority: text('priority'),
    recommended: levelOf(property(docs, 'recommended')),
    strict: levelOf(property(docs, 'strict')),
    fixable: property(meta, 'fixable') !== undefined,
    hasSuggestions: property(meta, 'hasSuggestions') === true,
    covers: stringsIn(property(docs, 'covers')),
  };
}

function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function levelOf(value: unknown): Level {
  return value === 'error' || value === 'warn' ? value : 'off';
}

function property(object: unknown, key: string): unknown {
  return typeof object === 'object' && object !== null ? Reflect.get(object, key) : undefined;
}
