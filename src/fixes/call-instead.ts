/** `Date.now()` becomes `await DBOS.now()`; other code in place of an expression. */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere, isAwaited } from '../syntax/await-point.ts';
import { kept, replace, type Piece } from '../syntax/change.ts';
import { needsGrouping, needsParentheses, statementGuard, type Replacing } from '../syntax/precedence.ts';
import { fillTemplate, freeNamesOf, quoted } from '../syntax/print.ts';
import { argumentRange } from '../syntax/trivia.ts';
import { isAddedToShared } from '../syntax/read-first.ts';
import { isModuleName, scopeAt, variableNamed } from '../syntax/scopes.ts';
import type { ReplacementSpec } from '../knowledge/vocabulary/engine.ts';
import { enclosingFunction } from '../syntax/walk.ts';
import { rehome } from './comments.ts';
import { engineNameAt } from './imports.ts';
import { listed, type IntentOf, type Part } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';
import { uniqueStepName } from './step-name.ts';

/** Undefined: the engine has no name there, `await` is not legal, a part of the template is missing, or a name of it means something else. */
export function planCallInstead(site: PlanningSite, intent: IntentOf<'call-instead'>): Outcome | undefined {
  const { node, replacement } = intent;
  const engine = engineNameAt(site, node);
  if (engine === undefined) return undefined;
  const callee = intent.callee ?? calleeOf(node);
  const values = {
    ...(replacement.stepName !== undefined && {
      $N: quoted(uniqueStepName(site, node, replacement.stepName), site.style),
    }),
    ...(callee && { $C: textIn(site, replacement.code, '$C', callee) }),
  };
  const call = fillWithParts(site, replacement.code, engine.name, intent.arguments ?? argumentsOf(node), values);
  if (call === undefined) return undefined;
  if (freeNamesOf(replacement.around ?? '').some((name) => isDeclaredAt(site, node, name))) return undefined;
  const whole = replacement.around === undefined ? undefined : around(site, node, replacement.around);

  const hasAwait = isAwaited(node) && replacement.around === undefined;
  const addsAwait = replacement.awaited && intent.promise !== true && !hasAwait;
  if (addsAwait && canAwaitHere(node, site.moduleKind, site.willBeAsync) !== 'yes') return undefined;
  const awaited: readonly Piece[] = addsAwait ? ['await ', ...call] : call;
  const isForHuman =
    (addsAwait && isAddedToShared(site.scopeManager, node)) ||
    (replacement.around === undefined && (isOfNamedType(node) || losesType(site, node, replacement)));
  const code = whole === undefined ? awaited : [whole.before, ...awaited, whole.after];
  return {
    ...inPlaceOf(site, node, code, addsAwait && replacement.around === undefined ? 'await' : 'call'),
    imports: engine.imports,
    ...(isForHuman && { safety: 'suggest' }),
  };
}

/** A template with the parts that it numbers; undefined when one is missing. */
export function fillWithParts(
  site: PlanningSite,
  template: string,
  engineName: string,
  parts: readonly Part[],
  values: Readonly<Record<string, string>> = {},
): readonly Piece[] | undefined {
  const numbered = parts.map((part, index) => ({ word: `$${String(index + 1)}`, part }));
  const unnamed = numbered.filter(({ word }) => !template.includes(word)).map(({ part }) => part);
  const rest = together(site, unnamed);
  const single = numbered.filter(({ word, part }) => template.includes(word) && !isSpread(part));
  return fillTemplate(template, {
    $E: [engineName],
    $R: listed(rest),
    ...Object.fromEntries(single.map(({ word, part }) => [word, piecesIn(template, word, part)])),
    ...Object.fromEntries(Object.entries(values).map(([word, code]) => [word, [code]])),
  });
}

/** Code in place of an expression, in parentheses where needed, with the comments that stood in it. */
export function inPlaceOf(
  site: PlanningSite,
  node: TSESTree.Expression,
  code: readonly Piece[],
  replacing: Replacing,
): Outcome {
  const { before, above } = rehome(site, node, node.range, code);
  const wrapped: readonly Piece[] = needsParentheses(site, node, replacing)
    ? ['(', ...before, ...code, ')']
    : [...before, ...code];
  // `{ at }` becomes `{ at: at.toISOString() }`.
  if (node.parent.type === 'Property' && node.parent.shorthand)
    return { changes: [...above, replace(node.range, site.text.slice(...node.range), ': ', ...wrapped)] };
  const guard = wrapped[0] === '(' ? statementGuard(site, node.range[0], '(', node) : '';
  return { changes: [...above, replace(node.range, guard, ...wrapped)] };
}

