/**
 * Code that is handed over to run later or elsewhere, and loops that run at a timer's pace: what they do when they run. Code that a function is
 * given and hands on (`debounce(save)`) is not followed.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { CallbackTiming, EffectSpec } from '../knowledge/vocabulary/effects.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { certain } from './certain.ts';
import { variableOf } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { DurableFact } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { print, type Name } from './names.ts';
import { argumentsOf, calleeOf, contains, isInvocation, memberKey, unwrap, type Node } from './nodes.ts';
import { exposureAt, summaryOf, type Exposure } from './summaries.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** Code that is handed over to run later or elsewhere: to a timer, an emitter, a worker. */
export interface Handover {
  /** The call that takes it. */
  readonly node: Node;
  readonly by: Name | undefined;
  /** What the row of `by` says; undefined when only the method's name is known. */
  readonly spec: EffectSpec | undefined;
  readonly timing: CallbackTiming;
  /** It runs whenever an event comes: `emitter.on('paid', …)`. */
  readonly listens: boolean;
  /** The function of the program that is handed over; undefined for a registered function. */
  readonly callback: FunctionUnit | undefined;
  /** What it will do: its own facts and those of what it calls; for a registered function, the call of it. */
  readonly exposures: readonly Exposure[];
  /** Of a function of the program, the environment in which it runs. */
  readonly env: Env | undefined;
  readonly unit: FunctionUnit;
  readonly roles: ReadonlySet<Role>;
}

/** A loop whose turns a timer starts. */
export interface TimedLoop {
  readonly loop: TSESTree.ForOfStatement;
  readonly exposures: readonly Exposure[];
  readonly roles: ReadonlySet<Role>;
}

/** The roles in which a function is known to run. */
export type RolesOf = (unit: FunctionUnit) => ReadonlySet<Role>;

/** @param later names of functions that run what they are given later, of which the tables know nothing */
export function handoversIn(
  world: World,
  module: ModuleUnit,
  rolesOf: RolesOf,
  later: readonly string[],
): readonly Handover[] {
  return module.units.flatMap((unit) => {
    const env = baseEnv(world, unit);
    const { edges, facts } = factsOf(world, env);
    const registered = (node: Node, by: Name | undefined, fact: DurableFact): Handover => ({
      node,
      by,
      spec: by && world.knowledge.effect(by, { form: 'call', arguments: 1 }),
      unit,
      roles: rolesOf(unit),
      timing: 'deferred',
      listens: isListener(world, node),
      callback: undefined,
      env: undefined,
      exposures: [exposureAt(fact, env)],
    });
    const handedOver = edges.flatMap((edge): readonly Handover[] => {
      const { by, node } = edge;
      if (edge.kind === 'call') {
        const isLater = edge.timing === 'inline' && by !== undefined && later.includes(print(by));
        if (edge.timing === 'inline' && !isLater) return [];
        const spec = by && world.knowledge.effect(by, { form: 'call', arguments: 1 });
        const timing = isLater ? 'deferred' : edge.timing;
        const exposures = [...summaryOf(world, edge.target).values()];
        const listens = isListener(world, node);
        return [
          {
            node,
            by,
            spec,
            unit,
            roles: rolesOf(unit),
            timing,
            listens,
            callback: edge.target.unit,
            env: edge.target,
            exposures,
          },
        ];
      }
      const { target } = edge;
      if (edge.how !== 'handles' || target.kind !== 'registered') return [];
      return [registered(node, by, { kind: 'durable', role: target.role, value: target, spec: undefined, node })];
    });
    // `every('1m', sync)`: a registered function, given to one of `later`.
    const given = facts.flatMap((fact): readonly Handover[] => {
      if (fact.kind !== 'durable' || later.length === 0 || !isInvocation(fact.node)) return [];
      const [only] = evaluate(world, calleeOf(fact.node), env);
      return only?.kind === 'named' && later.includes(print(only.name)) ? [registered(fact.node, only.name, fact)] : [];
    });
    return [...handedOver, ...given].filter(({ node }) => !handsOn(world, module, unit, node));
  });
}

/** Loops over what one of the functions gives: `for await (const _ of setInterval(60_000))`. */
export function timedLoopsIn(
  world: World,
  module: ModuleUnit,
  rolesOf: RolesOf,
  names: readonly string[],
): readonly TimedLoop[] {
  return module.units.flatMap((unit) =>
    unit.asyncLoops.flatMap((loop): readonly TimedLoop[] => {
      const call = unwrap(loop.right);
      const env = baseEnv(world, unit);
      if (call.type !== 'CallExpression') return [];
      const only = certain(evaluate(world, call.callee, env), 'named');
      if (!only || !names.includes(print(only.name))) return [];
      const { facts, edges } = factsOf(world, env);
      const own = facts.filter(({ node }) => contains(loop.body, node)).map((fact) => exposureAt(fact, env));
      const called = edges.flatMap((edge) =>
        edge.kind === 'call' && contains(loop.body, edge.node) ? [...summaryOf(world, edge.target).values()] : [],
      );
      return [{ loop, exposures: [...own, ...called], roles: rolesOf(unit) }];
    }),
  );
}

/** Whether the call is one of a method that is told what to run for each event, by its name. */
function isListener(world: World, node: Node): boolean {
  const callee = isInvocation(node) ? unwrap(calleeOf(node)) : undefined;
  const key = callee?.type === 'MemberExpression' ? memberKey(callee) : undefined;
  return key !== undefined && world.knowledge.method(key)?.callbacks === 'deferred';
}

/** Whether all code that the call is given are parameters of the function around it. */
function handsOn(world: World, module: ModuleUnit, unit: FunctionUnit, node: Node): boolean {
  if (!isInvocation(node)) return false;
  const env = baseEnv(world, unit);
  const code = argumentsOf(node)
    .map((argument) => unwrap(argument.type === 'SpreadElement' ? argument.argument : argument))
    .filter((argument) =>
      evaluate(world, argument, env).some(({ kind }) => kind === 'function' || kind === 'registered'),
    );
  return (
    code.length > 0 &&
    code.every(
      (argument) =>
        argument.type === 'Identifier' &&
        variableOf(world, module, argument)?.defs.some(({ type }) => type === 'Parameter') === true,
    )
  );
}
