/** Whether code that takes an error looks at what it is. Leaves out what log lines and conversions to text do with it. */
import type { TSESTree } from '@typescript-eslint/types';
import { certain } from '../certain.ts';
import { evaluate } from '../evaluate.ts';
import { logs } from '../logging.ts';
import { argumentsOf, memberKey, outerOf, unwrap, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import { variableOf } from '../variables.ts';
import type { World } from '../world.ts';
import { operationsAt } from './operations.ts';

/**
 * Whether the code asks what the error is, or gives it to a function that may: `error instanceof X`, `error.code === 24`,
 * `rethrowIfStopped(error)`. A log line asks nothing.
 */
export function isExamined(world: World, param: Node, env: Env): boolean {
  if (param.type !== 'Identifier') return true;
  const variable = variableOf(world, env.unit.module, param);
  return (variable?.references ?? []).some(({ identifier }) => {
    const { parent, child } = outerOf(identifier);
    switch (parent?.type) {
      case 'BinaryExpression':
        if (parent.operator === 'in') return true;
        return parent.operator === 'instanceof' && !isAnyError(world, parent.right, env);
      case 'MemberExpression':
        return isCompared(parent);
      case 'CallExpression':
        return argumentsOf(parent).includes(child) && !logs(world, parent, env) && !isConversion(world, parent, env);
      default:
        return false;
    }
  });
}

/** `error instanceof Error` holds for what stops the workflow, too. */
function isAnyError(world: World, cls: Node, env: Env): boolean {
  const only = certain(evaluate(world, cls, env), 'named');
  return only !== undefined && world.knowledge.isAnyError(only.name);
}

/** `error.name === 'X'`, `switch (error.code)` */
function isCompared(member: Node): boolean {
  const { parent, child } = outerOf(member);
  if (parent?.type === 'BinaryExpression') return true;
  return parent?.type === 'SwitchStatement' && parent.discriminant === child;
}

/** `String(error)`, `errors.push(error)`, or a recorded call that is given the error: none throws it again. */
function isConversion(world: World, call: TSESTree.CallExpression, env: Env): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && world.knowledge.method(memberKey(callee) ?? '')?.mutates) return true;
  if (operationsAt(world, call, env).length > 0) return true;
  return evaluate(world, call.callee, env).some(
    (value) =>
      value.kind === 'named' && world.knowledge.effect(value.name, { form: 'call', arguments: 1 })?.effect === 'pure',
  );
}
