import { chmodSync, utimesSync } from 'node:fs';

import * as hostParser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import type { Program, SourceModule } from '../../src/analysis/source.ts';
import { createMemoryProgram, createProject, type ProjectOptions } from '../../src/plugin/program/index.ts';
import { createTree, type Content } from './tree.ts';

/** A project whose clock stands still until a lint is due to look at the disk. */
function setUp(files: Readonly<Record<string, Content>>, options: ProjectOptions = {}) {
  const tree = createTree(files);
  const clock = { now: 0 };
  const project = createProject({ now: () => clock.now, ...options });
  const nextLint = (pause = 1000): Program => {
    clock.now += pause;
    return project.open();
  };
  return { tree, project, nextLint };
}

const load = (program: Program, path: string): string | undefined => program.load(path)?.text;

/** A module as whoever lints a file has it. */
function linted(path: string, text: string): SourceModule {
  const module = createMemoryProgram({ 'a.ts': text }).load('a.ts');
  if (!module) throw new Error('not parsed');
  return { ...module, path };
}

describe('trees of linted files', () => {
  it('are lent to whoever loads the file next', () => {
    const { tree, project, nextLint } = setUp({ 'a.ts': 'a();' });
    const module = linted(tree.path('a.ts'), 'a();');
    const program = nextLint();
    expect(project.isOnDisk(module.path, module.text)).toBe(true);
    project.lend(module);
    expect(program.load(module.path)).toBe(module);
    expect(nextLint().load(module.path)).toBe(module);
    expect(project.counters.parse.count).toBe(0);
  });

  it('are not taken for a file that has changed since', () => {
    const { tree, project, nextLint } = setUp({ 'a.ts': 'a();' });
    const module = linted(tree.path('a.ts'), 'a();');
    nextLint();
    project.isOnDisk(module.path, module.text);
    project.lend(module);
    tree.write({ 'a.ts': 'changed();' });
    expect(load(nextLint(), module.path)).toBe('changed();');
    expect(project.generation).toBe(1);
  });

  it('are not taken in place of one that is in use', () => {
    const { tree, project, nextLint } = setUp({ 'a.ts': 'a();' });
    const program = nextLint();
    const own = program.load(tree.path('a.ts'));
    project.lend(linted(tree.path('a.ts'), 'a();'));
    expect(program.load(tree.path('a.ts'))).toBe(own);
  });

  it('are dropped beyond the limit, the oldest first', () => {
    const { tree, project, nextLint } = setUp({ 'a.ts': 'a();', 'b.ts': 'b();' }, { limits: { lent: 6 } });
    const program = nextLint();
    for (const [name, text] of [
      ['a.ts', 'a();'],
      ['b.ts', 'b();'],
    ] as const) {
      project.isOnDisk(tree.path(name), text);
      project.lend(linted(tree.path(name), text));
    }
    expect(load(program, tree.path('b.ts'))).toBe('b();');
    expect(project.counters.parse.count).toBe(0);
    expect(load(program, tree.path('a.ts'))).toBe('a();');
    expect(project.counters.parse.count).toBe(1);
  });
});

