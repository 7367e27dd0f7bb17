/**
 * Objects that a package makes of a literal and of something of its own: `repository.extend({ findByName(name) { return this.findOneBy({ name }); } })`.
 * Knows the calls whose rows say so, where the literal stands in the call itself.
 */
import { useOf } from './calls.ts';
import { evaluate } from './evaluate.ts';
import { named, NOTHING } from './make-values.ts';
import { member, parse } from './names.ts';
import { outerOf } from './nodes.ts';
import type { ObjectValue, Values } from './values.ts';
import type { World } from './world.ts';

/** What a property that the literal does not have is of the object that is made of it. */
export function extendedMember(world: World, { node, env }: ObjectValue, key: string): Values {
  const { parent, child } = outerOf(node);
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== child) return NOTHING;
  return evaluate(world, parent.callee, env).flatMap((callee): Values => {
    const spec = callee.kind === 'named' ? world.knowledge.effect(callee.name, useOf(parent)) : undefined;
    return spec?.gives === 'argument' && spec.result !== undefined ? [named(member(parse(spec.result), key))] : NOTHING;
  });
}
