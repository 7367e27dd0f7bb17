/**
 * Which functions are durable, and who says so: registrations by call are values (`apply.ts`); this file knows decorators, the
 * engine's own and those of the program that use them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { callOf } from './calls.ts';
import { declaredRole } from './declared.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { uncalled } from './names.ts';
import { unwrap, type Node } from './nodes.ts';
import { roleOfReplacement } from './replacing-decorators.ts';
import type { ClassUnit, Member } from './units.ts';
import { functionValue, registeredValue } from './make-values.ts';
import type { FunctionValue, RegisteredValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

/** A method that a decorator registers. */
export interface RegisteredMember {
  readonly role: Role;
  readonly node: Node;
}

/** The durable version of a method; undefined when no decorator registers it. */
export function durableMember(
  world: World,
  cls: ClassUnit,
  member: Member,
  self: Value | undefined,
): RegisteredValue | undefined {
  if (member.decorators.length === 0 || !member.value) return undefined;
  const unit = cls.module.unitOf.get(member.value);
  if (!unit) return undefined;
  let registered = world.durableMembers.get(member);
  if (registered === undefined) {
    world.durableMembers.set(member, 'none');
    registered = findRegistration(world, cls, member) ?? 'none';
    world.durableMembers.set(member, registered);
  }
  if (registered === 'none') return undefined;
  return registeredValue(registered.role, functionValue(unit, undefined, self), registered.node, cls.module);
}

/**
 * The role that a decorator gives to a method which stays as it is: `@Get()` of a package makes it a handler, `@Workflow()` of the engine a workflow
 * for those who call it over a context.
 */
export function outsideRole(world: World, cls: ClassUnit, member: Member): Role | undefined {
  for (const decorator of member.decorators) {
    const expression = unwrap(decorator.expression);
    if (expression.type !== 'CallExpression') continue;
    for (const callee of evaluate(world, expression.callee, baseEnv(world, cls.parent))) {
      const use = { form: 'call', arguments: expression.arguments.length } as const;
      if (callee.kind !== 'named') continue;
      const api = world.knowledge.api(callee.name);
      const role = api?.overContext ? api.decorates : world.knowledge.effect(callee.name, use)?.decorates;
      if (role) return role;
    }
  }
  return undefined;
}

function findRegistration(world: World, cls: ClassUnit, member: Member): RegisteredMember | undefined {
  for (const decorator of member.decorators) {
    const role = decoratorRole(world, decorator, cls);
    if (role) return { role, node: decorator };
  }
  return undefined;
}

/** The role that a decorator gives to the method below it. */
export function decoratorRole(world: World, decorator: TSESTree.Decorator, cls: ClassUnit): Role | undefined {
  const env = baseEnv(world, cls.parent);
  const expression = unwrap(decorator.expression);
  if (expression.type === 'CallExpression') {
    const callees = evaluate(world, expression.callee, env);
    for (const callee of callees) {
      const api = callee.kind === 'named' ? world.knowledge.api(callee.name) : undefined;
      if (api?.decorates && !api.overContext) return api.decorates;
      const declared = declaredRole(world, expression.callee, [callee]);
      if (declared) return declared;
    }
    const call = callOf(world, expression, callees, env);
    if (call.callees.some((callee) => callee.kind === 'function'))
      return roleGivenBy(world, evaluate(world, expression, env), 0);
    return undefined;
  }
  const values = evaluate(world, expression, env);
  return declaredRole(world, expression, values) ?? roleGivenBy(world, values, 0);
}

const MAX_DECORATOR_DEPTH = 4;

/** The role that a decorator *function* of the program gives: it applies one of the engine's, or registers what it is given. */
function roleGivenBy(world: World, decorators: Values, depth: number): Role | undefined {
  if (depth > MAX_DECORATOR_DEPTH) return undefined;
  for (const decorator of decorators) {
    if (decorator.kind === 'named') {
      // What `DBOS.workflow()` gave, handed on as it is.
      const role = world.knowledge.api(uncalled(decorator.name))?.decorates;
      if (role) return role;
    }
    if (decorator.kind !== 'function') continue;
    const role = roleInBody(world, decorator, depth) ?? roleOfReplacement(world, decorator.unit);
    if (role) return role;
  }
  return undefined;
}

function roleInBody(world: World, decorator: FunctionValue, depth: number): Role | undefined {
  const env = decorator.env
    ? world.environments.intern(decorator.unit, undefined, decorator.self, decorator.env, decorator.env.depth + 1)
    : baseEnv(world, decorator.unit);
  for (const node of decorator.unit.invocations) {
    if (node.type !== 'CallExpression') continue;
    for (const callee of evaluate(world, node.callee, env)) {
      if (callee.kind === 'named') {
        const decorates = world.knowledge.api(uncalled(callee.name))?.decorates;
        if (decorates && callee.name.path.at(-1)?.endsWith('()')) return decorates;
        const registers = world.knowledge.api(callee.name)?.registers;
        if (registers && registers.role !== 'inherit') return registers.role;
      }
      // `applyDecorators(DBOS.workflow(), Log())` and decorators that call each other
      if (callee.kind === 'function' && node.arguments.length > 0) {
        const role = roleGivenBy(world, [callee], depth + 1);
        if (role) return role;
      }
    }
  }
  return undefined;
}
