/**
 * Finds the row of a table for a qualified name, without building the name: a tree of segments for each module (`name-tree.ts`). The module is looked up as it is written; else the longest `folder/*` that holds it; else, for a path below a package that is in
 * the table, as a member of it: `lodash/random` and `lodash/random.js` are `lodash#random`, and so is the export `random` of them.
 * The first of these that is there decides, even when it has no row for the path: what it does not list is unknown.
 */
import { emptyTree, leadsOn, rowIn, type Choice, type NameTree } from './name-tree.ts';
import type { EffectSpec, EffectTable, Use } from './vocabulary/effects.ts';
import type { QualifiedName } from './vocabulary/names.ts';

/** The rows of tables, by module. */
export interface NameIndex<Row> {
  readonly modules: ReadonlyMap<string, NameTree<Row>>;
  /** Modules that end in `/*`, by the part before the star (`@aws-sdk/`). */
  readonly folders: ReadonlyMap<string, NameTree<Row>>;
}

/** An index of what calls do. */
export type EffectIndex = NameIndex<EffectSpec>;

/** Makes an index of tables of effects. Of a name that several tables have, the later table's row counts. */
export function compile(tables: readonly EffectTable[]): EffectIndex {
  return compileRows<EffectSpec>(tables);
}

/** Makes an index of tables of any kind of row. Of a name that several tables have, the later table's row counts. */
export function compileRows<Row extends object>(
  tables: readonly Readonly<Record<QualifiedName, Row | readonly Row[]>>[],
): NameIndex<Row> {
  const modules = new Map<string, NameTree<Row>>();
  const folders = new Map<string, NameTree<Row>>();
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
  if (tree !== undefined) return leadsOn(tree, path);
  const member = memberOf(index, module);
  return member !== undefined && leadsOn(member.tree, memberPath(member.name, path));
}

function findRow<Row extends object, Asked>(
  index: NameIndex<Row>,
  module: string,
  path: readonly string[],
  choose: (rows: readonly Row[], asked: Asked) => Choice<Row>,
  asked: Asked,
): Row | undefined {
  const tree = index.modules.get(module) ?? folderOf(index, module);
  if (tree !== undefined) return rowIn(tree, path, choose, asked);
  const member = memberOf(index, module);
  if (member === undefined) return undefined;
  return rowIn(member.tree, memberPath(member.name, path), choose, asked);
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

function folderOf<Row>(index: NameIndex<Row>, module: string): NameTree<Row> | undefined {
  if (index.folders.size === 0) return undefined;
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
): { readonly tree: NameTree<Row>; readonly name: string } | undefined {
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

function treeOf<Row>(trees: Map<string, NameTree<Row>>, key: string): NameTree<Row> {
  const known = trees.get(key);
  if (known !== undefined) return known;
  const made: NameTree<Row> = emptyTree();
  trees.set(key, made);
  return made;
}
