/** What code changes that is there after it, and who sees that. */
import type { Role } from '../../knowledge/vocabulary/roles.ts';
import { lostChanges, type LostChange } from '../lost-changes.ts';
import type { FileModel } from '../model.ts';
import { mutationsOf, type Mutation } from '../mutations.ts';
import type { Node } from '../nodes.ts';
import { isNeverRead, readsOf, type Read } from '../read-back.ts';
import type { FunctionUnit } from '../units.ts';
import { lineOf } from '../wording.ts';
import { isVisibleOutside, writesOf, type Write } from '../writes.ts';

const isRun = (role: Role): boolean => role === 'workflow' || role === 'step' || role === 'transaction';

export class ChangeQuestions {
  #writes: readonly Write[] | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** What workflows and steps of this file change that is there after them. */
  get writes(): readonly Write[] {
    this.#writes ??= writesOf(this.#file.world, this.#file.module, this.#file.contexts);
    return this.#writes;
  }

  /** What steps change in the workflow around them, and a replay leaves out. */
  get lostChanges(): readonly LostChange[] {
    return lostChanges(this.#file.world, this.#file.module, this.#file.contexts, this.writes);
  }

  /** Whether workflows and steps of this file are all that changes a variable after it was made: then these changes are what is wrong. */
  isChangedByRunsOnly(identifier: Node): boolean {
    const later = this.#file
      .variableOf(identifier)
      ?.references.filter(
        (reference) => reference.isWrite() && this.#file.unitAt(reference.identifier) !== this.#file.module.main,
      );
    return (
      later !== undefined &&
      later.length > 0 &&
      later.every((reference) => {
        const unit = this.#file.unitAt(reference.identifier);
        const roles = [...this.#file.rolesOf(unit)];
        return !this.#file.isOpen(unit) && roles.length > 0 && roles.every(isRun);
      })
    );
  }

  /** Everything that a function changes by itself. */
  mutationsOf(unit: FunctionUnit): readonly Mutation[] {
    return mutationsOf(this.#file.world, unit);
  }

  /** Where this file looks at what a write changed, log lines left out. */
  readsOf({ mutation }: Write): readonly Read[] {
    return readsOf(this.#file.world, this.#file.module, mutation.place);
  }

  /** Whether nothing in this file looks at what a write changed: no log line, and no step that fills it. */
  isNeverRead({ mutation }: Write): boolean {
    return isNeverRead(this.#file.world, this.#file.module, mutation.place);
  }

  /** Whether other files can see what a write changed. */
  isVisibleOutside(write: Write): boolean {
    return isVisibleOutside(write);
  }

  /** The way to a write behind calls, as of `routeOf`. */
  routeOfWrite({ path, mutation }: Write, relative: (path: string) => string): string {
    const { module } = mutation.unit;
    const what = module.source.text.slice(...mutation.target.range);
    const hops = [...path.map((edge) => edge.target.unit.name), what].join(' -> ');
    return `${hops}, ${relative(module.path)}:${String(lineOf(module, mutation.node))}`;
  }
}
