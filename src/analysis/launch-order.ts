/**
 * The order of configuring, launching, shutting down and everything else, inside one function or at the top level of a module. A call
 * of a function of the program that launches counts as a launch. Says *before* and *after* only where no branch, no other launch and no
 * shutdown leaves a doubt. Leaves out: which function is called first, and launches in nested functions that others call.
 */
import { baseEnv } from './evaluate.ts';
import type { ApiFact, CallEdge } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { memberKey, outerOf, unwrap, type Node } from './nodes.ts';
import { isCaughtIn, isWithinRegions, mayFollowFailure, regionsOf, sameRegions } from './regions.ts';
import { summaryOf } from './summaries.ts';
import type { FunctionUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** A call that configures, launches or shuts down the engine, here or behind it. */
export interface LifecycleEvent {
  readonly kind: 'config' | 'launch' | 'shutdown';
  /** The call that stands in the function: of the engine, or of a function that does it. */
  readonly node: Node;
  /** It stands here, or in the unconditional code of the function that is called. */
  readonly certain: boolean;
  /** What comes behind it runs after it is done. */
  readonly awaited: boolean;
  /** Nobody can wait for it: its promise goes nowhere. */
  readonly dropped: boolean;
  /** It is the engine's own call. */
  readonly direct: boolean;
  /** A function of the program does it, and only on some condition: when nobody has done it before. */
  readonly conditional: boolean;
  readonly regions: readonly Node[];
}

/** The order of the engine's lifecycle in the functions of a program. */
export class LaunchOrder {
  readonly #world: World;
  readonly #events = new Map<FunctionUnit, readonly LifecycleEvent[]>();

  constructor(world: World) {
    this.#world = world;
  }

  /** What the function configures, launches and shuts down, in source order. */
  eventsOf(unit: FunctionUnit): readonly LifecycleEvent[] {
    let events = this.#events.get(unit);
    if (!events) {
      this.#events.set(unit, []);
      events = this.#find(unit);
      this.#events.set(unit, events);
    }
    return events;
  }

  /** The launch that is certainly done when the node runs. */
  launchBefore(node: Node, unit: FunctionUnit): LifecycleEvent | undefined {
    const regions = regionsOf(node, unit.node);
    const events = this.eventsOf(unit);
    const here = events.findLast(
      (event) =>
        event.kind === 'launch' &&
        event.certain &&
        event.awaited &&
        isDoneBefore(event.node, node) &&
        isWithinRegions(event.regions, regions) &&
        !mayFollowFailure(node, event.node, unit.node) &&
        !events.some((other) => other.kind === 'shutdown' && isBetween(other.node, event.node, node)),
    );
    return here ?? this.#launchContinuedBy(unit);
  }

  /** Of `launch().then(() => { … })`, the launch. */
  #launchContinuedBy({ node, parent }: FunctionUnit): LifecycleEvent | undefined {
    const call = node.parent;
    if (!parent || call?.type !== 'CallExpression' || call.arguments[0] !== node) return undefined;
    const { callee } = call;
    if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'then') return undefined;
    const object = unwrap(callee.object);
    return this.eventsOf(parent).find((event) => event.kind === 'launch' && event.certain && event.node === object);
  }

  /** Whether a function of the same file certainly calls this one once it has launched. */
  isCalledAfterLaunch(unit: FunctionUnit): boolean {
    return unit.module.units.some(
      (caller) =>
        caller !== unit &&
        this.eventsOf(caller).some(({ kind }) => kind === 'launch') &&
        factsOf(this.#world, baseEnv(this.#world, caller)).edges.some(
          (edge) =>
            edge.kind === 'call' &&
            edge.timing === 'inline' &&
            edge.by === undefined &&
            edge.target.unit === unit &&
            regionsOf(edge.node, caller.node).length === 0 &&
            !isCaughtIn(edge.node, caller.node) &&
            this.launchBefore(edge.node, caller) !== undefined,
        ),
    );
  }

  /** The launch that certainly comes after the node, when none comes before it. */
  launchAfter(node: Node, unit: FunctionUnit): LifecycleEvent | undefined {
    const regions = regionsOf(node, unit.node);
    const events = this.eventsOf(unit);
    const next = events.find(
      (event) => event.kind === 'launch' && isDoneBefore(node, event.node) && sameRegions(event.regions, regions),
    );
    if (!next || mayFollowFailure(next.node, node, unit.node)) return undefined;
    const earlier = events.findLast((event) => event.kind !== 'config' && event.node.range[0] < node.range[1]);
    return earlier === undefined || (earlier.kind === 'shutdown' && earlier.certain) ? next : undefined;
  }

  /** The launch that certainly has begun when the node runs, and that nobody waits for. */
  launchUnfinished(node: Node, unit: FunctionUnit): LifecycleEvent | undefined {
    const launch = this.eventsOf(unit).findLast((event) => event.kind !== 'config' && isDoneBefore(event.node, node));
    if (launch?.kind !== 'launch' || !launch.certain || !launch.dropped) return undefined;
    const isBehind = isWithinRegions(launch.regions, regionsOf(node, unit.node));
    return isBehind && !mayFollowFailure(node, launch.node, unit.node) ? launch : undefined;
  }

  /** Whether code of the function may have launched the engine when the node runs. */
  mayBeLaunched(node: Node, unit: FunctionUnit): boolean {
    return this.eventsOf(unit).some((event) => event.kind === 'launch' && event.node.range[0] < node.range[1]);
  }

  #find(unit: FunctionUnit): readonly LifecycleEvent[] {
    const { facts, edges } = factsOf(this.#world, baseEnv(this.#world, unit));
    const found: LifecycleEvent[] = [];
    for (const fact of facts) {
      const kind = fact.kind === 'api' ? kindOf(fact) : undefined;
      if (kind !== undefined) found.push(this.#event(kind, fact.node, unit, true));
    }
    for (const edge of edges) {
      if (edge.kind === 'call' && edge.timing !== 'detached') found.push(...this.#behind(edge, unit));
    }
    return found.toSorted((first, second) => first.node.range[0] - second.node.range[0]);
  }

  #event(
    kind: LifecycleEvent['kind'],
    node: Node,
    unit: FunctionUnit,
    certain: boolean,
    behind?: { readonly conditional: boolean },
  ): LifecycleEvent {
    return {
      kind,
      node,
      certain,
      awaited: isAwaited(node),
      dropped: isDropped(node),
      direct: behind === undefined,
      conditional: behind?.conditional === true,
      regions: regionsOf(node, unit.node),
    };
  }

  /** What a function does that is called here. */
  #behind(edge: CallEdge, unit: FunctionUnit): readonly LifecycleEvent[] {
    const kinds = new Map<LifecycleEvent['kind'], { conditional: boolean }>();
    for (const { fact, env } of summaryOf(this.#world, edge.target).values()) {
      const kind = fact.kind === 'api' ? kindOf(fact) : undefined;
      if (kind === undefined) continue;
      const conditional = fact.places !== undefined || regionsOf(fact.node, env.unit.node).length > 0;
      if (kinds.get(kind)?.conditional !== false) kinds.set(kind, { conditional });
    }
    const isCertain = edge.timing === 'inline' && edge.by === undefined;
    return [...kinds].map(([kind, behind]) =>
      this.#event(kind, edge.node, unit, isCertain && this.#surely(kind, edge.target), behind),
    );
  }

  /** Whether the function itself does it, whatever happens, before it comes back. */
  #surely(kind: LifecycleEvent['kind'], env: Env): boolean {
    const own = factsOf(this.#world, env).facts.flatMap((fact) => (fact.kind === 'api' ? [fact] : []));
    const event = own.find((fact) => kindOf(fact) === kind);
    if (!event || regionsOf(event.node, env.unit.node).length > 0) return false;
    return kind === 'config' || isAwaited(event.node);
  }
}

