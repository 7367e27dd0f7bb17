/**
 * The statements at the end of a file that start the program, put into `main`:
 *
 *   DBOS.setConfig(config);            async function main() {
 *   await DBOS.launch();                 DBOS.setConfig(config);
 *   app.listen(3000);            ->      await DBOS.launch();
 *                                        app.listen(3000);
 *                                      }
 *                                      void main();
 */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere } from '../syntax/await-point.ts';
import { usesFunctionContext } from '../syntax/capture.ts';
import { insert, replace, type Change, type Piece } from '../syntax/change.ts';
import { continues, isOpenBefore } from '../syntax/continuation.ts';
import { isModuleName } from '../syntax/scopes.ts';
import { extentOf, reindent } from '../syntax/statement-extent.ts';
import { withBlankLine, type Range } from '../syntax/trivia.ts';
import { contains, descendants, isFunction } from '../syntax/walk.ts';
import { awaitChanges } from './await.ts';
import { isEntryFunction, planEntryFunction } from './entry-function.ts';
import { clashesIn, existingMain, type ExistingMain } from './existing-main.ts';
import type { IntentOf, Safety } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';
import { fateOf } from './statement-fate.ts';

/** Undefined: a statement between cannot move and cannot stay, or what moves uses the context of the module. */
export function planMoveIntoMain(site: PlanningSite, intent: IntentOf<'move-into-main'>): Outcome | undefined {
  const body = site.program.body;
  const reported = body.filter((statement) => intent.nodes.some((node) => contains(statement, node)));
  const firstReported = reported[0];
  if (firstReported === undefined) return undefined;
  const run = body.slice(body.indexOf(firstReported));

  const only = run.length === 1 ? planEntryFunction(site, firstReported, freeMainName(site, intent.names)) : undefined;
  if (only !== undefined) return only;
  // A function that is called where it stands would start something of its own in `main`.
  if (reported.some(isEntryFunction)) return undefined;

  const main = existingMain(site, intent.names, reported);
  const fates = run.map((statement) => fateOf(site, statement, run, main));
  if (fates.some((fate) => fate === undefined)) return undefined;
  const movers = run.filter((_, index) => fates[index] === 'moves');
  if (movers.some(usesFunctionContext)) return undefined;
  if (reported.some((statement) => !movers.includes(statement))) return undefined;

  const isContiguous = reported.every((statement, index) => run[index] === statement);
  const isSame = isContiguous && !fates.includes('overtakes') && !(movers.some(waits) && body.some(exportsValue));
  const safety: Safety = isSame ? 'fix' : 'suggest';
  const awaits = (intent.awaits ?? []).filter(
    (node) => canWaitFor(node) && movers.some((statement) => contains(statement, node)),
  );
  const waiting = awaits.flatMap((node) => awaitChanges(site, node));
  if (main !== undefined) {
    const callsLater =
      fates.includes('calls-main') && fates.indexOf('calls-main') > run.indexOf(lastOf(reported, firstReported));
    if (callsLater && clashesIn(site, main, movers)) return undefined;
    if (callsLater) return { changes: [...moveIntoExisting(site, movers, main), ...waiting], safety };
  }
  if (fates.includes('calls-main')) return undefined;
  const name = freeMainName(site, intent.names);
  if (name === undefined) return undefined;
  return { changes: [...moveIntoNew(site, movers, run, name), ...waiting], safety };
}

/** Whether the program goes on behind the statement only when something is done. */
function waits(statement: TSESTree.ProgramStatement): boolean {
  return [...descendants(statement, (node) => !isFunction(node))].some(({ type }) => type === 'AwaitExpression');
}

/** Whether other files get something from this one, which they do when it has run to its end. */
function exportsValue(statement: TSESTree.ProgramStatement): boolean {
  return (
    (statement.type === 'ExportNamedDeclaration' && statement.exportKind === 'value') ||
    statement.type === 'ExportDefaultDeclaration' ||
    statement.type === 'ExportAllDeclaration'
  );
}

/** The first of the names that means nothing in the file yet. */
function freeMainName(site: PlanningSite, names: readonly string[]): string | undefined {
  return names.find((name) => !isModuleName(site.scopeManager, site.program, name));
}

/** In `main` every `await` is legal; in callbacks inside, it depends on them. */
function canWaitFor(node: TSESTree.Expression): boolean {
  const parent = node.parent;
  if (parent.type === 'AwaitExpression' || parent.type === 'MemberExpression') return false;
  return canAwaitHere(node, 'esm') === 'yes';
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
  const tail: readonly Piece[] = [newline, '}', newline, `void ${name}()${semicolon}`];
  const lines: Piece[] = [];
  for (const [index, chunk] of chunks.entries())
    lines.push(...(index === 0 ? [] : [newline]), indent, ...guard(site, endOf(site, chunks[index - 1]), chunk));

  const isAtEnd = run.at(-1) === lastChunk.at(-1);
  const removed = isAtEnd ? chunks.slice(0, -1) : chunks;
  const changes: Change[] = removed.map((chunk) => replace(goneWith(site, chunk)));
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
  const lines = chunks.flatMap((chunk, index): readonly Piece[] => [
    newline,
    indent,
    ...guard(site, endOf(site, chunks[index - 1]) ?? main.bodyStart, chunk),
  ]);
  const end = endOf(site, chunks.at(-1));
  const joins = end !== undefined && isOpenBefore(site, end) && continues(site, main.bodyStart);
  return [
    insert(main.bodyStart, ...lines, joins ? `${newline}${indent};` : '', main.isEmpty ? newline : ''),
    ...chunks.map((chunk) => replace(goneWith(site, chunk))),
    ...chunks.flatMap((chunk) => reindent(site.text, rangeOf(site, chunk), chunk, '', indent)),
  ];
}

/** A chunk, behind a semicolon where it would go on with what ends at `before`. */
function guard(site: PlanningSite, before: number | undefined, chunk: readonly TSESTree.Node[]): readonly Piece[] {
  const range = rangeOf(site, chunk);
  const joins = before !== undefined && isOpenBefore(site, before) && continues(site, range[0]);
  return [joins ? ';' : '', { keep: range }];
}

function endOf(site: PlanningSite, chunk: readonly TSESTree.Node[] | undefined): number | undefined {
  return chunk && rangeOf(site, chunk)[1];
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

function rangeOf(site: PlanningSite, chunk: readonly TSESTree.Node[]): Range {
  const first = chunk[0];
  const last = chunk.at(-1);
  return [
    first === undefined ? 0 : extentOf(site, first).range[0],
    last === undefined ? 0 : extentOf(site, last).range[1],
  ];
}

/** What goes away when the chunk does. */
function goneWith(site: PlanningSite, chunk: readonly TSESTree.Node[]): Range {
  const range = rangeOf(site, chunk);
  const { lines } = extentOf(site, { range });
  return lines ? withBlankLine(site.text, lines) : range;
}

function lastOf<T>(list: readonly T[], otherwise: T): T {
  return list.at(-1) ?? otherwise;
}
