/** What classes extend: classes of the program, nearest first, and what packages give at the end. Leaves out interfaces (`implementations.ts`). */
import { baseEnv, evaluate } from './evaluate.ts';
import { NOTHING } from './make-values.ts';
import type { ClassUnit } from './units.ts';
import type { Values } from './values.ts';
import type { World } from './world.ts';

/** Base classes followed; more are a cycle: `class A extends B {}`, `class B extends A {}`. */
const MAX_BASES = 20;

/** What stands behind the `extends` of a class; nothing: it extends nothing. */
export function extendedBy(world: World, { superClass, parent }: ClassUnit): Values {
  return superClass ? evaluate(world, superClass, baseEnv(world, parent)) : NOTHING;
}

/** The class of the program that a class extends; undefined: there is none, or it is not known. */
export function baseOf(world: World, cls: ClassUnit): ClassUnit | undefined {
  return extendedBy(world, cls).find((value) => value.kind === 'class')?.cls;
}

/** The classes of the program that a class extends, nearest first. */
export function* basesOf(world: World, cls: ClassUnit): Iterable<ClassUnit> {
  let base = baseOf(world, cls);
  for (let level = 0; base && level < MAX_BASES; level += 1) {
    yield base;
    base = baseOf(world, base);
  }
}

/** The class, and the classes of the program that it extends, nearest first. */
export function* lineageOf(world: World, cls: ClassUnit): Iterable<ClassUnit> {
  yield cls;
  yield* basesOf(world, cls);
}
