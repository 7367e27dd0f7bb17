/** Parameters that the callers of a function may leave out: `(ms?: number)`. Leaves out names that hide them. */
import type { TSESTree } from '@typescript-eslint/types';

import { isFunction } from './walk.ts';

export function isOptionalParameter(expression: TSESTree.Node): boolean {
  if (expression.type !== 'Identifier') return false;
  let around: TSESTree.Node | undefined = expression.parent;
  for (; around; around = around.parent) {
    if (!isFunction(around)) continue;
    const parameter = around.params.find((item) => item.type === 'Identifier' && item.name === expression.name);
    if (parameter) return parameter.type === 'Identifier' && parameter.optional;
  }
  return false;
}
