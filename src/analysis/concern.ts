/**
 * Whether a file can have durable code at all: it imports the engine's SDK, or a module of the program that does, however far away.
 * Asked before anything else is computed.
 */
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Modules looked at for one answer; a program with longer import chains is taken to reach the SDK. */
const MAX_MODULES = 5000;

export function reachesEngine(world: World, module: ModuleUnit): boolean {
  const known = world.concerned.get(module.path);
  if (known !== undefined) return known;
  const seen = new Set<string>([module.path]);
  const queue: ModuleUnit[] = [module];
  let found = false;
  for (let current = queue.shift(); current && !found; current = queue.shift()) {
    for (const specifier of current.specifiers) {
      if (world.knowledge.sdkModule(specifier) !== undefined) {
        found = true;
        break;
      }
      const resolution = world.resolve(specifier, current.path);
      if (resolution.kind !== 'file' || seen.has(resolution.path)) continue;
      seen.add(resolution.path);
      const before = world.concerned.get(resolution.path);
      if (before === true || seen.size > MAX_MODULES) {
        found = true;
        break;
      }
      if (before === false) continue;
      const next = world.module(resolution.path);
      if (next) queue.push(next);
    }
  }
  // What a module reaches that reaches nothing, reaches nothing either.
  if (!found) for (const path of seen) world.concerned.set(path, false);
  world.concerned.set(module.path, found);
  return found;
}
