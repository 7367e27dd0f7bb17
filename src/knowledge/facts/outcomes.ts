/** The words of the tables of errors and of the states of workflows. Types only. */
import type { QualifiedName } from '../vocabulary/names.ts';

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