describe('what is loaded', () => {
  it('reads and parses a file once', () => {
    const { tree, project, nextLint } = setUp({ 'a.ts': 'export const a = 1;' });
    const first = nextLint().load(tree.path('a.ts'));
    expect(first?.path).toBe(tree.path('a.ts'));
    expect(first?.text).toBe('export const a = 1;');
    expect(nextLint().load(tree.path('a.ts'))).toBe(first);
    expect(project.counters.parse.count).toBe(1);
    expect(project.generation).toBe(0);
  });

  it.each<[string, string, Content]>([
    ['nothing there', 'nope.ts', ''],
    ['a directory', 'directory.ts/x', ''],
    ['declarations', 'a.d.ts', 'export declare const a: 1;'],
    ['JSON', 'a.json', '{}'],
    ['styles', 'a.css', 'a {}'],
    ['native code', 'a.node', new Uint8Array([127, 69, 76, 70])],
    ['binary with the name of a source', 'a.ts', new Uint8Array([1, 0, 2])],
    ['UTF-16', 'a.ts', Buffer.from('\uFEFFconst a = 1;', 'utf16le')],
    ['too large', 'a.ts', `const a = 1;${' '.repeat(512 * 1024)}`],
    ['not code', 'a.ts', 'const a = ;'],
    ['nested too deep', 'a.ts', '('.repeat(100_000)],
    ['a link to itself', 'a.ts', { link: 'a.ts' }],
  ])('unknown: %s', (_, name, content) => {
    const { tree, project, nextLint } = setUp(name === 'nope.ts' ? {} : { [name]: content });
    const path = tree.path(name.replace('/x', ''));
    expect(nextLint().load(path)).toBeUndefined();
    expect(nextLint().load(path)).toBeUndefined();
    expect(project.counters.parse.count).toBeLessThanOrEqual(1);
    expect(project.generation).toBe(0);
  });

  it('unknown: a file that may not be read', () => {
    const { tree, nextLint } = setUp({ 'a.ts': 'const a = 1;' });
    chmodSync(tree.path('a.ts'), 0);
    // The superuser reads it all the same.
    expect(load(nextLint(), tree.path('a.ts'))).toBe(process.getuid?.() === 0 ? 'const a = 1;' : undefined);
  });

  it('accepts names of every kind without throwing', () => {
    const { nextLint } = setUp({});
    const program = nextLint();
    expect(
      ['', '\0.ts', 'relative.ts', '/', '<input>', `/${'x'.repeat(10_000)}.ts`].map((path) => program.load(path)),
    ).toEqual(Array.from({ length: 6 }, () => undefined));
  });

  it('asks the parser of the lint where the native one is missing', () => {
    const { tree, project } = setUp({ 'a.ts': 'const a: number = 1;' }, { natives: {} });
    expect(project.open({ parseForESLint: hostParser.parseForESLint }).load(tree.path('a.ts'))?.program.type).toBe(
      'Program',
    );
  });
});

