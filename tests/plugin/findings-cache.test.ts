/** Findings that outlive the process: `settings.durable.cache`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import * as parser from '@typescript-eslint/parser';
import { Linter as Eslint, type Linter as EslintTypes } from 'eslint';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { hashOf } from '../../src/plugin/cache/hash.ts';
import { Linter } from '../../src/plugin/lint.ts';
import { Session } from '../../src/plugin/session.ts';
import { rules as unbound } from '../../src/rules/index.ts';
import { EDIT, FILES as EDITED, withBody } from './edited-project.ts';
import { createTree, type Tree } from './tree.ts';

const WORKFLOW = `import { DBOS } from '@dbos-inc/dbos-sdk';
import { stamp } from './stamp.js';
import type { Deps } from './deps.js';

async function place(deps: Deps) {
  const id = Math.random();
  return [id, stamp(), deps.now()];
}
export const placeOrder = DBOS.registerWorkflow(place, { name: 'place' });
`;
const FILES = {
  'place.ts': WORKFLOW,
  'stamp.ts': "import { now } from './clock.js';\nexport const stamp = () => now();\n",
  'clock.ts': 'export const now = () => Date.now();\n',
  'deps.ts': 'export interface Deps { now(): number }\n',
  'package.json': '{ "dependencies": { "@dbos-inc/dbos-sdk": "5.3.0" } }',
  // Where tools keep what they can make again.
  'node_modules/empty/package.json': '{}',
  'plugin.js': 'one',
};
const FOLDER = 'node_modules/.cache/eslint-plugin-durable/findings';

interface Change {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly languageOptions?: object;
  readonly options?: readonly unknown[];
  readonly version?: string;
  readonly text?: string;
}

/** A process of its own: nothing but the disk connects it with others. */
function startProcess(tree: Tree) {
  const atExit: (() => void)[] = [];
  const session = new Session({
    code: { version: '1.0.0', url: pathToFileURL(tree.path('plugin.js')).href },
    atExit: (work) => void atExit.push(work),
  });
  const linter = new Linter(session);
  const rules = Object.fromEntries(Object.values(unbound).map((rule) => [rule.name, rule.bind(linter)]));
  const eslint = new Eslint({ cwd: tree.root, configType: 'flat' });
  return {
    session,
    end: () => atExit.forEach((work) => work()),
    lint(name: string, { settings, languageOptions, options = [], text }: Change = {}): EslintTypes.LintMessage[] {
      const levels = Object.keys(plugin.configs.strict.rules).map((rule) => [rule, 'error'] as const);
      const config = {
        files: ['**/*.ts'],
        languageOptions: { parser, ...languageOptions },
        settings: { durable: { cache: true, ...settings } },
        plugins: { durable: { rules } },
        rules: { ...Object.fromEntries(levels), 'durable/workflow-determinism': ['error', ...options] },
      };
      const filename = tree.path(name);
      return eslint.verify(text ?? readFileSync(filename, 'utf8'), [config] as never, { filename });
    },
  };
}

/** Lints one file in a process of its own. */
function lint(tree: Tree, name: string, change?: Change): EslintTypes.LintMessage[] {
  const process = startProcess(tree);
  const messages = process.lint(name, change);
  process.end();
  return messages;
}

/** Puts another word into all that is kept, as if an earlier process had said it. */
function rewrite(tree: Tree, from: string, to: string): void {
  for (const name of readdirSync(tree.path(FOLDER))) {
    const path = join(tree.path(FOLDER), name);
    const [head = '', body = ''] = readFileSync(path, 'utf8').split('\n');
    const changed = body.replaceAll(from, to);
    writeFileSync(path, `${head.split(' ')[0] ?? ''} ${hashOf(changed)}\n${changed}`);
  }
}

/** Whether the findings in a file come from an earlier process. */
function isKnown(tree: Tree, name: string, change?: Change): boolean {
  rewrite(tree, 'clock.ts', 'earlier.ts');
  return lint(tree, name, change).some(({ message }) => message.includes('earlier.ts'));
}

