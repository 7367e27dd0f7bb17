/**
 * Writes to a stream that is certainly closed by then: on every way through the function that leads to them, or in every turn of a loop but the
 * first.
 */
import { baseEnv } from '../evaluate.ts';
import type { Node } from '../nodes.ts';
import { summaryOf } from '../summaries.ts';
import type { FunctionUnit, ModuleUnit } from '../units.ts';
import type { World } from '../world.ts';
import type { Route } from './flow.ts';
import { forward, type Outcome } from './forward.ts';
import { backOf, goesOnByItself, isDeclaredIn, loopsAround } from './turns.ts';
import { shownKey, StreamUses, type StreamUse, type Use } from './stream-uses.ts';

/** The way to the write: no calls, when the node is the write itself. */
export interface LateWrite extends Route {
  readonly node: Node;
  /** The key as it is written. */
  readonly key: string;
  /** The stream was closed by the turn before of a loop. */
  readonly isInNextTurn: boolean;
}

type Uses = ReadonlyMap<Node, readonly Use[]>;
type Closed = ReadonlySet<string>;

const NONE: Closed = new Set();

/** The late writes of a file, each once. `useOf` says what a call does to the stream that it is given. */
export function writesAfterClose(world: World, module: ModuleUnit, useOf: StreamUse): readonly LateWrite[] {
  const streams = new StreamUses(world, useOf);
  return module.units.flatMap((unit): readonly LateWrite[] => {
    if (!mayClose(world, unit, useOf)) return [];
    const uses = streams.of(unit);
    const closing = [...uses].filter(([, found]) => found.some(({ use }) => use === 'closes')).map(([node]) => node);
    const code = 'body' in unit.node && !Array.isArray(unit.node.body) ? unit.node.body : unit.node;
    if (closing.length === 0 || code === null) return [];
    const late = new Map<Node, LateWrite>();
    run(code, NONE, uses, { unit, late, isInNextTurn: false });
    for (const loop of new Set(closing.flatMap((node) => loopsAround(node, unit.node)))) {
      if (!goesOnByItself(world, module, loop)) continue;
      const closed = backOf(loop, run(loop.body, NONE, uses, { unit, late: new Map(), isInNextTurn: false }), joined);
      // What the loop declares is another one in each turn.
      const kept = [...(closed ?? [])].filter(
        (key) => key.startsWith('v:') || !isDeclaredIn(module, loop, shownKey(key)),
      );
      const again = new Map<Node, LateWrite>();
      if (kept.length > 0) run(loop.body, new Set(kept), uses, { unit, late: again, isInNextTurn: true });
      for (const [node, write] of again) if (!late.has(node)) late.set(node, write);
    }
    return [...late.values()];
  });
}

/** Whether a stream is closed in the function, or anywhere behind it. */
function mayClose(world: World, unit: FunctionUnit, useOf: StreamUse): boolean {
  const exposures = [...summaryOf(world, baseEnv(world, unit)).values()];
  return exposures.some(({ fact }) => fact.kind === 'api' && useOf(fact) === 'closes');
}

/** Runs over code of a unit with the streams that are closed when it begins, and notes what is late in it. */
function run(
  code: Node,
  entry: Closed,
  uses: Uses,
  {
    unit,
    late,
    isInNextTurn,
  }: { readonly unit: FunctionUnit; readonly late: Map<Node, LateWrite>; readonly isInNextTurn: boolean },
): Outcome<Closed> {
  return forward<Closed>(
    code,
    entry,
    {
      join: joined,
      equal: (first, second) => first.size === second.size,
      visit: (node, closed) => {
        const found = uses.get(node);
        if (!found) return closed;
        const write = found.find(({ use, key }) => use === 'writes' && closed.has(key));
        if (write) late.set(node, { ...write, node, key: shownKey(write.key), isInNextTurn });
        else late.delete(node);
        const more = found.filter(({ use, key }) => use === 'closes' && !closed.has(key));
        return more.length === 0 ? closed : new Set([...closed, ...more.map(({ key }) => key)]);
      },
    },
    unit.module.source.visitorKeys,
  );
}

/** What is closed on both ways. */
function joined(first: Closed, second: Closed): Closed {
  return first === second ? first : new Set([...first].filter((key) => second.has(key)));
}
