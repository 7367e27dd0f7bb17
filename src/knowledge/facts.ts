/**
 * The words of the tables that describe an engine's options, errors and states, and what became of the parts it once had. Types
 * only, as in `vocabulary.ts`.
 */
import type { QualifiedName } from './vocabulary.ts';

/** What comes of a value, or of a combination of values, that a check finds. */
export type Outcome =
  /** The engine throws, at the call or at launch. */
  | 'throws'
  /** The engine takes it without a word and does something else than it says. */
  | 'silent'
  /** It is legal, and most likely not what was meant: seconds for milliseconds. */
  | 'suspicious';

/** The types of values that can be told from a literal. */
export type LiteralType = 'string' | 'number' | 'boolean' | 'null' | 'undefined' | 'function' | 'object' | 'array';

/** A question to a value that is known. Numbers are compared as they stand, in the unit of the option. */
export type ValueTest =
  | { readonly is: 'below' | 'at-most' | 'above' | 'at-least'; readonly limit: number }
  | { readonly is: 'not-finite' }
  | { readonly is: 'not-integer' }
  /** An empty string, list or object. */
  | { readonly is: 'empty' }
  /** A string of nothing but white space, or the empty string. */
  | { readonly is: 'blank' }
  | { readonly is: 'equal'; readonly value: string | number | boolean }
  | { readonly is: 'not-one-of'; readonly values: readonly string[] }
  | { readonly is: 'starts-with'; readonly prefix: string }
  /** Divisible by this, and not zero. */
  | { readonly is: 'multiple-of'; readonly limit: number }
  | { readonly is: 'not-multiple-of'; readonly limit: number }
  | { readonly is: 'not-of-type'; readonly types: readonly LiteralType[] }
  | { readonly is: 'of-type'; readonly types: readonly LiteralType[] }
  /** Not a cron expression that the engine accepts. */
  | { readonly is: 'not-cron' }
  /** Not a time zone that the machine knows. */
  | { readonly is: 'not-time-zone' };

/** A value that fails any of its tests is reported. */
export interface ValueCheck {
  /** All of these hold for the value. */
  readonly fails: readonly ValueTest[];
  readonly outcome: Outcome;
  /** What is the matter, after the option's name in backticks: `must be a positive finite number`. */
  readonly says: string;
  /** First version for which it holds. */
  readonly since?: string;
  /** A heuristic: only where the user asked for those. */
  readonly strict?: true;
  /** Code for another value that a suggestion may put there; `$1` is the value as written. */
  readonly instead?: string;
  /** The option can go. */
  readonly removes?: true;
  /** `instead` is what happens anyway, or the call always throws, so `--fix` may put it there. */
  readonly safety?: 'fix';
  /** The arguments are in the wrong order, so nothing else is said about them. */
  readonly order?: true;
}

