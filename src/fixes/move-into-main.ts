/**
 * The statements at the end of a file that start the program, put into `main`:
 *
 *   DBOS.setConfig(config);            async function main() {
 *   await DBOS.launch();                 DBOS.setConfig(config);
 *   app.listen(3000);            ->      await DBOS.launch();
 *                                        app.listen(3000);
 *                                      }
 *                                      main().catch(console.error);
 */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere } from '../syntax/await-point.ts';
import { usesFunctionContext } from '../syntax/capture.ts';
import { insert, replace, type Change, type Piece } from '../syntax/change.ts';
import { isModuleName, isWithin } from '../syntax/scopes.ts';
import { extentOf, reindent } from '../syntax/statement-extent.ts';
import { contains, descendants, isFunction } from '../syntax/walk.ts';
import { awaitChanges } from './await.ts';
import { planEntryFunction } from './entry-function.ts';
import { entryCall, existingMain, type ExistingMain } from './existing-main.ts';
import type { IntentOf, Safety } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

/** What happens to one statement at or behind the first one to move. */
type Fate =
  /** Goes into the function. */
  | 'moves'
  /** Stays at top level, where it means the same: imports, types, functions. */
  | 'stays'
  /** Stays at top level, and so now runs before what used to come first. */
  | 'overtakes'
  /** The call of the existing function. */
  | 'calls-main';

export function planMoveIntoMain(site: PlanningSite, intent: IntentOf<'move-into-main'>): Outcome | undefined {
  const body = site.program.body;
  const reported = body.filter((statement) => intent.nodes.some((node) => contains(statement, node)));
  const firstReported = reported[0];
  if (firstReported === undefined) return undefined;
  const run = body.slice(body.indexOf(firstReported));

  const only = run.length === 1 ? planEntryFunction(site, firstReported, freeMainName(site, intent.names)) : undefined;
  if (only !== undefined) return only;

  const main = existingMain(site, intent.names, reported);
  const fates = run.map((statement) => fateOf(site, statement, run, main));
  if (fates.some((fate) => fate === undefined)) return undefined;
  const movers = run.filter((_, index) => fates[index] === 'moves');
  if (movers.some(usesFunctionContext)) return undefined;
  if (reported.some((statement) => !movers.includes(statement))) return undefined;

  const isContiguous = reported.every((statement, index) => run[index] === statement);
  const safety: Safety = isContiguous && !fates.includes('overtakes') ? 'fix' : 'suggest';
  const awaits = (intent.awaits ?? []).filter(
    (node) => canWaitFor(site, node) && movers.some((statement) => contains(statement, node)),
  );
  const waiting = awaits.flatMap((node) => awaitChanges(site, node));
  if (main !== undefined) {
    const callsLater =
      fates.includes('calls-main') && fates.indexOf('calls-main') > run.indexOf(lastOf(reported, firstReported));
    if (callsLater) return { changes: [...moveIntoExisting(site, movers, main), ...waiting], safety };
  }
  if (fates.includes('calls-main')) return undefined;
  const name = freeMainName(site, intent.names);
  if (name === undefined) return undefined;
  return { changes: [...moveIntoNew(site, movers, run, name), ...waiting], safety };
}

/** The first of the names that means nothing in the file yet. */
function freeMainName(site: PlanningSite, names: readonly string[]): string | undefined {
  return names.find((name) => !isModuleName(site.scopeManager, site.program, name));
}

