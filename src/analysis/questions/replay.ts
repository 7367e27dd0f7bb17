/** What workflows of this file do that a replay does not repeat, and what is a new value each time. */
import { busyLoopAround, type BusyLoop } from '../busy-loops.ts';
import type { EffectFact } from '../facts.ts';
import { freshSourceOf, isCounted } from '../fresh.ts';
import type { FileModel } from '../model.ts';
import { isMadeOnce } from '../made-once.ts';
import { contains, type Node } from '../nodes.ts';
import { withoutPartsOfSteps } from '../one-step.ts';
import { effectOf, gravestOfEachCall, unrepeatedIn, type Unrepeated } from '../unrepeated.ts';

/** Which divergences are asked for. */
export interface Sought {
  readonly isSought: (occurrence: Unrepeated) => boolean;
  /** Workflows that a test sets up are what it tests, and what it gives them stands in for something else. */
  readonly isTest: boolean;
  /** State that only a function changes counts although no call of that function is seen. */
  readonly countsUncalledSetters: boolean;
  /** Whether what a call gives is bound to this process, so that everything that uses it belongs into its step: a connection. */
  readonly isOpening: (fact: EffectFact) => boolean;
}

export class ReplayQuestions {
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /**
   * What lets a replay of a workflow of this file take another course, or act again: one occurrence for each call, the gravest. Leaves out what is a part
   * of another mistake: a timer in a race, one that starts workflows, state that only runs of workflows and steps change, and what belongs into the
   * step of another one.
   */
  divergences(sought: Sought): readonly Unrepeated[] {
    const { world, module, contexts } = this.#file;
    const found = this.unrepeated.filter(
      (occurrence) => sought.isSought(occurrence) && this.#diverges(occurrence, sought),
    );
    return gravestOfEachCall(withoutPartsOfSteps(world, module, contexts, found, sought.isOpening));
  }

  /** Everything that workflows of this file do and a replay does not repeat. What should run in a step and runs in front of it is the step's matter. */
  get unrepeated(): readonly Unrepeated[] {
    const { world, module, occurrences, registry, callbacks } = this.#file;
    const eager = callbacks.resultsForFunctions;
    return unrepeatedIn(
      world,
      module,
      occurrences,
      (node) => registry.isUnwrapped(node) || eager.some((argument) => contains(argument, node)),
    );
  }

  /** The effect that something is which a replay does not repeat. */
  readonly effectOf = effectOf;

  /** What makes the value of an expression a new one each time; undefined: nothing that is known. */
  freshSourceOf(node: Node): EffectFact | undefined {
    return freshSourceOf(this.#file.world, this.#file.module, node);
  }

  /** Whether a counter that goes up is a part of the value of an expression. */
  readonly isCounted = isCounted;

  /** The loop that does nothing but read the clock at this place until it is late enough. */
  busyLoopAround(fact: EffectFact): BusyLoop | undefined {
    return busyLoopAround(this.#file.world, this.#file.module, fact);
  }

  /** Whether the code runs only while nothing is kept yet: a recorded call in there would be made in one life of the process alone. */
  isMadeOnce(node: Node): boolean {
    const { world, contexts } = this.#file;
    return isMadeOnce(world, contexts, node, this.#file.unitAt(node));
  }

  #diverges(occurrence: Unrepeated, { isTest, countsUncalledSetters }: Sought): boolean {
    const { fact, node, root, isHandedIn } = occurrence;
    if (isTest && (isHandedIn || this.#file.isElsewhere(root))) return false;
    if (fact.kind !== 'effect') return true;
    switch (fact.effect) {
      case 'timer':
        // `pTimeout(place(order), …)`: who wins is what differs. A timer that starts workflows is lost with the process.
        return !this.#isRace(node) && !this.#file.starts.startsLater(node);
      case 'module-state':
        // What a test sets up around its workflows is set up for the one life of the process.
        if (this.#file.changes.isChangedByRunsOnly(fact.node) || (isTest && fact.home)) return false;
        return countsUncalledSetters || this.#file.changes.isChanged(fact);
      default:
        return true;
    }
  }

  #isRace(node: Node): boolean {
    return this.#file.flow.hazards.some((hazard) => hazard.found.kind === 'race' && hazard.node === node);
  }
}
