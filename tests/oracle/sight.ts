/** In a sentence or two, what was seen of an example: the text of its proof. */
import type { Example } from '../docs-examples.ts';
import { machineFree } from './machine-free.ts';
import type { Life, Observation } from './trace.ts';
import { outcomeText, proofOf, type Finding } from './verdict.ts';

/** `before` and `after`: the steps of the crashed life and of the one that recovered. Markdown. */
export function sightOf(example: Example, observation: Observation): string {
  const proof = proofOf(observation);
  const error = proof.errors.find(
    ({ code, name }) => example.code === undefined || String(code) === example.code || name === example.code,
  );
  switch (example.verdict) {
    case 'equal':
      return equalText(observation);
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
    case 'kills':
      return findingText(proof.kills[0]);
    default:
      return '';
  }
}

function equalText({ first, recoveries, calls }: Observation): string {
  if (calls) {
    const done = calls.flatMap(({ effects }) => effects.map(({ what }) => what)).join(', ');
    const how = calls.length > 1 ? 'two equal requests' : 'called';
    return done === '' ? `${how} without an error` : `${how}, and what was done is ${code(shortened(done))}`;
  }
  if (!first) return 'loads and launches without an error';
  return `${String(recoveries.length)} recoveries, each with the steps ${stepsText(first)} and the outcome ${code(shortened(outcomeText(first.outcome)))}`;
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
  const line = machineFree(text).replaceAll(/\s+/g, ' ').trim();
  return line.length <= 160 ? line : `${line.slice(0, 160)}…`;
}

function code(text: string): string {
  return text.includes('`') ? text : `\`${text}\``;
}
