/**
 * Results of workflows that are read back from the database, so that an error of the workflow has lost its class: those of handles that were
 * looked up, or whose workflow may run elsewhere. A workflow that was started without options runs in this process, and its error is alive. Leaves
 * out handles whose origin is not in the same function.
 */
import { variableOf } from '../variables.ts';
import { evaluate } from '../evaluate.ts';
import { calleeOf, isInvocation, unwrap, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import type { Operation } from './operations.ts';
import type { Guarded } from './raises.ts';
import { operationsWithin } from './tries.ts';

/** The first such call in the code; undefined: there is none. */
export function readResultIn(world: World, { code, env }: Guarded): Operation | undefined {
  return operationsWithin(world, code, env).find(
    ({ fact, path, node }) =>
      path.length === 0 && fact.kind === 'api' && fact.spec.outcome === true && isReadBack(world, node, env),
  );
}

function isReadBack(world: World, node: Node, env: Env): boolean {
  if (!isInvocation(node)) return false;
  const callee = unwrap(calleeOf(node));
  if (callee.type !== 'MemberExpression') return false;
  // `DBOS.getResult(id)`
  if (evaluate(world, callee, env).some((value) => value.kind === 'named' && isEngineCall(world, node, env)))
    return true;
  const origin = originOf(world, callee.object, env);
  if (!origin || !isInvocation(origin)) return false;
  const started = startOf(origin);
  return started ? started.arguments.length > 1 : isEngineCall(world, origin, env);
}

/** Of `DBOS.startWorkflow(place, options)(order)`, the first call. */
function startOf(origin: Node): { readonly arguments: readonly Node[] } | undefined {
  const callee = isInvocation(origin) ? unwrap(calleeOf(origin)) : undefined;
  const inner = callee?.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  return inner?.type === 'CallExpression' ? inner : undefined;
}

/** The engine itself is asked, not a handle. */
function isEngineCall(world: World, call: Node, env: Env): boolean {
  const callee = isInvocation(call) ? calleeOf(call) : undefined;
  if (!callee) return false;
  return evaluate(world, callee, env).some(
    (value) =>
      value.kind === 'named' &&
      !value.name.path.some((part) => part.endsWith('()')) &&
      world.knowledge.api(value.name) !== undefined,
  );
}

/** What made the object: the expression itself, or what its constant is set to. */
function originOf(world: World, object: Node, env: Env): Node | undefined {
  const node = unwrap(object);
  if (node.type !== 'Identifier') return node;
  const definitions = variableOf(world, env.unit.module, node)?.defs ?? [];
  const [only] = definitions;
  if (definitions.length !== 1 || only?.node.type !== 'VariableDeclarator' || !only.node.init) return undefined;
  return only.node.id.type === 'Identifier' &&
    only.parent?.type === 'VariableDeclaration' &&
    only.parent.kind === 'const'
    ? unwrap(only.node.init)
    : undefined;
}