/** Calls that set the configuration, not those that prepare a database. */
function kindOf({ spec }: ApiFact): LifecycleEvent['kind'] | undefined {
  switch (spec.family) {
    case 'launch':
    case 'shutdown':
      return spec.family;
    case 'config':
      return spec.at.outside === 'throws' ? 'config' : undefined;
    default:
      return undefined;
  }
}

/** Whether the promise is awaited, or given back, where it stands; also behind `then`, `catch` and `finally`. */
function isAwaited(start: Node): boolean {
  const { parent, child } = outerOf(lastOfChain(start));
  if (parent?.type === 'ArrowFunctionExpression') return parent.body === child;
  return parent?.type === 'AwaitExpression' || parent?.type === 'ReturnStatement';
}

/** `launch();`, `void launch();`, `launch().catch(report);` */
function isDropped(start: Node): boolean {
  const { parent } = outerOf(lastOfChain(start));
  return parent?.type === 'ExpressionStatement' || (parent?.type === 'UnaryExpression' && parent.operator === 'void');
}

/** The last call that goes on from the promise: of `launch().then(serve).catch(report)`, `catch`. */
function lastOfChain(start: Node): Node {
  let node = start;
  for (;;) {
    const { parent, child } = outerOf(node);
    const call = parent?.type === 'MemberExpression' && parent.object === child ? parent.parent : undefined;
    if (call?.type !== 'CallExpression' || call.callee !== parent) return node;
    node = call;
  }
}

function isDoneBefore(first: Node, second: Node): boolean {
  return first.range[1] <= second.range[0];
}

function isBetween(node: Node, first: Node, last: Node): boolean {
  return isDoneBefore(first, node) && isDoneBefore(node, last);
}
