/**
 * How to call each function of the SDK with arguments that do no harm, wherever it is called from. A recipe is prepared outside, on a
 * launched engine, and gives the call.
 */
import {
  ConfiguredInstance,
  DBOS,
  type DBOSClient,
  Debouncer,
  DebouncerClient,
  Error as SdkErrors,
  type WorkflowQueue,
} from '@dbos-inc/dbos-sdk';
import { registerDataSource, registerTransaction, runTransaction } from '@dbos-inc/dbos-sdk/datasource';

/** What recipes work with. */
export interface Kit {
  /** A name that nothing else has. */
  readonly unique: () => string;
  /** The ID of a workflow that has ended. */
  readonly finished: () => Promise<string>;
  /** The ID of a workflow that waits in a queue that nobody serves. */
  readonly waiting: () => Promise<string>;
  /** The name of a schedule that does not fire. */
  readonly schedule: () => Promise<string>;
  readonly queue: () => Promise<WorkflowQueue>;
  readonly client: () => DBOSClient;
  readonly child: () => Promise<number>;
  readonly scheduled: (at: Date, context: unknown) => Promise<void>;
  readonly step: () => Promise<number>;
  readonly transaction: () => Promise<number>;
  readonly instance: ConfiguredInstance & { readonly run: () => Promise<number> };
  readonly dataSource: string;
  /** A time limit, as this version takes it. */
  readonly soon: { readonly timeoutSeconds: number };
  /** A configuration with which the engine can be launched again. */
  readonly config: () => Parameters<typeof DBOS.setConfig>[0];
}

export interface Prepared {
  readonly call: () => unknown;
  /** Whether the call did its work although it threw. */
  readonly did?: () => Promise<boolean>;
}

export type Recipe = (kit: Kit) => Prepared | Promise<Prepared>;

const plain =
  (call: () => unknown): Recipe =>
  () => ({ call });
export const onFinishedWorkflow =
  (call: (id: string) => unknown): Recipe =>
  async (kit) => {
    const id = await kit.finished();
    return { call: () => call(id) };
  };
const onWaiting =
  (call: (id: string) => unknown): Recipe =>
  async (kit) => {
    const id = await kit.waiting();
    return { call: () => call(id) };
  };
const onSchedule =
  (call: (name: string) => unknown): Recipe =>
  async (kit) => {
    const name = await kit.schedule();
    return { call: () => call(name) };
  };
const onQueue =
  (call: (queue: WorkflowQueue) => unknown): Recipe =>
  async (kit) => {
    const queue = await kit.queue();
    return { call: () => call(queue) };
  };
const onClient =
  (call: (client: DBOSClient, id: string) => unknown): Recipe =>
  async (kit) => {
    const client = kit.client();
    const id = await kit.finished();
    return { call: () => call(client, id) };
  };
/** For what leaves another status behind. */
const changing =
  (call: (id: string) => unknown, prepare: (id: string) => Promise<unknown>): Recipe =>
  async (kit) => {
    const id = await kit.finished();
    await prepare(id);
    const status = async () => (await DBOS.getWorkflowStatus(id))?.status;
    const before = await status();
    const touched = async () => (await DBOS.getWorkflowStatus(id))?.updatedAt;
    const stamp = await touched();
    return { call: () => call(id), did: async () => (await status()) !== before || (await touched()) !== stamp };
  };
class Received {
  readonly what = 'something that a receiver knows about';
}
class Configured extends ConfiguredInstance {}
class DecoratedWorkflow {
  readonly name = 'decorated';

  static async run() {
    await nothing();
  }
}
class DecoratedStep {
  readonly name = 'decorated';

  static async run() {
    await nothing();
  }
}
const nothing = () => Promise.resolve();
const never = '0 0 1 1 *';

