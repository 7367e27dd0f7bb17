/** Which modules import others, however far away. Knows specifiers only, so no module is parsed for it. */
import type { World } from './world.ts';

/** The paths of `from` that reach one of `targets` by their imports, those for types included, or are one of them. */
export function importersOf(world: World, targets: ReadonlySet<string>, from: Iterable<string>): ReadonlySet<string> {
  const importers = importersByPath(world, from);
  const reached = new Set(targets);
  // What is added on the way is visited, too.
  for (const path of reached) for (const importer of importers.get(path) ?? []) reached.add(importer);
  return reached;
}

/** Whether a module reaches another one by its imports, those for types included, or is it. */
export function reaches(world: World, from: string, to: string): boolean {
  return reachedFrom(world, [from]).has(to);
}

/** The paths of all that the modules reach by their imports, those for types included, and their own. */
export function reachedFrom(world: World, from: Iterable<string>): ReadonlySet<string> {
  const reached = new Set(from);
  // What is added on the way is visited, too.
  for (const path of reached) for (const imported of importedBy(world, path)) reached.add(imported);
  return reached;
}

/** All that the modules reach, each with the modules that import it. */
function importersByPath(world: World, from: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  const paths = new Set(from);
  for (const path of paths) {
    for (const imported of importedBy(world, path)) {
      paths.add(imported);
      const known = importers.get(imported);
      if (known) known.push(path);
      else importers.set(imported, [path]);
    }
  }
  return importers;
}

function importedBy(world: World, path: string): readonly string[] {
  const { loaded, types } = world.specifiers(path);
  return [...loaded, ...types].flatMap((specifier) => {
    const resolution = world.resolve(specifier, path);
    return resolution.kind === 'file' ? [resolution.path] : [];
  });
}
