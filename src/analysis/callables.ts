/**
 * What is handed over where a function is wanted: a value that is certainly no function, because it is the result of a call; or a method
 * that has lost the object it is a method of. Leaves out what calls of unknown functions give.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf, constantInit } from './variables.ts';
import { isDataCall, isDataValue, returnsData } from './data-results.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { argumentsOf, calleeOf, childrenOf, isFunctionNode, memberKey, withoutTypes, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';

/** The call whose result certainly is no function, when `expression` is one, awaited or not. */
export function callForData(world: World, unit: FunctionUnit, expression: Node): TSESTree.CallExpression | undefined {
  let node = withoutTypes(expression);
  const isAwaited = node.type === 'AwaitExpression';
  if (node.type === 'AwaitExpression') node = withoutTypes(node.argument);
  if (node.type !== 'CallExpression') return undefined;
  if (!isAwaited && isChainOfPromise(world, unit, node)) return node;
  const env = baseEnv(world, unit);
  const results = evaluate(world, node, env);
  if (results.some(isFunctionLike)) return undefined;
  const callees = evaluate(world, calleeOf(node), env);
  const args = argumentsOf(node).length;
  const givesData = callees.every((callee): boolean => {
    switch (callee.kind) {
      case 'function': {
        const { node: fn } = callee.unit;
        if (!isFunctionNode(fn) || fn.generator) return false;
        // Not awaited it is a promise, whatever that is of.
        if (fn.async && !isAwaited) return true;
        const isCertain = results.length > 0 && results.every(isDataValue);
        return isCertain || (fn.async && (callee.unit.returns.length === 0 || returnsData(world, callee.unit)));
      }
      case 'registered':
        return !isAwaited || callee.role !== 'workflow';
      case 'named': {
        const api = world.knowledge.api(callee.name);
        if (api) return api.result === 'promise' && !isAwaited;
        return isDataCall(world, callee.name, args);
      }
      default:
        return false;
    }
  });
  return callees.length > 0 && givesData ? node : undefined;
}

/** `load(id).then(parse)`: whatever it is of, it is a promise. */
function isChainOfPromise(world: World, unit: FunctionUnit, { callee }: TSESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const row = world.knowledge.method(memberKey(callee) ?? '');
  return row?.waits === true && callForData(world, unit, callee.object) !== undefined;
}

function isFunctionLike(value: Value): boolean {
  return value.kind === 'function' || value.kind === 'registered' || value.kind === 'class';
}

/** `this.load` or `gateway.load`, where `load` certainly uses `this` and is handed over without it. */
export interface UnboundMethod {
  /** The member expression that takes the method off its object. */
  readonly member: TSESTree.MemberExpression;
  readonly unit: FunctionUnit;
}

/** The method that the expression takes off an object although it uses `this`; undefined: it does not, or something binds it. */
export function unboundMethod(world: World, unit: FunctionUnit, expression: Node): UnboundMethod | undefined {
  const member = memberOf(world, unit.module, expression);
  const key = member && memberKey(member);
  // `this.load = this.load.bind(this)` somewhere makes it safe.
  if (!member || key === undefined || unit.module.memberWrites.has(key)) return undefined;
  const values = evaluate(world, member, baseEnv(world, unit));
  const [first] = values;
  if (first?.kind !== 'function' || !values.every((value) => value.kind === 'function' && isMethodOfThis(value.unit))) {
    return undefined;
  }
  return { member, unit: first.unit };
}

/** The member expression that the expression is, or that a constant was given. */
function memberOf(world: World, module: ModuleUnit, expression: Node): TSESTree.MemberExpression | undefined {
  const node = withoutTypes(expression);
  if (node.type === 'MemberExpression') return node;
  if (node.type !== 'Identifier') return undefined;
  const variable = variableOf(world, module, node);
  const init = variable && constantInit(variable);
  const value = init && withoutTypes(init);
  return value?.type === 'MemberExpression' ? value : undefined;
}

/** A method, not an arrow in a field, that uses `this`, and that no decorator may have bound. */
function isMethodOfThis(unit: FunctionUnit): boolean {
  const { node, owner } = unit;
  if (node.type !== 'FunctionExpression') return false;
  const item = owner?.members.find((member) => member.value === node);
  if (item ? item.kind !== 'method' || item.decorators.length > 0 : node.parent.type !== 'Property') return false;
  return usesThis(unit);
}

/** Whether the function, or an arrow in it, says `this`. */
export function usesThis({ module, node }: FunctionUnit): boolean {
  const stack: Node[] = isFunctionNode(node) ? [node.body] : [];
  for (let current = stack.pop(); current; current = stack.pop()) {
    if (current.type === 'ThisExpression' || current.type === 'Super') return true;
    if (current.type === 'FunctionExpression' || current.type === 'FunctionDeclaration') continue;
    if (current.type === 'ClassDeclaration' || current.type === 'ClassExpression') continue;
    stack.push(...childrenOf(current, module.source.visitorKeys));
  }
  return false;
}
