/** `error instanceof X` asked in a way that a replayed error answers, too: by the engine's own question, by its code, or by its name. */
import type { TSESTree } from '@typescript-eslint/types';

import type { LostClass } from '../analysis/flow/tested-classes.ts';
import type { ErrorSpec, ErrorTable } from '../knowledge/facts/outcomes.ts';
import { fix, suggest, type Repair } from './repair.ts';

/** What the repairs of class tests ask of the file at the test. */
export interface ClassTestSite {
  textOf(node: TSESTree.Node): string;
  /** Whether the SDK of the project has what came in a version. */
  has(version: string): boolean;
  /** Whether a name means the global of that name there. */
  isGlobal(name: string): boolean;
  /** How the file calls an export of a module there; undefined: it does not. */
  nameOf(module: string, name: string): string | undefined;
}

/**
 * By the question of the engine for a class of its own, else by the name. Undefined for a class whose errors have no name of their own.
 *
 * @param errors undefined: the engine has no classes of errors
 */
export function classTestRepair(
  node: TSESTree.BinaryExpression,
  { spec, name }: LostClass,
  errors: ErrorTable | undefined,
  site: ClassTestSite,
): Repair | undefined {
  if (spec && errors) return engineErrorRepair(node, spec, errors, site);
  return name === undefined ? undefined : errorNameRepair(node, name, site);
}

/** For an error class of the engine, by the module object that holds it and its questions: `Errors.isStreamTimeoutError(error)`. */
function engineErrorRepair(
  node: TSESTree.BinaryExpression,
  spec: ErrorSpec,
  { codeOf, namespace }: ErrorTable,
  site: ClassTestSite,
): Repair | undefined {
  const [module = '', exported = ''] = namespace.split('#');
  const local = site.nameOf(module, exported);
  if (local === undefined) return undefined;
  const error = site.textOf(node.left);
  const { matcher } = spec;
  if (matcher !== undefined) {
    const code = `${local}.${lastOf(matcher)}(${error})`;
    return fix({ kind: 'replace', node, code });
  }
  const asked = `${local}.${lastOf(codeOf)}(${error}) === ${String(spec.code)}`;
  // What a `catch` gets is `unknown`, and the question takes an `Error`. That name may be the engine's own, imported.
  const isNarrowed = isPlainPath(error) && site.isGlobal('Error');
  const code = isNarrowed ? `${error} instanceof Error && ${asked}` : asked;
  return suggest({ kind: 'replace', node, code, ...((isNarrowed ? splits : bindsTighter)(node) && { grouped: true }) });
}

/** By its name, which is recorded with the error. */
export function errorNameRepair(
  node: TSESTree.BinaryExpression,
  name: string,
  site: ClassTestSite,
): Repair | undefined {
  const error = site.textOf(node.left);
  // `Error` may be the engine's own, imported by that name.
  if (!isPlainPath(error) || !site.isGlobal('Error')) return undefined;
  const code = `${error} instanceof Error && ${error}.name === '${name}'`;
  return suggest({ kind: 'replace', node, code, ...(splits(node) && { grouped: true }) });
}

/** Whether the text can stand twice: `error`, `result.reason`. */
function isPlainPath(code: string): boolean {
  return /^[\w$.[\]'"]+$/u.test(code);
}

/** Whether an operator around the node would take a part of a comparison that stands in its place. */
function bindsTighter({ parent }: TSESTree.BinaryExpression): boolean {
  return parent.type === 'BinaryExpression';
}

/** The same for `a && b`; and `??` cannot stand beside it. */
function splits(node: TSESTree.BinaryExpression): boolean {
  return bindsTighter(node) || (node.parent.type === 'LogicalExpression' && node.parent.operator === '??');
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
