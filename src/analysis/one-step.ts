/**
 * What belongs into the step of another call: what the functions do that it is given, when it acts itself, and what is asked of something that it
 * opened and that cannot be recorded. Once the other call is in a step, all of it is. Leaves out calls that run something recorded, around which
 * no step can be put, and what is also reached by another way.
 */
import type { Effect } from '../knowledge/vocabulary/effects.ts';
import type { Contexts, Occurrence } from './contexts.ts';
import type { EffectFact } from './facts.ts';
import { calleeOf, isInvocation, type Node } from './nodes.ts';
import { Opened } from './opened.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Unrepeated } from './unrepeated.ts';
import { verdictOf } from './verdicts.ts';
import type { World } from './world.ts';

/** Effects of calls around which a step is put, with everything in them. */
const ACTS: ReadonlySet<Effect> = new Set(['database', 'network', 'file', 'process']);

/** The occurrences without those that belong into the step of another of them. @param isOpening whether what a call gives cannot be recorded */
export function withoutPartsOfSteps(
  world: World,
  module: ModuleUnit,
  contexts: Contexts,
  occurrences: readonly Unrepeated[],
  isOpening: (fact: EffectFact) => boolean,
): readonly Unrepeated[] {
  const calls = occurrences.filter(isActing);
  if (calls.length === 0) return occurrences;
  const held = new HeldCode(contexts, new Set(calls.map(({ fact }) => fact.node)));
  const openings = calls.filter(({ fact, path }) => path.length === 0 && isOpening(fact)).map(({ node }) => node);
  const opened = new Opened(world, module, contexts.arrivals, new Set(openings));
  return occurrences.filter((occurrence) => !held.has(occurrence) && !isAsked(occurrence, opened));
}

function isActing(occurrence: Unrepeated): occurrence is Unrepeated & Occurrence<EffectFact> {
  const { fact } = occurrence;
  return fact.kind === 'effect' && ACTS.has(fact.effect) && (fact.use === 'call' || fact.use === 'new');
}

/** `client.query(…)` of a client that was opened. */
function isAsked({ fact, node, path }: Unrepeated, opened: Opened): boolean {
  return fact.kind === 'effect' && path.length === 0 && isInvocation(node) && opened.holds(calleeOf(node));
}

/** Code that runs in calls only around which a step can be put. */
class HeldCode {
  readonly #contexts: Contexts;
  readonly #roots: ReadonlySet<FunctionUnit>;
  /** The calls, without those in which something recorded runs. */
  readonly #calls: Set<Node>;
  readonly #held = new Map<FunctionUnit, boolean>();

  constructor(contexts: Contexts, calls: Set<Node>) {
    this.#contexts = contexts;
    this.#calls = calls;
    this.#roots = new Set(contexts.roots.map(({ env }) => env.unit));
    this.#leaveOutRecording();
  }

  has(occurrence: Unrepeated): boolean {
    const { fact, unit, root, path } = occurrence;
    if (fact.kind === 'api' && !isHarmlessInStep(verdictOf(fact, 'step'))) return false;
    if (path.some(({ node, isHandedOver }) => isHandedOver && this.#calls.has(node))) return true;
    return unit !== root && this.#isHeld(unit);
  }

  #leaveOutRecording(): void {
    const seen = new Set<FunctionUnit>();
    for (const { fact, unit, path, context } of this.#contexts.occurrences) {
      if (context.role !== 'workflow' || fact.kind === 'effect' || !isRecorded(fact.spec?.at.workflow)) continue;
      for (const { node } of path) this.#calls.delete(node);
      const queue = [unit];
      for (let inner = queue.pop(); inner; inner = queue.pop()) {
        if (seen.has(inner)) continue;
        seen.add(inner);
        for (const { edge, from } of this.#contexts.arrivals.of('workflow', inner)) {
          this.#calls.delete(edge.node);
          queue.push(from);
        }
      }
    }
  }

  #isHeld(unit: FunctionUnit): boolean {
    const known = this.#held.get(unit);
    if (known !== undefined) return known;
    // What a function calls in a circle is reached from elsewhere, too.
    this.#held.set(unit, true);
    const arrivals = this.#roots.has(unit) ? [] : this.#contexts.arrivals.of('workflow', unit);
    const isHeld =
      arrivals.length > 0 &&
      arrivals.every(
        ({ edge, from }) => (edge.isHandedOver === true && this.#calls.has(edge.node)) || this.#isHeld(from),
      );
    this.#held.set(unit, isHeld);
    return isHeld;
  }
}

function isRecorded(verdict: ReturnType<typeof verdictOf>): boolean {
  return verdict === 'records';
}

function isHarmlessInStep(verdict: ReturnType<typeof verdictOf>): boolean {
  return verdict === undefined || verdict === 'works' || verdict === 'unrecorded';
}
