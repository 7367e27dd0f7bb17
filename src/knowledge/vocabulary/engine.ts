/** The words for a whole engine: how forbidden calls are replaced, how it is used in tests, and all its tables. Types only. */
import type { DeprecatedForm, Recipes, RemovedApi } from '../facts/migration.ts';
import type { ArgumentTable } from '../facts/options.ts';
import type { ErrorTable, StatusSet } from '../facts/outcomes.ts';
import type { RecordTable } from '../facts/records.ts';
import type { ApiFamily, ApiTable } from './apis.ts';
import type { Effect } from './effects.ts';
import type { QualifiedName } from './names.ts';

/**
 * How a forbidden call is replaced. The text is code, with `$E` for the engine object as the file calls it (`DBOS`, `D`,
 * `sdk.DBOS`), `$C` for the callee and `$1`, `$2` ... for the arguments, as they were written.
 */
export interface ReplacementSpec {
  /** The code to put there, without a leading `await`: `$E.now()`. */
  readonly code: string;
  /** The value must be awaited. */
  readonly awaited: boolean;
  /** The name of the step in it, which `$N` stands for, numbered where the workflow has several. */
  readonly stepName?: string;
  /** Code around the awaited value: `new Date(%)`. `$C` is the callee as it is written, `$O` the object before its last dot. */
  readonly around?: string;
  /** Methods of the whole that give back the awaited value itself, so that `around` falls away with them: `new Date().getTime()`. */
  readonly undoneBy?: readonly string[];
  /** Applies when the original has exactly this many arguments; absent: any number. */
  readonly arguments?: number;
  /** Applies only when the thing is constructed (`new`), only when called; absent: either. */
  readonly form?: 'new' | 'call';
  /** A narrower type that the original has: where the file knows that name, a human must agree. */
  readonly loses?: string;
  /** Step numbers that the replacement takes. */
  readonly steps: number;
  /** `fix`: same value on a first run, may be applied by `--fix`. `suggest`: a human must agree. */
  readonly safety: 'fix' | 'suggest';
}

/** Calls that have a recorded twin, by the name of the call that is not recorded. */
export type TwinTable = Readonly<
  Record<
    QualifiedName,
    {
      /** The name of the twin. */
      readonly call: QualifiedName;
      readonly replacement: ReplacementSpec;
      /** Keys of the options that the twin does not take. */
      readonly without?: readonly string[];
    }
  >
>;

/** How an engine is used in tests. */
export interface TestAdvice {
  /** Code that ends it. */
  readonly shutdown: string;
  /** The call that forgets every registered function. */
  readonly forget: QualifiedName;
  /**
   * Members of the engine object that a mock must implement, since their results are used when the module under test is loaded, or since they
   * run what they are given; with the code of an implementation that does nothing else, as JavaScript and as TypeScript.
   */
  readonly mocks: Readonly<
    Record<string, { readonly gives: MockResult; readonly code: string; readonly typed: string }>
  >;
}

/** What a mocked member must give back: the function that it is given, what that gives, a decorator, or a function. */
export type MockResult = 'argument' | 'result' | 'decorator' | 'function';

