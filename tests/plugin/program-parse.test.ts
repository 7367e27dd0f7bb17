import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import * as hostParser from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { describe, expect, it } from 'vitest';

import type { SourceModule } from '../../src/analysis/source.ts';
import { loadNativeParse } from '../../src/plugin/program/native.ts';
import { isTooDeep } from '../../src/syntax/nesting.ts';
import { isSourcePath, parseModule, type HostParser } from '../../src/syntax/parse.ts';

const native = loadNativeParse();
const host = { parseForESLint: hostParser.parseForESLint } satisfies HostParser;

const parse = (path: string, text: string): SourceModule | undefined => parseModule({ native }, path, text);

/** Everything of the language that the analysis looks at, and much that it does not. */
const SAMPLE = `#!/usr/bin/env node
/* é 😀 */
'use strict';
import def, { a as b, type T, default as d0, 'x-y' as xy } from 'x';
import type { U } from './u.js';
import fs = require('fs');
import type ts = require('ts');
import * as ns from 'ns';
import json from './x.json' with { type: 'json' };
export { a as c, type D } from './d';
export type { E } from './e';
export * as foo from './foo';
export * from './bar';
export type * from './baz';
@Dec() export class A<T> extends B<T> implements I, J {
  #p = 1; static readonly s: number = 2; declare x: string; y!: string; z?: number; accessor q = 1; static { foo(); }
  [k: string]: any; 'quoted' = 1; [computed] = 2; static accessor w: string; override o = 1;
  constructor(private readonly svc: Svc, @Inject() public other?: Other, protected d = 1, readonly e = '', ...rest: any[]) { super(); }
  @DBOS.workflow({ name: 'x' }) static async wf(this: A, a: number, ...rest: string[]): Promise<void> { await this.#m(); super.x; }
  async #m(): Promise<void> {}
  get v(): number { return this.#p } set v(x) {}
  optional?(): void;
  async *gen() { yield* foo(); yield 1 }
  has() { return #p in this }
  over(a: string): void; over(a: any) {}
  private static fn = async <K,>(k: K) => { await k; };
}
abstract class AA { abstract m(): void; abstract f: string; abstract accessor g: number; private constructor() { } protected abstract get h(): string }
const Expression = class Named<T> extends mixin(A)<T> {};
enum Color { Red = 1, Green, 'x-y' = 'a' } const enum CE { A } declare enum DE { B }
namespace N.M { export const x = 1; } declare module 'foo' { export const y: number; } declare module 'bar'; declare global { interface Window { x: 1 } }
interface I<T = string> extends J<T>, K.L { (a: number): string; new (a: number): I; m?(): void; readonly p: string; get g(): string; set g(x: string); [key: string]: unknown; <T>(a: T): T }
type M = { readonly [K in keyof T]?: T[K] } | { -readonly [K in keyof T as \`x\${K}\`]-?: T[K] } | { [K in T] } | \`a\${string}\` | (typeof import('x')) | import('y').Z<string>
  | [a: string, b?: number, ...c: any[]] | unique symbol | ((a: number) => a is string) | (new () => void) | (abstract new <T>() => void) | typeof a.b<string> | A.B.C | this | null | 1n | -1 | keyof T | readonly string[];
type C<T> = T extends infer U extends string ? U : never;
type Fn = (this: Window, ...a: any[]) => asserts a;
const x = (a as const)!.b?.c!.d?.(1)?.[2] satisfies Z; const y = <T>(v: T) => v; const z = <any>foo; const f = foo<string>; const g = new Foo<string>(1); const h = new Foo;
(a?.b).c; a?.b!.c; (a?.b!).c; (a as any) = 1; (a?.b)(); a?.b.c(1)?.d; (0, a.b)(); ((a)); (a satisfies T).b; a!();
tag\`a\${b}c\`; tag<string>\`x\`; foo?.<string>(); foo<A, B>(1); delete a?.b; this.x.y['z'][\`w\`];
const { a1 = 1, b1: { c1 }, ...r }: O = o; const [p1, , q1 = 2, ...s1]: P = p; for await (const i of it) {} for (const k in o) {} label: for (;;) { break label; continue label }
import('x'); import('x', { with: {} }); import.meta.url; function nt() { new.target }
function over(a: string): void; function over(a: any) {} declare function df(): void; declare const dc: number; declare class Dcl { m(): void; x: number }
function assertIsString(val: any): asserts val is string {} function tp<const T>(this: void, a?: string, { b = 1 }: O = {}, [c]: P = []) {}
using res = foo(); await using res2 = foo();
let v: string | undefined, w!: any; var big = 10n, re = /a/gu, n1 = null, t1 = true, s2 = 'é😀';
export default async function () {}
export abstract class EA {} export declare const ed: number; export interface EI {} export type ET = string; export enum EE {} export namespace EN {} export const ec = 1, ed2 = 2; export import AX = N.M; export { a as default2, b as 'string name' };
export declare function edf(): void; export declare abstract class EDA {} export async function* eag() {}
try { } catch { } finally { } try { } catch (e: unknown) { } try { } catch ({ message }) { } switch (a) { case 1: break; default: } if (a) b; else c; while(1); do {} while (0); debugger; throw 1;
a ??= b; a ||= c; a **= 2; void 0; typeof x; i++; --i; (a, b); cond ? a : b; [,a,...b]; [a, b.c] = d; ({ a, b: c.d, ...e } = f); ({ a, b, 'c': 1, [d]: 2, e() {}, get f() { return 1 }, set f(v) {}, ...g, async *h() {}, 1: 2 });
async () => { await a; await Promise.all([a, b]); for (const x of y) await x; return await z }; async x => x; (function named() {}); (() => ({}))(); !(async () => {})();
class Deco { @a @b() prop = 1; @c method(@d p: string) {} @e static accessor f = 1; @(f.g()) x; @h.i get j() { return 1 } }
`;

