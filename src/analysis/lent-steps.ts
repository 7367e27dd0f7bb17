/**
 * Functions of the file that code of other files runs, which was given them and has a role. In steps, `(name, given) => DBOS.runStep(async () => given(), { name })`,
 * they are found on the ways from the workflows of the file, since only there such a call makes a step. Leaves out steps that are registered in their own file, which
 * knows of them.
 */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { CarriedModules } from './carried-modules.ts';
import { factsOf } from './collect-facts.ts';
import { bindCall } from './function-calls.ts';
import type { ModuleUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** A function of the file, and the role in which a step of another file runs it. */
export interface Lent {
  readonly env: Env;
  readonly role: Role;
  readonly assumed: boolean;
}

/** Calls that are followed into other files. */
const MAX_DEPTH = 4;

/** @param workflows the environments in which workflows of the file run */
export function lentToSteps(world: World, module: ModuleUnit, workflows: readonly Env[]): readonly Lent[] {
  const carried = new CarriedModules(({ path }) => path === module.path);
  const found: Lent[] = [];
  const seen = new Set<Env>();
  const queue = workflows.map((env) => ({ env, depth: 0 }));
  for (const { env, depth } of queue) {
    if (seen.has(env)) continue;
    seen.add(env);
    for (const edge of factsOf(world, env).edges) {
      if (edge.kind === 'call') {
        if (edge.timing === 'inline' && depth < MAX_DEPTH && carried.inEnv(edge.target))
          queue.push({ env: edge.target, depth: depth + 1 });
        continue;
      }
      const { target, role, how } = edge;
      if (how !== 'runs' || role === 'workflow' || target.kind !== 'function' || target.unit.module === module)
        continue;
      const step = bindCall(world, target, [], target.env?.depth ?? 0);
      if (carried.inEnv(step)) found.push(...runIn(world, module, carried, step).map((lent) => ({ ...lent, role })));
    }
  }
  return found;
}

/** The functions of the file that code of another one runs, there and in what it calls with them: `traced('place', async () => …)`. */
export function lentTo(world: World, module: ModuleUnit, start: Env): readonly Omit<Lent, 'role'>[] {
  return runIn(world, module, new CarriedModules(({ path }) => path === module.path), start);
}

function runIn(world: World, module: ModuleUnit, carried: CarriedModules, start: Env): readonly Omit<Lent, 'role'>[] {
  const found: Omit<Lent, 'role'>[] = [];
  const queue = [{ env: start, assumed: false }];
  const seen = new Set<Env>([start]);
  for (const item of queue) {
    for (const edge of factsOf(world, item.env).edges) {
      if (edge.kind !== 'call' || edge.timing !== 'inline' || seen.has(edge.target)) continue;
      seen.add(edge.target);
      const next = { env: edge.target, assumed: item.assumed || edge.assumed === true };
      if (edge.target.unit.module.path === module.path) found.push(next);
      else if (carried.inEnv(edge.target)) queue.push(next);
    }
  }
  return found;
}
