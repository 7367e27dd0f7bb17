/** What steps of this file do by themselves, how they are registered, and whether they are steps at all. */
import type { OptionMark } from '../../knowledge/facts/options.ts';
import type { Verdict } from '../../knowledge/vocabulary/apis.ts';
import type { Role } from '../../knowledge/vocabulary/roles.ts';
import type { Occurrence } from '../contexts.ts';
import type { EffectFact } from '../facts.ts';
import { manualRetriesIn, type ManualRetry } from '../manual-retries.ts';
import type { CallSite } from '../call-sites.ts';
import type { FileModel } from '../model.ts';
import { argumentsOf, programOf, unwrap, type Node } from '../nodes.ts';
import type { MarkedOption } from '../option-marks.ts';
import { requestOf, type Request } from '../requests.ts';
import { roleGiversIn, type RoleGivers } from '../role-givers.ts';
import type { Setting } from '../settings.ts';
import { enqueuedStep, startedStep, type EnqueuedStep, type StartedStep } from '../started-steps.ts';
import { certainSignalsIn } from '../step-signals.ts';
import { unawaitedIn, type Unawaited } from '../unawaited.ts';
import type { FunctionUnit } from '../units.ts';
import { verdictOf } from '../verdicts.ts';

/** What the engine does with a call that is out of place. */
export type Harm = Extract<Verdict, 'degrades' | 'throws' | 'acts-then-throws'>;

/** The harm that a call of the engine does in the step or the transaction which makes it. */
export interface HarmInStep {
  readonly role: 'step' | 'transaction';
  readonly harm: Harm;
}

function isHarm(verdict: Verdict | undefined): verdict is Harm {
  return verdict === 'degrades' || verdict === 'throws' || verdict === 'acts-then-throws';
}

function isOnce(attempts: Setting | undefined): boolean {
  return attempts?.kind === 'literal' && typeof attempts.value === 'number' && attempts.value <= 1;
}

export class StepQuestions {
  #roleGivers: RoleGivers | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** The calls of this file that give a function its role: of a step, `runStep(load, options)`. */
  callsThatGive(role: Role, unit: FunctionUnit): readonly CallSite[] {
    this.#roleGivers ??= roleGiversIn(this.#file);
    return this.#roleGivers.callsThatGive(role, unit);
  }

  /** Functions of this file that run in steps and transactions only, with every role that they have. */
  get stepUnits(): readonly FunctionUnit[] {
    return this.#file.module.units.filter((unit) => {
      const roles = this.#file.rolesOf(unit);
      return (
        roles.size > 0 &&
        !this.#file.isOpen(unit) &&
        [...roles].every((role) => role === 'step' || role === 'transaction')
      );
    });
  }

  /** Work that steps of this file start and do not wait for. */
  unawaitedInSteps(requests: ReadonlySet<string>): readonly Unawaited[] {
    return this.stepUnits.flatMap((unit) => unawaitedIn(this.#file.world, unit, requests));
  }

  /** What the calls of this file that make the function a step say of an option of steps, one entry each. */
  stepSettings(unit: FunctionUnit, mark: OptionMark): readonly MarkedOption[] {
    return this.callsThatGive('step', unit).flatMap((call) => this.#file.optionsAt(call, mark));
  }

  /** Whether some call of this file certainly makes the function a step that is tried again when it fails. */
  isRetried(unit: FunctionUnit): boolean {
    return this.callsThatGive('step', unit).some((call) => {
      const isAllowed = this.#file
        .optionsAt(call, 'step-retries')
        .some(({ presence, value }) => presence === 'there' && value?.kind === 'literal' && value.value === true);
      return isAllowed && !this.#file.optionsAt(call, 'step-attempts').some(({ value }) => isOnce(value));
    });
  }

  /** Attempts that steps of this file make by themselves. */
  get manualRetries(): readonly ManualRetry[] {
    return this.stepUnits.flatMap((unit) => manualRetriesIn(this.#file.world, unit));
  }

  /** The request that an effect is; undefined: none whose options are known. */
  requestOf(fact: EffectFact, unit: FunctionUnit): Request | undefined {
    return requestOf(this.#file.world, fact, unit);
  }

  /** Where steps of this file take the signal of their timeout as if it were there in any case. */
  certainSignals(signal: string): readonly { readonly node: Node; readonly unit: FunctionUnit }[] {
    return this.stepUnits.flatMap((unit) =>
      certainSignalsIn(this.#file.world, unit, signal).map((node) => ({ node, unit })),
    );
  }

  /** Starts in this file of what is no workflow. */
  get startedSteps(): readonly StartedStep[] {
    return this.#file.calls.flatMap(
      (call) => startedStep(this.#file.world, this.#file.module, this.#file.registry.registrations, call) ?? [],
    );
  }

  /** Calls of this file that enqueue a step by its name. */
  get enqueuedSteps(): readonly EnqueuedStep[] {
    return this.#file.calls.flatMap(
      (call) => enqueuedStep(this.#file.world, this.#file.module, this.#file.registry.registeredNames, call) ?? [],
    );
  }

  /** What a call of the engine does that it should not, where a step or a transaction certainly makes it; undefined: no harm, or another place. */
  harmIn(occurrence: Occurrence): HarmInStep | undefined {
    const { fact } = occurrence;
    const { role } = occurrence.context;
    if (fact.kind === 'effect' || (role !== 'step' && role !== 'transaction')) return undefined;
    const harm = verdictOf(fact, role);
    return isHarm(harm) && !this.isRunOutside(occurrence) ? { role, harm } : undefined;
  }

  /**
   * Whether the step or the transaction in which something happens is run outside workflows only: then it is no step. A transaction may be, where nobody
   * is known to call the function around it: programs use transactions without workflows, which of steps makes no sense.
   */
  isRunOutside({ root }: Pick<Occurrence, 'root'>): boolean {
    const { open, roleEdges } = this.#file.contexts;
    const edges = roleEdges.filter(({ target }) => target.kind === 'function' && target.unit === root);
    return (
      edges.length > 0 &&
      edges.every(({ how, role, node }) => {
        if (how !== 'runs') return false;
        const around = this.#isHere(node) ? [this.#file.unitAt(node)] : this.#handing(root);
        return (
          around.length > 0 &&
          around.every((unit) => {
            if (role === 'transaction' && open.has(unit) && this.#file.rolesOf(unit).size === 0) return true;
            return this.#file.execution.isOnlyOutside(unit);
          })
        );
      })
    );
  }

  #isHere(node: Node): boolean {
    return programOf(node) === this.#file.module.source.program;
  }

  /** The functions of this file that hand the function to one of another file, which runs it. */
  #handing(target: FunctionUnit): readonly FunctionUnit[] {
    return this.#file.module.units.filter((unit) =>
      unit.invocations.some((call) =>
        argumentsOf(call).some((argument) => {
          const given = unwrap(argument);
          if (given === target.node) return true;
          if (given.type !== 'Identifier' && given.type !== 'MemberExpression') return false;
          return this.#file.expressions
            .valuesOf(given)
            .some((value) => value.kind === 'function' && value.unit === target);
        }),
      ),
    );
  }
}
