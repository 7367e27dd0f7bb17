/**
 * Functions that are registered and kept under another name: the function itself can still be called, and then it is a plain function. Knows the
 * registrations of the linted file, and of a called function those of its own file. Leaves out what is registered without being kept in a
 * constant, and variables that are overwritten with what the registration gave.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../knowledge/vocabulary.ts';
import { variableOf } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { factsOf } from './facts.ts';
import type { Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { VariableLike, World } from './world.ts';

export interface Original {
  readonly unit: FunctionUnit;
  readonly role: Role;
  readonly wrapper: VariableLike;
  /** The file that registers it. */
  readonly module: ModuleUnit;
}

/** A call of a function in place of what registering it gave. */
export interface UnwrappedCall {
  readonly original: Original;
  readonly node: TSESTree.CallExpression;
  /** The unit around the call. */
  readonly unit: FunctionUnit;
}

export function unwrappedCalls(world: World, module: ModuleUnit): readonly UnwrappedCall[] {
  const known = new Map<ModuleUnit, readonly Original[]>([[module, originalsIn(world, module, module.units)]]);
  const originalOf = (unit: FunctionUnit): Original | undefined => {
    const here = known.get(module)?.find((item) => item.unit === unit);
    const home = unit.module;
    if (here || home === module || unit.parent !== home.main) return here;
    const there = known.get(home) ?? originalsIn(world, home, [home.main]).filter(isExported);
    known.set(home, there);
    return there.find((item) => item.unit === unit);
  };
  return module.units.flatMap((unit) =>
    factsOf(world, baseEnv(world, unit)).edges.flatMap((edge): readonly UnwrappedCall[] => {
      const { node } = edge;
      if (edge.kind !== 'call' || edge.by !== undefined || edge.timing !== 'inline') return [];
      if (node.type !== 'CallExpression' || isInside(unit, edge.target.unit)) return [];
      const original = originalOf(edge.target.unit);
      if (!original) return [];
      const [only, ...others] = evaluate(world, node.callee, baseEnv(world, unit));
      return only?.kind === 'function' && others.length === 0 ? [{ original, node, unit }] : [];
    }),
  );
}

/** Recursion is no call from outside. */
function isInside(unit: FunctionUnit, around: FunctionUnit): boolean {
  for (let current: FunctionUnit | undefined = unit; current; current = current.parent)
    if (current === around) return true;
  return false;
}

function originalsIn(world: World, module: ModuleUnit, units: readonly FunctionUnit[]): readonly Original[] {
  return units.flatMap((unit) =>
    factsOf(world, baseEnv(world, unit)).edges.flatMap((edge): readonly Original[] => {
      if (edge.kind !== 'role' || edge.how !== 'registers' || edge.target.kind !== 'function') return [];
      const { node, role, target } = edge;
      const fn = target.unit.node;
      // A function that is written down in the call cannot be called by another name; one with an object or arguments bound is another.
      if (node.type !== 'CallExpression' || target.self || target.bound.length > 0) return [];
      if (fn.range[0] >= node.range[0] && fn.range[1] <= node.range[1]) return [];
      if (!node.arguments.some((argument) => argument.type === 'Identifier')) return [];
      const wrapper = holderOf(world, module, node);
      return wrapper ? [{ unit: target.unit, role, wrapper, module }] : [];
    }),
  );
}

/** The constant that certainly holds what the call gives: `const place = register(body)`. */
function holderOf(world: World, module: ModuleUnit, call: TSESTree.CallExpression): VariableLike | undefined {
  let node: Node = call;
  while (node.parent?.type === 'TSAsExpression' || node.parent?.type === 'TSSatisfiesExpression') node = node.parent;
  const { parent } = node;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier' || parent.init !== node)
    return undefined;
  const variable = variableOf(world, module, parent.id);
  const isWritten = variable?.references.some((reference) => reference.isWrite() && reference.init !== true);
  return isWritten === false ? variable : undefined;
}

function isExported({ module, wrapper }: Original): boolean {
  return [...module.exports.values()].some((entry) => entry.kind === 'local' && entry.name === wrapper.name);
}
