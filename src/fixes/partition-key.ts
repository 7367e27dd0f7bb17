/** The key of a partition, written into the options of a call that has none. Which partition is for a person to say. */
import type { TSESTree } from '@typescript-eslint/types';

import type { CallSite } from '../analysis/model.ts';
import type { MarkedOption } from '../analysis/option-marks.ts';
import type { Intent } from './repair.ts';

/** @param outer the options of the call, of which the key may be in an inner object */
export function partitionKeyIntent(
  { node }: CallSite,
  key: MarkedOption,
  outer: TSESTree.ObjectExpression | undefined,
): Intent | undefined {
  const [name = '', ...holders] = key.key.split('.').reverse();
  const object = key.holder?.literal;
  const [holder] = holders;
  if (object && holder !== undefined && object === outer)
    return { kind: 'add-property', object, key: holder, code: `{ ${name}: ${KEY} }` };
  if (object) return { kind: 'add-property', object, key: name, code: KEY };
  if (key.holder || node.type !== 'CallExpression' || node.arguments.length !== key.argument) return undefined;
  const code = holders.reduce((inner, outerKey) => `{ ${outerKey}: ${inner} }`, `{ ${name}: ${KEY} }`);
  return { kind: 'add-argument', call: node, code };
}

const KEY = "'my-partition'";
