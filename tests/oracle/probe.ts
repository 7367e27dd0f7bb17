/**
 * Listens to the engine from inside: which step numbers a workflow takes, which errors the engine makes, how the workflow ends. It
 * also keeps the engine's own waits short and, on a replay, gives recorded checkpoints back in an adversarial order.
 *
 * It replaces functions of the SDK's modules, once per process, with ones that call the original. The code under test is unchanged.
 */
import { createRequire } from 'node:module';

import { DBOS } from '@dbos-inc/dbos-sdk';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';

import { Gate } from './gate.ts';
import { epoch } from './world.ts';
import type { EngineError, Order, Outcome, Place } from './trace.ts';

const require = createRequire(import.meta.url);

type Call = (this: unknown, ...args: unknown[]) => unknown;
/** A module or prototype of the SDK whose functions are replaced. */
type Replaceable = Record<string, Call>;

/** The SDK's context of the running code; the parts that are read here (`context.d.ts`). */
interface EngineContext {
  readonly workflowId?: string;
  readonly curWFFunctionId?: number;
  readonly curStepFunctionId?: number;
  readonly curTxFunctionId?: number;
}

const context = require('@dbos-inc/dbos-sdk/internal/context') as Replaceable & {
  getCurrentContextStore: () => EngineContext | undefined;
};

/** What to listen for in one life. */
export interface Watch {
  readonly workflow: string;
  /** 0 for the first life. */
  readonly life: number;
  readonly order: Order;
  /** How long other checkpoints are kept back after one has come, in milliseconds: longer than a look-up takes. */
  readonly keptBack: number;
  /** Longest wait of a `recv`, in milliseconds. */
  readonly receiveWithin: number;
  /** Something never answers, so time limits are made short. */
  readonly hangs?: boolean;
  /** Called with a step number as it is taken, before anything else happens. */
  readonly onNumber?: (id: number) => void;
  /** Called with the outcome before it is stored. */
  readonly onOutcome?: (outcome: Outcome) => void;
  readonly onError?: (error: EngineError) => void;
}

/** Longest that a durable sleep takes, in milliseconds. */
const longestSleep = 15;
/** How late a write comes that nothing else waits for, in milliseconds. */
const lateWrite = 4;
/** Longest that a time limit of a step is when something hangs, in milliseconds. */
const longestLimit = 60;
/** Longest that waiting for another workflow's event takes, in seconds. */
const longestEvent = 0.4;

/** One life as the engine lived it. */
export class Recording {
  readonly watch: Watch;
  readonly gate: Gate;
  readonly numbers: number[] = [];
  readonly errors: EngineError[] = [];
  /** Durable calls that have begun and not ended. */
  running = 0;
  /** Numbers of the steps whose result was recorded in this life. */
  readonly recorded = new Set<number>();
  /** Somebody cancelled the workflow. */
  cancelled = false;
  /** The longest that the engine was asked to wait, in seconds. */
  waited = 0;
  outcome: Outcome | undefined;
  /** Resolves when patches that were asked for have their answers. */
  patched: Promise<unknown> = Promise.resolve();
  /** Resolves when the outcome is stored. */
  readonly stored: Promise<void>;
  markStored: () => void = () => undefined;

  constructor(watch: Watch) {
    this.watch = watch;
    this.gate = new Gate(watch.life === 0 ? undefined : watch.order, watch.keptBack);
    this.stored = new Promise((resolve) => {
      this.markStored = resolve;
    });
  }
}

/** The probe of this process. Make one, before the engine runs anything. */
export class Probe {
  #recording: Recording | undefined;
  /** Databases of engines that were killed, and workflows that nobody looks at any more. */
  readonly #dead = new WeakSet<object>();
  readonly #frozen = new Set<unknown>();

  constructor() {
    const database = prototypeOf('system_database', 'SystemDatabase');
    const executor = prototypeOf('dbos-executor', 'DBOSExecutor');
    this.#letNothingPass(database);
    this.#watchNumbers();
    this.#watchErrors();
    this.#watchPatches(database);
    this.#watchCheckpoints(database);
    this.#watchOutcomes(database);
    this.#watchCancellation(database);
    this.#shortenLimits(executor);
    this.#countCalls(executor, ['callStepFunction', 'runInternalStep', 'internalWorkflow']);
    this.#slowWrites(database);
    this.#watchRecords(database);
    this.#countCalls(database, ['runTransactionalStep', 'durableSleepms', 'recv', 'getEvent', 'setEvent', 'send']);
    this.#settleFacts(executor);
    this.#shortenWaits(database);
  }

