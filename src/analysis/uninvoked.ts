/**
 * Starts of workflows that stop half way: `startWorkflow(place)` alone only gives back a function. Also what is handed over to the first
 * call and belongs to the second. Leaves out functions that are kept elsewhere, or handed on.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { certain, sole } from './certain.ts';
import { variableOf } from './variables.ts';
import { callForData } from './callables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { ApiFact } from './facts.ts';
import { isExportedVariable } from './exported.ts';
import { useOfFunction } from './function-use.ts';
import type { CallSite } from './call-sites.ts';
import { memberKey, outerOf, unwrap, type FunctionNode, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';
import { writtenTypeOf } from './written-types.ts';

/** A start of a workflow that stops half way. */
export type HalfStart = { readonly call: TSESTree.CallExpression; readonly fact: ApiFact } & (
  | { readonly kind: 'dropped' | 'awaited' }
  /** `startWorkflow(place(order))`: `inner` runs first. `isWorkflow`: and is a workflow. */
  | { readonly kind: 'called'; readonly inner: TSESTree.CallExpression; readonly isWorkflow: boolean }
  /** `startWorkflow('place')` */
  | { readonly kind: 'text'; readonly argument: Node }
  /** `startWorkflow(place, options, order)` */
  | { readonly kind: 'arguments'; readonly extra: readonly TSESTree.Expression[]; readonly isInvoked: boolean }
);

/** What is wrong with a call that starts a workflow half; undefined: nothing that is known. */
export function halfStartOf(world: World, module: ModuleUnit, site: CallSite): HalfStart | undefined {
  const { fact, node, unit } = site;
  if (fact.kind !== 'api' || node.type !== 'CallExpression') return undefined;
  const { result, refersTo, options } = fact.spec;
  const target = refersTo === undefined ? undefined : node.arguments[refersTo];
  if (result !== 'function' || !target || target.type === 'SpreadElement') return undefined;
  const common = { call: node, fact };
  const inner = callForData(world, unit, target);
  if (inner) {
    const callees = evaluate(world, inner.callee, baseEnv(world, unit));
    const isWorkflow = callees.every((callee) => callee.kind === 'registered' && callee.role === 'workflow');
    return { ...common, kind: 'called', inner, isWorkflow };
  }
  if (typeof certain(evaluate(world, target, baseEnv(world, unit)), 'literal')?.value === 'string')
    return { ...common, kind: 'text', argument: target };
  const isInvoked = isUsed(node);
  const extra = extraArguments(world, site, node, options, isInvoked);
  if (extra.length > 0) return { ...common, kind: 'arguments', extra, isInvoked };
  const use = useOfFunction(node, unit, (identifier) => {
    const variable = variableOf(world, module, identifier);
    return variable && isExportedVariable(variable) ? undefined : variable;
  });
  return use === 'called' ? undefined : { ...common, kind: use };
}

/** What stands behind the options; and in their place, when that is no object and nothing is called. */
function extraArguments(
  world: World,
  { unit }: CallSite,
  call: TSESTree.CallExpression,
  options: number | undefined,
  isInvoked: boolean,
): readonly TSESTree.Expression[] {
  if (options === undefined) return [];
  const args = call.arguments.filter((argument) => argument.type !== 'SpreadElement');
  if (args.length < call.arguments.length) return [];
  const atOptions = args[options];
  const isNone = !isInvoked && atOptions !== undefined && isNoObject(world, unit, atOptions);
  return args.slice(isNone ? options : options + 1);
}

function isNoObject(world: World, unit: FunctionUnit, expression: Node): boolean {
  const written = writtenTypeOf(world, unit, unwrap(expression))?.type.type;
  if (written !== undefined && PRIMITIVE.has(written)) return true;
  return evaluate(world, expression, baseEnv(world, unit)).every(
    (value) => (value.kind === 'literal' && value.value !== undefined && value.value !== null) || value.kind === 'list',
  );
}

const PRIMITIVE: ReadonlySet<string> = new Set([
  'TSStringKeyword',
  'TSNumberKeyword',
  'TSBooleanKeyword',
  'TSBigIntKeyword',
]);

/** Whether what the call gives is called, or has a method called. */
function isUsed(call: Node): boolean {
  const { parent, child } = outerOf(call);
  return (parent?.type === 'CallExpression' && parent.callee === child) || parent?.type === 'MemberExpression';
}

/**
 * A method of what starting a *function* gives, which has none: of `startWorkflow(place).then(…)`, the first call.
 * Undefined when the function is not known, or when such a method may be there.
 */
export function startWithoutCall(world: World, unit: FunctionUnit, fact: ApiFact): TSESTree.CallExpression | undefined {
  const { node, spec, refers } = fact;
  if (spec.family !== 'start' || node.type !== 'CallExpression') return undefined;
  const member = unwrap(node.callee);
  const key = member.type === 'MemberExpression' ? memberKey(member) : undefined;
  if (member.type !== 'MemberExpression' || key === undefined || unit.module.memberWrites.has(key)) return undefined;
  const call = unwrap(member.object);
  if (call.type !== 'CallExpression' || refers.length === 0 || !refers.every(isFunction)) return undefined;
  const starters = evaluate(world, call.callee, baseEnv(world, unit));
  return starters.every((value) => value.kind === 'named' && world.knowledge.api(value.name)?.result === 'function')
    ? call
    : undefined;
}

function isFunction(value: Value): boolean {
  return value.kind === 'function' || value.kind === 'registered';
}

/** The function that a start certainly refers to; undefined also when arguments are bound to it. */
export function startedFunction({ refers }: ApiFact): FunctionNode | undefined {
  const only = sole(refers);
  const target = only?.kind === 'registered' ? only.target : only;
  if (target?.kind !== 'function' || target.bound.length > 0) return undefined;
  const { node } = target.unit;
  return 'params' in node ? node : undefined;
}
