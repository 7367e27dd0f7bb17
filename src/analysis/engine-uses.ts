/**
 * Calls of the engine that functions of a file make: those that stand there, and those behind a call of a function of the program that makes
 * them whatever happens.
 */
import { factsOf } from './collect-facts.ts';
import { baseEnv } from './evaluate.ts';
import type { ApiFact, CallEdge, DurableFact } from './facts.ts';
import type { Node } from './nodes.ts';
import { pathOf, summaryOf } from './summaries.ts';
import { isUnconditional } from './unconditional.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A call of the engine, and the call of this file that leads to it. */
export interface EngineUse {
  readonly fact: ApiFact | DurableFact;
  /** The call in the file. */
  readonly node: Node;
  readonly unit: FunctionUnit;
  /** The calls from `node` to the use; empty when it stands there. */
  readonly path: readonly CallEdge[];
  /** The unit in which the use stands. */
  readonly at: FunctionUnit;
}

/** The uses for which `isUse` holds, in source order of each function; those behind calls come last. */
export function* engineUsesIn(
  world: World,
  module: ModuleUnit,
  isUse: (fact: ApiFact | DurableFact) => boolean,
): Iterable<EngineUse> {
  for (const unit of module.units) {
    const { facts, edges } = factsOf(world, baseEnv(world, unit));
    for (const fact of facts) {
      if (fact.kind !== 'effect' && isUse(fact)) yield { fact, node: fact.node, unit, path: [], at: unit };
    }
    for (const edge of edges) {
      if (edge.kind !== 'call' || edge.timing !== 'inline' || edge.assumed) continue;
      for (const exposure of summaryOf(world, edge.target).values()) {
        const { fact, env } = exposure;
        if (fact.kind === 'effect' || !isUse(fact)) continue;
        const path = [edge, ...pathOf(exposure)];
        if (isUnconditional(path, fact.node, env.unit)) yield { fact, node: edge.node, unit, path, at: env.unit };
      }
    }
  }
}
