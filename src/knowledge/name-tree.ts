/**
 * The rows of one module, as a tree of the segments of their names: `Pool`, `*()`, `**`. The most specific row wins, segment by segment from the left: the
 * exact name, then `*` or, for a call, `*()`, then `**`. A row whose condition does not hold is passed over, and the next best is asked: `dayjs#**`
 * answers for `dayjs(value)` when `dayjs` itself has a row for calls without arguments only.
 */
import { namesOf } from './rows.ts';
import type { QualifiedName } from './vocabulary/names.ts';

/** The rows of one module. The tree is grown when the module is first asked for: a program imports few of the modules in the tables. */
export interface NameTree<Row> {
  seeds: (readonly [key: string, rows: Row | readonly Row[]])[];
  readonly top: Branch<Row>;
}

/** The answer of one set of rows: the row; nothing, so ask the next best name; or `unknown`, so ask no further. */
export type Choice<Row> = Row | undefined | 'unknown';

interface Branch<Row> {
  rows: readonly Row[];
  /** The rows of `**` below this point. */
  rest: readonly Row[];
  /** The branch of `*()`. */
  anyCall: Branch<Row> | undefined;
  /** The branch of `*`. */
  any: Branch<Row> | undefined;
  exact: Map<string, Branch<Row>> | undefined;
}

/** A tree without rows. */
export function emptyTree<Row>(): NameTree<Row> {
  return { seeds: [], top: emptyBranch() };
}

/**
 * The row for a path; `unknown` or undefined: none applies.
 *
 * @param choose of the rows of one name, the one that applies
 */
export function rowIn<Row extends object, Asked>(
  tree: NameTree<Row>,
  path: readonly string[],
  choose: (rows: readonly Row[], asked: Asked) => Choice<Row>,
  asked: Asked,
): Row | undefined {
  const choice = walk(grown(tree), path, 0, choose, asked);
  return choice === 'unknown' ? undefined : choice;
}

/** Whether the tree has a row for the path, or for anything that is reached through it; rather too much: `*` counts for calls, too. */
export function leadsOn<Row extends object>(tree: NameTree<Row>, path: readonly string[]): boolean {
  return leads(grown(tree), path, 0);
}

function leads(branch: Branch<object> | undefined, path: readonly string[], depth: number): boolean {
  if (branch === undefined) return false;
  const segment = path[depth];
  if (segment === undefined || branch.rest.length > 0) return true;
  return [branch.exact?.get(segment), wildFor(branch, segment), branch.any].some((next) =>
    leads(next, path, depth + 1),
  );
}

function walk<Row extends object, Asked>(
  branch: Branch<Row>,
  path: readonly string[],
  depth: number,
  choose: (rows: readonly Row[], asked: Asked) => Choice<Row>,
  asked: Asked,
): Choice<Row> {
  const segment = path[depth];
  let found: Choice<Row>;
  if (segment === undefined) {
    found = choose(branch.rows, asked);
  } else {
    const exact = branch.exact?.get(segment);
    const wild = wildFor(branch, segment);
    if (exact !== undefined) found = walk(exact, path, depth + 1, choose, asked);
    if (found === undefined && wild !== undefined) found = walk(wild, path, depth + 1, choose, asked);
  }
  return found ?? choose(branch.rest, asked);
}

/** What a call gave is not one of the members that `*` stands for: of `slack.users.list().members.map` no row for `slack.*.*` speaks. */
function wildFor<Row>(branch: Branch<Row>, segment: string): Branch<Row> | undefined {
  return segment.endsWith('()') ? branch.anyCall : branch.any;
}

function grown<Row extends object>(tree: NameTree<Row>): Branch<Row> {
  if (tree.seeds.length > 0) {
    for (const [key, rows] of tree.seeds)
      for (const name of namesOf(key)) plant(tree.top, pathOf(name), isList(rows) ? rows : [rows]);
    tree.seeds = [];
  }
  return tree.top;
}

function pathOf(name: QualifiedName): readonly string[] {
  const hash = name.indexOf('#');
  return hash < 0 || hash === name.length - 1 ? [] : name.slice(hash + 1).split('.');
}

function plant<Row>(top: Branch<Row>, path: readonly string[], rows: readonly Row[]): void {
  let branch = top;
  for (const segment of path) {
    if (segment === '**') {
      branch.rest = rows;
      return;
    }
    if (segment === '*()') branch = branch.anyCall ??= emptyBranch();
    else if (segment === '*') branch = branch.any ??= emptyBranch();
    else branch = branchOf((branch.exact ??= new Map<string, Branch<Row>>()), segment);
  }
  branch.rows = rows;
}

function branchOf<Row>(branches: Map<string, Branch<Row>>, key: string): Branch<Row> {
  const known = branches.get(key);
  if (known !== undefined) return known;
  const made = emptyBranch<Row>();
  branches.set(key, made);
  return made;
}

function emptyBranch<Row>(): Branch<Row> {
  return { rows: [], rest: [], anyCall: undefined, any: undefined, exact: undefined };
}

function isList<Row extends object>(row: Row | readonly Row[]): row is readonly Row[] {
  return Array.isArray(row);
}