/** Everything the analysis needs to know of one durable engine. */
export interface Engine {
  /** The name users know: `DBOS`. */
  readonly title: string;
  /** Modules that are the SDK. A file that reaches none of them has no durable code. */
  readonly modules: readonly string[];
  /** Local name to give the engine object when a repair must import it, and its qualified name. */
  readonly object: { readonly module: string; readonly name: string };
  readonly apis: ApiTable;
  /** Replacements of host and package calls, by qualified name; the first whose conditions hold is taken. */
  readonly replacements: Readonly<Record<QualifiedName, readonly ReplacementSpec[]>>;
  /** Effects of which calls of a family are the recorded form. */
  readonly recordedEffects?: Partial<Readonly<Record<ApiFamily, readonly Effect[]>>>;
  /** Calls that are not recorded in a workflow, and those that are instead. */
  readonly twins?: TwinTable;
  /** How any other effect is made safe: run it as a step. `$F` is the function, `$N` the step's name as a string literal. */
  readonly stepCall: string;
  /** The first version whose calls record something where they stand: a clock, an ID, a function as a step. */
  readonly recordsSince?: string;
  /** A workflow that does nothing but the call `$C`: `$P` are its parameters, `$N` its name as a string literal. */
  readonly workflowAround?: string;
  /** How a function is run as a transaction of a datasource: `$O` is the datasource, `$F` and `$N` as above. */
  readonly transactionCall?: string;
  /** How a promise that only waits for a timer is written, and what waits durably instead. */
  readonly timerPromise?: {
    readonly promise: QualifiedName;
    readonly timers: readonly QualifiedName[];
    readonly replacement: ReplacementSpec;
  };
  /**
   * Qualified names of timers, and the code that starts a workflow durably instead: `$1` is the workflow, or the object or class of the
   * method `$M`; `$R` its arguments, `$Q` a queue, `$D` a delay in seconds, `$N` a name, `$C` a cron expression.
   */
  readonly timers?: {
    readonly immediate: readonly QualifiedName[];
    readonly delayed: readonly QualifiedName[];
    readonly repeated: readonly QualifiedName[];
    /** Those whose result is iterated: `for await (const _ of setInterval(ms))`. */
    readonly iterated: readonly QualifiedName[];
    /** Those that take a cron line and then a function. */
    readonly calendars: readonly QualifiedName[];
    readonly start: string;
    readonly startMethod: string;
    /** A start, and what the workflow gives. */
    readonly startAndWait: string;
    readonly delayedStart: string;
    readonly delayedStartMethod: string;
    /** The option of a start that names its queue, the one that holds options of the queue, and in that one the delay in seconds. */
    readonly delayOptions: { readonly queue: string; readonly options: string; readonly delay: string };
    readonly schedule: string;
  };
  /** The method of a handle that waits for its workflow and gives its result. */
  readonly resultMethod?: string;
  /** What takes the place of a race between recorded calls. */
  readonly races?: {
    /** Calls on a handle that wait for its workflow; a race of them, `$1` being the list of handles, becomes `first`. */
    readonly results: readonly QualifiedName[];
    readonly first: { readonly code: string; readonly since: string };
    /** Calls that only wait for the milliseconds they are given. */
    readonly sleeps: readonly QualifiedName[];
    /** The call whose own option can limit its time instead: the name, the position of the options, the key. */
    readonly limit: {
      readonly of: QualifiedName;
      readonly options: number;
      readonly key: string;
      readonly since: string;
    };
  };
  /** Requests that give a response which cannot be recorded, and the methods that read a body which can. */
  readonly responses?: { readonly requests: readonly QualifiedName[]; readonly readers: ReadonlySet<string> };
  /**
   * Calls whose result does not survive being recorded, because it is bound to this process: sockets, streams, classes with methods.
   * A name that ends with `*` speaks of all that begin with it.
   */
  readonly liveResults?: readonly QualifiedName[];
  /** The same for calls whose result is completed by further calls and then awaited; what is awaited survives. */
  readonly unfinished?: readonly QualifiedName[];
  /** The option by which a step is tried again. */
  readonly retriesKey?: string;
  /** What a step knows of its own attempt: the property, the signal in it that ends with the step's timeout, and the code for that signal. */
  readonly attempt?: {
    readonly status: QualifiedName;
    readonly signal: string;
    readonly code: string;
    readonly since: string;
  };
  /** Calls that end the process: no step helps. */
  readonly ends?: readonly QualifiedName[];
  /** What it records, and what becomes of values that are recorded. */
  readonly records?: RecordTable;
  /** How the names of the engine's own queues begin, which every process dispatches. */
  readonly ownQueues?: string;
  /** Fields of queues that are only remembered, and the methods that ask and change. */
  readonly queueFields?: Readonly<Record<QualifiedName, { readonly get: string; readonly set: string }>>;
  /** Classes whose subclasses may have durable instance methods. */
  readonly instanceBases: readonly QualifiedName[];
  /** Methods of their instances that the engine calls by itself while it is launched: outside of workflows. */
  readonly instanceHooks?: readonly string[];
  /** What may be written for the arguments of its calls, by qualified name. */
  readonly arguments?: ArgumentTable;
  /** What earlier major versions had, in the order in which a rule tries them. */
  readonly removed?: readonly RemovedApi[];
  /** What still works but will not. */
  readonly deprecated?: readonly DeprecatedForm[];
  /** How removed parts are rewritten. */
  readonly recipes?: Recipes;
  /** The call that asks whether a run has the new code, and the one that says that all runs have it. */
  readonly patches?: { readonly ask: QualifiedName; readonly retire: QualifiedName };
  /** The call that makes one schedule and throws when it is there, and the one that makes several or replaces them: `$R` are the schedules. */
  readonly schedules?: {
    readonly create: QualifiedName;
    readonly apply: readonly [before: string, after: string];
    readonly nested: string;
  };
  /** What tests of the user need to know. */
  readonly tests?: TestAdvice;
  /** Its error classes, by qualified name. */
  readonly errors?: ErrorTable;
  /** Its enumerations of states. */
  readonly statuses?: readonly StatusSet[];
  /** Members of the engine object that log what functions of the host print, by the qualified name of those. */
  readonly loggers?: Readonly<Record<QualifiedName, string>>;
}
