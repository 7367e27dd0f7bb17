/**
 * Whether code that gives something a new value runs while the program does, and not only when it starts. Follows the calls of a function
 * inside its file, up to the top level, the function that launches the engine, or somebody outside who hands the value over; of another file,
 * the calls that it is asked for. Leaves out durable functions, whose writes are found where they stand.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { unitAt } from './bindings.ts';
import { calledNames, type NamedCall } from './called-names.ts';
import { useOf } from './calls.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import {
  argumentsOf,
  calleeOf,
  childrenOf,
  isFunctionNode,
  memberKey,
  parametersOf,
  unwrap,
  type InvocationNode,
  type Node,
} from './nodes.ts';
import { durableMember } from './roles.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value } from './values.ts';
import { variableOf, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/**
 * `surely`: for a request, or just before it starts a workflow; `likely`: at a moment that somebody else chooses, who may do it only once;
 * `perhaps`: whenever its caller wants to, of whom nothing is known; undefined: when the program starts, or nothing is known.
 */
export type Later = 'surely' | 'likely' | 'perhaps' | undefined;

/** Functions that are asked for one value. */
const MAX_CALLERS = 30;
/** Calls behind which a launch is looked for. */
const MAX_LAUNCH_DEPTH = 2;

/**
 * @param value the expression in `unit` that decides the new value
 * @param seen the functions on the way to `unit`, and those that were asked before: each is asked once
 */
export function runsLater(world: World, unit: FunctionUnit, value: Node, seen: Set<FunctionUnit> = new Set()): Later {
  const { module } = unit;
  if (seen.has(unit) || seen.size > MAX_CALLERS) return undefined;
  seen.add(unit);
  if (unit === module.main || isDurable(world, unit) || launches(world, unit)) return undefined;
  const isGiven = takesFromParameter(world, unit, value);
  if (isGiven ? startsWorkflow(world, unit) : startsWithParameter(world, unit, value)) return 'surely';
  const ways = waysTo(world, unit, module);
  return ways.length === 0 && isGiven ? 'perhaps' : behindWays(world, unit, value, ways, seen);
}

/** Whether code of `module` calls a function of another file so. */
export function isCalledLater(world: World, module: ModuleUnit, unit: FunctionUnit, value: Node): boolean {
  const later = behindWays(world, unit, value, waysTo(world, unit, module), new Set([unit]));
  return later === 'surely' || later === 'likely';
}

function behindWays(
  world: World,
  unit: FunctionUnit,
  value: Node,
  ways: readonly Way[],
  seen: Set<FunctionUnit>,
): Later {
  const found = ways.map((way): Later => {
    if (way.handed) return handedLater(world, unit, way, seen);
    return runsLater(world, way.unit, argumentFor(unit, way.node, value) ?? value, seen);
  });
  return LATEST.find((later) => found.includes(later));
}

const LATEST = ['surely', 'likely', 'perhaps'] as const;

/** A place of a file where the function is called, or given to a call. */
interface Way {
  readonly node: InvocationNode;
  readonly unit: FunctionUnit;
  readonly handed: boolean;
}

function waysTo(world: World, target: FunctionUnit, from: ModuleUnit): readonly Way[] {
  const name = target.name.slice(target.name.lastIndexOf('.') + 1);
  const calls = calledNames(world, from);
  const isTarget = ({ use, unit }: NamedCall): boolean =>
    evaluate(world, use, baseEnv(world, unit)).some((value) => unitOf(value) === target);
  const ways = new Map<Node, Way>();
  for (const call of [...(calls.get(target.node) ?? []), ...(calls.get(name) ?? []).filter(isTarget)]) {
    const { node, unit, isCallee } = call;
    if (isCallee || !ways.has(node)) ways.set(node, { node, unit, handed: !isCallee });
  }
  return [...ways.values()];
}

function unitOf(value: Value): FunctionUnit | undefined {
  if (value.kind === 'registered') return unitOf(value.target);
  return value.kind === 'function' ? value.unit : undefined;
}

function handedLater(world: World, unit: FunctionUnit, { node, unit: around }: Way, seen: Set<FunctionUnit>): Later {
  const callee = unwrap(calleeOf(node));
  const use = useOf(node);
  const key = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
  const row = key === undefined ? undefined : world.knowledge.method(key);
  for (const value of evaluate(world, callee, baseEnv(world, around))) {
    const spec = value.kind === 'named' ? world.knowledge.effect(value.name, use) : undefined;
    if (spec?.role !== undefined) return spec.role === 'handler' ? 'surely' : undefined;
    // What the engine takes has a role of its own.
    if (value.kind === 'named' && world.knowledge.api(value.name)) return undefined;
    const timing = spec?.callbacks ?? row?.callbacks;
    if (timing === 'deferred') return 'likely';
    if (timing === 'inline') return runsLater(world, around, node, seen);
  }
  return row?.callbacks === 'deferred' && takesFromParameter(world, unit, unit.node) ? 'likely' : undefined;
}

