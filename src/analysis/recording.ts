/**
 * Objects that record what is done through them: a model of `generateText` whose calls are steps, since it was wrapped so. Knows the options of
 * a call through which it acts, and what a wrapper makes of its own options. A model that is not known records nothing.
 */
import type { Arguments } from './arguments.ts';
import type { EffectSpec } from '../knowledge/vocabulary/effects.ts';
import { contentsOf } from './collections.ts';
import { project } from './members.ts';
import type { Name } from './names.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';

/** What records, among the options through which a call acts; undefined: nothing does. */
export function recorderAmong(world: World, spec: EffectSpec, args: Arguments): Value | undefined {
  if (!spec.through) return undefined;
  const options = args.at(0) ?? [];
  return spec.through
    .flatMap((key) => options.flatMap((value) => (value.kind === 'object' ? project(world, value, key) : [])))
    .flatMap((value) => (value.kind === 'list' ? contentsOf(world, value) : [value]))
    .find((value) => value.kind === 'named' && isRecorder(world, value.name));
}

/** Whether the name is of such an object, or of what it gave. */
export function isRecorder(world: World, name: Name): boolean {
  return world.knowledge.effect(name, { form: 'call', arguments: 0 })?.records === true;
}
