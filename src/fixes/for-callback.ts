/** Repairs for what is handed over in place of a function: the result of a call, and a method without its object. */
import type { TSESTree } from '@typescript-eslint/types';

import type { MarkedOption } from '../analysis/option-marks.ts';
import { soleCallOf } from '../syntax/sole-call.ts';
import type { Intent, Repair, Safety } from './repair.ts';

/** `runStep(f(x))` becomes `runStep(() => f(x))`. The code threw before. */
export function eagerRepair(argument: TSESTree.Expression, safety: Safety): Repair {
  return { safety, steps: 0, intents: [{ kind: 'call-later', node: argument }] };
}

/**
 * `runStep(this.load)` becomes `runStep(() => this.load())`. The arrow has no name, so the step keeps that of the method through its
 * options.
 *
 * @param name the place for the step's name among the options of `call`
 */
export function unboundRepair(
  call: TSESTree.CallExpression,
  argument: TSESTree.Expression,
  member: TSESTree.MemberExpression,
  name: MarkedOption | undefined,
): Repair | undefined {
  if (argument !== member || member.computed) return undefined;
  const intents: Intent[] = [{ kind: 'method-call', node: member }];
  const code = `'${member.property.name.replace(/^#/u, '')}'`;
  if (name?.presence === 'absent') {
    if (name.holder?.literal) intents.push({ kind: 'add-property', object: name.holder.literal, key: name.key, code });
    else if (call.arguments.length === name.argument)
      intents.push({ kind: 'add-argument', call, code: `{ ${name.key}: ${code} }` });
    else return undefined;
  }
  const isNamed = name?.presence === 'absent' || name?.presence === 'there';
  // Another object may be another one by the time the step runs.
  return { safety: isNamed && member.object.type === 'ThisExpression' ? 'fix' : 'suggest', steps: 0, intents };
}

/** In a step, `runStep(() => f(x), o)` does what `f(x)` does. */
export function nestedRepair(node: TSESTree.Node, position: number): Repair | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callback = node.arguments[position];
  const inner = callback && soleCallOf(callback);
  return inner && { safety: 'suggest', steps: 0, intents: [{ kind: 'unwrap-step', node, inner }] };
}
