/** A list walked one element after the other, in place of functions that run side by side. */
import type { TSESTree } from '@typescript-eslint/types';

import { suggest, type Intent, type Repair } from './repair.ts';

/**
 * `for (const item of items) { … }` in place of a statement that calls `items.forEach(async (item) => { … })`, or waits for
 * `items.map(async (item) => { … })`. Undefined: the statement has another shape, or its callback gives something back.
 *
 * @param isMap whether an expression certainly is a map, of which a loop takes pairs
 */
export function loopRepair(call: TSESTree.Node, isMap: (list: TSESTree.Node) => boolean): Repair | undefined {
  if (
    call.type !== 'CallExpression' ||
    call.callee.type !== 'MemberExpression' ||
    call.optional ||
    call.callee.optional
  )
    return undefined;
  const [callback, ...others] = call.arguments;
  if (callback?.type !== 'ArrowFunctionExpression' || others.length > 0 || callback.params.length > 2) return undefined;
  const [item, index] = callback.params;
  const statement = statementOf(call);
  const { body } = callback;
  const left = returnsIn(body, false);
  // await [ship(item), mail(item)];
  if (HOLDERS.has(body.type)) return undefined;
  if (!statement || !left || !item || !isBare(item) || (index && !isBare(index))) return undefined;
  // `return` ends a turn.
  const intents = left.map((node): Intent => {
    const isClosed = node.range[1] - node.range[0] > 'return'.length;
    return { kind: 'replace', node, code: isClosed ? 'continue;' : 'continue' };
  });
  const list = call.callee.object;
  const loop: Intent = { kind: 'loop-instead', statement, item, index, list, isMap: isMap(list), body };
  return suggest(loop, ...intents);
}

/** Values that may hold promises and are none. */
const HOLDERS: ReadonlySet<string> = new Set(['ArrayExpression', 'ObjectExpression']);

/** A parameter that can be declared as it stands: without a type, a default or a rest. */
function isBare(parameter: TSESTree.Parameter): parameter is TSESTree.BindingName {
  if (
    parameter.type === 'AssignmentPattern' ||
    parameter.type === 'RestElement' ||
    parameter.type === 'TSParameterProperty'
  )
    return false;
  return !parameter.typeAnnotation;
}

/** The statement that is nothing but the call: `call;`, `await call;`, `await Promise.all(call);`. */
function statementOf(call: TSESTree.Expression): TSESTree.ExpressionStatement | undefined {
  let node: TSESTree.Node = call;
  for (let level = 0; level < 3; level += 1) {
    const parent: TSESTree.Node | undefined = node.parent;
    if (parent?.type === 'ExpressionStatement') return parent;
    const passes =
      parent?.type === 'AwaitExpression' ||
      (parent?.type === 'UnaryExpression' && parent.operator === 'void') ||
      (parent?.type === 'CallExpression' && parent.arguments.length === 1 && parent.arguments[0] === node);
    if (!parent || !passes) return undefined;
    node = parent;
  }
  return undefined;
}

/** The `return`s of a callback's own code; undefined: one gives something back, or stands in a loop of its own. */
function returnsIn(node: TSESTree.Node, inLoop: boolean): readonly TSESTree.ReturnStatement[] | undefined {
  if (node.type === 'ReturnStatement') return node.argument || inLoop ? undefined : [node];
  const found: TSESTree.ReturnStatement[] = [];
  for (const part of partsOf(node)) {
    const inner = returnsIn(part, inLoop || LOOPS.has(node.type));
    if (!inner) return undefined;
    found.push(...inner);
  }
  return found;
}

const LOOPS: ReadonlySet<string> = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]);

/** The statements in a statement. */
function partsOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  switch (node.type) {
    case 'BlockStatement':
      return node.body;
    case 'IfStatement':
      return node.alternate ? [node.consequent, node.alternate] : [node.consequent];
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      return [node.body];
    case 'TryStatement':
      return [node.block, ...(node.handler ? [node.handler.body] : []), ...(node.finalizer ? [node.finalizer] : [])];
    case 'SwitchStatement':
      return node.cases.flatMap((item) => item.consequent);
    default:
      return [];
  }
}
