/**
 * Schedules that a function creates whenever it runs, under a name that is certain. Leaves out functions that look at schedules or delete them, too:
 * who does that has thought of one that is there already.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { certain } from './certain.ts';
import { factsOf } from './collect-facts.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { ApiFact, DurableFact } from './facts.ts';
import { print } from './names.ts';
import { unwrap } from './nodes.ts';
import { isCaughtIn, regionsOf } from './regions.ts';
import type { FunctionUnit } from './units.ts';
import type { World } from './world.ts';

/** What the engine calls it. */
export interface ScheduleWords {
  /** The qualified name of the call that makes one schedule. */
  readonly create: string;
  /** The key of its name. */
  readonly nameKey: string;
}

/** The literal that a call of `unit` creates such a schedule from; undefined: it creates none, or not in any case. */
export function createdSchedule(
  world: World,
  fact: ApiFact | DurableFact,
  unit: FunctionUnit,
  { create, nameKey }: ScheduleWords,
): TSESTree.ObjectExpression | undefined {
  const { node } = fact;
  if (fact.kind !== 'api' || print(fact.name) !== create || node.type !== 'CallExpression') return undefined;
  const [argument] = node.arguments;
  const object = argument && unwrap(argument);
  if (object?.type !== 'ObjectExpression' || regionsOf(node, unit.node).length > 0 || isCaughtIn(node, unit.node))
    return undefined;
  const env = baseEnv(world, unit);
  const name = object.properties.find(
    (property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === nameKey,
  );
  const isNamed =
    name?.type === 'Property' && typeof certain(evaluate(world, name.value, env), 'literal')?.value === 'string';
  const isTended = factsOf(world, env).facts.some(
    (other) => other.kind === 'api' && other.spec.family === 'schedule' && other.spec.refersToKey === undefined,
  );
  return isNamed && !isTended ? object : undefined;
}
