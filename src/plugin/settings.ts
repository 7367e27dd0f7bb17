/**
 * `settings.durable`: what a project tells all rules at once. Checked once for each settings object, with a message that names the key,
 * the value and what is allowed.
 */
import type { Effect } from '../knowledge/vocabulary/effects.ts';

/** The settings, each with a value. */
export interface Settings {
  /** Specifiers of local modules that re-export the SDK, exact or with `*`. */
  readonly modules: readonly string[];
  /** Functions whose callbacks run as steps, by name. */
  readonly stepWrappers: readonly string[];
  /** Functions whose callbacks run as workflows. */
  readonly workflowWrappers: readonly string[];
  /** Functions whose callbacks run as transactions. */
  readonly transactionWrappers: readonly string[];
  /** Effects of functions by qualified name: `{ 'my-clock#now': 'clock' }`. */
  readonly effects: Readonly<Record<string, Effect>>;
  /** Globs of files that may configure and launch when they are loaded. */
  readonly entryFiles: readonly string[];
  /** Globs of files that are tests besides those that are recognised. */
  readonly testFiles: readonly string[];
  /** The SDK's version, when it should not be found from the linted file. */
  readonly sdkVersion: string | undefined;
  /** Whether `--fix` applies repairs that add a recorded call, or they are offered only. */
  readonly fixMode: 'fix' | 'suggest';
  /** Whether calls are followed into other files. */
  readonly crossFile: boolean;
  /** Whether what was found is kept on the disk, for the next process. */
  readonly cache: boolean;
  /** A digest of the project, so that ESLint's cache sees changes in other files. */
  readonly digest: string | undefined;
}

/** What holds where a project says nothing. */
export const DEFAULT_SETTINGS: Settings = {
  modules: [],
  stepWrappers: [],
  workflowWrappers: [],
  transactionWrappers: [],
  effects: {},
  entryFiles: [],
  testFiles: [],
  sdkVersion: undefined,
  fixMode: 'fix',
  crossFile: true,
  cache: false,
  digest: undefined,
};

const EFFECTS: readonly Effect[] = [
  'clock',
  'random',
  'id',
  'network',
  'file',
  'process',
  'database',
  'timer',
  'environment',
  'thread',
  'host',
  'log',
  'pure',
];

type Check = { readonly allowed: string; readonly holds: (value: unknown) => boolean };

const strings: Check = {
  allowed: 'a list of strings',
  holds: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

const CHECKS: Readonly<Record<keyof Settings, Check>> = {
  modules: strings,
  stepWrappers: strings,
  workflowWrappers: strings,
  transactionWrappers: strings,
  effects: {
    allowed: `an object from qualified names to one of ${EFFECTS.join(', ')}`,
    holds: (value) =>
      isRecord(value) && Object.values(value).every((effect) => EFFECTS.some((allowed) => allowed === effect)),
  },
  entryFiles: strings,
  testFiles: strings,
  sdkVersion: {
    allowed: "a version such as '5.3.0' or '4'",
    holds: (value) => typeof value === 'string' && /^\d+(?:\.\d+){0,2}$/u.test(value),
  },
  fixMode: { allowed: "'fix' or 'suggest'", holds: (value) => value === 'fix' || value === 'suggest' },
  crossFile: { allowed: 'true or false', holds: (value) => typeof value === 'boolean' },
  cache: { allowed: 'true or false', holds: (value) => typeof value === 'boolean' },
  digest: { allowed: 'a string', holds: (value) => typeof value === 'string' },
};

/** The settings, or the sentence that says what is wrong with them. */
export type SettingsResult =
  { readonly ok: true; readonly settings: Settings } | { readonly ok: false; readonly message: string };

/** Reads `settings.durable`; undefined gives the defaults. */
export function readSettings(value: unknown): SettingsResult {
  if (value === undefined) return { ok: true, settings: DEFAULT_SETTINGS };
  if (!isRecord(value)) return { ok: false, message: `settings.durable is ${show(value)}; it must be an object.` };
  for (const [key, item] of Object.entries(value)) {
    const check = Object.hasOwn(CHECKS, key) ? CHECKS[key as keyof Settings] : undefined;
    if (!check) {
      return {
        ok: false,
        message: `settings.durable.${key} is not a setting; the settings are ${Object.keys(CHECKS).join(', ')}.`,
      };
    }
    if (item !== undefined && !check.holds(item)) {
      return { ok: false, message: `settings.durable.${key} is ${show(item)}; it must be ${check.allowed}.` };
    }
  }
  return { ok: true, settings: { ...DEFAULT_SETTINGS, ...value } };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? typeof value : text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