const EXPORT_ASSIGNMENT = `import a = require('a'); export = a; namespace X { import y = a.b; } export as namespace Z;`;

const JSX = `
const a = <div className="x" {...props} on={() => f()} data-x='1'>text {expr} {/* c */} <></> <A.B<string> c /> <a:b /> {...list}</div>;
export default function Page(): Promise<void> { return <><B>{x ? <C /> : null}</B></>; }
`;

describe('the tree of the native parser', () => {
  it.each([
    ['sample.ts', SAMPLE],
    ['export-assignment.ts', EXPORT_ASSIGNMENT],
    ['page.tsx', JSX],
  ])('has the shape of the typed one: %s', (path, text) => {
    const tree = parse(path, text)?.program;
    const expected = hostParser.parseForESLint(text, { filePath: path, range: true, ecmaFeatures: { jsx: true } }).ast;
    expect(shapeOf(tree)).toEqual(shapeOf(expected));
    expect(shapeOf(tree).length).toBeGreaterThan(50);
  });

  it('gives every node its parent and a range in the text', () => {
    const module = parse('sample.ts', SAMPLE);
    const nodes = nodesOf(module?.program);
    expect(nodes.length).toBeGreaterThan(1000);
    for (const { node, parent } of nodes) expect(node.parent).toBe(parent);
    const literal = nodes.find(({ node }) => node.type === 'Literal' && node.value === 'é😀')?.node;
    expect(module?.text.slice(...(literal?.range ?? []))).toBe(`'é😀'`);
  });

  it('has the scopes of the typed one', () => {
    const module = parse('sample.ts', SAMPLE);
    const { scopeManager } = hostParser.parseForESLint(SAMPLE, { range: true, sourceType: 'module', lib: [] });
    const scopesOf = (manager: SourceModule['scopeManager'] | undefined): readonly unknown[] =>
      (manager?.scopes ?? []).map((scope) => ({
        type: scope.type,
        variables: scope.variables.map(({ name }) => name),
        references: scope.references.map((one) => `${one.identifier.range.join()} ${one.resolved?.name ?? '-'}`),
      }));
    expect(scopesOf(module?.scopeManager)).toEqual(scopesOf(scopeManager));
  });

  it('leaves globals unresolved', () => {
    const manager = parse('a.ts', 'const a = Date.now(); function f(Date: any) { return Date.now() }')?.scopeManager;
    const references = manager?.scopes
      .flatMap((scope) => scope.references)
      .filter((one) => one.identifier.name === 'Date');
    expect(references?.map(({ resolved }) => resolved?.defs.length ?? 0)).toEqual([0, 1]);
  });
});