  begin(watch: Watch): Recording {
    this.#recording = new Recording(watch);
    return this.#recording;
  }

  /** Where the code that is running now belongs. */
  readonly place = (): Place => {
    const here = context.getCurrentContextStore();
    if (here?.workflowId === undefined) return { kind: 'outside' };
    const step = here.curStepFunctionId ?? here.curTxFunctionId;
    if (step !== undefined) return { kind: 'step', workflow: here.workflowId, step };
    return { kind: 'body', workflow: here.workflowId, position: here.curWFFunctionId ?? 0 };
  };

  /** Whether the step at the place was recorded in this life. */
  readonly isOver = (place: Place): boolean =>
    place.kind === 'step' && this.#of(place.workflow)?.recorded.has(place.step) === true;

  /** Cancels a workflow. */
  readonly cancel = async (workflow: string): Promise<void> => {
    const recording = this.#of(workflow);
    if (recording) recording.cancelled = true;
    await DBOS.cancelWorkflow(workflow);
  };

  /** As when the process is killed: whatever the engine that runs now was about to record or to ask never comes back. */
  abandon(): void {
    const database = DBOSExecutor.globalInstance?.systemDatabase;
    if (database) this.#dead.add(database);
  }

  /** The next durable call of the workflow never comes back. */
  freeze(workflow: string): void {
    this.#frozen.add(workflow);
  }

  /** Takes note of an error that the engine threw at the example. */
  readonly note = (thrown: unknown): void => {
    const recording = this.#recording;
    if (!recording) return;
    const error = engineErrorOf(thrown);
    recording.errors.push(error);
    recording.watch.onError?.(error);
  };

