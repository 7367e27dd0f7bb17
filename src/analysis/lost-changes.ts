/**
 * What a step changes in the workflow around it, and the workflow looks at afterwards: on a replay the step does not run, so the
 * change is missing. Through variables that its callback captures, and through objects that a registered step is given. Leaves out what only
 * the step itself, in the same turn of a loop, a log line or the clearing up behind it looks at, and functions that are known to run outside of
 * workflows only.
 */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { certain } from './certain.ts';
import { unitAt } from './bindings.ts';
import type { Contexts } from './contexts.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { operationsWithin } from './flow/tries.ts';
import { changedParameters, type Mutation } from './mutations.ts';
import {
  argumentsOf,
  calleeOf,
  contains,
  isFunctionNode,
  isInvocation,
  isLoop,
  outerOf,
  programOf,
  type Node,
} from './nodes.ts';
import { placeOfObject, type Place } from './places.ts';
import { readsOf } from './read-back.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';
import { isAround, type Write } from './writes.ts';

/** What a step changes and a replay leaves out. */
export interface LostChange {
  readonly node: Node;
  readonly role: Role;
  /** The function that is the step, or that the step runs in turn. */
  readonly step: FunctionUnit;
  /** The variables of the workflow, as they are called there: of `({ total, tax } = priced)`, both. */
  readonly variables: readonly string[];
  /** The write in the step; undefined: the step changes its argument. */
  readonly write: Write | undefined;
  /** The step changes nothing else of what is around it. */
  readonly isOnlyOne: boolean;
}

/** What is lost, one entry for what one piece of code changes. */
export function lostChanges(
  world: World,
  module: ModuleUnit,
  contexts: Contexts,
  writes: readonly Write[],
): readonly LostChange[] {
  const found = [...captured(world, module, contexts, writes), ...given(world, module, contexts)];
  return together(found).map((changes) => {
    const [{ node, role, step, write }] = changes;
    const variables = [...new Set(changes.map(({ variable }) => variable))];
    const capturing = writes.filter(({ root, outlives }) => root === step && outlives === 'captured');
    return { node, role, step, variables, write, isOnlyOne: changes.length === 1 && capturing.length <= 1 };
  });
}

/** A variable that one piece of code changes. */
interface Changed extends Pick<LostChange, 'node' | 'role' | 'step' | 'write'> {
  readonly variable: string;
}

type Together = readonly [Changed, ...Changed[]];

