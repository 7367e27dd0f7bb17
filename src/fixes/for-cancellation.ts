/** `catch (error) { if (error instanceof Errors.WorkflowCancelledError …) throw error; … }`: what stops a workflow is passed on. */
import type { TSESTree } from '@typescript-eslint/types';

import type { ErrorTable } from '../knowledge/facts.ts';
import type { Intent, Repair } from './repair.ts';

export interface CatchSite {
  /** What to call the module object of the error classes where the file has no name for it. */
  readonly local: string;
  /** Whether the SDK of the project has what came in a version. */
  readonly has: (version: string) => boolean;
  readonly textOf: (node: TSESTree.Node) => string;
  /** How the file calls an export of a module there; undefined: it does not. */
  readonly nameOf: (module: string, name: string) => string | undefined;
}

/** The test as the first statement of the `catch`, which gets a name for its error when it has none. */
export function rethrowRepair(
  handler: TSESTree.CatchClause,
  { classes, namespace }: ErrorTable,
  site: CatchSite,
): Repair | undefined {
  const { param, body } = handler;
  const error = param?.type === 'Identifier' ? param.name : param ? undefined : freeName(site.textOf(body));
  if (error === undefined) return undefined;
  const [module = '', name = ''] = namespace.split('#');
  const known = site.nameOf(module, name);
  const errors = known ?? site.local;
  // Each is never recorded, so its class holds on a replay.
  const tests = Object.entries(classes).flatMap(([cls, spec]) => {
    if (spec.stops !== true || !cls.startsWith(`${namespace}.`)) return [];
    if (spec.named === true || (spec.since !== undefined && !site.has(spec.since))) return [];
    return [`${error} instanceof ${errors}.${cls.slice(namespace.length + 1)}`];
  });
  const code = `if (\n  ${tests.join(' ||\n  ')}\n)\n  throw ${error};`;
  const [first] = body.body;
  const intents: Intent[] = [
    first
      ? { kind: 'insert-before', node: first, code }
      : { kind: 'replace', node: body, code: `{\n  ${code.replaceAll('\n', '\n  ')}\n}` },
  ];
  if (!param) intents.push({ kind: 'name-error', node: handler, name: error });
  if (known === undefined) intents.push({ kind: 'import', module, name, local: site.local });
  return { safety: 'suggest', steps: 0, intents };
}

/** A name that the code does not use. */
function freeName(code: string): string | undefined {
  return ['error', 'reason', 'problem'].find((name) => !new RegExp(`\\b${name}\\b`, 'u').test(code));
}
