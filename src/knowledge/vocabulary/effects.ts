/** The words of the tables of hosts and packages: what calling, reading or constructing something does. Types only. */
import type { BindingSpec } from './bindings.ts';
import type { QualifiedName } from './names.ts';
import type { Role } from './roles.ts';

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
  /**
   * The argument itself, or what it resolves to: `Object.freeze(x)`, `Promise.resolve(x)`, `Promise.all(xs)`. With `result`, something that has the
   * members of both: `repository.extend({ … })`. With `mapper`, a list of what that makes of it: `Array.from(x, f)`.
   */
  | 'argument'
  /** Any of its arguments: `Object.assign({}, base, more)`. */
  | 'any-argument'
  /** What the argument, a function, gives when it is called. */
  | 'called'
  /** An instance of the argument, a class; or of the type that the call is told: `container.resolve<Orders>('orders')`. */
  | 'instance'
  /** A list of its arguments: `Array.of(a, b)`. */
  | 'arguments'
  /** A list of the values of its properties: `Object.values(x)`. */
  | 'values'
  /** A list of pairs of key and value: `Object.entries(x)`. */
  | 'entries'
  /** An object of the pairs of key and value in it: `Object.fromEntries(pairs)`. */
  | 'record'
  /** Constructed, a map of the pairs in it; a set of the elements in it. */
  | 'map'
  | 'set'
  /** A key that equals no other one: `Symbol('load')`. */
  | 'symbol'
  /** The key that belongs to a text: `Symbol.for('load')`. */
  | 'symbol-of-text'
  /** The argument, a function, in the form that gives a promise: `promisify(setTimeout)`. */
  | 'promised'
  /** The property of the first argument whose key is the second: `Reflect.get(x, key)`. */
  | 'property'
  /** The first argument, as the handler in the second lets it be seen: `new Proxy(x, handler)`. */
  | 'proxied'
  /** What a call around it stores (`stores` of its row): `storage.getStore()`. */
  | 'stored';

/** How a value becomes a text: as JSON, or as it is shown. */
export type Conversion = 'json' | 'text';

/** What a piece of code is to a test run. */
export type TestPart = 'suite' | 'test' | 'before-all' | 'before-each' | 'after-all' | 'after-each';

/** Methods of a statement that is built call by call. */
export interface Building {
  /** They run it. */
  readonly runs: readonly string[];
  /** They only tell of it, or make a part of another statement of it. */
  readonly tells: readonly string[];
}

/** How the thing named is used. */
export interface Use {
  readonly form: 'new' | 'call' | 'read';
  /** Number of arguments; -1 when it cannot be told (`f(...list)`). A tagged template has at least one. */
  readonly arguments: number;
}

/** One row of a host or package table. */
export interface EffectSpec {
  readonly effect: Effect;
  /** It begins a statement that runs when it is waited for, or by one of these methods: `db.select().from(users)`. */
  readonly builds?: Building;
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
  /** Zero-based position of a function that it hands each element of its first argument; it runs no other. */
  readonly mapper?: number;
  /**
   * It keeps the functions that it is given, and so does what it gives, until one of these methods runs them: the function in
   * `z.string().default(makeId)` runs in `parse`. Takes the place of `callbacks`.
   */
  readonly keptFor?: readonly string[];
  /** Code that runs inside of it, or after it, can ask for its first argument; its functions are among the others. */
  readonly stores?: true;
  /** With so many arguments, or with one of each of these groups of options of the first one, it makes its result of them alone. */
  readonly fixedBy?:
    | { readonly arguments: number; readonly options?: undefined }
    | { readonly options: readonly (readonly string[])[]; readonly arguments?: undefined };
  /** What it gives delivers what it was given, and nothing else: `Readable.from(items)`. */
  readonly delivers?: true;
  /** What it gives calls the function that it was given once, or once for each argument: `memoize(load)`. */
  readonly remembers?: true;
  /** It only looks: doing it again changes nothing. */
  readonly reads?: true;
  /**
   * Options of its first argument through which it acts. When one of them records what is done, the call has no effect of its own, and what
   * it gives records, too: `generateText({ model })`. When one of them is an effect, that is the cause: `createInterface({ input: open(path) })`.
   */
  readonly through?: readonly string[];
  /** What is done through it is recorded as steps. */
  readonly records?: true;
  /** It makes a text of its first argument, which runs methods of that. */
  readonly converts?: Conversion;
  /** What it tells a container; of several forms, the first that fits. */
  readonly binds?: readonly BindingSpec[];
  /** As a decorator of a parameter, the position of the argument that is the token of what a container gives it: `@Inject(CLOCK)`. */
  readonly injects?: number;
  /** From this call on, requests come in. */
  readonly serves?: true;
  /** Why the row is as it is, where it may surprise; goes into the message's documentation, never into the message. */
  readonly reason?: string;
}

/**
 * Rows by qualified name. Several rows for one name differ in `when`; the first that applies wins. A key can stand for a group of names with one
 * owner, `node:os cpus freemem` (`rows`): a program imports few of the modules in the tables, and the names of the others need never be made.
 */
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
  /** What its promise holds: what the function gives back (`then`), what the receiver holds (`finally`), or one of them (`catch`). */
  readonly passes?: 'result' | 'either' | 'receiver';
  /**
   * What it gives of a list: the list or a part of it (`filter`), an iterator over it (`values`), one of its elements (`find`), the one under a key
   * (`get`), a list of what the function makes of them (`map`), or an iterator over pairs with keys (`entries`).
   */
  readonly elements?: 'list' | 'iterator' | 'one' | 'keyed' | 'mapped' | 'pairs';
  /**
   * Where the elements of an array stand in what it gives: those between two positions (`slice`), all from the last to the first, all and then those
   * of the arguments (`concat`), those of the lists in it (`flat`), all with another one at a position (`with`), all with others between two of them
   * (`toSpliced`), only the one at a position (`at`), the first or the last. Absent: anywhere.
   */
  readonly order?: 'replaced' | 'spliced' | 'between' | 'reversed' | 'joined' | 'flattened' | 'at' | 'first' | 'last';
  /** The list that it gives holds something else, too: `concat`, `flat`. */
  readonly joins?: true;
  /** It takes out what its first argument is the key of, which another method of its kind puts in: `delete`. */
  readonly removes?: true;
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
