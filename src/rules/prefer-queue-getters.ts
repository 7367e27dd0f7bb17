/** The fields of a queue are "last-known cached values" (wfqueue.d.ts): they are read once, and writing them writes nothing. */
import { fieldMethodRepair } from '../fixes/for-queue-field.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'prefer-queue-getters',
  category: 'queue',
  levels: { strict: 'error' },
  description: 'enforce asking a queue for its settings instead of reading what is remembered of them',
  suggests: true,
  messages: {
    read: '`{{code}}` is what the setting was when the queue was asked for: another process may have changed it since.',
    write: '`{{code}}` changes this object, and not the queue.',
    call: 'Call `{{method}}`.',
  },
  covers: ['queue-management'],
  listen: ({ model, engine, facts, show }) => ({
    *file() {
      const fields = engine.queueFields ?? {};
      for (const use of model.forms.fieldUses(new Set(Object.keys(fields)))) {
        const { node, name, unit, assignment, isLogged } = use;
        const methods = fields[name];
        // In a workflow, reading it is workflow-determinism's.
        if (!methods || (!assignment && (isLogged || model.rolesOf(unit).has('workflow')))) continue;
        const method = assignment ? methods.set : methods.get;
        const since = engine.apis[`${name.slice(0, name.lastIndexOf('.'))}.${method}`]?.since;
        const canCall = since === undefined || facts.has(since);
        yield {
          node: assignment ?? node,
          message: assignment ? 'write' : 'read',
          data: { code: show(node) },
          suggestions: [
            { message: 'call', data: { method }, repair: canCall ? fieldMethodRepair(use, method) : undefined },
          ],
        };
      }
    },
  }),
});
