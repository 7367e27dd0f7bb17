/** Functions that do nothing but hand on what they are given: `(input) => body(input, dependencies)`. */
import type { TSESTree } from '@typescript-eslint/types';

import { sole } from './certain.ts';
import { factsOf } from './collect-facts.ts';
import { isFunctionNode, unwrap, type FunctionNode, type Node } from './nodes.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** What the function of the environment hands everything to. */
export function delegateOf(world: World, env: Env): Env | undefined {
  const { node, returns } = env.unit;
  const only = sole(returns);
  if (!isFunctionNode(node) || !only || !isSoleStatement(node, only)) return undefined;
  const call = unwrap(only);
  if (call.type !== 'CallExpression' || !handsOn(node, call)) return undefined;
  const edge = factsOf(world, env).edges.find((item) => item.kind === 'call' && item.node === call);
  return edge?.kind === 'call' ? edge.target : undefined;
}

/** Whether a function does nothing but return the expression. */
function isSoleStatement({ body }: FunctionNode, returned: Node): boolean {
  return body === returned || (body.type === 'BlockStatement' && body.body.length === 1);
}

/** Whether the call is given every parameter of the function. */
function handsOn({ params }: FunctionNode, call: TSESTree.CallExpression): boolean {
  const given = call.arguments.map((argument) =>
    unwrap(argument.type === 'SpreadElement' ? argument.argument : argument),
  );
  return (
    params.length > 0 &&
    params.every((parameter) => {
      const name = parameter.type === 'RestElement' ? parameter.argument : parameter;
      return name.type === 'Identifier' && given.some((node) => node.type === 'Identifier' && node.name === name.name);
    })
  );
}
