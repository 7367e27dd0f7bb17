/** Whether code that takes an error looks at what it is. Leaves out what log lines and conversions to text do with it. */
import type { TSESTree } from '@typescript-eslint/types';
import { certain } from '../certain.ts';
import { evaluate } from '../evaluate.ts';
import { logs } from '../logging.ts';
import { argumentsOf, declaredIn, memberKey, outerOf, unwrap, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import { variableOf, type VariableLike } from '../variables.ts';
import type { World } from '../world.ts';
import { operationsAt } from './operations.ts';

/**
 * Whether the code asks what the error is, or gives it to a function that may: `error instanceof X`, `error.code === 24`,
 * `rethrowIfStopped(error)`, also by another name or by a part of it. A log line asks nothing.
 */
export function isExamined(world: World, param: Node, env: Env): boolean {
  return param.type !== 'Identifier' || new Examination(world, env).isNameExamined(param, 'whole');
}

class Examination {
  readonly #world: World;
  readonly #env: Env;
  readonly #seen = new Set<VariableLike>();

  constructor(world: World, env: Env) {
    this.#world = world;
    this.#env = env;
  }

  isNameExamined(name: Node, held: Held): boolean {
    const variable = variableOf(this.#world, this.#env.unit.module, name);
    if (!variable || this.#seen.has(variable)) return false;
    this.#seen.add(variable);
    return variable.references.some((reference) => reference.isRead() && this.#isExamined(reference.identifier, held));
  }

  /** Follows the value of an expression, and what is made of it, to where something is decided by it. That there is an error decides nothing. */
  #isExamined(start: Node, begun: Held): boolean {
    let node = start;
    let held = begun;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const { parent, child } = outerOf(node);
      switch (parent?.type) {
        case 'BinaryExpression':
          if (parent.operator === 'instanceof') return !isAnyError(this.#world, parent.right, this.#env);
          if (parent.operator === 'in') return true;
          if (parent.operator !== '+') return held === 'part';
          break;
        case 'UnaryExpression':
          // `typeof error === 'string'` tells texts from errors, not one error from another.
          if (parent.operator === 'typeof') return false;
          break;
        case 'CallExpression': {
          if (parent.callee === child) break;
          const kind = this.#argumentOf(parent, child);
          if (kind !== 'converted') return kind === 'asked';
          held = 'part';
          break;
        }
        case 'ConditionalExpression':
          if (parent.test === child) return held === 'part';
          break;
        case 'MemberExpression':
          if (parent.object !== child) return false;
          held = 'part';
          break;
        case 'LogicalExpression':
        case 'TemplateLiteral':
        case 'AwaitExpression':
          break;
        case 'IfStatement':
        case 'WhileStatement':
        case 'DoWhileStatement':
        case 'SwitchStatement':
        case 'SwitchCase':
          return held === 'part';
        case 'VariableDeclarator':
          return parent.init === child && this.#isPatternExamined(parent.id, held);
        case 'AssignmentExpression':
          return parent.right === child && parent.left.type === 'Identifier' && this.isNameExamined(parent.left, held);
        default:
          return false;
      }
      node = parent;
    }
    return false;
  }

  #isPatternExamined(pattern: Node, held: Held): boolean {
    const bound = pattern.type === 'Identifier' ? held : 'part';
    return declaredIn(pattern).some((name) => this.isNameExamined(name, bound));
  }

  #argumentOf(call: TSESTree.CallExpression, argument: Node): 'asked' | 'converted' | 'kept' {
    if (!argumentsOf(call).includes(argument) || logs(this.#world, call, this.#env)) return 'kept';
    if (isPure(this.#world, call, this.#env)) return 'converted';
    return isKeeping(this.#world, call, this.#env) ? 'kept' : 'asked';
  }
}

/** The error itself, or something that was read of it or made of it. */
type Held = 'whole' | 'part';

const MAX_STEPS = 40;

/** `error instanceof Error` holds for what stops the workflow, too. */
function isAnyError(world: World, cls: Node, env: Env): boolean {
  const only = certain(evaluate(world, cls, env), 'named');
  return only !== undefined && world.knowledge.isAnyError(only.name);
}

/** `errors.push(error)`, or a recorded call that is given the error: none throws it again. */
function isKeeping(world: World, call: TSESTree.CallExpression, env: Env): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && world.knowledge.method(memberKey(callee) ?? '')?.mutates) return true;
  return operationsAt(world, call, env).length > 0;
}

/** `String(error)` */
function isPure(world: World, call: TSESTree.CallExpression, env: Env): boolean {
  return evaluate(world, call.callee, env).some(
    (value) =>
      value.kind === 'named' && world.knowledge.effect(value.name, { form: 'call', arguments: 1 })?.effect === 'pure',
  );
}
