/**
 * What a rule may ask to be changed, as data. A rule states the intent; `plan.ts` turns it into edits, and decides whether the
 * change is a fix, a suggestion, or nothing at all.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { ReplacementSpec } from '../knowledge/vocabulary.ts';

/** A change of the text: the characters of `range` become `text`. */
export interface Edit {
  readonly range: readonly [start: number, end: number];
  readonly text: string;
}

/** How much a human has to agree to. */
export type Safety =
  /** Does what the author meant on a first run and replays equal: applied by `--fix`. */
  | 'fix'
  /** A human must choose or agree. */
  | 'suggest';

/** One step of a repair. */
export type Intent =
  /** Put a recorded call in place of `node`: `Date.now()` becomes `await DBOS.now()`. */
  | { readonly kind: 'call-instead'; readonly node: TSESTree.Expression; readonly replacement: ReplacementSpec }
  /** Run `node` as a step: `await DBOS.runStep(async () => node, { name })`. An `await` directly around `node` is taken along. */
  | { readonly kind: 'wrap-in-step'; readonly node: TSESTree.Expression; readonly name: string }
  /** Put `await` before an expression. */
  | { readonly kind: 'await'; readonly node: TSESTree.Expression }
  /** Put other code in place of a node; `$E` stands for the engine object as the file calls it. */
  | { readonly kind: 'replace'; readonly node: TSESTree.Node; readonly code: string }
  | { readonly kind: 'insert-before'; readonly node: TSESTree.Node; readonly code: string }
  | { readonly kind: 'insert-after'; readonly node: TSESTree.Node; readonly code: string }
  /** Take a whole statement away, with its line. Comments before it stay. */
  | { readonly kind: 'remove-statement'; readonly node: TSESTree.Statement }
  /** Put statements, with the comments above them and in their order, before or after another statement. */
  | {
      readonly kind: 'move-statements';
      readonly nodes: readonly TSESTree.Statement[];
      readonly before?: TSESTree.Statement;
      readonly after?: TSESTree.Statement;
    }
  /** Put statements into the body of a new or existing function, and call it: `main().catch(...)`. */
  | { readonly kind: 'move-into-main'; readonly nodes: readonly TSESTree.Statement[]; readonly names: readonly string[] }
  | { readonly kind: 'rename-property'; readonly property: TSESTree.Property; readonly key: string }
  | { readonly kind: 'remove-property'; readonly property: TSESTree.Property }
  /** Add `key: code` to an object literal, after its last property. */
  | { readonly kind: 'add-property'; readonly object: TSESTree.ObjectExpression; readonly key: string; readonly code: string }
  /** Add a named import of the engine's SDK, or of another module, unless the file has it. */
  | { readonly kind: 'import'; readonly module: string; readonly name: string; readonly local?: string };

/** A whole repair: all of its intents, or none. */
export interface Repair {
  readonly safety: Safety;
  /** Step numbers that the repaired code takes more than before. With any, `fixMode: 'suggest'` turns a fix into a suggestion. */
  readonly steps: number;
  readonly intents: readonly Intent[];
}
