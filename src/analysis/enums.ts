/** Members of TypeScript's enums: what is written for them, else the number after the one before. Leaves out names by number: `Key[0]`. */
import { certain } from './certain.ts';
import { evaluate } from './evaluate.ts';
import { staticKey } from './nodes.ts';
import { literalValue, UNKNOWN_VALUES } from './make-values.ts';
import type { EnumValue, Values } from './values.ts';
import type { World } from './world.ts';

/** What a member of an enum can be; unknown: it has none of that name, or its value is made at run time. */
export function enumMember(world: World, { node, env }: EnumValue, key: string): Values {
  let before: Values = [literalValue(-1)];
  for (const member of node.body.members) {
    const values = member.initializer ? evaluate(world, member.initializer, env) : following(before);
    if (staticKey(member.id, false) === key) return values;
    before = values;
  }
  return UNKNOWN_VALUES;
}

function following(values: Values): Values {
  const before = certain(values, 'literal')?.value;
  return typeof before === 'number' ? [literalValue(before + 1)] : UNKNOWN_VALUES;
}