describe('what one process has found', () => {
  it('the next one says again, repairs included', () => {
    const tree = createTree(FILES);
    const first = lint(tree, 'place.ts');
    expect(first.map(({ ruleId }) => ruleId)).toContain('durable/workflow-determinism');
    expect(first.some(({ fix }) => fix)).toBe(true);
    expect(first.some(({ suggestions }) => suggestions)).toBe(true);
    expect(lint(tree, 'place.ts')).toEqual(first);
    expect(lint(tree, 'place.ts', { settings: { cache: false } })).toEqual(first);
    expect(isKnown(tree, 'place.ts')).toBe(true);
  });

  it('is kept of files with durable code alone', () => {
    const tree = createTree(FILES);
    const process = startProcess(tree);
    for (const name of ['clock.ts', 'deps.ts', 'stamp.ts', 'place.ts']) process.lint(name);
    expect(readdirSync(tree.path(FOLDER))).toHaveLength(1);
  });

  it('is nowhere kept unless the settings say so, or where nothing is installed', () => {
    const tree = createTree(FILES);
    lint(tree, 'place.ts', { settings: { cache: false } });
    expect(existsSync(tree.path('node_modules/.cache'))).toBe(false);
    const { 'node_modules/empty/package.json': installed, ...bare } = FILES;
    const other = createTree(bare);
    expect(installed).toBe('{}');
    expect(lint(other, 'place.ts')).toHaveLength(lint(tree, 'place.ts').length);
    expect(existsSync(other.path('node_modules'))).toBe(false);
  });

  it.each<[string, Readonly<Record<string, string>>, Change?]>([
    ['the file itself', { 'place.ts': `${WORKFLOW}// edited\n` }],
    ['a helper that a helper imports', { 'clock.ts': 'export const now = () => 1;\n' }],
    ['a comment there, since messages name lines', { 'clock.ts': `// A clock.\n${FILES['clock.ts']}` }],
    ['what nothing but types are taken from', { 'deps.ts': 'export interface Deps { now(): string }\n' }],
    ['a file that hides another', { 'clock.js': '', 'stamp.ts': FILES['stamp.ts'].replace('clock.js', 'clock') }],
    ['the version of the SDK', { 'package.json': '{ "dependencies": { "@dbos-inc/dbos-sdk": "4.0.0" } }' }],
    ["the plugin's own code", { 'plugin.js': 'two' }],
    ['the settings', {}, { settings: { stepWrappers: ['once'] } }],
    ["a rule's options", {}, { options: [{ checkHelpers: false }] }],
    ['how files are parsed', {}, { languageOptions: { parserOptions: { lib: ['es2023'] } } }],
  ])('counts no longer after a change of %s', (_, files, change) => {
    const tree = createTree(FILES);
    lint(tree, 'place.ts');
    expect(isKnown(tree, 'place.ts')).toBe(true);
    tree.write(files);
    rewrite(tree, 'clock.ts', 'earlier.ts');
    const after = lint(tree, 'place.ts', change).filter(({ ruleId }) => ruleId === 'durable/workflow-determinism');
    expect(after.filter(({ message }) => message.includes('earlier.ts'))).toEqual([]);
  });

  it('counts no longer after a change of a module that a test puts something else in place of', () => {
    const mock =
      "import { DBOS } from '@dbos-inc/dbos-sdk';\nvi.mock('./stamp.js');\nDBOS.registerWorkflow(async () => 1);\n";
    const tree = createTree({ ...FILES, 'place.test.ts': mock });
    const key = (): string => {
      lint(tree, 'place.test.ts');
      const [name = ''] = readdirSync(tree.path(FOLDER));
      return readFileSync(join(tree.path(FOLDER), name), 'utf8').split(' ', 1)[0] ?? '';
    };
    const before = key();
    expect(key()).toBe(before);
    tree.write({ 'clock.ts': 'export const now = () => 1;\n' });
    expect(key()).not.toBe(before);
  });

  it('is kept beside what linters have found that parse otherwise', () => {
    const tree = createTree(FILES);
    lint(tree, 'place.ts');
    lint(tree, 'place.ts', { languageOptions: { parserOptions: { jsDocParsingMode: 'none' } } });
    expect(isKnown(tree, 'place.ts')).toBe(true);
  });

  it('counts for a file that comes back to what it was', () => {
    const tree = createTree(FILES);
    lint(tree, 'place.ts');
    tree.write({ 'clock.ts': FILES['clock.ts'] });
    expect(isKnown(tree, 'place.ts')).toBe(true);
  });

  it('is neither said nor kept for a text that is not saved', () => {
    const tree = createTree(FILES);
    expect(lint(tree, 'place.ts', { text: `${WORKFLOW}\n` })).not.toEqual([]);
    expect(existsSync(tree.path(FOLDER))).toBe(false);
  });

  it('is nothing where it was damaged', () => {
    const tree = createTree(FILES);
    const first = lint(tree, 'place.ts');
    const [name = ''] = readdirSync(tree.path(FOLDER));
    const path = join(tree.path(FOLDER), name);
    const whole = readFileSync(path, 'utf8');
    const [head = '', body = ''] = whole.split('\n');
    const damaged = ['', '\n', '{', whole.slice(0, -1), `${head}\n`, body, whole.replace('Date.now', 'Date.then')];
    for (const text of damaged) {
      writeFileSync(path, text);
      expect(lint(tree, 'place.ts')).toEqual(first);
      expect(readFileSync(path, 'utf8')).toBe(whole);
    }
  });

  it('may be impossible to keep', () => {
    const tree = createTree({ ...FILES, 'node_modules/.cache': 'a file where a folder should be' });
    expect(lint(tree, 'place.ts')).not.toEqual([]);
    expect(lint(tree, 'place.ts')).toEqual(lint(tree, 'place.ts', { settings: { cache: false } }));
  });

  it('holds in a process that goes on, as long as nothing changes', () => {
    const tree = createTree(FILES);
    const process = startProcess(tree);
    const before = process.lint('place.ts');
    expect(process.lint('place.ts')).toEqual(before);
    tree.write({ 'clock.ts': 'export const now = () => 1;\n' });
    process.session.refresh();
    expect(process.lint('place.ts').length).toBeLessThan(before.length);
    tree.write({ 'clock.ts': FILES['clock.ts'] });
    process.session.refresh();
    expect(process.lint('place.ts')).toEqual(before);
  });

  it('is what a process without it finds, after any edits', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(EDIT, { minLength: 1, maxLength: 4 }), (edits) => {
        const names = Object.keys(EDITED);
        const tree = createTree({ ...EDITED, 'plugin.js': 'one', 'node_modules/empty/package.json': '{}' });
        tree.write(Object.fromEntries(names.map((name) => [name, withBody(name, 'next(() => Date.now())')])));
        const lintAll = (settings: Change['settings']): unknown => {
          const process = startProcess(tree);
          const all = names.map((name) => process.lint(name, { settings: settings ?? {} }));
          process.end();
          return all;
        };
        lintAll({});
        for (const { name, body, adds } of edits) {
          tree.write({ [name]: withBody(name, body) + adds });
          expect(lintAll({})).toEqual(lintAll({ cache: false }));
        }
      }),
      { numRuns: 10, seed: 1 },
    );
  });
});

