/**
 * Where a file uses the forms of a table that the engine removed, or keeps for old code only: names, options by their key, and numbers where
 * an object is wanted. One use is one place that must be written otherwise; what goes away with another use is not told.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { importedObjects, type ImportedObject } from './imported-objects.ts';
import { mentionsOf, soughtNames, type Mention, type MentionForm, type SoughtNames } from './mentions.ts';
import { callsByName, type CallSite } from './call-sites.ts';
import { argumentsOf, calleeOf, isFunctionNode, type InvocationNode, type Node } from './nodes.ts';
import { isNumeric } from './numeric.ts';
import type { StartedStep } from './started-steps.ts';
import { typeOfSetting, type ObjectSetting, type Setting } from './settings.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A row of such a table, as far as finding its uses goes. */
export interface Form {
  readonly name: string;
  readonly key?: { readonly argument: number; readonly name: string };
  readonly number?: { readonly argument: number };
  /** Only a value of that name is meant. */
  readonly remainsType?: true;
  /** Objects that other files made with it are meant as well. */
  readonly objects?: true;
  /** Only `new` of it is meant. */
  readonly constructed?: true;
  /** A start of such a thing is meant. */
  readonly starts?: StartedStep['kind'];
}

/** A use of something that the engine removed, or keeps for old code only. */
export interface FormUse<Row extends Form> {
  readonly row: Row;
  /** `object`: an object that another file made with it; `start`: something that it may not be given is started with it. */
  readonly form: MentionForm | 'key' | 'number' | 'object' | 'start';
  /** Where to report. */
  readonly node: Node;
  /** The property, when it stands in this file, and the object around it. */
  readonly property?: TSESTree.Property | undefined;
  readonly options?: ObjectSetting;
  /** The call, for a key or a number. */
  readonly call?: CallSite;
  readonly object?: ImportedObject;
  readonly start?: StartedStep;
}

/** What has to be known of a file to find such uses. */
export interface FormQuestions {
  readonly world: World;
  readonly module: ModuleUnit;
  readonly calls: readonly CallSite[];
  readonly argumentOf: (call: CallSite, position: number) => Setting | undefined;
  readonly startedSteps: readonly StartedStep[];
}

/** Rows of a table, sorted by what they are found by. */
export interface FormTable<Row extends Form> {
  /** Found where the name stands. Of several rows for one name, the first counts. */
  readonly named: ReadonlyMap<string, Row>;
  readonly sought: SoughtNames;
  /** Found in what a call is given. */
  readonly given: readonly Row[];
  /** Found where a step is started. */
  readonly started: readonly Row[];
  /** Found at objects that other files make. */
  readonly objects: readonly Row[];
}

/** The table of rows that a program is told about. */
export function formTable<Row extends Form>(rows: readonly Row[]): FormTable<Row> {
  const started = rows.filter(({ starts }) => starts !== undefined);
  const others = rows.filter(({ starts }) => starts === undefined);
  const given = others.filter(({ key, number }) => key !== undefined || number !== undefined);
  const names = others.filter(({ key, number }) => key === undefined && number === undefined);
  const named = new Map(names.toReversed().map((row) => [row.name, row]));
  return {
    named,
    sought: soughtNames(named.keys()),
    given,
    started,
    objects: rows.filter(({ objects }) => objects === true),
  };
}

/** Every use of one of the rows, in source order. */
export function formUses<Row extends Form>(
  { named, sought, given, started, objects }: FormTable<Row>,
  questions: FormQuestions,
): readonly FormUse<Row>[] {
  const { world, module } = questions;
  const mentions = mentionsOf(world, module, sought);
  const uses = outermost(mentions).flatMap((mention): readonly FormUse<Row>[] => {
    const row = named.get(mention.name);
    if (!row || (mention.form === 'import' && row.remainsType)) return [];
    if (row.constructed && !isConstructed(mention)) return [];
    return [{ row, form: mention.form, node: mention.node }];
  });
  const calls = callsByName(questions.calls);
  const options = given.flatMap((row) => (calls.get(row.name) ?? []).flatMap((call) => usesAt(call, row, questions)));
  const starts = started.flatMap((row): readonly FormUse<Row>[] =>
    questions.startedSteps.flatMap((start): readonly FormUse<Row>[] =>
      start.kind === row.starts ? [{ row, form: 'start', node: start.node, start }] : [],
    ),
  );
  return [...uses, ...options, ...starts, ...objectUses(objects, questions)].toSorted(
    (first, second) => first.node.range[0] - second.node.range[0],
  );
}

/** Each place that uses an object of another file. */
function objectUses<Row extends Form>(rows: readonly Row[], { world, module }: FormQuestions): readonly FormUse<Row>[] {
  return rows.flatMap((row): readonly FormUse<Row>[] =>
    importedObjects(world, module, row.name).flatMap((object) =>
      object.uses.map((node) => ({ row, form: 'object' as const, node, object })),
    ),
  );
}

function usesAt<Row extends Form>(call: CallSite, row: Row, questions: FormQuestions): readonly FormUse<Row>[] {
  const setting = questions.argumentOf(call, row.key?.argument ?? row.number?.argument ?? 0);
  if (setting === undefined) return [];
  if (row.number) {
    const { world, module } = questions;
    const isNumber = typeOfSetting(setting) === 'number' || (setting.isHere && isNumeric(world, module, setting.node));
    return isNumber && setting.isHere ? [{ row, form: 'number', node: setting.node, call }] : [];
  }
  const entry = setting.kind === 'object' && row.key ? setting.entries.get(row.key.name) : undefined;
  if (setting.kind !== 'object' || !entry) return [];
  const { property } = entry;
  return [{ row, form: 'key', node: property ?? entry.value.node, property, options: setting, call }];
}

/** Mentions that are not in the arguments of a call of another one: a mode is rewritten with the schedule that it is given to. */
function outermost(mentions: readonly Mention[]): readonly Mention[] {
  const nodes = new Set(mentions.filter(({ form }) => form === 'value').map(({ node }) => node));
  return mentions.filter(({ node }) => {
    let child = node;
    for (let parent = node.parent; parent && !isFunctionNode(parent); parent = parent.parent) {
      if (isInvocation(parent) && nodes.has(calleeOf(parent)) && argumentsOf(parent).includes(child)) return false;
      child = parent;
    }
    return true;
  });
}

function isConstructed({ form, node }: Mention): boolean {
  return form === 'value' && node.parent?.type === 'NewExpression' && node.parent.callee === node;
}

function isInvocation(node: Node): node is InvocationNode {
  return node.type === 'CallExpression' || node.type === 'NewExpression';
}
