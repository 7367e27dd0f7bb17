/** The words of the tables of engines: what each function, method and property of an SDK does. Types only. */
import type { QualifiedName } from './names.ts';
import type { Place, Role } from './roles.ts';

/** What the engine does with a call, by the place the call is made from. */
export type Verdict =
  /** Works; the result is recorded and given back on replay. */
  | 'records'
  /** Works; nothing is recorded, and nothing need be. */
  | 'works'
  /** Works, but is not recorded although a replay will call it again. */
  | 'unrecorded'
  /** Works, but silently weaker than in a workflow: not durable, not retried, or at least once instead of exactly once. */
  | 'degrades'
  /** Throws at once. */
  | 'throws'
  /** Does its work and then throws, so a retry does the work again. */
  | 'acts-then-throws';

/**
 * The families of engine calls that rules tell apart. Each call belongs to exactly one, so that one mistake has one owner.
 */
export type ApiFamily =
  /** Receives or publishes messages and events: recv, getEvent, setEvent. */
  | 'communication'
  /** Sends a message to a workflow. */
  | 'send'
  /** Writes to or closes a stream. */
  | 'stream-write'
  /** Reads a stream. */
  | 'stream-read'
  /** Starts or enqueues a workflow (also the calling of a registered workflow itself). */
  | 'start'
  /** Runs a step (also the calling of a registered step itself). */
  | 'step'
  /** Runs a datasource transaction (also the calling of a registered transaction itself). */
  | 'transaction'
  /** Waits for, or asks, a workflow handle. */
  | 'handle'
  /** Sleeps. */
  | 'sleep'
  /** Recorded substitutes for the clock and for identifiers. */
  | 'deterministic'
  /** Guards a code change under running workflows. */
  | 'patch'
  /** Lists, cancels, resumes, forks ... workflows. */
  | 'management'
  /** Queues: register, retrieve, list, delete, and their settings. */
  | 'queue'
  /** Schedules. */
  | 'schedule'
  /** Application versions. */
  | 'version'
  /** Debounced starts. */
  | 'debounce'
  /** Sets the context in which a callback runs: next workflow ID, queue, timeout, authentication. */
  | 'context'
  /** Facts about the running workflow: its ID, the user, the version. */
  | 'info'
  /** Writes a log line, or marks a span: may repeat, changes nothing. */
  | 'log'
  /** Registers functions, classes, datasources, receivers, serializers. */
  | 'registration'
  /** Configures the engine. */
  | 'config'
  /** Launches the engine. */
  | 'launch'
  /** Shuts the engine down. */
  | 'shutdown'
  /** A client that talks to the engine's database from outside. */
  | 'client'
  /** Access to a datasource's database client. */
  | 'datasource-client';

/** What a call of the engine gives back, as far as rules care. */
export type ApiResult =
  | 'promise'
  | 'value'
  /** An async iterable. */
  | 'stream'
  /** A function that must be called in turn. */
  | 'function'
  | 'nothing';

/** The callback or the function that an engine call takes, and the role it gets. */
export interface CallbackSpec {
  /** Zero-based position of the function among the arguments. */
  readonly argument: number;
  /** The role in which the function runs; `inherit`: in the caller's context, now. */
  readonly role: Role | 'inherit';
}

/** One function, method or property of the engine's SDK. */
export interface ApiSpec {
  readonly family: ApiFamily;
  readonly result: ApiResult;
  /** Step numbers it takes when called in a workflow body; 0: none. */
  readonly steps: number;
  /** What the engine does with the call, by place. Places that are absent: `works`. */
  readonly at: Readonly<Partial<Record<Place, Verdict>>>;
  /** A callback that runs during the call. */
  readonly runs?: CallbackSpec;
  /** The call registers the function at `argument` and gives back its durable version. */
  readonly registers?: CallbackSpec;
  /** Used as a decorator (`@DBOS.step()`), it registers the method in this role. */
  readonly decorates?: Role;
  /** The method of one of its options that the engine calls each time before the registered function runs, also at a recovery. */
  readonly before?: { readonly role: Role; readonly option: string; readonly method: string };
  /** Of the method that it decorates, a call is a plain one: the engine takes part in what is called over a context, as in 1.x. */
  readonly overContext?: true;
  /** It changes settings of a queue that the database keeps. */
  readonly setsQueue?: true;
  /** It ends the stream that its first argument names. */
  readonly closes?: true;
  /** The call refers to a registered function without running it: `startWorkflow(fn)`. Zero-based position. */
  readonly refersTo?: number;
  /** The same, where the function stands under this key of the options, or of each of them when they are a list. */
  readonly refersToKey?: string;
  /** What it gives back keeps the argument at this position, which a property marked `kept` gives: `(await retrieveQueue(name)).name`. */
  readonly keeps?: number;
  readonly kept?: true;
  /** Zero-based position of the options object. */
  readonly options?: number;
  /** Zero-based position of how long it waits, of which the engine makes a point in time that it records. */
  readonly waits?: number;
  /** What is otherwise when the options are a number, or an object that has one of `keys`. */
  readonly variant?: {
    readonly keys: readonly string[];
    readonly steps: number;
    readonly at: Readonly<Partial<Record<Place, Verdict>>>;
  };
  /** Position of the connection whose transaction the call takes part in. */
  readonly connection?: number;
  /** The method that gives back what the call keeps open. */
  readonly released?: string;
  /** It is read, not called: `DBOS.workflowID`. */
  readonly property?: true;
  /** The name of what it gives back, when that is not its own path with `()`. */
  readonly returns?: QualifiedName;
  /** It gives a list, of which each element has this name. */
  readonly lists?: QualifiedName;
  /** First version of the SDK that has it; absent: older than every supported version. */
  readonly since?: string;
  /** First version of the SDK that no longer has it; absent: still there. */
  readonly until?: string;
  /** It tells where the code runs: the places where it is true, and where it is false. */
  readonly tellsPlace?: { readonly yes: readonly Place[]; readonly no: readonly Place[] };
  /** Uses `this`, so it breaks when it is taken off its object. */
  readonly bound?: true;
  /** Gives what a workflow gave, or throws what it threw. */
  readonly outcome?: true;
  /** Why the row is as it is, where it may surprise. */
  readonly reason?: string;
}

export type ApiTable = Readonly<Record<QualifiedName, ApiSpec>>;
