/** An ID that is made for one start is worth as much as the one that the engine makes itself: it finds no earlier start of the same work. */
import type { TSESTree } from '@typescript-eslint/types';

import type { CallSite } from '../analysis/model.ts';
import type { Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-random-workflow-id',
  category: 'pattern',
  levels: { strict: 'error' },
  description: 'disallow workflow IDs that are made anew for each start',
  fixes: true,
  suggests: true,
  files: 'production',
  messages: {
    fresh:
      '`{{code}}` is another ID for each start, so a request that is sent again starts the workflow again. Make the ID of what the workflow is about.',
    remove: 'Remove it: the engine makes an ID.',
  },
  defaults: {},
  covers: ['pattern-idempotency'],
  listen: ({ model, engine, nameOf, textOf }) => {
    /** Whether the options serve this start alone: they stand in the call, or in a constant beside it that nothing else uses. */
    const isOfCall = (property: TSESTree.Property, { node, unit }: CallSite): boolean => {
      if (isWithin(property, node)) return true;
      let holder: TSESTree.Node | undefined = property.parent;
      while (holder && holder.type !== 'VariableDeclarator') holder = holder.parent;
      if (holder?.id.type !== 'Identifier' || model.unitAt(holder) !== unit) return false;
      const uses = model.variableOf(holder.id)?.references.filter((reference) => reference.init !== true) ?? [];
      return uses.length === 1 && uses.every(({ identifier }) => isWithin(identifier, node));
    };
    return {
      *call(call) {
        // In a workflow, workflow-determinism reports what makes the ID.
        if (call.roles.has('workflow')) return;
        for (const { value, entry } of model.optionsAt(call, 'workflow-id')) {
          const source = value?.isHere ? model.freshSourceOf(value.node) : undefined;
          if (!value || !source) continue;
          const property = entry?.property;
          if (property && !isOfCall(property, call)) continue;
          // The engine's own ID is of the same kind.
          const isSame = source.node === value.node && source.effect === 'id' && nameOf(source) in engine.replacements;
          const repair: Repair | undefined = property && {
            safety: isSame ? 'fix' : 'suggest',
            steps: 0,
            intents: [{ kind: 'remove-property', property }],
          };
          yield {
            node: value.node,
            message: 'fresh',
            data: { code: textOf(value.node) },
            repair,
            offer: { message: 'remove' },
          };
        }
      },
    };
  },
});

function isWithin(inner: TSESTree.Node, outer: TSESTree.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}
