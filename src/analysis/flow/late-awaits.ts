/**
 * Promises that are awaited too late: `const a = charge(); await ship(); await a;`. Should `a` be rejected while `ship()` is awaited, nobody has
 * asked for it yet, and the process ends with an unhandled rejection. Follows local variables and lists; a variable that is
 * handed to anything, or that a function inside reads, counts as looked after. A loop that awaits the promises of a list one after the other looks
 * after the first one only.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { unitAt } from '../bindings.ts';
import { unitOfVariable, variableOf, type VariableLike } from '../variables.ts';
import {
  calleeOf,
  isFunctionNode,
  isInvocation,
  memberKey,
  outerOf,
  unwrap,
  withoutTypes,
  type InvocationNode,
  type Node,
} from '../nodes.ts';
import { evaluate } from '../evaluate.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { isCaught } from './settling.ts';
import { forward } from './forward.ts';
import { happeningsOf, isDirect, isRecorded, profileOfCode, type Operation } from './operations.ts';
import { promisedBy } from './started.ts';

/** A promise that is awaited after something else. */
export interface LateAwait {
  /** The call that gives the promise, or the list of them. */
  readonly node: Node;
  readonly operation: Operation;
  /** What is awaited before anybody looks at it; of a list whose promises a loop awaits one after the other, the list. */
  readonly awaitedFirst: Node;
  readonly isList: boolean;
  readonly isLoop: boolean;
}

type Pending = ReadonlyMap<VariableLike, { readonly node: Node; readonly operation: Operation }>;

/** The promises of recorded calls that the function awaits too late. */
export function lateAwaitsIn(world: World, env: Env): readonly LateAwait[] {
  const { node, module } = env.unit;
  if (!isFunctionNode(node) || !node.async) return [];
  const search = new Search(world, env);
  if (!search.isWorthwhile()) return [];
  const visit = (inner: Node, pending: Pending): Pending => search.visit(inner, pending);
  forward<Pending>(node.body, new Map(), { join, equal, visit }, module.source.visitorKeys);
  return search.found;
}

/** Told of the nodes of a function in the order in which they run, with the promises that nobody has looked at by then. */
class Search {
  readonly #world: World;
  readonly #env: Env;
  readonly #found = new Map<Node, LateAwait>();

  constructor(world: World, env: Env) {
    this.#world = world;
    this.#env = env;
  }

  get found(): readonly LateAwait[] {
    return [...this.#found.values()];
  }

  /** Whether any promise is kept, or a list of them walked: most functions await each call where it stands. */
  isWorthwhile(): boolean {
    return this.#env.unit.invocations.some((call) => {
      const { parent } = outerOf(call);
      switch (parent?.type) {
        case 'VariableDeclarator':
        case 'AssignmentExpression':
        case 'ForOfStatement':
          return this.#started(call) !== undefined;
        case 'CallExpression':
          return methodAt(this.#world, parent)?.mutates === 'array' && this.#started(call) !== undefined;
        default:
          return false;
      }
    });
  }

  /** What is pending behind the node. */
  visit(node: Node, pending: Pending): Pending {
    switch (node.type) {
      case 'VariableDeclarator':
        return node.init ? this.#set(pending, node.id, node.init) : pending;
      case 'AssignmentExpression':
        return this.#set(pending, node.left, node.right);
      case 'Identifier':
        return pending.size === 0 || isDeclared(node) ? pending : this.#read(pending, node);
      case 'CallExpression':
        return this.#called(pending, node);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration': {
        let left = pending;
        for (const [variable] of pending) if (reads(node, variable)) left = without(left, variable);
        return left;
      }
      case 'ForOfStatement': {
        const list = awaitingLoop(this.#world, this.#env, unwrap(node.right)) ? this.#started(node.right) : undefined;
        if (list) this.#add(unwrap(node.right), list, node, true);
        return node.await ? this.#awaited(pending, node) : pending;
      }
      case 'AwaitExpression':
        return this.#awaited(pending, node);
      default:
        return pending;
    }
  }

  #read(pending: Pending, identifier: TSESTree.Identifier): Pending {
    const variable = this.#local(identifier);
    if (!variable) return pending;
    const loop = awaitingLoop(this.#world, this.#env, identifier);
    const list = pending.get(variable);
    if (list && loop) this.#add(list.node, list.operation, loop, true);
    return without(pending, variable);
  }

  /** `running.push(charge(item))` */
  #called(pending: Pending, call: TSESTree.CallExpression): Pending {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || methodAt(this.#world, call)?.mutates !== 'array') return pending;
    const given = call.arguments.find((argument) => this.#started(argument));
    return given ? this.#set(pending, unwrap(callee.object), given) : pending;
  }

