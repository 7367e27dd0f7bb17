/**
 * What becomes of things that must be given back when they are no longer wanted: the connections of a client. Knows those that a function makes
 * for itself; one that leaves it (returned, stored, handed to code that is not known, kept by a function that runs later) is somebody
 * else's to give back, and is left out.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { certain } from './certain.ts';
import { unitAt } from './bindings.ts';
import { unitOfVariable, variableOf, type VariableLike } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { factsOf } from './collect-facts.ts';
import { isFunctionNode, memberKey, outerOf, parametersOf, unwrap, type Node } from './nodes.ts';
import { regionsOf } from './regions.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** What a function makes for itself and must give back. */
export interface Made {
  /** The declaration that keeps it; undefined: it is used where it is made, or assigned. */
  readonly declaration: TSESTree.VariableDeclaration | undefined;
  readonly name: string | undefined;
  /** `never` given back; only when nothing throws (`success`); or in any case. */
  readonly released: 'never' | 'success' | 'always';
}

/** Of what the call makes, `method` gives it back. Undefined: it leaves the function, or it is not known what becomes of it. */
export function madeBy(world: World, unit: FunctionUnit, call: Node, method: string): Made | undefined {
  if (unit === unit.module.main) return undefined;
  let node = call;
  while (node.parent?.type === 'AwaitExpression' || outerOf(node).child !== node) {
    node = node.parent?.type === 'AwaitExpression' ? node.parent : outerOf(node).child;
  }
  const { parent } = node;
  switch (parent?.type) {
    case 'ExpressionStatement':
      return { declaration: undefined, name: undefined, released: 'never' };
    case 'MemberExpression':
      if (parent.object === node && memberKey(parent) === 'then') return givenTo(world, unit, parent, method);
      return parent.object === node && memberKey(parent) !== method
        ? { declaration: undefined, name: undefined, released: 'never' }
        : undefined;
    case 'VariableDeclarator':
    case 'AssignmentExpression': {
      const name = parent.type === 'VariableDeclarator' ? parent.id : parent.left;
      const variable = name.type === 'Identifier' ? variableOf(world, unit.module, name) : undefined;
      if (name.type !== 'Identifier' || !variable || unitOfVariable(unit.module, variable) !== unit) return undefined;
      const outer = parent.parent;
      const declaration = outer.type === 'VariableDeclaration' ? outer : undefined;
      // `using` gives back by itself.
      if (declaration?.kind.includes('using')) return undefined;
      const released = releaseOf(world, unit, variable, method, new Set());
      return released && { declaration, name: name.name, released };
    }
    default:
      return undefined;
  }
}

/** Of `create().then((made) => …)`, where the callback is written in place. */
function givenTo(world: World, { module }: FunctionUnit, then: Node, method: string): Made | undefined {
  const { parent: call, child } = outerOf(then);
  const callback = call?.type === 'CallExpression' && call.callee === child ? call.arguments[0] : undefined;
  const inner = callback && isFunctionNode(callback) ? module.unitOf.get(callback) : undefined;
  const [parameter] = callback && isFunctionNode(callback) ? callback.params : [];
  const variable = parameter?.type === 'Identifier' ? variableOf(world, module, parameter) : undefined;
  const released = inner && variable && releaseOf(world, inner, variable, method, new Set());
  return released && { declaration: undefined, name: undefined, released };
}

/** Undefined: it leaves the function. */
function releaseOf(
  world: World,
  unit: FunctionUnit,
  variable: VariableLike,
  method: string,
  seen: Set<VariableLike>,
): Made['released'] | undefined {
  let released: Made['released'] = 'never';
  // A function that hands it to itself.
  if (seen.has(variable)) return released;
  seen.add(variable);
  for (const reference of variable.references) {
    if (!reference.isRead()) continue;
    const { identifier } = reference;
    const use = useOf(world, unit, identifier, method, seen);
    if (use === undefined) return undefined;
    if (use === 'always' || (use === 'success' && released === 'never')) released = use;
  }
  return released;
}

function useOf(
  world: World,
  unit: FunctionUnit,
  identifier: Node,
  method: string,
  seen: Set<VariableLike>,
): Made['released'] | undefined {
  const { module } = unit;
  const { parent, child } = outerOf(identifier);
  const isRelease = parent?.type === 'MemberExpression' && parent.object === child && memberKey(parent) === method;
  const where = unitAt(module, identifier);
  // Given back by a function that somebody calls at the right time.
  if (where !== unit && isRelease) return 'always';
  if (where !== unit && !runsNow(world, module, where, unit)) return undefined;
  if (isRelease) return isInFinally(identifier, unit) ? 'always' : 'success';
  if (parent?.type === 'MemberExpression' && parent.object === child) {
    const call = outerOf(parent).parent;
    return call?.type === 'CallExpression' && unwrap(call.callee) === parent ? 'never' : undefined;
  }
  if (isTest(parent, child)) return 'never';
  if (parent?.type !== 'CallExpression') return undefined;
  return handedTo(world, unit, parent, child, method, seen);
}

/** `if (client)`, `client !== undefined` */
function isTest(parent: Node | undefined, child: Node): boolean {
  switch (parent?.type) {
    case 'IfStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return true;
    case 'LogicalExpression':
      return parent.left === child && parent.operator === '&&';
    default:
      return false;
  }
}

/** What a function of the program makes of it. */
function handedTo(
  world: World,
  unit: FunctionUnit,
  call: TSESTree.CallExpression,
  argument: Node,
  method: string,
  seen: Set<VariableLike>,
): Made['released'] | undefined {
  const only = certain(evaluate(world, call.callee, baseEnv(world, unit)), 'function');
  if (!only || only.bound.length > 0) return undefined;
  const { node, module } = only.unit;
  if (!isFunctionNode(node)) return undefined;
  const parameter = parametersOf(node)[call.arguments.findIndex((item) => item === argument)];
  const variable = parameter?.type === 'Identifier' ? variableOf(world, module, parameter) : undefined;
  return variable && releaseOf(world, only.unit, variable, method, seen);
}

/** Whether a function inside another one runs while that one does. */
function runsNow(world: World, module: ModuleUnit, inner: FunctionUnit, outer: FunctionUnit): boolean {
  for (let unit: FunctionUnit | undefined = inner; unit && unit !== outer; unit = unit.parent) {
    const around: FunctionUnit | undefined = unit.parent;
    const { node } = unit;
    if (!around || unit.module !== module) return false;
    const isRun = factsOf(world, baseEnv(world, around)).edges.some((edge) => {
      if (edge.kind === 'call')
        return edge.target.unit.node === node && edge.timing === 'inline' && edge.assumed !== true;
      return edge.how === 'runs' && edge.target.kind === 'function' && edge.target.unit.node === node;
    });
    if (!isRun) return false;
  }
  return true;
}

function isInFinally(node: Node, { node: root }: FunctionUnit): boolean {
  // Code in a `finally` runs in any case, unless it stands in a branch there.
  for (let child = node, parent = node.parent; parent && child !== root; child = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.finalizer === child) return true;
  }
  return regionsOf(node, root).some((region) => region.parent?.type === 'TryStatement');
}