describe('which text is parsed', () => {
  it.each([
    ['a.ts', 'const x = <T>y;'],
    ['a.tsx', 'const x = <div/>;'],
    ['a.jsx', 'const x = <div/>;'],
    ['a.js', 'export const x = <div/>;'],
    ['a.js', 'module.exports = { x: 1 }; if (x) return 1;'],
    ['a.cjs', 'const a = require("a"); return 1;'],
    ['a.mjs', 'await 1;'],
    ['a.cts', 'import a = require("a"); export = a;'],
    ['a.mts', 'export const f = <T,>(x: T) => x;'],
    ['A.TS', 'const x: number = 1;'],
    ['a.ts', 'await main();'],
    ['a.js', 'var a = 010; with (a) {}'],
    ['empty.ts', ''],
    ['nul.ts', 'const x = "\\0";'],
    ['a.ts', 'function f(a?: string, b: string) {}'],
  ])('%s: %s', (path, text) => {
    expect(parse(path, text)?.program.type).toBe('Program');
  });

  it.each([
    ['a.ts', 'const a = ;'],
    ['a.ts', 'function f( {'],
    ['a.js', 'const x: number = 1'],
    ['a.vue', '<template/>'],
    ['a.json', '{}'],
    ['a.d.ts', 'declare const x: 1;'],
    ['a.d.mts', 'declare const x: 1;'],
    ['a.d.json.ts', 'declare const x: 1;'],
    ['binary.ts', '\u0000\u0001\u0002'],
  ])('unknown: %s: %s', (path, text) => {
    expect(parse(path, text)).toBeUndefined();
  });

  it('takes the byte order mark away, as ESLint does', () => {
    const module = parse('a.ts', '\uFEFFfoo();');
    expect(module?.text).toBe('foo();');
    expect(module?.program.body[0]?.range).toEqual([0, 6]);
  });

  it('knows sources by their names', () => {
    expect(['a.ts', 'b.CJS', 'c.d.ts', 'd.json', 'e', 'f.ts.map', 'x.d.b.ts'].filter(isSourcePath)).toEqual([
      'a.ts',
      'b.CJS',
    ]);
  });
});

describe('without the native parser', () => {
  it('asks the parser of the linted file', () => {
    const module = parseModule({ native: undefined, host }, 'a.ts', 'const a: string = b();');
    const [declaration] = module?.program.body ?? [];
    expect(declaration?.type).toBe('VariableDeclaration');
    expect(declaration?.parent).toBe(module?.program);
    expect(module?.scopeManager.scopes.length).toBeGreaterThan(0);
  });

  it.each([
    ['no parser at all', undefined],
    [
      'a parser that throws',
      {
        parseForESLint: () => {
          throw new Error('not implemented');
        },
      },
    ],
    ['a parser that gives nonsense', { parseForESLint: () => ({ ast: 1 }) }],
    ['a parser without the method', {}],
  ])('unknown: %s', (_, host) => {
    expect(parseModule({ native: undefined, host }, 'a.ts', 'const a = 1;')).toBeUndefined();
  });

  it('makes scopes when that parser makes none', () => {
    const host = { parseForESLint: (text: string) => ({ ast: hostParser.parse(text, { range: true }) }) };
    expect(parseModule({ native: undefined, host }, 'a.ts', 'const a = 1;')?.scopeManager.scopes.length).toBe(2);
  });

  it('unknown when the native parser throws', () => {
    const broken = (): never => {
      throw new Error('binding');
    };
    expect(parseModule({ native: broken }, 'a.ts', 'const a = 1;')).toBeUndefined();
  });
});

