/**
 * Starts of what is no workflow: of a step or a transaction, and of a function that nothing registers. Follows `startWorkflow(load)(id)` and
 * `startWorkflow(Orders).load(id)`, and names that are enqueued. Leaves out functions that other files may register.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { certain } from './certain.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { project } from './members.ts';
import type { CallSite } from './call-sites.ts';
import type { Registration } from './model.ts';
import { memberKey, unwrap, type Node } from './nodes.ts';
import { markedAt } from './call-options.ts';
import type { NamedRegistration } from './registered-names.ts';
import { startableAt } from './startable.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A start of what is no workflow. */
export interface StartedStep {
  /** The whole start. */
  readonly node: TSESTree.CallExpression;
  readonly first: TSESTree.CallExpression;
  /** What the first call is given. */
  readonly target: Node;
  /** The method of `target` that is called. */
  readonly method: string | undefined;
  readonly unit: FunctionUnit;
  /** `decorated`: a method that a decorator makes a step; up to 4.x the engine made a workflow around it. */
  readonly kind: 'decorated' | 'step' | 'transaction' | 'unregistered';
}

/** What the call starts, when that is no workflow. */
export function startedStep(
  world: World,
  module: ModuleUnit,
  registrations: readonly Registration[],
  { fact, node, unit }: CallSite,
): StartedStep | undefined {
  if (fact.kind !== 'api' || fact.spec.family !== 'start' || fact.spec.result !== 'promise') return undefined;
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
  const first = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  const target = first.type === 'CallExpression' ? first.arguments[0] : undefined;
  if (first.type !== 'CallExpression' || !target || target.type === 'SpreadElement') return undefined;
  const env = baseEnv(world, unit);
  const targets = evaluate(world, target, env);
  const values = method === undefined ? targets : targets.flatMap((value) => methodOf(world, value, method));
  const only = certain(values, 'registered');
  const common = { node, first, target, method };
  if (only) {
    if (only.target.kind !== 'function' || (only.role !== 'step' && only.role !== 'transaction')) return undefined;
    const isDecorated = only.role === 'step' && only.node.type === 'Decorator';
    return { ...common, unit: only.target.unit, kind: isDecorated ? 'decorated' : only.role };
  }
  const startable = method === undefined ? startableAt(world, module, registrations, target, unit) : undefined;
  return startable?.kind === 'unregistered' ? { ...common, unit: startable.unit, kind: 'unregistered' } : undefined;
}

function methodOf(world: World, value: Parameters<typeof project>[1], method: string): ReturnType<typeof project> {
  return value.kind === 'class' || value.kind === 'instance' ? project(world, value, method) : [];
}

/** A step or a transaction of this file whose name an option says, as the name of a workflow. */
export interface EnqueuedStep {
  readonly node: Node;
  readonly name: string;
  readonly role: 'step' | 'transaction';
}

/** @param registrations of this file, with their names */
export function enqueuedStep(
  world: World,
  module: ModuleUnit,
  registrations: readonly NamedRegistration[],
  call: CallSite,
): EnqueuedStep | undefined {
  const [option] = markedAt(world, module, call, 'started-name');
  const { value, text: name } = option ?? {};
  if (!value || name === undefined) return undefined;
  const [owner] = markedAt(world, module, call, 'started-class');
  const cls = owner?.value?.kind === 'literal' ? owner.value.value : undefined;
  if (owner?.presence !== 'absent' && cls === undefined) return undefined;
  const roles = registrations.filter((item) => item.name === name && classOf(item) === cls).map((item) => item.role);
  const role = roles.includes('workflow') ? undefined : roles[0];
  if (role !== 'step' && role !== 'transaction') return undefined;
  return { node: value.isHere ? value.node : call.node, name, role };
}

function classOf({ argument, target }: NamedRegistration): string | undefined {
  return argument === undefined && target?.kind === 'function' ? target.unit.owner?.name : undefined;
}
