/** What can be done about tests that leave the engine running, or that register once what each test needs. */
import type { TSESTree } from '@typescript-eslint/types';

import { soleCallIn } from '../syntax/sole-call.ts';
import { enclosingStatement } from '../syntax/walk.ts';
import { statementOfCall } from './move-past.ts';
import { suggest, type Intent, type Repair } from './repair.ts';

/** A hook that runs `code` after each test, or after all, behind the hook that `call` declares. `imported`: the module of that one's name. */
export function endingHookRepair(
  call: TSESTree.Node,
  calleeText: string,
  code: string,
  imported: string | undefined,
): Repair | undefined {
  if (call.type !== 'CallExpression' || call.parent.type !== 'ExpressionStatement') return undefined;
  const hook = calleeText.replace(/before(?=\w*$)/u, 'after');
  if (hook === calleeText) return undefined;
  const body = `${hook}(async () => {\n\tawait ${code};\n});`;
  const insert: Intent = { kind: 'insert-after', node: call.parent, code: body };
  const intents: readonly Intent[] =
    imported === undefined ? [insert] : [insert, { kind: 'import', module: imported, name: hook }];
  return suggest(...intents);
}

/** Moves the statement `await register(…);` behind the launch in another hook. */
export function moveBehindLaunch(call: TSESTree.Node, launch: TSESTree.Node): Repair | undefined {
  const statement = statementOfCall(call);
  const anchor = statementOfCall(launch);
  if (statement?.type !== 'ExpressionStatement' || anchor?.type !== 'ExpressionStatement') return undefined;
  return suggest({ kind: 'move-statements', nodes: [statement], after: anchor });
}

/** Without `clear();`; undefined where the call is a part of something else. */
export function forgetNothingRepair(call: TSESTree.CallExpression): Repair | undefined {
  const statement = enclosingStatement(call);
  return statement?.type === 'ExpressionStatement' && soleCallIn(statement.expression) === call
    ? suggest({ kind: 'remove-statement', node: statement })
    : undefined;
}
