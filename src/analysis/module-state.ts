/**
 * Reads of what other code changes while the program runs: variables of a module, also of one that is imported, properties of its objects and
 * its static fields. Which of them change is found in `state-changes.ts`.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { unitAt } from './bindings.ts';
import { filledContainers } from './filled-containers.ts';
import { exportedVariable } from './imported-constants.ts';
import { topLevelVariable } from './modules.ts';
import type { Name } from './names.ts';
import { outerOf, type Node } from './nodes.ts';
import { stateOf, type State } from './state-changes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value } from './values.ts';
import { variableOf, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** State, and what it is called. */
export interface NamedState extends State {
  readonly name: Name;
}

/** A reading of state that other code changes. */
export interface StateRead extends NamedState {
  readonly node: Node;
}

/** The variables that the function reads. */
export function moduleStateReads(world: World, unit: FunctionUnit): readonly StateRead[] {
  let byUnit = world.stateReads.get(unit.module);
  if (!byUnit) {
    byUnit = collect(world, unit.module);
    world.stateReads.set(unit.module, byUnit);
  }
  return byUnit.get(unit) ?? [];
}

/** What `object[key]` is when it changes; undefined: it does not, or nothing is known. */
export function stateMember(world: World, object: Value, key: string): NamedState | undefined {
  switch (object.kind) {
    case 'object':
      return stateIn(world, object.env.unit.module, object.node, nameOf(object.node), key);
    case 'class':
      return stateIn(world, object.cls.module, object.cls.node, object.cls.name, key);
    case 'module':
      return exportedState(world, object.module, key);
    default:
      return undefined;
  }
}

function stateIn(world: World, module: ModuleUnit, holder: Node, name: string, key: string): NamedState | undefined {
  const state = stateOf(world, module).members.get(holder)?.get(key);
  return state && { ...state, name: { module: module.path, path: [name, key] } };
}

function exportedState(world: World, module: ModuleUnit, key: string): NamedState | undefined {
  const found = exportedVariable(world, module, key);
  const state = found && stateOf(world, found.module).variables.get(found.variable);
  return state && { ...state, name: { module: found.module.path, path: [found.variable.name] } };
}

/** The name of the constant that holds an object literal. */
function nameOf(node: Node): string {
  return constantOf(node)?.name ?? '';
}

function constantOf(node: Node): TSESTree.Identifier | undefined {
  let { parent } = node;
  while (parent && parent.type !== 'VariableDeclarator') ({ parent } = parent);
  return parent?.id.type === 'Identifier' ? parent.id : undefined;
}

/** Where all that an object of the module holds is copied: `{ ...counters }`. */
function copiesOf(world: World, module: ModuleUnit, holder: Node): readonly Node[] {
  const constant = holder.type === 'ObjectExpression' ? constantOf(holder) : undefined;
  const variable = constant && variableOf(world, module, constant);
  return (variable?.references ?? []).flatMap(({ identifier }) =>
    outerOf(identifier).parent?.type === 'SpreadElement' ? [identifier] : [],
  );
}

function collect(world: World, module: ModuleUnit): ReadonlyMap<FunctionUnit, readonly StateRead[]> {
  const reads = new Map<FunctionUnit, StateRead[]>();
  const add = (node: Node, state: NamedState): void => {
    const unit = unitAt(module, node);
    const known = reads.get(unit);
    if (known) known.push({ ...state, node });
    else reads.set(unit, [{ ...state, node }]);
  };
  for (const [variable, state] of stateOf(world, module).variables) {
    const name = { module: module.path, path: [variable.name] };
    for (const node of readsOf(variable)) add(node, { ...state, name });
  }
  for (const [holder, keys] of stateOf(world, module).members) {
    for (const [key, state] of [...keys].slice(0, 1)) {
      const name = { module: module.path, path: [nameOf(holder), key] };
      for (const node of copiesOf(world, module, holder)) add(node, { ...state, name });
    }
  }
  for (const { variable, reads: nodes } of filledContainers(world, module)) {
    const name = { module: module.path, path: [variable.name] };
    for (const node of nodes) add(node, { setters: [], name });
  }
  for (const [local, { specifier, imported, typeOnly }] of module.imports) {
    const variable = typeOnly || imported === '*' ? undefined : topLevelVariable(module, local);
    const nodes = variable ? readsOf(variable) : [];
    const target = nodes.length > 0 ? targetOf(world, module, specifier) : undefined;
    const state = target && exportedState(world, target, imported);
    if (state) for (const node of nodes) add(node, state);
  }
  return reads;
}

function readsOf(variable: VariableLike): readonly Node[] {
  return variable.references.flatMap((reference) => {
    if (!reference.isRead() || reference.isWrite() || reference.isValueReference === false) return [];
    return isContainerUse(reference.identifier) ? [] : [reference.identifier];
  });
}

/** The module behind a specifier, when its text says that something may change there. */
function targetOf(world: World, from: ModuleUnit, specifier: string): ModuleUnit | undefined {
  const resolution = world.resolve(specifier, from.path);
  const mayChange = resolution.kind === 'file' && world.mentions(resolution.path, 'let ');
  return mayChange ? world.module(resolution.path) : undefined;
}

/** `services.charge()`, `client?.query()`, `run()`: asks the container. */
function isContainerUse(node: Node): boolean {
  const { parent, child } = outerOf(node);
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === child;
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === child;
    case 'TaggedTemplateExpression':
    case 'ExportSpecifier':
    case 'ImportSpecifier':
      return true;
    default:
      return false;
  }
}
