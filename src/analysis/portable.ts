/**
 * What the portable format changes: arguments and results of workflows that are registered for it, and what events, messages and streams are
 * given in it. Leaves out calls of such workflows, whose arguments their parameters speak for.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { PortableFormat } from '../knowledge/facts/records.ts';
import { sole } from './certain.ts';
import { markedAt } from './call-options.ts';
import type { Occurrence } from './contexts.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { callsByName, type CallSite } from './call-sites.ts';
import { print } from './names.ts';
import { argumentsOf, isFunctionNode, unwrap, type FunctionNode, type Node } from './nodes.ts';
import type { MarkedOption } from './option-marks.ts';
import { changedForm, changedPart, formOfInstance, type ChangedPart } from './portable-types.ts';
import type { NamedRegistration } from './registered-names.ts';
import { seek, type Judge, type Sight } from './seek.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';
import { writtenTypeOf } from './written-types.ts';

/** A workflow that this file registers for the portable format. */
export interface PortableWorkflow {
  readonly unit: FunctionUnit;
  /** The call, or the decorator's. */
  readonly site: CallSite;
  /** Where it may have a schema that makes its arguments. */
  readonly schema: MarkedOption;
  readonly changes: readonly PortableChange[];
}

/** A value that the portable format gives back in another form. */
export interface PortableChange {
  /** The expression or the type; for a function of another file, what is registered. */
  readonly node: Node;
  readonly part: ChangedPart;
  readonly by:
    | { readonly kind: 'parameter'; readonly index: number; readonly name: string }
    | { readonly kind: 'result' }
    /** `isWhole`: the value of `node` is certainly of that type. */
    | { readonly kind: 'written'; readonly site: CallSite; readonly isWhole: boolean };
}

/** What has to be known of a file to find such values. */
export interface PortableSource {
  readonly world: World;
  readonly module: ModuleUnit;
  readonly calls: readonly CallSite[];
  readonly registrations: readonly NamedRegistration[];
  readonly occurrences: () => readonly Occurrence[];
}

/** The workflows that are registered for the portable format, with what it changes of their arguments and results. */
export function portableWorkflows(source: PortableSource): readonly PortableWorkflow[] {
  const { world, module, calls, registrations } = source;
  const seen = new Set<FunctionUnit>();
  return registrations.flatMap(({ node, role, argument, target }): readonly PortableWorkflow[] => {
    const expression = node.type === 'Decorator' ? unwrap(node.expression) : node;
    const site = role === 'workflow' ? calls.find((call) => call.node === expression) : undefined;
    if (!site || !isPortable(world, markedAt(world, module, site, 'serialization'))) return [];
    const [schema] = markedAt(world, module, site, 'input-schema');
    const unit = target?.kind === 'function' ? target.unit : undefined;
    if (!schema || !unit || seen.has(unit) || !isFunctionNode(unit.node)) return [];
    seen.add(unit);
    const at = unit.module === module ? undefined : (argument ?? node);
    const changes = [
      ...(schema.presence === 'absent' ? parametersOf(world, unit, unit.node.params) : []),
      ...resultsOf(world, unit, unit.node),
    ];
    return [{ unit, site, schema, changes: at ? changes.map((change) => ({ ...change, node: at })) : changes }];
  });
}

/** What the calls of this file write portably, and is changed. */
export function* portableWrites(
  source: PortableSource,
  workflows: readonly PortableWorkflow[],
): Iterable<PortableChange> {
  const { world, module, calls } = source;
  const format = world.knowledge.portable;
  if (!format) return;
  const inherits = (site: CallSite): boolean =>
    workflows.length > 0 &&
    source
      .occurrences()
      .some(
        ({ node, root, context }) =>
          node === site.node && context.role === 'workflow' && workflows.some(({ unit }) => unit === root),
      );
  for (const [name, writer] of Object.entries(format.writers)) {
    const position = world.knowledge.recorded(name)?.from;
    for (const site of position === undefined ? [] : (callsByName(calls).get(name) ?? [])) {
      const { fact, unit } = site;
      if (fact.passed || fact.node.type !== 'CallExpression') continue;
      const argument = position === undefined ? undefined : argumentsOf(fact.node)[position];
      if (!argument || fact.node.arguments.some(({ type }) => type === 'SpreadElement')) continue;
      const options = markedAt(world, module, site, 'serialization');
      const isWritten = isPortable(world, options) || (writer.inherits && isAbsent(options) && inherits(site));
      if (!isWritten) continue;
      const change = seek(world, formJudge(world, format, unit), argument, baseEnv(world, unit));
      if (change) yield { ...change, by: { kind: 'written', site, isWhole: change.isWhole } };
    }
  }
}

