/** What is recorded, and read back as something else or not at all. */
import type { TSESTree } from '@typescript-eslint/types';

import { isIgnoredResult } from '../ignored-results.ts';
import { possibleLoss, lostRecords, type LostRecord } from '../losses.ts';
import type { FileModel } from '../model.ts';
import { print } from '../names.ts';
import {
  portableWorkflows,
  portableWrites,
  type PortableChange,
  type PortableSource,
  type PortableWorkflow,
} from '../portable.ts';

export class RecordQuestions {
  #taught: readonly string[] | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /**
   * What steps and workflows return, and workflows, events and messages are given, that does not survive being recorded. Leaves out results that nobody
   * looks at, and those of steps that are none.
   */
  get lostRecords(): readonly LostRecord[] {
    const { world, module, contexts, calls, steps } = this.#file;
    return lostRecords(world, module, contexts, calls).filter((record) => {
      const { by } = record;
      return !isIgnoredResult(record, calls) && !(by.kind === 'result' && steps.isRunOutside({ root: by.unit }));
    });
  }

  /** What of a value that an expression can have is lost when it is recorded: of an instance, its methods. */
  lossOf(node: TSESTree.Expression): 'nothing' | 'methods' | 'all' {
    const { world, module, contexts } = this.#file;
    const lost = possibleLoss(world, module, contexts, node);
    if (!lost) return 'nothing';
    return lost.what === 'instance' ? 'methods' : 'all';
  }

  /**
   * Whether this file teaches the engine to write what has the name: `registerSerializer(…, { isApplicable: (value) => value instanceof Money })`.
   *
   * @param recipes qualified names of the calls that teach it
   */
  isTaught(name: string, recipes: readonly string[]): boolean {
    this.#taught ??= this.#file.calls
      .filter(({ fact }) => fact.kind === 'api' && recipes.includes(print(fact.name)))
      .map(({ node }) => this.#file.module.source.text.slice(...node.range));
    const word = new RegExp(`(?<![\\w$])${name.replaceAll(/[$.]/gu, '\\$&')}(?![\\w$])`, 'u');
    return this.#taught.some((text) => word.test(text));
  }

  /** Workflows that this file registers for the portable format. */
  get portableWorkflows(): readonly PortableWorkflow[] {
    return portableWorkflows(this.#portableSource);
  }

  /** What this file writes portably, and is changed by that. */
  portableWrites(workflows: readonly PortableWorkflow[]): Iterable<PortableChange> {
    return portableWrites(this.#portableSource, workflows);
  }

  get #portableSource(): PortableSource {
    const { world, module, calls } = this.#file;
    const registrations = this.#file.registry.registeredNames;
    return { world, module, calls, registrations, occurrences: () => this.#file.occurrences };
  }
}
