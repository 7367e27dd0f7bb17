/** What a file imports, found without parsing it. */
import { describe, expect, it } from 'vitest';

import { loadNativeParse } from '../../src/plugin/program/native.ts';
import { createProject } from '../../src/plugin/program/index.ts';
import { specifiersIn } from '../../src/syntax/specifiers.ts';
import { createTree } from './tree.ts';

/** No lexer gets through the apostrophe. */
const PAGE = "export const Page = () => <p>don't</p>;\n";

const IMPORTS = `import './effect.js';
import start, { type Order } from './start.js';
import type from './word.js';
import {} from './nothing.js';
import type { A } from './a.js';
import { type B, type C } from './b.js';
export * from './all.js';
export { d } from './d.js';
export type { E } from './e.js';
export const own = 1;
const late = () => import('./late.js');
const commonjs = require('./commonjs.js');
type F = import('./f.js').F;
`;

const LOADED = ['effect', 'start', 'word', 'nothing', 'all', 'd', 'late', 'commonjs'];
const TYPES = ['a', 'b', 'e', 'f'];

const named = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => `./${name}.js`));

describe('a text that no lexer gets through', () => {
  it('is read by the native parser, which tells types from what is loaded', () => {
    const found = specifiersIn('/page.tsx', IMPORTS + PAGE, loadNativeParse);
    expect(new Set(found?.loaded)).toEqual(named(LOADED));
    expect(new Set(found?.types)).toEqual(named(TYPES));
  });

  it.each([
    ['where it has errors', `${IMPORTS}${PAGE}const a = ;`, loadNativeParse],
    ['where the parser is missing', IMPORTS + PAGE, () => undefined],
    ['where it nests too deep for a parser', `${PAGE}${'['.repeat(100_000)}`, loadNativeParse],
  ])('is left to whoever makes its tree %s', (_where, text, native) => {
    expect(specifiersIn('/page.tsx', text, native)).toBeUndefined();
  });
});

describe('a component', () => {
  const files = { 'page.tsx': IMPORTS + PAGE, 'a.ts': 'export type A = 1;\n' };

  it('is not parsed for what it imports', () => {
    const tree = createTree(files);
    const project = createProject();
    expect(project.open().specifiers(tree.path('page.tsx'))?.types).toContain('./a.js');
    expect(project.counters.parse.count).toBe(0);
  });

  it('that imports the same after an edit leaves what is known of other files alone', () => {
    const tree = createTree(files);
    let now = 0;
    const project = createProject({ now: () => now });
    const path = tree.path('page.tsx');
    const lint = () => {
      now += 1_000_000;
      project.open().specifiers(path);
    };
    lint();
    const before = project.generation;
    tree.write({ 'page.tsx': files['page.tsx'].replace("don't", "can't do") });
    lint();
    expect(project.editedSince(before)).toEqual(new Set([path]));
    tree.write({ 'page.tsx': `import './more.js';\n${files['page.tsx']}` });
    lint();
    expect(project.editedSince(before)).toBeUndefined();
  });
});
