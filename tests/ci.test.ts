/** What a build server sees: exit codes, JSON, and SARIF as code scanning takes it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import manifest from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'durable-ci-')));
const MESSAGE = /^`Math\.random\(\)` .*`checkout`.*\.$/u;
const PAGE = `${manifest.homepage}/blob/main/docs/rules/workflow-determinism.md`;

const workflow = (value: string): string => `import { DBOS } from '@dbos-inc/dbos-sdk';

async function checkout() {
  return ${value};
}

export const checkoutWorkflow = DBOS.registerWorkflow(checkout, { name: 'checkout' });
`;

const config = (level: string): string => `import parser from '@typescript-eslint/parser';
import durable from '${pathToFileURL(join(root, 'dist', 'index.js')).href}';
export default [{
  files: ['**/*.ts'],
  languageOptions: { parser },
  plugins: { durable },
  rules: { 'durable/workflow-determinism': '${level}' },
}];
`;

interface SarifRule {
  readonly id: string;
  readonly helpUri: string;
  readonly shortDescription: { readonly text: string };
}

interface SarifResult {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number; readonly startColumn: number; readonly endColumn: number };
    };
  }[];
}

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly SarifRule[] } };
    readonly results: readonly SarifResult[];
  }[];
}

beforeAll(() => {
  const build = "import('./scripts/bootstrap.mjs').then(({ ensureBuilt }) => ensureBuilt())";
  execFileSync(process.execPath, ['--eval', build], { cwd: root });
  // ESLint looks below its own root for the parser, and the folder is elsewhere.
  const withParser = (text: string): string =>
    text.replace("'@typescript-eslint/parser'", `'${import.meta.resolve('@typescript-eslint/parser')}'`);
  writeFileSync(join(folder, 'error.config.mjs'), withParser(config('error')));
  writeFileSync(join(folder, 'warn.config.mjs'), withParser(config('warn')));
  writeFileSync(join(folder, 'broken.ts'), workflow('Math.random()'));
  writeFileSync(join(folder, 'sound.ts'), workflow('5'));
  writeFileSync(join(folder, 'half.ts'), 'export const =');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('exit codes', () => {
  it.each([
    ['0: nothing is found', 0, 'error', ['sound.ts']],
    ['1: there is an error', 1, 'error', ['broken.ts']],
    ['1: a file does not parse', 1, 'error', ['half.ts']],
    ['0: there is a warning', 0, 'warn', ['broken.ts']],
    ['1: there is a warning, and none is allowed', 1, 'warn', ['--max-warnings', '0', 'broken.ts']],
    ['2: the configuration is wrong', 2, 'nonsense', ['broken.ts']],
  ])('%s', (_, status, level, flags) => {
    if (level === 'nonsense') writeFileSync(join(folder, 'nonsense.config.mjs'), config('nonsense'));
    expect(eslint(level, flags).status).toBe(status);
  });
});

describe('output', () => {
  it('as JSON has the rule, the place and the repair', () => {
    const { stdout } = eslint('error', ['--format', 'json', 'broken.ts']);
    const [result] = JSON.parse(stdout) as { messages: readonly Record<string, unknown>[] }[];
    expect(result?.messages).toEqual([
      expect.objectContaining({
        ruleId: 'durable/workflow-determinism',
        severity: 2,
        line: 4,
        column: 10,
        endLine: 4,
        endColumn: 23,
        message: expect.stringMatching(MESSAGE) as string,
        fix: expect.objectContaining({ text: expect.stringContaining('DBOS.runStep') as string }) as object,
      }),
    ]);
  });

  it('as SARIF has the place, the description of the rule and the link to its page', () => {
    const formatter = join(root, 'node_modules', '@microsoft', 'eslint-formatter-sarif', 'sarif.js');
    const { stdout } = eslint('error', ['--format', formatter, 'broken.ts']);
    const { version, runs } = JSON.parse(stdout) as Sarif;
    const [run] = runs;
    expect(version).toBe('2.1.0');
    expect(run?.tool.driver.rules.map(({ id, helpUri }) => ({ id, helpUri }))).toEqual([
      { id: 'durable/workflow-determinism', helpUri: PAGE },
    ]);
    expect(run?.tool.driver.rules[0]?.shortDescription.text).toMatch(/^disallow/u);
    expect(
      run?.results.map(({ ruleId, level, message, locations }) => ({ ruleId, level, message, locations })),
    ).toEqual([
      {
        ruleId: 'durable/workflow-determinism',
        level: 'error',
        message: { text: expect.stringMatching(MESSAGE) as string },
        locations: [
          {
            physicalLocation: {
              artifactLocation: expect.objectContaining({
                uri: pathToFileURL(join(folder, 'broken.ts')).href,
              }) as object,
              region: expect.objectContaining({ startLine: 4, startColumn: 10, endColumn: 23 }) as object,
            },
          },
        ],
      },
    ]);
  });
});

function eslint(level: string, flags: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const command = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
  return spawnSync(process.execPath, [command, '-c', `${level}.config.mjs`, ...flags], {
    cwd: folder,
    encoding: 'utf8',
  });
}
