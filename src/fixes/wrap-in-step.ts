/** `fetch(u).then(read)` becomes `DBOS.runStep(async () => fetch(u).then(read), { name: 'fetch' })`; the same for statements. */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere, isAwaited, voidAround } from '../syntax/await-point.ts';
import { captureHazards, hasOwnAwait, mayChangeMeanwhile } from '../syntax/capture.ts';
import { kept, replace, type Piece } from '../syntax/change.ts';
import { needsParentheses, opensBlock, statementGuard } from '../syntax/precedence.ts';
import { fillTemplate, quoted } from '../syntax/print.ts';
import { extentOf, reindent } from '../syntax/statement-extent.ts';
import { indentAt, lineEnd } from '../syntax/trivia.ts';
import { ancestors, descendants, isFunction } from '../syntax/walk.ts';
import { engineNameAt } from './imports.ts';
import type { IntentOf, Safety } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';
import { uniqueStepName } from './step-name.ts';

/** Nothing where the expression calls the engine, changes what the step cannot change, or would have to wait where nobody can. */
export function planWrapInStep(site: PlanningSite, intent: IntentOf<'wrap-in-step'>): Outcome | undefined {
  const { node } = intent;
  const engine = intent.by ? { name: '', imports: [] } : engineNameAt(site, node);
  const safety = safetyOfCapture(site, [node]);
  if (engine === undefined || safety === undefined) return undefined;
  const called = engineNameAt(site, node)?.name;
  if (site.recordsIn(node)) return undefined;
  if (intent.callsEngine !== true && called !== undefined && callsEngine(site, [node], called)) return undefined;

  const addsAwait = !isAwaited(node) && (intent.promise !== true || isReturnedInTry(node));
  // The new function is asynchronous, so an `await` in the expression stays legal, but it makes the whole a promise.
  const needsPoint = addsAwait || hasOwnAwait(node);
  if (needsPoint && canAwaitHere(node, site.moduleKind, site.willBeAsync) !== 'yes') return undefined;

  // Code in a step that nobody waits for here runs later than it did.
  if (!addsAwait && !isWaitedFor(node) && mayChangeMeanwhile(site.scopeManager, node)) return undefined;

  const body = bodyOf(site, intent);
  const code: readonly Piece[] = ['async () => ', ...body];
  const name = uniqueStepName(site, node, intent.name);
  const call = intent.by ? callBy(site, intent.by, code, name) : stepCall(site, engine.name, code, name);
  if (call === undefined) return undefined;
  // `void write(text);` asks for nobody to wait: the `await` takes the place of the `void`.
  const dropping = addsAwait ? voidAround(node) : undefined;
  if (dropping) return { changes: [replace(dropping.range, 'await ', ...call)], imports: engine.imports, safety };
  const inParentheses = addsAwait && needsParentheses(site, node, 'await');
  const pieces: readonly Piece[] = inParentheses
    ? [statementGuard(site, node.range[0], '(', node), '(await ', ...call, ')']
    : addsAwait
      ? ['await ', ...call]
      : call;
  return { changes: [replace(node.range, ...pieces)], imports: engine.imports, safety };
}

/** What stands behind the arrow. */
function bodyOf(site: PlanningSite, { node, discards }: IntentOf<'wrap-in-step'>): readonly Piece[] {
  if (discards === true) return ['{ await ', kept(node), site.style.semicolon, ' }'];
  return node.type === 'SequenceExpression' || opensBlock(site, node) ? ['(', kept(node), ')'] : [kept(node)];
}

/** The same for statements, of which the last gives the result; nothing where one of the others declares what is used behind them. */
export function planWrapStatements(
  site: PlanningSite,
  intent: IntentOf<'wrap-statements-in-step'>,
): Outcome | undefined {
  const first = intent.nodes[0];
  const last = intent.nodes.at(-1);
  const result = resultOf(last);
  if (!first || !last || !result) return undefined;
  const inner = intent.nodes.slice(0, -1);
  const engine = engineNameAt(site, first);
  const safety = safetyOfCapture(site, [...inner, result]);
  if (engine === undefined || safety === undefined || callsEngine(site, intent.nodes, engine.name)) return undefined;
  if (declaresForOthers(site, inner, [first.range[0], result.range[1]])) return undefined;

  const { newline, semicolon, indent } = site.style;
  const outer = indentAt(site.text, first.range[0]);
  const start = first.range[0];
  const innerEnd = inner.at(-1)?.range[1] ?? start;
  // Comments between the statements go along, up to the last one's beginning.
  const middle = extentOf(site, last).range[0];
  const behind = commentEnd(site, innerEnd, middle);
  const returned: readonly Piece[] = ['return ', kept(result), semicolon];
  const body: readonly Piece[] = [
    'async () => {',
    newline,
    outer,
    indent,
    { keep: [start, behind] },
    newline,
    outer,
    indent,
    ...(middle < last.range[0] ? [{ keep: [middle, last.range[0]] } as const] : []),
    ...returned,
    newline,
    outer,
    '}',
  ];
  const call = stepCall(site, engine.name, body, uniqueStepName(site, first, intent.name));
  if (call === undefined) return undefined;
  return {
    changes: [
      replace([start, last.range[1]], { keep: [last.range[0], result.range[0]] }, 'await ', ...call, {
        keep: [result.range[1], last.range[1]],
      }),
      ...[[start, behind] as const, [middle, last.range[0]] as const, result.range].flatMap((range) =>
        reindent(site.text, range, intent.nodes, outer, outer + indent),
      ),
    ],
    imports: engine.imports,
    safety,
  };
}

