/**
 * Instances of the program's classes that extend arrays, maps and sets, as the collections that they are: what inherited methods put in is told apart by
 * where the instance was made. Leaves out instances of which only the type is known.
 */
import { unitAt } from './bindings.ts';
import { basesOf, extendedBy } from './base-classes.ts';
import { constructorOf } from './class-elements.ts';
import { constructorEnv, superArguments } from './construction.ts';
import { argumentsIn } from './arguments.ts';
import { baseEnv } from './evaluate.ts';
import { listValue, NOTHING } from './make-values.ts';
import { GLOBAL } from './names.ts';
import type { ClassUnit } from './units.ts';
import type { InstanceValue, ListValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

const SHAPES = ['array', 'map', 'set'] as const;

/** The collection that a value is; undefined: it is none, or not known which. */
export function collectionOf(world: World, value: Value | undefined): ListValue | undefined {
  if (value?.kind === 'list') return value;
  if (value?.kind !== 'instance' || !value.site) return undefined;
  const shape = collectionShape(world, value.cls);
  if (!shape) return undefined;
  const { node, module, around } = value.site;
  const env = around ?? baseEnv(world, unitAt(module, node));
  return listValue([], NOTHING, { shape, origin: { node, env, self: value } });
}

/** The kind of collection that a class extends. */
export function collectionShape(world: World, cls: ClassUnit): (typeof SHAPES)[number] | undefined {
  const last = [...basesOf(world, cls)].at(-1) ?? cls;
  for (const base of extendedBy(world, last)) {
    if (base.kind !== 'named' || base.name.module !== GLOBAL || base.name.path.length !== 1) continue;
    const [name = ''] = base.name.path;
    return SHAPES.find((shape) => world.knowledge.isContainer(name, shape));
  }
  return undefined;
}

/** What the constructor of the collection is given. */
export function givenToCollection(
  world: World,
  { node, env, self }: NonNullable<ListValue['origin']>,
): readonly Values[] {
  if (node.type !== 'NewExpression') return [];
  const maker = self && makerOf(world, self);
  if (!maker) return argumentsIn(world, node.arguments, env).all;
  const inner = constructorEnv(world, maker, self);
  return (inner && superArguments(world, inner)?.all) ?? [];
}

/** The class, of those that the instance is of, which has a constructor and extends the collection itself or by classes without one. */
function makerOf(world: World, { cls }: InstanceValue): ClassUnit | undefined {
  return [cls, ...basesOf(world, cls)].findLast((item) => constructorOf(item) !== undefined);
}
