import type { ApiFamily } from '../knowledge/vocabulary/apis.ts';
import { defineRule } from '../plugin/define-rule.ts';

/** Of patches, valid-patch speaks. */
const FAMILIES: ReadonlySet<ApiFamily> = new Set(['communication', 'stream-write']);

const PLACES: ReadonlyMap<string, string> = new Map([
  ['module', 'when the file is loaded'],
  ['main', 'where the program starts'],
  ['handler', 'in a request handler'],
  ['test', 'in a test'],
]);

export default defineRule({
  name: 'no-workflow-api-outside-workflow',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow outside workflows what only a workflow may call',
  messages: {
    throws: '`{{code}}` throws outside a workflow, and it runs {{place}}{{route}}. Call it in a workflow.',
  },
  covers: ['workflow-constraints', 'comm-events', 'comm-messages', 'comm-streaming'],
  listen: ({ model, isTest, facts, show, routeOf }) => ({
    *occurrence(occurrence) {
      const { fact, node } = occurrence;
      if (fact.kind !== 'api' || !FAMILIES.has(fact.spec.family) || facts.verdictOf(fact, 'outside') !== 'throws')
        return;
      const role = model.execution.outsideRoleOf(occurrence);
      const place = role && PLACES.get(isTest ? 'test' : role);
      if (place === undefined || (place === PLACES.get('test') && model.tests.isFailureLookedAt(occurrence))) return;
      // No-unwrapped-workflow-call says which call to change.
      if (!isTest && model.registry.isInOriginal(occurrence)) return;
      yield { node, message: 'throws', data: { code: show(node), place, route: routeOf(occurrence) } };
    },
  }),
});
