/**
 * How instances come to be: what the constructor of a class is given, by `new` or by the `super(…)` of a class that extends it, and in which
 * environments constructors and field initialisers run for an instance.
 */
import { argumentsIn, type Arguments } from './arguments.ts';
import { baseOf, lineageOf } from './base-classes.ts';
import { sole } from './certain.ts';
import { constructorOf, superCallsIn } from './class-elements.ts';
import { codeArguments } from './data.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { envOn } from './instance-sites.ts';
import { UNKNOWN_VALUES } from './make-values.ts';
import { unwrap, type Node } from './nodes.ts';
import type { ClassUnit } from './units.ts';
import type { Env, InstanceValue, Values } from './values.ts';
import type { World } from './world.ts';

/** The environment in which field initialisers of a class run for an instance. */
export function fieldEnv(world: World, cls: ClassUnit, self: InstanceValue): Env {
  const base = baseEnv(world, cls.initializer);
  if (self.key === base.self?.key) return base;
  return world.environments.intern(cls.initializer, [], self, envAround(world, cls, self), self.depth + 1);
}

/** The environment in which the constructor of a class runs for an instance; undefined: it has none of its own. */
export function constructorEnv(world: World, cls: ClassUnit, self: InstanceValue): Env | undefined {
  const unit = constructorOf(cls);
  if (!unit) return undefined;
  const args = givenTo(world, cls, self);
  if (args === undefined) return envOn(world, unit, self);
  return world.environments.intern(unit, args, self, envAround(world, cls, self), self.depth + 1);
}

/** What the `super(…)` of a constructor hands on in an environment of it; undefined: no single one is written there. */
export function superArguments(world: World, env: Env): Arguments | undefined {
  const call = sole(superCallsIn(env.unit));
  return call && argumentsIn(world, call.arguments, env);
}

function envAround(world: World, cls: ClassUnit, self: InstanceValue): Env {
  return (self.cls === cls ? self.env : undefined) ?? baseEnv(world, cls.parent);
}

/** The arguments of the constructor of a class, which is that of the instance or a base class of that, as far as they are code. */
function givenTo(world: World, cls: ClassUnit, self: InstanceValue): readonly Values[] | undefined {
  if (self.cls === cls) return self.args ?? constructedWith(world, cls);
  const derived = derivedFrom(world, cls, self.cls);
  if (!derived) return undefined;
  const env = constructorEnv(world, derived, self);
  if (!env) return givenTo(world, derived, self);
  const given = superArguments(world, env);
  return given && codeArguments(world, given.all);
}

/** Of the classes between `from` and its base class `cls`, the one that extends `cls`. */
function derivedFrom(world: World, cls: ClassUnit, from: ClassUnit): ClassUnit | undefined {
  for (const candidate of lineageOf(world, from)) if (baseOf(world, candidate) === cls) return candidate;
  return undefined;
}

/** The arguments of the only `new C(…)` in the class's own file, when no other construction is known. */
function constructedWith(world: World, cls: ClassUnit): readonly Values[] | undefined {
  const sites: { readonly args: readonly Node[]; readonly env: Env }[] = [];
  for (const unit of cls.module.units) {
    for (const node of unit.invocations) {
      if (node.type !== 'NewExpression') continue;
      const callee = unwrap(node.callee);
      if (callee.type === 'Identifier' && callee.name === cls.name) {
        sites.push({ args: node.arguments, env: baseEnv(world, unit) });
      }
    }
  }
  const only = sole(sites);
  return only?.args.map((argument) =>
    argument.type === 'SpreadElement' ? UNKNOWN_VALUES : evaluate(world, argument, only.env),
  );
}
