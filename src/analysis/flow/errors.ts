/**
 * Where the class of a caught error is asked for: from the `catch` of a `try` with recorded calls, from `promise.catch(f)`, and from the
 * reasons of `Promise.allSettled`, along variables and into functions of the program. An error of a recorded call has its class on the first
 * run only.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf, type VariableLike } from '../variables.ts';
import { evaluate } from '../evaluate.ts';
import type { CallEdge } from '../facts.ts';
import { factsOf } from '../collect-facts.ts';
import {
  argumentsOf,
  calleeOf,
  isFunctionNode,
  memberKey,
  outerOf,
  parametersOf,
  staticKey,
  unwrap,
  withoutTypes,
  type FunctionNode,
  type Node,
} from '../nodes.ts';
import type { Env, Values } from '../values.ts';
import type { World } from '../world.ts';
import { gatheringsIn } from './concurrent.ts';
import { happeningsOf, isDirect, type Operation } from './operations.ts';
import { hasOtherTest } from './other-tests.ts';
import type { Guarded } from './raises.ts';
import { durableTriesIn, operationWithin, rejectionHandler } from './tries.ts';

/** `error instanceof X`, where a recorded call may have thrown the error. */
export interface ClassTest {
  readonly kind: 'class-test';
  readonly node: TSESTree.BinaryExpression;
  /** What `X` can be. */
  readonly classes: Values;
  /** The environment in which the test stands. */
  readonly env: Env;
  /** The calls that carry the error there. */
  readonly path: readonly CallEdge[];
  /** A recorded call that may have thrown it. */
  readonly operation: Operation;
  /** The code whose errors are caught. */
  readonly guarded: Guarded;
}

/** `error`: the caught value; `errors`: a list of such; `outcomes`: a list of what `allSettled` gives, or one of them. */
type Kind = 'error' | 'errors' | 'outcomes';

/** Where the function, or one that it hands the error to, asks for the class of an error that a recorded call may have thrown. */
export function classTestsIn(world: World, env: Env): readonly ClassTest[] {
  const found: ClassTest[] = [];
  for (const { node, operation } of durableTriesIn(world, env)) {
    const param = node.handler?.param;
    if (param) new Tracer(world, operation, { code: node.block, env }, found).pattern(param, env, 'error', []);
  }
  for (const node of env.unit.invocations) {
    const handler = rejectionHandler(node);
    const callee = unwrap(calleeOf(node));
    if (!handler || callee.type !== 'MemberExpression') continue;
    const guarded = { code: callee.object, env };
    const operation = operationWithin(world, callee.object, env);
    if (!operation) continue;
    for (const edge of happeningsOf(world, env).get(node)?.calls ?? []) {
      const { node: callback } = edge.target.unit;
      const [param] = isFunctionNode(callback) && isGiven(world, handler, edge.target, env) ? callback.params : [];
      if (param)
        new Tracer(world, operation, guarded, found).pattern(
          param,
          edge.target,
          'error',
          callback === handler ? [] : [edge],
        );
    }
  }
  for (const { node, spec, branches } of gatheringsIn(world, env)) {
    const [operation] = branches.flatMap(({ profile }) => profile.prompt ?? profile.late ?? []);
    if (spec.waits === 'settled' && operation)
      new Tracer(world, operation, { code: node, env }, found).value(node, env, 'outcomes', []);
  }
  return found;
}

function isGiven(world: World, handler: Node, target: Env, env: Env): boolean {
  return evaluate(world, handler, env).some((value) => value.kind === 'function' && value.unit === target.unit);
}

const MAX_PATH = 4;

class Tracer {
  readonly #world: World;
  readonly #operation: Operation;
  readonly #guarded: Guarded;
  readonly #found: ClassTest[];
  /** The variables that were followed, and from which calls on: each call that leads to a test is a place to report. */
  readonly #seen = new Map<VariableLike, Set<Node | undefined>>();

  constructor(world: World, operation: Operation, guarded: Guarded, found: ClassTest[]) {
    this.#world = world;
    this.#operation = operation;
    this.#guarded = guarded;
    this.#found = found;
  }

  /** Follows what a pattern declares. */
  pattern(pattern: Node, env: Env, kind: Kind, path: readonly CallEdge[]): void {
    switch (pattern.type) {
      case 'Identifier': {
        const variable = variableOf(this.#world, env.unit.module, pattern);
        if (!variable) return;
        const entries = this.#seen.get(variable) ?? new Set<Node | undefined>();
        if (entries.has(path[0]?.node)) return;
        this.#seen.set(variable, entries.add(path[0]?.node));
        for (const reference of variable.references) {
          if (reference.isRead()) this.value(reference.identifier, env, kind, path);
        }
        return;
      }
      case 'AssignmentPattern':
        this.pattern(pattern.left, env, kind, path);
        return;
      case 'ArrayPattern':
        if (kind === 'error') return;
        for (const item of pattern.elements) {
          if (item?.type === 'RestElement') this.pattern(item.argument, env, kind, path);
          else if (item) this.pattern(item, env, elementOf(kind), path);
        }
        return;
      // Of the parameters of a function.
      case 'RestElement':
        this.pattern(pattern.argument, env, listOf(kind), path);
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (kind !== 'outcomes' || property.type !== 'Property') continue;
          if (staticKey(property.key, property.computed) === 'reason') this.pattern(property.value, env, 'error', path);
        }
        return;
      default:
    }
  }

