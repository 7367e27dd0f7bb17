/**
 * `save(await DBOS.recv('t'))` in a step becomes `const received = await DBOS.recv('t');` before the step and `save(received)` in it. The name,
 * and that it now happens before the rest of the step, are for a human to agree to.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import { canLeave } from '../syntax/capture.ts';
import { freeName } from '../syntax/scopes.ts';
import { descendants, enclosingStatement, outermostFunction, type FunctionNode } from '../syntax/walk.ts';
import { runsFirst } from './hoist-from-step.ts';
import { suggest, type Repair } from './repair.ts';

/**
 * @param node the call that only a workflow may make
 * @param callback the callback of the step call `step`, directly around it
 */
export function receiveFirst(
  node: TSESTree.Node,
  callback: FunctionNode,
  step: TSESTree.CallExpression,
  { scopes, text }: { readonly scopes: Scope.ScopeManager; readonly text: string },
): Repair | undefined {
  const awaited = node.parent;
  const target = enclosingStatement(step);
  if (awaited?.type !== 'AwaitExpression' || awaited.parent.type === 'ExpressionStatement') return undefined;
  if (target === undefined || !runsFirst(step, target) || !runsAlways(awaited, callback)) return undefined;
  if (!canLeave(scopes, node, callback)) return undefined;
  const around = outermostFunction(node) ?? callback;
  const taken = new Set<string>();
  for (const inner of descendants(around)) if (inner.type === 'Identifier') taken.add(inner.name);
  const name = freeName('received', (candidate) => taken.has(candidate));
  return suggest(
    { kind: 'insert-before', node: target, code: `const ${name} = ${text.slice(...awaited.range)};` },
    { kind: 'replace', node: awaited, code: name },
  );
}

/** Whether the callback comes to the node whenever it runs. */
function runsAlways(node: TSESTree.Node, callback: FunctionNode): boolean {
  for (let child = node, parent = node.parent; parent && parent !== callback; child = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'LogicalExpression':
        if (parent.left !== child) return false;
        break;
      case 'ConditionalExpression':
      case 'IfStatement':
        if (parent.test !== child) return false;
        break;
      default:
        if (/^(?:For|While|DoWhile|Switch|Try|AssignmentPattern|Labeled)/u.test(parent.type)) return false;
    }
  }
  return true;
}
