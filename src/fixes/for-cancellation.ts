/** `catch (error) { if (error instanceof Errors.WorkflowCancelledError …) throw error; … }`: what stops a workflow is passed on. */
import type { TSESTree } from '@typescript-eslint/types';

import type { ErrorTable } from '../knowledge/facts/outcomes.ts';
import { suggest, type Intent, type Repair } from './repair.ts';

export interface CatchSite {
  /** What to call the module object of the error classes where the file has no name for it. */
  readonly local: string;
  /** Whether the SDK of the project has what came in a version. */
  readonly has: (version: string) => boolean;
  readonly textOf: (node: TSESTree.Node) => string;
  /** How the file calls an export of a module there; undefined: it does not. */
  readonly nameOf: (module: string, name: string) => string | undefined;
}

/** For a `catch` clause, or a call of `catch` whose function is written there. */
export function rethrowRepair(
  handler: TSESTree.CatchClause | TSESTree.CallExpression,
  table: ErrorTable,
  site: CatchSite,
): Repair | undefined {
  if (handler.type === 'CatchClause') return rethrowInClause(handler, table, site);
  // The last argument: of `then(use, recover)` the second.
  const callback = handler.arguments.at(-1);
  return callback && rethrowInCallback(callback, table, site);
}

/** The test as the first statement of the `catch`, which gets a name for its error when it has none. */
function rethrowInClause(handler: TSESTree.CatchClause, table: ErrorTable, site: CatchSite): Repair | undefined {
  const { param, body } = handler;
  const error = nameFor(param, body, site);
  if (error === undefined) return undefined;
  const { code, imports } = rethrow(error, table, site);
  const intents: Intent[] = [atBeginning(body, code)];
  if (!param) intents.push({ kind: 'name-error', node: handler, name: error });
  return suggest(...intents, ...imports);
}

/** The same in the function that `promise.catch(f)` is given. */
function rethrowInCallback(callback: TSESTree.Node, table: ErrorTable, site: CatchSite): Repair | undefined {
  if (callback.type !== 'ArrowFunctionExpression' && callback.type !== 'FunctionExpression') return undefined;
  const { body, params } = callback;
  const [param] = params;
  const error = nameFor(param, body, site);
  if (error === undefined || params.length > 1) return undefined;
  const { code, imports } = rethrow(error, table, site);
  if (body.type === 'BlockStatement') {
    const named: readonly Intent[] = param ? [] : [{ kind: 'name-error', node: callback, name: error }];
    return suggest(atBeginning(body, code), ...named, ...imports);
  }
  // The head is written anew, with parentheses around the body taken off; types in it would be lost.
  if (callback.returnType || callback.typeParameters) return undefined;
  const lines = `) => {\n\t${code.replaceAll('\n', '\n\t')}\n\treturn `;
  const parts = [callback.async ? 'async (' : '(', param ?? error, lines, body, ';\n}'];
  return suggest({ kind: 'compose', node: callback, parts }, ...imports);
}

function nameFor(param: TSESTree.Node | null | undefined, body: TSESTree.Node, site: CatchSite): string | undefined {
  if (param) return param.type === 'Identifier' ? param.name : undefined;
  return freeName(site.textOf(body));
}

function rethrow(
  error: string,
  { classes, namespace }: ErrorTable,
  site: CatchSite,
): { readonly code: string; readonly imports: readonly Intent[] } {
  const [module = '', name = ''] = namespace.split('#');
  const known = site.nameOf(module, name);
  const errors = known ?? site.local;
  // Each is never recorded, so its class holds on a replay.
  const tests = Object.entries(classes).flatMap(([cls, spec]) => {
    if (spec.stops !== true || !cls.startsWith(`${namespace}.`)) return [];
    if (spec.named === true || (spec.since !== undefined && !site.has(spec.since))) return [];
    return [`${error} instanceof ${errors}.${cls.slice(namespace.length + 1)}`];
  });
  return {
    code: `if (\n\t${tests.join(' ||\n\t')}\n)\n\tthrow ${error};`,
    imports: known === undefined ? [{ kind: 'import', module, name, local: site.local }] : [],
  };
}

function atBeginning(body: TSESTree.BlockStatement, code: string): Intent {
  const [first] = body.body;
  if (!first) return { kind: 'fill-block', node: body, code };
  return { kind: 'insert-before', node: first, code };
}

/** A name that the code does not use. */
function freeName(code: string): string | undefined {
  return ['error', 'reason', 'problem'].find((name) => !new RegExp(`\\b${name}\\b`, 'u').test(code));
}
