/** Calls as they are meant: with `bind`, `call`, `apply` and `Reflect` taken apart. */
import { certain } from './certain.ts';
import { argumentsIn, givenArguments, type Arguments } from './arguments.ts';
import { evaluate } from './evaluate.ts';
import { GLOBAL, member, print } from './names.ts';
import { argumentsOf, calleeOf, memberKey, unwrap, type InvocationNode } from './nodes.ts';
import type { Env, NamedValue, Value, Values } from './values.ts';
import type { World } from './world.ts';
import type { Use } from '../knowledge/vocabulary/effects.ts';

const REFLECT = print({ module: GLOBAL, path: ['Reflect'] });

/** A call with `bind`, `call` and `apply` taken apart. */
export interface Call {
  readonly callees: Values;
  readonly args: Arguments;
  /** `bind`: nothing runs yet. */
  readonly binds: boolean;
  /** The object given as `this` by `bind`, `call`, `apply`. */
  readonly self: Value | undefined;
}

/** Which values are called with which arguments. */
export function callOf(world: World, node: InvocationNode, callees: Values, env: Env): Call {
  const args = argumentsIn(world, argumentsOf(node), env);
  const callee = unwrap(calleeOf(node));
  if (node.type === 'CallExpression' && callee.type === 'MemberExpression') {
    const key = memberKey(callee);
    if (key === 'bind' || key === 'call' || key === 'apply') {
      const targets = evaluate(world, callee.object, env).filter(
        (value) =>
          value.kind === 'function' ||
          value.kind === 'registered' ||
          (value.kind === 'named' && !isMethod(world, value, key)),
      );
      if (targets.length > 0) {
        // `Reflect.apply(charge, orders, [1])` is `charge.apply(orders, [1])`.
        const isReflected = targets.every((target) => target.kind === 'named' && print(target.name) === REFLECT);
        const [called = targets, ...given] = isReflected ? args.all : [targets, ...args.all];
        const [self] = given[0] ?? [];
        const known = self && self.kind !== 'unknown' && self.kind !== 'literal' ? self : undefined;
        const rest = key === 'apply' ? listArguments(given[1]) : given.slice(1);
        return { callees: called, args: givenArguments(rest), binds: key === 'bind', self: known };
      }
    }
  }
  return { callees, args, binds: false, self: undefined };
}

/** Whether the tables have a method of the name that gives something of its own: `container.bind(token)`. */
function isMethod({ knowledge }: World, { name }: NamedValue, key: string): boolean {
  return knowledge.effect(member(name, key), { form: 'call', arguments: 1 })?.result !== undefined;
}

function listArguments(values: Values | undefined): readonly Values[] {
  const only = certain(values ?? [], 'list');
  return only ? only.elements : [];
}

/** How a call uses what it calls, as the tables ask. */
export function useOf(node: InvocationNode): Use {
  return { form: node.type === 'NewExpression' ? 'new' : 'call', arguments: argumentsOf(node).length };
}