/** Undefined: the statement can neither move nor stay. */
function fateOf(
  site: PlanningSite,
  statement: TSESTree.ProgramStatement,
  run: readonly TSESTree.ProgramStatement[],
  main: ExistingMain | undefined,
): Fate | undefined {
  if (main !== undefined && entryCall(statement, main.name) !== undefined) return 'calls-main';
  switch (statement.type) {
    case 'ImportDeclaration':
    case 'TSImportEqualsDeclaration':
    case 'ExportAllDeclaration':
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSNamespaceExportDeclaration':
    case 'EmptyStatement':
      return usesMoved(site, statement, run) ? undefined : 'stays';
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration': {
      const { declaration } = statement;
      const isHoisted =
        declaration === null ||
        declaration === undefined ||
        /^(?:FunctionDeclaration|TSInterfaceDeclaration|TSTypeAliasDeclaration|Identifier)$/.test(declaration.type);
      return usesMoved(site, statement, run) ? undefined : isHoisted ? 'stays' : overtaking(statement);
    }
    case 'TSExportAssignment':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      return usesMoved(site, statement, run) ? undefined : overtaking(statement);
    case 'VariableDeclaration':
      return isUsedOutside(site, statement, run)
        ? usesMoved(site, statement, run)
          ? undefined
          : overtaking(statement)
        : 'moves';
    case 'ExpressionStatement':
      if (isCommonJsExport(site, statement)) return usesMoved(site, statement, run) ? undefined : 'stays';
      return 'moves';
    case 'ReturnStatement':
      return undefined;
    default:
      return isUsedOutside(site, statement, run) ? undefined : 'moves';
  }
}

/** Top-level `await` in what stays would wait before the moved code began. */
function overtaking(statement: TSESTree.Node): Fate | undefined {
  for (const node of descendants(statement, (inner) => !isFunction(inner)))
    if (node.type === 'AwaitExpression') return undefined;
  return 'overtakes';
}

/** Whether a variable that the statement declares is used by code that does not move with it, or is exported. */
function isUsedOutside(
  site: PlanningSite,
  statement: TSESTree.Node,
  run: readonly TSESTree.ProgramStatement[],
): boolean {
  const movable = run.filter(isMovable);
  return declaredBy(site, statement).some(
    (variable) =>
      variable.references.some(({ identifier }) => !movable.some((other) => isWithin(identifier.range, other.range))) ||
      variable.defs.some(({ name }) => !isWithin(name.range, statement.range)),
  );
}

/** Whether the statement uses a variable that moves away from it. */
function usesMoved(site: PlanningSite, statement: TSESTree.Node, run: readonly TSESTree.ProgramStatement[]): boolean {
  return run.some(
    (other) =>
      other !== statement &&
      isMovable(other) &&
      declaredBy(site, other).some(
        (variable) =>
          variable.references.some(({ identifier }) => isWithin(identifier.range, statement.range)) &&
          !isUsedOutside(site, other, run),
      ),
  );
}

function isMovable(statement: TSESTree.ProgramStatement): boolean {
  return /^(?:VariableDeclaration|(?:Expression|Block|If|Try|For|ForOf|ForIn|While|DoWhile|Switch|Labeled|Throw)Statement)$/.test(
    statement.type,
  );
}

/** Variables of the module that a top-level statement declares, `var` in inner blocks included. */
function declaredBy(
  site: PlanningSite,
  statement: TSESTree.Node,
): readonly ReturnType<PlanningSite['scopeManager']['getDeclaredVariables']>[number][] {
  const variables = [];
  for (const node of descendants(statement, (inner) => !isFunction(inner))) {
    const isTopLevel = node === statement || (node.type === 'VariableDeclaration' && node.kind === 'var');
    if (isTopLevel) variables.push(...site.scopeManager.getDeclaredVariables(node));
  }
  return variables;
}

/** `module.exports = ...`, `exports.x = ...`: importers need it at once. */
function isCommonJsExport(site: PlanningSite, statement: TSESTree.ExpressionStatement): boolean {
  const { expression } = statement;
  if (site.moduleKind !== 'commonjs' || expression.type !== 'AssignmentExpression') return false;
  return /^(?:module\.)?exports\b/.test(site.text.slice(...expression.left.range));
}

