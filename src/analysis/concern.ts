/**
 * Whether a file can have durable code at all: it imports the engine's SDK, or a module of the program that does, however far away.
 * Asked before anything else is computed.
 */
import type { World } from './world.ts';

/** Modules looked at for one answer; a program with longer import chains is taken to reach the SDK. */
const MAX_MODULES = 5000;

export function reachesEngine(world: World, start: string, specifiers: readonly string[]): boolean {
  const seen = new Set<string>([start]);
  const queue: { readonly path: string; readonly specifiers: readonly string[] }[] = [{ path: start, specifiers }];
  for (let current = queue.shift(); current; current = queue.shift()) {
    for (const specifier of current.specifiers) {
      if (world.knowledge.sdkModule(specifier) !== undefined) return remember(world, start, true);
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