describe('text that nests too deep', () => {
  const generators: Readonly<Record<string, (depth: number) => string>> = {
    parentheses: (depth) => '('.repeat(depth) + '1' + ')'.repeat(depth),
    'open brackets': (depth) => '['.repeat(depth),
    objects: (depth) => 'a={b:'.repeat(depth),
    sums: (depth) => 'a' + '+a'.repeat(depth),
    'sums over lines': (depth) => 'a' + ' +\n  a'.repeat(depth),
    blocks: (depth) => '{'.repeat(depth) + '}'.repeat(depth),
    functions: (depth) => 'function f(){'.repeat(depth) + '}'.repeat(depth),
    arrows: (depth) => 'a=>'.repeat(depth) + '1',
    negations: (depth) => '!'.repeat(depth) + '1',
    'else if': (depth) => 'if (a) { b(); } else '.repeat(depth) + ';',
    'else if over lines': (depth) => 'if (a) {\n  b();\n}\nelse '.repeat(depth) + ';',
    conditions: (depth) => 'a ? b : '.repeat(depth) + 'c',
    'conditions over lines': (depth) => 'a\n  ? b\n  : '.repeat(depth) + 'c',
    assignments: (depth) => 'a = '.repeat(depth) + '1',
    types: (depth) => 'type A = ' + 'B<'.repeat(depth) + 'C' + '>'.repeat(depth),
    'function types': (depth) => 'type A = ' + '() => '.repeat(depth) + 'b',
    'conditional types': (depth) => 'type A = ' + 'A extends B ? C : '.repeat(depth) + 'D',
    classes: (depth) => 'class A{a='.repeat(depth),
    loops: (depth) => 'while(a)'.repeat(depth) + ';',
    words: (depth) => 'new '.repeat(depth) + 'A',
    templates: (depth) => '`${'.repeat(depth),
    jsx: (depth) => 'const a = ' + '<a>'.repeat(depth) + '</a>'.repeat(depth),
    labels: (depth) => 'a:'.repeat(depth) + ';',
    strings: (depth) => "'a'" + " + 'b;'".repeat(depth),
    'after comments': (depth) => '/* ( */ // ((\n' + '('.repeat(depth),
  };

  it.each(Object.entries(generators))('is not parsed: %s', (_, generate) => {
    expect(isTooDeep(generate(50_000))).toBe(true);
    expect(isTooDeep(generate(100))).toBe(false);
  });

  it('is not parsed where the stack is small: what is let through ends no worker thread', () => {
    const root = join(import.meta.dirname, '..', '..');
    const texts = Object.values(generators).map((generate) => {
      let [fine, deep] = [1, 50_000];
      while (deep - fine > 1) {
        const middle = Math.floor((fine + deep) / 2);
        if (isTooDeep(generate(middle))) deep = middle;
        else fine = middle;
      }
      return generate(fine);
    });
    const worker = `const { parseSync } = require('oxc-parser'); const { workerData, parentPort } = require('node:worker_threads');
      let count = 0; for (const text of workerData) { try { parseSync('a.tsx', text, { astType: 'ts', range: true }).program; } catch {} count++; }
      parentPort.postMessage(count);`;
    const script = `const { Worker } = require('node:worker_threads');
      new Worker(${JSON.stringify(worker)}, { eval: true, workerData: JSON.parse(require('node:fs').readFileSync(0, 'utf8')) })
        .on('message', (count) => console.log(count));`;
    const { stdout, signal } = spawnSync(process.execPath, ['-e', script], {
      cwd: root,
      input: JSON.stringify(texts),
      encoding: 'utf8',
    });
    expect({ stdout, signal }).toEqual({ stdout: `${texts.length}\n`, signal: null });
  });

  it('never throws on what the scope analysis cannot walk', () => {
    const members = 'a' + '.b'.repeat(100_000);
    expect(isTooDeep(members)).toBe(false);
    expect(parse('a.ts', members)).toBeUndefined();
  });

  it.each([
    ['many statements without semicolons', 'const a = b ? c : !d\nfoo(a)\nlet x = y + z\n'.repeat(3000)],
    ['many statements on lines of their own', 'const a = b ? c : !d;\n'.repeat(3000)],
    ['a long list', `const list = [${'a + b, '.repeat(20_000)}]`],
    [
      'a page',
      `const a = <div>${'\n<p className="a" id={b}>its <b>text</b> of many words<br /></p>'.repeat(2000)}</div>`,
    ],
    ['prose in comments', '// one two (three four [ five\n/* six ( seven { eight */\n'.repeat(3000)],
    ['a class of many members', `class A {${'\n  a = b + c\n  m<T>(x: T): void { x! }\n'.repeat(2000)}}`],
    ['many functions', 'export function f(a: string): void {\n  if (a) return\n  else b()\n}\n'.repeat(3000)],
    ['many types', `type A =${'\n  | { a: string; b?: Map<string, number> }'.repeat(1500)}\n`],
    ['text in templates', `const a = \`${'one two three, four.\n'.repeat(3000)}\``],
  ])('but ordinary code is parsed: %s', (_, text) => {
    expect(isTooDeep(text)).toBe(false);
  });
});

/** Every node below a program with its parent, outer before inner. */
function nodesOf(program: TSESTree.Program | undefined): readonly { node: TSESTree.Node; parent: TSESTree.Node }[] {
  const found: { node: TSESTree.Node; parent: TSESTree.Node }[] = [];
  const visit = (parent: TSESTree.Node): void => {
    for (const key of visitorKeys[parent.type] ?? []) {
      for (const node of [Reflect.get(parent, key)].flat() as (TSESTree.Node | null | undefined)[]) {
        if (!node) continue;
        found.push({ node, parent });
        visit(node);
      }
    }
  };
  if (program) visit(program);
  return found;
}

/**
 * One line a property, by path, so that a difference names its place. Not compared: `computed` of an enum's member, which only one
 * parser shows, and where the program itself starts: one parser begins at the first token, the other at the first character.
 */
function shapeOf(program: object | undefined): readonly string[] {
  const lines: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (value instanceof RegExp || typeof value !== 'object' || value === null) {
      lines.push(`${path} ${typeof value} ${String(value)}`);
    } else if (Array.isArray(value)) {
      lines.push(`${path} ${value.length} items`);
      for (const [index, item] of value.entries()) visit(item, `${path}[${index}]`);
    } else {
      for (const [key, child] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (IGNORED.has(key) || child === undefined || (key === 'computed' && path.includes('.members'))) continue;
        visit(child, `${path}.${key}`);
      }
    }
  };
  for (const [index, statement] of ((program as TSESTree.Program | undefined)?.body ?? []).entries())
    visit(statement, `[${index}]`);
  return lines;
}

const IGNORED: ReadonlySet<string> = new Set(['parent', 'loc', 'start', 'end', 'phase']);
