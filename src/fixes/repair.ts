/**
 * What a rule may ask to be changed, as data. A rule states the intent; `plan.ts` turns it into edits, and decides whether the
 * change is a fix, a suggestion, or nothing at all.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { ReplacementSpec } from '../knowledge/vocabulary/engine.ts';
import type { FunctionNode } from '../syntax/walk.ts';

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

/** A part of a template: an expression of the file, or code. */
export type Part = TSESTree.CallExpressionArgument | string;

/** One step of a repair. */
export type Intent =
  /** Put a recorded call in place of `node`: `Date.now()` becomes `await DBOS.now()`. */
  | {
      readonly kind: 'call-instead';
      readonly node: TSESTree.Expression;
      readonly replacement: ReplacementSpec;
      /** What `$1`, `$2` ... stand for; absent: the arguments of `node`. `$R` is all that no number names, with commas between. */
      readonly arguments?: readonly Part[];
      /** What `$C` in the code stands for; absent: the callee of `node`. */
      readonly callee?: TSESTree.Expression;
      /** `node` already is a promise of the value, so no `await` is added: `new Promise(...)` becomes `DBOS.sleep(ms)`. */
      readonly promise?: true;
    }
  /** Run `node` as a step: `await DBOS.runStep(async () => node, { name })`. An `await` directly around `node` is taken along. */
  | {
      readonly kind: 'wrap-in-step';
      readonly node: TSESTree.Expression;
      /** Made unique within the workflow by a number behind it. */
      readonly name: string;
      /** `node` already is a promise of the value, so no `await` is added. */
      readonly promise?: true;
      /** `node` is awaited, and nobody looks at its value, which must not be recorded: the step gives nothing back. */
      readonly discards?: true;
      /** The call of the engine in `node` is one that may be made in a step. */
      readonly callsEngine?: true;
      /** What runs it instead of the engine's step: code, in which `$O` is the object. */
      readonly by?: { readonly code: string; readonly object: TSESTree.Expression };
    }
  /**
   * Run the call that `const { data } = await node` takes properties from as a step that gives back only these:
   * `const data = await DBOS.runStep(async () => (await node).data, { name })`.
   */
  | { readonly kind: 'pick-in-step'; readonly node: TSESTree.Expression; readonly name: string }
  /**
   * Run neighbouring statements as one step. The last declares one variable, or returns: its value is the step's. What the others
   * declare is used by none but them.
   */
  | { readonly kind: 'wrap-statements-in-step'; readonly nodes: readonly TSESTree.Statement[]; readonly name: string }
  /** Put `inner`, the only call in the callback of the step call `node`, in place of the step. */
  | { readonly kind: 'unwrap-step'; readonly node: TSESTree.CallExpression; readonly inner: TSESTree.CallExpression }
  /** Take the first statements of the callback of the step call `call` out, before the statement that holds the call. */
  | {
      readonly kind: 'hoist-from-step';
      readonly statements: readonly TSESTree.Statement[];
      readonly call: TSESTree.CallExpression;
    }
  /**
   * Put a call that gives a promise in place of a statement that only schedules: `setImmediate(() => wf(x))`. Awaited where that
   * is legal, else behind `void`. `values` are further `$` words of `code`.
   */
  | {
      readonly kind: 'start-instead';
      readonly node: TSESTree.CallExpression;
      /** `$E.startWorkflow($1)($R)`. */
      readonly code: string;
      readonly arguments: readonly Part[];
      readonly values?: Readonly<Record<string, string>>;
    }
  /**
   * Give back from the callback of the step call `call` what `write`, the last thing in it, assigns or adds outside, and do that with the step's
   * result. Always a suggestion.
   */
  | { readonly kind: 'return-from-step'; readonly call: TSESTree.CallExpression; readonly write: TSESTree.Expression }
  /** Walk `list` in a loop, in place of a statement that hands `body` as a function to one of its methods. Always a suggestion. */
  | {
      readonly kind: 'loop-instead';
      readonly statement: TSESTree.ExpressionStatement;
      readonly item: TSESTree.BindingName;
      /** Its place in the list, when the function asks for it. */
      readonly index?: TSESTree.BindingName | undefined;
      readonly list: TSESTree.Expression;
      /** The list is a map, of which the loop takes the values. */
      readonly isMap: boolean;
      readonly body: TSESTree.BlockStatement | TSESTree.Expression;
    }
  /**
   * Put what follows the declaration in its block into a `try`, and the call of `method` on `name` into its `finally`. Always a suggestion.
   */
  | {
      readonly kind: 'release-in-finally';
      readonly declaration: TSESTree.VariableDeclaration;
      readonly name: string;
      readonly method: string;
    }
  /** Put `await` before an expression. */
  | { readonly kind: 'await'; readonly node: TSESTree.Expression }
  /** Make a function asynchronous, for the `await`s that other intents of the same repair put in it. Always a suggestion. */
  | { readonly kind: 'make-async'; readonly node: FunctionNode }
  /** Put other code in place of a node; `$E` stands for the engine object as the file calls it. */
  | {
      readonly kind: 'replace';
      readonly node: TSESTree.Node;
      readonly code: string;
      /** In parentheses, unless the node has them. */
      readonly grouped?: true;
    }
  /**
   * Put code made of text and of parts of the file in place of a node; the parts are in the node. `$E` in the text is the engine object. Code
   * that begins with `await` is put only where that is legal; of further ones the rule has to know.
   */
  | {
      readonly kind: 'compose';
      readonly node: TSESTree.Node;
      readonly parts: readonly (string | TSESTree.Node)[];
      /** Another intent moves it beside this node, so an `await` must be legal there. */
      readonly beside?: TSESTree.Node;
    }
  /** Of several lines of code, each further one stands where the statement does; a tab is a level of the file's own. */
  | { readonly kind: 'insert-before'; readonly node: TSESTree.Node; readonly code: string }
  | { readonly kind: 'insert-after'; readonly node: TSESTree.Node; readonly code: string }
  /** Put statements into a block that has none. */
  | { readonly kind: 'fill-block'; readonly node: TSESTree.BlockStatement; readonly code: string }
  /** Take a whole statement away, with its line. Comments before it stay. */
  | { readonly kind: 'remove-statement'; readonly node: TSESTree.Statement }
  /** Put statements, with the comments above them and in their order, before or after another statement. */
  | {
      readonly kind: 'move-statements';
      readonly nodes: readonly TSESTree.Statement[];
      readonly before?: TSESTree.Statement;
      readonly after?: TSESTree.Statement;
    }
  /**
   * Put the top-level statements that hold `nodes`, and all that run after them, into the body of a function, and call it:
   * `void main()`. `names` are tried in order; an asynchronous function of such a name that lacks the statements'
   * calls is used if it is there.
   */
  | {
      readonly kind: 'move-into-main';
      readonly nodes: readonly TSESTree.Statement[];
      readonly names: readonly string[];
      /** Calls in the moved statements that give a promise and must be awaited. */
      readonly awaits?: readonly TSESTree.Expression[];
    }
  | { readonly kind: 'rename-property'; readonly property: TSESTree.Property; readonly key: string }
  /** Of an object literal, or of a pattern that takes no rest. */
  | {
      readonly kind: 'remove-property';
      readonly property: TSESTree.Property;
      /** And those behind it, up to this one, which is the last. */
      readonly through?: TSESTree.Property;
      /** The value is lost: where making it may do something, `{ debugMode: readFlag() }`, a human must agree. */
      readonly drops?: true;
    }
  /** Add `key: code` to an object literal, after its last property. */
  | {
      readonly kind: 'add-property';
      readonly object: TSESTree.ObjectExpression;
      readonly key: string;
      readonly code: string;
    }
  /**
   * Let a class without a base class extend `base`, which must be in scope. A constructor gets `parameter` in front and hands it to `super`. Always a
   * suggestion.
   */
  | {
      readonly kind: 'extend-class';
      readonly node: TSESTree.ClassDeclaration | TSESTree.ClassExpression;
      readonly base: string;
      readonly parameter: { readonly name: string; readonly code: string };
    }
  /** Make a method static. Its callers must change, so always a suggestion. */
  | { readonly kind: 'make-static'; readonly node: TSESTree.MethodDefinition }
  /** Give a call one more argument, behind those it has. */
  | { readonly kind: 'add-argument'; readonly call: TSESTree.CallExpression; readonly code: string }
  /** Call the method `node` on its object, in an arrow function: `this.load` becomes `() => this.load()`. */
  | { readonly kind: 'method-call'; readonly node: TSESTree.MemberExpression }
  /** Put `node`, the argument of a call, into an arrow function: `f(x)` becomes `() => f(x)`. An `await` directly before it goes away. */
  | { readonly kind: 'call-later'; readonly node: TSESTree.Expression }
  /** Give the error of a `catch`, or of a function without parameters that is given one, a name. */
  | { readonly kind: 'name-error'; readonly node: TSESTree.CatchClause | FunctionNode; readonly name: string }
  /** Take a decorator away, with its line. */
  | { readonly kind: 'remove-decorator'; readonly node: TSESTree.Decorator }
  /** Take a name out of an import, or the import with it. */
  | { readonly kind: 'remove-import'; readonly specifier: TSESTree.ImportSpecifier }
  /** Import another name instead, and rename what uses it. */
  | { readonly kind: 'rename-import'; readonly specifier: TSESTree.ImportSpecifier; readonly name: string }
  /** Add a named import of the engine's SDK, or of another module, unless the file has it. */
  | { readonly kind: 'import'; readonly module: string; readonly name: string; readonly local?: string };

/** The intent of one kind. */
export type IntentOf<Kind extends Intent['kind']> = Extract<Intent, { readonly kind: Kind }>;

/** A whole repair: all of its intents, or none. */
export interface Repair {
  readonly safety: Safety;
  /** Step numbers that the repaired code takes more than before. With any, `fixMode: 'suggest'` turns a fix into a suggestion. */
  readonly steps: number;
  readonly intents: readonly Intent[];
}

/** A repair that `--fix` carries out, and that leaves the step numbers as they are. */
export function fix(...intents: readonly Intent[]): Repair {
  return { safety: 'fix', steps: 0, intents };
}

/** A repair that a human must agree to, and that leaves the step numbers as they are. */
export function suggest(...intents: readonly Intent[]): Repair {
  return { safety: 'suggest', steps: 0, intents };
}

/** The parts of a list, with commas between. */
export function listed<Item>(items: readonly Item[]): readonly (Item | string)[] {
  return items.flatMap((item, index): readonly (Item | string)[] => (index === 0 ? [item] : [', ', item]));
}
