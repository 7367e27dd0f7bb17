/** Up and down a syntax tree, one node at a time. Knows no scope and no text. */
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';

/** A function with a body. */
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

/** Whether the node is a function with a body; not a declaration of its type alone. */
export function isFunction(node: TSESTree.Node | null | undefined): node is FunctionNode {
  switch (node?.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return true;
    default:
      return false;
  }
}

/** A function with a `this`, `super` and `arguments` of its own. */
export function bindsThis(node: TSESTree.Node): boolean {
  return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression';
}

/** Children in the order in which they are written; a node type that is not known is searched for nodes. */
export function childrenOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  const keys = visitorKeys[node.type] ?? Object.keys(node).filter((key) => key !== 'parent');
  const children: TSESTree.Node[] = [];
  for (const key of keys) {
    const value: unknown = Reflect.get(node, key);
    for (const item of Array.isArray(value) ? value : [value]) if (isNode(item)) children.push(item);
  }
  return children;
}

/** The node and everything below it, outer before inner. Nothing below a node for which `enter` is false. */
export function* descendants(
  node: TSESTree.Node,
  enter: (node: TSESTree.Node) => boolean = () => true,
): Generator<TSESTree.Node, void, undefined> {
  yield node;
  if (!enter(node)) return;
  for (const child of childrenOf(node)) yield* descendants(child, enter);
}

/** The nodes around a node, nearest first; without the node itself. */
export function* ancestors(node: TSESTree.Node): Generator<TSESTree.Node, void, undefined> {
  for (let current = node.parent; current !== undefined && current !== null; current = current.parent) yield current;
}

/** The nearest function whose body or parameters hold the node; undefined at module level. */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  for (const around of ancestors(node)) if (isFunction(around)) return around;
  return undefined;
}

/** The outermost function that holds the node: a whole workflow with the callbacks in it; undefined at module level. */
export function outermostFunction(node: TSESTree.Node): FunctionNode | undefined {
  let outermost: FunctionNode | undefined;
  for (const around of ancestors(node)) if (isFunction(around)) outermost = around;
  return outermost;
}

/** The statements of a list; undefined when the node is none. */
export function statementsOf(node: TSESTree.Node | undefined): readonly TSESTree.Node[] | undefined {
  switch (node?.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return node.body;
    case 'SwitchCase':
      return node.consequent;
    default:
      return undefined;
  }
}

/** The nearest statement at or around a node that stands in a list of statements; undefined across a function's border. */
export function enclosingStatement(node: TSESTree.Node): TSESTree.Node | undefined {
  let current: TSESTree.Node | undefined = node;
  while (current !== undefined && current !== null) {
    if (statementsOf(current.parent)?.includes(current) === true) return current;
    if (isFunction(current.parent)) return undefined;
    current = current.parent;
  }
  return undefined;
}

/** Whether the node is an expression: not a statement, a pattern or a part of something. */
export function isExpression(node: TSESTree.Node): node is TSESTree.Expression {
  return /Expression$|^(?:Identifier|Literal|TemplateLiteral)$/u.test(node.type);
}

/** Whether the node is a place that is written to or taken away: `a.b = 1`, `[a.b] = list`, `a.b++`, `delete a.b`. */
export function isWritten(node: TSESTree.Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === node;
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'delete';
    case 'Property':
      return parent.value === node && parent.parent.type === 'ObjectPattern';
    default:
      return false;
  }
}

/** Whether `outer` is `inner`, or stands around it. */
export function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

function isNode(value: unknown): value is TSESTree.Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'range' in value
  );
}
