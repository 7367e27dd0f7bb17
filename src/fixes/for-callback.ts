/** Repairs for what is handed over in place of a function: the result of a call, and a method without its object. */
import type { TSESTree } from '@typescript-eslint/types';

import type { MarkedOption } from '../analysis/option-marks.ts';
import { soleCallOf } from '../syntax/sole-call.ts';
import { suggest, type Intent, type Repair, type Safety } from './repair.ts';
import { writeOption } from './write-option.ts';

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
    const named = writeOption(call, name, code);
    if (!named) return undefined;
    intents.push(named);
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
  return inner && suggest({ kind: 'unwrap-step', node, inner });
}
