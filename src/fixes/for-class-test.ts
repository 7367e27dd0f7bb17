/** `error instanceof X` asked in a way that a replayed error answers, too: by the engine's own question, by its code, or by its name. */
import type { TSESTree } from '@typescript-eslint/types';

import type { ErrorSpec, ErrorTable } from '../knowledge/facts.ts';
import type { Repair } from './repair.ts';

export interface ClassTestSite {
  textOf(node: TSESTree.Node): string;
  /** Whether the SDK of the project has what came in a version. */
  has(version: string): boolean;
}

/** For an error class of the engine that is named as a member of its namespace: `Errors.StreamTimeoutError`. */
export function engineErrorRepair(
  node: TSESTree.BinaryExpression,
  spec: ErrorSpec,
  { codeOf }: ErrorTable,
  site: ClassTestSite,
): Repair | undefined {
  const { left, right } = node;
  if (right.type !== 'MemberExpression' || right.computed || left.type === 'PrivateIdentifier') return undefined;
  const namespace = site.textOf(right.object);
  const error = site.textOf(left);
  const { matcher } = spec;
  if (matcher !== undefined) {
    const code = `${namespace}.${lastOf(matcher)}(${error})`;
    return { safety: 'fix', steps: 0, intents: [{ kind: 'replace', node, code }] };
  }
  const code = `${namespace}.${lastOf(codeOf)}(${error}) === ${String(spec.code)}`;
  return {
    safety: 'suggest',
    steps: 0,
    intents: [{ kind: 'replace', node, code: inParentheses(node) ? `(${code})` : code }],
  };
}

/** By its name, which is recorded with the error. */
export function errorNameRepair(
  node: TSESTree.BinaryExpression,
  name: string,
  site: ClassTestSite,
): Repair | undefined {
  const error = site.textOf(node.left);
  if (!/^[\w$.[\]'"]+$/u.test(error)) return undefined;
  const code = `${error} instanceof Error && ${error}.name === '${name}'`;
  return {
    safety: 'suggest',
    steps: 0,
    intents: [{ kind: 'replace', node, code: inParentheses(node) ? `(${code})` : code }],
  };
}

/** Whether an operator around the node would take a part of what stands in its place. */
function inParentheses({ parent }: TSESTree.BinaryExpression): boolean {
  return parent.type === 'LogicalExpression' || parent.type === 'BinaryExpression';
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
