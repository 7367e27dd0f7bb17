/**
 * Which modules are to be seen in the light of the linted file: those that it gives code to keep (`setDeps({ now: () => Date.now() })`,
 * `saga.add(() => fetch(url))`), and those that reach them. What they keep is another thing for each file that gives them something. Leaves out
 * what other files give them, unless the linted one gives something, too; and what a constructor keeps, which its instances carry.
 */
import { isConstructor } from './class-elements.ts';
import { factsOf } from './collect-facts.ts';
import { fillsOf } from './collections.ts';
import { carriesCode } from './data.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { importersOf } from './importers.ts';
import { isKept } from './kept-parameters.ts';
import { allWrites } from './member-writes.ts';
import { unwrap, type Node } from './nodes.ts';
import type { SourceModule } from './source.ts';
import type { ModuleUnit } from './units.ts';
import type { Value, Values } from './values.ts';
import type { World } from './world.ts';

/** Modules that are seen anew for one file; with more, nothing is. */
const MAX_MODULES = 150;

/** Begins the lint of a file. */
export function openModule(world: World, source: SourceModule): ModuleUnit {
  const module = world.open(source);
  const lit = litModules(world, module);
  return lit.size > 0 ? world.open(source, lit) : module;
}

/** The paths of these modules; mostly none. */
function litModules(world: World, module: ModuleUnit): ReadonlySet<string> {
  const keepers = new Set(giftsOf(world, module).map(({ keeper }) => keeper.path));
  if (keepers.size === 0) return keepers;
  const lit = new Set(importersOf(world, keepers, [module.path]));
  lit.delete(module.path);
  return lit.size > MAX_MODULES ? new Set() : lit;
}

/** Code that the file gives to another one to keep. */
export interface Gift {
  /** The call, or the value that is written. */
  readonly node: Node;
  readonly values: readonly Values[];
  readonly keeper: ModuleUnit;
}

/** What the file gives to others to keep: by a call of a function that does, or by writing to what they made. */
export function giftsOf(world: World, module: ModuleUnit): readonly Gift[] {
  return [...givenByCalls(world, module), ...writtenElsewhere(world, module), ...putElsewhere(world, module)];
}

function givenByCalls(world: World, module: ModuleUnit): readonly Gift[] {
  return module.units.flatMap((unit) =>
    factsOf(world, baseEnv(world, unit)).edges.flatMap((edge) => {
      if (edge.kind !== 'call' || edge.isHandedOver || isConstructor(edge.target.unit)) return [];
      const { unit: keeper, args = [] } = edge.target;
      if (keeper.module.path === module.path) return [];
      const isGiven = args.some((values, index) => holdsCode(world, values) && isKept(world, keeper, index));
      return isGiven ? [{ node: edge.node, values: args, keeper: keeper.module }] : [];
    }),
  );
}

/** `deps.audit = async (text) => …`, `Object.assign(deps, { audit })`, where `deps` is of another file. */
function writtenElsewhere(world: World, module: ModuleUnit): readonly Gift[] {
  return allWrites(module).flatMap(({ object, value, unit }) => {
    if (unwrap(object).type === 'ThisExpression' || unwrap(value).type === 'Literal') return [];
    const env = baseEnv(world, unit);
    const homes = evaluate(world, object, env).flatMap((owner) => homeOf(owner) ?? []);
    const keepers = homes.filter(({ path }) => path !== module.path);
    if (keepers.length === 0) return [];
    const values = evaluate(world, value, env);
    return holdsCode(world, values) ? keepers.map((keeper) => ({ node: value, values: [values], keeper })) : [];
  });
}

/** `jobs.push(() => fetch(url))`, where `jobs` is a list of another file. */
function putElsewhere(world: World, module: ModuleUnit): readonly Gift[] {
  if (module.imports.size === 0) return [];
  return fillsOf(world, module).flatMap(({ object, args, unit }) => {
    const env = baseEnv(world, unit);
    const lists = evaluate(world, object, env).flatMap((value) => (value.kind === 'list' ? (value.origin ?? []) : []));
    const keepers = lists.map((origin) => origin.env.unit.module).filter(({ path }) => path !== module.path);
    if (keepers.length === 0) return [];
    return args.flatMap((node) => {
      const values = node.type === 'SpreadElement' ? [] : evaluate(world, node, env);
      return holdsCode(world, values) ? keepers.map((keeper) => ({ node, values: [values], keeper })) : [];
    });
  });
}

function homeOf(value: Value): ModuleUnit | undefined {
  switch (value.kind) {
    case 'object':
      return value.env.unit.module;
    case 'class':
    case 'instance':
      return value.cls.module;
    case 'module':
      return value.module;
    default:
      return undefined;
  }
}

function holdsCode(world: World, values: Values): boolean {
  return values.some((value) => carriesCode(world, value));
}
