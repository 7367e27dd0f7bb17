/**
 * What one function changes: assignments, increments, deletions, methods that change their receiver, functions that change an
 * argument, and calls of functions of the program that change what they are given, each with the place that it changes. Leaves out
 * receivers of which it is not known that the method changes them (`router.push(…)`), and everything behind those calls but their
 * parameters.
 */
import { usesThis } from './callables.ts';
import { certain, sole } from './certain.ts';
import { isContainer } from './containers.ts';
import { givesCount } from './counts.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import {
  argumentsOf,
  calleeOf,
  contains,
  isFunctionNode,
  memberKey,
  parametersOf,
  withoutTypes,
  type InvocationNode,
  type Node,
} from './nodes.ts';
import { changedFields } from './own-fields.ts';
import { placeOfObject, placeOfTarget, type Place } from './places.ts';
import { durableMember } from './roles.ts';
import { setterOf } from './setters.ts';
import { isUsed } from './used.ts';
import type { ChangeNode, ClassUnit, FunctionUnit } from './units.ts';
import type { World } from './world.ts';

/** A change of something that is there after the function. */
export interface Mutation {
  /** The whole expression: `total += 1`, `list.push(x)`. */
  readonly node: Node;
  /** What is written, as it stands there: `total`, `state.count`, `list`. */
  readonly target: Node;
  readonly place: Place;
  /** The function in whose code it stands. */
  readonly unit: FunctionUnit;
  /**
   * `assigned`: gets a value that does not come from the one before; `updated`: `++`, `+=`; `called`: through a function of the program;
   * `received`: through a method of the program, on its object; `filled`: only when there was nothing, as `??=` does.
   */
  readonly how: 'assigned' | 'updated' | 'deleted' | 'method' | 'called' | 'received' | 'filled';
  /** Somebody looks at what the expression gives: `return ++counter`. */
  readonly used: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/** Functions that are followed into each other; what a longer chain of calls changes is not known. */
export const MAX_CHAIN = 100;

/** @param depth the functions on the way here */
export function mutationsOf(world: World, unit: FunctionUnit, depth = 0): readonly Mutation[] {
  const known = world.mutations.get(unit);
  if (known) return known;
  if (depth > MAX_CHAIN) return [];
  world.mutations.set(unit, []);
  const found = [...writes(world, unit), ...calls(world, unit, depth + 1)];
  world.mutations.set(unit, found);
  return found;
}

function* writes(world: World, unit: FunctionUnit): Iterable<Mutation> {
  for (const node of unit.changes) {
    for (const target of targetsOf(node)) {
      const place = placeOfTarget(world, unit.module, target);
      if (place && !isForOthers(world, unit, target))
        yield { node: isLoop(node) ? target : node, target, place, unit, how: howOf(node), used: isUsed(node) };
    }
  }
}

/** Whether writing the property runs a setter that leaves its object alone: what it changes instead is found in its code. */
function isForOthers(world: World, unit: FunctionUnit, target: Node): boolean {
  const key = target.type === 'MemberExpression' ? memberKey(target) : undefined;
  if (target.type !== 'MemberExpression' || key === undefined) return false;
  const owner = sole(evaluate(world, target.object, baseEnv(world, unit)));
  const setter = owner && setterOf(world, owner, key);
  return setter !== undefined && !usesThis(setter.unit);
}

function isLoop(node: Node): boolean {
  return node.type === 'ForOfStatement' || node.type === 'ForInStatement';
}

function targetsOf(node: ChangeNode): readonly Node[] {
  switch (node.type) {
    case 'AssignmentExpression':
    case 'ForOfStatement':
    case 'ForInStatement':
      return patternTargets(node.left);
    default: {
      const target = withoutTypes(node.argument);
      return node.type === 'UpdateExpression' || target.type === 'MemberExpression' ? [target] : [];
    }
  }
}

/** `a` and `b.c` of `({ a, x: [b.c] } = value)`. */
function patternTargets(pattern: Node): readonly Node[] {
  switch (pattern.type) {
    case 'ObjectPattern':
      return pattern.properties.flatMap((item) =>
        patternTargets(item.type === 'RestElement' ? item.argument : item.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((item) => (item ? patternTargets(item) : []));
    case 'AssignmentPattern':
      return patternTargets(pattern.left);
    case 'RestElement':
      return patternTargets(pattern.argument);
    default:
      return [withoutTypes(pattern)];
  }
}

function howOf(node: ChangeNode): Mutation['how'] {
  switch (node.type) {
    case 'UpdateExpression':
      return 'updated';
    case 'UnaryExpression':
      return 'deleted';
    case 'AssignmentExpression':
      if (node.operator === '=') return 'assigned';
      return node.operator === '??=' || node.operator === '||=' ? 'filled' : 'updated';
    default:
      return 'assigned';
  }
}

function* calls(world: World, unit: FunctionUnit, depth: number): Iterable<Mutation> {
  for (const node of unit.invocations) {
    const method = receiverChanged(world, unit, node);
    if (method) {
      const place = placeOfObject(world, unit.module, method);
      if (place)
        yield { node, target: method, place: { ...place, inside: true }, unit, how: 'method', used: isUsed(node) };
      continue;
    }
    yield* received(world, unit, node, depth);
    for (const { argument, how } of argumentsChanged(world, unit, node, depth)) {
      const place = placeOfObject(world, unit.module, argument);
      if (place) yield { node, target: argument, place: { ...place, inside: true }, unit, how, used: false };
    }
  }
}

/** The receiver of a method that certainly changes it in place. */
function receiverChanged(world: World, unit: FunctionUnit, node: InvocationNode): Node | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = withoutTypes(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const kind = world.knowledge.method(memberKey(callee) ?? '')?.mutates;
  return kind !== undefined && isContainer(world, unit, callee.object, kind) ? callee.object : undefined;
}

/** `counter.add(1)`, where a method of the program changes fields of its object. */
function* received(world: World, unit: FunctionUnit, node: InvocationNode, depth: number): Iterable<Mutation> {
  const callee = node.type === 'CallExpression' ? withoutTypes(node.callee) : undefined;
  if (callee?.type !== 'MemberExpression') return;
  const place = placeOfObject(world, unit.module, callee.object);
  if (!place) return;
  if (!mayBeLooked(world, unit, place)) {
    yield* counted(world, unit, node, place);
    return;
  }
  const only = certain(evaluate(world, callee, baseEnv(world, unit)), 'function');
  if (!only) return;
  const fields = changedFields(world, only.unit, depth);
  const mutation = { node, target: callee.object, unit, how: 'received', used: false } as const;
  if (withoutTypes(callee.object).type !== 'ThisExpression') {
    if (fields.size > 0) yield { ...mutation, place: { ...place, inside: true, fields } };
    return;
  }
  for (const key of fields) yield { ...mutation, place: { ...place, key, inside: true } };
}

/** `sequence.next()`, where the method of an object of the module gives what it counts there. */
function* counted(world: World, unit: FunctionUnit, node: InvocationNode, place: Place): Iterable<Mutation> {
  const { holder } = place;
  if (holder.kind !== 'variable' || holder.home !== holder.module.main) return;
  if (node.type !== 'CallExpression' || !isUsed(node)) return;
  const callee = withoutTypes(node.callee);
  const method = certain(evaluate(world, callee, baseEnv(world, unit)), 'function');
  if (callee.type !== 'MemberExpression' || method?.self?.kind !== 'instance' || !givesCount(method.unit)) return;
  yield {
    node,
    target: callee.object,
    place: { ...place, inside: true, fields: NONE },
    unit,
    how: 'received',
    used: true,
  };
}

/** Cheap first: methods of services are not followed. An object that the function itself makes is gone with it. */
function mayBeLooked(world: World, unit: FunctionUnit, { holder, key }: Place): boolean {
  switch (holder.kind) {
    case 'variable': {
      const isGiven = holder.variable.defs[0]?.type === 'Parameter';
      return holder.home !== holder.module.main && (holder.home !== unit || isGiven);
    }
    case 'instance':
      return key === undefined || hasDurableMethods(world, holder.cls);
    default:
      return false;
  }
}

function hasDurableMethods(world: World, cls: ClassUnit): boolean {
  return cls.members.some((member) => durableMember(world, cls, member, undefined) !== undefined);
}

interface Changed {
  readonly argument: Node;
  readonly how: 'method' | 'called';
}

function argumentsChanged(world: World, unit: FunctionUnit, node: InvocationNode, depth: number): readonly Changed[] {
  const args = argumentsOf(node);
  if (args.length === 0) return [];
  const env = baseEnv(world, unit);
  const changed: Changed[] = [];
  for (const callee of evaluate(world, calleeOf(node), env)) {
    if (callee.kind === 'named') {
      const position = world.knowledge.mutator(callee.name);
      const argument = position === undefined ? undefined : args[position];
      if (argument) changed.push({ argument, how: 'method' });
    } else if (callee.kind === 'function' && callee.bound.length === 0) {
      for (const position of changedParameters(world, callee.unit, depth)) {
        const argument = args[position];
        if (argument && argument.type !== 'SpreadElement') changed.push({ argument, how: 'called' });
      }
    }
  }
  return changed;
}

/** Positions of the parameters whose content the function changes, by itself or through functions that it calls. */
export function changedParameters(world: World, unit: FunctionUnit, depth = 0): ReadonlySet<number> {
  const known = world.changedParameters.get(unit);
  if (known) return known;
  const positions = new Set<number>();
  if (depth > MAX_CHAIN) return positions;
  // A function that calls itself is looked up here while it is being found.
  world.changedParameters.set(unit, positions);
  const { node } = unit;
  if (!isFunctionNode(node) || node.params.length === 0) return positions;
  for (const { place } of mutationsOf(world, unit, depth)) {
    if (!place.inside || place.holder.kind !== 'variable' || place.holder.home !== unit) continue;
    const [definition] = place.holder.variable.defs;
    // Of `{ items }` the argument holds what is changed; `...items` is a list of its own.
    if (definition?.type !== 'Parameter' || definition.name.parent?.type === 'RestElement') continue;
    const position = parametersOf(node).findIndex((parameter) => contains(parameter, definition.name));
    if (position >= 0) positions.add(position);
  }
  return positions;
}
