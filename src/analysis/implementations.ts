/**
 * Which class stands behind an interface or an abstract class: the only one that implements or extends it among the modules that the file which names
 * it as a type, and its own file, reach by their imports. Two are no answer: which one runs is then decided elsewhere. What the linted file reaches
 * does not count by itself: what is known of other files must not depend on which is linted first.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { valuesOfType } from './annotations.ts';
import { extendedBy } from './base-classes.ts';
import type { ClassUnit, ModuleUnit } from './units.ts';
import { instanceValue } from './make-values.ts';
import type { InstanceValue, ShapeValue } from './values.ts';
import type { World } from './world.ts';

/** What a class says that may stand behind an interface. */
const IMPLEMENTS = 'implements';
/** What a class says that may stand behind an abstract one. */
const EXTENDS = 'extends';

/** Where classes are sought: the file that names the type, and the one that declares it, which may be imported for its types only. */
type Homes = readonly ModuleUnit[];

/** Modules looked through for one interface. */
const MAX_MODULES = 400;

/** An instance of the only class that implements the interface; undefined: there is none, or there are several. */
export function onlyImplementation(world: World, shape: ShapeValue): InstanceValue | undefined {
  const { node } = shape;
  if (node.type !== 'TSInterfaceDeclaration') return undefined;
  return only(world, shape.key, () => implementing(world, node, [shape.from, shape.module]));
}

/** An instance of the only class that can be constructed of those that extend the abstract class; undefined: there is none, or there are several. */
export function onlySubclass(world: World, { key, cls, from }: InstanceValue): InstanceValue | undefined {
  if (!isAbstract(cls)) return undefined;
  return only(world, key, () => below(world, cls, from ? [from, cls.module] : [cls.module]));
}

function only(world: World, key: string, find: () => Iterable<ClassUnit>): InstanceValue | undefined {
  const known = world.implementations.get(key);
  if (known !== undefined) return known ?? undefined;
  // Whoever asks for it while it is being found gets no answer.
  world.implementations.set(key, null);
  const found = new Set<ClassUnit>();
  for (const cls of find()) {
    found.add(cls);
    if (found.size > 1) return undefined;
  }
  const [cls] = found;
  const instance = cls && instanceValue(cls, undefined, undefined, 0);
  world.implementations.set(key, instance ?? null);
  return instance;
}

/** The classes that implement the interface; in the place of abstract ones, those that extend them. */
function* implementing(world: World, node: TSESTree.TSInterfaceDeclaration, homes: Homes): Iterable<ClassUnit> {
  const { name } = node.id;
  // Most files implement nothing, and need not be parsed to know.
  for (const cls of classesAround(world, homes, (path) => world.mentions(path, IMPLEMENTS))) {
    const isIt = cls.implements.some((item) => {
      // Cheap first: the interface keeps its name unless an import renames it.
      if (item.expression.type !== 'Identifier') return false;
      if (item.expression.name !== name && !cls.module.imports.has(item.expression.name)) return false;
      return valuesOfType(world, item, cls.module).some((value) => value.kind === 'shape' && value.node === node);
    });
    if (!isIt) continue;
    if (isAbstract(cls)) yield* below(world, cls, homes);
    else yield cls;
  }
}

/** The classes that can be constructed and extend the abstract class, or implement it. */
function* below(world: World, base: ClassUnit, homes: Homes, seen = new Set<ClassUnit>()): Iterable<ClassUnit> {
  if (base.name === '' || seen.has(base)) return;
  seen.add(base);
  const isNear = (path: string): boolean =>
    (world.mentions(path, EXTENDS) || world.mentions(path, IMPLEMENTS)) && world.mentions(path, base.name);
  for (const cls of classesAround(world, homes, isNear)) {
    const isIt =
      extendedBy(world, cls).some((value) => value.kind === 'class' && value.cls === base) ||
      cls.implements.some((item) =>
        valuesOfType(world, item, cls.module).some((value) => value.kind === 'instance' && value.cls === base),
      );
    if (!isIt) continue;
    if (isAbstract(cls)) yield* below(world, cls, homes, seen);
    else yield cls;
  }
}

function* classesAround(world: World, homes: Homes, isNear: (path: string) => boolean): Iterable<ClassUnit> {
  for (const path of new Set(homes.flatMap((home) => reachablePaths(world, home)))) {
    const module = isNear(path) ? world.module(path) : undefined;
    yield* module?.classes.values() ?? [];
  }
}

function isAbstract({ node }: ClassUnit): boolean {
  return node.abstract;
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
