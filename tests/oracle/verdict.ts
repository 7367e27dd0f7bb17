/**
 * What an observation proves, and whether that is what the example declares. docs/oracle.md says the same in prose.
 */
import type { Example } from '../docs-examples.ts';
import type { Effect, EngineError, Life, Observation, Outcome, Recovery } from './trace.ts';

/** A proven fact, with the recovery that shows it. */
export interface Finding {
  readonly what: string;
  readonly recovery?: Recovery;
}

/** Everything that an observation proves. A list that is empty: not proven. */
export interface Proof {
  /** Steps, outcome or arguments of effects differ between the first life and a recovery. */
  readonly differs: readonly Finding[];
  /** The engine noticed: code 26, 37 or 38. */
  readonly detected: readonly Finding[];
  /** An effect that was complete happens again. */
  readonly repeats: readonly Finding[];
  /** The process ends. */
  readonly kills: readonly Finding[];
  /** A workflow never ends. */
  readonly waits: readonly Finding[];
  /** An effect that a crash at the wrong moment takes away for ever. */
  readonly loses: readonly Finding[];
  /** What the author wants does not hold. */
  readonly misses: readonly Finding[];
  /** Errors of the engine and the errors that loading or the first life ended with. */
  readonly errors: readonly EngineError[];
}

/** Codes by which the engine says that a replay took another way: unexpected step, step recorded twice, stream. */
const detections: ReadonlySet<number | undefined> = new Set([26, 37]);

/** Whether the example's proof takes recoveries, or is in the first life already. */
export function isRecovered({ verdict, scene }: Example): boolean {
  if (scene?.troubles.some(({ kind }) => kind === 'cancels') === true) return false;
  if (verdict === 'misses') return scene?.previous !== undefined;
  return verdict !== 'throws' && verdict !== 'kills' && verdict !== 'waits';
}

export function proofOf(observation: Observation): Proof {
  const { loading, first, recoveries } = observation;
  const errors = [
    ...loading,
    ...(first?.errors ?? []),
    ...(observation.calls ?? []).flatMap(({ error }) => (error ? [error] : [])),
  ];
  if (first?.outcome?.kind === 'error') errors.push(first.outcome.error);
  const kills = first?.killed === undefined ? [] : [{ what: first.killed }];
  const misses = observation.wanted === false ? [{ what: 'what its author wants does not hold in the end' }] : [];
  if (!first || observation.calls)
    return {
      differs: [],
      detected: [],
      repeats: repeatedCalls(observation),
      kills,
      waits: waitingCalls(observation),
      loses: [],
      misses,
      errors,
    };
  return {
    differs: recoveries.flatMap((recovery) =>
      observation.isOtherVersion ? failureOf(recovery) : differencesOf(first, recovery),
    ),
    detected: recoveries.flatMap((recovery) => detectionsOf(recovery)),
    repeats: recoveries.flatMap((recovery) =>
      observation.isOtherVersion ? secondTimesOf(first, recovery) : repetitionsOf(first, recovery),
    ),
    kills: [
      ...kills,
      ...recoveries.flatMap((recovery) =>
        recovery.after.killed === undefined ? [] : [{ what: recovery.after.killed, recovery }],
      ),
    ],
    waits: first.outcome || kills.length > 0 ? [] : [{ what: 'the workflow does not end' }],
    loses: first.effects
      .filter(({ late }) => late)
      .map(({ what }) => ({ what: `${what} happens after its step was recorded, so a crash before it takes it away` })),
    misses,
    errors,
  };
}

function waitingCalls({ calls }: Observation): Finding[] {
  return (calls ?? []).flatMap(({ isWaiting }) =>
    isWaiting ? [{ what: 'a workflow that was started does not end' }] : [],
  );
}

/** What the second of two equal requests did again. */
function repeatedCalls({ calls }: Observation): Finding[] {
  const [first, second] = calls ?? [];
  const done = new Set(first?.effects.map(({ what }) => what));
  return (second?.effects ?? [])
    .filter(({ what }) => done.has(what))
    .map(({ what }) => ({ what: `the second request runs ${what} again` }));
}

