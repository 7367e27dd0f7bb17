/**
 * Mocks of the engine: the members of the object that a test puts in its place, and what each gives when nobody says more. Knows factories
 * that give an object literal or a class, which may stand elsewhere in the file. Leaves out automatic mocks, and members that are set from elsewhere.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { sole } from './certain.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import {
  argumentsOf,
  calleeOf,
  childrenOf,
  isClassNode,
  isFunctionNode,
  literalText,
  withoutTypes,
  memberKey,
  outerOf,
  staticKey,
  unwrap,
  type ClassNode,
  type InvocationNode,
  type Node,
} from './nodes.ts';
import type { CallSite } from './call-sites.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/** A member of the mocked engine object. */
export interface MockedMember {
  readonly key: string;
  /** What sets it: a property of the object, or an element of the class. */
  readonly property: Node;
  /** The mock without an implementation: `vi.fn()`. */
  readonly empty: TSESTree.CallExpression | undefined;
  /** It has an implementation, which certainly gives nothing. */
  readonly givesNothing: boolean;
}

/** What a test puts in the engine's place. */
export interface EngineMock {
  readonly node: InvocationNode;
  /** The object that stands for the engine's; undefined: there is no factory. */
  readonly object: TSESTree.ObjectExpression | ClassNode | undefined;
  readonly members: readonly MockedMember[];
  /** The object may have members that are not seen. */
  readonly isOpen: boolean;
}

/** The mocks of the engine's module that a file makes. */
export function engineMocks(world: World, module: ModuleUnit): readonly EngineMock[] {
  return module.units.flatMap((unit) =>
    unit.invocations.flatMap((node): readonly EngineMock[] => {
      if (mockKind(world, node, unit) !== 'module') return [];
      const specifier = mockedModule(node);
      if (specifier === undefined || world.knowledge.sdkModule(specifier) !== world.knowledge.engineObject.module)
        return [];
      const factory = argumentsOf(node)[1];
      if (!factory) return [{ node, object: undefined, members: [], isOpen: true }];
      const value = engineIn(world, unit, factory);
      const object = typeof value === 'object' ? literalOf(world, module, value.node, value.unit) : undefined;
      if (!object) return [];
      return [isClassNode(object) ? classMock(world, module, node, object) : objectMock(world, module, node, object)];
    }),
  );
}

/** The members of the engine's object that calls of the file need and that the mock certainly lacks. */
export function missingMembers({ object, isOpen }: EngineMock, calls: readonly CallSite[]): ReadonlySet<string> {
  const missing = new Set<string>();
  if (isOpen || object?.type !== 'ObjectExpression') return missing;
  const there = new Set(propertiesOf(object).map(({ key }) => key));
  for (const { fact } of calls) {
    const [, key, ...more] = fact.kind === 'api' ? fact.name.path : [];
    if (key !== undefined && more.length === 0 && !there.has(key)) missing.add(key);
  }
  return missing;
}

/** What a call of a test framework mocks: a module, a function, or a member of an object; undefined: nothing. */
export function mockKind(
  world: World,
  node: InvocationNode,
  unit: FunctionUnit,
): 'module' | 'function' | 'member' | undefined {
  const [callee] = evaluate(world, calleeOf(node), baseEnv(world, unit));
  if (callee?.kind !== 'named') return undefined;
  return world.knowledge.effect(callee.name, { form: 'call', arguments: argumentsOf(node).length })?.mocks;
}

/** The specifier of the module that is mocked: of `mock('the-sdk')`, `mock(import('the-sdk'))`. */
export function mockedModule(node: InvocationNode): string | undefined {
  const [argument] = argumentsOf(node);
  const target = argument && withoutTypes(argument);
  return target && literalText(target.type === 'ImportExpression' ? target.source : target);
}

/**
 * What stands for the engine object in what a factory gives; `absent`: the factory gives another module's members only; `unknown`: it cannot be
 * seen. The factory is a function, or the options of `node:test`.
 */
export function engineIn(
  world: World,
  unit: FunctionUnit,
  factory: Node,
): { readonly node: Node; readonly unit: FunctionUnit } | 'absent' | 'unknown' {
  const { module } = unit;
  const inside = isFunctionNode(factory) ? module.unitOf.get(factory) : undefined;
  const returned = inside ? sole(inside.returns) : mockedExports(world, factory);
  const whole = returned && unwrap(returned);
  if (whole?.type !== 'ObjectExpression') return 'unknown';
  const found = propertiesOf(whole).findLast(({ key }) => key === world.knowledge.engineObject.name);
  return found ? { node: found.property.value, unit: inside ?? unit } : 'absent';
}

