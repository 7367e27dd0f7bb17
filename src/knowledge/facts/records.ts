/** The words of the tables of what the engine records: what is left of a value, and in which format. Types only. */
import type { QualifiedName } from '../vocabulary/names.ts';

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

export interface LossWithout {
  /** The position of the options. */
  readonly argument: number;
  readonly keys: readonly string[];
  readonly loss: Loss;
}

/** What the engine records, and how values are written. */
export interface RecordTable {
  /** Values that do not come back as they were, by qualified name: `global#Response()` is an instance, `global#fetch()` what a call gives. */
  readonly lost: Readonly<Record<QualifiedName, Loss>>;
  /** Calls whose result does not come back unless the options say each of the keys: they make text of what else is an object. */
  readonly lostWithout: Readonly<Record<QualifiedName, LossWithout>>;
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
