/** The words of the tables of options: what may be written for the arguments of an engine's calls, and what comes of it. Types only. */
import type { QualifiedName } from '../vocabulary/names.ts';

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
  /** Only of a value that the option always has: as one of several, `isTried ? 3 : 1`, it is meant. */
  readonly always?: true;
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
  /** Whether a listing gives the inputs, or the results, too. */
  | 'payload'
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
  /** How often a step is tried, the first time included. */
  | 'step-attempts'
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
  /** The key that does as well, of one that is required. */
  readonly unless?: string;
  /** What is said when an argument that is required is not there, without the full stop; absent: it is options. */
  readonly missing?: string;
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
