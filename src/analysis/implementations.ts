/**
 * Which class stands behind an interface: the only one that implements it among the modules that the linted file, and the file of the
 * interface, reach by their imports. Two implementations are no answer: which one runs is then decided elsewhere.
 */
import { valuesOfType } from './annotations.ts';
import type { ModuleUnit } from './units.ts';
import { instanceValue } from './make-values.ts';
import type { InstanceValue, ShapeValue } from './values.ts';
import { IMPLEMENTS, type World } from './world.ts';

/** Modules looked through for one interface. */
const MAX_MODULES = 400;

/** An instance of the only class that implements the interface; undefined: there is none, or there are several. */
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
  const around = world.root ? reachablePaths(world, world.root) : [];
  // The file of the interface may be imported for its types only.
  for (const path of new Set([...around, ...reachablePaths(world, shape.module)])) {
    // Most files implement nothing, and need not be parsed to know.
    const module = world.mentions(path, IMPLEMENTS) ? world.module(path) : undefined;
    for (const cls of module?.classes.values() ?? []) {
      const implementing = cls.implements.some((item) => {
        // Cheap first: the interface keeps its name unless an import renames it.
        if (item.expression.type !== 'Identifier') return false;
        if (item.expression.name !== name && !cls.module.imports.has(item.expression.name)) return false;
        return valuesOfType(world, item, cls.module).some(
          (value) => value.kind === 'shape' && value.node === shape.node,
        );
      });
      if (!implementing) continue;
      if (only) return undefined;
      only = instanceValue(cls, undefined, undefined, 0);
    }
  }
  return only;
}

/** The paths of the module and of all that its imports reach, nearest first. */
export function reachablePaths(world: World, root: ModuleUnit): readonly string[] {
  const known = world.reachable.get(root);
  if (known) return known;
  const paths = [root.path];
  const seen = new Set<string>(paths);
  for (let index = 0; index < paths.length && paths.length < MAX_MODULES; index += 1) {
    const path = paths[index] ?? root.path;
    for (const specifier of world.specifiers(path).loaded) {
      const resolution = world.resolve(specifier, path);
      if (resolution.kind !== 'file' || seen.has(resolution.path)) continue;
      seen.add(resolution.path);
      paths.push(resolution.path);
    }
  }
  world.reachable.set(root, paths);
  return paths;
}
