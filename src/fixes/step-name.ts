/**
 * Names for new steps. The engine does not ask for unique names, but only names that differ let it notice that a replay took
 * another path, so equal names within one workflow are numbered.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { contains, descendants, isFunction, outermostFunction } from '../syntax/walk.ts';
import { PROMISE_METHODS } from './member-chain.ts';
import type { PlanningSite } from './site.ts';

/**
 * `fetch` for the first call of `fetch` in the workflow that is no step yet, `fetch2` for the second ..., without the names that it has
 * already. Counting the calls, not the names given so far, makes several repairs in one pass agree.
 */
export function uniqueStepName(site: PlanningSite, node: TSESTree.Node, base: string): string {
  const { taken, calls } = namesIn(outermostFunction(node) ?? site.program);
  const same = calls.get(base) ?? calls.get(stepName(node)) ?? [];
  let passed = same.filter(
    ({ start, step }) => start < node.range[0] && (step === undefined || contains(step, node)),
  ).length;
  for (let count = 1; ; count += 1) {
    const name = numbered(base, count);
    // A function may be called `fetch2` itself.
    if (taken.has(name) || (count > 1 && calls.has(name))) continue;
    if (passed === 0) return name;
    passed -= 1;
  }
}

/** `fetch`, `fetch2`; `v4`, `v4-2`. */
function numbered(base: string, count: number): string {
  if (count === 1) return base;
  return `${base}${/\d$/u.test(base) ? '-' : ''}${String(count)}`;
}

interface StepNames {
  /** Strings of properties, among which are the names of all steps. */
  readonly taken: ReadonlySet<string>;
  /** Where calls start, by what a person would call their steps. */
  readonly calls: ReadonlyMap<string, readonly Call[]>;
}

interface Call {
  readonly start: number;
  /** The innermost function around the call that is handed over with a name, and so a step already, or the workflow itself. */
  readonly step: TSESTree.Node | undefined;
}

/** A function with many findings is walked once. Functions do not change. */
const NAMES = new WeakMap<TSESTree.Node, StepNames>();

function namesIn(around: TSESTree.Node): StepNames {
  let names = NAMES.get(around);
  if (names === undefined) NAMES.set(around, (names = collectNames(around)));
  return names;
}

function collectNames(around: TSESTree.Node): StepNames {
  const taken = new Set<string>();
  const calls = new Map<string, Call[]>();
  const named: TSESTree.Node[] = [];
  for (const node of descendants(around)) {
    if (node.type === 'Property') for (const name of stringIn(node)) taken.add(name);
    if (!isCalling(node)) continue;
    named.push(...namedFunctionsOf(node));
    if (workOf(node)) continue;
    const name = stepName(node);
    const call = { start: node.range[0], step: named.findLast((step) => contains(step, node)) };
    const same = calls.get(name);
    if (same === undefined) calls.set(name, [call]);
    else same.push(call);
  }
  return { taken, calls };
}

function stringIn({ value }: TSESTree.Property): readonly string[] {
  return value.type === 'Literal' && typeof value.value === 'string' ? [value.value] : [];
}

/** Of `DBOS.runStep(() => load(), { name: 'load' })` the function, which has its name. */
function namedFunctionsOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  if (node.type !== 'CallExpression') return [];
  const isNamed = node.arguments.some(
    (argument) =>
      argument.type === 'ObjectExpression' &&
      argument.properties.some(
        (property) =>
          property.type === 'Property' &&
          property.key.type === 'Identifier' &&
          property.key.name === 'name' &&
          stringIn(property).length > 0,
      ),
  );
  return isNamed ? node.arguments.filter((argument) => isFunction(argument)) : [];
}

/** Methods whose names say nothing without the name of the object. */
const BARE: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'request']);

/** What a person would call the step: the last name in the callee, and for a bare verb the name before it, too: `axiosGet`. */
export function stepName(node: TSESTree.Node): string {
  let callee: TSESTree.Node = node;
  if (node.type === 'CallExpression' || node.type === 'NewExpression') callee = node.callee;
  else if (node.type === 'TaggedTemplateExpression') callee = node.tag;
  while (callee.type === 'TSNonNullExpression' || callee.type === 'ChainExpression') callee = callee.expression;
  // customAlphabet('abc', 4)()
  if (callee !== node && callee.type === 'CallExpression') return stepName(callee);
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') {
    const method = memberName(callee);
    if (method === undefined) return stepName(callee.object);
    const work = workIn(callee.object, method);
    if (work) return stepName(work);
    const owner = BARE.has(method) ? ownerName(callee.object) : undefined;
    return owner === undefined ? method : owner + method.charAt(0).toUpperCase() + method.slice(1);
  }
  return 'step';
}

/** The same for a call; undefined: the call itself is the work. */
function workOf(node: TSESTree.Node): TSESTree.Expression | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const method = memberName(node.callee);
  return method === undefined ? undefined : workIn(node.callee.object, method);
}

function isCalling({ type }: TSESTree.Node): boolean {
  return type === 'CallExpression' || type === 'NewExpression' || type === 'TaggedTemplateExpression';
}

/** What takes the time: `fetch(u)` in `fetch(u).then(read)` and in `(await fetch(u)).json()`. */
function workIn(object: TSESTree.Expression, method: string): TSESTree.Expression | undefined {
  if (object.type === 'AwaitExpression') return object.argument;
  return object.type === 'CallExpression' && PROMISE_METHODS.has(method) ? object : undefined;
}

/** `axios`, and of `this.mails` `mails`. */
function ownerName(node: TSESTree.Expression): string | undefined {
  if (node.type === 'TSNonNullExpression') return ownerName(node.expression);
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? memberName(node) : undefined;
}

/** `get`, of `api.get`, `api.#get` and `api['get']`; undefined where it is computed. */
function memberName({ computed, property }: TSESTree.MemberExpression): string | undefined {
  if (!computed) return property.name;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}
