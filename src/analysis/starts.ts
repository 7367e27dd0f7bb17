/** Starts of workflows: whether something is one, and those in two calls: `startWorkflow(place, options)(order)`, `startWorkflow(Shop, options).place(order)`. */
import type { TSESTree } from '@typescript-eslint/types';

import { sole } from './certain.ts';
import type { ApiFact, Fact } from './facts.ts';
import type { CallSite } from './call-sites.ts';
import { unwrap, type Node } from './nodes.ts';
import type { Setting } from './settings.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';

/** The first call of a start in two calls. */
export interface FirstCall {
  readonly call: TSESTree.CallExpression;
  readonly site: CallSite;
  /** The options that it takes. */
  readonly keys: ReadonlySet<string>;
  /** Whether the workflow takes no object at a position, as far as its parameters and their types say; undefined: not known. */
  takesNoObject(position: number): boolean | undefined;
}

/** What is asked of a file. */
interface FirstCallSource {
  readonly world: World;
  readonly callAt: (node: Node) => CallSite | undefined;
}

/** The first call of a start whose second call is `second`. */
export function firstCallOf({ world, callAt }: FirstCallSource, second: CallSite): FirstCall | undefined {
  if (second.node.type !== 'CallExpression') return undefined;
  const callee = unwrap(second.node.callee);
  const call = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  if (call.type !== 'CallExpression') return undefined;
  const site = callAt(call);
  const first = site?.fact;
  if (!site || first?.kind !== 'api' || first.spec.refersTo === undefined) return undefined;
  const shape =
    first.spec.options === undefined ? undefined : world.knowledge.options(first.name)?.[first.spec.options]?.shape;
  if (!shape) return undefined;
  const target = sole(first.refers);
  const parameters = target && parametersOf(target);
  return {
    call,
    site,
    keys: new Set(Object.keys(shape.keys)),
    takesNoObject: (position) => parameters && takesNoObject(parameters[position]),
  };
}

function parametersOf(value: Value): readonly TSESTree.Parameter[] | undefined {
  const target = value.kind === 'registered' ? value.target : value;
  if (target.kind !== 'function' || target.bound.length > 0 || !('params' in target.unit.node)) return undefined;
  const { params } = target.unit.node;
  return params.some((parameter) => parameter.type === 'RestElement') ? undefined : params;
}

function takesNoObject(parameter: TSESTree.Parameter | undefined): boolean {
  if (!parameter) return true;
  const pattern = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  const type = 'typeAnnotation' in pattern ? pattern.typeAnnotation?.typeAnnotation.type : undefined;
  return type !== undefined && NO_OBJECTS.has(type);
}

/** Types of which no object literal is. */
const NO_OBJECTS: ReadonlySet<string> = new Set([
  'TSStringKeyword',
  'TSNumberKeyword',
  'TSBooleanKeyword',
  'TSBigIntKeyword',
  'TSArrayType',
  'TSTupleType',
  'TSTemplateLiteralType',
]);

/** Options of a start that are written as the last argument of the workflow instead. */
export interface SwappedOptions {
  readonly literal: TSESTree.ObjectExpression;
  readonly keys: readonly string[];
  /** The first call of the start, and the second. */
  readonly start: TSESTree.CallExpression;
  readonly call: TSESTree.CallExpression;
}

/**
 * Options of a start among the arguments of the workflow: `startWorkflow(place)(order, { queueName: 'orders' })`. Undefined: the workflow may take
 * such an object.
 *
 * @param argumentOf an argument of the second call
 */
export function swappedOptions(
  start: FirstCall | undefined,
  { node }: CallSite,
  argumentOf: (position: number) => Setting | undefined,
): SwappedOptions | undefined {
  if (!start || node.type !== 'CallExpression') return undefined;
  if (node.arguments.some(({ type }) => type === 'SpreadElement') || start.call.arguments.length !== 1)
    return undefined;
  const last = node.arguments.length - 1;
  const options = start.takesNoObject(last) === true ? argumentOf(last) : undefined;
  if (options?.kind !== 'object' || !options.literal || !options.isWhole) return undefined;
  const keys = [...options.entries.keys()];
  if (keys.length === 0 || !keys.every((key) => start.keys.has(key))) return undefined;
  return { literal: options.literal, keys, start: start.call, call: node };
}

/** Whether the fact is that a workflow is started. */
export function startsWorkflow(fact: Fact): boolean {
  switch (fact.kind) {
    case 'durable':
      return fact.role === 'workflow';
    case 'api':
      // `startWorkflow(fn)` alone only gives back a function.
      return (
        fact.spec.result === 'promise' &&
        (fact.spec.family === 'start' || fact.spec.family === 'debounce' || enqueues(fact))
      );
    case 'effect':
      return false;
  }
}

function enqueues({ spec, name }: ApiFact): boolean {
  return spec.family === 'client' && name.path.at(-1)?.startsWith('enqueue') === true;
}
