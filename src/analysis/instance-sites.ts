/**
 * Where an instance was made, for classes whose methods keep what they are given: what one saga keeps is not what another one does. Tells apart the
 * places of `new` only: what one place makes in several calls is one instance.
 */
import { lineageOf } from './base-classes.ts';
import { isKept } from './kept-parameters.ts';
import { dataParameters } from './data-types.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { collectionShape } from './own-collections.ts';
import { isFunctionNode, memberKey, parametersOf, unwrap, type Node } from './nodes.ts';
import type { ClassUnit, FunctionUnit } from './units.ts';
import { factoryRun, isSameSite } from './sites.ts';
import type { Env, InstanceValue, Site, Value } from './values.ts';
import type { World } from './world.ts';

/** The place of a `new`, when it makes a difference; undefined: the class keeps nothing, or only its own file knows what. */
export function siteOf(world: World, cls: ClassUnit, node: Node, env: Env): Site | undefined {
  const { module } = env.unit;
  const isElsewhere = world.modules.isOfLint(module) && !world.modules.isOfLint(cls.module);
  // What inherited methods of a collection keep is known where they are called.
  const isTold = isElsewhere ? collectionShape(world, cls) !== undefined : isKeeper(world, cls);
  if (!isTold) return undefined;
  const around = factoryRun(env);
  // Made deeper, it is not told apart from what others make there.
  return { node, module, around: around?.site?.around ? undefined : around };
}

/** Whether an instance of the class keeps code that its methods are given. */
export function isKeeper(world: World, cls: ClassUnit): boolean {
  return world.search.answered(world.keepers, cls, false, () => findKeeper(world, cls));
}

function findKeeper(world: World, start: ClassUnit): boolean {
  if (collectionShape(world, start)) return true;
  for (const { members, module } of lineageOf(world, start)) {
    const keeps = members.some(({ kind, value, isStatic }) => {
      const isRun = kind === 'method' || kind === 'set' || kind === 'field';
      const unit = value && isRun && !isStatic ? module.unitOf.get(value) : undefined;
      return unit !== undefined && keepsCode(world, unit);
    });
    if (keeps) return true;
  }
  return false;
}

/** Whether the function keeps what it is given, as far as that may be code. */
export function keepsCode(world: World, unit: FunctionUnit): boolean {
  if (!isFunctionNode(unit.node)) return false;
  const data = dataParameters(world, unit);
  return parametersOf(unit.node).some((_, index) => data?.[index] !== true && isKept(world, unit, index));
}

/** The environment of a method of which no more is known than the instance that it is called on; also of functions inside of it. */
export function envOn(world: World, unit: FunctionUnit, self: Value | undefined): Env {
  if (self?.kind !== 'instance' || !self.site) return baseEnv(world, unit);
  const base = baseEnv(world, unit);
  const depth = self.depth + 1;
  if (unit.owner && base.self) return world.environments.intern(unit, undefined, self, base.parent, depth);
  const parent = unit.parent && envOn(world, unit.parent, self);
  return parent && parent !== base.parent ? world.environments.intern(unit, undefined, base.self, parent, depth) : base;
}

/** Whether a call of `callee`, a method, in its environment, may be one on the instance, as far as it is known where that was made. */
export function mayBeOn(world: World, callee: Node, there: Env, self: InstanceValue): boolean {
  if (callee.type !== 'MemberExpression' || isThis(callee.object)) return true;
  const receivers = evaluate(world, callee.object, there);
  const isOther = (value: Value): boolean =>
    value.kind === 'instance' && value.site !== undefined && !(self.site && isSameSite(value.site, self.site));
  if (receivers.some(({ kind }) => kind === 'instance')) return !receivers.every(isOther);
  // `{ later: hooks.add }`
  const called = evaluate(world, callee, there).flatMap((value) => (value.kind === 'function' ? [value.self] : []));
  return called.length === 0 || !called.every((owner) => owner !== undefined && isOther(owner));
}

/** Whether a call of it is one of another method of the same object. */
export function isOnThis(callee: Node): boolean {
  return callee.type === 'MemberExpression' && memberKey(callee) !== undefined && isThis(callee.object);
}

/** `this`, `super`. */
function isThis(object: Node): boolean {
  const { type } = unwrap(object);
  return type === 'ThisExpression' || type === 'Super';
}
