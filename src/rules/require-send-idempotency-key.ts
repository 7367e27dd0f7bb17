/** Outside a workflow a message is sent each time the code runs; with a key, once for each destination and key (dbos.js and client.js, `send`). */
import type { CallSite } from '../analysis/model.ts';
import type { MarkedOption } from '../analysis/option-marks.ts';
import { sendKeyRepair } from '../fixes/for-send.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { defineRule, type Finding } from '../plugin/define-rule.ts';

/** What the sender of a request calls the thing that is the same when it asks again. */
const KEYS = /^(?:event|message|request|delivery)_?id$|idempotency/iu;

const MARK = 'idempotency-key';

const AGAIN = 'the code is run again';

/** When the message is sent once more, in words that follow `whenever`. */
const WHEN: Readonly<Partial<Record<Role, string>>> = {
  step: 'the step is run again',
  handler: 'the request or the event comes again',
};

const messages = {
  missing:
    '`{{code}}` sends the message again whenever {{what}}{{route}}. Give it an idempotency key that is the same then.',
  add: 'Use `{{key}}` as the key.',
} as const;

export default defineRule({
  name: 'require-send-idempotency-key',
  category: 'comm',
  levels: { strict: 'error' },
  description: 'require an idempotency key for messages that are sent outside workflows',
  suggests: true,
  messages,
  files: 'production',
  covers: ['comm-messages'],
  listen: ({ model, show, routeOf }) => {
    const lacksKey = (options: readonly MarkedOption[]): boolean =>
      options.some(({ key, presence }) => key === '' && presence === 'absent');
    const siteOf = new Map(model.calls.map((call) => [call.node, call]));
    function* missing({ node }: CallSite, what: string, route: string): Iterable<Finding<typeof messages>> {
      if (node.type !== 'CallExpression') return;
      const [key = ''] = model.scope.visibleNames(node, KEYS);
      const repair = key === '' ? undefined : sendKeyRepair(node, key);
      yield {
        node,
        message: 'missing',
        data: { code: show(node), what, route },
        suggestions: [{ message: 'add', data: { key }, repair }],
      };
    }

    return {
      *occurrence(occurrence) {
        const { fact, context, node, path } = occurrence;
        // In a workflow a message is sent once, and a client there is no-client-in-workflow's; in a transaction both are reported elsewhere.
        if (fact.kind !== 'api' || context.assumed || context.role === 'workflow' || context.role === 'transaction')
          return;
        const isClient = fact.spec.family === 'client';
        if (context.role !== 'step' && context.role !== 'handler' && !isClient) return;
        const what = WHEN[context.role] ?? AGAIN;
        if (path.length > 0) {
          if (context.role === 'module' || context.role === 'main') return;
          if (!lacksKey(model.forms.optionsBehind(occurrence, MARK))) return;
          yield { node, message: 'missing', data: { code: show(node), what, route: routeOf(occurrence) } };
          return;
        }
        const call = siteOf.get(node);
        if (!call || !lacksKey(model.optionsAt(call, MARK)) || call.roles.has('workflow')) return;
        yield* missing(call, what, routeOf(occurrence));
      },
      // Nobody is known to call the function that it stands in; a workflow that does sends the message once more, too.
      *file() {
        for (const call of model.calls) {
          const { fact, roles } = call;
          if (fact.kind !== 'api' || fact.spec.family !== 'client' || roles.size > 0) continue;
          if (lacksKey(model.optionsAt(call, MARK))) yield* missing(call, AGAIN, '');
        }
      },
    };
  },
});
