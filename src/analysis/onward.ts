/**
 * Where the value of an expression goes next, by the syntax around it: into a larger value, to a call, to a name, back to the caller. Looks at one
 * level of the tree; what a call does with it, and what becomes of a name, is for whoever follows it.
 */
import type { Fate } from './fate.ts';
import { outerOf, staticKey, type InvocationNode, type Node } from './nodes.ts';
import { partOfElement, partOfField, partTaken, partUnder, WHOLE, type Part } from './parts.ts';

/** Where a value goes next. */
export type Onward =
  /** Nowhere: this becomes of it. */
  | { readonly kind: 'ends'; readonly fate: Fate }
  /** The value of `node` is it, holds it, or is made from it. */
  | { readonly kind: 'becomes'; readonly node: Node; readonly part: Part }
  /** A call takes it: `argument` is the argument, or what is called. */
  | { readonly kind: 'given'; readonly call: InvocationNode; readonly argument: Node }
  /** It decides what runs; `branches` is all that it decides about, when that is known. */
  | { readonly kind: 'decides'; readonly branches: readonly (Node | null)[] | undefined }
  /** A loop walks over it. */
  | { readonly kind: 'walked'; readonly body: Node }
  /** The function gives it back. */
  | { readonly kind: 'returned'; readonly part: Part }
  /** The names of a pattern are declared with it. */
  | { readonly kind: 'declared'; readonly pattern: Node }
  /** It is written to a variable or a property, and the assignment has it as its value. */
  | { readonly kind: 'assigned'; readonly target: Node; readonly isValueDropped: boolean };

const USED: Onward = { kind: 'ends', fate: 'used' };
const DROPPED: Onward = { kind: 'ends', fate: 'dropped' };
const LOST: Onward = { kind: 'ends', fate: 'lost' };
const DEADLINE: Onward = { kind: 'ends', fate: 'deadline' };

/**
 * Where a part of the value of an expression goes next; where that is not understood, it is used.
 *
 * @param deadlineOptions keys of options of which the engine makes a point in time that it records
 */
export function onwardFrom(node: Node, part: Part, deadlineOptions: ReadonlySet<string>): Onward {
  const { parent, child } = outerOf(node);
  if (!parent) return USED;
  switch (parent.type) {
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'UnaryExpression':
      return { kind: 'becomes', node: parent, part: WHOLE };
    case 'SpreadElement':
      return { kind: 'becomes', node: parent, part: parent.parent.type === 'ObjectExpression' ? part : WHOLE };
    case 'AwaitExpression':
    case 'ObjectExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return { kind: 'becomes', node: parent, part };
    case 'SequenceExpression':
      return parent.expressions.at(-1) === child ? { kind: 'becomes', node: parent, part } : DROPPED;
    case 'MemberExpression': {
      const taken = partTaken(parent, child, part);
      return taken ? { kind: 'becomes', node: parent, part: taken } : DROPPED;
    }
    case 'ArrayExpression':
      return { kind: 'becomes', node: parent, part: partOfElement(parent, child, part) };
    case 'Property': {
      const key = staticKey(parent.key, parent.computed);
      if (key !== undefined && deadlineOptions.has(key)) return DEADLINE;
      return { kind: 'becomes', node: parent, part: key === undefined ? WHOLE : partUnder(key, part) };
    }
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return { kind: 'given', call: parent, argument: child };
    case 'VariableDeclarator':
      return { kind: 'declared', pattern: parent.id };
    case 'AssignmentPattern':
      // function log(text, at = new Date()) { … }
      return { kind: 'declared', pattern: parent.left };
    case 'AssignmentExpression': {
      const isValueDropped = outerOf(parent).parent?.type === 'ExpressionStatement';
      return parent.right === child ? { kind: 'assigned', target: parent.left, isValueDropped } : USED;
    }
    case 'ArrowFunctionExpression':
      return { kind: 'returned', part };
    case 'PropertyDefinition':
      // A field is a part of what `new` gives.
      return parent.static
        ? USED
        : { kind: 'returned', part: partOfField(staticKey(parent.key, parent.computed), part) };
    case 'YieldExpression':
      return { kind: 'returned', part: WHOLE };
    default:
      return onwardFromStatement(parent, part);
  }
}

function onwardFromStatement(statement: Node, part: Part): Onward {
  switch (statement.type) {
    case 'ExpressionStatement':
      return DROPPED;
    case 'ThrowStatement':
      return LOST;
    case 'ReturnStatement':
      return { kind: 'returned', part };
    case 'IfStatement':
      return { kind: 'decides', branches: [statement.consequent, statement.alternate] };
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'SwitchStatement':
    case 'SwitchCase':
      return { kind: 'decides', branches: undefined };
    case 'ForOfStatement':
      return { kind: 'walked', body: statement.body };
    default:
      return USED;
  }
}
