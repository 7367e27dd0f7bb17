/**
 * Names for new steps. The engine does not ask for unique names, but only names that differ let it notice that a replay took
 * another path, so equal names within one workflow are numbered.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { freeName } from '../syntax/scopes.ts';
import { descendants, outermostFunction } from '../syntax/walk.ts';
import { PROMISE_METHODS } from './member-chain.ts';
import type { PlanningSite } from './site.ts';

/**
 * `fetch` for the first call of `fetch` in the workflow, `fetch2` for the second ..., skipping names that steps of it have. Counting
 * the calls, not the names given so far, makes several repairs in one pass agree.
 */
export function uniqueStepName(site: PlanningSite, node: TSESTree.Node, base: string): string {
  const { taken, calls } = namesIn(outermostFunction(node) ?? site.program);
  const starts = calls.get(base) ?? calls.get(stepName(node)) ?? [];
  const earlier = starts.filter((start) => start < node.range[0]).length;
  // `v4` and its second: `v4-2`, not `v42`.
  const numbered = earlier === 0 ? base : `${base}${/\d$/u.test(base) ? '-' : ''}${String(earlier + 1)}`;
  return freeName(numbered, (name) => taken.has(name));
}

interface StepNames {
  /** Strings of properties, among which are the names of all steps. */
  readonly taken: ReadonlySet<string>;
  /** Where the calls start, by what a person would call their steps. */
  readonly calls: ReadonlyMap<string, readonly number[]>;
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
  const calls = new Map<string, number[]>();
  for (const node of descendants(around)) {
    if (node.type === 'Property' && node.value.type === 'Literal' && typeof node.value.value === 'string')
      taken.add(node.value.value);
    if (!isCalling(node) || workOf(node)) continue;
    const name = stepName(node);
    const starts = calls.get(name);
    if (starts === undefined) calls.set(name, [node.range[0]]);
    else starts.push(node.range[0]);
  }
  return { taken, calls };
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
  if (callee.type === 'MemberExpression' && callee.computed) {
    return callee.property.type === 'Literal' && typeof callee.property.value === 'string'
      ? callee.property.value
      : stepName(callee.object);
  }
  if (callee.type === 'MemberExpression') {
    const method = callee.property.name;
    const work = workIn(callee.object, method);
    if (work) return stepName(work);
    const owner = BARE.has(method) ? ownerName(callee.object) : undefined;
    return owner === undefined ? method : owner + method.charAt(0).toUpperCase() + method.slice(1);
  }
  return 'step';
}

/** The same for a call; undefined: the call itself is the work. */
function workOf(node: TSESTree.Node): TSESTree.Expression | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.computed)
    return undefined;
  return workIn(node.callee.object, node.callee.property.name);
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
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' && !node.computed
    ? node.property.name
    : undefined;
}