/** Of `setRate(next)`, where the value is the parameter, `next`. */
function argumentFor(unit: FunctionUnit, call: InvocationNode, value: Node): Node | undefined {
  const name = unwrap(value);
  if (!isFunctionNode(unit.node) || name.type !== 'Identifier') return undefined;
  const position = parametersOf(unit.node).findIndex((parameter) => {
    const pattern = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    return pattern.type === 'Identifier' && pattern.name === name.name;
  });
  return position < 0 ? undefined : argumentsOf(call)[position];
}

/** Whether a parameter of the function itself, not a part of it, decides the value: `rate = Math.max(0, next)`, not `rate = options.rate`. */
function takesFromParameter(world: World, unit: FunctionUnit, value: Node, depth = 0): boolean {
  return identifiersIn(unit, value).some((identifier) => {
    const { parent } = identifier;
    if (parent?.type === 'MemberExpression' && parent.object === identifier) return false;
    const definition = variableOf(world, unit.module, identifier)?.defs[0];
    if (!definition) return false;
    if (definition.type === 'Parameter') return definition.node === unit.node;
    const declared = definition.node;
    if (depth > 3 || declared.type !== 'VariableDeclarator' || !declared.init) return false;
    return unitAt(unit.module, declared) === unit && takesFromParameter(world, unit, declared.init, depth + 1);
  });
}

function identifiersIn(unit: FunctionUnit, value: Node): readonly TSESTree.Identifier[] {
  if (value.type === 'Identifier') return [value];
  return childrenOf(value, unit.module.source.visitorKeys).flatMap((child) => identifiersIn(unit, child));
}

function isDurable(world: World, unit: FunctionUnit): boolean {
  const { owner, node } = unit;
  const member = owner?.members.find((item) => item.value === node);
  return member !== undefined && owner !== undefined && durableMember(world, owner, member, undefined) !== undefined;
}

/** Whether the function configures or launches the engine, by itself or through one that it calls. */
function launches(world: World, unit: FunctionUnit): boolean {
  const known = world.launches.get(unit);
  if (known !== undefined) return known;
  let reached = new Set([unit]);
  for (let depth = 0; depth < MAX_LAUNCH_DEPTH; depth += 1)
    reached = new Set([...reached].flatMap((item) => [item, ...engineCallsOf(world, item).callees]));
  const answer = [...reached].some((item) => engineCallsOf(world, item).launches);
  world.launches.set(unit, answer);
  return answer;
}

/** What a function does by itself. */
export interface EngineCalls {
  readonly launches: boolean;
  /** The functions that it calls. */
  readonly callees: readonly FunctionUnit[];
}

function engineCallsOf(world: World, unit: FunctionUnit): EngineCalls {
  let known = world.engineCalls.get(unit);
  if (!known) world.engineCalls.set(unit, (known = findEngineCalls(world, unit)));
  return known;
}

function findEngineCalls(world: World, unit: FunctionUnit): EngineCalls {
  const called = unit.invocations.flatMap((node) => evaluate(world, calleeOf(node), baseEnv(world, unit)));
  return {
    launches: called.some((value) => {
      const family = value.kind === 'named' ? world.knowledge.api(value.name)?.family : undefined;
      return family === 'launch' || family === 'config';
    }),
    callees: [...new Set(called.flatMap((value) => (value.kind === 'function' ? [value.unit] : [])))],
  };
}

function startsWorkflow(world: World, unit: FunctionUnit): boolean {
  return startsIn(world, unit).length > 0;
}

/**
 * Whether the value is a part of a parameter in a function that hands another parameter to the workflow that it starts, which is called for each:
 *   (request, order) => { tenant = request.tenant; return place(order); }
 */
function startsWithParameter(world: World, unit: FunctionUnit, value: Node): boolean {
  const parameterOf = (node: Node): VariableLike | undefined => {
    const variable = variableOf(world, unit.module, node);
    const definition = variable?.defs[0];
    return definition?.type === 'Parameter' && definition.node === unit.node ? variable : undefined;
  };
  const parts = identifiersIn(unit, value).flatMap((identifier) => parameterOf(identifier) ?? []);
  return (
    parts.length > 0 &&
    startsIn(world, unit).some((start) => {
      // `startWorkflow(place)(order)`: the arguments are those of the outer call.
      const { parent } = start;
      const call = parent?.type === 'CallExpression' && parent.callee === start ? parent : start;
      return argumentsOf(call).some((argument) => {
        const given = parameterOf(unwrap(argument));
        return given !== undefined && !parts.includes(given);
      });
    })
  );
}

function startsIn(world: World, unit: FunctionUnit): readonly InvocationNode[] {
  return unit.invocations.filter((node) =>
    evaluate(world, calleeOf(node), baseEnv(world, unit)).some((value) =>
      value.kind === 'registered'
        ? value.role === 'workflow'
        : value.kind === 'named' && world.knowledge.api(value.name)?.family === 'start',
    ),
  );
}