/** What an option is to rules that look for it in more than one place. */
export type OptionMark =
  /** The name of a queue. */
  | 'queue-name'
  /** With it, a queue is partitioned. */
  | 'partitions'
  /** What becomes of the settings that a queue has already. */
  | 'conflict'
  /** The partition that the workflow goes to. */
  | 'partition-key'
  /** The ID of the workflow that is started. */
  | 'workflow-id'
  /** The name of the workflow that is started, and of its class. */
  | 'started-name'
  | 'started-class'
  /** Workflows with the same value are one. */
  | 'deduplication'
  /** A moment; it is recorded on the first run, so the clock may be read for it. */
  | 'deadline'
  /** The longest time that the workflow may take. */
  | 'workflow-timeout'
  /** How many rows a listing gives at most. */
  | 'limit'
  /** Names the rows that a listing gives, so there are no more. */
  | 'selection'
  /** Which of the applications that share a database is meant. */
  | 'application'
  /** The name under which a step or a transaction is recorded. */
  | 'step-name'
  /** The name under which a workflow is recorded, and recovered. */
  | 'workflow-name'
  /** The name of the class that a registered function belongs to. */
  | 'class-name'
  /** The name of a datasource. */
  | 'datasource-name'
  /** The class or prototype that a registered function is a method of. */
  | 'method-owner'
  /** The longest time that an attempt of a step may take. */
  | 'step-timeout'
  /** Whether a step that fails is tried again. */
  | 'step-retries'
  /** A function that says whether a step is tried again. */
  | 'retry-question'
  /** The longest time that a debouncer puts a workflow off, and how long it waits for another call. */
  | 'debounce-limit'
  | 'debounce-period'
  /** The function that a schedule or a debouncer starts. */
  | 'workflow-function'
  /** An address that may hold a password. */
  | 'address'
  /** For tests only. */
  | 'tests-only'
  /** The version under which workflows are recorded. */
  | 'version'
  /** Allows changes of the code to be guarded. */
  | 'patching'
  /** The name of a recipe by which values are written. */
  | 'recipe-name'
  /** How values are written, so that other languages can read them. */
  | 'serialization'
  /** What checks the arguments of a workflow, and may make others of them. */
  | 'input-schema'
  /** Messages with the same one are one. */
  | 'idempotency-key';

/** What an option is about. Each topic belongs to one rule, so that one mistake has one report. */
export type OptionTopic =
  /** Configuration, launch, shutdown and receivers. */
  | 'config'
  /** The client, and what is otherwise for it. */
  | 'client'
  /** How a workflow is registered and started. */
  | 'start'
  | 'step'
  /** The settings of a queue. */
  | 'queue'
  /** How a workflow is put on a queue. */
  | 'enqueue'
  /** Options that only a queue reads, given without one. */
  | 'without-queue'
  | 'wait'
  | 'sleep'
  | 'schedule'
  | 'debounce'
  /** Listings and their filters. */
  | 'listing'
  /** How values are written. */
  | 'serialization';

/** What may be written for one argument, one option, or one element of a list. */
export interface OptionSpec {
  readonly mark?: OptionMark;
  /** Absent: that of the object around it. Every argument has one. */
  readonly topic?: OptionTopic;
  /** Types that the option takes; absent: any. Not a check: a literal of another type is only reported where a check says so. */
  readonly types?: readonly LiteralType[];
  readonly unit?: 'ms' | 's' | 'epoch-ms' | 'count' | 'ratio';
  /** Tried in order; the first that fails is reported. */
  readonly checks?: readonly ValueCheck[];
  /** Without it the call fails. Not asked when the object has a spread. */
  readonly required?: Outcome;
  /** The keys, when it is an object. */
  readonly shape?: OptionShape;
  /** The elements, when it is a list. */
  readonly each?: OptionSpec;
  /** No two elements of a list may have the same value under this key. */
  readonly distinct?: string;
  readonly since?: string;
  /** First version without it. */
  readonly until?: string;
  readonly reason?: string;
}

/** A condition between the keys of one object. Keys of an inner object are written with dots: `enqueueOptions.priority`. */
export type OptionRelation = {
  readonly outcome: Outcome;
  /** The whole sentence, without a full stop. */
  readonly says: string;
  readonly strict?: true;
  /** Absent: that of the object. */
  readonly topic?: OptionTopic;
  readonly reason?: string;
} &
  /** Each of `keys` has an effect only when `other` is there, or has the value `equals`. */
  (
    | {
        readonly kind: 'needs';
        readonly keys: readonly string[];
        /** Applies only when the key has this value. */
        readonly when?: string | boolean;
        readonly other: string;
        readonly equals?: string | boolean;
        /** A call around the code that stands in for the missing key: `withWorkflowQueue(name, callback)`. */
        readonly ambient?: QualifiedName;
        /** Code for `other` that a suggestion may add. */
        readonly add?: string;
      }
    /** `keys[0]` (with the value `when`) may not be there together with any of the others. */
    | { readonly kind: 'excludes'; readonly keys: readonly string[]; readonly when?: string | boolean }
    /** The number under `key` may not be greater than the number under any of `bounds`. */
    | { readonly kind: 'at-most'; readonly key: string; readonly bounds: readonly string[] }
    /** At least one of `keys` must be there. */
    | { readonly kind: 'some-of'; readonly keys: readonly string[] }
  );

