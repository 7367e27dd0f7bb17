/**
 * Names that two files register which are certainly loaded together: one of them loads the other, or the file that launches the engine loads
 * both. Knows registrations at the top level of a file that no condition holds back. Leaves out files whose text never mentions the engine.
 */
import { callSitesIn, type CallSite } from './call-sites.ts';
import { reachablePaths } from './implementations.ts';
import { loadOf } from './loaded.ts';
import { markedAt } from './call-options.ts';
import { decoratorsIn } from './decorators.ts';
import type { Node } from './nodes.ts';
import { regionsOf } from './regions.ts';
import { registeredNames, type NamedRegistration } from './registered-names.ts';
import type { ClassUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A name that a file registers when it is loaded. */
export interface LoadedName {
  readonly kind: 'workflow' | 'class';
  /** Equal for two names of which there may be one only. */
  readonly key: string;
  readonly name: string;
  /** What registers it. */
  readonly node: Node;
  readonly module: ModuleUnit;
  readonly registration: NamedRegistration | undefined;
}

/** A name that two files register, and where this one does, or loads both. */
export interface DuplicateAcross {
  /** In the linted file: the registration, or what loads the file that has the second one. */
  readonly node: Node;
  readonly of: LoadedName;
  readonly first: LoadedName;
}

/** @param launches the linted file launches the engine, so that all it loads is there together */
export function duplicatesAcross(world: World, module: ModuleUnit, launches: boolean): readonly DuplicateAcross[] {
  const own = namesOf(world, module);
  if (own.length === 0 && !launches) return [];
  const word = world.knowledge.engineObject.name;
  const first = new Map<string, LoadedName>();
  const found: DuplicateAcross[] = [];
  for (const path of reachablePaths(world, module)) {
    if (path === module.path || !world.mentions(path, word)) continue;
    const other = world.module(path);
    for (const item of other ? namesOf(world, other) : []) {
      const { key } = item;
      const mine = own.find((candidate) => candidate.key === key);
      if (mine && loadOf(world, module, path)) found.push({ node: mine.node, of: mine, first: item });
      const before = first.get(key);
      if (!before) first.set(key, item);
      else if (launches && !mine && before.module !== item.module) {
        const node = togetherIn(world, module, before.module, item.module);
        if (node) found.push({ node, of: item, first: before });
      }
    }
  }
  return found;
}

/** Where the module loads the second of two files, when it certainly loads both and neither loads the other, which then has a report of its own. */
function togetherIn(world: World, module: ModuleUnit, one: ModuleUnit, other: ModuleUnit): Node | undefined {
  const isFirstLoaded = loadOf(world, module, one.path) !== undefined;
  const node = loadOf(world, module, other.path);
  if (!isFirstLoaded || !node) return undefined;
  return (loadOf(world, one, other.path) ?? loadOf(world, other, one.path)) ? undefined : node;
}

function namesOf(world: World, module: ModuleUnit): readonly LoadedName[] {
  const known = world.loadedNames.get(module);
  if (known) return known;
  const names = findNames(world, module);
  world.loadedNames.set(module, names);
  return names;
}

function findNames(world: World, module: ModuleUnit): readonly LoadedName[] {
  const unit = module.main;
  const calls = callSitesIn(world, unit);
  const registrations = registeredNames(world, module, calls).filter(
    ({ node, by }) => by === unit && regionsOf(node, unit.node).length === 0,
  );
  const workflows = registrations.flatMap((registration): readonly LoadedName[] => {
    const { role, name, scope, node } = registration;
    const isFree = role === 'workflow' && scope?.startsWith('name:') === true;
    return isFree && name !== undefined && name !== ''
      ? [{ kind: 'workflow', key: `${scope}${name}`, name, node, module, registration }]
      : [];
  });
  return [...workflows, ...classesOf(world, module, calls, registrations)];
}

/** Classes with durable methods, under the names that they are given, or their own. */
function classesOf(
  world: World,
  module: ModuleUnit,
  calls: readonly CallSite[],
  registrations: readonly NamedRegistration[],
): readonly LoadedName[] {
  const scopes = new Set(registrations.map(({ scope }) => scope));
  const durable = [...module.classes.values()].filter(
    (cls) => scopes.has(`class:${cls.key}`) && cls.parent === module.main,
  );
  const decorators = decoratorsIn(world, module);
  return durable.flatMap((cls): readonly LoadedName[] => {
    const given = decorators.filter((use) => use.cls === cls && use.on === 'class');
    const name = given.length === 0 ? cls.node.id?.name : nameGiven(world, module, calls, cls);
    return name === undefined
      ? []
      : [{ kind: 'class', key: `class:${name}`, name, node: cls.node.id ?? cls.node, module, registration: undefined }];
  });
}

function nameGiven(world: World, module: ModuleUnit, calls: readonly CallSite[], cls: ClassUnit): string | undefined {
  for (const call of calls) {
    if (call.node.parent?.type !== 'Decorator' || call.node.parent.parent !== cls.node) continue;
    for (const { text } of markedAt(world, module, call, 'class-name')) if (text !== undefined) return text;
  }
  return undefined;
}
