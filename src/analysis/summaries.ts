/**
 * What a call exposes its caller to: the facts of the function and of all it runs in the same role, each with a shortest path to
 * the place. Closed over the call graph by a breadth-first fixpoint, so recursion of any shape ends. Functions that run later, or
 * in a role of their own, are left out: their effects stop there.
 */
import { wayOf, type Way } from './fate.ts';
import { factKey, type CallEdge, type Fact } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { partKey, WHOLE, type Part } from './parts.ts';
import { both, type Places } from './place-questions.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** A fact that a function exposes its callers to. */
export interface Exposure {
  readonly fact: Fact;
  /** The environment in which the fact stands. */
  readonly env: Env;
  /** Calls from the function to the fact; 0: in the function itself. */
  readonly distance: number;
  /** The first of those calls. */
  readonly via: CallEdge | undefined;
  /** What that call's function is exposed to. */
  readonly next: Exposure | undefined;
  /** In which the code along the path can be, when it asks the engine where it is. */
  readonly places: Places;
  /** The fact is a reading that only matters if the caller uses what the function gives back. */
  readonly returned: boolean;
  /** Where it lies in what the function gives back, then. */
  readonly part: Part;
}

/** All of these, one for each kind and cause. */
export type Summary = ReadonlyMap<string, Exposure>;

/** Facts that running `env`'s function exposes its caller to, by `keyOf`. */
export function summaryOf(world: World, env: Env): Summary {
  if (env.summary) return env.summary;
  close(world, collect(world, env));
  return env.summary ?? new Map<string, Exposure>();
}

/** What stands in the function itself, and matters there. */
export function exposureAt(fact: Fact, env: Env): Exposure {
  return { fact, env, distance: 0, via: undefined, next: undefined, places: fact.places, returned: false, part: WHOLE };
}

/** All environments that `env` runs and that have no summary yet. */
function collect(world: World, start: Env): readonly Env[] {
  const fresh: Env[] = [];
  const queue = [start];
  const seen = new Set<Env>(queue);
  for (let env = queue.pop(); env; env = queue.pop()) {
    if (env.summary) continue;
    fresh.push(env);
    for (const edge of factsOf(world, env).edges) {
      if (edge.kind !== 'call' || edge.timing !== 'inline' || seen.has(edge.target)) continue;
      seen.add(edge.target);
      queue.push(edge.target);
    }
  }
  return fresh;
}

function close(world: World, fresh: readonly Env[]): void {
  const summaries = new Map<Env, Map<string, Exposure>>();
  const callers = new Map<Env, { readonly caller: Env; readonly edge: CallEdge }[]>();
  let wave: { readonly env: Env; readonly key: string }[] = [];
  for (const env of fresh) {
    const own = new Map<string, Exposure>();
    summaries.set(env, own);
    for (const fact of factsOf(world, env).facts) {
      if (fact.kind === 'effect' && (fact.fate === 'dropped' || fact.fate === 'lost')) continue;
      const exposure = { ...exposureAt(fact, env), ...comesBack(fact) };
      const key = keyOf(exposure);
      if (own.has(key)) continue;
      own.set(key, exposure);
      wave.push({ env, key });
    }
  }
  for (const env of fresh) {
    for (const edge of factsOf(world, env).edges) {
      if (edge.kind !== 'call' || edge.timing !== 'inline') continue;
      const done = edge.target.summary;
      if (done) {
        for (const exposure of done.values()) offer(world, summaries, env, edge, exposure, wave);
        continue;
      }
      const known = callers.get(edge.target);
      if (known) known.push({ caller: env, edge });
      else callers.set(edge.target, [{ caller: env, edge }]);
    }
  }
  while (wave.length > 0) {
    const next: typeof wave = [];
    for (const { env, key } of wave) {
      const exposure = summaries.get(env)?.get(key);
      if (!exposure) continue;
      for (const { caller, edge } of callers.get(env) ?? []) offer(world, summaries, caller, edge, exposure, next);
    }
    wave = next;
  }
  for (const [env, summary] of summaries) env.summary = summary;
}

function comesBack(fact: Fact): Pick<Exposure, 'returned' | 'part'> {
  return fact.kind === 'effect' && fact.fate === 'returned'
    ? { returned: true, part: fact.part }
    : { returned: false, part: WHOLE };
}

/**
 * A reading that comes back and one that is used on the spot reach different callers, and code that asks where it is runs in some places
 * only, so each keeps its own path.
 */
function keyOf({ fact, places, returned, part }: Exposure): string {
  const asked = places ? `@${[...places].sort().join(',')}` : '';
  return `${factKey(fact)}${asked}${returned ? `>${partKey(part)}` : ''}`;
}

/** What the caller makes of a reading that the call gives back. */
function afterCall(world: World, caller: Env, edge: CallEdge, part: Part): Way {
  // A callback's result goes to whoever calls it.
  return edge.isHandedOver !== true && GIVING.has(edge.node.type)
    ? wayOf(world, edge.node, caller, part)
    : { fate: 'used', part: WHOLE };
}

/** Expressions that give what code of the program gives back, or makes. */
export const GIVING: ReadonlySet<string> = new Set([
  'CallExpression',
  'NewExpression',
  'TaggedTemplateExpression',
  'MemberExpression',
]);

function offer(
  world: World,
  summaries: Map<Env, Map<string, Exposure>>,
  caller: Env,
  edge: CallEdge,
  next: Exposure,
  wave: { readonly env: Env; readonly key: string }[],
): void {
  const own = summaries.get(caller);
  const places = both(next.places, edge.places);
  if (!own || places?.size === 0) return;
  let { returned, part } = next;
  if (returned) {
    const way = afterCall(world, caller, edge, part);
    if (way.fate !== 'returned' && way.fate !== 'used') return;
    returned = way.fate === 'returned';
    ({ part } = way);
  }
  const exposure: Exposure = { ...next, distance: next.distance + 1, via: edge, next, places, returned, part };
  const key = keyOf(exposure);
  const known = own.get(key);
  if (known && !isNearer(exposure, known)) return;
  own.set(key, exposure);
  wave.push({ env: caller, key });
}

/** Whether the way is shorter. Of two of one length it is the same one whichever file is linted first: by the place of the fact, then by that of the call. */
function isNearer(way: Exposure, other: Exposure): boolean {
  if (way.distance !== other.distance) return way.distance < other.distance;
  const path = way.env.unit.module.path;
  const otherPath = other.env.unit.module.path;
  if (path !== otherPath) return path < otherPath;
  const [start] = way.fact.node.range;
  const [otherStart] = other.fact.node.range;
  if (start !== otherStart) return start < otherStart;
  return (way.via?.node.range[0] ?? 0) < (other.via?.node.range[0] ?? 0);
}

/** The calls that lead to the fact, first one first. */
export function pathOf(exposure: Exposure): readonly CallEdge[] {
  const path: CallEdge[] = [];
  for (let current: Exposure | undefined = exposure; current?.via; current = current.next) path.push(current.via);
  return path;
}
