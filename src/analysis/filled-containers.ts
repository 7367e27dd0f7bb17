/**
 * Lists, maps, sets and plain objects of a module into which requests, or whoever starts a workflow, put data while the program runs: after a restart
 * they are empty. Leaves out registries, which are filled when the program starts or hold code and services, and what other files put in.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { unitAt } from './bindings.ts';
import { certain } from './certain.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { runsLater } from './later-runs.ts';
import { projectAny, propertySets } from './members.ts';
import { argumentsOf, isFunctionNode, memberKey, outerOf, unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { Value } from './values.ts';
import { constantInit, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** A container of a module that is filled while the program runs, and where it is looked into. */
export interface FilledContainer {
  readonly variable: VariableLike;
  /** Where somebody looks into it: the variable, as it stands there. */
  readonly reads: readonly Node[];
}

/** The containers of a module that are filled while the program runs. */
export function filledContainers(world: World, module: ModuleUnit): readonly FilledContainer[] {
  return constantsOf(module).flatMap((variable): readonly FilledContainer[] => {
    const uses = variable.references.flatMap(({ identifier }) => useOf(world, identifier) ?? []);
    const reads = uses.flatMap((use) => (use.kind === 'read' ? [use.node] : []));
    if (reads.length === 0 || !isFilled(world, module, uses) || !holdsData(world, module, variable)) return [];
    return [{ variable, reads }];
  });
}

/** The constants of the top level that are made as something that can be filled. */
function constantsOf({ source }: ModuleUnit): readonly VariableLike[] {
  return source.scopeManager.scopes.flatMap((scope): readonly VariableLike[] => {
    if (scope.type !== 'module' && scope.type !== 'global' && scope.block.type !== 'Program') return [];
    return scope.variables.filter((variable) => CONTAINERS.has(constantInit(variable)?.type ?? ''));
  });
}

const CONTAINERS: ReadonlySet<string> = new Set(['ArrayExpression', 'NewExpression', 'ObjectExpression']);

function holdsData(world: World, module: ModuleUnit, variable: VariableLike): boolean {
  const init = constantInit(variable);
  const values = init ? evaluate(world, init, baseEnv(world, module.main)) : [];
  const value = certain(values, 'list') ?? certain(values, 'object');
  if (!value || (value.kind === 'object' && value.node.properties.length > 0)) return false;
  return projectAny(world, value).every((item) => isData(world, item, 0));
}

function isData(world: World, value: Value, depth: number): boolean {
  if (value.kind === 'object' && depth < MAX_DEPTH)
    return propertySets(world, value).every((set) => set.every((item) => isData(world, item, depth + 1)));
  return value.kind === 'unknown' || value.kind === 'literal';
}

/** Objects looked into, one in the other. */
const MAX_DEPTH = 3;

type Use =
  | { readonly kind: 'read'; readonly node: Node }
  | {
      readonly kind: 'change';
      readonly node: Node;
      /** The expression that decides what is changed. */
      readonly value: Node;
    };

function isFilled(world: World, module: ModuleUnit, uses: readonly Use[]): boolean {
  return uses.some((use) => {
    if (use.kind !== 'change') return false;
    const unit = unitAt(module, use.node);
    return unit !== module.main && runsLater(world, unit, use.value) === 'surely';
  });
}

/** Undefined: it is not known what becomes of the container there. */
function useOf(world: World, identifier: Node): Use | undefined {
  const { parent, child } = outerOf(identifier);
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === child ? useOfMember(world, identifier, parent) : undefined;
    case 'ForOfStatement':
      return parent.right === child ? { kind: 'read', node: identifier } : undefined;
    case 'BinaryExpression':
      return parent.operator === 'in' && parent.right === child ? { kind: 'read', node: identifier } : undefined;
    case 'SpreadElement':
      return { kind: 'read', node: identifier };
    default:
      return undefined;
  }
}

/** `sessions.get(id)`, `seen.add(id)`, `byId[id]`, `byId[id] = order` */
function useOfMember(world: World, identifier: Node, member: TSESTree.MemberExpression): Use | undefined {
  const { parent, child } = outerOf(member);
  switch (parent?.type) {
    case 'CallExpression': {
      if (parent.callee !== child) return { kind: 'read', node: identifier };
      const row = world.knowledge.method(memberKey(member) ?? '');
      if (row?.mutates === undefined) return member.computed ? undefined : { kind: 'read', node: identifier };
      const given = argumentsOf(parent).filter((argument) => !isFunctionNode(argument));
      return { kind: 'change', node: parent, value: given.at(-1) ?? parent };
    }
    case 'AssignmentExpression':
      if (parent.left !== child) return { kind: 'read', node: identifier };
      return { kind: 'change', node: parent, value: unwrap(parent.right) };
    case 'UpdateExpression':
      return { kind: 'change', node: parent, value: parent };
    case 'UnaryExpression':
      if (parent.operator !== 'delete') return { kind: 'read', node: identifier };
      return { kind: 'change', node: parent, value: parent };
    default:
      return { kind: 'read', node: identifier };
  }
}
