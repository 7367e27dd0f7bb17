/**
 * What stands behind `new Proxy(target, handler)`: the target, or where the handler looks up the key that is asked for,
 * `get: (_, key) => connect()[key]`. What the target is asserted to be counts where the handler does not show it. Leaves out what else a
 * handler answers, and handlers of other kinds of questions.
 */
import { valuesOfType } from './annotations.ts';
import type { Arguments } from './arguments.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { bindCall } from './function-calls.ts';
import { project } from './members.ts';
import { NOTHING, unionOf, UNKNOWN_VALUES } from './make-values.ts';
import {
  argumentsOf,
  isFunctionNode,
  memberKey,
  outerOf,
  parametersOf,
  unwrap,
  type InvocationNode,
  type Node,
} from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import type { Env, FunctionValue, Values } from './values.ts';
import { constantInit, variableOf } from './variables.ts';
import type { World } from './world.ts';

/** The method of a handler that answers for every key. */
const TRAP = 'get';

/** What the proxy can be. */
export function proxiedValues(world: World, node: InvocationNode, args: Arguments, env: Env): Values {
  const [trap] = (args.at(1) ?? NOTHING).flatMap((handler) => project(world, handler, TRAP));
  const target = (args.at(0) ?? NOTHING).filter((value) => value.kind !== 'object' || value.node.properties.length > 0);
  if (trap?.kind === 'function' && !trap.unit.returns.every((given) => isHandedOn(world, trap.unit, given, 0)))
    return UNKNOWN_VALUES;
  const asked = trap?.kind === 'function' ? questionsOf(world, trap, target, env) : undefined;
  if (asked?.length === 0) return UNKNOWN_VALUES;
  const behind = trap ? (asked ?? []).map((question) => question.values) : [target];
  const known = unionOf(behind).filter(({ kind }) => kind !== 'unknown' && kind !== 'literal');
  if (known.length > 0) return known;
  const written = writtenValues(world, node, env);
  return written.length > 0 ? written : UNKNOWN_VALUES;
}

/** Constants and conditions that are looked through to see what a handler gives. */
const MAX_STEPS = 8;

/**
 * Whether what a handler gives is what it found, bound to its object at most. A function that it puts in the place of what it found may do anything:
 * `(...args) => runStep(() => found(...args))`.
 */
function isHandedOn(world: World, unit: FunctionUnit, given: Node, steps: number): boolean {
  const node = unwrap(given);
  const isInner = (inner: Node): boolean => steps < MAX_STEPS && isHandedOn(world, unit, inner, steps + 1);
  switch (node.type) {
    case 'ConditionalExpression':
      return isInner(node.consequent) && isInner(node.alternate);
    case 'LogicalExpression':
      return isInner(node.left) && isInner(node.right);
    case 'Identifier': {
      const variable = variableOf(world, unit.module, node);
      const init = variable && constantInit(variable);
      return init ? isInner(init) : variable === undefined || variable.defs[0]?.type === 'Parameter';
    }
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      if (callee.type === 'MemberExpression' && memberKey(callee) === 'bind') return isInner(callee.object);
      return isLookup(world, node, baseEnv(world, unit));
    }
    case 'MemberExpression':
    case 'Literal':
      return true;
    default:
      return false;
  }
}

/** Where a handler takes the key to. */
interface Question {
  /** The objects in which it is looked up; nothing: it is handed to other code. */
  readonly values: Values;
}

function questionsOf(world: World, trap: FunctionValue, target: Values, { depth }: Env): readonly Question[] {
  const { node, module } = trap.unit;
  const key = isFunctionNode(node) ? parametersOf(node)[1] : undefined;
  const variable = key && variableOf(world, module, key);
  if (!variable) return [];
  const inside = bindCall(world, trap, [target], depth);
  return variable.references.flatMap(({ identifier }): readonly Question[] => {
    const { parent, child } = outerOf(identifier);
    if (parent?.type === 'MemberExpression' && parent.property === child)
      return [{ values: evaluate(world, parent.object, inside) }];
    if (parent?.type !== 'CallExpression' || parent.callee === child) return [];
    return [{ values: objectAsked(world, parent, child, inside) }];
  });
}

/** `Reflect.get(object, key)` */
function objectAsked(world: World, call: InvocationNode, key: Node, env: Env): Values {
  const [object, asked] = argumentsOf(call);
  return asked === key && object && isLookup(world, call, env) ? evaluate(world, object, env) : NOTHING;
}

function isLookup(world: World, call: InvocationNode, env: Env): boolean {
  if (call.type !== 'CallExpression') return false;
  const use = { form: 'call', arguments: call.arguments.length } as const;
  return evaluate(world, call.callee, env).some(
    (callee) => callee.kind === 'named' && world.knowledge.effect(callee.name, use)?.gives === 'property',
  );
}

/** `new Proxy<Database>(…)`, `new Proxy({} as Database, …)` */
function writtenValues(world: World, node: InvocationNode, env: Env): Values {
  const [target] = argumentsOf(node);
  const asserted = target?.type === 'TSAsExpression' || target?.type === 'TSTypeAssertion' ? target : undefined;
  const type = node.typeArguments?.params[0] ?? asserted?.typeAnnotation;
  return type ? valuesOfType(world, type, env.unit.module) : NOTHING;
}
