/**
 * Which files are certainly evaluated when a module is: what it imports or exports from at its top level, and what those do in turn. An import
 * that brings types only, or names that are used as types only, is taken away by compilers and does not count; nor does
 * what is loaded under a condition.
 */
import { topLevelVariable } from './modules.ts';
import type { Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Files gone through on the way to one. */
const MAX_FILES = 400;

/** A statement that makes a module load another one, and its specifier. */
export interface Load {
  readonly node: Node;
  readonly specifier: string;
}

/** The statement of `module` that certainly makes it load the file, by any way. */
export function loadOf(world: World, module: ModuleUnit, path: string): Node | undefined {
  const seen = new Set([module.path]);
  for (const { node, specifier } of loadsIn(world, module)) {
    const first = world.resolve(specifier, module.path);
    if (first.kind !== 'file' || seen.has(first.path)) continue;
    const queue = [first.path];
    seen.add(first.path);
    for (let index = 0; index < queue.length && seen.size < MAX_FILES; index += 1) {
      const current = queue[index] ?? path;
      if (current === path) return node;
      const unit = world.module(current);
      for (const load of unit ? loadsIn(world, unit) : []) {
        const next = world.resolve(load.specifier, current);
        if (next.kind !== 'file' || seen.has(next.path)) continue;
        seen.add(next.path);
        queue.push(next.path);
      }
    }
  }
  return undefined;
}

function loadsIn(world: World, module: ModuleUnit): readonly Load[] {
  return module.source.program.body.flatMap((node): readonly Load[] => {
    switch (node.type) {
      case 'ImportDeclaration': {
        if (node.importKind === 'type') return [];
        const isUsed = node.specifiers.some(
          (item) => !isType(item) && isUsedAsValue(module, item.local.name, node.source.value, world),
        );
        return node.specifiers.length === 0 || isUsed ? [{ node, specifier: node.source.value }] : [];
      }
      case 'ExportAllDeclaration':
        return node.exportKind === 'type' ? [] : [{ node, specifier: node.source.value }];
      case 'ExportNamedDeclaration': {
        if (node.source === null || node.exportKind === 'type') return [];
        const specifier = node.source.value;
        const isValue = node.specifiers.some(
          (item) =>
            item.exportKind !== 'type' &&
            item.local.type === 'Identifier' &&
            isValueOf(world, module, specifier, item.local.name),
        );
        return isValue ? [{ node, specifier }] : [];
      }
      default:
        return [];
    }
  });
}

function isType(item: Node): boolean {
  return item.type === 'ImportSpecifier' && item.importKind === 'type';
}

function isUsedAsValue(module: ModuleUnit, local: string, specifier: string, world: World): boolean {
  const uses = topLevelVariable(module, local)?.references ?? [];
  return uses.some(({ identifier, isValueReference }) => {
    if (isValueReference === false) return false;
    switch (identifier.parent?.type) {
      case 'TSTypeQuery':
      case 'TSQualifiedName':
        return false;
      // Exported again, which may be of a type.
      case 'ExportSpecifier': {
        const imported = module.imports.get(local)?.imported;
        return imported !== undefined && isValueOf(world, module, specifier, imported);
      }
      default:
        return true;
    }
  });
}

/** Whether the name is that of something which is there at run time. */
function isValueOf(world: World, module: ModuleUnit, specifier: string, name: string): boolean {
  const found = world.resolve(specifier, module.path);
  const target = found.kind === 'file' ? world.module(found.path) : undefined;
  if (!target || name === '*') return true;
  return target.exports.has(name) && !target.types.has(name);
}