function isPortable(world: World, options: readonly MarkedOption[]): boolean {
  const option = sole(options);
  return (
    option?.presence === 'there' &&
    option.value?.kind === 'literal' &&
    option.value.value === world.knowledge.portable?.name
  );
}

function isAbsent(options: readonly MarkedOption[]): boolean {
  return options.every(({ presence }) => presence === 'absent');
}

function parametersOf(
  world: World,
  unit: FunctionUnit,
  parameters: readonly TSESTree.Parameter[],
): readonly PortableChange[] {
  return parameters.flatMap((parameter, index): readonly PortableChange[] => {
    const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
    const type = target.typeAnnotation?.typeAnnotation;
    const part = type && changedPart(world, { type, module: unit.module });
    if (!part) return [];
    const binding = target.type === 'RestElement' ? target.argument : target;
    const name = binding.type === 'Identifier' ? binding.name : '';
    return [{ node: type, part, by: { kind: 'parameter', index, name } }];
  });
}

function resultsOf(world: World, unit: FunctionUnit, node: FunctionNode): readonly PortableChange[] {
  const type = node.returnType?.typeAnnotation;
  const format = world.knowledge.portable;
  if (type) {
    const part = changedPart(world, { type, module: unit.module });
    return part ? [{ node: type, part, by: { kind: 'result' } }] : [];
  }
  return unit.returns.flatMap((returned): readonly PortableChange[] => {
    const found = format && seek(world, formJudge(world, format, unit), returned, baseEnv(world, unit));
    return found ? [{ node: found.node, part: found.part, by: { kind: 'result' } }] : [];
  });
}

interface ChangedValue {
  readonly node: Node;
  readonly part: ChangedPart;
  readonly isWhole: boolean;
}

/** What the format changes. Types that are written for a name count where its values are not known. */
function formJudge(world: World, format: PortableFormat, unit: FunctionUnit): Judge<ChangedValue> {
  const found = (
    part: Pick<ChangedPart, 'form' | 'type'> | undefined,
    { node, isWhole }: Sight,
  ): ChangedValue | undefined => part && { node, isWhole, part: { path: '', isRefused: false, ...part } };
  return {
    expression(node, sight) {
      const written = sight.env.unit.module === unit.module ? writtenTypeOf(world, sight.env.unit, node) : undefined;
      const part = written && changedPart(world, written);
      const isWhole = sight.isWhole && part?.path === '' && written?.type.type !== 'TSUnionType';
      return found(part, { ...sight, isWhole });
    },
    value(value, sight) {
      return found(formOf(world, format, value, sight), sight);
    },
  };
}

function formOf(
  world: World,
  format: PortableFormat,
  value: Value,
  { node, env }: Sight,
): Pick<ChangedPart, 'form' | 'type'> | undefined {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'bigint' ? changedForm(format, format.bigint) : undefined;
    case 'list':
      return value.shape === 'array' || value.shape === 'record'
        ? undefined
        : changedForm(format, format.collections[value.shape]);
    case 'instance': {
      const form = formOfInstance(value.cls, format);
      return form && { form, type: value.cls.name };
    }
    case 'named': {
      const part = changedForm(format, print(value.name));
      return part?.form.constructed === true && isPlainCall(world, node, env, print(value.name)) ? undefined : part;
    }
    default:
      return undefined;
  }
}

/** `Date()`, which gives text. */
function isPlainCall(world: World, node: Node, env: Sight['env'], name: string): boolean {
  const call = unwrap(node);
  return (
    call.type === 'CallExpression' &&
    evaluate(world, call.callee, env).some((callee) => callee.kind === 'named' && `${print(callee.name)}()` === name)
  );
}