/** In `main` every `await` is legal; in callbacks inside, it depends on them. */
function canWaitFor(site: PlanningSite, node: TSESTree.Expression): boolean {
  const parent = node.parent;
  if (parent.type === 'AwaitExpression' || parent.type === 'MemberExpression') return false;
  const isTopLevel = canAwaitHere(node, 'esm') === 'yes' && canAwaitHere(node, 'commonjs') === 'no';
  return isTopLevel || canAwaitHere(node, site.moduleKind) === 'yes';
}

function moveIntoNew(
  site: PlanningSite,
  movers: readonly TSESTree.ProgramStatement[],
  run: readonly TSESTree.ProgramStatement[],
  name: string,
): readonly Change[] {
  const { newline, indent, semicolon } = site.style;
  const chunks = chunksOf(site, movers, run);
  const lastChunk = lastOf(chunks, chunks[0] ?? []);
  const head: readonly Piece[] = [`async function ${name}() {`, newline];
  const tail: readonly Piece[] = [newline, '}', newline, `${name}().catch(console.error)${semicolon}`];
  const lines: Piece[] = [];
  for (const chunk of chunks)
    lines.push(...(lines.length === 0 ? [] : [newline]), indent, { keep: rangeOf(site, chunk) });

  const isAtEnd = run.at(-1) === lastChunk.at(-1);
  const removed = isAtEnd ? chunks.slice(0, -1) : chunks;
  const changes: Change[] = removed.map((chunk) => replace(linesOf(site, chunk)));
  if (isAtEnd) changes.push(replace(rangeOf(site, lastChunk), ...head, ...lines, ...tail));
  else {
    const last = run.at(-1);
    const at = last === undefined ? site.text.length : extentOf(site, last).range[1];
    changes.push(insert(at, newline, newline, ...head, ...lines, ...tail));
  }
  return [...changes, ...chunks.flatMap((chunk) => reindent(site.text, rangeOf(site, chunk), chunk, '', indent))];
}

function moveIntoExisting(
  site: PlanningSite,
  movers: readonly TSESTree.ProgramStatement[],
  main: ExistingMain,
): readonly Change[] {
  const { newline, indent } = site.style;
  const chunks = chunksOf(site, movers, site.program.body);
  const lines = chunks.flatMap((chunk): readonly Piece[] => [newline, indent, { keep: rangeOf(site, chunk) }]);
  return [
    insert(main.bodyStart, ...lines, ...(main.isEmpty ? [newline] : [])),
    ...chunks.map((chunk) => replace(linesOf(site, chunk))),
    ...chunks.flatMap((chunk) => reindent(site.text, rangeOf(site, chunk), chunk, '', indent)),
  ];
}

/** Neighbours among the moved statements, which keep what stands between them. */
function chunksOf(
  site: PlanningSite,
  movers: readonly TSESTree.ProgramStatement[],
  all: readonly TSESTree.ProgramStatement[],
): readonly (readonly TSESTree.ProgramStatement[])[] {
  const chunks: TSESTree.ProgramStatement[][] = [];
  for (const statement of movers) {
    const chunk = chunks.at(-1);
    const previous = chunk?.at(-1);
    if (chunk !== undefined && previous !== undefined && all.indexOf(previous) + 1 === all.indexOf(statement))
      chunk.push(statement);
    else chunks.push([statement]);
  }
  return chunks;
}

function rangeOf(site: PlanningSite, chunk: readonly TSESTree.Node[]): readonly [number, number] {
  const first = chunk[0];
  const last = chunk.at(-1);
  return [
    first === undefined ? 0 : extentOf(site, first).range[0],
    last === undefined ? 0 : extentOf(site, last).range[1],
  ];
}

function linesOf(site: PlanningSite, chunk: readonly TSESTree.Node[]): readonly [number, number] {
  const range = rangeOf(site, chunk);
  return extentOf(site, { range }).lines ?? range;
}

function lastOf<T>(list: readonly T[], otherwise: T): T {
  return list.at(-1) ?? otherwise;
}