/** `{ namedExports: { … } }` */
function mockedExports(world: World, factory: Node): Node | undefined {
  const options = unwrap(factory);
  if (options.type !== 'ObjectExpression') return undefined;
  return propertiesOf(options).find(({ key }) => world.knowledge.mockedExports.has(key))?.property.value;
}

/** The one literal, or class, of this file that the expression is. */
function literalOf(
  world: World,
  module: ModuleUnit,
  node: Node,
  unit: FunctionUnit,
): TSESTree.ObjectExpression | ClassNode | undefined {
  const object = unwrap(node);
  if (object.type === 'ObjectExpression') return object;
  const only = sole(evaluate(world, node, baseEnv(world, unit)));
  if (only?.kind === 'class' && only.cls.module === module) return only.cls.node;
  return only?.kind === 'object' && only.env.unit.module === module ? only.node : undefined;
}

function propertiesOf(
  object: TSESTree.ObjectExpression,
): readonly { readonly key: string; readonly property: TSESTree.Property }[] {
  return object.properties.flatMap((property) => {
    const key = property.type === 'Property' ? staticKey(property.key, property.computed) : undefined;
    return property.type === 'Property' && key !== undefined ? [{ key, property }] : [];
  });
}

function objectMock(
  world: World,
  module: ModuleUnit,
  node: InvocationNode,
  object: TSESTree.ObjectExpression,
): EngineMock {
  const lastSpread = object.properties.findLastIndex(({ type }) => type === 'SpreadElement');
  const members = propertiesOf(object).flatMap(({ key, property }): readonly MockedMember[] => {
    // What is spread behind it may take its place.
    if (object.properties.indexOf(property) < lastSpread || isSetLater(world, module, key)) return [];
    return [{ key, property, ...answerOf(world, module, property.value) }];
  });
  return { node, object, members, isOpen: lastSpread >= 0 };
}

/** `class DBOS { static registerWorkflow = vi.fn(); }` */
function classMock(world: World, module: ModuleUnit, node: InvocationNode, object: ClassNode): EngineMock {
  const members = (module.classes.get(object)?.members ?? []).flatMap((member): readonly MockedMember[] => {
    const { key, isStatic, value, node: property } = member;
    if (!isStatic || !value || isSetLater(world, module, key)) return [];
    return [{ key, property, ...answerOf(world, module, value) }];
  });
  return { node, object, members, isOpen: true };
}

/** What a member gives that is set to `written`, or to the constant of that name. */
function answerOf(world: World, module: ModuleUnit, written: Node): Pick<MockedMember, 'empty' | 'givesNothing'> {
  const value = constantBehind(world, module, unwrap(written));
  const unit = module.units.find((item) => item.invocations.some((call) => call === value));
  const isMock = value.type === 'CallExpression' && unit && mockKind(world, value, unit) === 'function';
  const implementation = isMock ? value.arguments[0] : value;
  return {
    empty: isMock && value.arguments.length === 0 ? value : undefined,
    givesNothing:
      implementation !== undefined && isFunctionNode(implementation) && isVoid(world, module, implementation),
  };
}

function constantBehind(world: World, module: ModuleUnit, node: Node): Node {
  const variable = node.type === 'Identifier' ? variableOf(world, module, node) : undefined;
  const declarator = variable && sole(variable.defs)?.node;
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return node;
  const { id, init, parent } = declarator;
  const isCalled = variable?.references.some(
    ({ identifier }) => outerOf(identifier).parent?.type === 'MemberExpression',
  );
  // `const run = vi.fn(); run.mockReturnValue(…)`
  return id.type === 'Identifier' && parent.kind === 'const' && isCalled !== true ? unwrap(init) : node;
}

/** It returns nothing, or nothing but literals such as `undefined`. */
function isVoid(world: World, module: ModuleUnit, node: Node): boolean {
  const unit = isFunctionNode(node) ? module.unitOf.get(node) : undefined;
  if (!unit) return false;
  return unit.returns.every((returned) => {
    const values = evaluate(world, returned, baseEnv(world, unit));
    return values.length > 0 && values.every((value) => value.kind === 'literal');
  });
}

/** `vi.mocked(engine.startWorkflow).mockReturnValue(handle)` somewhere in the file. */
function isSetLater(world: World, module: ModuleUnit, key: string): boolean {
  return module.units.some((unit) =>
    unit.invocations.some((node) => {
      const callee = calleeOf(node);
      if (callee.type !== 'MemberExpression' || !world.knowledge.mockSetters.has(memberKey(callee) ?? '')) return false;
      return mentionsMember(callee.object, key, module);
    }),
  );
}

function mentionsMember(node: Node, key: string, module: ModuleUnit): boolean {
  if (node.type === 'MemberExpression' && memberKey(node) === key) return true;
  return childrenOf(node, module.source.visitorKeys).some((child) => mentionsMember(child, key, module));
}
