/**
 * The name of a step is recorded and compared on a replay. An anonymous function has the name '' (dbos.js: `config.name ?? func.name`), so two such
 * steps cannot be told apart (measured: two anonymous steps that change places give each other's results, and nothing is logged).
 */
import type { CallSite } from '../analysis/call-sites.ts';
import { isAnonymousFunction, stepNameRepair } from '../fixes/for-step-name.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'require-step-name',
  category: 'step',
  levels: { recommended: 'warn', strict: 'error' },
  description: 'require steps that run an anonymous function to have a name',
  suggests: true,
  messages: {
    unnamed:
      'This {{role}} has no name, so a replay takes the result of any other {{role}} without a name for its own.',
    dynamic: 'The name of this {{role}} is made when it runs: a replay that makes another one fails.',
    addName: 'Give it a name; workflows that are running now recorded it without one.',
  },
  options: {
    literalNames: flag(false, 'Whether a name must be written down: a string, a template or a constant.'),
  },
  covers: ['step-basics', 'step-transactions'],
  calls: { options: ['step-name'] },
  listen: ({ model, options }) => {
    const runs = ({ fact }: CallSite) => (fact.kind === 'api' ? fact.spec.runs : undefined);
    return {
      *call(site) {
        const { node } = site;
        const callback = runs(site);
        if (
          !callback ||
          (callback.role !== 'step' && callback.role !== 'transaction') ||
          node.type !== 'CallExpression'
        )
          return;
        const { role } = callback;
        const fn = node.arguments[callback.argument];
        for (const option of model.optionsAt(site, 'step-name')) {
          const { value, text, presence } = option;
          const isEmpty = value !== undefined && text === '' && presence === 'there';
          if (
            options.literalNames &&
            value?.kind === 'unknown' &&
            value.isHere &&
            value.node.type !== 'TemplateLiteral'
          ) {
            yield { node: value.node, message: 'dynamic', data: { role } };
          }
          if (!fn || !(isEmpty || (presence === 'absent' && isAnonymousFunction(fn)))) continue;
          yield {
            node: isEmpty ? value.node : node.callee,
            message: 'unnamed',
            data: { role },
            repair: stepNameRepair(node, fn, option),
            offer: { message: 'addName' },
          };
        }
      },
    };
  },
});
