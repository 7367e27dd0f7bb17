/**
 * Durable methods that a class has from its base classes, as they run on instances of the class: a workflow of the base class calls what the
 * class puts in the place of other methods. Leaves out base classes of packages, and methods that a call registers.
 */
import { basesOf } from './base-classes.ts';
import { bindCall } from './function-calls.ts';
import { durableMember } from './roles.ts';
import type { ClassUnit } from './units.ts';
import { classValue, functionValue, instanceValue } from './make-values.ts';
import type { Env, RegisteredValue } from './values.ts';
import type { World } from './world.ts';

/** A durable method of a base class, as a class has it. */
export interface InheritedMethod {
  readonly registered: RegisteredValue;
  /** In which `this` is an instance of the class; of a static method, the class. */
  readonly env: Env;
}

/** The durable methods that a class has from its base classes and does not replace. */
export function inheritedMethods(world: World, cls: ClassUnit): readonly InheritedMethod[] {
  const found: InheritedMethod[] = [];
  const taken = new Set(cls.members.map(placeOf));
  for (const owner of basesOf(world, cls)) {
    for (const member of owner.members) {
      const place = placeOf(member);
      if (member.kind !== 'method' || taken.has(place)) continue;
      if (member.value !== undefined) taken.add(place);
      const self = member.isStatic ? classValue(cls, undefined) : instanceValue(cls, undefined, undefined, 0);
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

function placeOf({ key, isStatic }: ClassUnit['members'][number]): string {
  return `${isStatic ? 'static ' : ''}${key}`;
}
