/**
 * What becomes of the promise that a call gives: awaited, given back, handed to a combinator, dropped, or taken for the value that it is
 * only a promise of. Follows chains, lists, local variables, callbacks whose method is known, and conditions. What is kept in a property,
 * or given to code that is not known, counts as looked after.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { unitOfVariable, variableOf, type VariableLike } from '../variables.ts';
import { FILLS } from '../collections.ts';
import { evaluate } from '../evaluate.ts';
import {
  argumentsOf,
  calleeOf,
  isFunctionNode,
  memberKey,
  outerOf,
  unwrap,
  type InvocationNode,
  type Node,
} from '../nodes.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { settlesPromise } from '../event-promises.ts';
import { isExportedVariable } from '../exported.ts';
import { callbackResult } from './callback-results.ts';
import type { Destiny, Misuse } from './destiny.ts';
import { misuseAt } from './misuses.ts';

const KEPT: Destiny = { kind: 'kept' };
const RETURNED: Destiny = { kind: 'returned' };
const MAX_VARIABLES = 4;
const MAX_STEPS = 60;

/** What becomes of the promise of the call at `node`; `isList`: of the list of promises that it gives. */
export function destinyOf(world: World, node: Node, env: Env, isList: boolean): Destiny {
  return new Follower(world, env).from(node, isList);
}

class Follower {
  readonly #world: World;
  readonly #env: Env;
  readonly #seen = new Set<VariableLike>();
  #chained = false;
  #caught = false;

  constructor(world: World, env: Env) {
    this.#world = world;
    this.#env = env;
  }