describe('between two lints', () => {
  it('a changed file is read again', () => {
    const { tree, project, nextLint } = setUp({ 'a.ts': 'one();' });
    const path = tree.path('a.ts');
    const first = nextLint();
    expect(load(first, path)).toBe('one();');
    tree.write({ 'a.ts': 'two.two();' });
    expect(load(first, path)).toBe('one();');
    expect(load(nextLint(10), path)).toBe('one();');
    expect(project.generation).toBe(0);
    expect(load(nextLint(), path)).toBe('two.two();');
    expect(project.generation).toBe(1);
  });

  it('a file written anew with the same text is the same module', () => {
    const { tree, project, nextLint } = setUp({ 'a.ts': 'one();' });
    const path = tree.path('a.ts');
    const before = nextLint().load(path);
    tree.write({ 'a.ts': 'one();' });
    utimesSync(path, new Date(), new Date(Date.now() + 60_000));
    expect(nextLint().load(path)).toBe(before);
    expect(project.generation).toBe(0);
  });

  it('a change that keeps time and size is noticed', () => {
    const { tree, nextLint } = setUp({ 'a.ts': 'one();' });
    const path = tree.path('a.ts');
    utimesSync(path, new Date(0), new Date(0));
    expect(load(nextLint(), path)).toBe('one();');
    tree.write({ 'a.ts': 'two();' });
    utimesSync(path, new Date(0), new Date(0));
    expect(load(nextLint(), path)).toBe('two();');
  });

  it('a deleted file is gone, and what it hid is seen', () => {
    const { tree, project, nextLint } = setUp({ 'main.ts': '', 'b.ts': 'one();', 'b/index.ts': 'two();' });
    const from = tree.path('main.ts');
    expect(nextLint().resolve('./b', from)).toEqual({ kind: 'file', path: tree.path('b.ts') });
    expect(load(nextLint(), tree.path('b.ts'))).toBe('one();');
    tree.remove('b.ts');
    const program = nextLint();
    expect(program.load(tree.path('b.ts'))).toBeUndefined();
    expect(program.resolve('./b', from)).toEqual({ kind: 'file', path: tree.path('b/index.ts') });
    expect(project.generation).toBe(1);
  });

  it('a file that could not be parsed is read again when it has changed', () => {
    const { tree, project, nextLint } = setUp({ 'a.ts': 'one(' });
    expect(nextLint().load(tree.path('a.ts'))).toBeUndefined();
    tree.write({ 'a.ts': 'one();' });
    expect(load(nextLint(), tree.path('a.ts'))).toBe('one();');
    expect(project.generation).toBe(1);
  });

  it('a file that appears is found by the import that missed it', () => {
    const { tree, project, nextLint } = setUp({ 'src/main.ts': '' });
    const from = tree.path('src/main.ts');
    const first = nextLint();
    expect(first.resolve('./later', from)).toEqual({ kind: 'missing' });
    expect(first.resolve('./never', from)).toEqual({ kind: 'missing' });
    tree.write({ 'src/later.ts': 'one();' });
    expect(first.resolve('./later', from)).toEqual({ kind: 'missing' });
    expect(nextLint().resolve('./later', from)).toEqual({ kind: 'file', path: tree.path('src/later.ts') });
    expect(project.generation).toBe(1);
    expect(nextLint().resolve('./never', from)).toEqual({ kind: 'missing' });
    expect(project.generation).toBe(1);
  });

  it('a new tsconfig.json and a changed one are followed', () => {
    const { tree, project, nextLint } = setUp({ 'src/main.ts': '', 'src/a.ts': '', 'other/a.ts': '' });
    const from = tree.path('src/main.ts');
    expect(nextLint().resolve('@x/a', from)).toEqual({ kind: 'package', name: '@x/a' });
    expect(nextLint().resolve('@/a', from)).toEqual({ kind: 'missing' });
    tree.write({ 'tsconfig.json': '{"extends":"nope","compilerOptions":{"paths":{"@/*":["./src/*"]}}}' });
    expect(nextLint().resolve('@/a', from)).toEqual({ kind: 'file', path: tree.path('src/a.ts') });
    tree.write({ 'tsconfig.json': '{"extends":"nope","compilerOptions":{"paths":{"@/*":["./other/*"]}}}' });
    expect(nextLint().resolve('@/a', from)).toEqual({ kind: 'file', path: tree.path('other/a.ts') });
    expect(project.generation).toBe(2);
  });

  it('adding files changes nothing that was said', () => {
    const { tree, project, nextLint } = setUp({ 'a.ts': '', 'b.ts': '' });
    nextLint().load(tree.path('a.ts'));
    nextLint().load(tree.path('b.ts'));
    tree.write({ 'c.ts': '' });
    nextLint().load(tree.path('c.ts'));
    expect(project.generation).toBe(0);
  });

  it('a linted text is compared with the disk, and the file is watched from then on', () => {
    const { tree, project, nextLint } = setUp({ 'a.ts': '\uFEFFone();' });
    const path = tree.path('a.ts');
    expect(project.isOnDisk(path, 'two();')).toBe(false);
    expect(project.isOnDisk(path, 'one();')).toBe(true);
    expect(project.isOnDisk('<input>', 'one();')).toBe(false);
    expect(load(nextLint(), path)).toBe('one();');
    expect(project.generation).toBe(0);
    tree.write({ 'a.ts': 'two();' });
    nextLint();
    expect(project.generation).toBe(1);
  });

  it('the disk is looked at the less often, the longer it takes', () => {
    const clock = { now: 0 };
    const tree = createTree({ 'a.ts': '' });
    // Each question for the time costs a second, as a look at the disk then does.
    const project = createProject({ now: () => (clock.now += 1000) });
    project.open().load(tree.path('a.ts'));
    const looks = (): number => project.counters.validate.count;
    expect(looks()).toBe(1);
    // One that took long once may have waited for something else.
    clock.now += 1000;
    project.open();
    expect(looks()).toBe(2);
    clock.now += 40_000;
    project.open();
    expect(looks()).toBe(2);
    clock.now += 20_000;
    project.open();
    expect(looks()).toBe(3);
  });
});

