/**
 * Members of classes and of their instances, with inheritance: fields by initialiser, by assignment, by constructor argument and by type. A
 * member that a decorator makes durable is its durable version.
 */
import { valuesOfType } from './annotations.ts';
import { extendedBy, lineageOf } from './base-classes.ts';
import { boundType } from './bound-types.ts';
import { isConstructor } from './class-elements.ts';
import { constructorEnv, fieldEnv } from './construction.ts';
import { callFunction, withReceiver } from './function-calls.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { carriesCode } from './data.ts';
import { envOn } from './instance-sites.ts';
import { onlySubclass } from './implementations.ts';
import { preferDurable } from './in-place.ts';
import { writesTo, writesUnder, writtenValues } from './member-writes.ts';
import { computedKey } from './members.ts';
import { member, result } from './names.ts';
import { memberKey, unwrap, type Node } from './nodes.ts';
import { replacementsOf } from './replacing-decorators.ts';
import { durableMember } from './roles.ts';
import { setterOf } from './setters.ts';
import { isSameSite } from './sites.ts';
import { boundAlong } from './type-arguments.ts';
import type { ClassUnit, Member, MemberWrite } from './units.ts';
import { functionValue, instanceValue, named, NOTHING, union, UNKNOWN_VALUES } from './make-values.ts';
import type { BoundTypes, ClassValue, Env, FunctionValue, InstanceValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

interface Found {
  /** The class that has the members. */
  readonly cls: ClassUnit;
  readonly members: readonly Member[];
  /** The class that was asked, its base class, and so on to `cls`. */
  readonly chain: readonly ClassUnit[];
}

/** The member of a class, or of the nearest of its base classes, and the values that base classes of packages give. */
function findMember(world: World, cls: ClassUnit, key: string, isStatic: boolean): Found | { readonly base: Values } {
  let last = cls;
  const chain: ClassUnit[] = [];
  for (const owner of lineageOf(world, cls)) {
    last = owner;
    chain.push(owner);
    const members = membersUnder(world, owner, key).filter(
      (item) => item.isStatic === isStatic && item.kind !== 'constructor' && item.kind !== 'set',
    );
    if (members.some((item) => item.value !== undefined || item.type !== undefined))
      return { cls: owner, members, chain };
  }
  const given = extendedBy(world, last).map((base) =>
    base.kind === 'named' ? [named(member(isStatic ? base.name : result(base.name), key))] : UNKNOWN_VALUES,
  );
  return { base: union(...given) };
}

/** Members by their keys; undefined: some keys are computed. */
const byKey = new WeakMap<ClassUnit, ReadonlyMap<string, readonly Member[]> | undefined>();

/** The members of a class that have the key, static or not. */
function membersUnder(world: World, cls: ClassUnit, key: string): readonly Member[] {
  if (!byKey.has(cls)) byKey.set(cls, sortedByKey(cls));
  const known = byKey.get(cls);
  return known ? (known.get(key) ?? []) : cls.members.filter((item) => keyOf(world, cls, item) === key);
}

function sortedByKey({ members }: ClassUnit): ReadonlyMap<string, readonly Member[]> | undefined {
  const sorted = new Map<string, Member[]>();
  for (const item of members) {
    if (item.computed) return undefined;
    const same = sorted.get(item.key);
    if (same) same.push(item);
    else sorted.set(item.key, [item]);
  }
  return sorted;
}

/** The key of a member, when it is known: of `[KEY]() {}` what the constant says. */
export function keyOf(world: World, cls: ClassUnit, { key, computed }: Member): string | undefined {
  return computed ? computedKey(world, computed, baseEnv(world, cls.parent)) : key;
}

/** A static member of a class, or of the nearest of its base classes. */
export function classMember(world: World, value: ClassValue, key: string): Values {
  if (key === 'prototype') return [instanceValue(value.cls, value.env, undefined, 0)];
  const found = findMember(world, value.cls, key, true);
  const keyed = writesUnder(world, value.cls.module, key);
  if ('base' in found) return preferDurable(union(found.base, ...writesTo(world, keyed, value, found.base)));
  const env = baseEnv(world, found.cls.parent);
  const declared = union(...found.members.map((item) => memberValues(world, item, found.cls, env, value)));
  const writes = writesTo(world, keyed, value, declared);
  const own = staticWrites(world, found.cls, value, key, declared);
  return preferDurable(orTyped(world, found, union(declared, ...writes, ...own)));
}

/** `this.instance = new C()` in a static method. */
function staticWrites(
  world: World,
  cls: ClassUnit,
  self: ClassValue,
  key: string,
  declared: Values,
): readonly Values[] {
  return writesUnder(world, cls.module, key).flatMap((write) => {
    if (unwrap(write.object).type !== 'ThisExpression') return [];
    const method = cls.members.find(({ value, isStatic }) => isStatic && value === write.unit.node);
    if (!method) return [];
    const env = world.environments.intern(write.unit, undefined, self, baseEnv(world, cls.parent), 1);
    return [writtenValues(world, write, declared, env)];
  });
}

/** The getter that runs when `value[key]` is read: of its class, or of the nearest base class that has the member. */
export function getterOf(world: World, value: ClassValue | InstanceValue, key: string): FunctionValue | undefined {
  const below = value.kind === 'instance' ? onlySubclass(world, value) : undefined;
  if (below) return getterOf(world, below, key);
  const found = findMember(world, value.cls, key, value.kind === 'class');
  if ('base' in found) return undefined;
  const getter = found.members.find(({ kind }) => kind === 'get');
  const unit = getter?.value && found.cls.module.unitOf.get(getter.value);
  return unit && functionValue(unit, envOfClass(found.cls, value), value);
}

/** What the written types say when nothing else does. */
function orTyped(world: World, { members, cls }: Found, values: Values, bound?: BoundTypes): Values {
  if (values.some((item) => item.kind !== 'unknown' && item.kind !== 'literal')) return values;
  const typed = members.flatMap((item) =>
    item.type && (bound ?? item.kind !== 'parameter-property') ? valuesOfType(world, item.type, cls.module, bound) : [],
  );
  return union(typed, values);
}

/** A member of an instance: by what its class declares, what its methods write, and what the types say. */
export function instanceMember(world: World, value: InstanceValue, key: string): Values {
  const below = onlySubclass(world, value);
  if (below) return instanceMember(world, below, key);
  const found = findMember(world, value.cls, key, false);
  if ('base' in found) return preferDurable(union(found.base, ...thisWrites(world, value, key, found.base)));
  const env = fieldEnv(world, found.cls, value);
  const declared = union(...found.members.map((item) => memberValues(world, item, found.cls, env, value)));
  const writes = thisWrites(world, value, key, declared);
  const bound = boundAlong(world, found.chain, value.bound);
  const argument = found.members.flatMap(({ type }) => (type ? (boundType(bound, type)?.values ?? NOTHING) : NOTHING));
  const values = union(argument, declared, ...writes);
  return preferDurable(orTyped(world, found, values, bound));
}

function memberValues(world: World, item: Member, cls: ClassUnit, env: Env, self: Value): Values {
  switch (item.kind) {
    case 'method': {
      const durable = durableMember(world, cls, item, self);
      if (durable) return [durable];
      const unit = item.value && cls.module.unitOf.get(item.value);
      if (!unit) return UNKNOWN_VALUES;
      const own = functionValue(unit, envOfClass(cls, self), self);
      const replacing = replacementsOf(world, cls, item).map((value) => withReceiver(value, self));
      return replacing.length > 0 ? [own, ...replacing] : [own];
    }
    case 'get': {
      const unit = item.value && cls.module.unitOf.get(item.value);
      return unit ? callFunction(world, functionValue(unit, envOfClass(cls, self), self), [], 0) : UNKNOWN_VALUES;
    }
    case 'field':
    case 'accessor':
      return item.value ? evaluate(world, item.value, env) : NOTHING;
    case 'parameter-property':
      return parameterProperty(world, item, cls, self);
    default:
      return UNKNOWN_VALUES;
  }
}

function envOfClass(cls: ClassUnit, self: Value): Env | undefined {
  return (self.kind === 'instance' || self.kind === 'class') && self.cls === cls ? self.env : undefined;
}

function parameterProperty(world: World, item: Member, cls: ClassUnit, self: Value): Values {
  if (self.kind !== 'instance' || item.node.type !== 'TSParameterProperty') return UNKNOWN_VALUES;
  const env = constructorEnv(world, cls, self);
  const target = item.node.parameter.type === 'AssignmentPattern' ? item.node.parameter.left : item.node.parameter;
  return env ? evaluate(world, target, env) : UNKNOWN_VALUES;
}

/** The values that methods of the class write by `this.key = value` or `C.prototype.key = value`; what a setter is given, it keeps elsewhere. */
function thisWrites(world: World, self: InstanceValue, key: string, declared: Values): readonly Values[] {
  if (setterOf(world, self, key)) return [];
  const sets: Values[] = [];
  // `Object.assign(this, options)` fills fields, and leaves methods as they are.
  const isMethod = declared.some(({ kind }) => kind === 'function' || kind === 'registered');
  for (const cls of lineageOf(world, self.cls)) {
    for (const write of writesUnder(world, cls.module, key)) {
      const object = unwrap(write.object);
      if (write.isPart && isMethod) continue;
      if (object.type === 'ThisExpression') {
        if (classAround(write.unit.node, cls) !== cls) continue;
        sets.push(writtenValues(world, write, union(declared, ...sets), writeEnv(world, write, cls, self)));
      } else if (object.type !== 'MemberExpression' || memberKey(object) !== 'prototype') {
        sets.push(writtenFromOutside(world, write, self));
      } else {
        const env = baseEnv(world, write.unit);
        if (evaluate(world, object.object, env).some((value) => value.kind === 'class' && value.cls === cls)) {
          sets.push(writtenValues(world, write, declared, env));
        }
      }
    }
  }
  return sets;
}

/** `runner.onDone = async () => …`: code that is written to a field of the instance, or of one of which it is not known where it was made. */
function writtenFromOutside(world: World, write: MemberWrite, self: InstanceValue): Values {
  const env = baseEnv(world, write.unit);
  const isIt = (owner: Value): boolean =>
    owner.kind === 'instance' &&
    owner.cls === self.cls &&
    (owner.site === undefined || self.site === undefined || isSameSite(owner.site, self.site));
  if (!evaluate(world, write.object, env).some(isIt)) return NOTHING;
  return writtenValues(world, write, NOTHING, env).filter((item) => carriesCode(world, item));
}

function writeEnv(world: World, write: MemberWrite, cls: ClassUnit, self: InstanceValue): Env {
  return (isConstructor(write.unit) ? constructorEnv(world, cls, self) : undefined) ?? envOn(world, write.unit, self);
}

function classAround(node: Node, wanted: ClassUnit): ClassUnit | undefined {
  let current: Node | undefined = node;
  while (current) {
    const cls = wanted.module.classes.get(current);
    if (cls) return cls;
    current = current.parent;
  }
  return undefined;
}
