/** What a reader would call a function or a class: its own name, or the one that the place where it stands gives it. */
import { memberKey, outerOf, staticKey, unwrap, type FunctionNode, type Node } from './nodes.ts';

/** The name of a function; `<arrow>` or `<function>`: it has none. */
export function functionName(node: FunctionNode): string {
  if (node.id) return node.id.name;
  return contextualName(node) ?? (node.type === 'ArrowFunctionExpression' ? '<arrow>' : '<function>');
}

/** The name that an anonymous function or class gets from the place it stands in: `const charge = () => …`. */
export function contextualName(node: Node): string | undefined {
  const { parent, child } = outerOf(node);
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.init === child && parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'Property':
      return parent.value === child ? staticKey(parent.key, parent.computed) : undefined;
    case 'AssignmentExpression': {
      const left = unwrap(parent.left);
      if (left.type === 'Identifier') return left.name;
      return left.type === 'MemberExpression' ? memberKey(left) : undefined;
    }
    default:
      return undefined;
  }
}
