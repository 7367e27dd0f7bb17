/**
 * `DURABLE_EXPLAIN=1`, or a part of a path: prints to stderr what the analysis sees in a file. `DURABLE_STATS=1`: prints, when the
 * process ends, what the analysis cost. Neither changes a finding.
 */
import { factsOf } from '../analysis/collect-facts.ts';
import type { FileModel } from '../analysis/model.ts';
import { spoken } from '../analysis/names.ts';
import { baseEnv } from '../analysis/evaluate.ts';
import type { Node } from '../analysis/nodes.ts';
import type { FunctionUnit } from '../analysis/units.ts';

/** Whether the file is to be explained. */
export function isToBeExplained(path: string): boolean {
  const wanted = process.env['DURABLE_EXPLAIN'];
  return wanted !== undefined && wanted !== '' && wanted !== '0' && (wanted === '1' || path.includes(wanted));
}

/** Prints the functions of a file with their roles, and what each does and calls. */
export function explain(model: FileModel, print: (text: string) => void): void {
  const lines = [`durable: ${model.module.path}`];
  for (const unit of model.module.units) lines.push(...unitLines(model, unit));
  if (model.world.exhausted) lines.push('  the work budget is used up: what was not looked at is unknown');
  print(`${lines.join('\n')}\n`);
}

/** A file without durable code is said to be one, so that a missing import shows. */
export function explainUnconcerned(path: string, print: (text: string) => void): void {
  print(`durable: ${path}\n  imports nothing that reaches the SDK\n`);
}

function* unitLines(model: FileModel, unit: FunctionUnit): Iterable<string> {
  const line = (node: Node): string => String(model.wording.lineOf(node));
  const roles = [...model.rolesOf(unit)];
  const given = model.contexts.roleEdges.find(
    ({ target }) =>
      (target.kind === 'function' && target.unit === unit) ||
      (target.kind === 'registered' && target.target.kind === 'function' && target.target.unit === unit),
  );
  const why = given ? ` by ${given.by ? spoken(given.by) : 'the settings'}, line ${line(given.node)}` : '';
  const open = model.isOpen(unit) ? ', can be called from outside' : '';
  yield `  ${unit.name} (line ${line(unit.node)}): ${roles.length > 0 ? roles.join(', ') + why : 'no role known'}${open}`;
  const { facts, edges, unknown } = factsOf(model.world, baseEnv(model.world, unit));
  for (const fact of facts) {
    const what = fact.kind === 'durable' ? `calls the ${fact.role} it registered` : spoken(fact.name);
    yield `    line ${line(fact.node)}: ${fact.kind === 'effect' ? `${fact.effect} by ${what}` : what}`;
  }
  for (const edge of edges) {
    if (edge.kind !== 'call') continue;
    const where = edge.target.unit.module === model.module ? '' : ` of ${edge.target.unit.module.path}`;
    const when = edge.timing === 'inline' ? '' : ` ${edge.timing}`;
    yield `    line ${line(edge.node)}: runs${when} ${edge.target.unit.name}${where}`;
  }
  for (const node of unknown) {
    const text = model.module.source.text.slice(...node.range).replaceAll(/\s+/gu, ' ');
    yield `    line ${line(node)}: unknown ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
  }
}
