/**
 * Which parameters a function keeps for later, by its text: it writes them to a field or a variable, puts them into a collection, or hands them to a
 * function of its file that does. Too much rather than too little: whether anybody looks at what is kept, and where, is not asked.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { FILLS } from './collections.ts';
import {
  argumentsOf,
  calleeOf,
  declaredIn,
  isFunctionNode,
  memberKey,
  outerOf,
  parametersOf,
  unwrap,
  type Node,
} from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import { variableOf, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** Functions that a parameter is followed through. */
const MAX_HOPS = 4;

/** Methods that put their further arguments into the first. */
const MERGES = 'assign';

/** Whether the function keeps its parameter at the place. */
export function isKept(world: World, unit: FunctionUnit, index: number): boolean {
  let kept = world.keptParameters.get(unit);
  if (!kept) world.keptParameters.set(unit, (kept = keptParameters(world, unit, [])));
  return kept[index] === true;
}

/** @param callers functions that hand their parameters on to this one */
function keptParameters(world: World, unit: FunctionUnit, callers: readonly FunctionUnit[]): readonly boolean[] {
  if (!isFunctionNode(unit.node) || callers.length > MAX_HOPS || callers.includes(unit)) return [];
  const search = new Keeping(world, unit, [...callers, unit]);
  return parametersOf(unit.node).map((parameter) => search.isParameterKept(parameter));
}

class Keeping {
  readonly #world: World;
  readonly #unit: FunctionUnit;
  readonly #callers: readonly FunctionUnit[];
  readonly #seen = new Set<VariableLike>();

  constructor(world: World, unit: FunctionUnit, callers: readonly FunctionUnit[]) {
    this.#world = world;
    this.#unit = unit;
    this.#callers = callers;
  }

  isParameterKept(parameter: TSESTree.Parameter): boolean {
    const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    return declaredIn(pattern).some((name) => this.#isNameKept(name));
  }

  #isNameKept(name: Node): boolean {
    const variable = variableOf(this.#world, this.#unit.module, name);
    if (!variable || this.#seen.has(variable)) return false;
    this.#seen.add(variable);
    return variable.references.some((reference) => reference.isRead() && this.#isValueKept(reference.identifier));
  }

  #isValueKept(node: Node): boolean {
    const { parent, child } = outerOf(node);
    switch (parent?.type) {
      case 'AssignmentExpression':
        return parent.right === child;
      case 'Property':
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'SpreadElement':
      case 'LogicalExpression':
      case 'ConditionalExpression':
        return this.#isValueKept(parent);
      case 'MemberExpression':
        return parent.object === child && this.#isValueKept(parent);
      case 'VariableDeclarator':
        return parent.init === child && declaredIn(parent.id).some((name) => this.#isNameKept(name));
      case 'CallExpression':
        return parent.callee !== child && this.#isArgumentKept(parent, child);
      default:
        return false;
    }
  }

  #isArgumentKept(call: TSESTree.CallExpression, argument: Node): boolean {
    const index = argumentsOf(call).indexOf(argument);
    const callee = unwrap(calleeOf(call));
    if (callee.type === 'MemberExpression') {
      const key = memberKey(callee) ?? '';
      if (FILLS.has(key) || (key === MERGES && index > 0)) return true;
    }
    const unit = this.#ownFunction(callee);
    return unit !== undefined && keptParameters(this.#world, unit, this.#callers)[index] === true;
  }

  /** `store(f)`, `this.store(f)`: a function of the file. */
  #ownFunction(callee: Node): FunctionUnit | undefined {
    const { module, owner } = this.#unit;
    if (callee.type === 'Identifier') return module.units.find(({ name, owner: cls }) => name === callee.name && !cls);
    if (callee.type !== 'MemberExpression' || unwrap(callee.object).type !== 'ThisExpression') return undefined;
    const member = owner?.members.find(({ key, kind }) => kind === 'method' && key === memberKey(callee));
    return member?.value && module.unitOf.get(member.value);
  }
}
