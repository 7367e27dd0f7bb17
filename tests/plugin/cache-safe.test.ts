/** `eslint --cache` with `configs.cacheSafe()`: what is linted again after which edit. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { createTree, type Tree } from './tree.ts';

const WORKFLOW = `import { DBOS } from '@dbos-inc/dbos-sdk';
import { stamp } from './stamp.js';
import type { Deps } from './deps.js';

async function place() {
  return stamp();
}
export const placeOrder = DBOS.registerWorkflow(place, { name: 'place' });
`;
const PURE = '/** A number. */\nexport const stamp = () => 1;\n';
const FILES = {
  'place.ts': WORKFLOW,
  'stamp.ts': PURE,
  'deps.ts': 'export interface Deps {}\n',
  'page.ts': 'export const page = () => Date.now();\n',
  'package.json': '{ "dependencies": { "@dbos-inc/dbos-sdk": "5.3.0" } }',
};

const digestOf = (tree: Tree): unknown => plugin.configs.cacheSafe({ cwd: tree.root }).settings.durable['digest'];

/** Lints as a new process would, with the cache of the last one; the files that were parsed for it, and what was found. */
async function lint(tree: Tree): Promise<{ readonly linted: readonly string[]; readonly messages: readonly string[] }> {
  const linted: string[] = [];
  const watched = {
    ...parser,
    parseForESLint(text: string, options: { readonly filePath: string }) {
      linted.push(options.filePath.slice(tree.root.length + 1));
      return parser.parseForESLint(text, options);
    },
  };
  const eslint = new ESLint({
    cwd: tree.root,
    cache: true,
    cacheLocation: tree.path('.eslintcache'),
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser: watched } },
      { ...plugin.configs.recommended, files: ['**/*.ts'] },
      plugin.configs.cacheSafe({ cwd: tree.root }),
    ],
  });
  const results = await eslint.lintFiles(['*.ts']);
  return { linted: linted.sort(), messages: results.flatMap(({ messages }) => messages.map(({ message }) => message)) };
}

describe('eslint --cache', () => {
  it('lints the callers again after an edit that changes an effect, and not after one of a comment', async () => {
    const tree = createTree(FILES);
    expect(await lint(tree)).toEqual({ linted: ['deps.ts', 'page.ts', 'place.ts', 'stamp.ts'], messages: [] });
    expect(await lint(tree)).toEqual({ linted: [], messages: [] });
    tree.write({ 'stamp.ts': PURE.replace('A number.', 'A very good number.') });
    expect(await lint(tree)).toEqual({ linted: ['stamp.ts'], messages: [] });
    tree.write({ 'stamp.ts': PURE.replace('=> 1', '=> Date.now()') });
    const after = await lint(tree);
    expect(after.linted).toContain('place.ts');
    expect(after.messages).toEqual([expect.stringContaining('stamp.ts:2')]);
  });
});

describe('the digest', () => {
  it('stays when nothing changes that another file can see', () => {
    const tree = createTree(FILES);
    const before = digestOf(tree);
    tree.write({ 'stamp.ts': PURE.replace('=> 1', '=>  // one\n  1') });
    tree.write({ 'page.ts': 'export const page = () => 2;\n', 'new.ts': 'export {};\n' });
    tree.write({ 'place.ts': WORKFLOW.replace('return stamp()', 'return (await stamp()) + 1') });
    expect(digestOf(tree)).toBe(before);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['code of a helper', { 'stamp.ts': PURE.replace('=> 1', '=> 2') }],
    ['types of another file', { 'deps.ts': 'export interface Deps { now(): number }\n' }],
    ['what a helper imports', { 'stamp.ts': `import './other.js';\n${PURE}` }],
    [
      'where an import leads',
      { 'stamp.js': 'exports.stamp = () => 1;\n', 'place.ts': WORKFLOW.replace('stamp.js', 'stamp') },
    ],
    ['a helper that a new workflow brings', { 'more.ts': WORKFLOW.replace('./stamp.js', './page.js') }],
    ['the version of the SDK', { 'package.json': '{ "dependencies": { "@dbos-inc/dbos-sdk": "4.0.0" } }' }],
  ])('changes with %s', (name, files) => {
    const tree = createTree(FILES);
    const before = digestOf(tree);
    if (name === 'where an import leads') tree.remove('stamp.ts');
    tree.write(files);
    expect(digestOf(tree)).not.toBe(before);
  });

  it('is the same wherever the project lies', () => {
    expect(digestOf(createTree(FILES))).toBe(digestOf(createTree(FILES)));
  });

  it('is found for a folder that is not there, and for files that are no code', () => {
    const tree = createTree({ 'place.ts': WORKFLOW, 'stamp.ts': 'export const stamp = (' });
    expect(digestOf(tree)).toBeTypeOf('string');
    expect(plugin.configs.cacheSafe({ cwd: tree.path('nowhere') }).settings.durable['digest']).toBeTypeOf('string');
  });

  it('comes with the settings that it is given', () => {
    const { settings } = plugin.configs.cacheSafe({ cwd: createTree(FILES).root, settings: { fixMode: 'suggest' } });
    expect(settings.durable).toMatchObject({ fixMode: 'suggest' });
    expect(() => plugin.configs.cacheSafe({ settings: { fixMode: 'no' } })).toThrow('settings.durable.fixMode');
  });
});

describe('what is kept between processes', () => {
  const folder = 'node_modules/.cache/eslint-plugin-durable';

  it('lies where tools keep what they can make again', () => {
    const tree = createTree({ ...FILES, 'node_modules/empty/package.json': '{}' });
    const before = digestOf(tree);
    const [file = '', ...others] = readdirSync(tree.path(folder));
    expect(others).toEqual([]);
    expect(JSON.parse(readFileSync(tree.path(`${folder}/${file}`), 'utf8'))).toMatchObject({
      version: plugin.meta.version,
    });
    expect(digestOf(tree)).toBe(before);
    tree.write({ 'stamp.ts': PURE.replace('=> 1', '=> Date.now()') });
    expect(digestOf(tree)).not.toBe(before);
  });

  it('is made anew when it is broken', () => {
    const tree = createTree({ ...FILES, 'node_modules/empty/package.json': '{}' });
    const before = digestOf(tree);
    const [file = ''] = readdirSync(tree.path(folder));
    for (const text of ['', '{', '[]', JSON.stringify({ version: plugin.meta.version, files: { x: 1 } })]) {
      writeFileSync(tree.path(`${folder}/${file}`), text);
      expect(digestOf(tree)).toBe(before);
    }
  });

  it('is left out where nothing is installed', () => {
    const tree = createTree(FILES);
    expect(digestOf(tree)).toBeTypeOf('string');
    expect(existsSync(tree.path('node_modules'))).toBe(false);
  });
});