function together(changes: readonly Changed[]): readonly Together[] {
  const groups = new Map<string, [Changed, ...Changed[]]>();
  for (const change of changes) {
    const { node, step, write, variable } = change;
    const key = [...node.range, ...step.node.range, write ? '' : variable].join();
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

function* captured(world: World, module: ModuleUnit, contexts: Contexts, writes: readonly Write[]): Iterable<Changed> {
  for (const write of writes) {
    const { mutation, node, role, root, edge } = write;
    const { holder } = mutation.place;
    if (write.outlives !== 'captured' || role === 'workflow' || holder.kind !== 'variable') continue;
    const roles = contexts.roles.get(holder.home);
    const isWorkflow = roles?.has('workflow') === true;
    // A helper that nobody is known to call runs its steps in a workflow, or they would be no steps.
    const isMeant = role === 'step' && edge?.how === 'runs' && (roles === undefined || roles.size === 0);
    if (!isWorkflow && !isMeant) continue;
    // What the function around the workflow keeps is not the workflow's.
    if (!isWorkflow && edge && isInWorkflow(contexts, unitAt(module, edge.node), holder.home)) continue;
    const { unit } = mutation;
    const lent = isAround(holder.home, root) ? undefined : lentIn(holder.home, unit);
    const call = lent ? isWorkflow && lendingCall(lent) : callOf(module, write);
    if (!call) continue;
    const stepCode = [root, ...(isStepCode(contexts, unit) && unit !== holder.home ? [unit] : [])];
    const isRead =
      isReadAfter(world, module, mutation.place, call, stepCode) || isReadNextTurn(world, module, write, call);
    if (isRead) {
      yield { node, role, step: lent ?? root, variable: holder.variable.name, write };
    }
  }
}

/** The call that runs the step, or the step itself. */
function callOf(module: ModuleUnit, { edge, root }: Write): Node {
  return edge && programOf(edge.node) === module.source.program ? edge.node : root.node;
}

/** The outermost function around the change that stands in the workflow's own code. */
function lentIn(home: FunctionUnit, start: FunctionUnit): FunctionUnit {
  let lent = start;
  while (lent.parent && lent.parent !== home) lent = lent.parent;
  return lent;
}

/** The call that hands a function over which a step runs in turn: `context.step('load', () => (found = true))`. */
function lendingCall(lent: FunctionUnit): Node | undefined {
  const { parent, child } = outerOf(lent.node);
  return parent && isInvocation(parent) && calleeOf(parent) !== child ? parent : undefined;
}

/** `await enrich(order)` where the step `enrich` changes its parameter. */
function* given(world: World, module: ModuleUnit, contexts: Contexts): Iterable<Changed> {
  for (const unit of module.units) {
    if (contexts.roles.get(unit)?.has('workflow') !== true) continue;
    for (const node of unit.invocations) {
      const args = argumentsOf(node);
      if (args.length === 0) continue;
      for (const callee of evaluate(world, calleeOf(node), baseEnv(world, unit))) {
        if (callee.kind !== 'registered' || callee.role === 'workflow' || callee.target.kind !== 'function') continue;
        const step = callee.target.unit;
        for (const position of changedParameters(world, step)) {
          const argument = args[position];
          const place = argument && placeOfObject(world, module, argument);
          if (place?.holder.kind !== 'variable' || place.holder.home === module.main) continue;
          if (!isReadAfter(world, module, { ...place, inside: true }, node, [])) continue;
          yield { node, role: callee.role, step, variable: place.holder.variable.name, write: undefined };
        }
      }
    }
  }
}

/** Whether the function, or one around it inside `home`, runs in a workflow. */
function isInWorkflow(contexts: Contexts, start: FunctionUnit, home: FunctionUnit): boolean {
  for (let unit: FunctionUnit | undefined = start; unit && unit !== home; unit = unit.parent)
    if (contexts.roles.get(unit)?.has('workflow') === true) return true;
  return false;
}

/** Whether the function runs in steps, and nowhere else. */
function isStepCode(contexts: Contexts, unit: FunctionUnit): boolean {
  const roles = [...(contexts.roles.get(unit) ?? [])];
  return roles.length > 0 && roles.every((role) => role === 'step' || role === 'transaction');
}

/** Whether code outside the step's own functions looks at the place after the step's call. */
function isReadAfter(
  world: World,
  module: ModuleUnit,
  place: Place,
  call: Node,
  stepCode: readonly FunctionUnit[],
): boolean {
  const loop = loopAround(call);
  return readsOf(world, module, place).some(({ node, unit }) => {
    if (contains(call, node) || stepCode.some((step) => contains(step.node, node))) return false;
    if (isClearedUp(world, unit, node)) return false;
    // Of a function inside it is not known when it runs.
    if (place.holder.kind === 'variable' && unit !== place.holder.home && !contains(unit.node, call)) return true;
    return node.range[0] > call.range[1] || (loop !== undefined && contains(loop, node));
  });
}

/**
 * Whether the step, run again in the next turn of a loop, looks at what this turn has added to. What is only set is not asked for: it may be
 * kept for speed.
 */
function isReadNextTurn(world: World, module: ModuleUnit, { mutation, path }: Write, call: Node): boolean {
  const { holder } = mutation.place;
  const loop = loopAround(call);
  const declared = holder.kind === 'variable' ? holder.variable.defs[0]?.node : undefined;
  if (!loop || !declared || contains(loop, declared) || path.length > 0 || !addsUp(world, mutation)) return false;
  return readsOf(world, module, mutation.place).some(({ node }) => contains(call, node));
}

/** `total += price`, `lines.push(line)` */
function addsUp(world: World, { how, target, unit }: Mutation): boolean {
  if (how === 'updated') return true;
  if (how !== 'method') return false;
  const only = certain(evaluate(world, target, baseEnv(world, unit)), 'list');
  return only !== undefined && only.shape !== 'map' && only.shape !== 'set';
}

/**
 * Whether the node stands in a `finally` that makes no recorded call: what the step has opened in this process is closed there, and where the
 * step did not run there is nothing to close.
 */
function isClearedUp(world: World, unit: FunctionUnit, node: Node): boolean {
  for (let child = node, parent = node.parent; parent && child !== unit.node; child = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.finalizer === child)
      return operationsWithin(world, child, baseEnv(world, unit)).length === 0;
  }
  return false;
}

/** The outermost loop of the function around a node. */
function loopAround(node: Node): Node | undefined {
  let loop: Node | undefined;
  for (let current = node.parent; current && !isFunctionNode(current); current = current.parent)
    if (isLoop(current)) loop = current;
  return loop;
}
