/**
 * Parameters that say under which key code is looked for, `(name, data) => handlers[name](data)`: which text a call gives for them decides what
 * runs, unlike for other data. Leaves out keys of tables that hold data only, parts of a parameter, and ways through functions of other files.
 */
import { carriesCode } from './data.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { isFunctionNode, memberKey, outerOf, parametersOf, unwrap, type Node } from './nodes.ts';
import { certain } from './certain.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Values } from './values.ts';
import { constantInit, isWrittenAgain, unitOfVariable, variableOf } from './variables.ts';
import type { World } from './world.ts';

/** Zero-based positions. */
export type Positions = ReadonlySet<number>;

const NONE: Positions = new Set();

/** The parameters of the function that are keys of code. */
export function keyParameters(world: World, unit: FunctionUnit): Positions {
  // What stands in a table may call the function.
  return world.search.answered(world.keyParameters, unit, NONE, () => findKeys(world, unit));
}

/** What a key parameter keeps of its argument: a text or a number that it certainly is. */
export function asKey(values: Values): Values | undefined {
  const only = certain(values, 'literal');
  return only && (typeof only.value === 'string' || typeof only.value === 'number') ? [only] : undefined;
}

/** The position of the parameter of the function that the expression is; undefined: it is none, or may be something else. */
export function parameterAt(world: World, { node, module }: FunctionUnit, expression: Node): number | undefined {
  const name = unwrap(expression);
  const variable = name.type === 'Identifier' ? variableOf(world, module, name) : undefined;
  const [definition] = variable?.defs ?? [];
  if (!variable || !definition || !isFunctionNode(node) || isWrittenAgain(variable)) return undefined;
  const index = parametersOf(node).findIndex((parameter) => parameter === definition.name);
  return index < 0 ? undefined : index;
}

/** Functions that may hand a key on to each other. */
const MAX_HANDED = 8;

/** A parameter, of the function in which it is one. */
interface Parameter {
  readonly unit: FunctionUnit;
  readonly index: number;
}

function findKeys(world: World, unit: FunctionUnit): Positions {
  if (!isFunctionNode(unit.node)) return NONE;
  const keys = parametersOf(unit.node).flatMap((_, index) => (isKey(world, { unit, index }) ? [index] : []));
  return keys.length > 0 ? new Set(keys) : NONE;
}

/** Whether code is looked for under the parameter, be it by a function of the file that it is handed on to. */
function isKey(world: World, start: Parameter): boolean {
  const queue = [start];
  for (const { unit, index } of queue) {
    const parameter = isFunctionNode(unit.node) ? parametersOf(unit.node)[index] : undefined;
    const variable = parameter?.type === 'Identifier' ? variableOf(world, unit.module, parameter) : undefined;
    for (const { identifier } of variable?.references ?? []) {
      if (finds(world, unit, identifier)) return true;
      const next = handedTo(world, unit, identifier);
      const isKnown = queue.some((other) => other.unit === next?.unit && other.index === next.index);
      if (next && !isKnown && queue.length < MAX_HANDED) queue.push(next);
    }
  }
  return false;
}

/** `handlers[name]`, `handlers.get(name)` */
function finds(world: World, unit: FunctionUnit, name: Node): boolean {
  const { parent, child } = outerOf(name);
  if (parent?.type === 'MemberExpression')
    return parent.computed && parent.property === child && mayHoldCode(world, unit, parent.object);
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== child) return false;
  const callee = unwrap(parent.callee);
  if (callee.type !== 'MemberExpression') return false;
  const row = world.knowledge.method(memberKey(callee) ?? '');
  return row?.elements === 'keyed' && mayHoldCode(world, unit, callee.object);
}

/** The parameter of another function of the file that is given what the name stands for. */
function handedTo(world: World, { module }: FunctionUnit, name: Node): Parameter | undefined {
  const { parent, child } = outerOf(name);
  if (parent?.type !== 'CallExpression') return undefined;
  const index = parent.arguments.findIndex((argument) => argument === child);
  const unit = index < 0 ? undefined : ownFunction(world, module, unwrap(parent.callee));
  return unit && { unit, index };
}

/** Whether code may stand under the keys of a table. A table that is a parameter itself is looked at where it is given. */
function mayHoldCode(world: World, unit: FunctionUnit, table: Node): boolean {
  const name = unwrap(table);
  const variable = name.type === 'Identifier' ? variableOf(world, unit.module, name) : undefined;
  if (variable?.defs[0]?.type === 'Parameter') return true;
  const home = variable ? unitOfVariable(unit.module, variable) : unit;
  return evaluate(world, table, baseEnv(world, home)).some((value) => carriesCode(world, value));
}

/** The function of the same file that a name stands for. */
function ownFunction(world: World, module: ModuleUnit, callee: Node): FunctionUnit | undefined {
  const variable = callee.type === 'Identifier' ? variableOf(world, module, callee) : undefined;
  const node = variable?.defs[0]?.node;
  if (!variable || !node) return undefined;
  const code = node.type === 'FunctionDeclaration' ? node : constantInit(variable);
  return code && isFunctionNode(code) ? module.unitOf.get(code) : undefined;
}
