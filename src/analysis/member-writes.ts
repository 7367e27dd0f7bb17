/** What is written to a member of an object, a class or a function: `object.key = value` anywhere in its file. */
import { baseEnv, evaluate } from './evaluate.ts';
import { carriesCode } from './data.ts';
import { preferDurable, registeredInPlace } from './in-place.ts';
import { reachesEngine } from './concern.ts';
import { project, projectAny } from './members.ts';
import { valuesPut } from './keyed-calls.ts';
import { unwrap } from './nodes.ts';
import { envBeside, isToldApart } from './sites.ts';
import type { MemberWrite, ModuleUnit } from './units.ts';
import { NOTHING, union } from './make-values.ts';
import type { Env, Value, Values } from './values.ts';
import type { World } from './world.ts';

/** Where members of the key are written in a module, and in the linted one when the module is seen in its light. */
export function writesUnder(world: World, module: ModuleUnit, key: string | undefined): readonly MemberWrite[] {
  const own = writesIn(module, key);
  const given = writesFromRoot(world, module, key);
  return given.length > 0 ? [...own, ...given] : own;
}

/** Where members of the key are written in the linted module, when the other one is seen in its light. */
export function writesFromRoot(world: World, module: ModuleUnit, key: string | undefined): readonly MemberWrite[] {
  return world.root && world.modules.isLit(module) ? writesIn(world.root, key) : [];
}

function writesIn({ memberWrites, partWrites }: ModuleUnit, key: string | undefined): readonly MemberWrite[] {
  const written = memberWrites.get(key) ?? [];
  if (key === undefined || partWrites.length === 0) return written;
  return [...written, ...partWrites.map((write) => ({ ...write, key }))];
}

/** Every write to a member in a module. */
export function allWrites({ memberWrites, partWrites }: ModuleUnit): readonly MemberWrite[] {
  return [...[...memberWrites.values()].flat(), ...partWrites];
}

/** The values written by `object.key = value` to this very object, where `declared` stands otherwise. @param key of writes under computed keys, the one that is meant */
export function writesTo(
  world: World,
  writes: readonly MemberWrite[] | undefined,
  target: Value,
  declared: Values = NOTHING,
  key?: string,
): readonly Values[] {
  if (!writes) return [];
  const sets: Values[] = [];
  for (const write of writes) {
    const object = unwrap(write.object);
    if (object.type === 'ThisExpression' && target.kind !== 'object') continue;
    const env = target.kind === 'object' ? envBeside(world, write.unit, target.env) : baseEnv(world, write.unit);
    if (!evaluate(world, object, env).some((value) => sameObject(value, target))) continue;
    const put = key === undefined ? undefined : valuesUnder(world, write, key, env);
    sets.push(put ?? writtenValues(world, write, union(declared, ...sets), env));
  }
  return sets;
}

/** What `object[name] = value` puts under a key, when the calls of its function tell. */
function valuesUnder(world: World, { place, value, unit }: MemberWrite, key: string, env: Env): Values | undefined {
  const member = unwrap(place);
  if (member.type !== 'MemberExpression' || !member.computed) return undefined;
  return valuesPut(world, { key: member.property, value, unit }, key, env);
}

/** What one write puts there, where `declared` stands otherwise. */
export function writtenValues(world: World, write: MemberWrite, declared: Values, env: Env): Values {
  const { place, key, value } = write;
  if (write.isPart) {
    const sources = evaluate(world, value, env);
    const parts = sources.flatMap((source) =>
      key === undefined ? projectAny(world, source) : project(world, source, key),
    );
    return parts.filter((part) => carriesCode(world, part));
  }
  return registeredInPlace(world, { place, value }, declared, env) ?? evaluate(world, value, env);
}

/**
 * What `object.key` is in a file that registers it in its place, or loads one that does, where `object` comes from another one:
 * `Imported.key = durable(Imported.key)`. For the code of other files it stays what it is there.
 */
export function registeredAround(world: World, objects: Values, key: string, declared: Values, env: Env): Values {
  if (!objects.some(hasHome)) return declared;
  const sets = registrarsAround(world, env.unit.module).flatMap((module) => {
    const writes = module.memberWrites.get(key) ?? [];
    const foreign = writes.length > 0 ? objects.filter((object) => isOfOtherFile(object, module)) : NOTHING;
    return foreign.length > 0 ? writes.flatMap((write) => registration(world, write, foreign, declared)) : [];
  });
  return sets.length > 0 ? preferDurable(union(declared, sets)) : declared;
}

/** What the write makes of the member of one of the objects, when it registers it. */
function registration(world: World, write: MemberWrite, objects: Values, declared: Values): Values {
  const there = baseEnv(world, write.unit);
  const isOfThese = evaluate(world, write.object, there).some((owner) =>
    objects.some((object) => isSameOwner(object, owner)),
  );
  if (!isOfThese) return NOTHING;
  const inPlace = registeredInPlace(world, write, declared, there);
  // `const plain = Imported.key; Imported.key = durable(plain);`
  return inPlace ?? evaluate(world, write.value, there).filter((value) => isRegistrationOf(value, declared));
}

function isRegistrationOf(value: Value, plain: Values): boolean {
  const target = value.kind === 'registered' ? value.target : undefined;
  return target?.kind === 'function' && plain.some((item) => item.kind === 'function' && item.unit === target.unit);
}

/** The module, and those that it loads, be it through one more, which register anything. */
function registrarsAround(world: World, module: ModuleUnit): readonly ModuleUnit[] {
  let paths = world.registrars.get(module);
  if (!paths) world.registrars.set(module, (paths = registrarPaths(world, module)));
  return [module, ...paths.flatMap((path) => world.module(path) ?? [])];
}

function registrarPaths(world: World, module: ModuleUnit): readonly string[] {
  const near = loadedBy(world, module.path, module.specifiers.loaded);
  const paths = new Set(near.flatMap((path) => [path, ...loadedBy(world, path, world.specifiers(path).loaded)]));
  paths.delete(module.path);
  return [...paths].filter(
    (path) =>
      reachesEngine(world, path, world.specifiers(path)) &&
      world.knowledge.registering.some((word) => world.mentions(path, word)),
  );
}

function loadedBy(world: World, path: string, specifiers: readonly string[]): readonly string[] {
  return specifiers.flatMap((specifier) => {
    const resolution = world.resolve(specifier, path);
    return resolution.kind === 'file' ? [resolution.path] : [];
  });
}

/** Whether the value has members that are written down in one file. */
function hasHome({ kind }: Value): boolean {
  return kind === 'object' || kind === 'class' || kind === 'instance';
}

function isOfOtherFile(value: Value, module: ModuleUnit): boolean {
  switch (value.kind) {
    case 'object':
      return value.env.unit.module !== module;
    case 'class':
    case 'instance':
      return value.cls.module !== module;
    default:
      return false;
  }
}

/** A prototype owns the methods of all instances. */
function isSameOwner(value: Value, owner: Value): boolean {
  return value.kind === 'instance' && owner.kind === 'instance' ? value.cls === owner.cls : sameObject(value, owner);
}

function sameObject(value: Value, target: Value): boolean {
  if (value.kind === 'object' && target.kind === 'object')
    return value.node === target.node && !isToldApart(value.env, target.env);
  if (value.kind === 'class' && target.kind === 'class') return value.cls === target.cls;
  if (value.kind === 'function' && target.kind === 'function') return value.unit === target.unit;
  return value.key === target.key;
}
