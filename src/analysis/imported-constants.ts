/**
 * The expression behind an imported constant, in whichever file it stands: `export const emails = new Queue('emails')`, also through
 * re-exports; and the variable itself. Leaves out what is taken from an object, and `module.exports`.
 */
import { constantInit } from './variables.ts';
import { topLevelVariable } from './modules.ts';
import type { Node } from './nodes.ts';
import { unwrap } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** The expression of a constant, and the module in which it stands. */
export interface ImportedConstant {
  readonly module: ModuleUnit;
  readonly init: Node;
}

/** Re-exports that are followed. */
const MAX_STEPS = 10;

/** What a name of a module's top level, or an expression that is exported, is in the file where it stands. */
type Exported =
  | { readonly kind: 'expression'; readonly module: ModuleUnit; readonly node: Node }
  | { readonly kind: 'local'; readonly module: ModuleUnit; readonly name: string };

/** What the name that a specifier exports is declared as; undefined: no constant of the program that is known. */
export function importedConstant(world: World, from: ModuleUnit, entry: Imported): ImportedConstant | undefined {
  const found = behindImport(world, from, entry, 0);
  if (!found) return undefined;
  const init = found.kind === 'expression' ? unwrap(found.node) : constantOf(found.module, found.name);
  return init && { module: found.module, init };
}

/** The variable that a module exports under a name, constant or not, in whichever file it is declared. */
export function exportedVariable(
  world: World,
  module: ModuleUnit,
  name: string,
): { readonly module: ModuleUnit; readonly variable: VariableLike } | undefined {
  const found = behindExport(world, module, name, 0);
  const variable = found?.kind === 'local' ? topLevelVariable(found.module, found.name) : undefined;
  return found && variable && { module: found.module, variable };
}

interface Imported {
  readonly specifier: string;
  readonly imported: string;
}

function behindImport(
  world: World,
  from: ModuleUnit,
  { specifier, imported }: Imported,
  steps: number,
): Exported | undefined {
  const resolution = world.resolve(specifier, from.path);
  const module = resolution.kind === 'file' ? world.module(resolution.path) : undefined;
  return module && behindExport(world, module, imported, steps);
}

function behindExport(world: World, module: ModuleUnit, name: string, steps: number): Exported | undefined {
  if (steps > MAX_STEPS) return undefined;
  const entry = module.exports.get(name);
  switch (entry?.kind) {
    case 'expression':
      return { kind: 'expression', module, node: entry.node };
    case 'from':
      return behindImport(world, module, entry, steps + 1);
    case 'local': {
      const brought = module.imports.get(entry.name);
      return brought ? behindImport(world, module, brought, steps + 1) : { kind: 'local', module, name: entry.name };
    }
    case undefined: {
      const found = module.starExports.flatMap(
        (specifier) => behindImport(world, module, { specifier, imported: name }, steps + 1) ?? [],
      );
      return found.length === 1 ? found[0] : undefined;
    }
  }
}

function constantOf(module: ModuleUnit, name: string): Node | undefined {
  const variable = topLevelVariable(module, name);
  const init = variable && constantInit(variable);
  return init && unwrap(init);
}
