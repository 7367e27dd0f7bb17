/**
 * What methods of lists, maps and promises give back, whatever the program hands them: `list.find(f)` an element, `promise.then(f)` what `f`
 * gives. Leaves out what the program does with methods of its own that are called so.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { MethodSpec } from '../knowledge/vocabulary/effects.ts';
import { certain, sole } from './certain.ts';
import { callFunction } from './function-calls.ts';
import { argumentsIn } from './arguments.ts';
import { contentsOf, iterated, valuesAt } from './collections.ts';
import { copyOf, elementGiven } from './copies.ts';
import { evaluate } from './evaluate.ts';
import { collectionOf } from './own-collections.ts';
import { calleeOf, memberKey, unwrap, type InvocationNode, type Node } from './nodes.ts';
import { listValue, NOTHING, union, UNKNOWN_VALUES } from './make-values.ts';
import type { Env, Values } from './values.ts';
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
  const row = world.knowledge.method(memberKey(callee) ?? '');
  if (row?.results === 'last') return foldedValues(world, node, callee.object, env);
  const elements = row?.elements;
  if (row === undefined || elements === undefined) return undefined;
  const receivers = evaluate(world, callee.object, env);
  // Of `map` on something unknown it is known what the callback gives.
  if (receivers[0]?.kind === 'unknown' && elements === 'mapped') {
    const made = mapped(world, node, row, UNKNOWN_VALUES, env);
    return made.some((value) => value.kind !== 'unknown' && value.kind !== 'literal')
      ? [listValue([], made)]
      : undefined;
  }
  const only = sole(receivers);
  const list = collectionOf(world, only);
  if (!list || list.shape === 'record') return undefined;
  // A method that the class has in the place of the inherited one.
  if (list !== only && evaluate(world, callee, env).some(({ kind }) => kind === 'function')) return undefined;
  switch (elements) {
    case 'list':
      return [copyOf(world, list, { node, row, env })];
    case 'iterator':
      return [listValue([], contentsOf(world, list))];
    case 'pairs':
      return [listValue([], [listValue([UNKNOWN_VALUES, contentsOf(world, list)], NOTHING)])];
    case 'keyed':
      if (list.shape !== 'map') return undefined;
      return valuesAt(world, list, argumentsIn(world, node.arguments, env).at(0) ?? NOTHING);
    case 'one':
      return elementGiven(world, list, { node, row, env });
    case 'mapped':
      return [listValue([], mapped(world, node, row, iterated(world, list), env))];
  }
}

/** What `reduce` gives: what its callback makes of any element and the first one, or of what it begins with. Undefined: nothing that runs or holds code. */
function foldedValues(world: World, node: TSESTree.CallExpression, object: Node, env: Env): Values | undefined {
  const receivers = evaluate(world, object, env);
  const list = certain(receivers, 'list');
  if (list ? list.shape === 'record' : receivers.some(({ kind }) => kind !== 'unknown')) return undefined;
  const elements = list ? iterated(world, list) : UNKNOWN_VALUES;
  const args = argumentsIn(world, node.arguments, env);
  const begun = args.at(1) ?? elements;
  const results = (args.at(0) ?? NOTHING).map((value) =>
    value.kind === 'function' ? callFunction(world, value, [begun, elements], env.depth) : NOTHING,
  );
  // An object that is filled on the way is data where it is given.
  const isHandedOn = results.some((values) =>
    values.some((value) => value.kind === 'unknown' && value.isData === true),
  );
  const made = union(...results, isHandedOn ? begun.filter(({ kind }) => kind === 'object') : NOTHING);
  return made.some((value) => value.kind !== 'unknown' && value.kind !== 'literal') ? made : undefined;
}

/** What the callback of `map` gives for the elements. */
function mapped(world: World, node: TSESTree.CallExpression, row: MethodSpec, elements: Values, env: Env): Values {
  const callback = argumentsIn(world, node.arguments, env).at(0);
  const results = (callback ?? NOTHING).map((value) =>
    value.kind === 'function' ? callFunction(world, value, [elements], env.depth) : UNKNOWN_VALUES,
  );
  const made = union(...results);
  if (row.order !== 'flattened') return made;
  return union(...made.map((value) => (value.kind === 'list' ? contentsOf(world, value) : [value])));
}
