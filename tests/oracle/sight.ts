/** In a sentence or two, what was seen of an example: the text of its proof. */
import type { Example } from '../docs-examples.ts';
import { machineFree } from './machine-free.ts';
import type { Life, Observation, OutsideLife } from './trace.ts';
import { outcomeText, proofOf, type Finding } from './verdict.ts';

/** `before` and `after`: the steps of the crashed life and of the one that recovered. Markdown. */
export function sightOf(example: Example, observation: Observation): string {
  const proof = proofOf(observation);
  const error = proof.errors.find(
    ({ code, name }) => example.code === undefined || String(code) === example.code || name === example.code,
  );
  switch (example.verdict) {
    case 'works':
    case 'equal':
      return equalText(example, observation);
    case 'throws':
      return error
        ? `${code(error.name)}${error.code === undefined ? '' : ` (${String(error.code)})`}: ${shortened(error.message)}`
        : '';
    case 'diverges':
      return findingText(proof.detected[0] ?? proof.differs[0]);
    case 'silent':
      return findingText(proof.differs[0]);
    case 'repeats':
      return findingText(proof.repeats[0]);
    case 'waits':
      return findingText(proof.waits[0]);
    case 'loses':
      return findingText(proof.loses[0]);
    case 'misses':
      return `in the end ${code(example.scene?.wants ?? '')} does not hold`;
    case 'kills':
      return findingText(proof.kills[0]);
    default:
      return '';
  }
}

function equalText(example: Example, observation: Observation): string {
  const { wants } = example.scene ?? {};
  const holds = wants === undefined ? '' : `; in the end ${code(wants)} holds`;
  return `${observation.calls ? callsText(example, observation.calls) : runText(observation)}${holds}`;
}

function callsText({ call, scene }: Example, calls: readonly OutsideLife[]): string {
  const done = calls.flatMap(({ effects }) => effects.map(({ what }) => what)).join(', ');
  const once = call?.isRequest === true ? 'two equal requests' : 'called';
  const how = scene?.restart === undefined ? once : `${once}, killed and started again`;
  return done === '' ? `${how} without an error` : `${how}, and what was done is ${code(shortened(done))}`;
}

function runText({ first, recoveries, isOtherVersion }: Observation): string {
  if (!first) return 'loads and launches without an error';
  const what = `the steps ${stepsText(first)} and the outcome ${code(shortened(outcomeText(first.outcome)))}`;
  if (isOtherVersion) return `${String(recoveries.length)} recoveries by another version, none of which was stopped`;
  return recoveries.length === 0
    ? `cancelled, with ${what}`
    : `${String(recoveries.length)} recoveries, each with ${what}`;
}

function findingText(finding: Finding | undefined): string {
  if (!finding) return '';
  const what = shortened(finding.what);
  if (!finding.recovery) return what;
  const { before, after, cut } = finding.recovery;
  return `${what}; crashed before step ${String(cut)} after ${stepsText(before)}, recovered with ${stepsText(after)}`;
}

function stepsText({ steps }: Life): string {
  return steps.length === 0 ? 'no steps' : code(steps.join(' '));
}

function shortened(text: string): string {
  // In one process each example has an ID of its own.
  const line = machineFree(text)
    .replaceAll(/\bexample-\d+/g, 'example')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length <= 160 ? line : `${line.slice(0, 160)}…`;
}

function code(text: string): string {
  return text.includes('`') ? text : `\`${text}\``;
}
