/**
 * The ports through which the analysis sees source text: a parsed module, and the program around it. Implemented in `plugin/`
 * over ESLint and the disk, and in tests over a few strings. Nothing here reads a disk.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

/** One parsed file. Every node has its `parent`; ranges are offsets into `text`. */
export interface SourceModule {
  /** Absolute real path, or a name in angle brackets for text that is not a file. */
  readonly path: string;
  readonly text: string;
  readonly program: TSESTree.Program;
  readonly scopeManager: Scope.ScopeManager;
  /** Child keys by node type, as the parser that made the tree gives them. */
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
}

/** What a module specifier names, seen from one file. */
export type Resolution =
  /** A file of the program: a relative path, an alias, a workspace package. */
  | { readonly kind: 'file'; readonly path: string }
  /** A package that is looked up in the tables, never opened: `pg`, `drizzle-orm/node-postgres`. Node's own modules carry `node:`. */
  | { readonly kind: 'package'; readonly name: string }
  /** Nothing was found for it now. */
  | { readonly kind: 'missing' };

/** The modules that a file names. */
export interface Specifiers {
  /** What it loads when it is evaluated or later. */
  readonly loaded: readonly string[];
  /** What it takes nothing but types from. */
  readonly types: readonly string[];
}

/** The files around the one that is linted. Answers may differ from one lint to the next, never within one. */
export interface Program {
  resolve(specifier: string, fromPath: string): Resolution;
  /** Undefined: not there, not readable, too large, or not parseable. The same object as long as the content is the same. */
  load(path: string): SourceModule | undefined;
  /** The specifiers of a file, found without parsing it; undefined: load the file to know. */
  specifiers(path: string): Specifiers | undefined;
  /** Whether the text of a file holds a word, found without parsing it. */
  mentions(path: string, word: string): boolean;
}

/** A program of which only the file at hand is known. */
export const SINGLE_FILE: Program = {
  resolve: (specifier) => (/^[./]/.test(specifier) ? { kind: 'missing' } : { kind: 'package', name: specifier }),
  load: () => undefined,
  specifiers: () => undefined,
  mentions: () => false,
};
