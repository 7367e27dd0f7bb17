/**
 * Questions about single ESTree nodes: wrappers that do not change a value, keys, functions, children. Knows no scope and no
 * value.
 */
import type { TSESTree } from '@typescript-eslint/types';

/** Any node of a syntax tree. */
export type Node = TSESTree.Node;
/** A function with a body. */
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
/** A class with a body. */
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
/** A loop of any kind. */
export type LoopNode =
  | TSESTree.ForStatement
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement
  | TSESTree.WhileStatement
  | TSESTree.DoWhileStatement;
/** Calls of every spelling: `f()`, `new C()`, `` sql`…` ``. */
export type InvocationNode = TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression;

/** The parameters that arguments are for: TypeScript writes the type of `this` like one more. */
export function parametersOf({
  params,
}: {
  readonly params: readonly TSESTree.Parameter[];
}): readonly TSESTree.Parameter[] {
  const [first] = params;
  return first?.type === 'Identifier' && first.name === 'this' ? params.slice(1) : params;
}

/** Whether it is a function with a body. */
export function isFunctionNode(node: Node | null | undefined): node is FunctionNode {
  switch (node?.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return true;
    default:
      return false;
  }
}

/** Whether it is a class with a body. */
export function isClassNode(node: Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

/**
 * The expression inside wrappers that leave its value alone:
 * `(x as T)`, `x!`, `<T>x`, `x satisfies T`, `f<string>`, `a?.b`, `(0, f)`, `await x`.
 */
export function unwrap(node: Node): Node {
  let current = node;
  for (;;) {
    switch (current.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSNonNullExpression':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        current = current.expression;
        break;
      case 'AwaitExpression':
        current = current.argument;
        break;
      case 'SequenceExpression': {
        const last = current.expressions.at(-1);
        if (last === undefined) return current;
        current = last;
        break;
      }
      default: {
        const inner = parenthesized(current);
        if (inner === undefined) return current;
        current = inner;
      }
    }
  }
}

/** The expression without parentheses, assertions of its type, and optional chains; `await` gives another value, so it stays. */
export function withoutTypes(node: Node): Node {
  let current = node;
  for (;;) {
    switch (current.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSNonNullExpression':
      case 'ChainExpression':
        current = current.expression;
        break;
      default:
        return current;
    }
  }
}

/** With `preserveParens`, and in trees of some parsers, `(x)` is a node of its own, which the types do not know. */
function parenthesized(node: { readonly type: string; readonly expression?: unknown }): Node | undefined {
  return node.type === 'ParenthesizedExpression' && isNode(node.expression) ? node.expression : undefined;
}

/** The nearest node above that is not one of `unwrap`'s wrappers (`await` counts as none), and the child that leads to it. */
export function outerOf(node: Node): { readonly parent: Node | undefined; readonly child: Node } {
  let child = node;
  for (;;) {
    const parent = child.parent;
    switch (parent?.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSNonNullExpression':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        child = parent;
        break;
      default:
        return { parent, child };
    }
  }
}

/** The text of a key that is written down: `a`, `'a'`, `#a`, `['a']`, `` [`a`] ``, `[0]`. Undefined when it is computed. */
export function staticKey(key: Node, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return literalText(key);
}

/** The value of a string or number that is written down. */
export function literalText(node: Node): string | undefined {
  if (node.type === 'Literal' && (typeof node.value === 'string' || typeof node.value === 'number')) {
    return String(node.value);
  }
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The property that a member expression names, when it is written down. */
export function memberKey(node: TSESTree.MemberExpression): string | undefined {
  return staticKey(node.property, node.computed);
}

/** A call, a construction or a tagged template. */
export function isInvocation(node: Node): node is InvocationNode {
  return node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'TaggedTemplateExpression';
}

/** What an invocation calls. */
export function calleeOf(node: InvocationNode): Node {
  return node.type === 'TaggedTemplateExpression' ? node.tag : node.callee;
}

/** The arguments of an invocation; a tagged template's are its expressions. */
export function argumentsOf(node: InvocationNode): readonly Node[] {
  return node.type === 'TaggedTemplateExpression' ? node.quasi.expressions : node.arguments;
}

/** Children in source order, as the parser's visitor keys give them; unknown node types are searched for nodes. */
export function childrenOf(node: Node, visitorKeys: VisitorKeys): Node[] {
  const children: Node[] = [];
  for (const key of childKeysOf(node, visitorKeys)) {
    const value: unknown = Reflect.get(node, key);
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) {
      children.push(value);
    }
  }
  return children;
}

/** Names of the properties that hold children, by the type of a node. */
export type VisitorKeys = Readonly<Record<string, readonly string[] | undefined>>;

/** Names of the properties that can hold children of the node. */
export function childKeysOf(node: Node, visitorKeys: VisitorKeys): readonly string[] {
  return visitorKeys[node.type] ?? Object.keys(node).filter((key) => key !== 'parent');
}

/** Whether a value in a tree is a node. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Whether the position is in code that only the type checker sees. */
export function isTypeOnly(node: Node): boolean {
  return node.type.startsWith('TS') && !VALUE_NODES.has(node.type);
}

const VALUE_NODES: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSNonNullExpression',
  'TSInstantiationExpression',
  'TSParameterProperty',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'TSExternalModuleReference',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
]);

/** Whether a function expression is called where it stands: `(async () => { … })()`. */
export function isImmediate(node: Node): boolean {
  return node.parent?.type === 'CallExpression' && node.parent.callee === node;
}

/** Whether a branch ends by leaving the code around it, so that what follows runs only when the branch was not taken: `if (done) return;`. */
export function leaves(branch: TSESTree.Statement): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
  switch (last?.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return true;
    default:
      return false;
  }
}

/** A statement whose body runs more than once. */
export function isLoop(node: Node): node is LoopNode {
  switch (node.type) {
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return true;
    default:
      return false;
  }
}

/** The tree in which a node stands. */
export function programOf(node: Node): Node {
  let top = node;
  while (top.parent) top = top.parent;
  return top;
}

/** Whether a node stands within another one, or is it. */
export function contains(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

/** The identifiers that a binding pattern declares. */
export function declaredIn(pattern: Node): readonly TSESTree.Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((item) => declaredIn(item.type === 'RestElement' ? item.argument : item.value));
    case 'ArrayPattern':
      return pattern.elements.flatMap((item) => (item ? declaredIn(item) : []));
    case 'AssignmentPattern':
      return declaredIn(pattern.left);
    case 'RestElement':
      return declaredIn(pattern.argument);
    default:
      return [];
  }
}
