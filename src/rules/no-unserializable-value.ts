/**
 * Results of steps and workflows, arguments of workflows, events and messages are written to a database and read back, also on the first
 * run (serialization.js: DBOSJSON, which is SuperJSON). What becomes of each kind of value was measured; the table is in the knowledge.
 */
import type { Fate, LostValue } from '../analysis/losses.ts';
import { lossRepair, responseSite } from '../fixes/for-response.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag, strings } from '../plugin/rule-options.ts';

/** In words that follow `which`. */
const FATES: Readonly<Record<Fate, string>> = {
  empty: 'is recorded as an empty object',
  data: 'is recorded without its methods',
  'left-out': 'is left out of the record',
  null: 'is recorded as `null`',
  unreadable: 'cannot be read back, so this throws after the work is done',
  throws: 'cannot be recorded, so this throws after the work is done',
};

export default defineRule({
  name: 'no-unserializable-value',
  category: 'step',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow results, arguments, events and messages that do not survive being recorded',
  suggests: true,
  messages: {
    returned: 'The {{role}} `{{name}}` returns {{what}}, which {{fate}}. Return data.',
    given: '`{{code}}` is given {{what}}, which {{fate}}. Give it data.',
    readBody: 'Read the body in the step.',
    giveBody: 'Hand over the body of the request.',
  },
  options: {
    allow: strings(
      [],
      'Names of values that survive, by a serializer of your own: `Response`, `fetch`, the name of a class.',
    ),
    checkInstances: flag(
      false,
      'Whether instances of classes with methods or getters are reported, which are recorded without them.',
    ),
  },
  presets: { strict: { checkInstances: true } },
  covers: ['step-basics', 'advanced-serialization'],
  listen: ({ model, options, engine, show }) => {
    const isAllowed = ({ name, what }: LostValue): boolean => {
      if (what === 'instance' && !options.checkInstances) return true;
      if (name === '') return false;
      return options.allow.includes(name) || model.records.isTaught(name, engine.records?.recipes ?? []);
    };
    const site = responseSite(model, engine);

    return {
      *file() {
        for (const record of model.records.lostRecords) {
          const { value, by } = record;
          if (isAllowed(value)) continue;
          const repair = lossRepair(record, site);
          const data = { what: whatOf(value), fate: FATES[record.fate] };
          const common = { node: value.node, repair };
          if (by.kind === 'result') {
            const { role, unit } = by;
            const result = { ...data, role, name: model.wording.titleOf(unit) };
            yield { ...common, message: 'returned', data: result, offer: { message: 'readBody' } };
          } else {
            const argument = { ...data, code: show(by.site.node) };
            yield { ...common, message: 'given', data: argument, offer: { message: 'giveBody' } };
          }
        }
      },
    };
  },
});

function whatOf({ what, name, isResult, isNested }: LostValue): string {
  const inside = isNested ? ' inside its data' : '';
  switch (what) {
    case 'function':
      return `a function${inside}`;
    case 'generator':
      return 'a generator';
    case 'connection':
      return `\`${name}\`, which holds a connection${inside}`;
    default:
      return `${isResult ? `what \`${name}\` gives` : `an object of \`${name}\``}${inside}`;
  }
}
