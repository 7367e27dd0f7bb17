/**
 * The recorded calls that a piece of code makes, in their order: what each takes a step number for, whether it is made at once or only
 * after something was awaited, and by which way a helper makes it, also in other files. Leaves out code that runs later than the
 * call (timers, emitters), and numbers themselves: only the order counts.
 */
import { evaluate } from '../evaluate.ts';
import type { ApiFact, CallEdge, DurableFact, Fact } from '../facts.ts';
import { factsOf } from '../collect-facts.ts';
import { calleeOf, isFunctionNode, isInvocation, memberKey, unwrap, type InvocationNode, type Node } from '../nodes.ts';
import { pathOf, summaryOf, type Exposure } from '../summaries.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { forward } from './forward.ts';

/** A fact that takes a step number in a workflow. */
export type RecordedFact = ApiFact | DurableFact;

/** A recorded call as it is seen from one function. */
export interface Operation {
  readonly fact: RecordedFact;
  /** The place in the function: the call itself, or the call of what makes it. */
  readonly node: Node;
  /** The calls from `node` to the fact; empty when it stands there. */
  readonly path: readonly CallEdge[];
  /** The environment in which the fact stands. */
  readonly env: Env;
}

/** How a piece of code makes its recorded calls, as far as others that run beside it can tell. */
export interface Profile {
  /** The first one that is made before anything is awaited; its number is taken at once. */
  readonly prompt: Operation | undefined;
  /** The first one that is made after an `await`: others may have taken numbers meanwhile. */
  readonly late: Operation | undefined;
  /** Whether the code awaits something that may take time. */
  readonly waits: boolean;
}

const EMPTY: Profile = { prompt: undefined, late: undefined, waits: false };

/** Whether the call is recorded under a step number when a workflow makes it. */
export function isRecorded(fact: Fact): fact is RecordedFact {
  if (fact.kind === 'effect') return false;
  return fact.spec !== undefined && fact.spec.steps > 0 && fact.spec.at.workflow === 'records';
}

/** What happens at one place of a function. */
export interface Happening {
  readonly facts: readonly (ApiFact | DurableFact)[];
  /** Functions that run during the call. */
  readonly calls: readonly CallEdge[];
}

/** What happens in a function, by the node at which it happens. */
export function happeningsOf(world: World, env: Env): ReadonlyMap<Node, Happening> {
  const known = world.flow.happenings.get(env);
  if (known) return known;
  const found = new Map<Node, { facts: (ApiFact | DurableFact)[]; calls: CallEdge[] }>();
  const at = (node: Node): { facts: (ApiFact | DurableFact)[]; calls: CallEdge[] } => {
    let entry = found.get(node);
    if (!entry) found.set(node, (entry = { facts: [], calls: [] }));
    return entry;
  };
  const { facts, edges } = factsOf(world, env);
  for (const fact of facts) if (fact.kind !== 'effect') at(fact.node).facts.push(fact);
  for (const edge of edges) if (edge.kind === 'call' && edge.timing === 'inline') at(edge.node).calls.push(edge);
  world.flow.happenings.set(env, found);
  return found;
}

/** Whether the edge is the call at its node itself, not a function that was handed to that call. */
export function isDirect(world: World, edge: CallEdge, env: Env): boolean {
  if (edge.by !== undefined || !isInvocation(edge.node)) return false;
  return evaluate(world, calleeOf(edge.node), env).some(
    (value) =>
      (value.kind === 'function' && value.unit === edge.target.unit) ||
      (value.kind === 'class' && edge.node.type === 'NewExpression'),
  );
}

/** Whether what is called at the fact's node is what the fact speaks of; otherwise it was handed to another function: `ids.map(charge)`. */
export function isDirectFact(world: World, fact: ApiFact | DurableFact, env: Env): boolean {
  if (!isInvocation(fact.node)) return false;
  return (
    evaluate(world, calleeOf(fact.node), env).some((value) =>
      fact.kind === 'durable'
        ? value.kind === 'registered' && value.key === fact.value.key
        : value.kind === 'named' && world.knowledge.api(value.name) === fact.spec,
    ) || isAdapted(fact.node)
  );
}