  #awaited(pending: Pending, node: Node): Pending {
    for (const [, { node: call, operation }] of pending) this.#add(call, operation, node, false);
    // Told once.
    return pending.size === 0 ? pending : new Map();
  }

  #set(pending: Pending, target: Node, value: Node): Pending {
    const variable = target.type === 'Identifier' ? this.#local(target) : undefined;
    if (!variable) return pending;
    const operation = this.#started(value);
    return operation
      ? new Map([...pending, [variable, { node: unwrap(value), operation }]])
      : without(pending, variable);
  }

  #local(node: Node): VariableLike | undefined {
    const { unit } = this.#env;
    const variable = variableOf(this.#world, unit.module, node);
    return variable && unitOfVariable(unit.module, variable) === unit ? variable : undefined;
  }

  #started(node: Node): Operation | undefined {
    const call = withoutTypes(node);
    return isInvocation(call) && !isCaught(call) ? startedBy(this.#world, call, this.#env) : undefined;
  }

  #add(node: Node, operation: Operation, before: Node, isLoop: boolean): void {
    if (this.#found.has(node)) return;
    const isList = isLoop || givesList(this.#world, node);
    this.#found.set(node, { node, operation, awaitedFirst: awaitedAt(before), isList, isLoop });
  }
}

function join(first: Pending, second: Pending): Pending {
  return second.size === 0 ? first : new Map([...first, ...second]);
}

function equal(first: Pending, second: Pending): boolean {
  return first.size === second.size && [...first.keys()].every((variable) => second.has(variable));
}

/** Families of calls that fail because of what they run, not only when the workflow is stopped. */
const FAILING = new Set(['step', 'transaction', 'handle']);

/** What the promise of a call waits for, when nobody awaits it there; undefined: nothing that can fail. */
function startedBy(world: World, call: InvocationNode, env: Env): Operation | undefined {
  const gathers = evaluate(world, calleeOf(call), env).some((value) => {
    const spec = value.kind === 'named' ? world.knowledge.combinator(value.name) : undefined;
    return spec !== undefined && spec.waits !== 'settled';
  });
  if (gathers) return profileOfCode(world, call, env).prompt;
  const { facts = [], calls = [] } = happeningsOf(world, env).get(call) ?? {};
  const fact = facts.filter(isRecorded).find((item) => item.kind === 'durable' || FAILING.has(item.spec.family));
  if (fact) return { fact, node: call, path: [], env };
  for (const edge of calls) {
    const operation = promisedBy(world, edge.target, 0);
    const { returns } = edge.target.unit;
    const isHere =
      isDirect(world, edge, env) || (keepsResults(world, call) && !(returns.length > 0 && returns.every(isCaught)));
    if (operation && isHere) return { ...operation, node: call, path: [edge, ...operation.path] };
  }
  return undefined;
}

/** `items.map(f)`, `promise.then(f)`: the promises of `f` are in what the call gives. */
function keepsResults(world: World, call: InvocationNode): boolean {
  const method = methodAt(world, call);
  return method?.results === 'list' || method?.waits === true;
}

function givesList(world: World, node: Node): boolean {
  return isInvocation(node) && methodAt(world, node)?.results === 'list';
}

function awaitedAt(node: Node): Node {
  if (node.type === 'AwaitExpression') return node.argument;
  return node.type === 'ForOfStatement' ? node.right : node;
}

function methodAt(world: World, call: InvocationNode): ReturnType<World['knowledge']['method']> {
  const callee = unwrap(calleeOf(call));
  return callee.type === 'MemberExpression' ? world.knowledge.method(memberKey(callee) ?? '') : undefined;
}

/** The loop that walks the list, and awaits in each turn: `for await (const value of list)`, `for (const promise of list) await promise`. */
function awaitingLoop(world: World, env: Env, list: Node): TSESTree.ForOfStatement | undefined {
  const { parent: loop, child } = outerOf(list);
  if (loop?.type !== 'ForOfStatement' || loop.right !== child) return undefined;
  if (loop.await) return loop;
  const [declared] = loop.left.type === 'VariableDeclaration' ? loop.left.declarations : [];
  const variable = declared && variableOf(world, env.unit.module, declared.id);
  const isAwaited = variable?.references.some(
    ({ identifier }) =>
      outerOf(identifier).parent?.type === 'AwaitExpression' && unitAt(env.unit.module, identifier) === env.unit,
  );
  return isAwaited === true ? loop : undefined;
}

function without(pending: Pending, variable: VariableLike): Pending {
  if (!pending.has(variable)) return pending;
  const left = new Map(pending);
  left.delete(variable);
  return left;
}

/** The name in `const a = …`, which is no reading. */
function isDeclared(identifier: Node): boolean {
  return identifier.parent?.type === 'VariableDeclarator' && identifier.parent.id === identifier;
}

function reads(code: Node, variable: VariableLike): boolean {
  return variable.references.some(
    ({ identifier }) => code.range[0] <= identifier.range[0] && identifier.range[1] <= code.range[1],
  );
}
