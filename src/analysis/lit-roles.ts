/**
 * Durable functions of the modules that are seen in the light of the linted file, and the calls by which that gives them code to run: `place` of
 * another file calls what `setDeps` keeps. Leaves out functions that a wrapper registers.
 */
import { factsOf } from './collect-facts.ts';
import { baseEnv } from './evaluate.ts';
import type { RoleEdge } from './facts.ts';
import { bindCall } from './function-calls.ts';
import { unitsIn } from './given-functions.ts';
import type { RemoteRole } from './handed-in.ts';
import { giftsOf, type Gift } from './lit-modules.ts';
import { durableMember } from './roles.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

type Durable = Pick<RemoteRole, 'edge' | 'env'>;

/** What the linted file gives to others to keep. */
export class Gifts {
  readonly #world: World;
  readonly #all: readonly Gift[];
  readonly #givenBy = new Map<FunctionUnit, Gift>();

  constructor(world: World, module: ModuleUnit) {
    this.#world = world;
    this.#all = [...world.modules.litPaths].length > 0 ? giftsOf(world, module) : [];
    for (const gift of this.#all)
      for (const unit of unitsIn(world, gift.values)) if (!this.#givenBy.has(unit)) this.#givenBy.set(unit, gift);
  }

  /** The durable functions that may run it: what is the file's own, and what is of third files. */
  rolesFor(module: ModuleUnit): readonly RemoteRole[] {
    const [entry] = this.#all;
    if (!entry) return [];
    const foreign = new Set([...this.#givenBy.keys()].filter((unit) => unit.module !== module));
    return durableFunctions(this.#world).flatMap((durable) => {
      const role = { ...durable, entry, isKept: true } as const;
      const own: RemoteRole = { ...role, given: new Set() };
      return foreign.size > 0 ? [own, { ...role, given: foreign }] : [own];
    });
  }

  /** What gives the function, when it is known. */
  giftOf(unit: FunctionUnit): Gift | undefined {
    return this.#givenBy.get(unit);
  }
}

function durableFunctions(world: World): readonly Durable[] {
  return [...world.modules.litPaths]
    .filter((path) => mayRegister(world, path))
    .flatMap((path) => {
      const module = world.module(path);
      return module ? [...registeredIn(world, module), ...methodsIn(world, module)] : [];
    });
}

/** Whether the module names the engine, or says a word that registers. */
export function mayRegister(world: World, path: string): boolean {
  const { loaded } = world.specifiers(path);
  if (loaded.some((specifier) => world.knowledge.sdkModule(specifier) !== undefined)) return true;
  return world.knowledge.registering.some((word) => world.mentions(path, word));
}

function registeredIn(world: World, module: ModuleUnit): readonly Durable[] {
  return module.units.flatMap((unit) =>
    factsOf(world, baseEnv(world, unit)).edges.flatMap((edge) => {
      if (edge.kind !== 'role' || edge.how !== 'registers' || edge.target.kind !== 'function') return [];
      return [{ edge, env: bindCall(world, edge.target, [], edge.target.env?.depth ?? 0) }];
    }),
  );
}

function methodsIn(world: World, module: ModuleUnit): readonly Durable[] {
  return [...module.classes.values()].flatMap((cls) =>
    cls.members.flatMap((item) => {
      const registered = durableMember(world, cls, item, undefined);
      if (registered?.target.kind !== 'function') return [];
      const { role, node } = registered;
      const edge: RoleEdge = { kind: 'role', node, role, target: registered, how: 'registers', by: undefined };
      const env: Env = baseEnv(world, registered.target.unit);
      return [{ edge, env }];
    }),
  );
}
