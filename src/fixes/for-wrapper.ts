/** The durable version of a function in place of the function: `placeBody(order)` becomes `place(order)`. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Original } from '../analysis/originals.ts';
import { offeredMoveOut, type StepSite } from './for-misplaced.ts';
import { suggest, type Repair } from './repair.ts';

export interface WrapperSite {
  /** Whether the name of the durable version means it where the call stands. */
  readonly isVisible: boolean;
  /** The call stands in a function, so that it is not made while the file is loaded. */
  readonly runsLater: boolean;
}

/** Undefined: the call names the function in another way, or the name of the durable version means something else there. */
export function wrapperRepair(
  { callee }: TSESTree.CallExpression,
  { unit, role, wrapper }: Original,
  { isVisible, runsLater }: WrapperSite,
): Repair | undefined {
  if (!isVisible || !isPlainName(callee)) return undefined;
  // What gave a value gives a promise now.
  const isAsync = 'async' in unit.node && unit.node.async;
  return {
    safety: isAsync && runsLater ? 'fix' : 'suggest',
    steps: role === 'workflow' ? 0 : 1,
    intents: [{ kind: 'replace', node: callee, code: wrapper.name }],
  };
}

/** `placeBody`, `Orders.place`: nothing runs when it is read. */
function isPlainName(callee: TSESTree.Expression): boolean {
  if (callee.type === 'Identifier') return true;
  return callee.type === 'MemberExpression' && !callee.computed && callee.object.type === 'Identifier';
}

/** `runStep(placeBody, options)` becomes `place()`; undefined: the step is given more than the function itself. */
export function insteadOfStepRepair(node: TSESTree.CallExpression, { wrapper }: Original): Repair | undefined {
  const [given, ...others] = node.arguments;
  if (given?.type !== 'Identifier' || others.length > 1) return undefined;
  return { safety: 'suggest', steps: 1, intents: [{ kind: 'replace', node, code: `${wrapper.name}()` }] };
}

/** `runStep(() => placeBody(order), options)` becomes `place(order)`; undefined: the step does more. */
export function outOfStepRepair(
  node: TSESTree.CallExpression,
  { wrapper }: Original,
  { isStepCall }: Pick<StepSite, 'isStepCall'>,
): Repair | undefined {
  const { callee } = node;
  const repair = offeredMoveOut({ node, path: [] }, { isStepCall, isForbidden: (call) => call === node });
  if (!repair || callee.type !== 'Identifier') return undefined;
  return { ...repair, intents: [...repair.intents, { kind: 'replace', node: callee, code: wrapper.name }] };
}

/** `export { placeBody as place }` becomes `export { place }`. */
export function exportRepair(node: TSESTree.Node, name: string, { wrapper }: Original): Repair {
  const isSpecifier = node.type === 'ExportSpecifier' && wrapper.name !== name;
  const code = isSpecifier ? `${wrapper.name} as ${name}` : wrapper.name;
  return suggest({ kind: 'replace', node, code });
}
