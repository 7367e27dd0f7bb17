/**
 * Whether a test puts something else in the engine's place, so that nothing is known of what the engine's calls do there: a mock of its
 * module, or of a module of the program that uses it; a member of the engine object that is set or spied on. Looks into the file and
 * the files that it imports; leaves out what setup files do.
 */
import { baseEnv, evaluate } from './evaluate.ts';
import { engineIn, mockedModule, mockKind } from './mocks.ts';
import { mutationsOf } from './mutations.ts';
import { argumentsOf, withoutTypes, type InvocationNode, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Whether the test, or a helper that it loads, puts something else in the engine's place. */
export function isEngineReplaced(world: World, module: ModuleUnit): boolean {
  return isReplacedBy(world, module) || helpersOf(world, module).some((helper) => isReplacedBy(world, helper));
}

function helpersOf(world: World, module: ModuleUnit): readonly ModuleUnit[] {
  return module.specifiers.loaded.flatMap((specifier) => {
    const path = engineUser(world, module, specifier);
    return (path !== undefined && world.module(path)) || [];
  });
}

function isReplacedBy(world: World, module: ModuleUnit): boolean {
  return module.units.some(
    (unit) => unit.invocations.some((node) => replaces(world, unit, node)) || setsMember(world, unit),
  );
}

function replaces(world: World, unit: FunctionUnit, node: InvocationNode): boolean {
  const [target, factory] = argumentsOf(node);
  if (!target) return false;
  switch (mockKind(world, node, unit)) {
    case 'module': {
      const specifier = mockedModule(node);
      if (specifier === undefined) return false;
      if (!isEngine(world, specifier)) return engineUser(world, unit.module, specifier) !== undefined;
      return !factory || engineIn(world, unit, factory) !== 'absent';
    }
    case 'member':
      return isEngineObject(world, unit, target);
    default:
      return false;
  }
}

function isEngine(world: World, specifier: string): boolean {
  return world.knowledge.sdkModule(specifier) === world.knowledge.engineObject.module;
}

/** The path of the imported file, when it uses the engine itself. */
function engineUser(world: World, module: ModuleUnit, specifier: string): string | undefined {
  const resolution = world.resolve(specifier, module.path);
  if (resolution.kind !== 'file') return undefined;
  return world.specifiers(resolution.path).loaded.some((name) => isEngine(world, name)) ? resolution.path : undefined;
}

/** `(engine as any).recv = …`, `Object.defineProperty(engine, 'recv', …)` */
function setsMember(world: World, unit: FunctionUnit): boolean {
  return mutationsOf(world, unit).some(({ target, how }) => {
    const node = withoutTypes(target);
    if (how === 'method') return isEngineObject(world, unit, node);
    return how === 'assigned' && node.type === 'MemberExpression' && isEngineObject(world, unit, node.object);
  });
}

function isEngineObject(world: World, unit: FunctionUnit, node: Node): boolean {
  const { module, name } = world.knowledge.engineObject;
  return evaluate(world, node, baseEnv(world, unit)).some(
    (value) => value.kind === 'named' && value.name.module === module && value.name.path.join('.') === name,
  );
}
