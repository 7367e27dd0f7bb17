/**
 * The client of a datasource is that of the running transaction. Without one, the getter throws (`#getClient` of each datasource
 * package: "invalid use of KnexDataSource.client outside of a DBOS transaction").
 */
import { outerQueries, transactionRepair } from '../fixes/for-datasource.ts';
import type { Place, Role } from '../knowledge/vocabulary/roles.ts';
import { defineRule } from '../plugin/define-rule.ts';

const OUTSIDE: ReadonlyMap<Role, string> = new Map([
  ['module', 'when the file is loaded'],
  ['main', 'where the program starts'],
  ['handler', 'in a request handler'],
]);

export default defineRule({
  name: 'no-datasource-client-outside-transaction',
  category: 'step',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow the client of a datasource outside its transactions',
  suggests: true,
  messages: {
    inRole: '`{{code}}` throws in the {{role}} `{{title}}`{{route}}, where no transaction runs. {{instead}}.',
    outside: '`{{code}}` throws {{place}}{{route}}, where no transaction runs. Use it in a transaction.',
    wrap: 'Run it as a transaction.',
  },
  // A test may ask for the error.
  files: 'production',
  covers: ['step-transactions'],
  listen: ({ model, engine, facts, show, routeOf }) => {
    const clients = model.occurrences.filter(
      ({ fact }) => fact.kind === 'api' && fact.spec.family === 'datasource-client',
    );
    const outer = outerQueries(clients.map(({ node }) => node));

    return {
      *occurrence(occurrence) {
        const { fact, context, node, path, root } = occurrence;
        if (fact.kind !== 'api' || !clients.includes(occurrence) || !outer.has(node)) return;
        if (model.execution.hasFallback(occurrence)) return;
        const { role } = context;
        const common = { node, offer: { message: 'wrap' } } as const;
        const data = { code: show(node), route: routeOf(occurrence) };
        const repair = path.length === 0 ? transactionRepair(fact, engine) : undefined;
        if (role === 'workflow' || role === 'step') {
          if (!throwsAt(role)) return;
          const isWorkflow = role === 'workflow';
          const instead = isWorkflow ? 'Use it in a transaction' : 'Make the step a transaction';
          yield {
            ...common,
            message: 'inRole',
            data: { ...data, role, title: model.wording.titleOf(root, occurrence.giver), instead },
            ...(isWorkflow && { repair }),
          };
          return;
        }
        const outside = role === 'transaction' ? undefined : model.execution.outsideRoleOf(occurrence);
        const place = outside && OUTSIDE.get(outside);
        if (place === undefined || !throwsAt('outside')) return;
        yield { ...common, message: 'outside', data: { ...data, place }, ...(outside === 'handler' && { repair }) };

        function throwsAt(at: Place): boolean {
          return fact.kind === 'api' && facts.verdictOf(fact, at) === 'throws';
        }
      },
    };
  },
});
