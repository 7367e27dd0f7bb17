/**
 * A client reads no context and takes no step number (client.js), so whatever it does in a workflow is done again by each replay:
 * measured, a second message and a second enqueued workflow. In a transaction it uses a connection of its own.
 */
import type { Occurrence } from '../analysis/contexts.ts';
import { helperRepair, helperSite } from '../fixes/for-helper.ts';
import { stepRepair, twinRepair } from '../fixes/for-client.ts';
import { defineRule } from '../plugin/define-rule.ts';

const messages = {
  call: '`{{code}}` is not recorded{{route}}: it is done again each time `{{workflow}}` is replayed.',
  create:
    '`{{code}}` opens connections{{route}}: it opens more each time `{{workflow}}` is replayed. Use the engine itself, which is there in a workflow.',
  transaction:
    '`{{code}}` does not belong to the transaction `{{workflow}}` that it runs in{{route}}: it outlives a rollback, and a retry does it again. Call it in a step.',
  twin: 'Use `{{call}}`, which is recorded.',
  step: 'Run it as a step.',
} as const;

export default defineRule({
  name: 'no-client-in-workflow',
  category: 'client',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow clients in workflows, where their calls are not recorded',
  suggests: true,
  messages,
  covers: ['client-setup', 'client-enqueue', 'workflow-determinism'],
  listen: ({ model, engine, facts, show, nameOf, routeOf }) => {
    // Connections that are opened here are closed here: that is one mistake.
    const closers = model.execution.closersIn('workflow');
    // What one call of a function does has one remedy.
    const told = new Set<object>();
    const acting = new Set(
      model.occurrences.filter((occurrence) => isActing(occurrence, closers)).map(({ node }) => node),
    );
    return {
      *occurrence(occurrence) {
        const { fact, context, node, path, root } = occurrence;
        if (fact.kind !== 'api' || fact.spec.family !== 'client' || context.deferred) return;
        const name = nameOf(fact);
        const data = {
          code: show(node),
          workflow: model.wording.titleOf(root, occurrence.giver),
          route: routeOf(occurrence),
        };
        if (context.role === 'transaction') {
          if (fact.spec.at.transaction === 'degrades') yield { node, message: 'transaction', data };
          return;
        }
        if (context.role !== 'workflow' || fact.spec.at.workflow !== 'unrecorded') return;
        const isHere = path.length === 0;
        if (!isHere && told.has(node)) return;
        if (fact.spec.released !== undefined) {
          if (isHere || !acting.has(node)) yield { node, message: 'create', data };
          return;
        }
        if (fact.name.path.at(-1) === closers.get(root)) return;
        told.add(node);
        yield {
          node,
          message: 'call',
          data,
          suggestions: [
            {
              message: 'twin',
              data: { call: facts.withoutModule(engine.twins?.[name]?.call ?? '') },
              repair: isHere ? twinRepair(fact, name, { engine, has: facts.has }) : undefined,
            },
            {
              message: 'step',
              repair: isHere ? stepRepair(fact) : helperRepair(occurrence, helperSite(model)),
            },
          ],
        };
      },
    };
  },
});

/** Whether a client acts there in a workflow, and is not only made or closed. */
function isActing({ fact, context, root }: Occurrence, closers: ReadonlyMap<unknown, string>): boolean {
  if (fact.kind !== 'api' || fact.spec.family !== 'client' || context.role !== 'workflow' || context.deferred)
    return false;
  const { spec, name } = fact;
  return spec.at.workflow === 'unrecorded' && spec.released === undefined && name.path.at(-1) !== closers.get(root);
}
