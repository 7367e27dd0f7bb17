/**
 * Decorators of the engine as they stand in a file: whether each is called, and what it stands on. Leaves out decorators of the program that
 * use the engine's.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { ApiSpec } from '../knowledge/vocabulary/apis.ts';
import { certain } from './certain.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { Name } from './names.ts';
import { isClassNode, unwrap, type ClassNode, type Node } from './nodes.ts';
import type { ClassUnit, Member, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A decorator of the engine, and what it stands on. */
export interface DecoratorUse {
  readonly node: TSESTree.Decorator;
  readonly cls: ClassUnit;
  /** Absent on a class. */
  readonly member: Member | undefined;
  readonly name: Name;
  readonly spec: ApiSpec;
  readonly isCalled: boolean;
  readonly on: DecoratorTarget;
}

/** What a decorator stands on; `method`: one with a body, which can be registered. */
export type DecoratorTarget = 'method' | 'class' | 'getter' | 'setter' | 'field' | 'private-method';

/** The engine's decorators in a file. */
export function decoratorsIn(world: World, module: ModuleUnit): readonly DecoratorUse[] {
  return [...module.classes.values()].flatMap((cls) => [
    ...cls.decorators.flatMap((node) => useOf(world, cls, undefined, node, 'class')),
    ...cls.members.flatMap((member) => {
      const on = targetOf(member);
      return on ? member.decorators.flatMap((node) => useOf(world, cls, member, node, on)) : [];
    }),
  ]);
}

/** The class whose decorators, or those of its members, hold the node; undefined: no decorator does. */
export function classDecoratedBy(node: Node): ClassNode | undefined {
  let around: Node | undefined = node;
  while (around && around.type !== 'Decorator') around = around.parent;
  while (around && !isClassNode(around)) around = around.parent;
  return around;
}

function useOf(
  world: World,
  cls: ClassUnit,
  member: Member | undefined,
  node: TSESTree.Decorator,
  on: DecoratorTarget,
): readonly DecoratorUse[] {
  const expression = unwrap(node.expression);
  const isCalled = expression.type === 'CallExpression';
  const callee = isCalled ? expression.callee : expression;
  const only = certain(evaluate(world, callee, baseEnv(world, cls.parent)), 'named');
  if (!only) return [];
  const spec = world.knowledge.api(only.name);
  return spec ? [{ node, cls, member, name: only.name, spec, isCalled, on }] : [];
}

function targetOf({ kind, node, value }: Member): DecoratorTarget | undefined {
  switch (kind) {
    case 'method':
      if (!value) return undefined;
      return 'key' in node && node.key.type === 'PrivateIdentifier' ? 'private-method' : 'method';
    case 'get':
      return 'getter';
    case 'set':
      return 'setter';
    case 'field':
    case 'accessor':
      return 'field';
    default:
      return undefined;
  }
}
