/** How this file writes and reads streams. */
import { writesAfterClose, type LateWrite } from '../flow/closed-streams.ts';
import { concurrentReads, type ConcurrentRead } from '../flow/stream-reads.ts';
import type { StreamUse } from '../flow/stream-uses.ts';
import type { FileModel } from '../model.ts';

export class StreamQuestions {
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** Writes to streams that are certainly closed by then. */
  writesAfterClose(useOf: StreamUse): readonly LateWrite[] {
    return writesAfterClose(this.#file.world, this.#file.module, useOf);
  }

  /** Reads of streams that workflows begin while another one goes on. */
  get concurrentReads(): readonly ConcurrentRead[] {
    return concurrentReads(this.#file.world, this.#file.module, this.#file.flow);
  }
}
