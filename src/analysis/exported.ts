/** What other files can name: functions, classes with their methods, variables. */
import { contains, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
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
    if (entry.kind === 'local' && entry.name === name) return true;
    if (entry.kind === 'expression' && contains(entry.node, node)) return true;
  }
  return false;
}

/** Whether the variable is declared where it is exported: `export const running = …`. */
export function isExportedVariable(variable: VariableLike): boolean {
  const declaration = variable.defs[0]?.parent;
  return declaration?.parent?.type === 'ExportNamedDeclaration';
}
