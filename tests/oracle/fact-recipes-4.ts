/** How to call what 4.x had and 5.x has not. As fact-recipes.ts, asked of an engine of 4.x. */
/* eslint-disable durable/no-removed-api -- what is removed is what is tested, on an engine that has it */
import * as SDK from '@dbos-inc/dbos-sdk';

import type { Contradiction } from './fact-bench.ts';
import { onFinishedWorkflow, type exceptions, type Kit, type Recipe } from './fact-recipes.ts';

type Old = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
type OldQueue = new (name: string, settings?: object) => unknown;

/** Members that the types of the installed SDK do not know. */
const old = (owner: unknown): Old => owner as Old;

const nothing = () => Promise.resolve();
const onOldQueue =
  (call: (queue: Old) => unknown): Recipe =>
  async (kit) => {
    const queue = old(await kit.queue());
    return { call: () => call(queue) };
  };
const onOldClientHandle =
  (call: (handle: Old) => unknown): Recipe =>
  async (kit) => {
    const handle = old(kit.client().retrieveWorkflow(await kit.finished()));
    return { call: () => call(handle) };
  };
const onOldHandle =
  (call: (handle: Old) => unknown): Recipe =>
  async (kit) => {
    const handle = old(SDK.DBOS.retrieveWorkflow(await kit.finished()));
    return { call: () => call(handle) };
  };
/** A class whose method is registered already, and its descriptor. */
const method = (kit: Kit): readonly [object, string, object] => {
  class Roled {
    readonly what = 'has a method for some roles';

    static async run() {
      await nothing();
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Roled, 'run') as TypedPropertyDescriptor<() => Promise<void>>;
  Object.defineProperty(Roled, 'name', { value: kit.unique() });
  return [Roled, 'run', descriptor];
};

export const recipesOf4: Readonly<Record<string, Recipe>> = {
  '#DBOS.registerScheduled': (kit) => ({
    call: () => old(SDK.DBOS)['registerScheduled']?.(kit.scheduled, { crontab: '0 0 1 1 *' }),
  }),
  '#DBOS.scheduled': (kit) => ({
    call: () => {
      const decorator = old(SDK.DBOS)['scheduled']?.({ crontab: '0 0 1 1 *' }) as (...args: unknown[]) => unknown;
      decorator(...method(kit));
      return decorator;
    },
  }),
  '#DBOS.requiredRole': (kit) => ({
    call: () => {
      const decorator = old(SDK.DBOS)['requiredRole']?.(['admin']) as (...args: unknown[]) => unknown;
      decorator(...method(kit));
      return decorator;
    },
  }),
  '#DBOS.defaultRequiredRole': (kit) => ({
    call: () => {
      const decorator = old(SDK.DBOS)['defaultRequiredRole']?.(['admin']) as (...args: unknown[]) => unknown;
      decorator(method(kit)[0]);
      return decorator;
    },
  }),
  '#DBOS.registerMiddlewareInstaller': () => ({
    call: () => old(SDK.DBOS)['registerMiddlewareInstaller']?.({ installMiddleware: () => undefined }),
  }),
  '#DBOS.associateParamWithInfo': (kit) => ({
    call: () => old(SDK.DBOS)['associateParamWithInfo']?.('receiver', nothing, { name: kit.unique(), param: 0 }),
  }),
  '#DBOS.runWithContext': () => ({ call: () => old(SDK.DBOS)['runWithContext']?.({}, () => Promise.resolve(1)) }),
  '#DBOS.requestObject': () => ({ call: () => old(SDK.DBOS)['requestObject']?.() }),
  '#DBOS.getRequest': () => ({ call: () => old(SDK.DBOS)['getRequest']?.() }),
  '#DBOS.getEventDispatchState': () => ({ call: () => old(SDK.DBOS)['getEventDispatchState']?.('a', 'b', 'c') }),
  '#DBOS.upsertEventDispatchState': () => ({
    call: () =>
      old(SDK.DBOS)['upsertEventDispatchState']?.({ service: 'a', workflowFnName: 'b', key: 'c', value: 'd' }),
  }),
  '#DBOS.getResultInternal': onFinishedWorkflow((id) => old(SDK.DBOS)['getResultInternal']?.(id)),
  '#WorkflowQueue': (kit) => ({
    call: () => new (SDK as unknown as { readonly WorkflowQueue: OldQueue }).WorkflowQueue(kit.unique()),
  }),
  '#WorkflowQueue().setPriorityEnabled': onOldQueue((queue) => queue['setPriorityEnabled']?.(true)),
  '#WorkflowQueue().getPriorityEnabled': onOldQueue((queue) => queue['getPriorityEnabled']?.()),
  '#WorkflowQueue().setPartitionQueue': onOldQueue((queue) => queue['setPartitionQueue']?.(true)),
  '#WorkflowQueue().getPartitionQueue': onOldQueue((queue) => queue['getPartitionQueue']?.()),
  '#WorkflowHandle().getWorkflowInputs': onOldHandle((handle) => handle['getWorkflowInputs']?.()),
  '#WorkflowHandle().getWorkflowUUID': onOldHandle((handle) => handle['getWorkflowUUID']?.()),
  '#ClientHandle().getWorkflowInputs': onOldClientHandle((handle) => handle['getWorkflowInputs']?.()),
  '#ClientHandle().getWorkflowUUID': onOldClientHandle((handle) => handle['getWorkflowUUID']?.()),
};

/** Rows of 4.x that are not run, and why. */
export const notRunOf4: Readonly<Record<string, string>> = {
  '#DBOS.initEventReceivers': 'it would start the receivers of the launch again',
  '#DBOS.deactivateEventReceivers': 'it would end the receivers that the other facts need',
};

const AFTER_A_LAUNCH = 'it is asked after a launch that has ended, and middleware is put in at the first one';

/** As `exceptions` of fact-recipes.ts. */
export const exceptionsOf4: typeof exceptions = {
  '#DBOS.requiredRole': { places: ['before-launch'], reason: AFTER_A_LAUNCH },
  '#DBOS.defaultRequiredRole': { places: ['before-launch'], reason: AFTER_A_LAUNCH },
  '#DBOS.registerMiddlewareInstaller': { places: ['before-launch'], reason: AFTER_A_LAUNCH },
  '#DBOS.requestObject': { result: true, reason: 'there is no request' },
  '#DBOS.getRequest': { result: true, reason: 'there is no request' },
  '#DBOS.associateParamWithInfo': { result: true, reason: 'it gives what was said of the parameter before' },
  '#WorkflowHandle().getWorkflowInputs': {
    places: ['before-launch'],
    reason: 'there is no handle before the launch, only one of an engine that has ended',
  },
};

/** The rows tell of the newest version. What older ones do otherwise, and the first version that does what the row says. */
export const otherwiseBefore: readonly {
  readonly key: string;
  readonly at: readonly Contradiction['at'][];
  readonly before: string;
}[] = [
  // It threw wherever a workflow is not in its own body.
  { key: '#DBOS.send', at: ['step', 'transaction'], before: '4.10.0' },
  // It threw, although its message said that a step is right.
  { key: '#DBOS.closeStream', at: ['step'], before: '4.27.0' },
  // It read what was there, and nothing was recorded.
  { key: '#DBOS.readStream', at: ['workflow', 'steps'], before: '4.27.0' },
  // It forked, and then threw.
  { key: '#DBOS.forkWorkflow', at: ['transaction'], before: '4.9.0' },
];
