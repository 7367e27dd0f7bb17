/**
 * States that code names: as a filter of a listing, in a comparison with the state of something that comes from the engine, and as
 * a member of the engine's own object of states. Leaves out states of things whose origin is not known.
 */
import type { StatusSet } from '../knowledge/facts/outcomes.ts';
import { argumentAt } from './call-options.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { factsOf } from './collect-facts.ts';
import { callsByName, type CallSite } from './call-sites.ts';
import { lastKey, print } from './names.ts';
import { membersByKey } from './named-members.ts';
import { literalText, memberKey, outerOf, staticKey, unwrap, type Node } from './nodes.ts';
import { readSetting } from './options.ts';
import type { Setting } from './settings.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import { unitAt } from './bindings.ts';
import { meantWord } from './spelling.ts';
import type { Env, Value } from './values.ts';
import type { World } from './world.ts';
import type { VariableLike } from './variables.ts';

/** A state that code names. */
export interface StatusUse {
  readonly set: StatusSet;
  readonly node: Node;
  readonly value: string;
  readonly as: 'filter' | 'comparison' | 'constant';
  /** The node is the text itself, so it can be changed. */
  readonly isHere: boolean;
}

/** Every state that the file names and that is none. */
export function unknownStatuses(
  world: World,
  module: ModuleUnit,
  calls: readonly CallSite[],
  sets: readonly StatusSet[],
): readonly StatusUse[] {
  const uses = [
    ...sets.flatMap((set) => [...filters(world, module, calls, set), ...constants(world, module, set)]),
    ...comparisons(world, module, sets),
  ];
  return uses.filter(({ set, value }) => !set.values.includes(value));
}

/** The state that was meant; `isSame`: it is only written otherwise, or was renamed. */
export function meantStatus({
  set,
  value,
}: StatusUse): { readonly value: string; readonly isSame: boolean } | undefined {
  const renamed = Object.hasOwn(set.renamed, value) ? set.renamed[value] : undefined;
  if (renamed !== undefined) return { value: renamed, isSame: true };
  const meant = meantWord(value, set.values);
  return meant && { value: meant.word, isSame: meant.isSpelling };
}

function* filters(world: World, module: ModuleUnit, calls: readonly CallSite[], set: StatusSet): Iterable<StatusUse> {
  for (const { call, argument, key } of set.given) {
    for (const site of callsByName(calls).get(call) ?? []) {
      const options = argumentAt(world, module, site, argument);
      const filter = options?.kind === 'object' ? options.entries.get(key)?.value : undefined;
      if (filter) yield* texts(filter, set, 'filter');
    }
  }
}

function* texts(setting: Setting, set: StatusSet, as: StatusUse['as']): Iterable<StatusUse> {
  if (setting.kind === 'list') for (const element of setting.elements) yield* texts(element, set, as);
  if (setting.kind !== 'literal' || typeof setting.value !== 'string') return;
  const { node, value } = setting;
  yield { set, node, value, as, isHere: setting.isHere && literalText(node) === value };
}

function* comparisons(world: World, module: ModuleUnit, sets: readonly StatusSet[]): Iterable<StatusUse> {
  const keys = new Set(sets.flatMap(({ read }) => read.map(lastKey)));
  // Most files have no such word.
  if (![...keys].some((key) => module.source.text.includes(key))) return;
  for (const { node, unit } of [...memberReads(module, keys), ...variableReads(module, keys)]) {
    const others = comparedWith(node);
    if (others.length === 0) continue;
    const known = environmentsOf(world, module, unit).map((env) =>
      evaluate(world, node, env).filter(({ kind }) => kind !== 'literal'),
    );
    for (const set of sets) {
      const isState = (value: Value): boolean => value.kind === 'named' && set.read.includes(print(value.name));
      if (!known.some((values) => values.length > 0 && values.every(isState))) continue;
      for (const other of others)
        yield* texts(readSetting(world, module, other, baseEnv(world, unit)), set, 'comparison');
    }
  }
}

