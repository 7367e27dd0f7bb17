/**
 * A step is recorded when its function returns. What it started and did not wait for may still fail, or be lost with the process, and
 * nobody runs it again; its error is an unhandled rejection, which ends the process.
 */
import type { Unawaited } from '../analysis/unawaited.ts';
import { waitRepair } from '../fixes/for-floating.ts';
import { loopRepair } from '../fixes/for-loop.ts';
import type { Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-unawaited-work-in-step',
  category: 'step',
  levels: { strict: 'error' },
  description: 'disallow steps to start work that they do not wait for',
  suggests: true,
  messages: {
    call: 'Nothing waits for `{{code}}`: the {{role}} is recorded before the work is done, and a crash loses it.',
    loop: '`{{code}}` does not wait for its callbacks: the {{role}} is recorded before they are done, and a crash loses them.',
    timer: '`{{code}}` works after the {{role}} is recorded: a crash loses it.',
    wait: 'Wait for it.',
    walk: 'Walk the list, and wait for each.',
  },
  covers: ['step-basics'],
  listen: ({ model, engine, show }) => {
    const requests = new Set(engine.responses?.requests ?? []);
    const repairOf = ({ node, how }: Unawaited): Repair | undefined => {
      if (how === 'timer') return undefined;
      return how === 'loop' ? loopRepair(node, (list) => model.callbacks.isMap(list)) : waitRepair(node, 'suggest');
    };
    return {
      *file() {
        for (const work of model.steps.unawaitedInSteps(requests)) {
          const { node, how, unit } = work;
          // Recorded calls that nobody waits for are no-floating-durable-call's.
          if (model.callsEngineIn(node)) continue;
          // What does not belong into a transaction at all is no-external-call-in-transaction's.
          if (model.execution.hasExternalIn(node)) continue;
          const role = model.rolesOf(unit).has('step') ? 'step' : 'transaction';
          const repair = repairOf(work);
          yield {
            node,
            message: how,
            data: { code: show(node), role },
            ...(repair && { repair, offer: { message: how === 'loop' ? ('walk' as const) : ('wait' as const) } }),
          };
        }
      },
    };
  },
});