  from(node: Node, isList: boolean): Destiny {
    let at: Next = { node, inList: isList };
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const next = this.#behind(at);
      if ('kind' in next) return next;
      at = next;
    }
    return KEPT;
  }

  /** What the code around it does with the promise, or where that goes on. */
  #behind({ node, inList }: Next): Destiny | Next {
    const { parent, child } = outerOf(node);
    if (!parent) return KEPT;
    const misuse = inList ? undefined : misuseAt(parent, child);
    if (misuse) return this.#misused(parent.type === 'UnaryExpression' ? parent : child, misuse);
    switch (parent.type) {
      case 'AwaitExpression':
        // `await` of a list waits for none of its promises, and what comes of it can still be waited for.
        return inList ? { node: parent, inList } : KEPT;
      case 'ExpressionStatement':
        return this.#dropped(node, false);
      case 'UnaryExpression':
        return parent.operator === 'void' ? this.#dropped(parent, true) : KEPT;
      case 'SequenceExpression':
        return parent.expressions.at(-1) === child ? { node: parent, inList } : this.#dropped(node, false);
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return this.#returned(node, inList);
      case 'ForStatement':
        return parent.test === child ? KEPT : this.#dropped(node, false);
      case 'ConditionalExpression':
        return parent.test === child ? KEPT : { node: parent, inList };
      case 'LogicalExpression':
        return parent.left === child ? KEPT : { node: parent, inList };
      case 'SpreadElement':
        return parent.parent.type === 'ArrayExpression' ? { node: parent, inList } : KEPT;
      case 'ArrayExpression':
        return { node: parent, inList: true };
      case 'MemberExpression':
        return parent.object === child ? this.#member(parent, inList) : KEPT;
      case 'Property':
        return inList || parent.value !== child ? KEPT : this.#property(parent, child);
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === child ? KEPT : this.#argument(parent, inList);
      case 'VariableDeclarator':
        return this.#pattern(parent.id, inList);
      case 'AssignmentExpression':
        return this.#assigned(parent, inList);
      default:
        return KEPT;
    }
  }

  #property({ parent: object }: TSESTree.Property, value: Node): Destiny {
    return object.type === 'ObjectExpression' && this.#isOptions(object) ? this.#misused(value, 'option') : KEPT;
  }

  #assigned(assignment: TSESTree.AssignmentExpression, inList: boolean): Destiny {
    const { left, operator } = assignment;
    if (operator !== '=' || left.type === 'MemberExpression') return KEPT;
    if (left.type === 'Identifier' && outerOf(assignment).parent?.type !== 'ExpressionStatement') return KEPT;
    return this.#pattern(left, inList);
  }

  #dropped(node: Node, isVoid: boolean): Destiny {
    return { kind: 'dropped', node, isVoid, chained: this.#chained, caught: this.#caught };
  }

  #misused(node: Node, how: Misuse): Destiny {
    return { kind: 'misused', node, how };
  }

  /** `promise.then(f)` goes on with what it gives; other members of a promise are no members of its value. */
  #member(member: TSESTree.MemberExpression, inList: boolean): Destiny | Next {
    // `promises.map(f)`: what `f` does with each of them is not followed; `promises.forEach(f)` ends here as well.
    if (inList) return KEPT;
    const key = memberKey(member);
    const call = outerOf(member).parent;
    const isCalled = call?.type === 'CallExpression' && unwrap(call.callee) === unwrap(member);
    const method = key === undefined ? undefined : this.#world.knowledge.method(key);
    if (method?.waits === true) {
      // `new Promise((resolve, reject) => { promise.then(resolve, reject); })`: that one goes on.
      if (!isCalled || settlesPromise(this.#world, this.#env.unit, call)) return KEPT;
      this.#chained = true;
      // A second argument of `then`, and the argument of `catch`, look after the rejection.
      if (
        (method.functions?.length ?? 0) > 1 ? call.arguments.length > 1 : key !== 'finally' && call.arguments.length > 0
      )
        this.#caught = true;
      return { node: call, inList: false };
    }
    // Inherited by every object.
    if (key === undefined || key in Object.prototype) return KEPT;
    return this.#misused(member, 'member');
  }

  #argument(call: InvocationNode, inList: boolean): Destiny | Next {
    const callee = unwrap(calleeOf(call));
    for (const value of evaluate(this.#world, callee, this.#env)) {
      if (value.kind !== 'named') continue;
      // `Promise.resolve(promise)`, `Promise.all(promises)`: the promise of the call takes its place.
      if (this.#world.knowledge.combinator(value.name)) return { node: call, inList: false };
      const spec = this.#world.knowledge.effect(value.name, { form: 'call', arguments: argumentsOf(call).length });
      if (spec?.gives === 'argument') return { node: call, inList };
    }
    // `running.push(promise)`: it goes where the list goes.
    if (
      callee.type === 'MemberExpression' &&
      this.#world.knowledge.method(memberKey(callee) ?? '')?.mutates === 'array'
    ) {
      const list = unwrap(callee.object);
      return list.type === 'Identifier' ? this.#pattern(list, true) : KEPT;
    }
    return KEPT;
  }

  /** Whether the literal is the options of an engine call. */
  #isOptions(object: Node): boolean {
    const { parent, child } = outerOf(object);
    if (parent?.type !== 'CallExpression') return false;
    const position = argumentsOf(parent).indexOf(child);
    return evaluate(this.#world, parent.callee, this.#env).some(
      (value) => value.kind === 'named' && this.#world.knowledge.api(value.name)?.options === position,
    );
  }

  #pattern(pattern: Node, inList: boolean): Destiny {
    if (pattern.type !== 'Identifier') {
      // const [a, b] = [first(), second()];
      if (inList || pattern.type === 'MemberExpression') return KEPT;
      return this.#misused(pattern, 'member');
    }
    const variable = variableOf(this.#world, this.#env.unit.module, pattern);
    if (!variable || this.#seen.size > MAX_VARIABLES || this.#seen.has(variable)) return KEPT;
    if (unitOfVariable(this.#env.unit.module, variable) !== this.#env.unit || isExportedVariable(variable)) return KEPT;
    this.#seen.add(variable);
    let worst: Destiny | undefined;
    let isFilled = false;
    for (const reference of variable.references) {
      if (!reference.isRead()) continue;
      if (inList && this.#isFilledAt(reference.identifier)) {
        isFilled = true;
        continue;
      }
      const destiny = this.from(reference.identifier, inList);
      // One who waits is enough; and a variable that is asked about may well hold no promise: `if (running) await running`.
      if (destiny.kind === 'kept' || destiny.kind === 'returned' || destiny.kind === 'ignored') return destiny;
      if (destiny.kind === 'misused' && (inList || destiny.how === 'test')) return KEPT;
      if (!worst || destiny.kind === 'misused') worst = destiny;
    }
    if (worst) return worst;
    return inList && !isFilled ? KEPT : this.#dropped(pattern, false);
  }

  /** `running.push(promise);` only puts something into the list. */
  #isFilledAt(list: Node): boolean {
    const { parent, child } = outerOf(list);
    if (parent?.type !== 'MemberExpression' || parent.object !== child) return false;
    const call = outerOf(parent).parent;
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== parent) return false;
    return FILLS.get(memberKey(parent) ?? '') === 'all' && outerOf(call).parent?.type === 'ExpressionStatement';
  }

  /** Given back by a function: to its caller, or to the method that calls it. */
  #returned(node: Node, inList: boolean): Destiny {
    let current: Node | undefined = node.parent;
    while (current && !isFunctionNode(current)) current = current.parent;
    // The promise of an asynchronous callback is its own.
    if (!current || current.async) return RETURNED;
    const next = callbackResult(this.#world, current, this.#env);
    if (!next) return RETURNED;
    if ('kind' in next) return next;
    if (next.waits) return this.from(next.node, false);
    return inList ? KEPT : this.from(next.node, true);
  }
}

interface Next {
  readonly node: Node;
  readonly inList: boolean;
}
