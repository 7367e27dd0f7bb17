/**
 * Whether code that gives something a new value runs while the program does, and not only when it starts. Follows the calls of a function
 * inside its file, up to the top level, the function that launches the engine, or somebody outside who hands the value over. Leaves out
 * callers in other files, and durable functions, whose writes are found where they stand.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { unitAt } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { argumentsOf, calleeOf, isFunctionNode, memberKey, unwrap, type InvocationNode, type Node } from './nodes.ts';
import { durableMember } from './roles.ts';
import type { FunctionUnit } from './units.ts';
import type { Value } from './values.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/**
 * `surely`: for a request, or just before it starts a workflow; `likely`: at a moment that somebody else chooses, who may do it only once;
 * undefined: when the program starts, or nothing is known.
 */
export type Later = 'surely' | 'likely' | undefined;

/** Functions that are asked for one value. */
const MAX_CALLERS = 30;

/**
 * @param value the expression in `unit` that decides the new value
 * @param seen the functions on the way to `unit`, and those that were asked before: each is asked once
 */
export function runsLater(world: World, unit: FunctionUnit, value: Node, seen: Set<FunctionUnit> = new Set()): Later {
  const { module } = unit;
  if (seen.has(unit) || seen.size > MAX_CALLERS) return undefined;
  seen.add(unit);
  if (unit === module.main || isDurable(world, unit) || launches(world, unit, 0)) return undefined;
  const own = takesFromParameter(world, unit, value) ? 'likely' : undefined;
  if (own && startsWorkflow(world, unit)) return 'surely';
  const ways = waysTo(world, unit);
  if (ways.length === 0) return own;
  const found = ways.map((way): Later => {
    if (way.handed) return handedLater(world, unit, way, seen);
    return runsLater(world, way.unit, argumentFor(unit, way.node, value) ?? value, seen);
  });
  return found.includes('surely') ? 'surely' : found.find((later) => later !== undefined);
}

/** A place of the file where the function is called, or given to a call. */
interface Way {
  readonly node: InvocationNode;
  readonly unit: FunctionUnit;
  readonly handed: boolean;
}

function waysTo(world: World, target: FunctionUnit): readonly Way[] {
  const name = target.name.slice(target.name.lastIndexOf('.') + 1);
  const isTarget = (node: Node, unit: FunctionUnit): boolean =>
    evaluate(world, node, baseEnv(world, unit)).some((value) => unitOf(value) === target);
  return target.module.units.flatMap((unit) =>
    unit.invocations.flatMap((node): readonly Way[] => {
      const callee = unwrap(calleeOf(node));
      if (callee === target.node) return [{ node, unit, handed: false }];
      if (nameAt(callee) === name && isTarget(callee, unit)) return [{ node, unit, handed: false }];
      const handed = argumentsOf(node).some((argument) => {
        const given = unwrap(argument);
        return given === target.node || (nameAt(given) === name && isTarget(given, unit));
      });
      return handed ? [{ node, unit, handed }] : [];
    }),
  );
}

function nameAt(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? memberKey(node) : undefined;
}

function unitOf(value: Value): FunctionUnit | undefined {
  if (value.kind === 'registered') return unitOf(value.target);
  return value.kind === 'function' ? value.unit : undefined;
}

function handedLater(world: World, unit: FunctionUnit, { node, unit: around }: Way, seen: Set<FunctionUnit>): Later {
  const callee = unwrap(calleeOf(node));
  const use = { form: node.type === 'NewExpression' ? 'new' : 'call', arguments: argumentsOf(node).length } as const;
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
  const position = unit.node.params.findIndex((parameter) => {
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

function identifiersIn({ module }: FunctionUnit, value: Node): readonly TSESTree.Identifier[] {
  return module.source.scopeManager.scopes.flatMap((scope) =>
    scope.references.flatMap(({ identifier }) =>
      identifier.type === 'Identifier' && value.range[0] <= identifier.range[0] && identifier.range[1] <= value.range[1]
        ? [identifier]
        : [],
    ),
  );
}

function isDurable(world: World, unit: FunctionUnit): boolean {
  const { owner, node } = unit;
  const member = owner?.members.find((item) => item.value === node);
  return member !== undefined && owner !== undefined && durableMember(world, owner, member, undefined) !== undefined;
}

/** Whether the function configures or launches the engine, by itself or through one that it calls. */
function launches(world: World, unit: FunctionUnit, depth: number): boolean {
  return unit.invocations.some((node) =>
    evaluate(world, calleeOf(node), baseEnv(world, unit)).some((value) => {
      if (value.kind === 'function') return depth < 2 && value.unit !== unit && launches(world, value.unit, depth + 1);
      const family = value.kind === 'named' ? world.knowledge.api(value.name)?.family : undefined;
      return family === 'launch' || family === 'config';
    }),
  );
}

function startsWorkflow(world: World, unit: FunctionUnit): boolean {
  return unit.invocations.some((node) =>
    evaluate(world, calleeOf(node), baseEnv(world, unit)).some((value) =>
      value.kind === 'registered'
        ? value.role === 'workflow'
        : value.kind === 'named' && world.knowledge.api(value.name)?.family === 'start',
    ),
  );
}
