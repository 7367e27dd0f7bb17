/**
 * A patch tells runs that are older than a change of their workflow from newer ones: it looks at the record under the next step number
 * (system_database.js checkPatch). So it must be asked in the workflow, awaited, in the same order each time, and once.
 */
import { patchRepairs } from '../fixes/for-patch.ts';
import { offeredMoveOut, stepSite } from '../fixes/for-misplaced.ts';
import { offerOption } from '../fixes/write-option.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'valid-patch',
  category: 'advanced',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce patches that tell old runs of a workflow from new ones',
  fixes: true,
  suggests: true,
  files: 'production',
  messages: {
    promise:
      '`{{code}}` is a promise here, which is always true: runs that are older than the patch take the new code.',
    dropped: '`{{code}}` is not awaited: when the workflow ends first, the process exits.',
    step: '`{{code}}` throws when it runs in the {{role}} `{{step}}`{{route}}. Call it in the workflow.',
    outside: '`{{code}}` throws outside a workflow{{route}}. Call it in the workflow that it patches.',
    disabled: '`{{patch}}` in {{place}} throws with this configuration. Set `{{key}}: true`.',
    beside:
      '`{{code}}` is asked beside other recorded calls{{route}}: which of them gets its step number is chance. Ask before they begin.',
    again:
      '`{{code}}` asks for `{{name}}` again: a run that was between the two when the patch was deployed gets another answer. Ask once, and keep the answer.',
    computed:
      'The name of `{{code}}` is put together while the workflow runs: nobody can tell when the last run without it is over.',
    unused: 'Nobody looks at the answer of `{{code}}`: it records a step, and guards nothing.',
    always: '`{{code}}` is true in every run: the other branch never runs.',
    wait: 'Wait for it.',
    moveOut: 'Call it in the workflow instead.',
    enable: 'Add `{{option}}`.',
    retire: 'Call `{{method}}`, which records nothing.',
    keep: 'Keep the branch that runs.',
  },
  covers: ['advanced-patching', 'advanced-versioning'],
  calls: { options: ['patching'] },
  listen: ({ model, engine, facts, show, routeOf, relative }) => {
    const { ask = '', retire = '' } = engine.patches ?? {};
    const method = facts.lastKey(retire);
    return {
      *occurrence(occurrence) {
        const place = model.patching.misplacedIn(occurrence);
        if (!place) return;
        const { node, root } = occurrence;
        const data = { code: show(node), route: routeOf(occurrence) };
        if (place === 'outside') {
          yield { node, message: 'outside', data };
          return;
        }
        const site = stepSite(model.calls, (call) => call.fact.spec?.family === 'patch');
        yield {
          node,
          message: 'step',
          data: { ...data, role: place, step: model.wording.titleOf(root, occurrence.giver) },
          repair: offeredMoveOut(occurrence, site),
          offer: { message: 'moveOut' },
        };
      },
      *call(call) {
        const off = model.patching.turnedOffAt(call);
        const found = off && model.patching.patchAround([ask, retire]);
        if (!found) return;
        const { key, presence, value } = off;
        const repair = presence === 'absent' ? offerOption(call.node, off, 'true') : undefined;
        yield {
          node: value?.node ?? call.node,
          message: 'disabled',
          data: { patch: facts.withoutModule(ask), place: model.wording.placeOf(found, relative), key },
          suggestions: [{ message: 'enable', data: { option: `${key}: true` }, repair }],
        };
      },
      *file() {
        for (const { node, operation } of model.patching.patchesBeside) {
          const route = routeOf({ ...operation, at: operation.env.unit });
          yield { node, message: 'beside', data: { code: show(node), route } };
        }
        for (const mistake of model.patching.mistakes(retire)) {
          const { kind, call, node } = mistake;
          const code = show(call);
          const { wait, retire: renamed, keep } = patchRepairs(mistake, method);
          yield {
            node,
            ...(kind === 'again'
              ? { message: kind, data: { code, name: mistake.name } }
              : { message: kind, data: { code } }),
            repair: wait,
            offer: { message: 'wait' },
            suggestions: [
              { message: 'retire', data: { method }, repair: renamed },
              { message: 'keep', repair: keep },
            ],
          };
        }
      },
    };
  },
});
