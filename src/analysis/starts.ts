/** Starts of workflows in two calls: `startWorkflow(place, options)(order)`. */
import type { TSESTree } from '@typescript-eslint/types';

import type { CallSite } from './model.ts';
import { unwrap } from './nodes.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';

export interface FirstCall {
  readonly call: TSESTree.CallExpression;
  /** The options that it takes. */
  readonly keys: ReadonlySet<string>;
  /** How many parameters the workflow has; undefined: not known, or any number. */
  readonly parameters: number | undefined;
}

/** The first call of a start whose second call is `second`. */
export function firstCallOf(world: World, calls: readonly CallSite[], second: CallSite): FirstCall | undefined {
  if (second.node.type !== 'CallExpression') return undefined;
  const call = unwrap(second.node.callee);
  const first = calls.find((item) => item.node === call)?.fact;
  if (call.type !== 'CallExpression' || first?.kind !== 'api' || first.spec.refersTo === undefined) return undefined;
  const shape =
    first.spec.options === undefined ? undefined : world.knowledge.options(first.name)?.[first.spec.options]?.shape;
  if (!shape) return undefined;
  const [target, ...others] = first.refers;
  const parameters = target && others.length === 0 ? parametersOf(target) : undefined;
  return { call, keys: new Set(Object.keys(shape.keys)), parameters };
}

function parametersOf(value: Value): number | undefined {
  const target = value.kind === 'registered' ? value.target : value;
  if (target.kind !== 'function' || !('params' in target.unit.node)) return undefined;
  const { params } = target.unit.node;
  return params.some((parameter) => parameter.type === 'RestElement') ? undefined : params.length;
}
