/**
 * Reads of module variables that other code changes while the program runs. A variable that holds code, a service or a configuration is
 * a container, not state: what it holds is followed as a value instead. Leaves out state inside objects.
 */
import { unitAt } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { Name } from './names.ts';
import { outerOf, unwrap, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';
import type { VariableLike } from './variables.ts';

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
    for (const variable of scope.variables) {
      const [definition] = variable.defs;
      if (definition?.type !== 'Variable' || definition.node.type !== 'VariableDeclarator') continue;
      if (definition.node.parent.kind === 'const') continue;
      if (isState(world, module, variable)) found.push(variable);
    }
  }
  return found;
}

/**
 * Whether functions of the file keep count, keep time or switch with the variable. One that is only set, by whoever configures the
 * program, or filled once, is no state.
 */
function isState(world: World, module: ModuleUnit, variable: VariableLike): boolean {
  const switched = new Set<string>();
  for (const reference of variable.references) {
    if (!reference.isWrite() || unitAt(module, reference.identifier) === module.main) continue;
    const { parent } = reference.identifier;
    // count++, total += amount; `??=` fills.
    if (parent?.type === 'UpdateExpression') return true;
    if (parent?.type !== 'AssignmentExpression' || parent.left !== reference.identifier) continue;
    if (parent.operator !== '=') {
      if (!['??=', '||=', '&&='].includes(parent.operator)) return true;
      continue;
    }
    const value = unwrap(parent.right);
    if (value.type === 'BinaryExpression') return true;
    for (const possible of evaluate(world, value, baseEnv(world, unitAt(module, value)))) {
      if (possible.kind === 'literal') switched.add(possible.key);
      else if (possible.kind === 'named' && isReadingCall(world, value, possible.name)) return true;
    }
  }
  return switched.size > 1;
}

/** `last = Date.now()` */
function isReadingCall(world: World, value: Node, result: Name): boolean {
  if (value.type !== 'CallExpression' && value.type !== 'NewExpression') return false;
  const last = result.path.at(-1) ?? '';
  const name = { module: result.module, path: [...result.path.slice(0, -1), last.replace(/\(\)$/u, '')] };
  const spec = world.knowledge.effect(name, {
    form: value.type === 'NewExpression' ? 'new' : 'call',
    arguments: value.arguments.length,
  });
  return spec?.effect === 'clock' || spec?.effect === 'random' || spec?.effect === 'id';
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
      return true;
    default:
      return false;
  }
}
