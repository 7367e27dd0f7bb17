/**
 * What a file registers twice: a name that must be there once, or a function that must have one role. Leaves out registrations in other
 * files, and those of which only one may run.
 */
import { isMade } from './instances.ts';
import type { CallSite } from './call-sites.ts';
import type { Node } from './nodes.ts';
import type { MarkedOption } from './option-marks.ts';
import type { NamedRegistration } from './registered-names.ts';
import { isSurelyBefore } from './surely-before.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** `first`: the other one, when it is in this file. */
export type Duplicate =
  | { readonly kind: 'name'; readonly of: NamedRegistration; readonly first: NamedRegistration }
  /** A workflow that is registered as one again. */
  | { readonly kind: 'twice'; readonly of: NamedRegistration }
  /** A method with two decorators. */
  | { readonly kind: 'stacked'; readonly of: NamedRegistration; readonly first: NamedRegistration }
  /** A class or a datasource. */
  | { readonly kind: 'class' | 'datasource'; readonly node: Node; readonly name: string };

/** What a file registers twice; of equal ones, each but the first. */
export function duplicatesIn(
  world: World,
  module: ModuleUnit,
  registrations: readonly NamedRegistration[],
  others: readonly NamedThing[],
): readonly Duplicate[] {
  const found: Duplicate[] = [];
  const sorted = [...registrations].sort((first, second) => first.node.range[0] - second.node.range[0]);
  for (const [index, of] of sorted.entries()) {
    const seen = sorted.slice(0, index);
    const same = seen.find((first) => isSameFunction(world, module, first, of) && isSurelyBefore(module, first, of));
    if (same && (same.role === 'workflow' || of.role === 'workflow' || !of.argument)) {
      if (!of.argument && !same.argument) found.push({ kind: 'stacked', of, first: same });
      else if (same.role === of.role) found.push({ kind: 'twice', of });
      continue;
    }
    if (of.role === 'workflow' && of.target?.kind === 'registered' && of.target.role === 'workflow') {
      found.push({ kind: 'twice', of });
      continue;
    }
    if (of.name === undefined || of.name === '' || of.scope === undefined) continue;
    const first = seen.find(
      (item) => item.scope === of.scope && item.name === of.name && isSurelyBefore(module, item, of),
    );
    if (first && !same) found.push({ kind: 'name', of, first });
  }
  return [...found, ...repeated(module, others)];
}

/** A class or a datasource with the name that the engine knows it by. */
export interface NamedThing {
  readonly kind: 'class' | 'datasource';
  readonly node: Node;
  readonly by: FunctionUnit;
  readonly name: string;
}

function* repeated(module: ModuleUnit, things: readonly NamedThing[]): Iterable<Duplicate> {
  for (const [index, thing] of things.entries()) {
    const isTaken = things
      .slice(0, index)
      .some((other) => other.kind === thing.kind && other.name === thing.name && isSurelyBefore(module, other, thing));
    if (isTaken) yield { kind: thing.kind, node: thing.node, name: thing.name };
  }
}

/** Classes and datasources to which calls of this file give names. */
export function namedThings(
  calls: readonly CallSite[],
  optionsAt: (call: CallSite, mark: 'class-name' | 'datasource-name') => readonly MarkedOption[],
): readonly NamedThing[] {
  const things: NamedThing[] = [];
  for (const call of calls) {
    const { node, unit } = call;
    const kind = node.type === 'NewExpression' ? 'datasource' : node.parent?.type === 'Decorator' ? 'class' : undefined;
    if (!kind) continue;
    for (const { value, text: name, presence } of optionsAt(call, `${kind}-name`))
      if (presence === 'there' && value && name !== undefined) things.push({ kind, node: value.node, by: unit, name });
  }
  return things.sort((first, second) => first.node.range[0] - second.node.range[0]);
}

/** Whether both certainly register one and the same function, which is there once. */
function isSameFunction(
  world: World,
  module: ModuleUnit,
  first: NamedRegistration,
  second: NamedRegistration,
): boolean {
  const [one, other] = [first.target, second.target];
  if (one?.kind !== 'function' || other?.kind !== 'function' || one.unit.key !== other.unit.key) return false;
  const { parent } = one.unit;
  if (parent !== one.unit.module.main && !(first.by === second.by && parent === first.by)) return false;
  return [first, second].every(({ argument }) => !argument || !isMade(world, module, argument));
}
