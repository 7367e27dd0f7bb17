/**
 * Questions to a workflow that was enqueued in a transaction of the caller, asked before that transaction commits: nobody else sees it yet.
 * Knows transactions that are functions (`pool.transaction(async (tx) => …)`), and those that a `COMMIT` further down in the same block ends.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { unitAt } from './bindings.ts';
import { variableOf, type VariableLike } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { CallSite } from './call-sites.ts';
import { childrenOf, contains, isFunctionNode, unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A question that is asked before the transaction commits. */
export interface EarlyQuestion {
  readonly node: Node;
  /** It waits for the end of the workflow; otherwise it asks for its state. */
  readonly waits: boolean;
}

/** @param originOf the call of the engine whose result an expression stands for */
export function askedBeforeCommit(
  world: World,
  module: ModuleUnit,
  calls: readonly CallSite[],
  originOf: (node: Node) => CallSite | undefined,
): readonly EarlyQuestion[] {
  return calls.flatMap(({ fact, node }): readonly EarlyQuestion[] => {
    if (fact.kind !== 'api' || fact.spec.family !== 'client' || fact.spec.result !== 'promise') return [];
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
    const start = originOf(node.callee.object);
    const position = start?.fact.kind === 'api' ? start.fact.spec.connection : undefined;
    if (!start || position === undefined || start.node.type !== 'CallExpression') return [];
    const connection = start.node.arguments[position];
    if (!connection || !isOpen(world, module, start, node, connection)) return [];
    return [{ node, waits: fact.spec.returns === undefined }];
  });
}

function isOpen(world: World, module: ModuleUnit, start: CallSite, question: Node, connection: Node): boolean {
  const root = rootOf(connection);
  const variable = root && variableOf(world, module, root);
  const around = blockOf(start.node, question);
  if (!around) return false;
  const { block, first, last } = around;
  const commits = block.body.map(
    (statement) => variable !== undefined && holdsCommit(world, module, statement, variable),
  );
  if (commits.slice(first, last).includes(true)) return false;
  if (commits.slice(last + 1).includes(true)) return true;
  return isTransaction(world, module, start, variable);
}

/** The innermost block that holds both, in which the second comes after the first; nothing may lie between them and the block but statements. */
function blockOf(
  start: Node,
  question: Node,
): { readonly block: TSESTree.BlockStatement; readonly first: number; readonly last: number } | undefined {
  const block = enclosingBlock(start);
  if (!block) return undefined;
  const first = block.body.findIndex((statement) => contains(statement, start));
  const last = block.body.findIndex((statement) => contains(statement, question));
  const statement = block.body[last];
  // In a branch or a function of its own it may run when all is done.
  return last > first && statement && enclosingBlock(question) === block ? { block, first, last } : undefined;
}

function enclosingBlock(node: Node): TSESTree.BlockStatement | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === 'BlockStatement') return current;
    if (isFunctionNode(current)) return undefined;
  }
  return undefined;
}

/** Whether the function around is one that runs as a transaction of the connection. */
function isTransaction(world: World, module: ModuleUnit, start: CallSite, variable: VariableLike | undefined): boolean {
  if (start.roles.has('transaction') && start.roles.size === 1) return true;
  const { node } = start.unit;
  const call = node.parent;
  if (!isFunctionNode(node) || call?.type !== 'CallExpression' || call.callee === node) return false;
  if (variable?.defs.some(({ type, node: owner }) => type === 'Parameter' && owner === node) !== true) return false;
  const env = baseEnv(world, unitAt(module, call));
  return evaluate(world, call.callee, env).some(
    (value) =>
      value.kind === 'named' &&
      world.knowledge.effect(value.name, { form: 'call', arguments: call.arguments.length })?.effect === 'database',
  );
}

function holdsCommit(world: World, module: ModuleUnit, node: Node, connection: VariableLike): boolean {
  if (isFunctionNode(node)) return false;
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
    const root = rootOf(node.callee.object);
    const [text] = node.arguments;
    if (root && text && variableOf(world, module, root) === connection) {
      const [only] = evaluate(world, text, baseEnv(world, unitAt(module, text)));
      if (
        only?.kind === 'literal' &&
        typeof only.value === 'string' &&
        /^\s*(?:commit|end|rollback)\b/iu.test(only.value)
      )
        return true;
    }
  }
  return childrenOf(node, module.source.visitorKeys).some((child) => holdsCommit(world, module, child, connection));
}

function rootOf(node: Node): TSESTree.Identifier | undefined {
  let root = unwrap(node);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  return root.type === 'Identifier' ? root : undefined;
}