function argumentsOf(node: TSESTree.Node): readonly Part[] {
  return node.type === 'CallExpression' || node.type === 'NewExpression' ? node.arguments : [];
}

interface Around {
  readonly before: string;
  readonly after: string;
}

/** The code of a template before and after its `%`. */
function around(site: PlanningSite, node: TSESTree.Node, template: string): Around {
  const callee = calleeOf(node);
  const words = new Map([
    ['$C', callee],
    ['$O', callee?.type === 'MemberExpression' ? callee.object : callee],
  ]);
  const code = template.replaceAll(/\$[CO]/gu, (word) => {
    const part = words.get(word);
    return part === undefined ? '' : textIn(site, template, word, part);
  });
  const [before = '', after = ''] = code.split('%');
  return { before, after };
}

function calleeOf(node: TSESTree.Node): TSESTree.Expression | undefined {
  return node.type === 'CallExpression' || node.type === 'NewExpression' ? node.callee : undefined;
}

/** A part in place of a word of the template, in parentheses where any of its places needs them. */
function piecesIn(template: string, word: string, part: Part): readonly Piece[] {
  return typeof part !== 'string' && isGroupedIn(template, word, part) ? ['(', kept(part), ')'] : [pieceOf(part)];
}

/** The same as text. */
function textIn({ text }: PlanningSite, template: string, word: string, part: TSESTree.Expression): string {
  const code = text.slice(...part.range);
  return isGroupedIn(template, word, part) ? `(${code})` : code;
}

function isGroupedIn(template: string, word: string, part: TSESTree.Node): boolean {
  const texts = template.split(word);
  return texts.slice(1).some((after, index) => needsGrouping(part, texts[index] ?? '', after));
}

function pieceOf(part: Part): Piece {
  return typeof part === 'string' ? part : kept(part);
}

/** Arguments that stand one after the other stay as they are written, with what is between them. */
function together(site: PlanningSite, parts: readonly Part[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let last: Part | undefined;
  for (const part of parts) {
    const before = pieces.at(-1);
    if (before !== undefined && typeof before !== 'string' && typeof part !== 'string' && isNext(last, part))
      pieces[pieces.length - 1] = { keep: [before.keep[0], argumentRange(site, part)[1]] };
    else pieces.push(typeof part === 'string' ? part : { keep: argumentRange(site, part) });
    last = part;
  }
  return pieces;
}

function isNext(first: Part | undefined, second: TSESTree.CallExpressionArgument): boolean {
  if (first === undefined || typeof first === 'string' || first.parent !== second.parent) return false;
  const all = argumentsOf(second.parent);
  return all.indexOf(second) === all.indexOf(first) + 1 && all.includes(first);
}

function isSpread(part: Part): boolean {
  return typeof part !== 'string' && part.type === 'SpreadElement';
}

function isDeclaredAt(site: PlanningSite, node: TSESTree.Node, name: string): boolean {
  return (variableNamed(scopeAt(site.scopeManager, node), name)?.defs.length ?? 0) > 0;
}

/**
 * Whether the value is declared to be of a type with a name, which the recorded value need not fit:
 * `const id: UUID = crypto.randomUUID()`, `async (): Promise<UUID> => crypto.randomUUID()`.
 */
function isOfNamedType(node: TSESTree.Expression): boolean {
  const parent = node.parent;
  if (parent.type === 'VariableDeclarator' && parent.init === node)
    return isNamed(parent.id.typeAnnotation?.typeAnnotation);
  if (parent.type !== 'ReturnStatement' && parent.type !== 'ArrowFunctionExpression') return false;
  const result = enclosingFunction(node)?.returnType?.typeAnnotation;
  return result?.type === 'TSTypeReference' && isNamed(result.typeArguments?.params[0]);
}

/**
 * Whether the file knows the narrower type that the value had, and the value goes where that may be wanted: `save(randomUUID())`. What is declared
 * or given back says its type itself.
 */
function losesType(
  { scopeManager, program }: PlanningSite,
  { parent }: TSESTree.Node,
  { loses }: ReplacementSpec,
): boolean {
  if (loses === undefined || !isModuleName(scopeManager, program, loses)) return false;
  if (parent?.type === 'VariableDeclarator') return !parent.id.typeAnnotation;
  return (
    parent?.type !== 'ReturnStatement' &&
    parent?.type !== 'ArrowFunctionExpression' &&
    parent?.type !== 'TemplateLiteral'
  );
}

function isNamed(type: TSESTree.TypeNode | undefined): boolean {
  return type?.type === 'TSTypeReference' || type?.type === 'TSTemplateLiteralType' || type?.type === 'TSImportType';
}