  #of(workflow: unknown): Recording | undefined {
    return this.#recording?.watch.workflow === workflow ? this.#recording : undefined;
  }

  #letNothingPass(database: Replaceable): void {
    const isStopped = (engine: unknown, workflow: unknown): boolean =>
      this.#frozen.has(workflow) || this.#dead.has(engine as object);
    for (const name of gates) {
      replace(
        database,
        name,
        (original) =>
          function (...args) {
            return isStopped(this, args[0]) ? never() : original.apply(this, args);
          },
      );
    }
  }

  #watchNumbers(): void {
    const take = (workflow: unknown, id: unknown): void => {
      const recording = this.#of(workflow);
      if (!recording || typeof id !== 'number') return;
      recording.numbers.push(id);
      recording.watch.onNumber?.(id);
      recording.gate.expect(id);
    };
    replace(context, 'functionIDGetIncrement', (original) => () => {
      const workflow = context.getCurrentContextStore()?.workflowId;
      const id = original();
      take(workflow, id);
      return id;
    });
    // The same for a context that is held on to; the other one does not come through here.
    replace(context, 'functionIDGetIncrementForCtx', (original) => (held) => {
      const id = original(held);
      take((held as EngineContext).workflowId, id);
      return id;
    });
  }

  /** Every error class of the SDK tells when one is made, so an error that the example swallows is still seen. */
  #watchErrors(): void {
    const errors = require('@dbos-inc/dbos-sdk/internal/error') as Record<string, unknown>;
    for (const [name, value] of Object.entries(errors)) {
      if (typeof value !== 'function' || !/^class\b/.test(String(value))) continue;
      errors[name] = new Proxy(value, {
        construct: (target, args, made) => {
          const error = Reflect.construct(target, args, made) as object;
          if (!isOfQueues(error)) this.note(error);
          return error;
        },
      });
    }
  }

  /** A patch reads its number, and takes it when it has its answer. A step beside it is looked up after that, in every life. */
  #watchPatches(database: Replaceable): void {
    const of = this.#of.bind(this);
    replace(
      database,
      'checkPatch',
      (original) =>
        function (...args) {
          const answer = original.apply(this, args) as Promise<unknown>;
          const recording = of(args[0]);
          if (recording) recording.patched = Promise.allSettled([recording.patched, answer]);
          return answer;
        },
    );
  }

  #watchCheckpoints(database: Replaceable): void {
    const of = this.#of.bind(this);
    for (const name of ['getOperationResultAndThrowIfCancelled', 'runTransactionalStep', 'durableSleepms']) {
      replace(
        database,
        name,
        (original) =>
          async function (...args) {
            const recording = of(args[0]);
            if (!recording || typeof args[1] !== 'number') return original.apply(this, args);
            const { gate } = recording;
            await recording.patched;
            // The others do more than to look something up, and may wait for what is kept back.
            const lookUp = () => original.apply(this, args);
            const isPlain = name === 'getOperationResultAndThrowIfCancelled';
            return gate.through(args[1], isPlain ? () => gate.before(lookUp) : lookUp);
          },
      );
    }
    replace(
      database,
      'checkIfCanceled',
      (original) =>
        function (...args) {
          const ask = () => original.apply(this, args);
          const recording = of(args[0]);
          return recording ? recording.gate.before(ask) : ask();
        },
    );
  }

  #watchRecords(database: Replaceable): void {
    const of = this.#of.bind(this);
    replace(
      database,
      'recordOperationResult',
      (original) =>
        function (...args) {
          if (typeof args[1] === 'number') of(args[0])?.recorded.add(args[1]);
          return original.apply(this, args);
        },
    );
  }

  /** A workflow that noticed that it was cancelled ends by waiting for what is recorded of it. */
  #watchCancellation(database: Replaceable): void {
    const of = this.#of.bind(this);
    replace(
      database,
      'awaitWorkflowResult',
      (original) =>
        function (...args) {
          const recording = of(args[0]);
          const isOwn = args[5] === true;
          if (recording?.cancelled === true && isOwn && !recording.outcome) {
            const error = { name: 'DBOSWorkflowCancelledError', code: 24, message: 'The workflow was cancelled.' };
            recording.outcome = { kind: 'error', error };
            recording.watch.onOutcome?.(recording.outcome);
            recording.markStored();
          }
          return original.apply(this, args);
        },
    );
  }

  #watchOutcomes(database: Replaceable): void {
    const of = this.#of.bind(this);
    const watch = (name: string, outcomeOf: (status: StoredStatus) => Outcome) => {
      replace(
        database,
        name,
        (original) =>
          async function (...args) {
            const recording = of(args[0]);
            if (recording && !recording.outcome) {
              recording.outcome = outcomeOf(args[1] as StoredStatus);
              recording.watch.onOutcome?.(recording.outcome);
            }
            const stored = await original.apply(this, args);
            recording?.markStored();
            return stored;
          },
      );
    };
    watch('recordWorkflowOutput', ({ output }) => ({ kind: 'value', value: output ?? 'undefined' }));
    watch('recordWorkflowError', ({ error }) => ({ kind: 'error', error: storedErrorOf(error ?? '{}') }));
  }

  #shortenLimits(executor: Replaceable): void {
    const current = () => this.#recording;
    replace(
      executor,
      'callStepFunction',
      (original) =>
        function (step, name, config, ...rest) {
          const { timeoutMS, ...others } = (config ?? {}) as { readonly timeoutMS?: number };
          if (current()?.watch.hangs !== true || timeoutMS === undefined)
            return original.call(this, step, name, config, ...rest);
          return original.call(this, step, name, { ...others, timeoutMS: Math.min(timeoutMS, longestLimit) }, ...rest);
        },
    );
  }

  #countCalls(owner: Replaceable, names: readonly string[]): void {
    const current = () => this.#recording;
    for (const name of names) {
      replace(
        owner,
        name,
        (original) =>
          async function (...args) {
            const recording = current();
            if (!recording) return original.apply(this, args);
            recording.running++;
            try {
              return await original.apply(this, args);
            } finally {
              recording.running--;
            }
          },
      );
    }
  }

  /** A write that nobody waits for is late, as over a slow connection. */
  #slowWrites(database: Replaceable): void {
    const of = this.#of.bind(this);
    for (const name of ['setEvent', 'send']) {
      replace(
        database,
        name,
        (original) =>
          async function (...args) {
            if (of(args[0])) await new Promise((resolve) => setTimeout(resolve, lateWrite));
            return original.apply(this, args);
          },
      );
    }
  }

  /** The facts that the engine records by itself are a step's facts: the same in every life. */
  #settleFacts(executor: Replaceable): void {
    replace(
      executor,
      'runInternalStep',
      (original) =>
        function (callback, name, workflow, id, ...rest) {
          const fact = name === 'DBOS.now' ? settledTime(id) : name === 'DBOS.randomUUID' ? settledId(id) : undefined;
          return original.call(
            this,
            fact === undefined ? callback : () => Promise.resolve(fact),
            name,
            workflow,
            id,
            ...rest,
          );
        },
    );
  }

  #shortenWaits(database: Replaceable): void {
    const current = () => this.#recording;
    const waits = (seconds: number): void => {
      const recording = current();
      if (recording) recording.waited = Math.max(recording.waited, seconds);
    };
    replace(
      database,
      'durableSleepms',
      (original) =>
        function (workflow, id, ms) {
          waits(Number(ms) / 1000);
          return original.call(this, workflow, id, Math.min(Number(ms), longestSleep));
        },
    );
    replace(
      database,
      'recv',
      (original) =>
        function (workflow, id, timer, topic, seconds, ...rest) {
          const longest = current()?.watch.receiveWithin ?? Infinity;
          waits(typeof seconds === 'number' ? seconds : 60);
          return original.call(
            this,
            workflow,
            id,
            timer,
            topic,
            Math.min(typeof seconds === 'number' ? seconds : 60, longest),
            ...rest,
          );
        },
    );
    replace(
      database,
      'getEvent',
      (original) =>
        function (workflow, key, seconds, ...rest) {
          waits(typeof seconds === 'number' ? seconds : 60);
          return original.call(
            this,
            workflow,
            key,
            Math.min(typeof seconds === 'number' ? seconds : 60, longestEvent),
            ...rest,
          );
        },
    );
    const utilities = require('@dbos-inc/dbos-sdk/internal/utils') as Replaceable;
    replace(
      utilities,
      'sleepms',
      (original) => (ms) => original(this.place().kind === 'outside' ? ms : Math.min(Number(ms), longestSleep)),
    );
  }
}