/** A key that does not exist here. */
export interface WrongKey {
  /** Absent: it is silently ignored. */
  readonly outcome?: Outcome;
  /** The key that was meant, with dots for one further in (`enqueueOptions.priority`); `..`: its own keys belong here; absent: none. */
  readonly meant?: string;
  /** Code for the value there; `$1` is the value as written. */
  readonly code?: string;
  /** `report`: only tell. */
  readonly safety: 'fix' | 'suggest' | 'report';
  readonly says?: string;
  /** Absent: that of the key that was meant, else of the object. */
  readonly topic?: OptionTopic;
}

/** The keys of an options object. */
export interface OptionShape {
  readonly keys: Readonly<Record<string, OptionSpec>>;
  /** Keys that are often written instead; other unknown keys are compared with the known ones. */
  readonly wrong?: Readonly<Record<string, WrongKey>>;
  readonly relations?: readonly OptionRelation[];
  /** Keys that are not in `keys` have a meaning: nothing is said about them. */
  readonly open?: true;
}

/** What may be written for the arguments of calls, by qualified name and zero-based position. */
export type ArgumentTable = Readonly<Record<QualifiedName, Readonly<Record<number, OptionSpec>>>>;

/** What an earlier major version had. */
export interface RemovedApi {
  /** The qualified name: of a member, an export, or of the module when a whole package is gone. For an option, of the call that takes it. */
  readonly name: QualifiedName;
  /** Position of the options object, and the key that is gone. */
  readonly key?: { readonly argument: number; readonly name: string };
  /** The whole package is gone. */
  readonly package?: true;
  /** It was a type only: what remains is an error of the type checker. */
  readonly typeOnly?: true;
  /** The type of that name is still there. */
  readonly remainsType?: true;
  /** It is that the call is given such a function to start: a method that a decorator makes a step. */
  readonly starts?: 'decorated';
  /** It is a class, whose objects are gone with it. */
  readonly objects?: true;
  /** First version without it. */
  readonly removedIn: string;
  /** What happens to code that still uses it. */
  readonly outcome: 'missing' | 'throws' | 'ignored';
  /**
   * `agree`: there is one way to write it, which does a little otherwise; a project that moves to the newer version agrees for all of
   * them at once. `suggest`: a human must look at each. `report`: nothing is offered.
   */
  readonly safety: 'fix' | 'agree' | 'suggest' | 'report';
  /** First version that has what takes its place, or in which it has no effect any more; absent: older than every supported version. */
  readonly since?: string;
  /** Another rule reports it in projects that use a version without it. */
  readonly ownedElsewhere?: true;
  /** What takes its place, as it goes into the message after `Use` or after a dash: code in backticks. */
  readonly instead: string;
  readonly change: Change;
}

/** A change of the code that uses a removed or deprecated form. */
export type Change =
  /** Nothing mechanical. */
  | { readonly kind: 'none' }
  /** The last segment of the name, or the key, is called otherwise. */
  | { readonly kind: 'rename'; readonly to: string }
  /** The key, the statement or the unused import goes away. */
  | { readonly kind: 'delete' }
  /** Other code stands there: `$E` is the engine object, `$O` the object before the member, `$C` the class, `$1` ... the arguments as written. */
  | {
      readonly kind: 'replace';
      readonly code: string;
      /** It is read, or constructed with just the arguments that the code names; absent: called. */
      readonly of?: 'read' | 'new';
    }
  /** A rewrite that a rule knows by name. */
  | {
      readonly kind: 'rewrite';
      readonly recipe:
        'queue-registration' | 'partition-limits' | 'schedule' | 'role-check' | 'context' | 'workflow-around';
    };

