/**
 * The applications under `examples/`: each type checks, and the recommended config reports exactly the mistakes that are planted there.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

import * as tsParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../src/index.ts';

const root = join(import.meta.dirname, '..');
const examples = join(root, 'examples');
const applications = ['express-checkout', 'nest-orders', 'queue-worker'];
const namedRules = ['config-in-main', 'no-recv-in-step', 'no-thread-start', 'workflow-determinism'];

/** A mistake that a comment marks, or that a rule reports. */
interface Mistake {
  /** `src/app.ts:15 config-in-main`. */
  readonly place: string;
  readonly rule: string;
  /** Files that have to be read to see it; empty when its own file is enough. */
  readonly via: string;
}

const MARK = /\/\/ planted: (?<rule>[\w-]+)(?:, via (?<via>.+))?$/u;

/** The marks of one file. A mark alone on its line speaks of the next line. */
function plantedIn(file: string, application: string): readonly Mistake[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const { rule, via = '' } = MARK.exec(text)?.groups ?? {};
      if (rule === undefined) return [];
      const line = text.trimStart().startsWith('//') ? index + 2 : index + 1;
      return [{ place: placeOf(file, application, line, rule), rule, via }];
    });
}

function placeOf(file: string, application: string, line: number, rule: string): string {
  return `${relative(join(examples, application), file).replaceAll('\\', '/')}:${line} ${rule}`;
}

function sourcesOf(application: string): readonly string[] {
  const src = join(examples, application, 'src');
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(src, name));
}

/** ESLint with the recommended config, for an application in `folder`. */
function eslintIn(folder: string, fix: boolean): ESLint {
  return new ESLint({
    cwd: folder,
    fix,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser: tsParser } },
      { ...plugin.configs.recommended, files: ['**/*.ts'] },
    ],
  });
}

/** What the recommended config reports in an application, parsing errors included. */
async function reportedIn(application: string): Promise<readonly string[]> {
  const results = await eslintIn(join(examples, application), false).lintFiles(['src']);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) =>
      placeOf(filePath, application, line, ruleId?.replace('durable/', '') ?? message),
    ),
  );
}

/** What the compiler says of the application in `folder`; empty when it type checks. */
function complaintsOf(folder: string): string {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' }).stdout;
}

// Until the four named rules exist there is nothing to hold the marks against.
const areRulesThere = namedRules.every((rule) => Object.hasOwn(plugin.rules, rule));

describe.each(applications)('examples/%s', (application) => {
  const planted = sourcesOf(application).flatMap((file) => plantedIn(file, application));
  const reports = areRulesThere ? reportedIn(application) : Promise.resolve([]);

  it('has mistakes of all four named rules, in one file and across files', () => {
    expect(new Set(planted.map(({ rule }) => rule))).toEqual(new Set(namedRules));
    expect(planted.filter(({ via }) => via === '').length).toBeGreaterThan(7);
    expect(planted.filter(({ via }) => via !== '').length).toBeGreaterThan(3);
  });

  it('type checks', () => {
    expect(complaintsOf(join(examples, application))).toBe('');
  });

  it.runIf(areRulesThere)('has no report that is not planted', async () => {
    const places = new Set(planted.map(({ place }) => place));
    expect((await reports).filter((place) => !places.has(place))).toEqual([]);
  });

  it.runIf(areRulesThere)('has a report for each mistake that its own file shows', async () => {
    const reported = new Set(await reports);
    const missed = planted.filter(({ place, via }) => via === '' && !reported.has(place));
    expect(missed.map(({ place }) => place)).toEqual([]);
  });

  it.runIf(areRulesThere)('has a report for each mistake that only other files show', async () => {
    const reported = new Set(await reports);
    const missed = planted.filter(({ place, via }) => via !== '' && !reported.has(place));
    expect(missed.map(({ place, via }) => `${place} (${via})`)).toEqual([]);
  });

  it.runIf(areRulesThere)('is reported once for each mistake', async () => {
    const reported = await reports;
    expect(reported.filter((place, index) => reported.indexOf(place) !== index)).toEqual([]);
  });

  it.runIf(areRulesThere)('type checks after --fix, and a second --fix changes nothing', async () => {
    mkdirSync(join(root, '.cache'), { recursive: true });
    // Below the root, so that the SDK resolves to the one that is installed here.
    const copy = realpathSync(mkdtempSync(join(root, '.cache', 'examples-')));
    try {
      cpSync(examples, copy, { recursive: true });
      const folder = join(copy, application);
      const first = await eslintIn(folder, true).lintFiles(['src']);
      expect(first.filter(({ output }) => output !== undefined)).not.toEqual([]);
      await ESLint.outputFixes(first);
      expect(complaintsOf(folder)).toBe('');

      const second = await eslintIn(folder, true).lintFiles(['src']);
      expect(second.flatMap(({ filePath, output }) => (output === undefined ? [] : [filePath]))).toEqual([]);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
