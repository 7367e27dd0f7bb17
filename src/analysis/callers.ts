/**
 * What the calls of a function that stand in its own file give to its parameters, as far as it can run: this binds `setDeps(deps)` and
 * `actions.add('load', load)` where the file itself calls them. Leaves out calls in other files, and of functions that are handed on.
 */
import { unitAt } from './bindings.ts';
import { calledNames } from './called-names.ts';
import { carriesCode } from './data.ts';
import { dataParameters } from './data-types.ts';
import { evaluate, baseEnv } from './evaluate.ts';
import { isFunctionNode, memberKey, outerOf, parametersOf, unwrap, type InvocationNode, type Node } from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import { NOTHING, unionOf } from './make-values.ts';
import type { Values } from './values.ts';
import { variableOf, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** A call of a function, and the function in which it stands. */
export interface CallOf {
  readonly node: InvocationNode;
  readonly unit: FunctionUnit;
}

/** Calls of a method whose receivers are looked at; of more, as of a helper that everybody uses, nothing is said. */
const MAX_CALLS = 60;

/** The code that a parameter is given by calls of which nothing else is known. */
export function callerValues(world: World, unit: FunctionUnit, index: number): Values {
  if (dataParameters(world, unit)?.[index] === true) return NOTHING;
  return unionOf(
    callsOf(world, unit).map(({ node, unit: caller }) => {
      const argument = node.type === 'TaggedTemplateExpression' ? undefined : node.arguments[index];
      const isPlaced = node.type !== 'TaggedTemplateExpression' && !node.arguments.slice(0, index).some(isSpread);
      if (!argument || !isPlaced || isSpread(argument) || isPlainData(argument)) return NOTHING;
      return evaluate(world, argument, baseEnv(world, caller)).filter((value) => carriesCode(world, value));
    }),
  );
}

/** Whether a call of the file gives code to the function, so that the others are not to be taken for it. */
export function isGivenCode(world: World, unit: FunctionUnit): boolean {
  const known = world.givenCode.get(unit);
  if (known !== undefined) return known;
  // A call may stand in its own argument.
  world.givenCode.set(unit, false);
  const count = isFunctionNode(unit.node) ? parametersOf(unit.node).length : 0;
  const answer = Array.from({ length: count }).some((_, index) => callerValues(world, unit, index).length > 0);
  world.givenCode.set(unit, answer);
  return answer;
}

function isSpread({ type }: Node): boolean {
  return type === 'SpreadElement';
}

/** Cheap first: most arguments need not be looked at. */
function isPlainData(argument: Node): boolean {
  const { type } = unwrap(argument);
  return type === 'Literal' || type === 'TemplateLiteral' || type === 'BinaryExpression' || type === 'UnaryExpression';
}

function callsOf(world: World, unit: FunctionUnit): readonly CallOf[] {
  let known = world.callsOf.get(unit);
  if (!known) world.callsOf.set(unit, (known = findCalls(world, unit)));
  return known;
}

function findCalls(world: World, unit: FunctionUnit): readonly CallOf[] {
  const variable = variableThatHolds(world, unit);
  if (variable) return callsByName(unit, variable);
  return unit.owner ? callsOfMethod(world, unit) : [];
}

/** The variable that holds the function and nothing else. */
function variableThatHolds(world: World, { node, module }: FunctionUnit): VariableLike | undefined {
  if (node.type === 'FunctionDeclaration') return node.id ? variableOf(world, module, node.id) : undefined;
  const { parent } = outerOf(node);
  const isConstant = parent?.type === 'VariableDeclarator' && parent.parent.kind === 'const';
  return isConstant && parent.id.type === 'Identifier' ? variableOf(world, module, parent.id) : undefined;
}

function callsByName({ module }: FunctionUnit, variable: VariableLike): readonly CallOf[] {
  return variable.references.flatMap(({ identifier }) => {
    const call = identifier.parent;
    const isCall = call?.type === 'CallExpression' && call.callee === identifier;
    return isCall ? [{ node: call, unit: unitAt(module, call) }] : [];
  });
}

/** `actions.add(…)`, where `actions` is an instance of the class; of a static method, the class. */
function callsOfMethod(world: World, target: FunctionUnit): readonly CallOf[] {
  const { owner, node, module } = target;
  const member = owner?.members.find((item) => item.value === node && item.kind === 'method');
  const calls = member ? (calledNames(world, module).get(member.key) ?? []).filter(({ isCallee }) => isCallee) : [];
  if (calls.length > MAX_CALLS) return [];
  return calls.filter(({ use, unit }) => {
    if (use.type !== 'MemberExpression' || memberKey(use) !== member?.key) return false;
    return evaluate(world, use, baseEnv(world, unit)).some(
      (value) => value.kind === 'function' && value.unit === target,
    );
  });
}