/** By the part of the name after `@dbos-inc/dbos-sdk`. */
export const recipes: Readonly<Record<string, Recipe>> = {
  '#DBOS.runStep': plain(() => DBOS.runStep(() => Promise.resolve(1), { name: 'inner' })),
  '#DBOS.startWorkflow': (kit) => ({ call: () => DBOS.startWorkflow(kit.child) }),
  '#DBOS.startWorkflow()': (kit) => ({ call: () => DBOS.startWorkflow(kit.child)() }),
  '#DBOS.startWorkflow().*': (kit) => ({ call: () => DBOS.startWorkflow(kit.instance).run() }),
  '#DBOS.enqueueWorkflowWithOptions': (kit) => ({
    call: () => DBOS.enqueueWorkflowWithOptions({ queueName: kit.unique(), workflowName: 'child' }),
  }),
  '#DBOS.enqueueWorkflowWithOptionsPortable': (kit) => ({
    call: () => DBOS.enqueueWorkflowWithOptionsPortable({ queueName: kit.unique(), workflowName: 'child' }, []),
  }),
  '#DBOS.withNextWorkflowID': (kit) => ({
    call: () => DBOS.withNextWorkflowID(kit.unique(), () => Promise.resolve(1)),
  }),
  '#DBOS.withAuthedContext': plain(() => DBOS.withAuthedContext('user', ['role'], () => Promise.resolve(1))),
  // eslint-disable-next-line durable/no-deprecated-api -- its row is what is tested
  '#DBOS.withNamedContext': plain(() => DBOS.withNamedContext('name', () => Promise.resolve(1))),
  '#DBOS.withWorkflowQueue': plain(() => DBOS.withWorkflowQueue('queue', () => Promise.resolve(1))),
  '#DBOS.withWorkflowTimeout': plain(() => DBOS.withWorkflowTimeout(1000, () => Promise.resolve(1))),
  '#Debouncer': (kit) => ({ call: () => new Debouncer({ workflow: kit.child }) }),
  '#Debouncer().debounce': (kit) => {
    const debouncer = new Debouncer({ workflow: kit.child });
    return { call: () => debouncer.debounce(kit.unique(), 2000) };
  },
  'registered:workflow': (kit) => {
    // Off its object: a workflow that is called on one wants a ConfiguredInstance.
    const { child } = kit;
    return { call: () => child() };
  },
  'registered:step': (kit) => ({ call: () => kit.step() }),
  'registered:transaction': (kit) => ({ call: () => kit.transaction() }),

  '#DBOS.recv': (kit) => ({ call: () => DBOS.recv('topic', kit.soon) }),
  '#DBOS.send': onFinishedWorkflow((id) => DBOS.send(id, 'message')),
  '#DBOS.setEvent': plain(() => DBOS.setEvent('key', 1)),
  '#DBOS.getEvent': async (kit) => {
    const id = await kit.finished();
    return { call: () => DBOS.getEvent(id, 'key', kit.soon) };
  },
  '#DBOS.writeStream': plain(() => DBOS.writeStream('key', 1)),
  '#DBOS.closeStream': plain(() => DBOS.closeStream('key')),
  '#DBOS.readStream': onFinishedWorkflow((id) => DBOS.readStream(id, 'key')),
  '#DBOS.readStreamOffset': onFinishedWorkflow((id) => DBOS.readStreamOffset(id, 'key', 0)),
  '#DBOS.sleep': plain(() => DBOS.sleep(1)),
  '#DBOS.sleepms': plain(() => DBOS.sleepms(1)),
  '#DBOS.sleepSeconds': plain(() => DBOS.sleepSeconds(0.001)),
  '#DBOS.now': plain(() => DBOS.now()),
  '#DBOS.randomUUID': plain(() => DBOS.randomUUID()),
  '#DBOS.patch': plain(() => DBOS.patch('patch')),
  '#DBOS.deprecatePatch': plain(() => DBOS.deprecatePatch('patch')),

  '#DBOS.isInTransaction': plain(() => DBOS.isInTransaction()),
  '#DBOS.isInStep': plain(() => DBOS.isInStep()),
  '#DBOS.isWithinWorkflow': plain(() => DBOS.isWithinWorkflow()),
  '#DBOS.isInWorkflow': plain(() => DBOS.isInWorkflow()),
  '#DBOS.isInitialized': plain(() => DBOS.isInitialized()),
  '#DBOS.logger.*': plain(() => {
    DBOS.logger.info('line');
  }),
  '#DBOS.span.**': plain(() => {
    DBOS.span?.setAttribute('key', 'value');
  }),
  '#DBOS.logRegisteredEndpoints': plain(() => {
    DBOS.logRegisteredEndpoints();
  }),
  '#Error.isStreamTimeoutError': plain(() => SdkErrors.isStreamTimeoutError(new Error('none'))),
  '#Error.isWorkflowIDInUseError': plain(() => SdkErrors.isWorkflowIDInUseError(new Error('none'))),
  '#Error.getDBOSErrorCode': plain(() => SdkErrors.getDBOSErrorCode(new SdkErrors.DBOSError('none'))),

  '#WorkflowHandle().getResult': onHandle((handle) => handle.getResult()),
  '#WorkflowHandle().getStatus': onHandle((handle) => handle.getStatus()),
  '#WorkflowHandle().workflowID': onHandle((handle) => handle.workflowID),
  '#DBOS.retrieveWorkflow': onFinishedWorkflow((id) => DBOS.retrieveWorkflow(id)),

  '#DBOS.getWorkflowStatus': onFinishedWorkflow((id) => DBOS.getWorkflowStatus(id)),
  '#DBOS.getResult': onFinishedWorkflow((id) => DBOS.getResult(id)),
  '#DBOS.getResult (variant)': onFinishedWorkflow((id) => DBOS.getResult(id, { timeoutSeconds: 1 })),
  '#DBOS.waitFirst': onHandle((handle) => DBOS.waitFirst([handle])),
  '#DBOS.waitAll': onHandle((handle) => DBOS.waitAll([handle])),
  '#DBOS.listWorkflows': plain(() => DBOS.listWorkflows({ limit: 1 })),
  '#DBOS.listQueuedWorkflows': plain(() => DBOS.listQueuedWorkflows({ limit: 1 })),
  '#DBOS.listWorkflowSteps': onFinishedWorkflow((id) => DBOS.listWorkflowSteps(id)),
  '#DBOS.setWorkflowPriority': onWaiting((id) => DBOS.setWorkflowPriority(id, 2)),
  '#DBOS.setWorkflowDelay': onWaiting((id) => DBOS.setWorkflowDelay(id, { delaySeconds: 60 })),
  '#DBOS.cancelWorkflow': onFinishedWorkflow((id) => DBOS.cancelWorkflow(id)),
  '#DBOS.cancelWorkflows': onFinishedWorkflow((id) => DBOS.cancelWorkflows([id])),
  '#DBOS.deleteWorkflow': onFinishedWorkflow((id) => DBOS.deleteWorkflow(id)),
  '#DBOS.deleteWorkflows': onFinishedWorkflow((id) => DBOS.deleteWorkflows([id])),
  '#DBOS.resumeWorkflow': onCancelled((id) => DBOS.resumeWorkflow(id)),
  '#DBOS.resumeWorkflows': onCancelled((id) => DBOS.resumeWorkflows([id])),
  '#DBOS.forkWorkflow': async (kit) => {
    const id = await kit.finished();
    return {
      call: () => DBOS.forkWorkflow(id, 0),
      did: async () => (await DBOS.listWorkflows({ forkedFrom: id })).length > 0,
    };
  },
  '#DBOS.rewindWorkflow': changing((id) => DBOS.rewindWorkflow(id, { startStep: 0 }), nothing),

  '#DBOS.createSchedule': (kit) => ({
    call: () => DBOS.createSchedule({ scheduleName: kit.unique(), workflowFn: kit.scheduled, schedule: never }),
  }),
  '#DBOS.updateSchedule': onSchedule((name) => DBOS.updateSchedule(name, { schedule: never })),
  '#DBOS.deleteSchedule': onSchedule((name) => DBOS.deleteSchedule(name)),
  '#DBOS.pauseSchedule': onSchedule((name) => DBOS.pauseSchedule(name)),
  '#DBOS.resumeSchedule': onSchedule((name) => DBOS.resumeSchedule(name)),
  '#DBOS.getSchedule': onSchedule((name) => DBOS.getSchedule(name)),
  '#DBOS.listSchedules': plain(() => DBOS.listSchedules()),
  '#DBOS.applySchedules': (kit) => ({
    call: () => DBOS.applySchedules([{ scheduleName: kit.unique(), workflowFn: kit.scheduled, schedule: never }]),
  }),
  '#DBOS.triggerSchedule': onSchedule((name) => DBOS.triggerSchedule(name)),
  '#DBOS.backfillSchedule': onSchedule((name) => DBOS.backfillSchedule(name, new Date(1), new Date(2))),

  '#DBOS.listApplicationVersions': plain(() => DBOS.listApplicationVersions()),
  '#DBOS.getLatestApplicationVersion': plain(() => DBOS.getLatestApplicationVersion()),
  '#DBOS.setLatestApplicationVersion': async () => {
    const { versionName } = await DBOS.getLatestApplicationVersion();
    return { call: () => DBOS.setLatestApplicationVersion(versionName) };
  },

  '#DBOS.registerQueue': (kit) => ({ call: () => DBOS.registerQueue(kit.unique()) }),
  '#DBOS.retrieveQueue': (kit) => ({ call: () => DBOS.retrieveQueue(kit.unique()) }),
  '#DBOS.listQueues': plain(() => DBOS.listQueues()),
  '#DBOS.deleteQueue': (kit) => ({ call: () => DBOS.deleteQueue(kit.unique()) }),
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the row is there as long as the function is
  '#WorkflowQueue().setConcurrency': onQueue((queue) => queue.setConcurrency(5)),
  '#WorkflowQueue().setGlobalConcurrency': onQueue((queue) => queue.setGlobalConcurrency(5)),
  '#WorkflowQueue().setWorkerConcurrency': onQueue((queue) => queue.setWorkerConcurrency(5)),
  '#WorkflowQueue().setRateLimit': onQueue((queue) => queue.setRateLimit({ limitPerPeriod: 5, periodSec: 1 })),
  '#WorkflowQueue().setPartitionConcurrency': onQueue((queue) => queue.setPartitionConcurrency(5)),
  '#WorkflowQueue().setPartitionWorkerConcurrency': onQueue((queue) => queue.setPartitionWorkerConcurrency(5)),
  '#WorkflowQueue().setPartitionRateLimit': onQueue((queue) =>
    queue.setPartitionRateLimit({ limitPerPeriod: 5, periodSec: 1 }),
  ),
  '#WorkflowQueue().setMinPollingIntervalMs': onQueue((queue) => queue.setMinPollingIntervalMs(1000)),
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the row is there as long as the function is
  '#WorkflowQueue().getConcurrency': onQueue((queue) => queue.getConcurrency()),
  '#WorkflowQueue().getGlobalConcurrency': onQueue((queue) => queue.getGlobalConcurrency()),
  '#WorkflowQueue().getWorkerConcurrency': onQueue((queue) => queue.getWorkerConcurrency()),
  '#WorkflowQueue().getRateLimit': onQueue((queue) => queue.getRateLimit()),
  '#WorkflowQueue().getPartitionConcurrency': onQueue((queue) => queue.getPartitionConcurrency()),
  '#WorkflowQueue().getPartitionWorkerConcurrency': onQueue((queue) => queue.getPartitionWorkerConcurrency()),
  '#WorkflowQueue().getPartitionRateLimit': onQueue((queue) => queue.getPartitionRateLimit()),
  '#WorkflowQueue().getMinPollingIntervalMs': onQueue((queue) => queue.getMinPollingIntervalMs()),

  '#DBOS.setConfig': (kit) => ({
    call: () => {
      DBOS.setConfig(kit.config());
    },
  }),
  '#DBOS.launch': plain(() => DBOS.launch()),
  '#DBOS.registerWorkflow': (kit) => ({ call: () => DBOS.registerWorkflow(nothing, { name: kit.unique() }) }),
  '#DBOS.registerStep': (kit) => ({ call: () => DBOS.registerStep(nothing, { name: kit.unique() }) }),
  '#DBOS.workflow': plain(() => decorate(DBOS.workflow(), DecoratedWorkflow)),
  '#DBOS.step': plain(() => decorate(DBOS.step(), DecoratedStep)),
  '#DBOS.className': (kit) => ({
    call: () => {
      const name = DBOS.className(kit.unique());
      name(
        class {
          readonly what = 'named';
        },
      );
      return name;
    },
  }),
  '#DBOS.registerSerialization': (kit) => ({
    call: () => {
      DBOS.registerSerialization({
        name: kit.unique(),
        isApplicable: (value: unknown): value is never => value === recipes,
        serialize: () => null,
        deserialize: () => recipes as never,
      });
    },
  }),
  '#DBOS.setAlertHandler': plain(() => {
    DBOS.setAlertHandler(nothing);
  }),
  '#DBOS.registerLifecycleCallback': plain(() => {
    DBOS.registerLifecycleCallback({});
  }),
  '#DBOS.associateClassWithInfo': plain(() => DBOS.associateClassWithInfo('receiver', Received)),
  '#DBOS.associateFunctionWithInfo': (kit) => ({
    call: () => DBOS.associateFunctionWithInfo('receiver', nothing, { name: kit.unique() }),
  }),
  '#DBOS.getAssociatedInfo': plain(() => DBOS.getAssociatedInfo('receiver')),
  '#ConfiguredInstance': (kit) => ({ call: () => new Configured(kit.unique()) }),

  '/datasource#runTransaction': (kit) => ({
    call: () => runTransaction(() => Promise.resolve(1), 'inner', { dsName: kit.dataSource }),
  }),
  '/datasource#registerTransaction': (kit) => ({
    call: () => registerTransaction(kit.dataSource, nothing, { name: kit.unique() }),
  }),
  '/datasource#registerDataSource': (kit) => ({
    call: () => {
      registerDataSource({
        name: kit.unique(),
        initialize: nothing,
        destroy: nothing,
        invokeTransactionFunction: (_config, target, callback, ...args) => callback.apply(target, args),
      });
    },
  }),

  '#DBOSClient().enqueue': (kit) => {
    const client = kit.client();
    return { call: () => client.enqueue({ queueName: kit.unique(), workflowName: 'child' }) };
  },
  '#DBOSClient().enqueuePortable': (kit) => {
    const client = kit.client();
    return { call: () => client.enqueuePortable({ queueName: kit.unique(), workflowName: 'child' }, []) };
  },
  '#DBOSClient().send': onClient((client, id) => client.send(id, 'message')),
  '#DBOSClient().getEvent': async (kit) => {
    const [client, id] = [kit.client(), await kit.finished()];
    return { call: () => client.getEvent(id, 'key', kit.soon) };
  },
  '#DBOSClient().readStream': onClient((client, id) => client.readStream(id, 'key')),
  '#DBOSClient().readStreamOffset': onClient((client, id) => client.readStreamOffset(id, 'key', 0)),
  '#DBOSClient().retrieveWorkflow': onClient((client, id) => client.retrieveWorkflow(id)),
  '#DBOSClient().getWorkflow': onClient((client, id) => client.getWorkflow(id)),
  '#DBOSClient().listWorkflows': onClient((client) => client.listWorkflows({ limit: 1 })),
  '#DBOSClient().listQueuedWorkflows': onClient((client) => client.listQueuedWorkflows({ limit: 1 })),
  '#DBOSClient().listWorkflowSteps': onClient((client, id) => client.listWorkflowSteps(id)),
  '#DBOSClient().waitFirst': onClient((client, id) => client.waitFirst([client.retrieveWorkflow(id)])),
  '#DBOSClient().waitAll': onClient((client, id) => client.waitAll([client.retrieveWorkflow(id)])),
  '#DBOSClient().cancelWorkflow': onClient((client, id) => client.cancelWorkflow(id)),
  '#DBOSClient().cancelWorkflows': onClient((client, id) => client.cancelWorkflows([id])),
  '#DBOSClient().resumeWorkflow': onClient((client, id) => client.resumeWorkflow(id)),
  '#DBOSClient().resumeWorkflows': onClient((client, id) => client.resumeWorkflows([id])),
  '#DBOSClient().deleteWorkflow': onClient((client, id) => client.deleteWorkflow(id)),
  '#DBOSClient().deleteWorkflows': onClient((client, id) => client.deleteWorkflows([id])),
  '#DBOSClient().forkWorkflow': onClient((client, id) => client.forkWorkflow(id, 0)),
  '#DBOSClient().rewindWorkflow': onClient((client, id) => client.rewindWorkflow(id, { startStep: 0 })),
  '#DBOSClient().listQueues': onClient((client) => client.listQueues()),
  '#DBOSClient().listSchedules': onClient((client) => client.listSchedules()),
  '#DBOSClient().listApplicationVersions': onClient((client) => client.listApplicationVersions()),
  '#DBOSClient().getLatestApplicationVersion': onClient((client) => client.getLatestApplicationVersion()),
  '#ClientHandle().getResult': onClient((client, id) => client.retrieveWorkflow(id).getResult()),
  '#ClientHandle().getStatus': onClient((client, id) => client.retrieveWorkflow(id).getStatus()),
  '#DebouncerClient': onClient((client) => new DebouncerClient(client, { workflowName: 'child' })),
  '#DebouncerClient().debounce': (kit) => {
    const debouncer = new DebouncerClient(kit.client(), { workflowName: 'child' });
    return { call: () => debouncer.debounce(kit.unique(), 2000) };
  },
};

