/**
 * A promise that nobody waits for. Measured in a workflow: ten of ten such calls that outlived it ended the process ("Workflow W is no longer
 * owned by this execution"), the effect done and not recorded; a rejection ends the process anywhere.
 */
import type { Floating } from '../analysis/flow/floating.ts';
import { floatingRepairs, waitRepair } from '../fixes/for-floating.ts';
import { askRepair } from '../fixes/for-handle.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'no-floating-durable-call',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'require promises of the engine to be awaited',
  fixes: true,
  suggests: true,
  messages: {
    workflow:
      '`{{code}}` is not awaited{{route}}: when the workflow ends first, the process exits and the call is not recorded.',
    step: '`{{code}}` is not awaited{{route}}: the step is recorded as done without it, and its failure ends the process.',
    outside: '`{{code}}` is not awaited: its failure is an unhandled rejection, which ends the process.',
    ignored:
      '`{{code}}` waits for none of its calls{{route}}: their failures end the process, and so may the end of the workflow.',
    event:
      '`{{code}}` makes recorded calls whenever its event comes{{route}}: they take other step numbers when the workflow is replayed, and fail after its end.',
    answer: '`{{code}}` takes the promises of its callback for answers{{route}}: a promise is always true.',
    test: '`{{code}}` is a promise here, which is always true.',
    value: '`{{code}}` is a promise here, not its value.',
    late: '`{{code}}` runs while `{{other}}` is awaited first: when it fails meanwhile, the process exits.',
    turns:
      '`{{code}}` starts all of its calls, and the loop awaits one after the other: when a later one fails meanwhile, the process exits. Wait for all with `Promise.allSettled` first.',
    handles:
      '`{{code}}` waits for none of these workflows: they are handles, not promises. Ask each for `{{method}}()`.',
    handle: '`{{code}}` is a handle, not a promise: nothing waits for its workflow here. Ask it for `{{method}}()`.',
    ask: 'Ask for `{{method}}()`.',
    wait: 'Wait for it.',
    background: 'Start the workflow in the background, and wait until it is recorded.',
    loop: 'Walk the list in a loop, one after the other.',
  },
  options: {
    ignoreVoid: flag(true, 'Whether `void` outside of workflows and steps says that nobody need wait.'),
    checkClient: flag(true, 'Whether calls of a client are looked at.'),
    checkLateAwait: flag(true, 'Whether promises that are awaited after something else are reported.'),
  },
  covers: ['workflow-background', 'workflow-constraints'],
  listen: ({ model, options, engine, isEntry, show, routeOf }) => {
    const isOthers = ({ started: { fact, of, node }, unit, place }: Floating): boolean => {
      switch (fact.spec?.family) {
        case 'patch':
          return of === 'call';
        case 'client':
          return !options.checkClient || place === 'workflow';
        case 'launch':
        case 'config':
          // The repair of config-in-main awaits them.
          return !isEntry && model.startup.isLoading(node, unit);
        default:
          return false;
      }
    };

    const isMeant = ({ place, isVoid, isChained, isCaught }: Floating): boolean =>
      place === 'outside' ? isChained || (isVoid && options.ignoreVoid) : place === 'step' && isCaught;

    return {
      *file() {
        for (const floating of model.promises.floating) {
          if (isOthers(floating) || isMeant(floating)) continue;
          const { kind, node, place, route } = floating;
          const { wait, background, loop } = floatingRepairs(floating, engine, model);
          yield {
            node,
            message: kind === 'dropped' ? place : kind,
            data: { code: show(node), route: routeOf(route) },
            repair: wait,
            offer: { message: 'wait' },
            suggestions: [
              { message: 'background', repair: background },
              { message: 'loop', repair: loop },
            ],
          };
        }
        for (const { node, awaitedFirst, isList, isLoop } of options.checkLateAwait ? model.promises.lateAwaits : []) {
          if (isLoop) {
            yield { node, message: 'turns', data: { code: show(node) } };
            continue;
          }
          yield {
            node,
            message: 'late',
            data: { code: show(node), other: show(awaitedFirst) },
            // Each of a list would have to be awaited.
            repair: isList ? undefined : waitRepair(node, 'suggest'),
            offer: { message: 'wait' },
          };
        }
        const method = engine.resultMethod;
        if (method === undefined) return;
        for (const idle of model.promises.idleWaits) {
          yield {
            node: idle.node,
            message: idle.list ? 'handles' : 'handle',
            data: { code: show(idle.node), method },
            suggestions: [{ message: 'ask', data: { method }, repair: askRepair(idle, method, model) }],
          };
        }
      },
    };
  },
});
