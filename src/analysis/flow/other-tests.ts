/**
 * Whether code that asks for the class of an error asks in another way, too, that a replayed error answers, and does the same then:
 *   error instanceof Missing || error.name === 'Missing'
 *   if (error instanceof Missing) return true; return error.name === 'Missing';
 * Reads conditions as they are written. Which property tells the error is not asked.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { sole } from '../certain.ts';
import { evaluate } from '../evaluate.ts';
import { childrenOf, isFunctionNode, literalText, outerOf, unwrap, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import { variableOf, type VariableLike } from '../variables.ts';
import type { World } from '../world.ts';

/** @param test `error instanceof Missing` */
export function hasOtherTest(world: World, test: TSESTree.BinaryExpression, env: Env): boolean {
  const error = variableOf(world, env.unit.module, unwrap(test.left));
  return error !== undefined && new OtherTests(world, env, error).around(test);
}

class OtherTests {
  readonly #world: World;
  readonly #env: Env;
  /** The error, and other names of it: `const known = error as Known`. */
  readonly #names: ReadonlySet<VariableLike>;

  constructor(world: World, env: Env, error: VariableLike) {
    this.#world = world;
    this.#env = env;
    this.#names = new Set([error, ...this.#aliasesOf(error)]);
  }

  around(test: Node): boolean {
    let current = test;
    let isNegated = false;
    for (;;) {
      const { parent, child } = outerOf(current);
      if (parent?.type === 'UnaryExpression' && parent.operator === '!') isNegated = !isNegated;
      else if (parent?.type === 'LogicalExpression' && parent.operator === (isNegated ? '&&' : '||')) {
        if (this.#asks(parent.left === child ? parent.right : parent.left)) return true;
      } else return !isNegated && parent?.type === 'IfStatement' && parent.test === child && this.#after(parent);
      current = parent;
    }
  }

  /** Whether code behind `if (test) return true;` returns the same for another reason that lies in the error. */
  #after(statement: TSESTree.IfStatement): boolean {
    const result = resultOf(statement.consequent);
    if (result === undefined || statement.alternate || statement.parent.type !== 'BlockStatement') return false;
    const { body } = statement.parent;
    return body.slice(body.indexOf(statement) + 1).some((later) => {
      if (later.type === 'IfStatement') return resultOf(later.consequent) === result && this.#asks(later.test);
      return (
        later.type === 'ReturnStatement' && result === 'true' && later.argument !== null && this.#asks(later.argument)
      );
    });
  }

  /** Whether a property of the error decides, and its class does not. */
  #asks(node: Node): boolean {
    return (
      this.#some(node, (inner) => this.#isProperty(inner)) && !this.#some(node, (inner) => this.#isClassTest(inner))
    );
  }

  #isProperty(node: Node): boolean {
    return node.type === 'MemberExpression' && this.#isError(node.object);
  }

  #isClassTest(node: Node): boolean {
    if (node.type !== 'BinaryExpression' || node.operator !== 'instanceof' || !this.#isError(node.left)) return false;
    return !evaluate(this.#world, node.right, this.#env).some(
      (value) => value.kind === 'named' && this.#world.knowledge.isAnyError(value.name),
    );
  }

  #isError(node: Node): boolean {
    const variable = variableOf(this.#world, this.#env.unit.module, unwrap(node));
    return variable !== undefined && this.#names.has(variable);
  }

  #some(node: Node, holds: (node: Node) => boolean): boolean {
    if (holds(node)) return true;
    if (isFunctionNode(node)) return false;
    return childrenOf(node, this.#env.unit.module.source.visitorKeys).some((child) => this.#some(child, holds));
  }

  #aliasesOf(error: VariableLike): readonly VariableLike[] {
    return error.references.flatMap(({ identifier }) => {
      const { parent, child } = outerOf(identifier);
      if (parent?.type !== 'VariableDeclarator' || parent.init !== child || parent.id.type !== 'Identifier') return [];
      return this.#env.unit.module.source.scopeManager.getDeclaredVariables(parent);
    });
  }
}

/** What a branch that does nothing else returns: `true`; undefined: it does something else. */
function resultOf(branch: TSESTree.Statement): string | undefined {
  const only = branch.type === 'BlockStatement' ? sole(branch.body) : branch;
  if (only?.type !== 'ReturnStatement' || !only.argument) return undefined;
  const argument = unwrap(only.argument);
  return argument.type === 'Literal' && typeof argument.value === 'boolean'
    ? String(argument.value)
    : literalText(argument);
}