/** The code of a call that runs `code`, a function, as a step. */
export function stepCall(
  site: PlanningSite,
  engineName: string,
  code: readonly Piece[],
  name: string,
): readonly Piece[] | undefined {
  return fillTemplate(site.engine.stepCall, { $E: [engineName], $F: code, $N: [quoted(name, site.style)] });
}

function callBy(
  site: PlanningSite,
  by: NonNullable<IntentOf<'wrap-in-step'>['by']>,
  code: readonly Piece[],
  name: string,
): readonly Piece[] | undefined {
  return fillTemplate(by.code, {
    $O: [site.text.slice(...by.object.range)],
    $F: code,
    $N: [quoted(name, site.style)],
  });
}

/** Undefined: the code cannot stand in a function of its own. */
export function safetyOfCapture(site: PlanningSite, nodes: readonly TSESTree.Node[]): Safety | undefined {
  const hazards = captureHazards(site.text, site.scopeManager, nodes);
  if (hazards.has('leaves') || hazards.has('assigns') || hazards.has('reassigned')) return undefined;
  return hazards.has('narrowed') ? 'suggest' : 'fix';
}

/** Whether the code calls the engine itself: most of its calls must not be made in a step. */
export function callsEngine(site: PlanningSite, nodes: readonly TSESTree.Node[], engineName: string): boolean {
  for (const node of nodes) {
    if (site.recordsIn(node)) return true;
    for (const inner of descendants(node)) {
      if (inner.type !== 'CallExpression' || inner.callee.type !== 'MemberExpression') continue;
      if (site.text.slice(...inner.callee.object.range) === engineName) return true;
    }
  }
  return false;
}

/** Whether the statement goes on only when the promise is done: `await Promise.all([node])`. */
function isWaitedFor(node: TSESTree.Node): boolean {
  for (const around of ancestors(node)) {
    if (around.type === 'AwaitExpression') return true;
    if (isFunction(around) || around.type.endsWith('Statement')) return false;
  }
  return false;
}

/** Without `await`, a promise that is returned from a `try` is settled outside of it, and so would be what used to throw at once. */
function isReturnedInTry(node: TSESTree.Node): boolean {
  if (node.parent?.type !== 'ReturnStatement') return false;
  let child: TSESTree.Node = node;
  for (const around of ancestors(node)) {
    if (isFunction(around)) return false;
    if (around.type === 'TryStatement' && around.finalizer !== child) return true;
    child = around;
  }
  return false;
}

/** What a statement gives: the value of the one variable that it declares, or what it returns. */
function resultOf(statement: TSESTree.Statement | undefined): TSESTree.Expression | null | undefined {
  if (statement?.type === 'ReturnStatement') return statement.argument;
  return statement?.type === 'VariableDeclaration' ? statement.declarations[0]?.init : undefined;
}

/** Whether something that the statements declare is used outside of the range, or is hoisted out of it. */
function declaresForOthers(
  site: PlanningSite,
  statements: readonly TSESTree.Statement[],
  range: readonly [number, number],
): boolean {
  return statements.some((statement) => {
    for (const node of descendants(statement, (inner) => !isFunction(inner))) {
      if (
        node.type !== 'VariableDeclaration' &&
        node.type !== 'FunctionDeclaration' &&
        node.type !== 'ClassDeclaration'
      )
        continue;
      for (const variable of site.scopeManager.getDeclaredVariables(node)) {
        const isLocal = variable.references.every(
          ({ identifier }) => range[0] <= identifier.range[0] && identifier.range[1] <= range[1],
        );
        if (!isLocal) return true;
      }
    }
    return false;
  });
}

/** End of the comments that stand behind a statement on its line, but not beyond `limit`. */
function commentEnd(site: PlanningSite, end: number, limit: number): number {
  const line = lineEnd(site.text, end);
  const behind = site.comments.filter(
    (comment) => end <= comment.range[0] && comment.range[1] <= Math.min(line, limit),
  );
  return behind.at(-1)?.range[1] ?? end;
}
