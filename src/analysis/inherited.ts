/**
 * Durable methods as they run on certain instances: those that a class has from its base classes, where a workflow of the base class calls what the
 * class puts in the place of other methods, and those of an instance that was made with code. Leaves out base classes of packages, and methods that a call registers.
 */
import { basesOf, lineageOf } from './base-classes.ts';
import { bindCall } from './function-calls.ts';
import { durableMember } from './roles.ts';
import type { ClassUnit, Member } from './units.ts';
import { classValue, functionValue, instanceValue } from './make-values.ts';
import type { Env, InstanceValue, RegisteredValue, Value } from './values.ts';
import type { World } from './world.ts';

/** A durable method of a base class, as a class has it. */
export interface InheritedMethod {
  readonly registered: RegisteredValue;
  /** In which `this` is an instance of the class; of a static method, the class. */
  readonly env: Env;
}

/** The durable methods that a class has from its base classes and does not replace. */
export function inheritedMethods(world: World, cls: ClassUnit): readonly InheritedMethod[] {
  const taken = new Set(cls.members.map(placeOf));
  return methodsOf(world, basesOf(world, cls), taken, ({ isStatic }) =>
    isStatic ? classValue(cls, undefined) : instanceValue(cls, undefined, undefined, 0),
  );
}

/** The durable methods of an instance, its own and inherited. */
export function methodsOfInstance(world: World, instance: InstanceValue): readonly InheritedMethod[] {
  return methodsOf(world, lineageOf(world, instance.cls), new Set(), ({ isStatic }) =>
    isStatic ? undefined : instance,
  );
}

/** The environments in which the constructor and the methods of an instance run when nothing is known of their calls. */
export function methodEnvs(world: World, instance: InstanceValue): readonly Env[] {
  return [...lineageOf(world, instance.cls)].flatMap(({ members, module }) =>
    members.flatMap(({ kind, value, isStatic }) => {
      const unit = kind === 'method' && !isStatic && value ? module.unitOf.get(value) : undefined;
      return unit ? [bindCall(world, functionValue(unit, undefined, instance), [], 0)] : [];
    }),
  );
}

function methodsOf(
  world: World,
  owners: Iterable<ClassUnit>,
  taken: Set<string>,
  selfOf: (member: Member) => Value | undefined,
): readonly InheritedMethod[] {
  const found: InheritedMethod[] = [];
  for (const owner of owners) {
    for (const member of owner.members) {
      const place = placeOf(member);
      const self = member.kind !== 'method' || taken.has(place) ? undefined : selfOf(member);
      if (!self) continue;
      if (member.value !== undefined) taken.add(place);
      const registered = durableMember(world, owner, member, self);
      const target = registered?.target;
      if (registered && target?.kind === 'function') {
        const env = bindCall(world, functionValue(target.unit, undefined, self), [], 0);
        found.push({ registered, env });
      }
    }
  }
  return found;
}

function placeOf({ key, isStatic }: Member): string {
  return `${isStatic ? 'static ' : ''}${key}`;
}
