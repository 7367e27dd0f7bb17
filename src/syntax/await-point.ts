/**
 * Where the language allows `await`. Making a function asynchronous changes what its callers get, so that is told apart.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { isFunction, type FunctionNode } from './walk.ts';

export type ModuleKind = 'esm' | 'commonjs';

export type AwaitPoint =
  /** `await` can be written here. */
  | 'yes'
  /** It could, if the enclosing function were `async`; whether its callers can live with that is not known here. */
  | 'needs-async'
  /**
   * Never: default values of parameters, class fields, static blocks, getters, setters, constructors, generators, decorators,
   * enum members, namespaces, the top level of a CommonJS module.
   */
  | 'no';

/** Whether `await` can stand at the node. Functions in `willBeAsync` count as asynchronous. */
export function canAwaitHere(
  node: TSESTree.Node,
  moduleKind: ModuleKind,
  willBeAsync: ReadonlySet<TSESTree.Node> = new Set(),
): AwaitPoint {
  let child = node;
  for (;;) {
    const parent = child.parent;
    if (parent === undefined || parent === null) return moduleKind === 'esm' ? 'yes' : 'no';
    if (isFunction(parent)) {
      if (parent.body !== child) return 'no';
      return parent.async || willBeAsync.has(parent) ? 'yes' : canBecomeAsync(parent) ? 'needs-async' : 'no';
    }
    switch (parent.type) {
      case 'PropertyDefinition':
      case 'AccessorProperty':
        if (parent.key !== child) return 'no';
        break;
      case 'StaticBlock':
      case 'Decorator':
      case 'TSEnumMember':
      case 'TSModuleBlock':
        return 'no';
      default:
    }
    child = parent;
  }
}

/** The `void` directly before the expression, in a statement that is nothing but both: an `await` can take its place. */
export function voidAround({ parent }: TSESTree.Node): TSESTree.UnaryExpression | undefined {
  if (parent?.type !== 'UnaryExpression' || parent.operator !== 'void') return undefined;
  return parent.parent.type === 'ExpressionStatement' ? parent : undefined;
}

/** Whether an `await` stands directly before the expression, or before the optional chain that ends with it. */
export function isAwaited(node: TSESTree.Node): boolean {
  const whole = node.parent?.type === 'ChainExpression' ? node.parent : node;
  return whole.parent?.type === 'AwaitExpression';
}

/**
 * Whether `async` may be written before the function: not a generator, getter, setter or constructor, and its declared result,
 * if any, is a promise.
 */
export function canBecomeAsync(node: FunctionNode): boolean {
  if (node.generator) return false;
  const owner = node.parent;
  if (owner.type === 'MethodDefinition' && owner.kind !== 'method') return false;
  if (owner.type === 'Property' && owner.kind !== 'init') return false;
  const result = node.returnType?.typeAnnotation;
  return (
    result === undefined ||
    (result.type === 'TSTypeReference' && result.typeName.type === 'Identifier' && result.typeName.name === 'Promise')
  );
}

/** Where `async ` is to be put to make the function asynchronous. */
export function asyncInsertion(node: FunctionNode): number {
  const owner = node.parent;
  const isMethod = owner.type === 'MethodDefinition' || (owner.type === 'Property' && owner.method);
  if (!isMethod) return node.range[0];
  return owner.computed ? owner.range[0] : owner.key.range[0];
}
