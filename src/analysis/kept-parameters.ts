/**
 * Which parameters a function keeps for later, by its text: it writes them to a field or a variable, puts them into a collection or an asynchronous
 * storage, or hands them to a function of its file that does. Too much rather than too little: whether anybody looks at what is kept, and where, is not asked.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { storedBy } from './ambient-values.ts';
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

/** Methods that put their further arguments into the first. */
const MERGES = 'assign';

/** Whether the function keeps its parameter at the place. */
export function isKept(world: World, unit: FunctionUnit, index: number): boolean {
  const parameter = isFunctionNode(unit.node) ? parametersOf(unit.node)[index] : undefined;
  return parameter !== undefined && new Keeping(world).isKept(parameter, unit);
}

/** One search: each variable is looked at once, in whichever function it is. */
class Keeping {
  readonly #world: World;
  readonly #seen = new Set<VariableLike>();

  constructor(world: World) {
    this.#world = world;
  }

  isKept(parameter: TSESTree.Parameter, unit: FunctionUnit): boolean {
    const isKept = this.#isParameterKept(parameter, unit);
    // Nothing that it leads to is kept, then.
    if (!isKept) for (const variable of this.#seen) this.#world.keptVariables.set(variable, false);
    return isKept;
  }

  #isParameterKept(parameter: TSESTree.Parameter, unit: FunctionUnit): boolean {
    const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    return declaredIn(pattern).some((name) => this.#isNameKept(name, unit));
  }

  #isNameKept(name: Node, unit: FunctionUnit): boolean {
    const variable = variableOf(this.#world, unit.module, name);
    if (!variable || this.#seen.has(variable)) return false;
    const known = this.#world.keptVariables.get(variable);
    if (known !== undefined) return known;
    this.#seen.add(variable);
    const isKept = variable.references.some(
      (reference) => reference.isRead() && this.#isValueKept(reference.identifier, unit),
    );
    if (isKept) this.#world.keptVariables.set(variable, true);
    return isKept;
  }

  #isValueKept(node: Node, unit: FunctionUnit): boolean {
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
        return this.#isValueKept(parent, unit);
      case 'MemberExpression':
        return parent.object === child && this.#isValueKept(parent, unit);
      case 'VariableDeclarator':
        return parent.init === child && declaredIn(parent.id).some((name) => this.#isNameKept(name, unit));
      case 'CallExpression':
        return parent.callee !== child && this.#isArgumentKept(parent, child, unit);
      default:
        return false;
    }
  }

  #isArgumentKept(call: TSESTree.CallExpression, argument: Node, unit: FunctionUnit): boolean {
    const index = argumentsOf(call).indexOf(argument);
    const callee = unwrap(calleeOf(call));
    if (callee.type === 'MemberExpression') {
      const key = memberKey(callee) ?? '';
      if (FILLS.has(key) || (key === MERGES && index > 0)) return true;
      if (index === 0 && storedBy(this.#world, unit.module, call)) return true;
    }
    const called = this.#ownFunction(callee, unit);
    const parameter = called && isFunctionNode(called.node) ? parametersOf(called.node)[index] : undefined;
    return called !== undefined && parameter !== undefined && this.#isParameterKept(parameter, called);
  }

  /** `store(f)`, `this.store(f)`: a function of the file. */
  #ownFunction(callee: Node, { module, owner }: FunctionUnit): FunctionUnit | undefined {
    if (callee.type === 'Identifier') {
      const definition = variableOf(this.#world, module, callee)?.defs[0]?.node;
      const fn = definition?.type === 'VariableDeclarator' ? definition.init && unwrap(definition.init) : definition;
      return fn ? module.unitOf.get(fn) : undefined;
    }
    if (callee.type !== 'MemberExpression' || unwrap(callee.object).type !== 'ThisExpression') return undefined;
    const member = owner?.members.find(({ key, kind }) => kind === 'method' && key === memberKey(callee));
    return member?.value && module.unitOf.get(member.value);
  }
}
