/** Where workflows ask whether they have a patch. */
import type { QualifiedName } from '../../knowledge/vocabulary/names.ts';
import type { Occurrence } from '../contexts.ts';
import type { CallSite } from '../call-sites.ts';
import type { FileModel } from '../model.ts';
import type { Node } from '../nodes.ts';
import type { MarkedOption } from '../option-marks.ts';
import { mistakesOf, type PatchMistake } from '../patch-mistakes.ts';
import { patchAround, patchesBeside, patchesIn, type PatchBeside } from '../patches.ts';
import type { HarmInStep } from './steps.ts';

export class PatchQuestions {
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /**
   * What is wrong with the answers of this file's patches, where they are asked for in a place that has one.
   *
   * @param retire the call that says that all runs have the new code
   */
  *mistakes(retire: QualifiedName): Iterable<PatchMistake> {
    const misplaced = new Set<Node>(
      this.#file.occurrences.flatMap((occurrence) => (this.misplacedIn(occurrence) ? [occurrence.fact.node] : [])),
    );
    for (const unit of this.#file.module.units)
      for (const patch of patchesIn(this.#file.world, unit))
        if (!misplaced.has(patch.node)) yield* mistakesOf(patch, this.#file.promises.destinyOf(patch.node), retire);
  }

  /** The place in which something happens that is the question for a patch, when that throws there; `outside` of workflows and what they run. */
  misplacedIn(occurrence: Occurrence): HarmInStep['role'] | 'outside' | undefined {
    const { fact } = occurrence;
    if (fact.kind !== 'api' || fact.spec.family !== 'patch') return undefined;
    const inStep = this.#file.steps.harmIn(occurrence);
    if (inStep?.harm === 'throws') return inStep.role;
    return this.#file.execution.outsideRoleOf(occurrence) && 'outside';
  }

  /** Where a configuration certainly turns patches off; undefined: it may turn them on. */
  turnedOffAt(call: CallSite): MarkedOption | undefined {
    const [option] = this.#file.optionsAt(call, 'patching');
    if (!option?.holder || call.fact.kind !== 'api' || call.fact.spec.family !== 'config') return undefined;
    const isFalse = option.value?.kind === 'literal' && option.value.value === false;
    return option.presence === 'absent' || isFalse ? option : undefined;
  }

  /** Patches that workflows of this file ask for beside other recorded calls. */
  get patchesBeside(): readonly PatchBeside[] {
    return this.#file.flow.workflowCode.code.flatMap(({ env }) => patchesBeside(this.#file.world, env));
  }

  /** Where this file, or one that it loads, asks for a patch by one of the names: the file's path and the line. */
  patchAround(names: readonly QualifiedName[]): ReturnType<typeof patchAround> {
    return patchAround(this.#file.world, this.#file.module, names);
  }
}
