/**
 * A queue that is an object becomes one that is registered once the engine is launched, and that everybody else knows by its name:
 * `const emails = new WorkflowQueue('emails')` becomes `await DBOS.registerQueue('emails')` behind the launch.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { isReassigned } from '../syntax/scopes.ts';
import { enclosingFunction } from '../syntax/walk.ts';
import { meansTheSameBehind } from './launch-anchor.ts';
import { manual, type Migration, type MigrationSite } from './migration.ts';
import { namePlace } from './queue-name.ts';
import type { Intent } from './repair.ts';

interface MovedQueue {
  readonly statement: TSESTree.Statement;
  readonly intents: readonly Intent[];
}

/** The rewrite of all queues of the file that can be, by their constructions; they move together, so that they keep their order. */
export function registerQueues(
  mentions: readonly TSESTree.Node[],
  site: MigrationSite,
): ReadonlyMap<TSESTree.Node, Migration> {
  const found = new Map<TSESTree.Node, Migration>();
  const moved = new Map<TSESTree.Node, MovedQueue>();
  for (const mention of mentions) {
    const queue = movedQueue(mention, site);
    if (typeof queue === 'string') found.set(mention, manual(queue));
    else moved.set(mention, queue);
  }
  if (typeof site.anchor === 'string' || moved.size === 0) return found;
  const { launch, queues } = site.anchor;
  const all = [...moved.values()];
  const behind = all.map(({ statement }) => statement).filter((statement) => !isBehind(statement, launch));
  const move: readonly Intent[] = behind.length > 0 ? [{ kind: 'move-statements', nodes: behind, after: queues }] : [];
  const intents = [...move, ...all.flatMap((queue) => queue.intents)];
  for (const mention of moved.keys()) found.set(mention, { kind: 'rewrite', intents });
  return found;
}

function movedQueue(mention: TSESTree.Node, site: MigrationSite): MovedQueue | string {
  const { anchor, scopeManager, text } = site;
  const creation = mention.parent;
  if (creation?.type !== 'NewExpression' || creation.callee !== mention) {
    return 'A queue is told from other values in another way: by its name.';
  }
  const holder = creation.parent.type === 'ExpressionStatement' ? creation.parent : declarationOf(creation);
  if (holder === undefined) return 'It is not made in a declaration of its own: register it by its name.';
  const declarator = holder.type === 'VariableDeclaration' ? holder.declarations[0] : undefined;
  const [variable] = declarator ? scopeManager.getDeclaredVariables(declarator) : [];
  if (holder.parent.type === 'ExportNamedDeclaration' || (variable && site.isExported(variable.name))) {
    return `Other files may use \`${variable?.name ?? 'it'}\`: give them its name first.`;
  }
  if (typeof anchor === 'string') return anchor;
  const isTopLevel = holder.parent.type === 'Program' || holder.parent === anchor.launch.parent;
  if (!isTopLevel) return 'It is made under a condition, or in a function of its own: register it by its name.';
  const [name, ...others] = creation.arguments;
  if (!name || [name, ...others].some(({ type }) => type === 'SpreadElement'))
    return 'Its arguments are not written out.';
  if (!meansTheSameBehind(scopeManager, rangeOf(creation), anchor.queues)) {
    return 'Its arguments use names that mean something else where the engine is launched.';
  }
  const nameCode = text.slice(...name.range);
  const intents: Intent[] = [
    {
      kind: 'compose',
      node: holder,
      parts: [...registration(name, others, site), semicolonOf(holder, text)],
      beside: anchor.launch,
    },
  ];
  for (const { identifier, init } of variable?.references ?? []) {
    if (init === true) continue;
    const use = namePlace(identifier, site);
    if (use === undefined) return `\`${variable?.name ?? ''}\` is used in another way than by its name.`;
    if (name.type !== 'Literal' && !isModuleConstant(name, site))
      return 'Its name is not a constant: make it one first.';
    intents.push({ kind: 'replace', node: use, code: nameCode });
  }
  return { statement: holder, intents };
}

/** `$E.registerQueue(name, options)`, with what stood in arguments of its own as options. */
function registration(
  name: TSESTree.Node,
  others: readonly TSESTree.Node[],
  { recipes }: MigrationSite,
): readonly (string | TSESTree.Node)[] {
  const [head = '', tail = ''] = recipes.queue.register.split('$R');
  const [options] = others;
  if (options === undefined) return [head, name, tail];
  const isPositional = others.length > 1 || options.type === 'Literal';
  if (!isPositional) return [head, name, ', ', options, tail];
  const limits = others.flatMap((value, index): readonly (string | TSESTree.Node)[] => {
    const isNothing = value.type === 'Identifier' && value.name === 'undefined';
    return isNothing ? [] : [`${recipes.queue.positional[index] ?? ''}: `, value];
  });
  const listed = limits.flatMap((part, index) => (index > 0 && index % 2 === 0 ? [', ', part] : [part]));
  return [head, name, ', { ', ...listed, ' }', tail];
}

function declarationOf(creation: TSESTree.NewExpression): TSESTree.VariableDeclaration | undefined {
  const declarator = creation.parent;
  if (declarator.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined;
  return declarator.parent.declarations.length === 1 ? declarator.parent : undefined;
}

function isModuleConstant(name: TSESTree.Node, { scopeManager }: MigrationSite): boolean {
  if (name.type !== 'Identifier') return false;
  const variable = scopeManager.scopes
    .filter(({ block }) => block.type === 'Program')
    .map((scope) => scope.set.get(name.name))
    .find((found) => found !== undefined && found.defs.length > 0);
  return variable !== undefined && !isReassigned(variable);
}

/** Whether the statement stands behind the launch in the same list, where it may stay. */
function isBehind(statement: TSESTree.Statement, launch: TSESTree.Statement): boolean {
  return (
    statement.parent === launch.parent &&
    enclosingFunction(statement) === enclosingFunction(launch) &&
    statement.range[0] >= launch.range[1]
  );
}

function rangeOf({ arguments: given }: TSESTree.NewExpression): readonly [number, number] {
  return [given[0]?.range[0] ?? 0, given.at(-1)?.range[1] ?? 0];
}

function semicolonOf({ range }: TSESTree.Node, text: string): string {
  return text.charAt(range[1] - 1) === ';' ? ';' : '';
}
