import { namesOf } from './rows.ts';
import type { EffectSpec, EffectTable } from './vocabulary/effects.ts';
import type { QualifiedName } from './vocabulary/names.ts';

/**
 * Finds the row of a table for a qualified name, without building the name: a tree of segments for each module.
 *
 * The most specific row wins, segment by segment from the left: the exact name, then `*()`, then `*`, then `**`. A row whose
 * condition does not hold is passed over, and the next best is asked: `dayjs#**` answers for `dayjs(value)` when `dayjs` itself has a row for
 * calls without arguments only.
 *
 * The module is looked up as it is written; else the longest `folder/*` that holds it; else, for a path below a package that is in
 * the table, as a member of it: `lodash/random` and `lodash/random.js` are `lodash#random`, and so is the export `random` of them.
 * The first of these that is there decides, even when it has no row for the path: what it does not list is unknown.
 */
export interface NameIndex<Row> {
  readonly modules: ReadonlyMap<string, Tree<Row>>;
  /** Modules that end in `/*`, by the part before the star (`@aws-sdk/`). */
  readonly folders: ReadonlyMap<string, Tree<Row>>;
}

/** The rows of one module. The tree is grown when the module is first asked for: a program imports few of the modules in the tables. */
interface Tree<Row> {
  seeds: (readonly [key: string, rows: Row | readonly Row[]])[];
  readonly top: Branch<Row>;
}

/** An index of what calls do. */
export type EffectIndex = NameIndex<EffectSpec>;

