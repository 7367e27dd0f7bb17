/**
 * Methods that count on their object and give back what they counted: `next() { return ++this.last; }`. Told by the text of the method alone.
 * Leaves out what it changes by way of other methods, and what it puts into containers.
 */
import { childrenOf, isFunctionNode, memberKey, withoutTypes, type Node } from './nodes.ts';
import type { ChangeNode, FunctionUnit } from './units.ts';

/** Whether a method updates a field of its object, and gives back what is made of that field. */
export function givesCount({ owner, isStatic, changes, returns, module }: FunctionUnit): boolean {
  if (!owner || isStatic) return false;
  const counted = new Set(changes.map(fieldUpdated).filter((key) => key !== undefined));
  const { visitorKeys } = module.source;
  return counted.size > 0 && returns.some((expression) => looksAt(expression, counted, visitorKeys));
}

/** `this.last++`, `this.last += 1` */
function fieldUpdated(node: ChangeNode): string | undefined {
  if (node.type === 'UpdateExpression') return fieldOfThis(node.argument);
  const isUpdate = node.type === 'AssignmentExpression' && !['=', '??=', '||=', '&&='].includes(node.operator);
  return isUpdate ? fieldOfThis(node.left) : undefined;
}

function fieldOfThis(target: Node): string | undefined {
  const node = withoutTypes(target);
  if (node.type !== 'MemberExpression' || withoutTypes(node.object).type !== 'ThisExpression') return undefined;
  return memberKey(node);
}

function looksAt(
  node: Node,
  fields: ReadonlySet<string>,
  keys: FunctionUnit['module']['source']['visitorKeys'],
): boolean {
  const field = fieldOfThis(node);
  if (field !== undefined) return fields.has(field);
  if (isFunctionNode(node) && node.type !== 'ArrowFunctionExpression') return false;
  return childrenOf(node, keys).some((child) => looksAt(child, fields, keys));
}
