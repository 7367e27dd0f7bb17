/**
 * What happens in a transaction and is no part of it: requests, files, timers, threads, other databases. Leaves out readings, which may be
 * taken again, and database clients that may be that of the transaction: those that come in as arguments, or through the constructor.
 */
import { variableOf } from './variables.ts';
import type { Occurrence } from './contexts.ts';
import type { EffectFact } from './facts.ts';
import { calleeOf, isFunctionNode, isInvocation, unwrap, type Node } from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import type { World } from './world.ts';

/** What of the world outside a transaction is used in it. */
export type External = 'network' | 'file' | 'timer' | 'thread' | 'database';

/** What of the world outside the transaction a fact is about; undefined: nothing, or not for sure. */
export function externalOf(world: World, { fact, context, at }: Occurrence): External | undefined {
  if (fact.kind !== 'effect' || context.deferred || context.assumed || fact.spec?.reads === true) return undefined;
  switch (fact.effect) {
    case 'network':
    case 'file':
    case 'timer':
    case 'thread':
      return fact.effect;
    case 'database':
      return fact.unsure !== true && isOwnClient(world, fact, at) ? 'database' : undefined;
    default:
      return undefined;
  }
}

/** Whether the client is one that the program keeps: in a variable or an import, not in a parameter or a field that others fill. */
function isOwnClient(world: World, { node }: EffectFact, at: FunctionUnit): boolean {
  let root: Node = isInvocation(node) ? calleeOf(node) : node;
  for (root = unwrap(root); ; root = unwrap(root)) {
    if (root.type === 'MemberExpression') root = root.object;
    else if (isInvocation(root)) root = calleeOf(root);
    else break;
  }
  if (root.type !== 'Identifier') return false;
  const variable = variableOf(world, at.module, root);
  return (
    variable === undefined || variable.defs.every(({ type, node: defined }) => type !== 'Parameter' && !isHeld(defined))
  );
}

/** `const tx = this.db;`, `const { db } = deps;` in a function: it may be anybody's. */
function isHeld(definition: Node): boolean {
  if (definition.type !== 'VariableDeclarator' || !definition.init) return false;
  const init = unwrap(definition.init);
  const isInFunction = isWithinFunction(definition);
  return isInFunction && (init.type === 'MemberExpression' || init.type === 'Identifier');
}

function isWithinFunction(node: Node): boolean {
  for (let current = node.parent; current; current = current.parent) if (isFunctionNode(current)) return true;
  return false;
}
