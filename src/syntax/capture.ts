/**
 * What stands in the way of putting an expression or statements into an arrow function, or of moving an expression out of one.
 * Types are not known here, so what *may* lose its narrowing is told apart from what is certain to break.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import { isDeclaredIn, isReassigned, isWithin, referencesIn } from './scopes.ts';
import type { Range } from './trivia.ts';
import { ancestors, bindsThis, descendants, enclosingFunction, isFunction } from './walk.ts';

export type CaptureHazard =
  /** `yield`, `super`, `return`, `break` or `continue` that would leave the new function. */
  | 'leaves'
  /** Assigns to what is declared outside: the assignment is lost when the step is not run again. */
  | 'assigns'
  /** Uses a variable that is assigned elsewhere: the compiler no longer knows what it was narrowed to. */
  | 'reassigned'
  /** Uses `a.b`, which a condition of the same function tests: the compiler may no longer know what it was narrowed to. */
  | 'narrowed';

/** What breaks when the nodes, all in one function, are put into an arrow function together. */
export function captureHazards(
  text: string,
  scopes: Scope.ScopeManager,
  nodes: readonly TSESTree.Node[],
): ReadonlySet<CaptureHazard> {
  const hazards = new Set<CaptureHazard>();
  const first = nodes[0];
  const last = nodes.at(-1);
  if (first === undefined || last === undefined) return hazards;
  const range: Range = [first.range[0], last.range[1]];

  for (const node of nodes) if (leaves(node)) hazards.add('leaves');
  for (const reference of referencesIn(scopes, range)) {
    const variable = reference.resolved;
    if (variable !== null && isDeclaredIn(variable, range)) continue;
    if (reference.isWrite()) hazards.add('assigns');
    else if (variable !== null && isReassigned(variable) && !isPlain(variable)) hazards.add('reassigned');
  }
  for (const node of nodes) if (assignsToMember(node, scopes, range)) hazards.add('assigns');
  if (mayBeNarrowed(text, nodes, range)) hazards.add('narrowed');
  return hazards;
}

/** Whether the node uses `this`, `super`, `arguments` or `new.target` of the function around it. */
export function usesFunctionContext(node: TSESTree.Node): boolean {
  for (const inner of descendants(node, (candidate) => candidate === node || !bindsThis(candidate))) {
    if (inner.type === 'ThisExpression' || inner.type === 'Super') return true;
    if (inner.type === 'MetaProperty' && inner.meta.name === 'new') return true;
    if (inner.type === 'Identifier' && inner.name === 'arguments') return true;
  }
  return false;
}

/** Whether the node has an `await` of the function around it. */
export function hasOwnAwait(node: TSESTree.Node): boolean {
  for (const inner of descendants(node, (candidate) => !isFunction(candidate))) {
    if (inner.type === 'AwaitExpression' || (inner.type === 'ForOfStatement' && inner.await)) return true;
  }
  return false;
}

/** Whether the node means the same outside `around`: it uses nothing that is declared in there, and no `this` of a function in there. */
export function canLeave(scopes: Scope.ScopeManager, node: TSESTree.Node, around: TSESTree.Node): boolean {
  for (const reference of referencesIn(scopes, node.range)) {
    const variable = reference.resolved;
    if (variable !== null && isDeclaredIn(variable, around.range) && !isDeclaredIn(variable, node.range)) return false;
  }
  if (!usesFunctionContext(node)) return true;
  for (
    let current: TSESTree.Node | undefined = node.parent;
    current !== undefined && current !== around;
    current = current.parent
  ) {
    if (bindsThis(current)) return false;
  }
  return true;
}

/**
 * Whether a variable that the node uses may get another value before the node is evaluated, when that happens at a later time:
 *
 *   const page = load(url);
 *   url = next;
 */
export function mayChangeMeanwhile(scopes: Scope.ScopeManager, node: TSESTree.Node): boolean {
  const loops = loopsAround(node);
  const home = enclosingFunction(node);
  return [...referencesIn(scopes, node.range)].some(({ resolved }) => {
    if (resolved === null || isDeclaredIn(resolved, node.range)) return false;
    // Each turn of a loop has its own copy of what `let` declares in it.
    const shared = loops.filter(({ range }) => !isDeclaredIn(resolved, range) || isVar(resolved));
    return resolved.references.some(
      (reference) =>
        reference.isWrite() &&
        reference.init !== true &&
        (reference.identifier.range[0] > node.range[0] ||
          enclosingFunction(reference.identifier) !== home ||
          shared.some(({ range }) => isWithin(reference.identifier.range, range))),
    );
  });
}

function loopsAround(node: TSESTree.Node): readonly TSESTree.Node[] {
  const loops: TSESTree.Node[] = [];
  for (const around of ancestors(node)) {
    if (isFunction(around)) break;
    if (/^(?:For|While|DoWhile)/u.test(around.type)) loops.push(around);
  }
  return loops;
}