describe('bounds', () => {
  const files = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`f${index}.ts`, `f(${index});`]));

  it.each([
    ['files', { files: 3 }],
    ['text', { text: 15 }],
  ])('keeps no more than the limit of %s, the latest used', (_, limits) => {
    const { tree, project, nextLint } = setUp(files, { limits });
    const program = nextLint();
    for (const name of Object.keys(files)) program.load(tree.path(name));
    expect(project.size).toBe(3);
    const { count } = project.counters.parse;
    expect(load(program, tree.path('f9.ts'))).toBe('f(9);');
    expect(project.counters.parse.count).toBe(count);
  });

  it('gives the same module as long as someone holds it, and notices changes of files whose tree was dropped', () => {
    const { tree, project, nextLint } = setUp(files, { limits: { files: 1 } });
    const program = nextLint();
    const held = Object.keys(files).map((name) => program.load(tree.path(name)));
    expect(project.size).toBe(1);
    expect(Object.keys(files).map((name) => program.load(tree.path(name)))).toEqual(held);
    tree.write({ 'f0.ts': 'changed();' });
    nextLint();
    expect(project.generation).toBe(1);
  });

  it('starts afresh when it can no longer watch every file', () => {
    const { tree, project, nextLint } = setUp(files, { limits: { stamps: 4 } });
    const program = nextLint();
    for (const name of Object.keys(files)) program.load(tree.path(name));
    nextLint();
    expect(project.generation).toBe(1);
  });

  it('forgets resolutions beyond the limit, not the answers', () => {
    const { tree, nextLint } = setUp(files, { limits: { resolutions: 2 } });
    const program = nextLint();
    const names = Object.keys(files);
    const from = tree.path('f0.ts');
    expect(names.map((name) => program.resolve(`./${name}`, from))).toEqual(
      names.map((name) => ({ kind: 'file', path: tree.path(name) })),
    );
  });

  it('forgets everything when asked to', () => {
    const { tree, project, nextLint } = setUp(files);
    nextLint().load(tree.path('f0.ts'));
    project.clear();
    expect([project.size, project.generation]).toEqual([0, 1]);
  });

  it('walks a graph of 10,000 imports with a cycle in bounded time and memory', () => {
    const count = 1000;
    const graph = Object.fromEntries(
      Array.from({ length: count }, (_, index) => {
        const targets = Array.from({ length: 10 }, (_unused, step) => (index * 7 + step * 13 + 1) % count);
        return [`src/m${index}.ts`, targets.map((target) => `import './m${target}.js';`).join('\n')];
      }),
    );
    const { tree, project, nextLint } = setUp(graph, { limits: { files: 100 } });
    const program = nextLint();
    const seen = new Set<string>();
    const open = [tree.path('src/m0.ts')];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const module = program.load(path);
      for (const specifier of specifiersOf(module)) {
        const found = program.resolve(specifier, path);
        if (found.kind === 'file') open.push(found.path);
      }
    }
    expect(seen.size).toBe(count);
    expect(project.counters.parse.count).toBe(count);
    // Every file is imported ten times from its own directory, and looked for once.
    expect(project.counters.resolve.count).toBe(count);
    expect(project.size).toBe(100);
    nextLint();
    expect(project.generation).toBe(0);
  });
});

describe('a program of texts', () => {
  const program = createMemoryProgram({
    'src/order.ts': `import { audit } from './lib/audit.js';`,
    'src/lib/audit.ts': 'export const audit = 1;',
    'src/lib/index.ts': `export * from './audit';`,
    '/abs/a.ts': '',
    'bad.ts': 'const a = ;',
  });

  it.each([
    ['./lib/audit.js', 'src/order.ts', { kind: 'file', path: 'src/lib/audit.ts' }],
    ['./lib', 'src/order.ts', { kind: 'file', path: 'src/lib/index.ts' }],
    ['../order', 'src/lib/audit.ts', { kind: 'file', path: 'src/order.ts' }],
    ['./a', '/abs/b.ts', { kind: 'file', path: '/abs/a.ts' }],
    ['/abs/a', 'src/order.ts', { kind: 'file', path: '/abs/a.ts' }],
    ['./nope', 'src/order.ts', { kind: 'missing' }],
    ['@/nope', 'src/order.ts', { kind: 'missing' }],
    ['data:,', 'src/order.ts', { kind: 'missing' }],
    ['pg', 'src/order.ts', { kind: 'package', name: 'pg' }],
    ['fs', 'src/order.ts', { kind: 'package', name: 'node:fs' }],
  ])('%s from %s', (specifier, from, expected) => {
    expect(program.resolve(specifier, from)).toEqual(expected);
  });

  it('parses each text once', () => {
    const module = program.load('src/lib/audit.ts');
    expect(module?.path).toBe('src/lib/audit.ts');
    expect(program.load('src/lib/audit.ts')).toBe(module);
    expect(program.load('bad.ts')).toBeUndefined();
    expect(program.load('nope.ts')).toBeUndefined();
  });
});

function specifiersOf(module: SourceModule | undefined): readonly string[] {
  return (module?.program.body ?? []).flatMap((node) => (node.type === 'ImportDeclaration' ? [node.source.value] : []));
}