function differencesOf(first: Life, recovery: Recovery): Finding[] {
  const { after } = recovery;
  const committed = new Set(recovery.committed);
  const found: Finding[] = [];
  const say = (what: string): void => {
    found.push({ what, recovery });
  };
  if (sorted(after.steps) !== sorted(first.steps)) say(`steps ${list(first.steps)} became ${list(after.steps)}`);
  if (outcomeText(after.outcome) !== outcomeText(first.outcome))
    say(`outcome ${outcomeText(first.outcome)} became ${outcomeText(after.outcome)}`);
  // What steps did that were not committed, they must do again, with the same arguments.
  const wasDone = stepEffects(first).filter((effect) => !committed.has(stepOf(effect)));
  const isDone = stepEffects(after).filter((effect) => !committed.has(stepOf(effect)));
  if (sorted(wasDone.map(inStep)) !== sorted(isDone.map(inStep)))
    say(`effects ${list(wasDone.map(inStep))} became ${list(isDone.map(inStep))}`);
  return found;
}

function detectionsOf(recovery: Recovery): Finding[] {
  const errors = [
    ...recovery.after.errors,
    ...(recovery.after.outcome?.kind === 'error' ? [recovery.after.outcome.error] : []),
  ];
  return errors.filter((error) => detections.has(error.code)).map((error) => ({ what: error.message, recovery }));
}

function repetitionsOf(first: Life, recovery: Recovery): Finding[] {
  const { before, after, cut } = recovery;
  const committed = new Set(recovery.committed);
  const found: Finding[] = [];
  // What the body did before the crash and does again, with the same arguments or others.
  const bodyBefore = before.effects.filter(({ place }) => place.kind === 'body');
  const bodyAfter = after.effects.filter(({ place }) => place.kind === 'body' && place.position <= cut);
  for (const effect of bodyAfter.slice(0, bodyBefore.length))
    found.push({ what: `the workflow body runs ${effect.what} again`, recovery });
  // What a step did that was committed.
  for (const effect of stepEffects(after)) {
    if (committed.has(stepOf(effect)))
      found.push({ what: `committed step ${String(stepOf(effect))} runs ${effect.what} again`, recovery });
  }
  // What the interrupted step had done, where it nests durable calls, which nobody records there. Otherwise it is known to run again as a whole.
  const redone = stepEffects(after).filter((effect) => stepOf(effect) === cut);
  const done = stepEffects(first).filter((effect) => stepOf(effect) === cut);
  const weakened = redone.filter((effect) => effect.weakened);
  const earlier = weakened.length > 0 && done.length > 1 ? redone.slice(0, -1) : [];
  for (const effect of new Set([...weakened, ...earlier]))
    found.push({ what: `step ${String(cut)} runs ${effect.what} again when it is interrupted`, recovery });
  return found;
}

/** Why the observation does not prove what the example declares; undefined when it does. */
export function refutationOf(example: Example, observation: Observation): string | undefined {
  const proof = proofOf(observation);
  switch (example.verdict) {
    case undefined:
      return 'nothing is declared';
    case 'diverges':
      if (example.code !== undefined)
        return proof.detected.length > 0
          ? undefined
          : `no replay was stopped with code ${example.code}; ${seen(proof, observation)}`;
      return proof.differs.length + proof.detected.length > 0
        ? undefined
        : `every replay is equal; ${seen(proof, observation)}`;
    case 'silent':
      if (proof.detected.length > 0) return `the engine notices: ${proof.detected[0]?.what ?? ''}`;
      return proof.differs.length > 0 ? undefined : `every replay is equal; ${seen(proof, observation)}`;
    case 'throws':
      return proof.errors.some((error) => isExpected(error, example.code))
        ? undefined
        : `${example.code === undefined ? 'no error' : `no error ${example.code}`} was thrown; ${seen(proof, observation)}`;
    case 'repeats':
      return proof.repeats.length > 0 ? undefined : `nothing happens twice; ${seen(proof, observation)}`;
    case 'waits':
      return proof.waits.length > 0 ? undefined : `no workflow waits; ${seen(proof, observation)}`;
    case 'loses':
      return proof.loses.length > 0 ? undefined : `nothing is lost; ${seen(proof, observation)}`;
    case 'misses':
      return proof.misses.length > 0 ? undefined : `what its author wants holds; ${seen(proof, observation)}`;
    case 'kills':
      return proof.kills.length > 0 ? undefined : `the process survives; ${seen(proof, observation)}`;
    case 'works':
    case 'equal':
      return inequalityOf(proof, observation, example);
  }
}