describe('equal settings in two objects', () => {
  it('are the same to what is known of other files', () => {
    const alone =
      "import { DBOS } from '@dbos-inc/dbos-sdk';\nDBOS.registerWorkflow(async () => 1, { name: 'one' });\n";
    const tree = createTree({ ...FILES, 'alone.ts': alone });
    const process = startProcess(tree);
    // Oxlint gives each file an object of its own.
    process.lint('place.ts', { settings: { cache: false } });
    const { size } = process.session;
    expect(size).toBeGreaterThan(0);
    process.lint('alone.ts', { settings: { cache: false } });
    expect(process.session.size).toBeGreaterThanOrEqual(size);
    process.lint('alone.ts', { settings: { cache: false, fixMode: 'suggest' } });
    expect(process.session.size).toBeLessThan(size);
  });
});

describe('two projects', () => {
  it('keep their own where they share a folder', () => {
    const tree = createTree({ 'node_modules/empty/package.json': '{}' });
    const { 'node_modules/empty/package.json': _, ...files } = FILES;
    for (const name of ['a', 'b']) mkdirSync(tree.path(name));
    const inside = (name: string): Tree => ({
      ...tree,
      root: tree.path(name),
      path: (file) => tree.path(`${name}/${file}`),
    });
    tree.write(
      Object.fromEntries(
        ['a', 'b'].flatMap((name) => Object.entries(files).map(([file, text]) => [`${name}/${file}`, text])),
      ),
    );
    expect(lint(inside('a'), 'place.ts')).toEqual(lint(inside('b'), 'place.ts'));
    expect(readdirSync(tree.path(FOLDER))).toHaveLength(2);
  });
});
