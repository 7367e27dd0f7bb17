/**
 * What the calls of a function that stand in its own file give to its parameters, as far as it can run: this binds `setDeps(deps)` and
 * `actions.add('load', load)` where the file itself calls them; of a module that is seen in the light of the linted file, also where that, or
 * another one of these modules, calls them. Leaves out calls in other files, and of functions that are handed on.
 */
import { unitAt } from './bindings.ts';
import { calledNames } from './called-names.ts';
import { carriesCode } from './data.ts';
import { dataParameters } from './data-types.ts';
import { evaluate, baseEnv, selfOf } from './evaluate.ts';
import { exportsIt } from './exported.ts';
import { callsOfMade } from './made-calls.ts';
import {
  isFunctionNode,
  calleeOf,
  memberKey,
  outerOf,
  parametersOf,
  staticKey,
  unwrap,
  type InvocationNode,
  type Node,
} from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import { NOTHING, unionOf } from './make-values.ts';
import { nameGivenTo, withOtherNames } from './other-names.ts';
import { isSetter, writesThatCall } from './setters.ts';
import { envOfCall, factoryRun } from './sites.ts';
import type { Env, Values } from './values.ts';
import { variableOf, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** A call of a function, or a write that calls a setter. */
export interface CallOf {
  readonly node: Node;
  readonly callee: Node;
  /** What stands between the parentheses; none of a template. */
  readonly args: readonly Node[];
  /** The function in which it stands. */
  readonly unit: FunctionUnit;
}

/** Calls of a method whose receivers are looked at; of more, as of a helper that everybody uses, nothing is said. */
const MAX_CALLS = 60;

/**
 * The code that a parameter is given by calls of which nothing else is known.
 *
 * @param env where it is a parameter: calls that certainly belong to another instance, or to another run of a factory, are left out
 */
export function callerValues(world: World, unit: FunctionUnit, index: number, env?: Env): Values {
  if (dataParameters(world, unit)?.[index] === true) return NOTHING;
  return unionOf(
    callsFor(world, unit, env).map((call) => {
      const argument = call.args[index];
      if (!argument || call.args.slice(0, index).some(isSpread) || isSpread(argument) || isPlainData(argument))
        return NOTHING;
      const there = envOfCall(world, unit, call, env);
      return there ? evaluate(world, argument, there).filter((value) => carriesCode(world, value)) : NOTHING;
    }),
  );
}

/** Whether a call of the file gives code to the function, so that the others are not to be taken for it. */
export function isGivenCode(world: World, unit: FunctionUnit): boolean {
  const count = isFunctionNode(unit.node) ? parametersOf(unit.node).length : 0;
  // A call may stand in its own argument.
  return world.search.answered(world.givenCode, unit, false, () =>
    Array.from({ length: count }).some((_, index) => callerValues(world, unit, index).length > 0),
  );
}

function isSpread({ type }: Node): boolean {
  return type === 'SpreadElement';
}

/** Cheap first: most arguments need not be looked at. */
function isPlainData(argument: Node): boolean {
  const { type } = unwrap(argument);
  return type === 'Literal' || type === 'TemplateLiteral' || type === 'BinaryExpression' || type === 'UnaryExpression';
}

/** The calls of the function, and those that belong to what was made at the same place as it. */
export function callsFor(world: World, unit: FunctionUnit, env: Env | undefined): readonly CallOf[] {
  const own = callsOf(world, unit);
  const run = factoryRun(env)?.site;
  const self = env && selfOf(env);
  const site = run ?? (self?.kind === 'instance' ? self.site : undefined);
  if (!site) return own;
  const made = run ? callsOfMade(world, unit, run) : callsOfMember(world, unit, site.module);
  return made.length > 0 ? [...new Map([...own, ...made].map((call) => [call.node, call])).values()] : own;
}

function callsOf(world: World, unit: FunctionUnit): readonly CallOf[] {
  const known = world.callsOf.get(unit);
  if (known) return known;
  const before = world.search.enter();
  const calls = findCalls(world, unit);
  // Whether `job.set` is the function may be what is being found.
  if (world.search.isComplete) world.callsOf.set(unit, calls);
  world.search.leave(before);
  return calls;
}

function findCalls(world: World, unit: FunctionUnit): readonly CallOf[] {
  const variable = variableThatHolds(world, unit);
  const own = variable ? callsOfVariable(world, unit, variable) : callsOfMember(world, unit, unit.module);
  return world.modules.isLit(unit.module) ? [...own, ...callsElsewhere(world, unit, variable)] : own;
}

/** Calls in the linted file, and in the modules that are seen in its light. */
function callsElsewhere(world: World, unit: FunctionUnit, variable: VariableLike | undefined): readonly CallOf[] {
  const member = memberNameOf(unit) ?? [];
  const own = variable ? exportedNames(unit.module, variable.name, unit.node) : [member].flat();
  const names = variable ? own : withOtherNames(world, [unit.module], own);
  const calls = litModulesWith(world, names).flatMap((module) => {
    if (module === unit.module) return [];
    const local = [...module.imports].filter(([, { imported }]) => names.includes(imported)).map(([name]) => name);
    return [...new Set([...names, ...local])].flatMap((name) => callsTo(world, unit, module, name));
  });
  return calls.length > MAX_CALLS ? [] : calls;
}

/** The linted file, and those that are seen in its light and say one of the names. */
export function litModulesWith(world: World, names: readonly string[]): readonly ModuleUnit[] {
  const isNamed = (path: string): boolean => names.some((name) => name === 'default' || world.mentions(path, name));
  const lit = [...world.modules.litPaths].filter(isNamed).flatMap((path) => world.module(path) ?? []);
  return world.root ? [world.root, ...lit] : lit;
}

/** The names under which other files know what the file calls `name`. */
function exportedNames({ exports }: ModuleUnit, name: string, node: Node): readonly string[] {
  return [...exports].flatMap(([exported, entry]) => (exportsIt(entry, name, node) ? [exported] : []));
}

/** The variable that holds the function and nothing else. */
function variableThatHolds(world: World, { node, module }: FunctionUnit): VariableLike | undefined {
  if (node.type === 'FunctionDeclaration') return node.id ? variableOf(world, module, node.id) : undefined;
  const { parent } = outerOf(node);
  const isConstant = parent?.type === 'VariableDeclarator' && parent.parent.kind === 'const';
  return isConstant && parent.id.type === 'Identifier' ? variableOf(world, module, parent.id) : undefined;
}

/** Those by its name, and by the keys under which it is put into objects. */
function callsOfVariable(world: World, unit: FunctionUnit, variable: VariableLike): readonly CallOf[] {
  const byName = callsByName(unit, variable);
  const { module } = unit;
  const keys = variable.references.flatMap(({ identifier }) => nameGivenTo(identifier) ?? []);
  if (keys.length === 0) return byName;
  const others = withOtherNames(world, [module], [...new Set(keys)]).flatMap((name) =>
    callsTo(world, unit, module, name),
  );
  return [...new Map([...byName, ...others].map((call) => [call.node, call])).values()];
}

function callsByName({ module }: FunctionUnit, variable: VariableLike): readonly CallOf[] {
  return variable.references.flatMap(({ identifier }) => {
    const call = identifier.parent;
    const isCall = call?.type === 'CallExpression' && call.callee === identifier;
    return isCall ? [callIn(call, unitAt(module, call))] : [];
  });
}

function callIn(node: InvocationNode, unit: FunctionUnit): CallOf {
  const args = node.type === 'TaggedTemplateExpression' ? [] : node.arguments;
  return { node, callee: unwrap(calleeOf(node)), args, unit };
}

/** `actions.add(…)`, where `actions` is an instance of the class; of a static method, the class. */
function callsOfMember(world: World, target: FunctionUnit, module: ModuleUnit): readonly CallOf[] {
  const name = memberNameOf(target);
  if (name === undefined) return [];
  return withOtherNames(world, [module], [name]).flatMap((item) => callsTo(world, target, module, item));
}

/** Members by whose key the function that is written for them is called. */
const KEPT_UNDER_KEYS: ReadonlySet<string> = new Set(['method', 'set', 'field']);

/** The key under which an object of the class has the function, or an object literal of the top level, or the exports of the module. */
function memberNameOf({ owner, node, parent, module }: FunctionUnit): string | undefined {
  const member = owner?.members.find((item) => item.value === node && KEPT_UNDER_KEYS.has(item.kind));
  if (member || owner) return member?.key;
  const around = parent === module.main ? outerOf(node).parent : undefined;
  if (around?.type === 'Property') return staticKey(around.key, around.computed);
  const place = around?.type === 'AssignmentExpression' ? around.left : undefined;
  return place?.type === 'MemberExpression' ? memberKey(place) : undefined;
}

/** The calls of a module that have the name, and call the function. */
export function callsTo(world: World, target: FunctionUnit, module: ModuleUnit, name: string): readonly CallOf[] {
  if (isSetter(target)) return writesThatCall(world, target, module, name);
  const calls = (calledNames(world, module).get(name) ?? []).filter(({ isCallee }) => isCallee);
  if (calls.length > MAX_CALLS) return [];
  return calls.flatMap(({ node, use, unit }) => {
    if (target.owner && use.type !== 'MemberExpression') return [];
    const isIt = evaluate(world, use, baseEnv(world, unit)).some(
      (value) => value.kind === 'function' && value.unit === target,
    );
    return isIt ? [callIn(node, unit)] : [];
  });
}