function inequalityOf(proof: Proof, observation: Observation, example: Example): string | undefined {
  const { loading, first, recoveries } = observation;
  const failed = loading[0];
  if (failed) return `it fails before a workflow runs: ${errorText(failed)}`;
  if (observation.calls) {
    const wrong = [...proof.kills, ...proof.repeats, ...proof.waits, ...proof.misses][0];
    const thrown = observation.calls.find(({ error }) => error)?.error;
    return thrown ? `the call throws: ${errorText(thrown)}` : wrong?.what;
  }
  if (!first) return observation.launched === true ? undefined : 'it registers no workflow';
  if (!first.outcome) return 'the workflow does not end';
  const isCancelled = example.scene?.troubles.some(({ kind }) => kind === 'cancels') === true;
  if (first.outcome.kind === 'error' && !isExpected(first.outcome.error, isCancelled ? '24' : (example.code ?? 'none')))
    return `the workflow fails: ${errorText(first.outcome.error)}`;
  if (recoveries.length === 0 && isRecovered(example)) return 'it was not recovered';
  const wrong = [
    ...proof.kills,
    ...proof.detected,
    ...proof.differs,
    ...proof.repeats,
    ...proof.loses,
    ...proof.misses,
  ][0];
  return wrong && `${wrong.what}${wrong.recovery ? ` (crash before step ${String(wrong.recovery.cut)})` : ''}`;
}

function failureOf(recovery: Recovery): Finding[] {
  const { outcome } = recovery.after;
  return outcome?.kind === 'value' ? [] : [{ what: `the other version ends with ${outcomeText(outcome)}`, recovery }];
}

/** What was done in a committed step and is done again, in whichever step. */
function secondTimesOf(first: Life, recovery: Recovery): Finding[] {
  const committed = new Set(recovery.committed);
  const done = new Set(
    stepEffects(first)
      .filter((effect) => committed.has(stepOf(effect)))
      .map(({ what }) => what),
  );
  return recovery.after.effects
    .filter(({ what }) => done.has(what))
    .map(({ what }) => ({ what: `the other version runs ${what} again`, recovery }));
}

function isExpected(error: EngineError, code: string | undefined): boolean {
  return code === undefined || String(error.code) === code || error.name === code;
}

function stepEffects(life: Life): readonly Effect[] {
  return life.effects.filter(({ place }) => place.kind === 'step');
}

function stepOf({ place }: Effect): number {
  return place.kind === 'step' ? place.step : -1;
}

function inStep(effect: Effect): string {
  return `${String(stepOf(effect))}:${effect.what}`;
}

export function outcomeText(outcome: Outcome | undefined): string {
  if (!outcome) return 'none';
  return outcome.kind === 'value' ? valueText(outcome.value) : errorText(outcome.error);
}

/** The engine's serialised form without its envelope. */
function valueText(value: string): string {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null && 'json' in parsed ? JSON.stringify(parsed.json) : value;
  } catch {
    return value;
  }
}

function errorText({ name, code, message }: EngineError): string {
  return `${name}${code === undefined ? '' : ` (${String(code)})`}: ${message}`;
}

function seen(proof: Proof, { first, loading }: Observation): string {
  const facts = [
    proof.differs[0] && `it diverges: ${proof.differs[0].what}`,
    proof.repeats[0] && `it repeats: ${proof.repeats[0].what}`,
    proof.waits[0]?.what,
    proof.loses[0]?.what,
    proof.misses[0]?.what,
    proof.kills[0] && `it ends the process: ${proof.kills[0].what}`,
    loading[0] && `loading fails: ${errorText(loading[0])}`,
    first && `steps ${list(first.steps)}, outcome ${outcomeText(first.outcome)}`,
  ];
  return facts.filter((fact) => typeof fact === 'string').join('; ') || 'no workflow ran';
}

function sorted(texts: readonly string[]): string {
  return JSON.stringify([...texts].sort());
}

function list(texts: readonly string[]): string {
  return `[${texts.join(' ')}]`;
}
