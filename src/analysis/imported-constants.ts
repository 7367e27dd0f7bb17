/**
 * The expression behind an imported constant, in whichever file it stands: `export const emails = new Queue('emails')`, also through
 * re-exports. Leaves out what is written more than once, what is taken from an object, and `module.exports`.
 */
import { topLevelVariable } from './modules.ts';
import type { Node } from './nodes.ts';
import { unwrap } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

export interface ImportedConstant {
  readonly module: ModuleUnit;
  readonly init: Node;
}

/** Re-exports that are followed. */
const MAX_STEPS = 10;

/** What the name that a specifier exports is declared as; undefined: no constant of the program that is known. */
export function importedConstant(
  world: World,
  from: ModuleUnit,
  { specifier, imported }: { readonly specifier: string; readonly imported: string },
  steps = 0,
): ImportedConstant | undefined {
  const resolution = world.resolve(specifier, from.path);
  const module = resolution.kind === 'file' ? world.module(resolution.path) : undefined;
  if (!module || steps > MAX_STEPS) return undefined;
  const entry = module.exports.get(imported);
  switch (entry?.kind) {
    case 'expression':
      return { module, init: unwrap(entry.node) };
    case 'from':
      return importedConstant(world, module, entry, steps + 1);
    case 'local': {
      const brought = module.imports.get(entry.name);
      if (brought) return importedConstant(world, module, brought, steps + 1);
      const init = constantOf(module, entry.name);
      return init && { module, init };
    }
    case undefined: {
      const found = module.starExports.flatMap(
        (star) => importedConstant(world, module, { specifier: star, imported }, steps + 1) ?? [],
      );
      return found.length === 1 ? found[0] : undefined;
    }
  }
}

function constantOf(module: ModuleUnit, name: string): Node | undefined {
  const variable = topLevelVariable(module, name);
  const [definition, ...others] = variable?.defs ?? [];
  if (definition?.node.type !== 'VariableDeclarator' || others.length > 0 || !definition.node.init) return undefined;
  const isWritten = variable?.references.some((reference) => reference.isWrite() && reference.init !== true);
  return isWritten === true || definition.node.id.type !== 'Identifier' ? undefined : unwrap(definition.node.init);
}
