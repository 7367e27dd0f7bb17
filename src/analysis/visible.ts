/** The variables and parameters that code at a place can use, nearest first. */
import type { Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { VariableLike } from './variables.ts';

/** Names of those that match and are declared above the place. */
export function visibleNames(module: ModuleUnit, node: Node, pattern: RegExp): readonly string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const scopes = module.source.scopeManager.scopes
    .map((scope) => ({ scope, range: scope.block.range }))
    .filter(({ range }) => range[0] <= node.range[0] && node.range[1] <= range[1])
    .sort((first, second) => first.range[1] - first.range[0] - (second.range[1] - second.range[0]));
  for (const { scope } of scopes) {
    for (const variable of scope.variables) {
      const [definition] = variable.defs;
      if (!definition || seen.has(variable.name)) continue;
      seen.add(variable.name);
      const at = definition.name.range[0];
      const isValue = definition.type === 'Variable' || definition.type === 'Parameter';
      if (isValue && at < node.range[0] && pattern.test(variable.name)) found.push(variable.name);
    }
  }
  return found;
}

/** Whether a variable's name, written at the place, means that variable. */
export function isMeantAt(module: ModuleUnit, node: Node, variable: VariableLike): boolean {
  let innermost: { readonly size: number; readonly variable: VariableLike } | undefined;
  for (const scope of module.source.scopeManager.scopes) {
    const { range } = scope.block;
    if (range[0] > node.range[0] || node.range[1] > range[1]) continue;
    const found = scope.set.get(variable.name);
    const size = range[1] - range[0];
    if (found && found.defs.length > 0 && (!innermost || size <= innermost.size)) innermost = { size, variable: found };
  }
  return innermost?.variable === variable;
}
