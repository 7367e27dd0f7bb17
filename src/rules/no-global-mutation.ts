/**
 * A workflow is run again from its beginning when it is recovered, and its steps are not: what either changes in memory is changed
 * twice, or not at all, and is lost with the process (measured: a counter of the module, 42 on the first run and 2 on the replay).
 */
import type { Write } from '../analysis/writes.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag, strings } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'no-global-mutation',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow workflows and steps to change variables of a module, globals and shared fields',
  files: 'production',
  messages: {
    inWorkflow:
      '`{{code}}` changes {{what}}{{route}}: a replay of `{{name}}` changes it again, and a restart forgets it. Return the value, or keep it in a step, an event or a database.',
    inStep:
      '`{{code}}` changes {{what}}{{route}}: a replay does not run the {{role}} `{{name}}` again, so the change is missing then. Return the value from the {{role}}.',
  },
  options: {
    allow: strings([], 'Names of variables and fields that may be changed, such as `metrics`.'),
    allowLazyInit: flag(true, 'Whether a value may be made when it is first needed: `client ??= new Client()`.'),
  },
  covers: ['workflow-constraints', 'workflow-determinism', 'comm-events'],
  listen: ({ model, options, show, relative }) => {
    const isMeant = (write: Write, name: string): boolean =>
      options.allow.includes(name) || (options.allowLazyInit && model.changes.isMadeWhenNeeded(write));

    return {
      *file() {
        for (const write of model.changes.writes) {
          const name = model.wording.nameOfChanged(write);
          if (isMeant(write, name) || !model.changes.isFelt(write)) continue;
          const { node, role, root } = write;
          const route = model.wording.wayToWrite(write, relative);
          const data = { code: show(node), what: whatOf(write, name), route, name: model.wording.titleOf(root) };
          yield role === 'workflow'
            ? { node, message: 'inWorkflow', data }
            : { node, message: 'inStep', data: { ...data, role } };
        }
      },
    };
  },
});

function whatOf({ outlives }: Write, name: string): string {
  switch (outlives) {
    case 'global':
      return `the global \`${name}\``;
    case 'import':
      return `\`${name}\`, which is imported`;
    case 'static':
      return `the static field \`${name}\``;
    case 'instance':
      return `\`${name}\`, which all runs of the instance share`;
    case 'captured':
      return `\`${name}\`, which all runs of the workflow share`;
    default:
      return `the module's \`${name}\``;
  }
}
