/**
 * Branches around a node, inside its function: code that may not run, or may run again. Knows the shape of the text only; `throw`
 * does not count.
 */
import { childrenOf, isFunctionNode, outerOf, type Node } from './nodes.ts';

/** The branches that hold `node`, outermost first: the taken part of a condition, the body of a loop, a `catch`. */
export function regionsOf(node: Node, root: Node): readonly Node[] {
  const regions: Node[] = [];
  let child = node;
  for (let parent = node.parent; parent && child !== root; child = parent, parent = parent.parent) {
    if (isBranch(parent, child)) regions.unshift(child);
  }
  return regions;
}

function isBranch(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return child !== parent.test;
    case 'LogicalExpression':
      return child === parent.right;
    case 'AssignmentExpression':
      return child === parent.right && /^(?:&&|\|\||\?\?)=$/u.test(parent.operator);
    case 'SwitchStatement':
      return child !== parent.discriminant;
    case 'ForStatement':
      return child !== parent.init;
    case 'ForOfStatement':
    case 'ForInStatement':
      return child !== parent.right;
    case 'WhileStatement':
    case 'DoWhileStatement':
      return true;
    case 'TryStatement':
      return child === parent.handler;
    default:
      return isFunctionNode(parent) && child !== parent.body;
  }
}

/** Whether all branches that hold the first hold the second, too. */
export function isWithinRegions(first: readonly Node[], second: readonly Node[]): boolean {
  return first.every((region, index) => second[index] === region);
}

/** Whether two places stand in the same branches. */
export function sameRegions(first: readonly Node[], second: readonly Node[]): boolean {
  return first.length === second.length && isWithinRegions(first, second);
}

/** Whether `node` is in the `catch` or the `finally` of a `try` that holds `tried`: then it may run although `tried` failed. */
export function mayFollowFailure(node: Node, tried: Node, root: Node): boolean {
  let child = node;
  for (let parent = node.parent; parent && child !== root; child = parent, parent = parent.parent) {
    if (parent.type !== 'TryStatement' || child === parent.block) continue;
    const { block } = parent;
    if (block.range[0] <= tried.range[0] && tried.range[1] <= block.range[1]) return true;
  }
  return false;
}

/** Whether the value of `node`, should it throw, is replaced: `try { return source.client; } catch { return pool; }`. */
export function hasFallback(node: Node, root: Node): boolean {
  const use = node.parent;
  const isKept =
    use?.type === 'ReturnStatement' || use?.type === 'VariableDeclarator' || use?.type === 'AssignmentExpression';
  if (!isKept) return false;
  let child: Node = node;
  for (let parent: Node | undefined = use; parent && child !== root; child = parent, parent = parent.parent) {
    if (parent.type !== 'TryStatement' || child !== parent.block || !parent.handler) continue;
    if (parent.handler.body.body.at(-1)?.type !== 'ThrowStatement') return true;
  }
  return false;
}

/** Whether what the node throws, or its promise rejects with, may be caught in the function: by a `try` around it, or by a method of the promise. */
export function isCaughtIn(node: Node, root: Node): boolean {
  let child = node;
  for (let parent = node.parent; parent && child !== root; child = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && child === parent.block && parent.handler) return true;
    if (parent.type === 'MemberExpression' && child === parent.object) return true;
  }
  return false;
}

/**
 * Whether the function hands what the node gives, or a callback that holds the node, to a call and does not wait for it first: whoever takes it sees
 * it fail. `expect(ask()).rejects`, `rejects(() => ask())`
 */
export function isHandedOnIn(node: Node, root: Node): boolean {
  for (let current: Node | undefined = node; current && current !== root; current = current.parent) {
    if (current !== node && !isFunctionNode(current)) continue;
    const { parent, child } = outerOf(current);
    if (parent?.type === 'CallExpression' && parent.callee !== child) return true;
  }
  return false;
}

type Keys = Readonly<Record<string, readonly string[] | undefined>>;

/** Whether a `return` in front of the node may leave the function first. Without branches around it, the node else runs always. */
export function mayBeLeftBefore(node: Node, root: Node, keys: Keys): boolean {
  let child = node;
  for (let parent = node.parent; parent && child !== root; child = parent, parent = parent.parent) {
    if (parent.type !== 'BlockStatement') continue;
    for (const statement of parent.body) {
      if (statement === child) break;
      if (holdsReturn(statement, keys)) return true;
    }
  }
  return false;
}

function holdsReturn(node: Node, keys: Keys): boolean {
  if (node.type === 'ReturnStatement') return true;
  return !isFunctionNode(node) && childrenOf(node, keys).some((child) => holdsReturn(child, keys));
}
