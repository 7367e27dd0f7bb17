/**
 * The code of the linted file that runs in one role, in the environments in which it does, and the calls by which it leaves the file or
 * enters code that others use too. What is wrong in the former is reported where it stands, what is wrong behind the latter at the call.
 */
import type { Role } from '../../knowledge/vocabulary/roles.ts';
import { CarriedModules } from '../carried-modules.ts';
import type { Contexts } from '../contexts.ts';
import { baseEnv } from '../evaluate.ts';
import type { CallEdge } from '../facts.ts';
import { factsOf } from '../collect-facts.ts';
import type { FunctionUnit, ModuleUnit } from '../units.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { isRecorded } from './operations.ts';
import { summaryOf } from '../summaries.ts';

/** A function of the file that runs in the role, and in no other kind of role. */
export interface RoleCode {
  readonly env: Env;
  /** The function that has the role. */
  readonly root: FunctionUnit;
}

/** A call out of such code. */
export interface RoleExit {
  readonly edge: CallEdge;
  readonly root: FunctionUnit;
}

/** The code of a file that runs in a role, and the calls that leave it. */
export interface CodeInRole {
  readonly code: readonly RoleCode[];
  readonly exits: readonly RoleExit[];
  /** Functions of other files, and those that others use too, which were given some of the code. */
  readonly carriers: readonly Env[];
}

/** The code of the file that runs in the role only. */
export function codeInRole(world: World, module: ModuleUnit, contexts: Contexts, role: Role): CodeInRole {
  const code: RoleCode[] = [];
  const exits: RoleExit[] = [];
  const carriers: Env[] = [];
  const carrying = new CarriedModules(({ path }) => path === module.path);
  const isExclusive = (unit: FunctionUnit): boolean => {
    if (unit.module !== module || contexts.open.has(unit)) return false;
    for (const other of contexts.roles.get(unit) ?? []) if (other !== role) return false;
    return true;
  };
  const seen = new Set<Env>();
  for (const root of contexts.roots) {
    if (root.role !== role) continue;
    if (root.env.unit.module !== module) {
      // Registered here, written elsewhere: everything that the function does is seen from the registration.
      if (root.edge) {
        const edge: CallEdge = {
          kind: 'call',
          node: root.edge.node,
          target: root.env,
          timing: 'inline',
          by: root.edge.by,
        };
        exits.push({ edge, root: root.env.unit });
      }
      continue;
    }
    const queue = seen.has(root.env) ? [] : [{ env: root.env, isCarrier: false }];
    seen.add(root.env);
    for (let item = queue.pop(); item; item = queue.pop()) {
      const { env, isCarrier } = item;
      if (isCarrier) carriers.push(env);
      else code.push({ env, root: root.env.unit });
      for (const edge of factsOf(world, env).edges) {
        // What a timer runs is the timer's fault.
        if (edge.kind !== 'call' || edge.timing !== 'inline') continue;
        const target = localEnv(world, module, edge.target);
        const isOutside = !isExclusive(target.unit);
        if (isOutside && !isCarrier && [...summaryOf(world, edge.target).values()].some(({ fact }) => isRecorded(fact)))
          exits.push({ edge, root: root.env.unit });
        if (seen.has(target) || (isOutside && !carrying.inEnv(target))) continue;
        seen.add(target);
        queue.push({ env: target, isCarrier: isOutside });
      }
    }
  }
  return { code, exits, carriers };
}

/** Code of this file that was reached through another parse of it. */
function localEnv(world: World, module: ModuleUnit, env: Env): Env {
  const { unit } = env;
  if (unit.module === module || unit.module.path !== module.path) return env;
  const own = module.units.find((candidate) => candidate.key === unit.key);
  return own ? baseEnv(world, own) : env;
}
