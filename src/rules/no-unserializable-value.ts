/**
 * Results of steps and workflows, arguments of workflows, events and messages are written to a database and read back, also on the first
 * run (serialization.js: DBOSJSON, which is SuperJSON). What becomes of each kind of value was measured; the table is in the knowledge.
 */
import type { LostRecord, LostValue } from '../analysis/losses.ts';
import { bodyRepair, requestRepair, type ResponseSite } from '../fixes/for-response.ts';
import type { Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

interface Options {
  readonly allow: readonly string[];
  readonly checkInstances: boolean;
}

const defaults: Options = { allow: [], checkInstances: false };

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
  schema: {
    allow: {
      description:
        'Names of values that survive, by a serializer of your own: `Response`, `fetch`, the name of a class.',
      type: 'array',
      items: { type: 'string' },
    },
    checkInstances: {
      description:
        'Whether instances of classes with methods or getters are reported, which are recorded without them.',
      type: 'boolean',
    },
  },
  defaults,
  presets: { strict: { checkInstances: true } },
  covers: ['step-basics', 'advanced-serialization'],
  listen: ({ model, options, engine, show, textOf, facts }) => {
    /** What the file teaches the engine to write. */
    const taught = model.calls
      .filter(({ fact }) => fact.kind === 'api' && engine.records?.recipes.includes(facts.print(fact.name)) === true)
      .map(({ node }) => textOf(node));

    const isAllowed = ({ name, what }: LostValue): boolean =>
      (what === 'instance' && !options.checkInstances) ||
      (name !== '' &&
        (options.allow.includes(name) || taught.some((text) => new RegExp(`\\b${name}\\b`, 'u').test(text))));

    const site: ResponseSite = {
      text: model.module.source.text,
      readers: engine.responses?.readers ?? new Set(),
      usesOf: (identifier) => {
        const references = model.variableOf(identifier)?.references.filter(({ init }) => init !== true) ?? [];
        return references.some((reference) => reference.isWrite())
          ? undefined
          : references.map((item) => item.identifier);
      },
    };
    const repairOf = ({ value, by }: LostRecord): Repair | undefined => {
      if (by.kind === 'argument') return value.what === 'connection' ? requestRepair(value.node) : undefined;
      return value.isResult && by.call && !value.isNested ? bodyRepair(by.call, value.node, site) : undefined;
    };

    return {
      *file() {
        for (const record of model.records.lostRecords) {
          const { value, by } = record;
          if (isAllowed(value) || model.records.isIgnored(record)) continue;
          if (by.kind === 'result' && model.steps.isRunOutside({ root: by.unit })) continue;
          const repair = repairOf(record);
          const what = { what: whatOf(value), fate: fateOf(record) };
          if (by.kind === 'result') {
            const data = { ...what, role: by.role, name: model.titleOf(by.unit) };
            yield {
              node: value.node,
              message: 'returned',
              data,
              ...(repair && { repair, offer: { message: 'readBody' } as const }),
            };
          } else {
            const data = { ...what, code: show(by.site.node) };
            yield {
              node: value.node,
              message: 'given',
              data,
              ...(repair && { repair, offer: { message: 'giveBody' } as const }),
            };
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

function fateOf({ value, by }: LostRecord): string {
  switch (value.loss) {
    case 'empty':
      return 'is recorded as an empty object';
    case 'data':
      return 'is recorded without its methods';
    case 'throws':
      return 'cannot be recorded, so this throws after the work is done';
    case 'absent':
      if (value.isNested) return 'is left out of the record';
      return by.kind === 'argument' && (by.site.fact.kind === 'durable' || by.site.fact.spec.family === 'start')
        ? 'is recorded as `null`'
        : 'cannot be read back, so this throws after the work is done';
  }
}
