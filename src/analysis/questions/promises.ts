/** What becomes of the promises of engine calls that stand in this file. */
import { unitAt } from '../bindings.ts';
import { certain } from '../certain.ts';
import { baseEnv } from '../evaluate.ts';
import { floatingIn, type Floating } from '../flow/floating.ts';
import { idleWaitsIn, type IdleWait } from '../flow/idle-waits.ts';
import { destinyOf } from '../flow/promises.ts';
import { lateAwaitsIn, type LateAwait } from '../flow/late-awaits.ts';
import type { Destiny } from '../flow/destiny.ts';
import type { FileModel } from '../model.ts';
import type { Node } from '../nodes.ts';

export class PromiseQuestions {
  #floating: readonly Floating[] | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** What becomes of the promise that an engine call gives; undefined: there is no such call at the node. */
  destinyOf(call: Node): Destiny | undefined {
    return this.#file.flow.started.find(({ started: { node, of } }) => node === call && of === 'call')?.started.destiny;
  }

  /** Whether somebody waits for the promise that a call gives, or is given it; not known counts as yes. */
  isLookedAfter(call: Node): boolean {
    const { world, module } = this.#file;
    const { kind } = destinyOf(world, call, baseEnv(world, unitAt(module, call)), false);
    return kind === 'kept' || kind === 'returned';
  }

  /** Promises that nobody waits for, or that are taken for their values. */
  get floating(): readonly Floating[] {
    this.#floating ??= floatingIn(this.#file.world, this.#file.flow.started, {
      rolesOf: (unit) => this.#file.rolesOf(unit),
      isTimerCallback: (unit) => this.#file.callbacks.isTimerCallback(unit),
    });
    return this.#floating;
  }

  /** Promises of recorded calls that workflows look at too late; those that nobody ever looks at are floating. */
  get lateAwaits(): readonly LateAwait[] {
    const dropped = new Set(
      this.floating.flatMap(({ started: { node, destiny } }) => (destiny.kind === 'dropped' ? [node] : [])),
    );
    const late = this.#file.flow.workflowCode.code.flatMap(({ env }) => lateAwaitsIn(this.#file.world, env));
    return late.filter(({ node }) => !dropped.has(node));
  }

  /** Whether calling it waits for every promise that it is given: `Promise.all`, `Promise.allSettled`. */
  waitsForAll(callee: Node): boolean {
    const only = certain(this.#file.expressions.valuesOf(callee), 'named');
    if (!only) return false;
    const waits = this.#file.world.knowledge.combinator(only.name)?.waits;
    return waits === 'all' || waits === 'settled';
  }

  /** Statements that wait for handles of workflows, which are no promises. */
  get idleWaits(): readonly IdleWait[] {
    return this.#file.module.units.flatMap((unit) => idleWaitsIn(this.#file.world, baseEnv(this.#file.world, unit)));
  }
}
