/** How workflows are started: what a start refers to, whether it is one, what is set around it, and what is asked of it too early. */
import type { TSESTree } from '@typescript-eslint/types';

import type { OptionMark } from '../../knowledge/facts/options.ts';
import type { Engine } from '../../knowledge/vocabulary/engine.ts';
import { innermostAround, mayRunInside } from '../ambient.ts';
import type { ApiFact, Fact } from '../facts.ts';
import { laterNames, laterStartsIn, startIn, type LaterStart } from '../later-starts.ts';
import type { CallSite } from '../call-sites.ts';
import type { FileModel } from '../model.ts';
import type { FunctionNode, Node } from '../nodes.ts';
import type { MarkedOption } from '../option-marks.ts';
import { queueUsesOf, type QueueUse } from '../queue-uses.ts';
import { startableAt, type Startable } from '../startable.ts';
import { firstCallOf, startsWorkflow, swappedOptions, type FirstCall, type SwappedOptions } from '../starts.ts';
import { askedBeforeCommit, type EarlyQuestion } from '../uncommitted.ts';
import { halfStartOf, startedFunction, startWithoutCall, type HalfStart } from '../uninvoked.ts';
import type { FunctionUnit } from '../units.ts';

export class StartQuestions {
  #contexts: readonly CallSite[] | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  readonly startsWorkflow = startsWorkflow;

  /**
   * Workflows that this file starts by timers, workers and listeners of events.
   *
   * @param schedulers qualified names of further functions that call what they are given later
   */
  later(timers: Engine['timers'], schedulers: readonly string[]): Iterable<LaterStart> {
    const { world, module, callbacks } = this.#file;
    const handovers = callbacks.handoversTo(schedulers);
    const names = laterNames(timers, schedulers);
    return laterStartsIn(world, module, handovers, (unit) => this.#file.rolesOf(unit), names);
  }

  /** Whether the call starts a workflow, or launches the engine, in code that only a worker runs. */
  isInWorker({ fact, node, roles }: CallSite): boolean {
    if (!startsWorkflow(fact) && fact.spec?.family !== 'launch') return false;
    return !roles.has('workflow') && !roles.has('step') && this.#file.startup.isWorkerCode(node);
  }

  /** Whether the call at the node is given code to run later that starts a workflow. */
  startsLater(node: Node): boolean {
    return this.#file.callbacks.handovers.some(
      (handover) => handover.node === node && startIn(handover.exposures) !== undefined,
    );
  }

  /** Whether the code is in a callback for which the engine sets the context: the ID of the next workflow. */
  hasContextAround(node: Node): boolean {
    return this.#contextCalls.some(({ node: call }) => call.range[0] < node.range[0] && node.range[1] < call.range[1]);
  }

  /** What the engine makes of a function that it is given to start later; undefined when it is not known. */
  startableAt(node: Node): Startable | undefined {
    return startableAt(
      this.#file.world,
      this.#file.module,
      this.#file.registry.registrations,
      node,
      this.#file.unitAt(node),
    );
  }

  /** Of the second call of a start, the first. */
  startBefore(call: CallSite): FirstCall | undefined {
    return firstCallOf({ world: this.#file.world, callAt: (node) => this.#file.callAt(node) }, call);
  }

  /** Options of a start that the call gives to the workflow instead. */
  swappedOptions(call: CallSite): SwappedOptions | undefined {
    return swappedOptions(this.startBefore(call), call, (position) => this.#file.argumentOf(call, position));
  }

  /** What is wrong with a call that gives back a function to start a workflow with; undefined: nothing that is known. */
  halfStartOf(call: CallSite): HalfStart | undefined {
    return halfStartOf(this.#file.world, this.#file.module, call);
  }

  /** Of `startWorkflow(place).then(…)`, where nothing was called yet, the start; `unit` is where it stands. */
  startWithoutCall(fact: Fact, unit: FunctionUnit): TSESTree.CallExpression | undefined {
    return fact.kind === 'api' ? startWithoutCall(this.#file.world, unit, fact) : undefined;
  }

  /** The function that a start certainly refers to, when no arguments are bound to it. */
  startedFunction(fact: ApiFact): FunctionNode | undefined {
    return startedFunction(fact);
  }

  /** Questions to a workflow before the transaction that enqueued it commits. */
  get askedBeforeCommit(): readonly EarlyQuestion[] {
    return askedBeforeCommit(this.#file.world, this.#file.module, this.#file.calls, (node) =>
      this.#file.originOf(node),
    );
  }

  /** Whether an engine call around a start, or around what calls it, may set the option there, which the start does not show. */
  mayBeSetAround(start: CallSite, mark: OptionMark): boolean {
    return mayRunInside(this.#file.world, this.#file.module, start, this.#settersOf(mark));
  }

  /** The queues that a call puts workflows on, and where it says which partition. */
  queueUses(call: CallSite): readonly QueueUse[] {
    return queueUsesOf(this.#file.world, call, {
      names: this.#file.optionsAt(call, 'queue-name'),
      partitionKeys: this.#file.optionsAt(call, 'partition-key'),
      around: this.#setAround(call, 'queue-name'),
    });
  }

  /** What the engine call that certainly is around a start sets the option to there. */
  #setAround(start: CallSite, mark: OptionMark): MarkedOption | undefined {
    if (this.#contextCalls.length === 0) return undefined;
    const around = innermostAround(start.node, this.#settersOf(mark));
    return around && this.#file.optionsAt(around, mark)[0];
  }

  #settersOf(mark: OptionMark): readonly CallSite[] {
    return this.#contextCalls.filter((call) => this.#file.optionsAt(call, mark).length > 0);
  }

  /** Calls that set something for what is started inside of them. */
  get #contextCalls(): readonly CallSite[] {
    this.#contexts ??= this.#file.callsOf({ families: ['context'] });
    return this.#contexts;
  }

  /** Whether a loop waits for a workflow in each turn, so that one runs after the other. */
  waitsInEachTurn(loop: Node): boolean {
    // Callbacks of `map` run side by side.
    if (loop.type === 'CallExpression') return false;
    return this.#file.calls.some(
      ({ fact, node }) =>
        fact.kind === 'api' &&
        fact.spec.family === 'handle' &&
        fact.spec.result === 'promise' &&
        node.parent?.type === 'AwaitExpression' &&
        loop.range[0] <= node.range[0] &&
        node.range[1] <= loop.range[1],
    );
  }
}
