/** Where workflows ask whether they have a patch. */
import type { CallSite, FileModel } from '../model.ts';
import type { MarkedOption } from '../option-marks.ts';
import { mistakesOf, type PatchMistake } from '../patch-mistakes.ts';
import { patchAround, patchesBeside, patchesIn, type PatchBeside } from '../patches.ts';
import { lineOf } from '../wording.ts';

export class PatchQuestions {
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** What is wrong with the answers of this file's patches; `retire` is the call that says that all runs have the new code. */
  *mistakes(retire: string): Iterable<PatchMistake> {
    for (const unit of this.#file.module.units)
      for (const patch of patchesIn(this.#file.world, unit))
        yield* mistakesOf(patch, this.#file.promises.destinyOf(patch.node), retire);
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

  /** Where this file, or one that it loads, asks for a patch by one of the methods: the file's path and the line. */
  patchAround(methods: ReadonlySet<string>): { readonly path: string; readonly line: number } | undefined {
    const found = patchAround(this.#file.world, this.#file.module, methods);
    return found && { path: found.module.path, line: lineOf(found.module, found.node) };
  }
}
