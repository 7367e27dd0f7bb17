/** The functions that a call is given, in its arguments or inside of them, and what they are called with in turn. */
import type { ApiSpec } from '../knowledge/vocabulary/apis.ts';
import type { EffectSpec } from '../knowledge/vocabulary/effects.ts';
import type { Arguments } from './arguments.ts';
import { elementPosition, elementsIn } from './collections.ts';
import { evaluate } from './evaluate.ts';
import { project, propertySets } from './members.ts';
import { calleeOf, contains, memberKey, outerOf, programOf, unwrap, type InvocationNode, type Node } from './nodes.ts';
import { lineageOf } from './base-classes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import { NOTHING, OPEN_VALUES, union } from './make-values.ts';
import type { Name } from './names.ts';
import type { Env, ObjectValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

/**
 * The functions among the arguments, and those in object literals and lists among them.
 *
 * @param where in which objects they count: in all, in none, or in those that are written in one place
 */
export function functionsIn(
  world: World,
  args: readonly Values[],
  where: 'all' | 'no-objects' | Node = 'all',
  depth = 0,
): readonly Value[] {
  return args.flat().flatMap((value): readonly Value[] => {
    if (value.kind === 'function' || value.kind === 'registered') return [value];
    if (value.kind === 'named' && depth === 0) return [value];
    if (depth > 2) return [];
    if (value.kind === 'object' && where !== 'no-objects' && (where === 'all' || isWithin(where, value)))
      return functionsIn(world, propertySets(world, value), where, depth + 1);
    if (value.kind === 'list') return functionsIn(world, [...value.elements, value.rest], where, depth + 1);
    return [];
  });
}

function isWithin(place: Node, { node, env }: ObjectValue): boolean {
  return contains(place, node) && programOf(place) === env.unit.module.source.program;
}

/** The functions of the program that the values are, hold, or have as methods. */
export function unitsIn(world: World, sets: readonly Values[], depth = 0): readonly FunctionUnit[] {
  if (depth > MAX_NESTING) return [];
  return sets.flat().flatMap((value): readonly FunctionUnit[] => {
    switch (value.kind) {
      case 'function':
        return [value.unit];
      case 'registered':
        return unitsIn(world, [[value.target]], depth + 1);
      case 'object':
        return unitsIn(world, propertySets(world, value), depth + 1);
      case 'list':
        return unitsIn(world, [...value.elements, value.rest], depth + 1);
      case 'instance': {
        const methods = [...lineageOf(world, value.cls)].flatMap(({ module, members }) =>
          members.flatMap(({ value: node }) => (node && module.unitOf.get(node)) ?? []),
        );
        return [...methods, ...unitsIn(world, value.args ?? [], depth + 1)];
      }
      default:
        return [];
    }
  });
}

/** Whether a call keeps the functions that it is given, or runs those that are kept (`keptFor` of its row). */
export function keeping(spec: EffectSpec | undefined, name: Name): 'keeps' | 'runs' | undefined {
  if (!spec?.keptFor) return undefined;
  return spec.keptFor.includes(name.path.at(-1) ?? '') ? 'runs' : 'keeps';
}

/** The functions in the arguments, and those that they keep in turn: a schema in a schema. */
export function keptIn(world: World, args: readonly Values[], depth = 0): Values {
  return union(
    ...args.flat().map((value): Values => {
      if (value.kind === 'function') return [value];
      if (value.kind === 'named') return value.name.path.at(-1)?.endsWith('()') === true ? value.carries : [value];
      if (depth > MAX_NESTING) return NOTHING;
      if (value.kind === 'object') return keptIn(world, propertySets(world, value), depth + 1);
      return value.kind === 'list' ? keptIn(world, [...value.elements, value.rest], depth + 1) : NOTHING;
    }),
  );
}

/** What the engine calls before the function that a call registers: a method of one of its options, or what is kept for that method. */
export function runBefore(world: World, { before, options }: ApiSpec, args: Arguments): Values {
  if (before === undefined || options === undefined) return NOTHING;
  const methods = (args.at(options) ?? NOTHING)
    .flatMap((value) => (value.kind === 'object' ? project(world, value, before.option) : NOTHING))
    .flatMap((value) => project(world, value, before.method));
  return union(
    ...methods.map((method): Values => {
      if (method.kind !== 'named') return [method];
      const spec = world.knowledge.effect(method.name, { form: 'call', arguments: 1 });
      return keeping(spec, method.name) === 'runs' ? method.carries : NOTHING;
    }),
  );
}

/** Object literals in each other. */
const MAX_NESTING = 4;

/** Whether the code goes on with what the call comes to, not with the thing that it made: `await run({ task })`, `return run({ task })`. */
export function isWaitedFor(node: InvocationNode): boolean {
  if (node.type === 'NewExpression') return false;
  const { parent } = outerOf(node);
  switch (parent?.type) {
    case 'VariableDeclarator':
    case 'AssignmentExpression':
    case 'PropertyDefinition':
    case 'Property':
    case 'MemberExpression':
      return false;
    default:
      return true;
  }
}

/** Whether a value may be called, as far as it is known. */
export function isCallable(value: Value): boolean {
  return value.kind === 'function' || value.kind === 'registered' || value.kind === 'named';
}

/** The arguments without tables of another file. Which functions such a table serves, `serve(router)`, is the business of that file. */
export function withoutTables(module: ModuleUnit, args: readonly Values[]): readonly Values[] {
  const isTable = (value: Value): boolean =>
    value.kind === 'object' && value.env.unit.module !== module && value.env.unit === value.env.unit.module.main;
  return args.map((values) => values.filter((value) => !isTable(value)));
}

/** What a method hands to its callback: of `list.map(f)` an element, of `promise.then(f)` the value. */
export function callbackArguments(world: World, node: InvocationNode, env: Env): readonly Values[] {
  const callee = unwrap(calleeOf(node));
  if (callee.type !== 'MemberExpression') return [];
  const row = world.knowledge.method(memberKey(callee) ?? '');
  if (!row?.callbacks) return [];
  const receivers = evaluate(world, callee.object, env);
  if (row.waits) return [receivers];
  if (row.results === undefined) return [];
  const elements = elementsIn(world, receivers);
  if (elements.length === 0) return [];
  return elementPosition(row) === 0 ? [elements] : [OPEN_VALUES, elements];
}
