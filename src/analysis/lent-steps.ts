/**
 * Steps of other files that run what this one gave them: `(name, given) => DBOS.runStep(async () => given(), { name })`. Found on the ways from the
 * workflows of this file, since only there such a call makes a step. Leaves out steps that are registered: their own file knows of them.
 */
import { CarriedModules } from './carried-modules.ts';
import { factsOf } from './collect-facts.ts';
import type { Contexts } from './contexts.ts';
import { bindCall } from './function-calls.ts';
import type { Root } from './roots.ts';
import type { ModuleUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** Calls that are followed into other files. */
const MAX_DEPTH = 4;

/** Each with the environment in which it runs code of the file. */
export function lentSteps(world: World, module: ModuleUnit, contexts: Contexts): readonly Root[] {
  const carried = new CarriedModules(({ path }) => path === module.path);
  const found: Root[] = [];
  const seen = new Set<Env>();
  const queue = contexts.roots.filter(({ role }) => role === 'workflow').map(({ env }) => ({ env, depth: 0 }));
  for (const { env, depth } of queue) {
    if (seen.has(env)) continue;
    seen.add(env);
    for (const edge of factsOf(world, env).edges) {
      if (edge.kind === 'call') {
        const isFollowed = edge.target.unit.module === module || carried.inEnv(edge.target);
        if (isFollowed && edge.timing === 'inline' && depth < MAX_DEPTH)
          queue.push({ env: edge.target, depth: depth + 1 });
        continue;
      }
      const { target, role, how } = edge;
      if (how !== 'runs' || role === 'workflow' || target.kind !== 'function' || target.unit.module === module)
        continue;
      const ran = bindCall(world, target, [], target.env?.depth ?? 0);
      if (carried.inEnv(ran)) found.push({ env: ran, role, edge, assumed: false });
    }
  }
  return found;
}
