/** The repair for a use of a datasource's client where no transaction runs: a transaction around what is asked of the client. */
import type { TSESTree } from '@typescript-eslint/types';

import type { ApiFact } from '../analysis/facts.ts';
import type { Engine } from '../knowledge/vocabulary/engine.ts';
import { enclosingFunction } from '../syntax/walk.ts';
import type { Repair } from './repair.ts';
import { stepName } from './step-name.ts';

/**
 * The uses of clients that are a part of no other query: of `source.client('orders').update({ count: source.client.raw('count - 1') })`, the first.
 *
 * @param nodes uses of clients in one file
 */
export function outerQueries(nodes: readonly TSESTree.Node[]): ReadonlySet<TSESTree.Node> {
  const queries = new Set(nodes.map(queryFrom));
  return new Set(nodes.filter((node) => ![...queries].some((query) => isInside(queryFrom(node), query))));
}

function isInside(query: TSESTree.Node, other: TSESTree.Node): boolean {
  return query !== other && other.range[0] <= query.range[0] && query.range[1] <= other.range[1];
}

/** All that is asked of the client in one expression: of `source.client`, the whole `source.client('orders').where(…).first()`. */
function queryFrom(node: TSESTree.Node): TSESTree.Node {
  let query = node;
  while (query.parent && isPart(query.parent, query)) query = query.parent;
  return query;
}

function isPart(parent: TSESTree.Node, child: TSESTree.Node): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === child;
    case 'CallExpression':
      return parent.callee === child;
    case 'TaggedTemplateExpression':
      return parent.tag === child;
    default:
      return false;
  }
}

/** `await source.client('orders').insert(row)` becomes a transaction with that query. Undefined: its result goes on in another way. */
export function transactionRepair({ node }: ApiFact, { transactionCall }: Engine): Repair | undefined {
  if (node.type !== 'MemberExpression' || transactionCall === undefined || !isPlain(node.object)) return undefined;
  const query = queryFrom(node);
  if (query === node || (query.type !== 'CallExpression' && query.type !== 'TaggedTemplateExpression'))
    return undefined;
  const isAwaited = query.parent.type === 'AwaitExpression';
  const isReturned = query.parent.type === 'ReturnStatement' && enclosingFunction(query)?.async === true;
  if (!isAwaited && !isReturned) return undefined;
  const by = { code: transactionCall, object: node.object };
  return {
    safety: 'suggest',
    steps: 1,
    intents: [
      { kind: 'wrap-in-step', node: query, name: stepName(query), by, ...(isReturned && { promise: true as const }) },
    ],
  };
}

/** Whether it can be evaluated twice: `source`, `this.source`. */
function isPlain(node: TSESTree.Node): boolean {
  if (node.type === 'MemberExpression') return !node.computed && isPlain(node.object);
  return node.type === 'Identifier' || node.type === 'ThisExpression';
}
