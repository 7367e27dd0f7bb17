/**
 * What stands behind `new Proxy(target, handler)`: the target, or where the handler looks up the key that is asked for,
 * `get: (_, key) => connect()[key]`. What the target is asserted to be counts where the handler does not show it. Leaves out what else a
 * handler answers, and handlers of other kinds of questions.
 */
import { valuesOfType } from './annotations.ts';
import type { Arguments } from './arguments.ts';
import { evaluate } from './evaluate.ts';
import { bindCall } from './function-calls.ts';
import { project } from './members.ts';
import { NOTHING, unionOf, UNKNOWN_VALUES } from './make-values.ts';
import { argumentsOf, isFunctionNode, outerOf, parametersOf, type InvocationNode, type Node } from './nodes.ts';
import type { Env, FunctionValue, Values } from './values.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/** The method of a handler that answers for every key. */
const TRAP = 'get';

/** What the proxy can be. */
export function proxiedValues(world: World, node: InvocationNode, args: Arguments, env: Env): Values {
  const [trap] = (args.at(1) ?? NOTHING).flatMap((handler) => project(world, handler, TRAP));
  const target = (args.at(0) ?? NOTHING).filter((value) => value.kind !== 'object' || value.node.properties.length > 0);
  const asked = trap?.kind === 'function' ? questionsOf(world, trap, target, env) : undefined;
  if (asked?.length === 0) return UNKNOWN_VALUES;
  const behind = trap ? (asked ?? []).map((question) => question.values) : [target];
  const known = unionOf(behind).filter(({ kind }) => kind !== 'unknown' && kind !== 'literal');
  if (known.length > 0) return known;
  const written = writtenValues(world, node, env);
  return written.length > 0 ? written : UNKNOWN_VALUES;
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
  const isLookup =
    asked === key &&
    call.type === 'CallExpression' &&
    evaluate(world, call.callee, env).some(
      (callee) =>
        callee.kind === 'named' &&
        world.knowledge.effect(callee.name, { form: 'call', arguments: call.arguments.length })?.gives === 'property',
    );
  return isLookup && object ? evaluate(world, object, env) : NOTHING;
}

/** `new Proxy<Database>(…)`, `new Proxy({} as Database, …)` */
function writtenValues(world: World, node: InvocationNode, env: Env): Values {
  const [target] = argumentsOf(node);
  const asserted = target?.type === 'TSAsExpression' || target?.type === 'TSTypeAssertion' ? target : undefined;
  const type = node.typeArguments?.params[0] ?? asserted?.typeAnnotation;
  return type ? valuesOfType(world, type, env.unit.module) : NOTHING;
}