  /** Follows the value of an expression. */
  value(start: Node, env: Env, startKind: Kind, path: readonly CallEdge[]): void {
    let node = start;
    let kind = startKind;
    for (let step = 0; step < 40; step += 1) {
      const { parent, child } = outerOf(node);
      switch (parent?.type) {
        case 'BinaryExpression':
          if (parent.operator === 'instanceof' && parent.left === child && kind === 'error')
            this.#test(parent, env, path);
          return;
        case 'AwaitExpression':
        case 'LogicalExpression':
          node = parent;
          break;
        case 'SpreadElement':
          if (parent.parent.type !== 'ArrayExpression') return;
          node = parent.parent;
          break;
        case 'ArrayExpression':
          kind = listOf(kind);
          node = parent;
          break;
        case 'ConditionalExpression':
          if (parent.test === child) return;
          node = parent;
          break;
        case 'VariableDeclarator':
          this.pattern(parent.id, env, kind, path);
          return;
        case 'AssignmentExpression':
          if (parent.right === child && parent.operator === '=') this.pattern(parent.left, env, kind, path);
          return;
        case 'ForOfStatement': {
          if (kind === 'error') return;
          const { left } = parent;
          this.pattern(
            left.type === 'VariableDeclaration' ? (left.declarations[0]?.id ?? left) : left,
            env,
            elementOf(kind),
            path,
          );
          return;
        }
        case 'MemberExpression': {
          const part = parent.object === child ? this.#part(parent, env, kind, path) : undefined;
          if (!part) return;
          ({ node, kind } = part);
          break;
        }
        case 'CallExpression':
          this.#argument(parent, argumentsOf(parent).indexOf(child), env, kind, path);
          return;
        default:
          return;
      }
    }
  }

  /** What a member of the value, or the call of one, is, as far as it can be an error; undefined: it cannot. */
  #part(
    member: TSESTree.MemberExpression,
    env: Env,
    kind: Kind,
    path: readonly CallEdge[],
  ): { readonly node: Node; readonly kind: Kind } | undefined {
    if (kind === 'error') return undefined;
    const key = memberKey(member);
    if (key === 'reason' && kind === 'outcomes') return { node: member, kind: 'error' };
    const call = outerOf(member).parent;
    if (call?.type === 'CallExpression' && unwrap(call.callee) === member) {
      this.#elements(call, env, elementOf(kind), path);
      if (kind !== 'errors') return { node: call, kind: call.arguments.some(givesReason) ? 'errors' : kind };
      const elements = this.#world.knowledge.method(key ?? '')?.elements;
      if (elements !== 'one' && elements !== 'list') return undefined;
      return { node: call, kind: elements === 'one' ? 'error' : 'errors' };
    }
    if (kind === 'errors' && member.computed) return { node: member, kind: 'error' };
    return key === 'status' || key === 'value' || key === 'length' ? undefined : { node: member, kind };
  }

  /** `outcomes.forEach((outcome) => …)`, `errors.some((error) => …)` */
  #elements(call: TSESTree.CallExpression, env: Env, kind: Kind, path: readonly CallEdge[]): void {
    for (const argument of call.arguments) {
      if (!isFunctionNode(argument)) continue;
      const [first] = argument.params;
      if (first) this.pattern(first, this.#envOf(argument, env), kind, path);
    }
  }

  #argument(call: TSESTree.CallExpression, position: number, env: Env, kind: Kind, path: readonly CallEdge[]): void {
    if (position < 0 || path.length >= MAX_PATH) return;
    for (const edge of factsOf(this.#world, env).edges) {
      if (edge.kind !== 'call' || edge.node !== call || !isDirect(this.#world, edge, env)) continue;
      const { node } = edge.target.unit;
      const parameter = isFunctionNode(node) ? parametersOf(node)[position] : undefined;
      if (parameter) this.pattern(parameter, edge.target, kind, [...path, edge]);
    }
  }

  #test(node: TSESTree.BinaryExpression, env: Env, path: readonly CallEdge[]): void {
    const isKnown = this.#found.some((test) => test.node === node && test.path[0]?.node === path[0]?.node);
    if (isKnown || hasOtherTest(this.#world, node, env)) return;
    const classes = evaluate(this.#world, node.right, env);
    this.#found.push({
      kind: 'class-test',
      node,
      classes,
      env,
      path,
      operation: this.#operation,
      guarded: this.#guarded,
    });
  }

  #envOf(callback: FunctionNode, env: Env): Env {
    const unit = env.unit.module.unitOf.get(callback);
    const edge = factsOf(this.#world, env).edges.find((item) => item.kind === 'call' && item.target.unit === unit);
    return edge?.kind === 'call' ? edge.target : env;
  }
}

function elementOf(kind: Kind): Kind {
  return kind === 'errors' ? 'error' : kind;
}

function listOf(kind: Kind): Kind {
  return kind === 'error' ? 'errors' : kind;
}

/** `(outcome) => outcome.reason`, `({ reason }) => reason` */
function givesReason(callback: Node): boolean {
  if (callback.type !== 'ArrowFunctionExpression' || callback.body.type === 'BlockStatement') return false;
  const body = withoutTypes(callback.body);
  if (body.type === 'MemberExpression') return memberKey(body) === 'reason';
  const [param] = callback.params;
  return (
    body.type === 'Identifier' &&
    param?.type === 'ObjectPattern' &&
    param.properties.some(
      (item) =>
        item.type === 'Property' &&
        staticKey(item.key, item.computed) === 'reason' &&
        item.value.type === 'Identifier' &&
        item.value.name === body.name,
    )
  );
}