/** The environment of a function of which no call is known, and those of the calls that stand in the file: `list.filter((item) => …)`. */
function environmentsOf(world: World, module: ModuleUnit, unit: FunctionUnit): readonly Env[] {
  const called = module.units.flatMap((caller) =>
    factsOf(world, baseEnv(world, caller)).edges.flatMap((edge): readonly Env[] =>
      edge.kind === 'call' && edge.target.unit === unit ? [edge.target] : [],
    ),
  );
  return [baseEnv(world, unit), ...called];
}

interface Reading {
  readonly node: Node;
  readonly unit: FunctionUnit;
}

function memberReads(module: ModuleUnit, keys: ReadonlySet<string>): readonly Reading[] {
  const members = membersByKey(module);
  return [...keys].flatMap((key) => members.get(key) ?? []).map((node) => ({ node, unit: unitAt(module, node) }));
}

/** Uses of `status` after `const { status } = await handle.getStatus()` or `const status = (await handle.getStatus())?.status`. */
function* variableReads(module: ModuleUnit, keys: ReadonlySet<string>): Iterable<Reading> {
  for (const { variables } of module.source.scopeManager.scopes) {
    for (const variable of variables) {
      const declared: Node | undefined = variable.identifiers[0];
      // Hundreds are the host's own, and stand nowhere.
      if (!declared || !(isTakenOut(declared, keys) || isGivenOnly(variable, keys))) continue;
      for (const { identifier } of variable.references) yield { node: identifier, unit: unitAt(module, identifier) };
    }
  }
}

function isTakenOut({ parent: property }: Node, keys: ReadonlySet<string>): boolean {
  return property?.type === 'Property' && keys.has(staticKey(property.key, property.computed) ?? '');
}

/** Whether all that the variable is ever given is a property with one of the keys. */
function isGivenOnly({ references }: VariableLike, keys: ReadonlySet<string>): boolean {
  const writes = references.filter((reference) => reference.isWrite());
  return (
    writes.length > 0 &&
    writes.every(({ writeExpr }) => {
      const value = writeExpr ? unwrap(writeExpr) : undefined;
      return value?.type === 'MemberExpression' && keys.has(memberKey(value) ?? '');
    })
  );
}

const EQUALITY: ReadonlySet<string> = new Set(['===', '!==', '==', '!=']);

/** What the expression is compared with: by an operator, in a `switch`, in a list. */
function comparedWith(node: Node): readonly Node[] {
  const { parent, child } = outerOf(node);
  switch (parent?.type) {
    case 'BinaryExpression':
      if (!EQUALITY.has(parent.operator)) return [];
      return [parent.left === child ? parent.right : parent.left];
    case 'SwitchStatement':
      return parent.discriminant === child ? parent.cases.flatMap((item) => item.test ?? []) : [];
    case 'CallExpression': {
      const callee = unwrap(parent.callee);
      const isAsked =
        callee.type === 'MemberExpression' && memberKey(callee) === 'includes' && parent.arguments[0] === child;
      return isAsked ? [callee.object] : [];
    }
    default:
      return [];
  }
}

/** Members of the object of states that it does not have; those that it once had are the business of another rule. */
function* constants(world: World, module: ModuleUnit, set: StatusSet): Iterable<StatusUse> {
  if (set.constants === undefined || !module.source.text.includes(lastKey(set.constants))) return;
  const prefix = `${set.constants}.`;
  for (const unit of module.units) {
    for (const node of unit.reads) {
      const value = memberKey(node);
      if (
        value === undefined ||
        set.values.includes(value) ||
        Object.hasOwn(set.renamed, value) ||
        !/^[A-Z_]+$/u.test(value)
      )
        continue;
      const [found] = evaluate(world, node, baseEnv(world, unit));
      if (found?.kind !== 'named' || print(found.name) !== `${prefix}${value}`) continue;
      yield { set, node: node.property, value, as: 'constant', isHere: true };
    }
  }
}
