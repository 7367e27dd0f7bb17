/** What can be done about a promise that nobody waits for: wait for it, or start the workflow in the background on purpose. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Floating } from '../analysis/flow/floating.ts';
import type { FileModel } from '../analysis/model.ts';
import type { Engine } from '../knowledge/vocabulary/engine.ts';
import type { ApiFamily } from '../knowledge/vocabulary/apis.ts';
import { enclosingFunction } from '../syntax/walk.ts';
import { loopRepair } from './for-loop.ts';
import { suggest, type Repair, type Safety } from './repair.ts';

/**
 * `await` before the call; a function that is not asynchronous becomes so, which a human must agree to. Undefined for what the function gives back: it
 * is whoever called it that does not wait.
 */
export function waitRepair(node: TSESTree.Node, safety: Safety): Repair | undefined {
  if (node.type !== 'CallExpression' || isGivenBack(node)) return undefined;
  const wait = { kind: 'await', node } as const;
  const fn = enclosingFunction(node);
  if (!fn || fn.async) return { safety, steps: 0, intents: [wait] };
  return suggest({ kind: 'make-async', node: fn }, wait);
}

/** The same for a call from which others go on: of `launch().catch(report)`, all of it is waited for. */
export function waitForChainRepair(node: TSESTree.Node): Repair | undefined {
  let last: TSESTree.Node = node;
  for (;;) {
    const member: TSESTree.Node | undefined = last.parent;
    const call = member?.type === 'MemberExpression' && member.object === last ? member.parent : undefined;
    if (call?.type !== 'CallExpression' || call.callee !== member) return waitRepair(last, 'suggest');
    last = call;
  }
}

function isGivenBack({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'ReturnStatement' || parent?.type === 'ArrowFunctionExpression';
}

export interface FloatingRepairs {
  readonly wait?: Repair | undefined;
  readonly background?: Repair | undefined;
  readonly loop?: Repair | undefined;
}

/** What can be done about a promise that nobody waits for. Outside of workflows and steps, a workflow may be meant to run in the background. */
export function floatingRepairs(
  { kind, node, started, place, isVoid, isChained }: Floating,
  { timers }: Pick<Engine, 'timers'>,
  model: FileModel,
): FloatingRepairs {
  switch (kind) {
    case 'dropped': {
      const { of, fact } = started;
      // A start, a message, an event ... is soon recorded; waiting for a step, a workflow or a message is a decision.
      const isCheap = of === 'call' && fact.kind === 'api' && !SLOW.has(fact.spec.family) && fact.spec.steps < 2;
      const isWorkflow = of === 'call' && fact.kind === 'durable' && fact.role === 'workflow';
      return {
        wait: isChained ? waitForChainRepair(node) : waitRepair(node, isCheap && !isVoid ? 'fix' : 'suggest'),
        background: place === 'outside' && isWorkflow && timers ? backgroundRepair(node, timers, model) : undefined,
      };
    }
    case 'ignored':
      return { loop: loopRepair(node, (list) => model.callbacks.isMap(list)) };
    case 'test':
    case 'value':
      return { wait: waitRepair(node, 'fix') };
    case 'event':
    case 'answer':
      return {};
  }
}

const SLOW: ReadonlySet<ApiFamily> = new Set(['step', 'transaction', 'handle', 'client']);

/** `place(order)` becomes `await startWorkflow(place)(order)`: the call waits until the workflow is recorded, not until it ends. */
function backgroundRepair(
  node: TSESTree.Node,
  { start, startMethod }: NonNullable<Engine['timers']>,
  model: FileModel,
): Repair | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const { callee } = node;
  const template = (code: string): { code: string; awaited: true; steps: 0; safety: 'suggest' } => ({
    code,
    awaited: true,
    steps: 0,
    safety: 'suggest',
  });
  if (callee.type === 'Identifier' || (callee.type === 'MemberExpression' && model.instances.isNoMethod(callee))) {
    const replacement = template(start);
    return suggest({ kind: 'call-instead', node, replacement, arguments: [callee, ...node.arguments] });
  }
  if (
    callee.type !== 'MemberExpression' ||
    callee.computed ||
    callee.property.type !== 'Identifier' ||
    callee.object.type === 'Super'
  )
    return undefined;
  const replacement = template(startMethod.replace('$M', callee.property.name));
  return suggest({ kind: 'call-instead', node, replacement, arguments: [callee.object, ...node.arguments] });
}
