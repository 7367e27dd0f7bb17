/**
 * What methods of lists, maps and promises give back, whatever the program hands them: `list.find(f)` an element, `promise.then(f)` what `f`
 * gives. Leaves out what the program does with methods of its own that are called so.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { callFunction } from './apply.ts';
import { argumentsIn } from './arguments.ts';
import { contentsOf, iterated, valuesAt } from './collections.ts';
import { evaluate } from './evaluate.ts';
import { calleeOf, memberKey, unwrap, type InvocationNode } from './nodes.ts';
import { listValue, NOTHING, union, UNKNOWN_VALUES, type Env, type Values } from './values.ts';
import type { World } from './world.ts';

/** What the promise of `promise.then(f)` holds; undefined: nothing is known of `f`, or the method is one of the program. */
export function settledValues(world: World, node: InvocationNode, callees: Values, env: Env): Values | undefined {
  const callee = unwrap(calleeOf(node));
  if (node.type !== 'CallExpression' || callee.type !== 'MemberExpression') return undefined;
  const passes = world.knowledge.method(memberKey(callee) ?? '')?.passes;
  if (passes === undefined || callees.some(({ kind }) => kind === 'function')) return undefined;
  const receivers = evaluate(world, callee.object, env);
  const [callbacks = NOTHING] = passes === 'receiver' ? [] : argumentsIn(world, node.arguments, env).all;
  if (passes === 'result' && !callbacks.some(({ kind }) => kind === 'function')) return undefined;
  const given = passes === 'result' ? receivers : NOTHING;
  const results = callbacks.map((value) =>
    value.kind === 'function' ? callFunction(world, value, [given], env.depth) : UNKNOWN_VALUES,
  );
  return union(...(passes === 'result' ? [] : [receivers]), ...results);
}

/** Methods of lists that carry their elements on. */
export function listMethod(world: World, node: InvocationNode, env: Env): Values | undefined {
  const callee = unwrap(calleeOf(node));
  if (node.type !== 'CallExpression' || callee.type !== 'MemberExpression') return undefined;
  const key = memberKey(callee);
  if (key === undefined || (!LIST_METHODS.has(key) && key !== 'values' && key !== 'get')) return undefined;
  const [list, ...others] = evaluate(world, callee.object, env);
  // Of `map` on something unknown it is known what the callback gives.
  if (list?.kind === 'unknown' && LIST_METHODS.get(key) === 'mapped') {
    const made = mapped(world, node, UNKNOWN_VALUES, env);
    return made.some((value) => value.kind !== 'unknown' && value.kind !== 'literal')
      ? [listValue([], made)]
      : undefined;
  }
  if (list?.kind !== 'list' || others.length > 0) return undefined;
  if (key === 'values') return [listValue([], contentsOf(world, list))];
  if (key === 'get') {
    if (list.shape !== 'map') return undefined;
    return valuesAt(world, list, argumentsIn(world, node.arguments, env).at(0) ?? NOTHING);
  }
  switch (LIST_METHODS.get(key)) {
    case 'same':
      return [list];
    case 'element':
      return contentsOf(world, list);
    case 'mapped':
      return [listValue([], mapped(world, node, iterated(world, list), env))];
    default:
      return undefined;
  }
}

/** What the callback of `map` gives for the elements. */
function mapped(world: World, node: TSESTree.CallExpression, elements: Values, env: Env): Values {
  const callback = argumentsIn(world, node.arguments, env).at(0);
  const results = (callback ?? NOTHING).map((value) =>
    value.kind === 'function' ? callFunction(world, value, [elements], env.depth) : UNKNOWN_VALUES,
  );
  return union(...results);
}

/** Array methods of ECMAScript, by what they make of the elements. */
const LIST_METHODS: ReadonlyMap<string, 'same' | 'element' | 'mapped'> = new Map([
  ['filter', 'same'],
  ['slice', 'same'],
  ['concat', 'same'],
  ['reverse', 'same'],
  ['toReversed', 'same'],
  ['sort', 'same'],
  ['toSorted', 'same'],
  ['flat', 'same'],
  ['at', 'element'],
  ['find', 'element'],
  ['findLast', 'element'],
  ['pop', 'element'],
  ['shift', 'element'],
  ['map', 'mapped'],
]);
