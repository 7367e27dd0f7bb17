/** A process that goes on says after any edits what one says that begins with the files as they are then. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Fact } from '../../src/analysis/facts.ts';
import { print } from '../../src/analysis/names.ts';
import { createProject } from '../../src/plugin/program/index.ts';
import { loadNativeParse } from '../../src/plugin/program/native.ts';
import { Session } from '../../src/plugin/session.ts';
import { DEFAULT_SETTINGS } from '../../src/plugin/settings.ts';
import { parseModule } from '../../src/syntax/parse.ts';
import { EDIT, FILES, withBody } from './edited-project.ts';
import { createTree, type Tree } from './tree.ts';

const native = loadNativeParse();

const spoken = (fact: Fact): string => (fact.kind === 'durable' ? fact.value.key : print(fact.name));

/** What is found in a file, in words. */
function found(session: Session, tree: Tree, name: string, text: string): readonly string[] {
  const path = tree.path(name);
  const source = parseModule({ native }, path, text);
  if (source === undefined) throw new Error(`${name} does not parse`);
  const model = session.modelOf({ source, settings: DEFAULT_SETTINGS, parser: undefined });
  return (model?.occurrences ?? []).map(({ fact, node, path: calls, context }) =>
    [spoken(fact), ...node.range, context.role, ...calls.map((call) => call.node.range[0])].join(' '),
  );
}

describe('after any edits', () => {
  it('a process that goes on finds what a new one finds', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(EDIT, { minLength: 1, maxLength: 6 }), (edits) => {
        const texts = new Map(Object.keys(FILES).map((name) => [name, withBody(name, '1')]));
        const tree = createTree(Object.fromEntries(texts));
        const warm = new Session();
        const lintAll = (session: Session): readonly (readonly string[])[] =>
          [...texts].map(([name, text]) => found(session, tree, name, text));
        lintAll(warm);
        for (const { name, body, adds } of edits) {
          const text = withBody(name, body) + adds;
          texts.set(name, text);
          tree.write({ [name]: text });
          warm.refresh();
          expect(lintAll(warm)).toEqual(lintAll(new Session()));
        }
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it('a class that a file begins to extend counts where the file is reached', () => {
    const texts = {
      'clock.ts': 'export abstract class Clock { abstract now(): number }',
      'system.ts':
        "import { Clock } from './clock.js'; export class SystemClock extends Clock { now() { return Date.now(); } }",
      'fixed.ts': "import { Clock } from './clock.js'; export const name = Clock.name;",
      'stamp.ts': "import type { Clock } from './clock.js'; export const stamp = (clock: Clock) => clock.now();",
      'parts.ts':
        "import './system.js'; import './fixed.js'; import type { Clock } from './clock.js'; import { stamp } from './stamp.js';" +
        'export const at = (clock: Clock) => stamp(clock);',
      'main.ts':
        "import { DBOS } from '@dbos-inc/dbos-sdk'; import { at } from './parts.js';" +
        "export const play = DBOS.registerWorkflow(async (clock) => at(clock), { name: 'play' });",
    };
    const tree = createTree(texts);
    const session = new Session();
    const main = (by: Session): readonly string[] => found(by, tree, 'main.ts', texts['main.ts']);
    const readsClock = (): boolean => main(session).some((text) => text.includes('Date.now'));
    expect(readsClock()).toBe(true);
    const second = "import { Clock } from './clock.js'; export class FixedClock extends Clock { now() { return 0; } }";
    for (const [text, reads] of [
      [second, false],
      [texts['fixed.ts'], true],
    ] as const) {
      tree.write({ 'fixed.ts': text });
      session.refresh();
      expect(readsClock()).toBe(reads);
      expect(main(session)).toEqual(main(new Session()));
    }
  });

  it('what the linted file reaches does not count for others', () => {
    const play = (name: string): string =>
      `import { DBOS } from '@dbos-inc/dbos-sdk'; import { stamp } from './stamp.js'; import type { Clock } from './clock.js';
       export const play = DBOS.registerWorkflow(async (clock: Clock) => stamp(clock), { name: '${name}' });`;
    const texts = {
      'clock.ts': 'export interface Clock { now(): number }',
      'system.ts':
        "import type { Clock } from './clock.js'; export class SystemClock implements Clock { now() { return Date.now(); } }",
      'stamp.ts': "import type { Clock } from './clock.js'; export const stamp = (clock: Clock) => clock.now();",
      'near.ts': `${play('near')} import './system.js';`,
      'far.ts': play('far'),
    };
    const tree = createTree(texts);
    const readsClock = (session: Session, name: 'near.ts' | 'far.ts'): boolean =>
      found(session, tree, name, texts[name]).some((text) => text.includes('Date.now'));
    for (const order of [
      ['near.ts', 'far.ts'],
      ['far.ts', 'near.ts'],
    ] as const) {
      const session = new Session();
      const reading = order.filter((name) => readsClock(session, name));
      expect(reading).toEqual(['near.ts']);
    }
  });

  it('something is found at all', () => {
    const texts = Object.fromEntries(
      Object.keys(FILES).map((name) => [name, withBody(name, 'next(() => Date.now())')]),
    );
    const tree = createTree(texts);
    const session = new Session();
    const all = Object.entries(texts).flatMap(([name, text]) => found(session, tree, name, text));
    expect(all.length).toBeGreaterThan(3);
  });
});

describe('what was edited since', () => {
  it('is told as long as the files import what they did', () => {
    const tree = createTree({ 'a.ts': "import './b.js';", 'b.ts': 'one();' });
    const project = createProject({ now: () => 0 });
    const loadAll = (): void => {
      project.refresh();
      const program = project.open();
      for (const name of ['a.ts', 'b.ts']) program.load(tree.path(name));
    };
    loadAll();
    tree.write({ 'b.ts': 'another();' });
    loadAll();
    expect(project.editedSince(0)).toEqual(new Set([tree.path('b.ts')]));
    tree.write({ 'a.ts': "import './b.js'; use();" });
    loadAll();
    expect(project.editedSince(0)).toEqual(new Set([tree.path('a.ts'), tree.path('b.ts')]));
    expect(project.editedSince(1)).toEqual(new Set([tree.path('a.ts')]));
    expect(project.editedSince(2)).toEqual(new Set());
    tree.write({ 'b.ts': "import './c.js';" });
    loadAll();
    expect(project.editedSince(2)).toBeUndefined();
    tree.remove('b.ts');
    loadAll();
    expect(project.editedSince(3)).toBeUndefined();
  });
});
