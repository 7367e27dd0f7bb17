/** What can be done with the handle of a workflow: keep it, and ask it for the result. */
import type { TSESTree } from '@typescript-eslint/types';

import type { IdleWait } from '../analysis/flow/idle-waits.ts';
import type { FileModel } from '../analysis/model.ts';
import { suggest, type Repair } from './repair.ts';

const NAMES = ['handle', 'workflowHandle'];

/** The `await` of a statement that does nothing else than wait for the call, be it behind `?.`. */
export function soleAwaitOf(call: TSESTree.Node): TSESTree.AwaitExpression | undefined {
  const wait = call.parent?.type === 'ChainExpression' ? call.parent.parent : call.parent;
  return wait?.type === 'AwaitExpression' && wait.parent.type === 'ExpressionStatement' ? wait : undefined;
}

/** `await startWorkflow(place)(order);` becomes `const handle = await startWorkflow(place)(order);`. */
export function keepRepair(node: TSESTree.AwaitExpression, isFree: (name: string) => boolean): Repair | undefined {
  const name = NAMES.find(isFree);
  // `if (late) await start(…);`: a declaration may not stand there.
  const block = node.parent.parent?.type;
  if (name === undefined || (block !== 'BlockStatement' && block !== 'Program')) return undefined;
  const declaration = [`const ${name} = `, node];
  // `(await start(…));`: what stands in parentheses is no declaration.
  const isBare = node.range[0] === node.parent.range[0];
  return suggest(
    isBare
      ? { kind: 'compose', node, parts: declaration }
      : { kind: 'compose', node: node.parent, parts: [...declaration, ';'] },
  );
}

/**
 * `await handle` becomes `await handle.getResult()`, and `Promise.all(handles)` is given what each handle is asked for. In a workflow, which
 * failure comes first must not matter: the handles are asked one after the other.
 *
 * @param method the method that waits for the workflow of a handle
 */
export function askRepair({ node, list, isRejecting, unit }: IdleWait, method: string, model: FileModel): Repair {
  const statement = node.parent?.parent;
  if (list && isRejecting && model.rolesOf(unit).has('workflow') && statement?.type === 'ExpressionStatement') {
    const parts = ['for (const handle of ', list, `) await handle.${method}();`];
    return { safety: 'suggest', steps: 1, intents: [{ kind: 'compose', node: statement, parts }] };
  }
  const question = list ? `.map((handle) => handle.${method}())` : `.${method}()`;
  const asked = list ?? node;
  return { safety: 'suggest', steps: 1, intents: [{ kind: 'compose', node: asked, parts: [asked, question] }] };
}
