/** What other files can name: functions, classes with their methods, variables. */
import { contains, type Node } from './nodes.ts';
import type { ExportEntry, FunctionUnit, ModuleUnit } from './units.ts';
import type { VariableLike } from './variables.ts';

/** Whether other files can call the unit: an exported function, or a method of an exported class that is not private. */
export function isExported(module: ModuleUnit, unit: FunctionUnit): boolean {
  if (unit.owner) {
    const { owner } = unit;
    const item = owner.members.find((candidate) => candidate.value === unit.node);
    if (item?.isPrivate === true) return false;
    return exportsName(module, owner.name, owner.node);
  }
  return unit.parent === module.main && exportsName(module, unit.name, unit.node);
}

function exportsName(module: ModuleUnit, name: string, node: Node): boolean {
  for (const entry of module.exports.values()) {
    if (exportsIt(entry, name, node)) return true;
  }
  return false;
}

/** Whether the export is what the file calls `name`, or what holds the node: `exports.load = load`, `exports.load = () => …`. */
export function exportsIt(entry: ExportEntry, name: string, node: Node): boolean {
  if (entry.kind === 'local') return entry.name === name;
  if (entry.kind !== 'expression') return false;
  return contains(entry.node, node) || (entry.node.type === 'Identifier' && entry.node.name === name);
}

/** Whether the variable is declared where it is exported: `export const running = …`. */
export function isExportedVariable(variable: VariableLike): boolean {
  const declaration = variable.defs[0]?.parent;
  return declaration?.parent?.type === 'ExportNamedDeclaration';
}
