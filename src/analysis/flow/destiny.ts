/** What can become of the promise that a call gives. `promises.ts` finds out. */
import type { InvocationNode, Node } from '../nodes.ts';

/** How a promise is taken for a value. */
export type Misuse =
  /** A condition: a promise is always true. */
  | 'test'
  /** An operand of an operator, or a part of a text. */
  | 'operand'
  /** The object of a member, or of a destructuring. */
  | 'member'
  /** What is spread or walked over. */
  | 'iterated'
  /** An option of an engine call. */
  | 'option';

/** What becomes of a promise. */
export type Destiny =
  /** Somebody waits for it, or may. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'returned' }
  /** Nobody waits for it. `node` is the statement's expression or the variable that nobody reads. */
  | {
      readonly kind: 'dropped';
      readonly node: Node;
      readonly isVoid: boolean;
      readonly chained: boolean;
      readonly caught: boolean;
    }
  /** Nobody waits for what the callback of a method gives; `node` is the call of the method. */
  | { readonly kind: 'ignored'; readonly node: InvocationNode; readonly by: 'each' | 'test' | 'order' }
  /** It is taken for a value at `node`. */
  | { readonly kind: 'misused'; readonly node: Node; readonly how: Misuse };
