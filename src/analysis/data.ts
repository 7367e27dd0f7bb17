/**
 * Values that are nothing but data. Which call a function is given them by makes no difference to what it runs, so calls that differ
 * in data alone share one environment. Leaves out objects whose properties are too many or too deep to look at: they count as code.
 */
import { contentsOf } from './collections.ts';
import { evaluate } from './evaluate.ts';
import { onlyImplementation } from './implementations.ts';
import { allWrites } from './member-writes.ts';
import { outerOf, unwrap } from './nodes.ts';
import { DATA, UNKNOWN_VALUES } from './make-values.ts';
import type { ListValue, ObjectValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

const MAX_DEPTH = 25;
const MAX_PROPERTIES = 40;

/** The arguments with data forgotten; undefined when there is nothing else in them. */
export function codeArguments(world: World, args: readonly Values[]): readonly Values[] | undefined {
  if (!args.some((values) => values.some((value) => carriesCode(world, value, 0)))) return undefined;
  return args.map((values) => (values.some((value) => carriesCode(world, value, 0)) ? values : forgetData(values)));
}

/** What is left of data: whether there is a value at all. */
export function forgetData(values: Values): Values {
  const [first] = values;
  if (first?.kind === 'literal' && first.value === undefined && values.length === 1) return values;
  if (first?.kind === 'object') return [DATA];
  return first?.kind === 'unknown' ? [first] : UNKNOWN_VALUES;
}

/** Whether knowing the value can change what a call does: it is, or can hold, a function. */
export function carriesCode(world: World, value: Value, depth = 0): boolean {
  switch (value.kind) {
    case 'unknown':
    case 'literal':
    case 'enum':
      return false;
    case 'shape':
      // Its own file knows as much of it, unless the file that names it reaches a class for it.
      return value.from !== value.module && onlyImplementation(world, value) !== undefined;
    case 'named':
      return (
        value.carries.length > 0 ||
        world.knowledge.leadsOn(value.name) ||
        world.knowledge.lossOf(value.name) !== undefined
      );
    case 'list':
    case 'object':
      return depth >= MAX_DEPTH || holdsCode(world, value, depth);
    default:
      return true;
  }
}

/** An object or a list that is made of itself (`state = { ...state }`, `list.push(list)`) holds what its other parts hold. */
function holdsCode(world: World, value: ObjectValue | ListValue, depth: number): boolean {
  const known = world.holdsCode.get(value.key);
  if (known !== undefined) return known;
  if (world.search.isTooDeep) return true;
  world.holdsCode.set(value.key, false);
  const before = world.search.enter();
  const answer = value.kind === 'list' ? isCodeInList(world, value, depth) : findCode(world, value, depth);
  world.search.leave(before);
  world.holdsCode.set(value.key, answer);
  return answer;
}

function isCodeInList(world: World, list: ListValue, depth: number): boolean {
  const parts = [...list.elements, list.rest, ...(list.origin ? [contentsOf(world, list)] : [])];
  return parts.some((part) => part.some((item) => carriesCode(world, item, depth + 1)));
}

function findCode(world: World, value: ObjectValue, depth: number): boolean {
  const { properties } = value.node;
  if (properties.length > MAX_PROPERTIES || isFilledLater(value)) return true;
  return properties.some((property) => {
    if (property.type === 'Property' && property.kind !== 'init') return true;
    const part = property.type === 'SpreadElement' ? property.argument : property.value;
    return evaluate(world, part, value.env).some((item) => carriesCode(world, item, depth + 1));
  });
}

/** Whether the file may write further properties to the object: to the variable or the field that it is kept in. */
function isFilledLater({ env, node }: ObjectValue): boolean {
  const writes = allWrites(env.unit.module);
  if (writes.length === 0) return false;
  const { parent } = outerOf(node);
  if (parent?.type === 'AssignmentExpression' || parent?.type === 'PropertyDefinition') return true;
  if (parent?.type !== 'VariableDeclarator') return false;
  const kept = parent.id;
  if (kept.type !== 'Identifier') return true;
  return writes.some(({ object }) => {
    const target = unwrap(object);
    return target.type === 'Identifier' && target.name === kept.name;
  });
}
