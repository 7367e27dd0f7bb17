/** The questions about order, waiting and running side by side that rules ask of one file; each is answered once. */
import type { Contexts, Occurrence } from '../contexts.ts';
import { baseEnv } from '../evaluate.ts';
import type { Node } from '../nodes.ts';
import type { FunctionUnit, ModuleUnit } from '../units.ts';
import type { World } from '../world.ts';
import { hazardsBehind, hazardsIn, isIn, type Hazard } from './hazards.ts';
import { lateAwaitsIn, type LateAwait } from './late-awaits.ts';
import { codeInRole, type CodeInRole } from './role-code.ts';
import { startedIn, type Started } from './started.ts';

/** The way to something behind calls, as `FileModel.routeOf` reads it. */
export type Route = Pick<Occurrence, 'fact' | 'path' | 'at'>;

/** A hazard, and where in this file one would do something about it. */
export interface PlacedHazard {
  readonly hazard: Hazard;
  readonly node: Node;
  readonly route: Route;
  /** The workflow. */
  readonly root: FunctionUnit;
}

export interface StartedHere {
  readonly started: Started;
  readonly unit: FunctionUnit;
}

export interface PlacedLateAwait {
  readonly late: LateAwait;
  readonly root: FunctionUnit;
}

export class Flow {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #contexts: Contexts;
  #workflowCode: CodeInRole | undefined;
  #hazards: readonly PlacedHazard[] | undefined;
  #started: readonly StartedHere[] | undefined;

  constructor(world: World, module: ModuleUnit, contexts: Contexts) {
    this.#world = world;
    this.#module = module;
    this.#contexts = contexts;
  }

  /** The code of this file that runs in workflows only. */
  get workflowCode(): CodeInRole {
    this.#workflowCode ??= codeInRole(this.#world, this.#module, this.#contexts, 'workflow');
    return this.#workflowCode;
  }

  /** The promises of engine calls that code of this file starts, whatever its role. */
  get started(): readonly StartedHere[] {
    this.#started ??= this.#module.units.flatMap((unit) =>
      startedIn(this.#world, baseEnv(this.#world, unit)).map((started) => ({ started, unit })),
    );
    return this.#started;
  }

  /** Promises of recorded calls that workflows of this file look at too late. */
  get lateAwaits(): readonly PlacedLateAwait[] {
    return this.workflowCode.code.flatMap(({ env, root }) =>
      lateAwaitsIn(this.#world, env).map((late) => ({ late, root })),
    );
  }

  /** What workflows of this file run side by side that a replay does not repeat. */
  get hazards(): readonly PlacedHazard[] {
    this.#hazards ??= this.#findHazards();
    return this.#hazards;
  }

  #findHazards(): readonly PlacedHazard[] {
    const found = new Map<string, PlacedHazard>();
    const add = (placed: PlacedHazard): void => {
      const key = `${placed.hazard.kind}:${String(placed.node.range[0])}:${String(placed.node.range[1])}`;
      if (!found.has(key)) found.set(key, placed);
    };
    const { code, exits } = this.workflowCode;
    for (const { env, root } of code) {
      for (const hazard of hazardsIn(this.#world, env)) {
        const { operation, branch, node } = hazard;
        // The message shows the branch's own call; the way on from there is only told where that call makes the operation itself.
        const path = node === operation.node || node === branch.node ? operation.path : [];
        add({ hazard, node, root, route: { fact: operation.fact, path, at: operation.env.unit } });
      }
    }
    for (const { edge, root } of exits) {
      for (const { hazard, path } of hazardsBehind(this.#world, edge)) {
        const { fact, env } = hazard.operation;
        // A callback written here, run by a helper elsewhere.
        if (isIn(this.#module, hazard))
          add({ hazard, node: hazard.node, root, route: { fact, path: [], at: env.unit } });
        else
          add({
            hazard,
            node: edge.node,
            root,
            route: { fact, path: [...path, ...hazard.operation.path], at: env.unit },
          });
      }
    }
    return [...found.values()];
  }
}