/** How the thing named is used. */
export interface Use {
  readonly form: 'new' | 'call' | 'read';
  /** Number of arguments; -1 when it cannot be told (`f(...list)`). A tagged template has at least one. */
  readonly arguments: number;
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

/** Makes an index of tables of effects. Of a name that several tables have, the later table's row counts. */
export function compile(tables: readonly EffectTable[]): EffectIndex {
  return compileRows<EffectSpec>(tables);
}

/** Makes an index of tables of any kind of row. Of a name that several tables have, the later table's row counts. */
export function compileRows<Row extends object>(
  tables: readonly Readonly<Record<QualifiedName, Row | readonly Row[]>>[],
): NameIndex<Row> {
  const modules = new Map<string, Tree<Row>>();
  const folders = new Map<string, Tree<Row>>();
  for (const table of tables) {
    for (const [key, row] of Object.entries(table)) {
      const end = key.search(/[# ]/u);
      const module = end < 0 ? key : key.slice(0, end);
      const seed = [key, row] as const;
      if (module.endsWith('/*')) treeOf(folders, module.slice(0, -1)).seeds.push(seed);
      else treeOf(modules, module).seeds.push(seed);
    }
  }
  return { modules, folders };
}

/**
 * The effect of using the thing at `path` of `module`: the row that applies, or undefined when nothing is known.
 *
 * @param path the segments of the name, calls included: `['Pool()', 'query']`; empty for the module object itself
 */
export function effectOf(
  index: EffectIndex,
  module: string,
  path: readonly string[],
  use: Use,
): EffectSpec | undefined {
  return findRow(index, module, path, chooseEffect, use);
}

/** The row at `path` of `module`, for tables whose rows have no conditions. */
export function rowOf<Row extends object>(
  index: NameIndex<Row>,
  module: string,
  path: readonly string[],
): Row | undefined {
  return findRow(index, module, path, first, undefined);
}

/** Whether any row of the index speaks of the module, so that what is not listed for it is unlisted on purpose or new. */
export function knowsModule(index: NameIndex<unknown>, module: string): boolean {
  return index.modules.has(module) || folderOf(index, module) !== undefined || memberOf(index, module) !== undefined;
}

/** Whether the index has a row for the thing at `path`, or for anything that is reached through it. */
export function leadsToRows<Row extends object>(
  index: NameIndex<Row>,
  module: string,
  path: readonly string[],
): boolean {
  const tree = index.modules.get(module) ?? folderOf(index, module);
  if (tree !== undefined) return leads(grown(tree), path, 0);
  const member = memberOf(index, module);
  return member !== undefined && leads(grown(member.tree), memberPath(member.name, path), 0);
}

function leads(branch: Branch<object> | undefined, path: readonly string[], depth: number): boolean {
  if (branch === undefined) return false;
  const segment = path[depth];
  if (segment === undefined || branch.rest.length > 0) return true;
  return (
    leads(branch.exact?.get(segment), path, depth + 1) ||
    (segment.endsWith('()') && leads(branch.anyCall, path, depth + 1)) ||
    leads(branch.any, path, depth + 1)
  );
}

function findRow<Row extends object, Asked>(
  index: NameIndex<Row>,
  module: string,
  path: readonly string[],
  choose: (rows: readonly Row[], asked: Asked) => Choice<Row>,
  asked: Asked,
): Row | undefined {
  const tree = index.modules.get(module) ?? folderOf(index, module);
  if (tree !== undefined) return settle(walk(grown(tree), path, 0, choose, asked));
  const member = memberOf(index, module);
  if (member === undefined) return undefined;
  return settle(walk(grown(member.tree), memberPath(member.name, path), 0, choose, asked));
}

function settle<Row extends object>(choice: Choice<Row>): Row | undefined {
  return choice === 'unknown' ? undefined : choice;
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
    if (exact !== undefined) found = walk(exact, path, depth + 1, choose, asked);
    if (found === undefined && branch.anyCall !== undefined && segment.endsWith('()')) {
      found = walk(branch.anyCall, path, depth + 1, choose, asked);
    }
    if (found === undefined && branch.any !== undefined) found = walk(branch.any, path, depth + 1, choose, asked);
  }
  return found ?? choose(branch.rest, asked);
}

function chooseEffect(rows: readonly EffectSpec[], use: Use): Choice<EffectSpec> {
  for (const row of rows) {
    switch (row.when) {
      case undefined:
        if (use.form !== 'read') return row;
        break;
      case 'read':
        if (use.form === 'read') return row;
        break;
      case 'called':
        if (use.form === 'call') return row;
        break;
      case 'constructed':
        if (use.form === 'new') return row;
        break;
      case 'no-arguments':
      case 'arguments':
        if (use.form === 'read') break;
        if (use.arguments < 0) return 'unknown';
        if ((use.arguments === 0) === (row.when === 'no-arguments')) return row;
        break;
    }
  }
  return undefined;
}

function first<Row>(rows: readonly Row[]): Row | undefined {
  return rows[0];
}

function folderOf<Row>(index: NameIndex<Row>, module: string): Tree<Row> | undefined {
  for (let slash = module.lastIndexOf('/'); slash > 0; slash = module.lastIndexOf('/', slash - 1)) {
    const tree = index.folders.get(module.slice(0, slash + 1));
    if (tree !== undefined) return tree;
  }
  return undefined;
}

/** `lodash/random.js` is the member `random` of `lodash`; deeper paths are not members. */
function memberOf<Row>(
  index: NameIndex<Row>,
  module: string,
): { readonly tree: Tree<Row>; readonly name: string } | undefined {
  const slash = module.lastIndexOf('/');
  if (slash <= 0) return undefined;
  const tree = index.modules.get(module.slice(0, slash));
  if (tree === undefined) return undefined;
  const end = module.endsWith('.js') ? -3 : module.length;
  return { tree, name: module.slice(slash + 1, end) };
}

function memberPath(name: string, path: readonly string[]): readonly string[] {
  const head = path[0];
  // import { isToday } from 'date-fns/isToday': the module has its only function under its own name, too.
  if (head === undefined) return [name];
  if (head === name || (head.startsWith(name) && head.startsWith('()', name.length))) return path;
  return head.startsWith('()') ? [name + head, ...path.slice(1)] : [name, ...path];
}

function treeOf<Row>(trees: Map<string, Tree<Row>>, key: string): Tree<Row> {
  const known = trees.get(key);
  if (known !== undefined) return known;
  const made: Tree<Row> = { seeds: [], top: emptyBranch() };
  trees.set(key, made);
  return made;
}

function grown<Row extends object>(tree: Tree<Row>): Branch<Row> {
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
