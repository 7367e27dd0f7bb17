/**
 * Which class stands behind an interface: the only one that implements it among the modules that the linted file, and the file of the
 * interface, reach by their imports. Two implementations are no answer: which one runs is then decided elsewhere.
 */
import { valuesOfType } from './annotations.ts';
import type { ModuleUnit } from './units.ts';
import { instanceValue, type InstanceValue, type ShapeValue } from './values.ts';
import type { World } from './world.ts';

/** Modules looked through for one interface. */
const MAX_MODULES = 400;

export function onlyImplementation(world: World, shape: ShapeValue): InstanceValue | undefined {
  const known = world.implementations.get(shape.key);
  if (known !== undefined) return known ?? undefined;
  world.implementations.set(shape.key, null);
  const found = find(world, shape);
  world.implementations.set(shape.key, found ?? null);
  return found;
}

function find(world: World, shape: ShapeValue): InstanceValue | undefined {
  if (shape.node.type !== 'TSInterfaceDeclaration') return undefined;
  const name = shape.node.id.name;
  let only: InstanceValue | undefined;
  const around = world.root ? reachableModules(world, world.root) : [];
  // The file of the interface may be imported for its types only.
  for (const module of new Set([...around, ...reachableModules(world, shape.module)])) {
    for (const cls of module.classes.values()) {
      const implementing = cls.implements.some((item) => {
        // Cheap first: the interface keeps its name unless an import renames it.
        if (item.expression.type !== 'Identifier') return false;
        if (item.expression.name !== name && !module.imports.has(item.expression.name)) return false;
        return valuesOfType(world, item, module).some((value) => value.key === shape.key);
      });
      if (!implementing) continue;
      if (only) return undefined;
      only = instanceValue(cls, undefined, undefined, 0);
    }
  }
  return only;
}

/** The module and all that its imports reach, nearest first. */
export function reachableModules(world: World, root: ModuleUnit): readonly ModuleUnit[] {
  const known = world.reachable.get(root);
  if (known) return known;
  const seen = new Set<string>([root.path]);
  const modules = [root];
  for (let index = 0; index < modules.length && modules.length < MAX_MODULES; index += 1) {
    const module = modules[index];
    if (!module) break;
    for (const specifier of module.specifiers) {
      const resolution = world.resolve(specifier, module.path);
      if (resolution.kind !== 'file' || seen.has(resolution.path)) continue;
      seen.add(resolution.path);
      const target = world.module(resolution.path);
      if (target) modules.push(target);
    }
  }
  world.reachable.set(root, modules);
  return modules;
}
