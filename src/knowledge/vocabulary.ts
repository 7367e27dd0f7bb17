import type {
  ArgumentTable,
  DeprecatedForm,
  ErrorTable,
  Recipes,
  RecordTable,
  RemovedApi,
  StatusSet,
} from './facts.ts';

/**
 * The words every table speaks. Types only: no name of an SDK, of Node or of a package stands here.
 *
 * A *qualified name* says where a value comes from, independent of how a file spells it:
 *
 * ```text
 * name    = module [ "#" path ]           'axios'   'pg#Pool().query'   'global#Date.now'   'node:fs#readFile'
 * module  = specifier                     as it is written after `from`
 *         | folder "/*"                   every module below: '@aws-sdk/*#*().send'; in tables only
 * path    = first { "." segment }
 * first   = segment | "()" { "()" }       "()" at the start is the result of calling, or an instance of, the module itself
 * segment = identifier { "()" }           "()" is the result of calling it, or an instance of it
 *         | "*" "()"                      any one segment that ends in "()"
 *         | "*"                           any one segment, calls included
 *         | "**"                          any number of segments, none included; only at the end
 * ```
 *
 * The default export and the module object itself are one thing (`import fs from 'fs'`, `import * as fs`, `require('fs')`), so
 * `default` is never written as a first segment; `new (require('openai'))().models.list` is `openai#().models.list`, and the
 * same through the named export is `openai#OpenAI().models.list`. Node's built-in modules always carry `node:`. Globals live in the
 * module `global`. Awaiting is transparent: `(await client.connect()).query` has the name `…().connect().query`. A value that is
 * annotated with a type that a module exports has that type's name with `()`: `repo: Repository<User>` is `typeorm#Repository()`.
 */
export type QualifiedName = string;

/** What a function is to the durable engine, or to the program around it. */
export type Role =
  /** Replayed from its beginning after a crash; must be deterministic. */
  | 'workflow'
  /** Runs at least once; its result is recorded. */
  | 'step'
  /** A step that is also a database transaction. */
  | 'transaction'
  /** Starts the program: configures and launches the engine. */
  | 'main'
  /** Answers a request, a message or a command from outside. */
  | 'handler'
  /** Test scaffolding. */
  | 'test'
  /** Runs when the module is evaluated. */
  | 'module';

/** What running a piece of code does that another run, or another moment, would do differently, or would do again. */
export type Effect =
  /** Reads the wall clock or a monotonic clock. */
  | 'clock'
  /** Draws random numbers or bytes. */
  | 'random'
  /** Makes an identifier that is new each time. */
  | 'id'
  /** Talks to another machine or service. */
  | 'network'
  /** Reads or writes files. */
  | 'file'
  /** Starts, inspects or ends processes; reads facts of this process or machine. */
  | 'process'
  /** Talks to a database outside the engine's transactions. */
  | 'database'
  /** Waits for, or schedules by, a timer that does not survive a restart. */
  | 'timer'
  /** Reads the environment (variables, arguments). */
  | 'environment'
  /** Starts a thread, a worker or a process that runs code of its own. */
  | 'thread'
  /** Depends on the garbage collector or on the machine's locale. */
  | 'host'
  /** Calls an engine API that is not recorded, so a replay calls it again. */
  | 'unrecorded'
  /** Takes items in the order, and at the moment, in which something outside delivers them. */
  | 'iteration'
  /** Reads a variable of a module that other code changes while the program runs. */
  | 'module-state'
  /** Writes a log line, a metric or a span: may repeat, changes nothing. */
  | 'log'
  /** None of the above: the same arguments give the same result. Said out loud, to end the search. */
  | 'pure';

/** When a row of an effect table applies. Absent: always, when the thing named is called or constructed. */
export type EffectCondition =
  /** Called or constructed without arguments: `new Date()`, but not `new Date(0)`. */
  | 'no-arguments'
  /** Called or constructed with at least one argument. */
  | 'arguments'
  /** Only as a plain call, with or without arguments: `Date(0)`, but not `new Date(0)`. */
  | 'called'
  /** Only with `new`. */
  | 'constructed'
  /** Merely read, not called: `process.pid`. */
  | 'read';

/** When the function arguments of a call run. */
export type CallbackTiming =
  /** During the call, or in a continuation that its result waits for: `map`, `then`, `new Promise`. */
  | 'inline'
  /** Later, at a moment the caller does not control: `setTimeout`, `emitter.on`. */
  | 'deferred'
  /** In another thread or process. */
  | 'detached'
  /** Not by what it is handed to: `Object.freeze({ load })`. */
  | 'never';

/** How the result of a call is made of its first argument. */
export type Gives =
  /** The argument itself, or what it resolves to: `Object.freeze(x)`, `Promise.resolve(x)`, `Promise.all(xs)`. */
  | 'argument'
  /** Any of its arguments: `Object.assign({}, base, more)`. */
  | 'any-argument'
  /** What the argument, a function, gives when it is called. */
  | 'called'
  /** A list of the values of its properties: `Object.values(x)`. */
  | 'values'
  /** A list of pairs of key and value: `Object.entries(x)`. */
  | 'entries'
  /** Constructed, a map of the pairs in it; a set of the elements in it. */
  | 'map'
  | 'set'
  /** The argument, a function, in the form that gives a promise: `promisify(setTimeout)`. */
  | 'promised';

/** What a piece of code is to a test run. */
export type TestPart = 'suite' | 'test' | 'before-all' | 'before-each' | 'after-all' | 'after-each';

