/** A decorator that demanded a role becomes a check at the beginning of the function: the same roles, any one of which is enough. */
import type { TSESTree } from '@typescript-eslint/types';

import { quoted, styleOf } from '../syntax/print.ts';
import { scopeAt, variableNamed } from '../syntax/scopes.ts';
import { manual, type Migration, type MigrationSite } from './migration.ts';
import type { Intent } from './repair.ts';

/**
 * @param mention what the decorator calls
 * @param others what all such decorators of the file call: a method's own roles count instead of those of its class
 */
export function checkRoles(mention: TSESTree.Node, others: readonly TSESTree.Node[], site: MigrationSite): Migration {
  const call = mention.parent;
  const decorator = call?.parent;
  if (call?.type !== 'CallExpression' || decorator?.type !== 'Decorator' || call.arguments.length !== 1) {
    return manual('It is not a decorator here.');
  }
  const [roles] = call.arguments;
  const holder = decorator.parent;
  const cls = holder.type === 'MethodDefinition' ? holder.parent.parent : undefined;
  if (cls?.decorators.some((other) => isOneOf(other, others)))
    return manual('Rewrite the roles of its class first: without its own, the method would get those.');
  const methods = holder.type === 'MethodDefinition' ? [holder] : methodsOf(holder, others, site);
  if (roles === undefined || methods === undefined) return manual('It is not above a class or a method.');
  const remove: Intent = { kind: 'remove-decorator', node: decorator };
  if (roles.type === 'ArrayExpression' && roles.elements.length === 0) {
    return { kind: 'rewrite', intents: [remove], agree: true };
  }
  const checks = methods.map((method) => checkIn(method, roles, site));
  const intents = checks.filter((check) => typeof check !== 'string');
  const [problem] = checks.filter((check) => typeof check === 'string');
  return problem === undefined ? { kind: 'rewrite', intents: [remove, ...intents], agree: true } : manual(problem);
}

/** The registered methods of a class that have no roles of their own. */
function methodsOf(
  cls: TSESTree.Node,
  mentions: readonly TSESTree.Node[],
  site: MigrationSite,
): readonly TSESTree.MethodDefinition[] | undefined {
  if (cls.type !== 'ClassDeclaration' && cls.type !== 'ClassExpression') return undefined;
  return cls.body.body.filter((member): member is TSESTree.MethodDefinition => {
    if (member.type !== 'MethodDefinition' || site.roleOf(member) === undefined) return false;
    return !member.decorators.some((decorator) => isOneOf(decorator, mentions));
  });
}

function isOneOf({ expression }: TSESTree.Decorator, mentions: readonly TSESTree.Node[]): boolean {
  return expression.type === 'CallExpression' && mentions.includes(expression.callee);
}

function checkIn(method: TSESTree.MethodDefinition, roles: TSESTree.Node, site: MigrationSite): Intent | string {
  const name = method.key.type === 'Identifier' ? method.key.name : 'The function';
  const first = method.value.body?.body.find(
    (statement) => statement.type !== 'ExpressionStatement' || statement.directive === undefined,
  );
  if (!first) return `\`${name}\` has no first statement to put the check before.`;
  const isHidden = ['Error', 'role'].some(
    (word) => (variableNamed(scopeAt(site.scopeManager, first), word)?.defs.length ?? 0) > 0,
  );
  if (isHidden) return 'The names that the check needs mean something else here.';
  const { text, program, recipes } = site;
  const style = styleOf(text, program);
  const [only, ...others] = roles.type === 'ArrayExpression' ? roles.elements : [];
  const isOne = only !== undefined && only !== null && others.length === 0 && only.type === 'Literal';
  const has = (role: string): string => recipes.hasRole.replace('$1', () => role);
  const lacks = isOne
    ? `!${has(text.slice(...only.range))}`
    : `!${text.slice(...roles.range)}.some((role) => ${has('role')})`;
  const message = quoted(`${name} needs ${isOne ? 'the role' : 'one of the roles'} ${wordsOf(roles)}`, style);
  const lines = [`if (${lacks}) {`, `\tthrow new Error(${message})${style.semicolon}`, '}'];
  return { kind: 'insert-before', node: first, code: lines.join('\n') };
}

function wordsOf(roles: TSESTree.Node): string {
  if (roles.type !== 'ArrayExpression') return 'that it is open to';
  return roles.elements
    .map((role) => (role?.type === 'Literal' && typeof role.value === 'string' ? role.value : '…'))
    .join(', ');
}
