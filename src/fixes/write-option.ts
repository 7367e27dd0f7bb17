/** An option of an engine call, written where the call has its place for it. */
import type { TSESTree } from '@typescript-eslint/types';

import type { MarkedOption } from '../analysis/option-marks.ts';
import { suggest, type Intent, type Repair, type Safety } from './repair.ts';

/**
 * Writes the option as a property of the literal that has it, as an argument of its own, or in place of what is written there. Undefined: the
 * place is in another file, or nothing can be put there without knowing more.
 */
export function writeOption(call: TSESTree.Node, option: MarkedOption, code: string): Intent | undefined {
  const { value, holder, entry, key, argument } = option;
  if (entry) return value?.isHere === true ? { kind: 'replace', node: value.node, code } : undefined;
  if (holder) return holder.literal && { kind: 'add-property', object: holder.literal, key, code };
  return call.type === 'CallExpression' && call.arguments.length === argument
    ? { kind: 'add-argument', call, code: `{ ${key}: ${code} }` }
    : undefined;
}

/** Offers the option with a value that a human is to choose. */
export function offerOption(call: TSESTree.Node, option: MarkedOption, code: string): Repair | undefined {
  const intent = writeOption(call, option, code);
  return intent && suggest(intent);
}

/** Takes an option away; undefined: it is no property that is written down. `safety`: as far as the call is concerned. */
export function dropOption({ entry }: MarkedOption, safety: Safety): Repair | undefined {
  const property = entry?.property;
  return property && { safety, steps: 0, intents: [{ kind: 'remove-property', property }] };
}