/** What the rewrites of removed parts are made of. In code, `$E` is the engine object and `$1`, `$2` ... are parts of the old code. */
export interface Recipes {
  readonly queue: {
    /** `$R` are the arguments: the name, and the options if there are any. */
    readonly register: string;
    /** Keys of the options for what stood in the second, third ... argument by itself. */
    readonly positional: readonly string[];
    /** The property of a queue that is its name, and the options that list queues. */
    readonly nameProperty: string;
    readonly lists: readonly string[];
  };
  /** Limits of a queue that was partitioned by `flag`, and those that partition it now. */
  readonly partitions: {
    readonly flag: string;
    readonly limits: Readonly<Record<string, string>>;
    /** Options that could not stand beside the flag. */
    readonly excluded: readonly string[];
  };
  readonly schedule: {
    /** `$R` are the schedules. */
    readonly apply: string;
    /** Keys of a schedule. */
    readonly nameKey: string;
    readonly functionKey: string;
    /** Keys of the old options, and what they are called now. */
    readonly keys: Readonly<Record<string, string>>;
    /** The old options that named the function; the first also names the schedule. */
    readonly nameKeys: readonly string[];
    readonly modeKey: string;
    /** What each mode adds to a schedule. */
    readonly modes: Readonly<Record<QualifiedName, string>>;
    /** The second argument of the function, which was the moment of the start, and code for that moment. */
    readonly context: { readonly name: string; readonly type: string };
    readonly now: string;
  };
  /** Whether the user has the role `$1`. */
  readonly hasRole: string;
  /** Calls that set one part of the context, by the options that did: each whose keys are given and not taken by one before. `$C` is the callback. */
  readonly contexts: readonly { readonly keys: readonly string[]; readonly code: string }[];
}

/** A form that still works, and has a better one. */
export interface DeprecatedForm {
  readonly name: QualifiedName;
  /** It is the key of the options at this position. */
  readonly key?: { readonly argument: number; readonly name: string };
  /** It is a plain number at this position. */
  readonly number?: { readonly argument: number };
  /** Only `new` of it is meant: its static members are the better form. */
  readonly constructed?: true;
  /** First version that has the better form, or in which this one has no effect; absent: older than every supported version. */
  readonly since?: string;
  /** The declarations do not call it deprecated: a matter of style. */
  readonly style?: true;
  /** Removed keys of the same options, whose repair takes this key along. */
  readonly notBeside?: readonly string[];
  readonly safety: 'fix' | 'agree' | 'suggest';
  readonly instead: string;
  readonly change: Change;
}

/** One error class of the engine. */
export interface ErrorSpec {
  /** The number that it carries. */
  readonly code: number;
  /**
   * It can be the recorded outcome of a durable call, so that a replay throws a plain `Error` in its place and `instanceof` fails. Whatever is
   * thrown inside a step is recorded with the step; this is about what the engine itself throws.
   */
  readonly recorded: boolean;
  /** It stops the workflow, and must not be swallowed. */
  readonly stops?: true;
  /** A function of the engine that knows the error live and replayed. */
  readonly matcher?: QualifiedName;
  /** It sets its `name`, so that a replayed one can be told by it. */
  readonly named?: true;
  readonly since?: string;
  readonly reason?: string;
}

export interface ErrorTable {
  /** By qualified name. A class that is also exported at the top level has both names. */
  readonly classes: Readonly<Record<QualifiedName, ErrorSpec>>;
  /** The function that gives the code of an error, live or replayed. */
  readonly codeOf: QualifiedName;
  /** What every error is an instance of when it is read back. */
  readonly revivedAs: readonly QualifiedName[];
  /** The module object that holds the classes; importing it by its name hides the global of that name. */
  readonly namespace: QualifiedName;
  /** Members of that global itself, which are none of the module object. */
  readonly globalMembers: ReadonlySet<string>;
}

