/** The repair for a call in a workflow that is not recorded: its recorded twin, or else a step around it. */
import type { TSESTree } from '@typescript-eslint/types';

import type { ApiFact } from '../analysis/facts.ts';
import type { Engine } from '../knowledge/vocabulary/engine.ts';
import { keyOf } from '../syntax/keys.ts';
import { stepName } from './step-name.ts';
import type { Repair } from './repair.ts';

export interface TwinSite {
  readonly engine: Pick<Engine, 'apis' | 'twins'>;
  /** Whether the user's SDK has something that came with a version. */
  readonly has: (since: string) => boolean;
}

/** @param name the qualified name of what is called */
export function twinRepair({ node }: ApiFact, name: string, { engine, has }: TwinSite): Repair | undefined {
  const twin = engine.twins?.[name];
  if (!twin || node.type !== 'CallExpression') return undefined;
  const since = engine.apis[twin.call]?.since;
  if (since !== undefined && !has(since)) return undefined;
  if (twin.without?.some((key) => mayHave(node.arguments[0], key)) === true) return undefined;
  const { replacement } = twin;
  return {
    safety: 'suggest',
    steps: replacement.steps,
    // What it replaces is the same promise, or generator, already.
    intents: [{ kind: 'call-instead', node, replacement, promise: true }],
  };
}

function mayHave(options: TSESTree.CallExpressionArgument | undefined, key: string): boolean {
  if (options?.type !== 'ObjectExpression') return true;
  return options.properties.some((property) => property.type !== 'Property' || keyOf(property) === key);
}

/** A step around the call, when what it gives can be recorded: not a handle or a client, which lose their methods. */
export function stepRepair({ node, spec }: ApiFact): Repair | undefined {
  if (node.type !== 'CallExpression' || spec.result !== 'promise' || spec.returns !== undefined) return undefined;
  return {
    safety: 'suggest',
    steps: 1,
    intents: [{ kind: 'wrap-in-step', node, name: stepName(node), promise: true }],
  };
}
