/** `catch (error) { if (error instanceof Errors.WorkflowCancelledError …) throw error; … }`: what stops a workflow is passed on. */
import type { TSESTree } from '@typescript-eslint/types';

import type { ErrorTable } from '../knowledge/facts.ts';
import type { Repair } from './repair.ts';

/** The test as the first statement of a `catch` that names its error; `has`: whether the SDK has what came in a version. */
export function rethrowRepair(
  handler: TSESTree.CatchClause,
  { classes, namespace }: ErrorTable,
  title: string,
  has: (version: string) => boolean,
): Repair | undefined {
  const { param, body } = handler;
  const [first] = body.body;
  if (param?.type !== 'Identifier' || !first) return undefined;
  const [module = '', name = ''] = namespace.split('#');
  const local = `${title}Errors`;
  // Each is never recorded, so its class holds on a replay.
  const tests = Object.entries(classes).flatMap(([cls, spec]) => {
    if (spec.stops !== true || !cls.startsWith(`${namespace}.`) || (spec.since !== undefined && !has(spec.since)))
      return [];
    return spec.named === true ? [] : [`${param.name} instanceof ${local}.${cls.slice(namespace.length + 1)}`];
  });
  return {
    safety: 'suggest',
    steps: 0,
    intents: [
      { kind: 'insert-before', node: first, code: `if (\n  ${tests.join(' ||\n  ')}\n)\n  throw ${param.name};` },
      { kind: 'import', module, name, local },
    ],
  };
}
