/**
 * Reads of module variables that other code changes while the program runs. A variable that holds code or a service is a
 * container, not state: what it holds is followed as a value instead. Leaves out state inside objects.
 */
import { unitAt } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { Name } from './names.ts';
import { outerOf, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { VariableLike, World } from './world.ts';

export interface StateRead {
  readonly node: Node;
  readonly name: Name;
}

export function moduleStateReads(world: World, unit: FunctionUnit): readonly StateRead[] {
  let byUnit = world.stateReads.get(unit.module);
  if (!byUnit) {
    byUnit = collect(world, unit.module);
    world.stateReads.set(unit.module, byUnit);
  }
  return byUnit.get(unit) ?? [];
}

function collect(world: World, module: ModuleUnit): ReadonlyMap<FunctionUnit, readonly StateRead[]> {
  const reads = new Map<FunctionUnit, StateRead[]>();
  for (const variable of changingVariables(world, module)) {
    for (const reference of variable.references) {
      if (!reference.isRead() || reference.isWrite()) continue;
      const node = reference.identifier;
      if (isContainerUse(node)) continue;
      const unit = unitAt(module, node);
      const read = { node, name: { module: module.path, path: [variable.name] } };
      const known = reads.get(unit);
      if (known) known.push(read);
      else reads.set(unit, [read]);
    }
  }
  return reads;
}

function changingVariables(world: World, module: ModuleUnit): readonly VariableLike[] {
  const found: VariableLike[] = [];
  for (const scope of module.source.scopeManager.scopes) {
    if (scope.type !== 'module' && scope.type !== 'global') continue;
    for (const item of scope.variables) {
      const variable = item as unknown as VariableLike;
      const [definition] = variable.defs;
      if (definition?.type !== 'Variable' || definition.node.type !== 'VariableDeclarator') continue;
      if (definition.node.parent.kind === 'const') continue;
      if (changesLater(world, module, variable) && !holdsCode(world, module, variable)) found.push(variable);
    }
  }
  return found;
}

/** Written by a function, so at a moment that is not the module's own evaluation. */
function changesLater(world: World, module: ModuleUnit, variable: VariableLike): boolean {
  return variable.references.some(
    (reference) => reference.isWrite() && unitAt(module, reference.identifier) !== module.main,
  );
}

function holdsCode(world: World, module: ModuleUnit, variable: VariableLike): boolean {
  return variable.references.some((reference) => {
    const written = reference.writeExpr;
    if (!reference.isWrite() || !written) return false;
    const values = evaluate(world, written, baseEnv(world, unitAt(module, written)));
    return values.some((value) => !['unknown', 'literal', 'shape', 'list'].includes(value.kind));
  });
}

/** `services.charge()`, `client?.query()`, `run()`, `if (!ready)`: asks the container, or whether there is one. */
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
      return true;
    default:
      return false;
  }
}