type Handle = ReturnType<typeof DBOS.retrieveWorkflow>;

function onHandle(call: (handle: Handle) => unknown): Recipe {
  return async (kit) => {
    const handle = DBOS.retrieveWorkflow(await kit.finished());
    return { call: () => call(handle) };
  };
}

function onCancelled(call: (id: string) => unknown): Recipe {
  return async (kit) => {
    const id = await kit.waiting();
    await DBOS.cancelWorkflow(id);
    return { call: () => call(id), did: async () => (await DBOS.getWorkflowStatus(id))?.status !== 'CANCELLED' };
  };
}

function decorate(decorator: unknown, target: { readonly run: () => Promise<void> }): unknown {
  (decorator as (target: object, key: string, descriptor: unknown) => unknown)(
    target,
    'run',
    Object.getOwnPropertyDescriptor(target, 'run'),
  );
  return decorator;
}

/** Rows, or places of rows, that are not run, and why. Keys as in {@link recipes}. */
export const notRun: Readonly<Record<string, string>> = {
  '#DBOS.migrate': 'it connects to a Postgres server by itself; the real crash runs it',
  '#DBOS.shutdown': 'it would end the engine that the other facts are asked of',
  '#DBOS.clearRegistry': 'it would empty the registry that the other facts need',
  '#DBOSClient': 'its constructor is private',
  '#DBOSClient.create': 'each recipe of a client has called it',
  '#DBOSClient().destroy': 'the clients are ended at the end of the test',
  '#DBOSClient().enqueueInTransaction': 'it needs a connection of the caller',
  '#DBOSClient().enqueuePortableInTransaction': 'it needs a connection of the caller',
  '#DBOSClient().sendInTransaction': 'it needs a connection of the caller',
  '#DBOSClient().enqueueDebounced': 'internal to the debouncer, whose row is run',
  '#DBOSClient().debounceDelayedWorkflow': 'internal to the debouncer, whose row is run',
  '#DBOSClient().setWorkflowPriority': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().setWorkflowDelay': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().registerQueue': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().retrieveQueue': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().deleteQueue': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().createSchedule': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().updateSchedule': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().deleteSchedule': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().pauseSchedule': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().resumeSchedule': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().getSchedule': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().applySchedules': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().triggerSchedule': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().backfillSchedule': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().setLatestApplicationVersion': 'reads no context, like the rows of the client that are run',
  '#DBOSClient().renameApplication': 'reads no context, like the rows of the client that are run',
  '#DBOS.tracer.**': 'the tracer is the one of the telemetry package, which is not installed',
};

/** Where a verdict, or the number of step numbers, cannot be seen in this set-up, and why. */
export const exceptions: Readonly<
  Record<
    string,
    { readonly places?: readonly string[]; readonly steps?: true; readonly result?: true; readonly reason: string }
  >
> = {
  '#DBOS.deprecatePatch': {
    steps: true,
    places: ['workflow'],
    reason: 'it takes a number only in a run that recorded the patch',
  },
  '#WorkflowHandle().getResult': {
    places: ['before-launch'],
    reason: 'there is no handle before the launch, only one of an engine that has ended',
  },
  '#WorkflowHandle().getStatus': {
    places: ['before-launch'],
    reason: 'there is no handle before the launch, only one of an engine that has ended',
  },
};
