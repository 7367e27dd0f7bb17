/** How code of this file is run: outside of workflows, many times, in any case, with something to fall back on. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../../knowledge/vocabulary/roles.ts';
import { factsOf } from '../collect-facts.ts';
import type { Occurrence } from '../contexts.ts';
import { baseEnv } from '../evaluate.ts';
import { externalOf, type External } from '../externals.ts';
import type { CallSite } from '../call-sites.ts';
import type { FileModel } from '../model.ts';
import { contains, type Node } from '../nodes.ts';
import { isOnlyOutside, outsideRoleOf } from '../outside.ts';
import { hasFallback } from '../regions.ts';
import { repetitionAround, type Repetition } from '../repetitions.ts';
import { isUnconditional } from '../unconditional.ts';
import type { FunctionUnit } from '../units.ts';

export class ExecutionQuestions {
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** Whether a unit runs outside workflows only, as far as all its callers are known. */
  isOnlyOutside(unit: FunctionUnit): boolean {
    return isOnlyOutside(this.#file.contexts, this.#file.module, unit);
  }

  /** The role in which something certainly happens outside of workflows. One occurrence of each place has it. */
  outsideRoleOf(occurrence: Occurrence): Role | undefined {
    return outsideRoleOf(this.#file.contexts, occurrence);
  }

  /** Calls in functions of this file that are known to run in these roles, and in no other. */
  *callsOnlyIn(
    roles: ReadonlySet<Role>,
  ): Iterable<{ readonly node: TSESTree.CallExpression; readonly unit: FunctionUnit }> {
    for (const unit of this.#file.module.units) {
      const own = [...this.#file.rolesOf(unit)];
      if (own.length === 0 || !own.every((role) => roles.has(role))) continue;
      for (const node of unit.invocations) if (node.type === 'CallExpression') yield { node, unit };
    }
  }

  /** Whether the call at the node, whenever it is made, leads to the fact. */
  isUnconditional({ path, fact, at }: Occurrence): boolean {
    return isUnconditional(path, fact.node, at);
  }

  /** The methods that close what runs of each function in the role open themselves: connections of a client. */
  closersIn(role: Role): ReadonlyMap<FunctionUnit, string> {
    return new Map(
      this.#file.occurrences.flatMap(({ fact, context, root }) =>
        fact.kind === 'api' && context.role === role && fact.spec.released !== undefined
          ? [[root, fact.spec.released]]
          : [],
      ),
    );
  }

  /** The loop, or the callback of a method that walks a list, that may run the node many times; undefined: none in its function. */
  repetitionAround(node: Node): Repetition | undefined {
    return repetitionAround(this.#file.world, this.#file.module, node);
  }

  /** Whether the code has something else to take when the fact throws. */
  hasFallback({ fact, at }: Occurrence): boolean {
    return hasFallback(fact.node, at.node);
  }

  /** What an occurrence in a transaction does that is no part of it; undefined: nothing, or it is not certain. */
  externalOf(occurrence: Occurrence): External | undefined {
    return externalOf(this.#file.world, occurrence);
  }

  /** Whether a transaction does such a thing in the node. */
  hasExternalIn(node: Node): boolean {
    return this.#file.occurrences.some(
      (occurrence) =>
        occurrence.context.role === 'transaction' &&
        contains(node, occurrence.node) &&
        this.externalOf(occurrence) !== undefined,
    );
  }

  /** Whether code of this file makes recorded calls, itself or through what it calls, so that it cannot run inside a step. */
  recordsIn(node: Node): boolean {
    const { world, module, calls } = this.#file;
    const isRecorded = ({ fact }: CallSite): boolean => fact.kind === 'durable' || fact.spec.at.workflow === 'records';
    if (calls.some((call) => contains(node, call.node) && isRecorded(call))) return true;
    return module.units.some((unit) =>
      factsOf(world, baseEnv(world, unit)).edges.some(
        (edge) => edge.kind === 'call' && contains(node, edge.node) && this.#file.isDurable(edge.target),
      ),
    );
  }
}
