/**
 * Classes whose instances are durable: whether a class reaches the engine's base class, and which of its methods are registered. A base class that
 * cannot be followed is unknown.
 */
import { extendedBy, lineageOf } from './base-classes.ts';
import { sole } from './certain.ts';
import { unitAt } from './bindings.ts';
import { variableOf } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { CallSite } from './call-sites.ts';
import { GLOBAL } from './names.ts';
import { unwrap, type Node } from './nodes.ts';
import type { ClassUnit, Member, ModuleUnit } from './units.ts';
import type { RegisteredValue, Value } from './values.ts';
import type { World } from './world.ts';

/** Whether instances of the class are durable; undefined: a base class is not known. */
export function isDurableClass(world: World, start: ClassUnit): boolean | undefined {
  for (const cls of lineageOf(world, start)) {
    if (!cls.superClass) return false;
    const base = sole(extendedBy(world, cls));
    if (base?.kind === 'named') {
      if (world.knowledge.isInstanceBase(base.name)) return true;
      return base.name.module === GLOBAL ? false : undefined;
    }
    if (base?.kind !== 'class') return undefined;
  }
  return undefined;
}

/** Whether the engine calls the method by itself, when it is launched. */
export function isLaunchHook(world: World, cls: ClassUnit, { key, kind, isStatic }: Member): boolean {
  return kind === 'method' && !isStatic && world.knowledge.isInstanceHook(key) && isDurableClass(world, cls) === true;
}

/** The class that an instance method belongs to, when the value is one: `Shop.prototype.place`, `this.place`. */
export function ownerOfMethod(value: Value | undefined): ClassUnit | undefined {
  const target = value?.kind === 'registered' ? value.target : value;
  if (target?.kind !== 'function' || target.unit.isStatic) return undefined;
  const { owner, node } = target.unit;
  return owner?.members.some((member) => member.value === node && member.kind === 'method') === true
    ? owner
    : undefined;
}

/** Whether the expression is a function of its own, which needs no instance: `this.place.bind(this)`, also through a constant. */
export function isMade(world: World, module: ModuleUnit, expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type !== 'Identifier') return node.type === 'CallExpression';
  const definition = variableOf(world, module, node)?.defs[0]?.node;
  const init = definition?.type === 'VariableDeclarator' ? definition.init : undefined;
  return init ? unwrap(init).type === 'CallExpression' : false;
}

/** Whether the `this` of a registered method is settled: `register(this.place.bind(this))`, or bound after that. */
export function isBoundMethod(world: World, { isBound, module, node, target }: RegisteredValue): boolean {
  if (isBound) return true;
  const env = baseEnv(world, unitAt(module, node));
  return argumentsIn(node).some(
    (argument) =>
      isMade(world, module, argument) && evaluate(world, argument, env).some(({ key }) => key === target.key),
  );
}

function argumentsIn(node: Node): readonly Node[] {
  return node.type === 'CallExpression' ? node.arguments : [];
}

/** A call that makes a workflow of a method of an instance. */
export interface MethodRegistration {
  readonly call: CallSite;
  readonly cls: ClassUnit;
  /** The method as it is written. */
  readonly method: Node | undefined;
  /** Whether instances of the class are durable; undefined: a base class is not known. */
  readonly isDurable: boolean | undefined;
}

/** The calls that make a workflow of a method of a class of the file. A step that a call registers takes any `this`. */
export function methodRegistrations(
  world: World,
  module: ModuleUnit,
  calls: readonly CallSite[],
): readonly MethodRegistration[] {
  return calls.flatMap((call): readonly MethodRegistration[] => {
    const { fact } = call;
    if (fact.kind !== 'api' || fact.spec.registers?.role !== 'workflow' || fact.node.type !== 'CallExpression')
      return [];
    const argument = fact.node.arguments[fact.spec.registers.argument];
    if (argument && isMade(world, module, argument)) return [];
    const cls = ownerOfMethod(fact.args.at(fact.spec.registers.argument)?.[0]);
    return cls ? [{ call, cls, method: argument, isDurable: isDurableClass(world, cls) }] : [];
  });
}
