/** The words of the tables of removed and deprecated forms, and of how they are rewritten. Types only. */
import type { QualifiedName } from '../vocabulary/names.ts';

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
