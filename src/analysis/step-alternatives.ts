/**
 * Calls that may be of one of several functions, one of which makes a step of what it is given and another just calls it: a runner for tests beside
 * the one that records. Which of them it is, is decided where nothing is known of it. Looks for the step in the function's own text.
 */
import { unitAt } from './bindings.ts';
import type { Call } from './calls.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { calleeOf, isFunctionNode, outerOf, parametersOf, type InvocationNode, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value, Values } from './values.ts';
import { variableOf, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** Zero-based positions. */
export type SteppedParameters = ReadonlySet<number>;

const NONE: SteppedParameters = new Set();

/** The functions that the call may run, without those that may just call what others of them make a step of. */
export function calleesWithSteps(world: World, { callees, args }: Call): Values {
  if (callees.length < 2) return callees;
  const isGiven = (index: number): boolean => (args.at(index) ?? []).some(({ kind }) => kind === 'function');
  const makesSteps = (callee: Value): boolean =>
    callee.kind === 'function' && [...steppedParameters(world, callee.unit)].some(isGiven);
  return callees.some(makesSteps)
    ? callees.filter((callee) => callee.kind !== 'function' || makesSteps(callee))
    : callees;
}

/** The parameters of which a function makes steps. */
function steppedParameters(world: World, unit: FunctionUnit): SteppedParameters {
  const known = world.steppedParameters.get(unit);
  if (known) return known;
  // What stands for the engine may be found by the same way.
  world.steppedParameters.set(unit, NONE);
  const found = isFunctionNode(unit.node)
    ? parametersOf(unit.node).flatMap((parameter, index) => (isStepped(world, unit, parameter) ? [index] : []))
    : [];
  const positions = new Set(found);
  world.steppedParameters.set(unit, positions);
  return positions;
}

function isStepped(world: World, { module }: FunctionUnit, parameter: Node): boolean {
  const variable = parameter.type === 'Identifier' ? variableOf(world, module, parameter) : undefined;
  return variable?.references.some(({ identifier }) => isInStep(world, module, identifier, variable)) === true;
}

/** Whether the name is handed to a call that makes a step of it, or stands in a function that is. */
function isInStep(world: World, module: ModuleUnit, name: Node, { scope }: VariableLike): boolean {
  for (let node = name; node !== scope.block;) {
    const { parent, child } = outerOf(node);
    if (!parent) return false;
    const isCandidate = node === name || isFunctionNode(node);
    if (isCandidate && parent.type === 'CallExpression' && parent.callee !== child) {
      const index = parent.arguments.findIndex((argument) => argument === child);
      if (makesStep(world, module, parent, index)) return true;
    }
    node = parent;
  }
  return false;
}

function makesStep(world: World, module: ModuleUnit, call: InvocationNode, index: number): boolean {
  return evaluate(world, calleeOf(call), baseEnv(world, unitAt(module, call))).some((callee) => {
    const api = callee.kind === 'named' ? world.knowledge.api(callee.name) : undefined;
    const given = api?.runs ?? api?.registers;
    return given?.argument === index && (given.role === 'step' || given.role === 'transaction');
  });
}
