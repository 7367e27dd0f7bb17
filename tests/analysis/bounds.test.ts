/** Programs that nobody writes: the analysis ends within its budget, says nothing that it does not know, and never throws. */
import { describe, expect, it } from 'vitest';

import { FileModel } from '../../src/analysis/model.ts';
import type { Program, SourceModule } from '../../src/analysis/source.ts';
import { World } from '../../src/analysis/world.ts';
import { compileTables, knowledgeFor } from '../../src/plugin/knowledge.ts';
import { loadNativeParse } from '../../src/plugin/program/native.ts';
import { DEFAULT_SETTINGS } from '../../src/plugin/settings.ts';
import { parseModule } from '../../src/syntax/parse.ts';

const native = loadNativeParse();
const tables = compileTables();
const TIMEOUT = 120_000;

function parse(path: string, text: string): SourceModule {
  const module = parseModule({ native }, path, text);
  if (module === undefined) throw new Error(`${path} is no code:\n${text}`);
  return module;
}

/** A program of numbered files, each made when it is asked for. */
function numbered(textOf: (index: number) => string | undefined): Program & { readonly loaded: () => number } {
  const modules = new Map<string, SourceModule>();
  return {
    loaded: () => modules.size,
    resolve: (specifier) => ({ kind: 'file', path: `/f${specifier.slice('./f'.length)}` }),
    specifiers: () => undefined,
    mentions: () => false,
    load(path) {
      const text = textOf(Number(path.slice('/f'.length, -'.ts'.length)));
      if (text === undefined) return undefined;
      const module = modules.get(path) ?? parse(path, text);
      modules.set(path, module);
      return module;
    },
  };
}

/** What the workflows of a file are seen to do: names of effects. */
function effectsIn(text: string, program: Program = numbered(() => undefined)): readonly string[] {
  const world = new World(knowledgeFor(tables, DEFAULT_SETTINGS), program);
  const model = new FileModel(world, world.open(parse('/root.ts', text)));
  const effects = model.occurrences.flatMap(({ fact, context }) =>
    context.role === 'workflow' && fact.kind === 'effect' ? [fact.effect] : [],
  );
  return [...new Set(effects)];
}

