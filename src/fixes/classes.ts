/** Classes: a base class for one that has none, and a method that becomes static. */
import type { TSESTree } from '@typescript-eslint/types';

import { insert, type Change } from '../syntax/change.ts';
import { continues } from '../syntax/continuation.ts';
import { codeAfter, indentAt, startsLine } from '../syntax/trivia.ts';
import { isFunction } from '../syntax/walk.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

/** `class Shop {` becomes `class Shop extends Base {`; a constructor gets one more parameter, in front, and hands it on. */
export function planExtendClass(site: PlanningSite, intent: IntentOf<'extend-class'>): Outcome | undefined {
  const { node, base, parameter } = intent;
  const end = node.typeParameters?.range[1] ?? node.id?.range[1];
  const head = end === undefined ? insert(node.body.range[0], `extends ${base} `) : insert(end, ` extends ${base}`);
  const changes: Change[] = [head];
  const [constructor, ...overloads] = constructorsOf(node);
  if (constructor === undefined) return hasMember(node, parameter.name) ? undefined : { changes };
  const { value } = constructor;
  if (overloads.length > 0 || !isFunction(value) || hasName(node, value, parameter.name)) return undefined;

  const [first] = value.params;
  const open = first?.range[0] ?? codeAfter(site, constructor.key.range[1]) + 1;
  changes.push(insert(open, parameter.code, first ? ', ' : ''));
  const call = `super(${parameter.name})${site.style.semicolon}`;
  const [statement] = value.body.body;
  if (statement === undefined) changes.push(insert(value.body.range[0] + 1, ` ${call} `));
  else if (startsLine(site.text, statement.range[0])) {
    const end = site.style.semicolon === '' && continues(site, statement.range[0]) ? ';' : '';
    changes.push(insert(statement.range[0], call, end, site.style.newline, indentAt(site.text, statement.range[0])));
  } else changes.push(insert(statement.range[0], `${call}${site.style.semicolon === '' ? '; ' : ' '}`));
  return { changes };
}

/** The constructor, and before it its overloads. */
function constructorsOf(
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
): readonly TSESTree.MethodDefinition[] {
  return node.body.body.filter(
    (member): member is TSESTree.MethodDefinition =>
      member.type === 'MethodDefinition' && member.kind === 'constructor',
  );
}

/** Whether a parameter, or a member that the base class has too, is called so already. */
function hasName(
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  { params }: { readonly params: readonly TSESTree.Parameter[] },
  name: string,
): boolean {
  const isTaken = params.some((parameter) => {
    const inner = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    const target = inner.type === 'AssignmentPattern' ? inner.left : inner;
    return target.type !== 'Identifier' || target.name === name;
  });
  return isTaken || hasMember(node, name);
}

function hasMember(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, name: string): boolean {
  return node.body.body.some(
    (member) => 'key' in member && member.key.type === 'Identifier' && member.key.name === name,
  );
}

/** `async place() {` becomes `static async place() {`. */
export function planMakeStatic(site: PlanningSite, { node }: IntentOf<'make-static'>): Outcome | undefined {
  if (node.static || node.kind !== 'method' || node.override || node.key.type === 'PrivateIdentifier') return undefined;
  const from = node.decorators.at(-1)?.range[1];
  let at = from === undefined ? node.range[0] : codeAfter(site, from);
  // `public static`, in this order.
  if (node.accessibility !== undefined) at = codeAfter(site, at + node.accessibility.length);
  return { changes: [insert(at, 'static ')] };
}