function isVar(variable: Scope.Variable): boolean {
  return variable.defs.some(({ parent }) => parent?.type === 'VariableDeclaration' && parent.kind === 'var');
}

function leaves(node: TSESTree.Node): boolean {
  const isOwn = (candidate: TSESTree.Node): boolean => !isFunction(candidate);
  for (const inner of descendants(node, isOwn)) {
    if (inner.type === 'YieldExpression' || inner.type === 'ReturnStatement') return true;
    if ((inner.type === 'BreakStatement' || inner.type === 'ContinueStatement') && !staysInside(inner, node))
      return true;
  }
  for (const inner of descendants(node, (candidate) => !bindsThis(candidate))) if (inner.type === 'Super') return true;
  return false;
}

function staysInside(jump: TSESTree.BreakStatement | TSESTree.ContinueStatement, outer: TSESTree.Node): boolean {
  for (let current: TSESTree.Node | undefined = jump.parent; current !== undefined; current = current.parent) {
    if (jump.label === null && /^(?:For|While|DoWhile)/.test(current.type)) return true;
    if (jump.label === null && jump.type === 'BreakStatement' && current.type === 'SwitchStatement') return true;
    if (current.type === 'LabeledStatement' && current.label.name === jump.label?.name) return true;
    if (current === outer) return false;
  }
  return false;
}

function assignsToMember(node: TSESTree.Node, scopes: Scope.ScopeManager, range: Range): boolean {
  for (const inner of descendants(node)) {
    const target =
      inner.type === 'AssignmentExpression'
        ? inner.left
        : inner.type === 'UpdateExpression' || (inner.type === 'UnaryExpression' && inner.operator === 'delete')
          ? inner.argument
          : undefined;
    if (target === undefined || target.type === 'Identifier') continue;
    const root = rootOf(target);
    if (root?.type !== 'Identifier') return true;
    const own = [...referencesIn(scopes, root.range)].some(
      ({ resolved }) => resolved !== null && isDeclaredIn(resolved, range),
    );
    if (!own) return true;
  }
  return false;
}

function rootOf(node: TSESTree.Node): TSESTree.Node | undefined {
  let current: TSESTree.Node = node;
  while (
    current.type === 'MemberExpression' ||
    current.type === 'TSNonNullExpression' ||
    current.type === 'ChainExpression'
  ) {
    current = current.type === 'MemberExpression' ? current.object : current.expression;
  }
  return current;
}

/** A variable of a plain type, which no condition narrows to something that matters: `let i = 0`, `let name: string`. */
function isPlain(variable: Scope.Variable): boolean {
  return variable.defs.every(({ node, name }) => {
    const annotation = name.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
    if (annotation !== undefined) {
      return (
        annotation.type === 'TSNumberKeyword' ||
        annotation.type === 'TSStringKeyword' ||
        annotation.type === 'TSBooleanKeyword'
      );
    }
    if (node.type !== 'VariableDeclarator') return false;
    const init = node.init;
    return init?.type === 'TemplateLiteral' || (init?.type === 'Literal' && init.value !== null);
  });
}

function mayBeNarrowed(text: string, nodes: readonly TSESTree.Node[], range: Range): boolean {
  const paths = new Set<string>();
  for (const node of nodes) {
    for (const inner of descendants(node)) {
      const isCallee = inner.parent?.type === 'CallExpression' && inner.parent.callee === inner;
      if (inner.type === 'MemberExpression' && !isCallee) paths.add(text.slice(...inner.range));
    }
  }
  const first = nodes[0];
  const around = first === undefined ? undefined : enclosingFunction(first);
  if (paths.size === 0 || around === undefined) return false;
  for (const node of descendants(around)) {
    const test = testOf(node) ?? (node.range[1] <= range[0] ? narrowedBehind(node) : undefined);
    if (test === undefined || (range[0] <= test.range[0] && test.range[1] <= range[1])) continue;
    for (const inner of descendants(test))
      if (inner.type === 'MemberExpression' && paths.has(text.slice(...inner.range))) return true;
  }
  return false;
}

/** What is known of a value once code has run: `assertPaid(order.total);`, `order.total = 1`. */
function narrowedBehind(node: TSESTree.Node): TSESTree.Node | undefined {
  if (node.type === 'AssignmentExpression') return node.left;
  return node.type === 'ExpressionStatement' && node.expression.type === 'CallExpression' ? node.expression : undefined;
}

function testOf(node: TSESTree.Node): TSESTree.Node | undefined {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return node.test;
    case 'ForStatement':
      return node.test ?? undefined;
    case 'SwitchStatement':
      return node.discriminant;
    case 'LogicalExpression':
      return node.left;
    default:
      return undefined;
  }
}
