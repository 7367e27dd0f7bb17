/** Outside a workflow a message is sent each time the code runs; with a key, once for each destination and key (dbos.js and client.js, `send`). */
import type { Node } from '../analysis/nodes.ts';
import type { MarkedOption } from '../analysis/option-marks.ts';
import { sendKeyRepair } from '../fixes/for-send.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { defineRule, type Finding } from '../plugin/define-rule.ts';

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
    const missing = (node: Node, what: string, route: string): Finding<typeof messages> => {
      const found = node.type === 'CallExpression' ? sendKeyRepair(node, model) : undefined;
      return {
        node,
        message: 'missing',
        data: { code: show(node), what, route },
        suggestions: found && [{ message: 'add', data: { key: found.key }, repair: found.repair }],
      };
    };

    return {
      *occurrence(occurrence) {
        const { fact, context, node, path, unit } = occurrence;
        const { role } = context;
        // In a workflow a message is sent once, and a client there is no-client-in-workflow's; in a transaction both are reported elsewhere.
        if (fact.kind !== 'api' || context.assumed || role === 'workflow' || role === 'transaction') return;
        if (role !== 'step' && role !== 'handler' && fact.spec.family !== 'client') return;
        const isHere = path.length === 0;
        if (isHere ? model.rolesOf(unit).has('workflow') : role === 'module' || role === 'main') return;
        if (!lacksKey(model.forms.optionsOf(occurrence, MARK))) return;
        const what = WHEN[role] ?? AGAIN;
        yield isHere
          ? missing(node, what, '')
          : { node, message: 'missing', data: { code: show(node), what, route: routeOf(occurrence) } };
      },
      // Nobody is known to call the function that it stands in; a workflow that does sends the message once more, too.
      *file() {
        for (const call of model.calls) {
          const { fact, node, roles } = call;
          if (fact.kind !== 'api' || fact.spec.family !== 'client' || roles.size > 0) continue;
          if (lacksKey(model.optionsAt(call, MARK))) yield missing(node, AGAIN, '');
        }
      },
    };
  },
});
