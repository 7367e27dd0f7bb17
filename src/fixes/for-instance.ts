/** The repairs for a class whose instances must be durable and are not. */
import type { TSESTree } from '@typescript-eslint/types';

import { usesFunctionContext } from '../syntax/capture.ts';
import { suggest, type Repair } from './repair.ts';

export interface BaseClass {
  readonly module: string;
  readonly name: string;
  /** How the file calls it; undefined: it must be imported. */
  readonly local: string | undefined;
}

export interface DurableMethods {
  readonly node: TSESTree.ClassDeclaration | TSESTree.ClassExpression;
  readonly methods: readonly TSESTree.Node[];
  readonly isTypeScript: boolean;
}

/** Undefined: the class extends another one. */
export function extendRepair({ node, isTypeScript }: DurableMethods, base: BaseClass): Repair | undefined {
  if (node.superClass) return undefined;
  const { local, module, name } = base;
  const parameter = { name: 'name', code: isTypeScript ? 'name: string' : 'name' };
  const extend = { kind: 'extend-class', node, base: local ?? name, parameter } as const;
  return local === undefined ? suggest(extend, { kind: 'import', module, name }) : suggest(extend);
}

/** All durable methods at once; undefined when one of them uses the instance. */
export function staticRepair({ methods }: DurableMethods): Repair | undefined {
  const intents = methods.flatMap((node) => {
    if (node.type !== 'MethodDefinition' || node.static || usesInstance(node)) return [];
    return [{ kind: 'make-static' as const, node }];
  });
  return intents.length === methods.length ? suggest(...intents) : undefined;
}

/** `workflows.place(order)` becomes a start of the function, which has no `this`, and the wait for it: `code`. */
export function startRepair(call: TSESTree.Node, code: string): Repair | undefined {
  if (call.type !== 'CallExpression' || call.optional || call.callee.type !== 'MemberExpression') return undefined;
  const replacement = { code, awaited: true, steps: 0, safety: 'suggest' } as const;
  return suggest({ kind: 'call-instead', node: call, replacement, arguments: [call.callee, ...call.arguments] });
}

function usesInstance({ value }: TSESTree.MethodDefinition): boolean {
  const parts: readonly (TSESTree.Node | null)[] = [...value.params, value.body];
  return parts.some((part) => part !== null && usesFunctionContext(part));
}
