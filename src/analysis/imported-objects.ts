/** Objects that other files make with a class of the engine, `new Queue('emails')`, and that this file imports and uses. */
import type { TSESTree } from '@typescript-eslint/types';

import { certain, certainName } from './certain.ts';
import { reachesEngine } from './concern.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { importedConstant } from './imported-constants.ts';
import { topLevelVariable } from './modules.ts';
import type { Node } from './nodes.ts';
import type { ImportEntry, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** An object that another file makes with a constructor, and its uses here. */
export interface ImportedObject {
  /** How this file calls it, and the import that brings it. */
  readonly local: string;
  readonly specifier: Node;
  /** Where this file uses it as a value. */
  readonly uses: readonly TSESTree.Identifier[];
  /** Whether there are uses besides: in types, and in exports. */
  readonly isUsedOtherwise: boolean;
  /** The file that makes it. */
  readonly path: string;
  /** The first argument that it was made with, when that is a text. */
  readonly argument: string | undefined;
}

/** @param name the qualified name of the class */
export function importedObjects(world: World, module: ModuleUnit, name: string): readonly ImportedObject[] {
  return [...module.imports].flatMap(([local, entry]) => importedObject(world, module, { local, entry, name }) ?? []);
}

function importedObject(
  world: World,
  module: ModuleUnit,
  { local, entry, name }: { readonly local: string; readonly entry: ImportEntry; readonly name: string },
): ImportedObject | undefined {
  if (entry.typeOnly || entry.imported === '*' || !mayMake(world, module, entry)) return undefined;
  const made = importedConstant(world, module, entry);
  if (made?.init.type !== 'NewExpression') return undefined;
  const env = baseEnv(world, made.module.main);
  if (certainName(evaluate(world, made.init.callee, env)) !== name) return undefined;
  const [first] = made.init.arguments;
  const only = first && certain(evaluate(world, first, env), 'literal')?.value;
  const identifiers = topLevelVariable(module, local)?.references.map(({ identifier }) => identifier) ?? [];
  const uses = identifiers.filter(
    (identifier): identifier is TSESTree.Identifier =>
      identifier.type === 'Identifier' && !isTypeOrExport(identifier.parent),
  );
  return {
    local,
    specifier: entry.node,
    uses,
    isUsedOtherwise: uses.length < identifiers.length,
    path: made.module.path,
    argument: typeof only === 'string' ? only : undefined,
  };
}

/** Whether the imported file reaches the engine, which is known without reading it. */
function mayMake(world: World, module: ModuleUnit, { specifier }: ImportEntry): boolean {
  const resolution = world.resolve(specifier, module.path);
  if (resolution.kind !== 'file') return false;
  const { path } = resolution;
  return world.concerned.get(path) ?? reachesEngine(world, path, world.specifiers(path));
}

function isTypeOrExport(parent: Node | undefined): boolean {
  return parent?.type === 'ExportSpecifier' || parent?.type.startsWith('TS') === true;
}
