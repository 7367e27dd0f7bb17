/**
 * Code that belongs to what one place made: the methods of an instance, the functions that one call of a factory made. Finds the environments in
 * which such code runs when no more is known than what it belongs to, and whether a call is one of it. Tells apart the places only: what one place
 * makes in several calls is one thing.
 */
import { baseEnv, evaluate, genericSelf, selfOf } from './evaluate.ts';
import { envOn, isOnThis, mayBeOn } from './instance-sites.ts';
import { memberKey } from './nodes.ts';
import { isSetter, setterOf } from './setters.ts';
import type { CallOf } from './callers.ts';
import { isWithin, type FunctionUnit } from './units.ts';
import type { Env, Site } from './values.ts';
import type { World } from './world.ts';

/** The run of a factory to which code belongs; undefined: it belongs to none that makes a difference. */
export function factoryRun(env: Env | undefined): Env | undefined {
  let current = env;
  while (current && !current.site) current = current.parent;
  return current;
}

/** Whether two places are one. */
export function isSameSite(one: Site, other: Site): boolean {
  if (one.node !== other.node) return false;
  const first = one.around?.site;
  const second = other.around?.site;
  return first && second ? isSameSite(first, second) : first === second;
}

/** Whether what was made in two environments certainly comes from two calls of a factory. */
export function isToldApart(one: Env | undefined, other: Env | undefined): boolean {
  const first = factoryRun(one)?.site;
  const second = factoryRun(other)?.site;
  return first !== undefined && second !== undefined && !isSameSite(first, second);
}

/** The environment of a function of which no more is known than that it belongs to what the other environment does. */
export function envBeside(world: World, unit: FunctionUnit, env: Env | undefined): Env {
  const run = factoryRun(env);
  return run ? envInRun(world, unit, run) : envOn(world, unit, env?.self);
}

/** The same of a function that writes to a variable of the other environment: what stands inside of that sees its parameters. */
export function envOfWrite(world: World, unit: FunctionUnit, home: Env): Env {
  return home.args && isWithin(unit, home.unit) ? envInside(world, unit, home) : envBeside(world, unit, home);
}

/** The same, from the run of a factory on, and from those around it. */
function envInRun(world: World, unit: FunctionUnit, run: Env): Env {
  for (let current: Env | undefined = run; current; current = current.site?.around)
    if (isWithin(unit, current.unit)) return envInside(world, unit, current);
  return baseEnv(world, unit);
}

function envInside(world: World, unit: FunctionUnit, run: Env): Env {
  if (unit === run.unit || !unit.parent) return run;
  const parent = envInside(world, unit.parent, run);
  return world.environments.intern(unit, undefined, genericSelf(unit, parent), parent, parent.depth + 1);
}

/** The environment in which a call of the function stands; undefined: what it calls belongs to something else than `env`. */
export function envOfCall(world: World, unit: FunctionUnit, call: CallOf, env: Env | undefined): Env | undefined {
  const run = factoryRun(env);
  if (run) {
    const there = envInRun(world, call.unit, run);
    const isIt = calledBy(world, unit, call, there).some((env) => isOfRun(env, run));
    return isIt ? there : undefined;
  }
  const self = env && selfOf(env);
  if (self?.kind !== 'instance' || !self.site) return baseEnv(world, call.unit);
  if (isOnThis(call.callee)) return envOn(world, call.unit, self);
  const there = self.site.around ? envInRun(world, call.unit, self.site.around) : baseEnv(world, call.unit);
  return mayBeOn(world, call.callee, there, self) ? there : undefined;
}

/** The environments in which the function was made that the call runs. */
function calledBy(world: World, unit: FunctionUnit, { callee }: CallOf, there: Env): readonly (Env | undefined)[] {
  const key = callee.type === 'MemberExpression' && isSetter(unit) ? memberKey(callee) : undefined;
  const functions =
    callee.type === 'MemberExpression' && key !== undefined
      ? evaluate(world, callee.object, there).map((owner) => setterOf(world, owner, key))
      : evaluate(world, callee, there);
  return functions.flatMap((value) => (value?.kind === 'function' && value.unit === unit ? [value.env] : []));
}

function isOfRun(env: Env | undefined, { site }: Env): boolean {
  const own = factoryRun(env)?.site;
  return own !== undefined && site !== undefined && isSameSite(own, site);
}