/** The values that a state may have. */
export interface StatusSet {
  /** Where the value is read: the name of an object and its key, `…#WorkflowStatus().status`. */
  readonly read: readonly QualifiedName[];
  /** Where it is given as a filter: a call, the position of its options, and the key; a string or a list. */
  readonly given: readonly { readonly call: QualifiedName; readonly argument: number; readonly key: string }[];
  /** An object that has the values as members. */
  readonly constants?: QualifiedName;
  readonly values: readonly string[];
  /** Values of earlier versions, or of the docs, and what they are now. */
  readonly renamed: Readonly<Record<string, string>>;
}

/** What is left of a value that the engine records and gives back. */
export type Loss =
  /** An empty object. */
  | 'empty'
  /** An object with some of its data, and no method. */
  | 'data'
  /** Nothing: it cannot be written, which throws after the work is done. */
  | 'throws'
  /** Nothing: functions and symbols are left out, and one alone throws when it is read back. */
  | 'absent';

/** What the engine records, and how values are written. */
export interface RecordTable {
  /** Values that do not come back as they were, by qualified name: `global#Response()` is an instance, `global#fetch()` what a call gives. */
  readonly lost: Readonly<Record<QualifiedName, Loss>>;
  /** Positions of the arguments that a call records: the first, and the last or all from there on. */
  readonly given: Readonly<Record<QualifiedName, { readonly from: number; readonly to?: number }>>;
  /** Calls that teach the engine how to write a class. */
  readonly recipes: readonly QualifiedName[];
  /** Modules whose request handlers get objects of the connection as parameters. */
  readonly connections: readonly string[];
  /** The format that programs in other languages read. */
  readonly portable: PortableFormat;
}

/** What becomes of a value in a format that cannot say what it was. */
export interface WrittenForm {
  /** Words of a message: `text`, `a list`. */
  readonly becomes: string;
  /** How its type is called, where that is not the last word of its name. */
  readonly type?: string;
  /** A call of the class without `new` gives something else. */
  readonly constructed?: true;
  /** Its keys must be text, else it cannot be written. */
  readonly keyed?: true;
  /** The same form, made of the value `$1`. */
  readonly code?: string;
  /** The schema that makes the value of the form; `$Z` is the library of schemas. */
  readonly schema?: string;
}

/** A format in which values are written as JSON. */
export interface PortableFormat {
  /** How an option asks for it. */
  readonly name: string;
  /** Calls that write a value; `inherits`: in the format of the workflow around them, when no option says another one. */
  readonly writers: Readonly<Record<QualifiedName, { readonly inherits: boolean }>>;
  /** Values that are written as something else, by the qualified name of their class with `()`. What is not here is data, or not known. */
  readonly forms: Readonly<Record<QualifiedName, WrittenForm>>;
  /** The class of a literal with `n`. */
  readonly bigint: QualifiedName;
  /** Lists of the language that a program fills. */
  readonly collections: { readonly map: QualifiedName; readonly set: QualifiedName };
  /** Objects of classes that have methods, and the method by which such a class says its form itself. */
  readonly instance: WrittenForm;
  readonly formMethod: string;
  readonly schemas: SchemaLibrary;
}

/** How a schema for the arguments of a workflow is written. `$Z` is the library as the file calls it. */
export interface SchemaLibrary {
  readonly modules: readonly string[];
  /** The export that holds the schemas; the module itself does, too. */
  readonly name: string;
  /** The option that takes the schema. */
  readonly option: string;
  /** `$R` are the schemas of the arguments. */
  readonly all: string;
  /** By the type's keyword. */
  readonly keywords: Readonly<Record<string, string>>;
  /** Takes everything as it is. */
  readonly any: string;
}
