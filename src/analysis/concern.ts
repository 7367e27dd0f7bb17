/**
 * Whether a file can have durable code at all: it imports the engine's SDK, or a module of the program that does, however far away.
 * Asked before anything else is computed.
 */
import type { Specifiers } from './source.ts';
import type { World } from './world.ts';

/** Modules looked at for one answer; a program with longer import chains is taken to reach the SDK. */
const MAX_MODULES = 5000;

/**
 * Types are enough to know what a parameter is, so a file is concerned that takes types from a module that reaches the engine. That is
 * asked of the file alone, not of what it loads: what lies behind its neighbours' types says nothing about its own code.
 */
export function isConcerned(world: World, path: string, specifiers: Specifiers): boolean {
  if (reachesEngine(world, path, specifiers)) return true;
  return specifiers.types.some((specifier) => {
    const resolution = world.resolve(specifier, path);
    if (resolution.kind !== 'file') return false;
    return (
      world.concerned.get(resolution.path) ?? reachesEngine(world, resolution.path, world.specifiers(resolution.path))
    );
  });
}

/** Whether the module, or one that it loads, names the engine's SDK, be it for types. */
export function reachesEngine(world: World, start: string, specifiers: Specifiers): boolean {
  const seen = new Set<string>([start]);
  const queue: { readonly path: string; readonly specifiers: Specifiers }[] = [{ path: start, specifiers }];
  for (let current = queue.shift(); current; current = queue.shift()) {
    const { loaded, types } = current.specifiers;
    if ([...loaded, ...types].some((specifier) => world.knowledge.sdkModule(specifier) !== undefined))
      return remember(world, start, true);
    for (const specifier of loaded) {
      const resolution = world.resolve(specifier, current.path);
      if (resolution.kind !== 'file' || seen.has(resolution.path)) continue;
      seen.add(resolution.path);
      const known = world.concerned.get(resolution.path);
      if (known === true || seen.size > MAX_MODULES) return remember(world, start, true);
      if (known === undefined) queue.push({ path: resolution.path, specifiers: world.specifiers(resolution.path) });
    }
  }
  // What a module reaches that reaches nothing, reaches nothing either.
  for (const path of seen) world.concerned.set(path, false);
  return false;
}

function remember(world: World, path: string, answer: boolean): boolean {
  world.concerned.set(path, answer);
  return answer;
}
