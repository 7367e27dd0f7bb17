/** Which nodes of a function are asked for later: what it calls, reads, takes apart, walks over, changes and gives back. Looks at one node at a time. */
import type { TSESTree } from '@typescript-eslint/types';

import { memberKey, type Node } from './nodes.ts';
import type { FunctionUnit, MemberWrite } from './units.ts';

/** Adds the node to the lists of its function in which it belongs. False: it is of a kind that stands in none of them. */
export function addToContents(unit: FunctionUnit, node: Node): boolean {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      unit.invocations.push(node);
      return true;
    case 'MemberExpression':
      if (isRead(node)) unit.reads.push(node);
      return true;
    case 'VariableDeclarator':
      if (node.id.type === 'ObjectPattern' && node.init) unit.patterns.push(node);
      if (isDisposedOf(node.parent)) unit.disposals.push(node);
      return true;
    case 'ForOfStatement':
      (node.await ? unit.asyncLoops : unit.loops).push(node);
      if (node.left.type !== 'VariableDeclaration') unit.changes.push(node);
      return true;
    case 'ForInStatement':
      if (node.left.type !== 'VariableDeclaration') unit.changes.push(node);
      return true;
    case 'AssignmentExpression':
    case 'UpdateExpression':
      unit.changes.push(node);
      return true;
    case 'UnaryExpression':
      if (node.operator === 'delete') unit.changes.push(node);
      return true;
    case 'TemplateLiteral':
      if (node.expressions.length > 0 && node.parent.type !== 'TaggedTemplateExpression') unit.templates.push(node);
      return true;
    case 'ReturnStatement':
      if (node.argument) unit.returns.push(node.argument);
      return true;
    default:
      return false;
  }
}

/** What `Object.assign(object, first, second)` writes to the object. */
export function assignedBy(call: TSESTree.CallExpression, unit: FunctionUnit): readonly MemberWrite[] {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'assign') return [];
  const { object: owner } = callee;
  const [object, ...values] = call.arguments;
  if (owner.type !== 'Identifier' || owner.name !== 'Object' || !object || object.type === 'SpreadElement') return [];
  return values.flatMap((value) =>
    value.type === 'SpreadElement' ? [] : [{ place: object, object, key: undefined, value, unit, isPart: true }],
  );
}

/** `using lock = …`, `await using lock = …` */
function isDisposedOf({ kind }: TSESTree.VariableDeclaration): boolean {
  return kind === 'using' || kind === 'await using';
}

/** `a.b` that is neither called, nor written, nor the object of a longer path. */
function isRead(node: TSESTree.MemberExpression): boolean {
  let child: Node = node;
  let parent: Node | undefined = node.parent;
  while (parent?.type === 'ChainExpression' || parent?.type === 'TSNonNullExpression') {
    child = parent;
    parent = parent.parent;
  }
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== child;
    case 'TaggedTemplateExpression':
      return parent.tag !== child;
    case 'MemberExpression':
      return parent.object !== child;
    case 'AssignmentExpression':
      return parent.left !== child || parent.operator !== '=';
    default:
      return true;
  }
}