/** `charge.call(orders, 1)` calls `charge`. */
function isAdapted(node: InvocationNode): boolean {
  const callee = unwrap(calleeOf(node));
  return callee.type === 'MemberExpression' && ['call', 'apply'].includes(memberKey(callee) ?? '');
}

/** The nearest recorded call that running the function makes; undefined: it makes none. */
export function operationBehind(world: World, env: Env): Operation | undefined {
  let nearest: Exposure | undefined;
  for (const exposure of summaryOf(world, env).values()) {
    if (isRecorded(exposure.fact) && (!nearest || exposure.distance < nearest.distance)) nearest = exposure;
  }
  if (!nearest || !isRecorded(nearest.fact)) return undefined;
  const path = pathOf(nearest);
  return { fact: nearest.fact, node: path[0]?.node ?? nearest.fact.node, path, env: nearest.env };
}

/** The recorded calls made at one node of a function, the first of each function that it runs. */
export function operationsAt(world: World, node: Node, env: Env): readonly Operation[] {
  const happening = happeningsOf(world, env).get(node);
  if (!happening) return [];
  const own = happening.facts.filter(isRecorded).map((fact): Operation => ({ fact, node, path: [], env }));
  const behind = happening.calls.flatMap((edge): readonly Operation[] => {
    const operation = operationBehind(world, edge.target);
    return operation ? [through(edge, operation)] : [];
  });
  return [...own, ...behind];
}

/** An operation of a function, seen from the call of the function. */
function through(edge: CallEdge, operation: Operation): Operation {
  return { ...operation, node: edge.node, path: [edge, ...operation.path] };
}

/** How running the function makes its recorded calls. */
export function profileOf(world: World, env: Env): Profile {
  const known = world.flow.profiles.get(env);
  if (known) return known;
  world.flow.profiles.set(env, EMPTY);
  const { node } = env.unit;
  const profile = isFunctionNode(node) ? profileOfCode(world, node.body, env) : EMPTY;
  world.flow.profiles.set(env, profile);
  return profile;
}

/** The same for an expression or statement of a function, as if it began now. */
export function profileOfCode(world: World, code: Node, env: Env): Profile {
  let prompt: Operation | undefined;
  let late: Operation | undefined;
  const happenings = happeningsOf(world, env);
  const meet = (operation: Operation | undefined, isLate: boolean): void => {
    if (!operation) return;
    if (isLate) late ??= operation;
    else prompt ??= operation;
  };

  const visit = (node: Node, waited: boolean): boolean => {
    const happening = happenings.get(node);
    for (const fact of happening?.facts ?? []) {
      if (isRecorded(fact))
        meet({ fact, node, path: [], env }, waited || (isContinuation(world, node) && !isDirectFact(world, fact, env)));
    }
    for (const edge of happening?.calls ?? []) {
      const inner = profileOf(world, edge.target);
      const later = waited || (isContinuation(world, node) && !isDirect(world, edge, env));
      meet(inner.prompt && through(edge, inner.prompt), later);
      meet(inner.late && through(edge, inner.late), true);
    }
    return waited || isWait(world, node, env);
  };
  const { leaves, end } = forward(
    code,
    false,
    { join: (first, second) => first || second, equal: (first, second) => first === second, visit },
    env.unit.module.source.visitorKeys,
  );
  const waits = end === true || leaves.some(({ state }) => state);
  return { prompt, late, waits };
}

/** `promise.then(f)`: what `f` does comes after a wait. */
function isContinuation(world: World, node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  return callee.type === 'MemberExpression' && world.knowledge.method(memberKey(callee) ?? '')?.waits === true;
}

/** Whether control is given away at the node, so that code that runs beside it may go on in any order. */
function isWait(world: World, node: Node, env: Env): boolean {
  if (node.type === 'ForOfStatement') return node.await;
  if (node.type !== 'AwaitExpression') return false;
  const argument = unwrap(node.argument);
  if (!isInvocation(argument)) return argument.type !== 'Literal';
  const happening = happeningsOf(world, env).get(argument);
  if (!happening || happening.facts.length > 0 || happening.calls.length === 0) return true;
  // An asynchronous helper that only computes gives control back in the same turn, in the same order each time.
  return !happening.calls.every(
    (edge) =>
      isDirect(world, edge, env) && !profileOf(world, edge.target).waits && !operationBehind(world, edge.target),
  );
}
