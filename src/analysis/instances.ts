/**
 * Classes whose instances are durable: whether a class reaches the engine's base class, where its instances are made, and what they are
 * named by. A base class that cannot be followed is unknown.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { extendedBy, lineageOf } from './base-classes.ts';
import { certain, sole } from './certain.ts';
import { constructorOf, superCallsIn } from './class-elements.ts';
import { unitAt } from './bindings.ts';
import { variableOf } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { CallSite } from './model.ts';
import { GLOBAL } from './names.ts';
import { isFunctionNode, unwrap, type Node } from './nodes.ts';
import { regionsOf } from './regions.ts';
import type { ClassUnit, FunctionUnit, Member, ModuleUnit } from './units.ts';
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

/** Whether the class extends the engine's base class itself. */
export function extendsBase(world: World, cls: ClassUnit): boolean {
  return extendedBy(world, cls).some((base) => base.kind === 'named' && world.knowledge.isInstanceBase(base.name));
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

/** A place where a durable instance is made. */
export interface Construction {
  readonly node: TSESTree.NewExpression;
  readonly cls: ClassUnit;
  readonly unit: FunctionUnit;
  /** The expression for its name; undefined: the class names it in its own way. */
  readonly name: Node | undefined;
  /** The name is certainly not given. */
  readonly isNameless: boolean;
  /** The branches inside the function that hold it. */
  readonly regions: readonly Node[];
}

/** Where a file makes durable instances. */
export function constructionsIn(world: World, module: ModuleUnit): readonly Construction[] {
  return module.units.flatMap((unit) =>
    unit.invocations.flatMap((node): readonly Construction[] => {
      if (node.type !== 'NewExpression') return [];
      const only = certain(evaluate(world, node.callee, baseEnv(world, unit)), 'class');
      if (!only || isDurableClass(world, only.cls) !== true) return [];
      const position = namePosition(world, only.cls);
      const argument = position === undefined ? undefined : node.arguments[position];
      const isSpread = node.arguments.some((item) => item.type === 'SpreadElement');
      const name = isSpread ? undefined : argument;
      const isNameless = position !== undefined && !isSpread && argument === undefined;
      return [{ node, cls: only.cls, unit, name, isNameless, regions: regionsOf(node, unit.node) }];
    }),
  );
}

/** Which argument of `new` becomes the name: the first of the engine's own class, else what the constructors hand on to it. */
function namePosition(world: World, cls: ClassUnit): number | undefined {
  return [...lineageOf(world, cls)].reduceRight<number | undefined>(
    (position, between) => (position === undefined ? undefined : handedOnFrom(between, position)),
    0,
  );
}

/** Which argument of a class becomes one of its base class: the same without a constructor, else the parameter that is given to `super`. */
function handedOnFrom(cls: ClassUnit, position: number): number | undefined {
  const constructor = constructorOf(cls);
  if (!constructor) return position;
  const argument = sole(superCallsIn(constructor))?.arguments[position];
  if (argument?.type !== 'Identifier') return undefined;
  const own = parametersIn(constructor).findIndex((parameter) => nameOfParameter(parameter) === argument.name);
  return own < 0 ? undefined : own;
}

function parametersIn({ node }: FunctionUnit): readonly TSESTree.Parameter[] {
  return isFunctionNode(node) ? node.params : [];
}

function nameOfParameter(parameter: TSESTree.Parameter): string | undefined {
  const inner = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  return inner.type === 'Identifier' ? inner.name : undefined;
}

/** What a parameter of the constructor is when no argument is given for it; undefined when the expression is no such parameter. */
export function defaultBehind(cls: ClassUnit, expression: Node): Node | undefined {
  const node = unwrap(expression);
  const constructor = constructorOf(cls);
  for (const parameter of constructor ? parametersIn(constructor) : []) {
    const inner = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    if (inner.type !== 'AssignmentPattern' || inner.left.type !== 'Identifier') continue;
    if (node.type === 'Identifier' && node.name === inner.left.name) return inner.right;
  }
  return undefined;
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
    return cls ? [{ call, cls, method: argument }] : [];
  });
}
