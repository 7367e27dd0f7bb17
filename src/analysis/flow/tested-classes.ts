/**
 * The class that a test of an error asks for, where the record does not keep it: an error that is read back is a plain `Error` with the name and the
 * own properties of the one that was thrown. Leaves out classes that every error has, and errors that are never recorded.
 */
import type { ErrorSpec } from '../../knowledge/facts/outcomes.ts';
import { sole } from '../certain.ts';
import type { ClassValue, NamedValue, Values } from '../values.ts';
import type { World } from '../world.ts';
import { errorNameOf } from './raises.ts';

/** A class that an error no longer has when it is read back. */
export interface LostClass {
  readonly value: ClassValue | NamedValue;
  /** Of a class of the engine. */
  readonly spec: ErrorSpec | undefined;
  /** The name that its errors have, and no others, also when they are read back; undefined: none. */
  readonly name: string | undefined;
}

/** Undefined: it is not certain which class it is, or a replayed error has it, too. */
export function lostClassOf(world: World, values: Values): LostClass | undefined {
  const value = sole(values);
  if (value?.kind === 'class') return { value, spec: undefined, name: errorNameOf(world, value.cls) };
  if (value?.kind !== 'named' || world.knowledge.isAnyError(value.name)) return undefined;
  const spec = world.knowledge.engineError(value.name);
  if (spec?.recorded === false) return undefined;
  const { module, path } = value.name;
  return { value, spec, name: module === 'global' ? path.at(-1) : undefined };
}
