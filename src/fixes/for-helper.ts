/** The repair for a helper that does, out of sight, what a workflow must not: the call of the helper, run as a step. */
import type { Occurrence } from '../analysis/contexts.ts';
import type { Env } from '../analysis/values.ts';
import { stepName } from './step-name.ts';
import type { Repair } from './repair.ts';

/** @param isDurable whether the helper makes recorded calls of its own, which it must not do in a step */
export function helperRepair({ node, path }: Occurrence, isDurable: (env: Env) => boolean): Repair | undefined {
  const [edge] = path;
  if (!edge || edge.by !== undefined || node.type !== 'CallExpression' || isDurable(edge.target)) return undefined;
  const { node: callee } = edge.target.unit;
  // What a generator makes has done nothing yet, and cannot be recorded.
  if ('generator' in callee && callee.generator) return undefined;
  return { safety: 'suggest', steps: 1, intents: [{ kind: 'wrap-in-step', node, name: stepName(node) }] };
}
