/** What code changes that is there after it, and who sees that. */
import type { Role } from '../../knowledge/vocabulary/roles.ts';
import { baseEnv } from '../evaluate.ts';
import type { EffectFact } from '../facts.ts';
import { fateOf } from '../fate.ts';
import { isCalledLater } from '../later-runs.ts';
import { lostChanges, type LostChange } from '../lost-changes.ts';
import type { CallSite } from '../call-sites.ts';
import type { FileModel } from '../model.ts';
import { mutationsOf, type Mutation } from '../mutations.ts';
import { contains, type Node } from '../nodes.ts';
import { placeOfObject, samePlace } from '../places.ts';
import { isNeverRead, readsOf } from '../read-back.ts';
import { isUndone } from '../undone.ts';
import type { FunctionUnit } from '../units.ts';
import { isVisibleOutside, writesOf, type Write } from '../writes.ts';

const WORKFLOW: ReadonlySet<Role> = new Set(['workflow']);
/** Who does not run again what a step has done, and may look at it. */
const OTHERS: ReadonlySet<Role> = new Set(['workflow', 'handler', 'main']);

const isRun = (role: Role): boolean => role === 'workflow' || role === 'step' || role === 'transaction';

export class ChangeQuestions {
  #writes: readonly Write[] | undefined;
  #lost: readonly LostChange[] | undefined;
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
    this.#lost ??= lostChanges(this.#file.world, this.#file.module, this.#file.contexts, this.writes);
    return this.#lost;
  }

  /**
   * Whether anybody can tell that a run has changed something: other files, code that reads it here, or the run itself on a replay. What only steps look
   * at is a cache, which each life of the process fills for itself.
   */
  isFelt(write: Write): boolean {
    const { world, module } = this.#file;
    const { role, outlives, edge, mutation } = write;
    // Variables of the function that registers a workflow are the same for all its runs; other functions make them anew.
    if (outlives === 'captured' && !(role === 'workflow' && edge?.how === 'registers')) return false;
    const reads = readsOf(world, module, mutation.place);
    const isReadBy = (readers: ReadonlySet<Role>): boolean =>
      reads.some(({ unit }) => [...this.#file.rolesOf(unit)].some((reader) => readers.has(reader)));
    if (!isReadBy(WORKFLOW) && isUndone(world, mutation)) return false;
    // What a service keeps for itself is its own matter.
    if (mutation.how !== 'received') {
      const isVisible = mutation.used || isVisibleOutside(write);
      // Kept for something that is still to be written: nothing says that it is a log's, or a cache.
      if (isVisible ? role === 'workflow' : isNeverRead(world, module, mutation.place)) return true;
    }
    if (role === 'workflow') return reads.length > 0 || (mutation.used && !this.#isLogged(mutation));
    return isReadBy(OTHERS);
  }

  /** `DBOS.logger.info(sequence.next())` */
  #isLogged({ node, unit }: Mutation): boolean {
    const { world } = this.#file;
    return fateOf(world, node, baseEnv(world, unit)) === 'logged';
  }

  /** Whether a write only makes a value that was not there yet: `client ??= new Client()`. */
  isMadeWhenNeeded({ guard }: Write): boolean {
    // Guarded by memory, a recorded call is made in one life and not in the next.
    const isRecorded = ({ fact }: CallSite): boolean => fact.kind === 'durable' || fact.spec.steps > 0;
    return guard !== undefined && !this.#file.calls.some((call) => isRecorded(call) && contains(guard, call.node));
  }

  /** Whether workflows and steps of this file are all that changes what is read there, once it is made: then these changes are what is wrong. */
  isChangedByRunsOnly(node: Node): boolean {
    const { main } = this.#file.module;
    const changers = this.#changersOf(node).filter((unit) => unit !== main);
    return (
      changers.length > 0 &&
      changers.every((unit) => {
        const roles = [...this.#file.rolesOf(unit)];
        return !this.#file.isOpen(unit) && roles.length > 0 && roles.every(isRun);
      })
    );
  }

  /** The functions of this file that change a variable, or a member of an object or a class. */
  #changersOf(node: Node): readonly FunctionUnit[] {
    const { world, module } = this.#file;
    if (node.type === 'MemberExpression') {
      const place = placeOfObject(world, module, node);
      if (!place) return [];
      return module.units.filter((unit) => mutationsOf(world, unit).some((change) => samePlace(change.place, place)));
    }
    const references = this.#file.expressions.variableOf(node)?.references ?? [];
    return references.flatMap((reference) => (reference.isWrite() ? [this.#file.unitAt(reference.identifier)] : []));
  }

  /** Whether state certainly changes while the process runs, or code of this file sees to it. */
  isChanged({ setters }: EffectFact): boolean {
    const { world, module } = this.#file;
    return setters === undefined || setters.some(({ unit, value }) => isCalledLater(world, module, unit, value));
  }

  /** What a function changes inside of its own arguments. */
  changesOfArguments(unit: FunctionUnit): readonly Mutation[] {
    return mutationsOf(this.#file.world, unit).filter(
      ({ place: { holder, inside } }) =>
        inside && holder.kind === 'variable' && holder.home === unit && holder.variable.defs[0]?.type === 'Parameter',
    );
  }
}