const WORKFLOW = `import { DBOS } from '@dbos-inc/dbos-sdk';
async function body(input) {
  return start(input);
}
export const workflow = DBOS.registerWorkflow(body, { name: 'body' });
`;
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe('in one file', () => {
  it('hands over lists and maps that hold themselves, and each other', () => {
    const text = `import { DBOS } from '@dbos-inc/dbos-sdk';
const own = [];
own.push(own, () => Date.now());
const left = [];
const right = [left];
left.push([right, { right }]);
const map = new Map();
map.set('map', map);
const tree = [];
function grow(item, more) { tree.push([item, more, tree]); return [item, tree]; }
async function body(input) {
  grow(own, left); grow(right, map); grow(grow(tree, own), { ...input, own, tree });
  let last;
  for (const item of own) last = item();
  return last;
}
export const workflow = DBOS.registerWorkflow(body, { name: 'body' });
`;
    expect(effectsIn(text)).toEqual(['clock']);
  });

  it('follows a chain of two thousand calls', { timeout: TIMEOUT }, () => {
    const chain = range(2000).map((index) => `function f${index}() { return f${index + 1}(); }`);
    const last = 'function f2000() { return Date.now(); } const start = f0;';
    expect(effectsIn([WORKFLOW, ...chain, last].join('\n'))).toEqual(['clock']);
  });

  it('follows a function that calls two thousand others', { timeout: TIMEOUT }, () => {
    const helpers = range(2000).map(
      (index) => `function f${index}() { return ${index === 1999 ? 'Date.now()' : index}; }`,
    );
    const calls = range(2000).map((index) => `f${index}()`);
    expect(effectsIn([WORKFLOW, ...helpers, `function start() { return [${calls.join(',')}]; }`].join('\n'))).toEqual([
      'clock',
    ]);
  });

  it('follows sixty functions behind one call', { timeout: TIMEOUT }, () => {
    const all = range(60).map((index) => (index === 59 ? '() => Date.now()' : `() => ${index}`));
    expect(
      effectsIn(`${WORKFLOW}
const all = Object.entries({ ${all.map((one, index) => `f${index}: ${one}`).join(', ')} });
function start() { let last; for (const [name, one] of all) last = one(name); return last; }`),
    ).toEqual(['clock']);
  });

  it('ends where each of sixty functions is given all of them', { timeout: TIMEOUT }, () => {
    const all = range(60).map((index) => `(of) => { for (const f of of) f(all.filter((_, i) => i !== ${index})); }`);
    expect(
      effectsIn(`${WORKFLOW}
const all = [${all.join(', ')}];
function start() { for (const f of all) f(all); return Math.random(); }`),
    ).toContain('random');
  });

  it('ends where every function calls every other one', { timeout: TIMEOUT }, () => {
    const calls = range(120).map((index) => `f${index}()`);
    const helpers = range(120).map((index) => `function f${index}() { ${calls.join(';')}; }`);
    expect(effectsIn([WORKFLOW, ...helpers, 'function start() { f0(); return Math.random(); }'].join('\n'))).toEqual([
      'random',
    ]);
  });

  it('ends where functions hand ever larger functions to each other', { timeout: TIMEOUT }, () => {
    const text = `
const grow = (f, g) => grow(() => f(g), () => g(f));
const spread = (...fs) => fs.map((f) => spread(f, () => spread(f), ...fs));
const nest = (o) => nest({ inner: o, run: () => nest({ o }), list: [o, { o }] });
function start(input) { grow(() => 1, () => 2); spread(grow, input); nest({ run: spread }); return Date.now(); }`;
    expect(effectsIn(WORKFLOW + text)).toEqual(['clock']);
  });

  it('ends where a call has thousands of possible callees', { timeout: TIMEOUT }, () => {
    const writes = range(3000).map((index) => `handlers.h${index} = () => ${index}; pick = handlers.h${index};`);
    const text = `const handlers = {}; let pick = () => 0; ${writes.join('\n')}
function start(key) { return [handlers[key](), pick(), Date.now()]; }`;
    expect(effectsIn(WORKFLOW + text)).toEqual(['clock']);
  });
});

describe('over many files', () => {
  const imports = (index: number | string): string => `import { f${index} } from './f${index}.ts';\n`;
  const entry = `${WORKFLOW}${imports(0)}const start = f0;\n`;

  it('follows a chain of ten thousand files', { timeout: TIMEOUT }, () => {
    const program = numbered((index) =>
      index < 9999
        ? `${imports(index + 1)}export const f${index} = () => f${index + 1}();`
        : `export const f${index} = () => Date.now();`,
    );
    expect(effectsIn(entry, program)).toEqual(['clock']);
    expect(program.loaded()).toBe(10_000);
  });

  it('goes round a ring of files once', { timeout: TIMEOUT }, () => {
    const program = numbered((index) =>
      [
        imports((index + 1) % 500),
        `export function f${index}(x) { return x ? f${(index + 1) % 500}(x) : ${index === 250 ? 'Math.random()' : '1'}; }`,
      ].join('\n'),
    );
    expect(effectsIn(entry, program)).toEqual(['random']);
    expect(program.loaded()).toBe(500);
  });

  it('looks no export up twice in barrels that export each other', { timeout: TIMEOUT }, () => {
    const size = 60;
    const stars = range(size).map((index) => `export * from './f${index}.ts';`);
    const program = numbered(
      (index) => `${stars.join('\n')}\n${index === size - 1 ? 'export const f0 = () => Date.now();' : ''}`,
    );
    expect(effectsIn(entry, program)).toEqual(['clock']);
    expect(program.loaded()).toBe(size);
  });

  it('stops where a hundred files import a hundred others each', { timeout: TIMEOUT }, () => {
    const all = range(100);
    const program = numbered((index) =>
      [
        ...all.map(imports),
        `export const f${index} = (g) => [${all.map((other) => `f${other}(() => f${index}(g))`).join(',')}, Date.now()];`,
      ].join('\n'),
    );
    expect(effectsIn(entry, program)).toContain('clock');
  });
});
