/**
 * `Promise.all` rejects with the rejection that comes first, while the other calls go on: measured, with two failing steps the caught error
 * was another one on the replay. With at most one failing call it replays equal, so this is a warning.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { suggest, type Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-promise-all-in-workflow',
  category: 'workflow',
  levels: { recommended: 'warn', strict: 'error' },
  description:
    'disallow `Promise.all` over recorded calls in a workflow, where `Promise.allSettled` has a stable order of errors',
  suggests: true,
  messages: {
    all: '`{{code}}` rejects with whichever fails first, while the others go on{{route}}: another may be first when `{{workflow}}` is replayed.',
    settleAll: 'Wait for all with `Promise.allSettled`, then throw the first rejection in the order of the list.',
    settled: 'Use `Promise.allSettled`; each result then is an object with a `status`.',
  },
  covers: ['workflow-constraints', 'workflow-determinism'],
  listen: ({ model, textOf, show, relative }) => ({
    *file() {
      for (const placed of model.flow.hazards) {
        const { found: hazard, node, root } = placed;
        if (hazard.kind !== 'rejection') continue;
        const isHere = hazard.node === node && node.type === 'CallExpression';
        const member = isHere ? memberOf(node) : undefined;
        const statement = member && ignoredAt(node);
        yield {
          node,
          message: 'all',
          data: { code: show(node), workflow: model.titleOf(root), route: model.flow.wayTo(placed, relative) },
          suggestions: [
            {
              message: 'settleAll',
              repair: statement
                ? loop(statement, `${textOf(member.object)}.allSettled(${argumentsText(node)})`, freeName())
                : undefined,
            },
            { message: 'settled', repair: member && !statement ? settled(member) : undefined },
          ],
        };
      }

      /** Not one of the list's: in the head of its own loop it would mean the loop's. */
      function freeName(): string {
        return ['r', 'result'].find((name) => model.scope.isNameFree(name)) ?? 'settled';
      }

      function argumentsText(node: TSESTree.Node): string {
        return node.type === 'CallExpression' ? node.arguments.map(textOf).join(', ') : '';
      }
    },
  }),
});

/** The `Promise.all` of `Promise.all(list)`. */
function memberOf({ callee }: TSESTree.CallExpression): TSESTree.MemberExpressionNonComputedName | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  return callee.property.name === 'all' ? callee : undefined;
}

/** The statement that awaits the call and does nothing with the results. */
function ignoredAt({ parent }: TSESTree.Node): TSESTree.ExpressionStatement | undefined {
  if (parent?.type !== 'AwaitExpression') return undefined;
  return parent.parent.type === 'ExpressionStatement' ? parent.parent : undefined;
}

function loop(node: TSESTree.ExpressionStatement, settle: string, name: string): Repair {
  const code = `for (const ${name} of await ${settle}) if (${name}.status === 'rejected') throw ${name}.reason;`;
  return suggest({ kind: 'replace', node, code });
}

function settled({ property }: TSESTree.MemberExpressionNonComputedName): Repair {
  return suggest({ kind: 'replace', node: property, code: 'allSettled' });
}
