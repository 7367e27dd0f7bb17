/** Configuration and launch at the top level of a file move into its main function, all together, since their order counts. */
import type { TSESTree } from '@typescript-eslint/types';

import type { CallSite } from '../analysis/call-sites.ts';
import { ancestors, isFunction } from '../syntax/walk.ts';
import { chainFrom } from './member-chain.ts';
import type { Repair } from './repair.ts';

/**
 * @param calls those of the top level, as `isAtTopLevel` says
 * @param names names for the main function, the first free one of which is taken
 */
export function mainRepair(calls: readonly CallSite[], names: readonly string[]): Repair {
  return {
    safety: 'fix',
    steps: 0,
    intents: [
      {
        kind: 'move-into-main',
        nodes: calls.flatMap(({ node }) => topLevelStatement(node) ?? []),
        names,
        awaits: calls.flatMap(({ node, fact }) =>
          fact.kind === 'api' && fact.spec.result === 'promise' && node.type === 'CallExpression'
            ? [chainFrom(node)]
            : [],
        ),
      },
    ],
  };
}

/** Whether the call stands in a statement of the top level, or in a function that is called where it stands there. */
export function isAtTopLevel({ unit }: CallSite): boolean {
  const { node } = unit;
  return node.type === 'Program' || isCalledInPlace(node);
}

/** `(async () => { … })()` as a statement of the top level. */
function isCalledInPlace(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (parent?.type !== 'CallExpression' || parent.callee !== node) return false;
  const isNested = [...ancestors(parent)].some((around) => isFunction(around));
  return !isNested && topLevelStatement(parent)?.type === 'ExpressionStatement';
}

function topLevelStatement(node: TSESTree.Node): TSESTree.ProgramStatement | undefined {
  const [program, statement = node] = [node, ...ancestors(node)].reverse();
  return program?.type === 'Program' ? program.body.find((item) => item === statement) : undefined;
}