/** Ways to the database by which a workflow goes on. */
const gates: readonly string[] = [
  'checkIfCanceled',
  'getOperationResultAndThrowIfCancelled',
  'runTransactionalStep',
  'durableSleepms',
  'recordOperationResult',
  'recordWorkflowOutput',
  'recordWorkflowError',
];

function never(): Promise<never> {
  return new Promise(() => undefined);
}

interface StoredStatus {
  readonly output?: string | null;
  readonly error?: string | null;
}

function prototypeOf(module: string, name: string): Replaceable {
  const found = (
    require(`@dbos-inc/dbos-sdk/internal/${module}`) as Record<string, { readonly prototype: Replaceable }>
  )[name];
  if (!found)
    throw new Error(`@dbos-inc/dbos-sdk has no ${name} in internal/${module}: the oracle needs version 5.3.0.`);
  return found.prototype;
}

function replace(owner: Replaceable, name: string, make: (original: Call) => Call): void {
  const original = owner[name];
  if (!original)
    throw new Error(`@dbos-inc/dbos-sdk has no internal function ${name}: the oracle needs version 5.3.0.`);
  owner[name] = make(original);
}

function settledTime(id: unknown): number {
  return epoch + 1000 * (Number(id) + 1);
}

function settledId(id: unknown): string {
  return `00000000-0000-4000-a000-${Number(id).toString(16).padStart(12, '0')}`;
}

/** What can be compared of a thrown value. */
export function engineErrorOf(thrown: unknown): EngineError {
  if (!(thrown instanceof Error)) return { name: 'thrown value', message: String(thrown) };
  const code: unknown = 'dbosErrorCode' in thrown ? thrown.dbosErrorCode : undefined;
  const name = thrown.name === 'Error' ? thrown.constructor.name : thrown.name;
  return { name, ...(typeof code === 'number' ? { code } : {}), message: thrown.message };
}

/** The stored form of an error carries a stack, which differs in every life. */
function storedErrorOf(stored: string): EngineError {
  const parsed: unknown = JSON.parse(stored);
  const fields = isRecord(parsed) && isRecord(parsed['json']) ? parsed['json'] : isRecord(parsed) ? parsed : {};
  const { name, message, dbosErrorCode } = fields;
  return {
    name: typeof name === 'string' ? name : 'Error',
    ...(typeof dbosErrorCode === 'number' ? { code: dbosErrorCode } : {}),
    message: typeof message === 'string' ? message : stored,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Whether the engine's own loop over queues misses a workflow that it has claimed: one of an example before, whose records are gone by now. */
function isOfQueues(error: object): boolean {
  return (
    error instanceof Error &&
    error.message === 'workflow status not found' &&
    error.stack?.includes('.dispatchDequeuedWorkflows') === true
  );
}
