/**
 * What runs when a value becomes a text: its `toJSON` and its getters under `JSON.stringify`, its `toString` in a template and under `String`. Leaves out sums, comparisons, and
 * what packages make of what they are given.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Conversion } from '../knowledge/vocabulary/effects.ts';
import { evaluate } from './evaluate.ts';
import { functionValue } from './make-values.ts';
import { project } from './members.ts';
import { unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { Env, FunctionValue, ObjectValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

/** Objects in each other. */
const MAX_NESTING = 3;

/** The functions that run when one of the values is converted. */
export function conversionsOf(world: World, values: Values, to: Conversion, depth = 0): readonly FunctionValue[] {
  if (depth > MAX_NESTING) return [];
  return values.flatMap((value) => {
    if (value.kind === 'list' && to === 'json')
      return conversionsOf(world, [...value.elements.flat(), ...value.rest], to, depth + 1);
    if (value.kind !== 'instance' && value.kind !== 'object') return [];
    const method = world.knowledge.conversionMethods[to]
      .map((key) => functionsUnder(world, value, key))
      .find(({ length }) => length > 0);
    if (method) return method;
    return to === 'json' && value.kind === 'object' ? propertiesOf(world, value, depth) : [];
  });
}

function functionsUnder(world: World, value: Value, key: string): readonly FunctionValue[] {
  return project(world, value, key).flatMap((item) =>
    item.kind === 'function' ? [item.self ? item : functionValue(item.unit, item.env, value)] : [],
  );
}

/** What reading each property of an object literal runs. */
function propertiesOf(world: World, value: ObjectValue, depth: number): readonly FunctionValue[] {
  const { env } = value;
  return value.node.properties.flatMap((item) => {
    if (item.type !== 'Property' || item.kind === 'set') return [];
    if (item.kind === 'init') return conversionsOf(world, evaluate(world, item.value, env), 'json', depth + 1);
    const unit = env.unit.module.unitOf.get(item.value);
    return unit ? [functionValue(unit, env, value)] : [];
  });
}

/** What the templates of a function make texts of, where its file, or one that it imports, says how. */
export function* convertedIn(world: World, { unit }: Env): Iterable<Node> {
  if (unit.templates.length === 0 || !saysHow(world, unit.module)) return;
  for (const { expressions } of unit.templates) for (const item of expressions) if (isObject(item)) yield item;
}

function isObject(node: TSESTree.Expression): boolean {
  const { type } = unwrap(node);
  return type === 'Identifier' || type === 'MemberExpression' || type === 'NewExpression' || type === 'CallExpression';
}

function saysHow(world: World, module: ModuleUnit): boolean {
  let known = world.saysHowToText.get(module);
  if (known === undefined) {
    const imported = module.specifiers.loaded.map((specifier) => world.resolve(specifier, module.path));
    const paths = [module.path, ...imported.flatMap((found) => (found.kind === 'file' ? [found.path] : []))];
    known = paths.some((path) => world.knowledge.conversionWords.some((word) => world.mentions(path, word)));
    world.saysHowToText.set(module, known);
  }
  return known;
}
