/**
 * Functions that are registered and kept under another name: the function itself can still be called, and then it is a plain function. Knows the
 * registrations of the linted file, and of a called function those of its own file. Leaves out what is registered without being kept in a
 * constant, and variables that are overwritten with what the registration gave.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { usesThis } from './callables.ts';
import { certain } from './certain.ts';
import { variableOf, isWrittenAgain, type VariableLike } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { CallEdge, Edge } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { localValues, topLevelVariable } from './modules.ts';
import { outerOf, unwrap, type Node } from './nodes.ts';
import type { ExportEntry, FunctionUnit, ModuleUnit } from './units.ts';
import type { FunctionValue } from './values.ts';
import type { World } from './world.ts';

/** A function, and the durable version that is registered of it. */
export interface Original {
  readonly unit: FunctionUnit;
  readonly role: Role;
  readonly wrapper: VariableLike;
  /** The file that registers it. */
  readonly module: ModuleUnit;
  /** The registration. */
  readonly node: TSESTree.CallExpression;
}

/** A call of a function in place of what registering it gave. */
export interface UnwrappedCall {
  readonly original: Original;
  readonly node: TSESTree.CallExpression;
  /** The unit around the call. */
  readonly unit: FunctionUnit;
  /** The role that the call itself gives the function: `runStep(placeBody)`. */
  readonly as: Role | undefined;
}

/** What comes of such a call. */
export interface Unwrapped extends UnwrappedCall {
  /** Of a workflow: as a part of what it runs; undefined: as a plain function. */
  readonly partOf: Role | undefined;
  /** A workflow makes the call, or the step that it is a part of. */
  readonly isInWorkflow: boolean;
}

/** A function that is exported under a name of its durable version, which itself is not exported. */
export interface ExportedOriginal {
  readonly original: Original;
  readonly name: string;
  /** The specifier of the export, or the exported expression. */
  readonly node: Node;
}

/** What is registered of a function, as far as a file can call that instead. */
export type OriginalOf = (unit: FunctionUnit) => Original | undefined;

/** The same for the functions that a file calls. */
export function originalsFor(world: World, module: ModuleUnit): OriginalOf {
  const known = new Map<ModuleUnit, readonly Original[]>([[module, originalsIn(world, module, module.units)]]);
  return (unit) => {
    const here = known.get(module)?.find((item) => item.unit === unit);
    const home = unit.module;
    if (here || home === module || unit.parent !== home.main) return here;
    const there = known.get(home) ?? originalsIn(world, home, [home.main]).filter(isExported);
    known.set(home, there);
    return there.find((item) => item.unit === unit);
  };
}

/**
 * Whether a way from code of the file leads through the call of a function in place of the workflow that is registered of it.
 *
 * @param originalsOf what functions that a file calls are registered as
 */
export function isWayThroughOriginal(
  module: ModuleUnit,
  path: readonly CallEdge[],
  originalsOf: (module: ModuleUnit) => OriginalOf,
): boolean {
  let from = module;
  return path.some((edge) => {
    const target = targetOf(edge);
    const isOriginal = target !== undefined && originalsOf(from)(target)?.role === 'workflow';
    from = edge.target.unit.module;
    return isOriginal;
  });
}

/** Where a file calls, or hands over, a function in place of its durable version. */
export function unwrappedCalls(world: World, module: ModuleUnit, originalOf: OriginalOf): readonly UnwrappedCall[] {
  return module.units.flatMap((unit) =>
    factsOf(world, baseEnv(world, unit)).edges.flatMap((edge): readonly UnwrappedCall[] => {
      const { node } = edge;
      const target = targetOf(edge);
      if (!target || node.type !== 'CallExpression' || isInside(unit, target)) return [];
      const original = originalOf(target);
      if (!original) return [];
      if (edge.kind === 'role') return [{ original, node, unit, as: edge.role }];
      const only = certain(evaluate(world, node.callee, baseEnv(world, unit)), 'function');
      return only ? [{ original, node, unit, as: undefined }] : [];
    }),
  );
}

/** The function that is called, or that is handed to the engine to be run at once. */
function targetOf(edge: Edge): FunctionUnit | undefined {
  if (edge.kind === 'call') return edge.by === undefined && edge.timing === 'inline' ? edge.target.unit : undefined;
  return edge.how === 'runs' && edge.target.kind === 'function' ? edge.target.unit : undefined;
}

/** @param names the names under which functions are registered, by the registration */
export function exportedOriginals(
  world: World,
  module: ModuleUnit,
  names: ReadonlyMap<Node, string | undefined>,
): readonly ExportedOriginal[] {
  const originals = originalsIn(world, module, [module.main]).filter(
    (original) => topLevelVariable(module, original.wrapper.name) === original.wrapper && !isExported(original),
  );
  if (originals.length === 0) return [];
  return [...module.exports].flatMap(([name, entry]): readonly ExportedOriginal[] => {
    if (entry.kind === 'from') return [];
    const node = entry.kind === 'expression' ? entry.node : specifierOf(module, name);
    const local = localName(entry);
    if (!node || local === undefined || local === name) return [];
    const only = certain(localValues(world, module, local), 'function');
    const unit = only?.unit;
    const original = originals.find((item) => item.unit === unit);
    if (!original || (name !== original.wrapper.name && name !== names.get(original.node))) return [];
    return [{ original, name, node }];
  });
}

function specifierOf(module: ModuleUnit, name: string): TSESTree.ExportSpecifier | undefined {
  for (const statement of module.source.program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const found = statement.specifiers.find(
      ({ exported }) => (exported.type === 'Identifier' ? exported.name : exported.value) === name,
    );
    if (found) return found;
  }
  return undefined;
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
      if (node.type !== 'CallExpression' || isTied(target)) return [];
      if (fn.range[0] >= node.range[0] && fn.range[1] <= node.range[1]) return [];
      if (!node.arguments.some((argument) => NAMES.has(unwrap(argument).type))) return [];
      const wrapper = holderOf(world, module, node);
      return wrapper ? [{ unit: target.unit, role, wrapper, module, node }] : [];
    }),
  );
}

const NAMES: ReadonlySet<string> = new Set(['Identifier', 'MemberExpression']);

/** Whether what runs is the function with something bound to it; a static method that does not use its class is a function like any other. */
function isTied({ unit, self, bound }: FunctionValue): boolean {
  return bound.length > 0 || (self !== undefined && (self.kind !== 'class' || usesThis(unit)));
}

/** The constant that certainly holds what the call gives: `const place = register(body)`. */
function holderOf(world: World, module: ModuleUnit, call: TSESTree.CallExpression): VariableLike | undefined {
  const { parent, child } = outerOf(call);
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier' || parent.init !== child)
    return undefined;
  const variable = variableOf(world, module, parent.id);
  return variable && !isWrittenAgain(variable) ? variable : undefined;
}

function isExported({ module, wrapper }: Original): boolean {
  return [...module.exports.values()].some((entry) => localName(entry) === wrapper.name);
}

/** The name in the file of what is exported: `export { place }`, `exports.place = place`. */
function localName(entry: ExportEntry): string | undefined {
  if (entry.kind === 'local') return entry.name;
  return entry.kind === 'expression' && entry.node.type === 'Identifier' ? entry.node.name : undefined;
}
