/**
 * A queue that is an object becomes one that is registered once the engine is launched, and that everybody else knows by its name:
 * `const emails = new WorkflowQueue('emails')` becomes `await DBOS.registerQueue('emails')` behind the launch.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { isReassigned, isWithin } from '../syntax/scopes.ts';
import type { Range } from '../syntax/trivia.ts';
import { meansTheSameBehind, type LaunchAnchor } from './launch-anchor.ts';
import { manual, type Migration, type MigrationSite } from './migration.ts';
import { namePlace } from './queue-name.ts';
import type { Intent } from './repair.ts';

interface MovedQueue {
  readonly mention: TSESTree.Node;
  readonly statement: TSESTree.ProgramStatement;
  readonly intents: readonly Intent[];
  /** Why a human must look at it. */
  readonly but: string | undefined;
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
  const certain = [...moved.values()].filter(({ but }) => but === undefined);
  for (const [mention, queue] of moved) {
    const { but } = queue;
    const intents = rewriteOf(but === undefined ? certain : [queue], site.anchor, site);
    found.set(mention, { kind: 'rewrite', intents, ...(but !== undefined && { but }) });
  }
  return found;
}

function rewriteOf(
  moved: readonly MovedQueue[],
  { launch, queues }: LaunchAnchor,
  site: MigrationSite,
): readonly Intent[] {
  const behind = moved.map(({ statement }) => statement).filter((statement) => !isBehind(statement, launch));
  const move: readonly Intent[] = behind.length > 0 ? [{ kind: 'move-statements', nodes: behind, after: queues }] : [];
  return [...move, ...moved.flatMap((queue) => queue.intents), ...withoutImports(moved, site)];
}

/** The imports that nothing but the queues used. */
function withoutImports(moved: readonly MovedQueue[], { scopeManager }: MigrationSite): readonly Intent[] {
  const isGone = (range: Range): boolean => moved.some(({ statement }) => isWithin(range, statement.range));
  return scopeManager.scopes
    .flatMap(({ variables }) => variables)
    .flatMap(({ defs: [definition], references }): readonly Intent[] => {
      const specifier = definition?.node;
      const isUnused = references.length > 0 && references.every(({ identifier }) => isGone(identifier.range));
      const isOfQueue = references.some(({ identifier }) => moved.some(({ mention }) => mention === identifier));
      if (specifier?.type !== 'ImportSpecifier' || !isUnused || !isOfQueue) return [];
      return [{ kind: 'remove-import', specifier }];
    });
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
  const statement = holder.parent.type === 'ExportNamedDeclaration' ? holder.parent : holder;
  const isShared = statement !== holder || (variable !== undefined && site.isExported(variable.name));
  const but = isShared ? `Other files may use \`${variable?.name ?? 'it'}\`: give them its name first.` : undefined;
  // An export elsewhere would be left without what it exports.
  if (but !== undefined && (statement === holder || typeof anchor === 'string')) return but;
  if (typeof anchor === 'string') return anchor;
  const isTopLevel = statement.parent.type === 'Program' || statement.parent === anchor.launch.parent;
  if (!isTopLevel) return 'It is made under a condition, or in a function of its own: register it by its name.';
  const [name, ...others] = creation.arguments;
  if (!name || [name, ...others].some(({ type }) => type === 'SpreadElement'))
    return 'Its arguments are not written out.';
  const stays = isBehind(statement, anchor.launch);
  if (!stays && !meansTheSameBehind(scopeManager, rangeOf(creation), anchor.queues)) {
    return 'Its arguments use names that mean something else where the engine is launched.';
  }
  if (others.length === 1 && others.some((options) => isPositional(options, site) === undefined))
    return 'It is not known whether its second argument is a number, or an object with options.';
  const nameCode = text.slice(...name.range);
  const intents: Intent[] = [
    {
      kind: 'compose',
      node: statement,
      parts: [...registration(name, others, site), semicolonOf(statement, text)],
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
  return { mention, statement, intents, but };
}

/** `$E.registerQueue(name, options)`, with what stood in arguments of its own as options. */
function registration(
  name: TSESTree.Node,
  others: readonly TSESTree.Node[],
  site: MigrationSite,
): readonly (string | TSESTree.Node)[] {
  const { recipes } = site;
  const [head = '', tail = ''] = recipes.queue.register.split('$R');
  const [options] = others;
  if (options === undefined) return [head, name, tail];
  if (others.length === 1 && isPositional(options, site) === false) return [head, name, ', ', options, tail];
  const limits = others.flatMap((value, index): readonly (string | TSESTree.Node)[] => {
    return isNothing(value) ? [] : [`${recipes.queue.positional[index] ?? ''}: `, value];
  });
  if (limits.length === 0) return [head, name, tail];
  const listed = limits.flatMap((part, index) => (index > 0 && index % 2 === 0 ? [', ', part] : [part]));
  return [head, name, ', { ', ...listed, ' }', tail];
}

/** Whether what stands in the place of the options is a limit of its own; undefined: not known. */
function isPositional(options: TSESTree.Node, site: MigrationSite): boolean | undefined {
  if (options.type === 'ObjectExpression') return false;
  if (options.type === 'BinaryExpression' || isNothing(options)) return true;
  const kind = site.kindOf(options);
  return kind && kind === 'literal';
}

function isNothing(value: TSESTree.Node): boolean {
  return value.type === 'Identifier' && value.name === 'undefined';
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
  return statement.parent === launch.parent && statement.range[0] >= launch.range[1];
}

function rangeOf({ arguments: given }: TSESTree.NewExpression): readonly [number, number] {
  return [given[0]?.range[0] ?? 0, given.at(-1)?.range[1] ?? 0];
}

function semicolonOf({ range }: TSESTree.Node, text: string): string {
  return /\S[ \t]*;$/u.test(text.slice(...range)) ? ';' : '';
}