/** One row of a host or package table. */
export interface EffectSpec {
  readonly effect: Effect;
  readonly when?: EffectCondition;
  /** The name of what the call gives back, when a longer access path should not be needed: `pg#Pool().connect` gives `pg#Client()`. */
  readonly result?: QualifiedName;
  /** What the call gives back in terms of its first argument, so that values can be followed through it. */
  readonly gives?: Gives;
  /** What `promisify` makes of it, when that is a function of its own. */
  readonly promised?: QualifiedName;
  /** The role in which function arguments run: `app.get('/', handler)`. Goes with `callbacks: 'deferred'`. */
  readonly role?: Role;
  /** It puts a mock in the place of a module or of a member of its first argument, or makes the mock of a function. */
  readonly mocks?: 'module' | 'member' | 'function';
  /** What the function that it takes is to a test run. Goes with the role `test`. */
  readonly test?: TestPart;
  /** As a decorator it gives the method below it this role: `@Get()`. */
  readonly decorates?: Role;
  /** How function arguments are run. Absent: as the table of methods says for the name of the method; else `inline`. */
  readonly callbacks?: CallbackTiming;
  /** It only looks: doing it again changes nothing. */
  readonly reads?: true;
  /**
   * Options of its first argument through which it acts. When one of them records what is done, the call has no effect of its own, and what
   * it gives records, too: `generateText({ model })`.
   */
  readonly through?: readonly string[];
  /** What is done through it is recorded as steps. */
  readonly records?: true;
  /** From this call on, requests come in. */
  readonly serves?: true;
  /** Why the row is as it is, where it may surprise; goes into the message's documentation, never into the message. */
  readonly reason?: string;
}

/** Rows by qualified name. Several rows for one name differ in `when`; the first that applies wins. */
export type EffectTable = Readonly<Record<QualifiedName, EffectSpec | readonly EffectSpec[]>>;

/** What a method does, known from its name alone because it does so on every receiver that has it: `map`, `then`, `push`, `on`. */
export interface MethodSpec {
  /** When the functions it is given run; absent: it takes none. */
  readonly callbacks?: CallbackTiming;
  /** Zero-based positions of those functions. */
  readonly functions?: readonly number[];
  /** It may run the function again before a promise that the last run gave back is settled: `map`, `forEach`. */
  readonly repeats?: true;
  /**
   * What becomes of what the function gives back: it goes into a list (`map`), decides as true or false (`filter`), orders (`sort`), is given to
   * the next call and by the last one to the caller (`reduce`), or nobody looks at it (`forEach`).
   */
  readonly results?: 'list' | 'test' | 'order' | 'last' | 'ignored';
  /** It gives back a promise that waits for the function: `then`. */
  readonly waits?: true;
  /** The kind of receiver that it changes in place; absent: it changes none. */
  readonly mutates?: 'array' | 'map' | 'set' | 'map-or-set' | 'date' | 'parameters';
}

/** Rows by the bare name of the method. */
export type MethodTable = Readonly<Record<string, MethodSpec>>;

/** How one promise is made of many. */
export interface CombinatorSpec {
  /**
   * `all`: waits for every one, rejects with the first rejection; `settled`: waits for every one; `first`: settles with the first that
   * settles; `fulfilled`: settles with the first that fulfils.
   */
  readonly waits: 'all' | 'settled' | 'first' | 'fulfilled';
  /** Zero-based position of the promises, or of the things they are made from. */
  readonly promises: number;
  /** Zero-based position of a function that makes the promises: `pMap(items, load)`. */
  readonly mapper?: number;
  /** The promises are made by functions in the list: `pAll([() => load(1)])`. */
  readonly factories?: true;
  /** One promise instead of a list, against a timer: `pTimeout(load(), options)`. */
  readonly single?: true;
  /** Position of the options, and the key in them, that says how many run at a time; with 1 they run one after the other. */
  readonly limit?: { readonly argument: number; readonly key: string };
  /** The same of the option that, when it is false, makes it wait for every one. */
  readonly stops?: { readonly argument: number; readonly key: string };
}

/** What the options of a request to another service are. */
export interface RequestSpec {
  /** Zero-based position of the options. */
  readonly options: number;
  /** The key of the signal that gives the request up. */
  readonly signal?: string;
  /** The key of the headers. */
  readonly headers?: string;
  /** The method of the request, or the key of the option that says it. */
  readonly method?: { readonly is: string } | { readonly key: string };
  /** The key of a value by which the service knows a request that it has done already. Without, a header says so. */
  readonly once?: string;
}

/** Rows by qualified name. */
export type RequestTable = Readonly<Record<QualifiedName, RequestSpec>>;

/** Rows by qualified name. */
export type CombinatorTable = Readonly<Record<QualifiedName, CombinatorSpec>>;

/** What a method can change in place. */
export type Container = NonNullable<MethodSpec['mutates']>;

/** A function that changes one of its arguments in place: `Object.assign(target, …)`. Zero-based position, by qualified name. */
export type MutatorTable = Readonly<Record<QualifiedName, number>>;

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

/** Where a call can be made from, as far as the engine tells places apart. */
export type Place = 'workflow' | 'step' | 'transaction' | 'outside' | 'before-launch';

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
  /** It changes settings of a queue that the database keeps. */
  readonly setsQueue?: true;
  /** It ends the stream that its first argument names. */
  readonly closes?: true;
  /** The call refers to a registered function without running it: `startWorkflow(fn)`. Zero-based position. */
  readonly refersTo?: number;
  /** The same, where the function stands under this key of the options, or of each of them when they are a list. */
  readonly refersToKey?: string;
  /** Zero-based position of the options object. */
  readonly options?: number;
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
  /** Calls that are not recorded in a workflow, and those that are instead. */
  readonly twins?: TwinTable;
  /** How any other effect is made safe: run it as a step. `$F` is the function, `$N` the step's name as a string literal. */
  readonly stepCall: string;
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
    readonly schedule: string;
  };
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
