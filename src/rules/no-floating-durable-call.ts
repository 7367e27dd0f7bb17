/**
 * A promise that nobody waits for. Measured in a workflow: ten of ten such calls that outlived it ended the process ("Workflow W is no longer
 * owned by this execution"), the effect done and not recorded; a rejection ends the process anywhere.
 */
import type { StartedHere } from '../analysis/flow/flow.ts';
import type { Node } from '../analysis/nodes.ts';
import { droppedRepairs, waitRepair } from '../fixes/for-floating.ts';
import { askRepair } from '../fixes/for-handle.ts';
import { loopRepair } from '../fixes/for-loop.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { defineRule } from '../plugin/define-rule.ts';

interface Options {
  readonly ignoreVoid: boolean;
  readonly checkClient: boolean;
  readonly checkLateAwait: boolean;
}

const defaults: Options = { ignoreVoid: true, checkClient: true, checkLateAwait: true };

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
    always: '`{{code}}` takes the promises of its callback for answers{{route}}: a promise is always true.',
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
  schema: {
    ignoreVoid: {
      description: 'Whether `void` outside of workflows and steps says that nobody need wait.',
      type: 'boolean',
    },
    checkClient: { description: 'Whether calls of a client are looked at.', type: 'boolean' },
    checkLateAwait: {
      description: 'Whether promises that are awaited after something else are reported.',
      type: 'boolean',
    },
  },
  defaults,
  covers: ['workflow-background', 'workflow-constraints'],
  listen: ({ model, options, engine, isEntry, facts, show, textOf, routeOf }) => {
    const isOthers = ({ started, unit }: StartedHere, roles: ReadonlySet<Role>): boolean => {
      const { fact, of } = started;
      const family = fact.spec?.family;
      // valid-patch
      if (family === 'patch' && of === 'call') return true;
      if (family === 'client' && (!options.checkClient || roles.has('workflow'))) return true;
      // config-in-main speaks of these, and its repair awaits them.
      if (
        (family === 'launch' || family === 'config') &&
        unit === model.module.main &&
        !isEntry &&
        !model.startup.isEntryGuarded(started.node)
      )
        return true;
      // What throws at once, or starts from a timer, is another rule's.
      if (model.starts.startWithoutCall(fact, started.at.unit)) return true;
      if (of === 'call' && PLACES.some((place) => roles.has(place) && facts.verdictOf(fact, place) === 'throws'))
        return true;
      return facts.startsWorkflow(fact) && model.callbacks.isTimerCallback(unit);
    };

    return {
      *file() {
        const dropped = new Set<Node>();
        for (const here of model.flow.started) {
          const { started, unit } = here;
          const { node, fact, path, destiny, of } = started;
          const roles = model.rolesOf(unit);
          const inWorkflow = roles.has('workflow');
          const inStep = roles.has('step') || roles.has('transaction');
          if (((of === 'helper' || of === 'listener') && !inWorkflow) || isOthers(here, roles)) continue;
          const route = routeOf({ fact, path, at: started.at.unit });
          const code = show(node);
          switch (destiny.kind) {
            case 'dropped': {
              dropped.add(node);
              if (!inWorkflow && ((destiny.isVoid && options.ignoreVoid && !inStep) || destiny.chained)) break;
              const message = inWorkflow ? 'workflow' : inStep ? 'step' : 'outside';
              if (of === 'callback') {
                const loop = loopRepair(node);
                yield {
                  node,
                  message: 'ignored',
                  data: { code, route },
                  suggestions: loop && [{ message: 'loop', repair: loop }],
                };
                break;
              }
              const { wait, background } = droppedRepairs(started, !inWorkflow && !inStep, engine.timers);
              yield {
                node,
                ...(message === 'outside' ? { message, data: { code } } : { message, data: { code, route } }),
                repair: wait,
                offer: { message: 'wait' },
                suggestions: background && [{ message: 'background', repair: background }],
              };
              break;
            }
            case 'ignored': {
              if (of === 'listener') {
                const data = { code, route };
                yield { node, message: 'event', data };
                break;
              }
              const loop = destiny.by === 'each' ? loopRepair(destiny.node) : undefined;
              const data = { code: show(destiny.node), route };
              yield {
                node: destiny.node,
                ...(destiny.by === 'each' ? { message: 'ignored', data } : { message: 'always', data }),
                suggestions: loop && [{ message: 'loop', repair: loop }],
              };
              break;
            }
            case 'misused':
              yield {
                node,
                message: destiny.how === 'test' ? 'test' : 'value',
                data: { code },
                repair: waitRepair(node, 'fix'),
                offer: { message: 'wait' },
              };
              break;
            default:
          }
        }
        const method = engine.races?.results[0]?.split('.').at(-1);
        for (const { node, list } of method === undefined ? [] : model.flow.idleWaits) {
          const data = { code: show(node), method: method ?? '' };
          const suggestions = [
            { message: 'ask', data, repair: askRepair(list ?? node, list !== undefined, data.method, textOf) } as const,
          ];
          yield list ? { node, message: 'handles', data, suggestions } : { node, message: 'handle', data, suggestions };
        }
        if (!options.checkLateAwait) return;
        for (const { late } of model.flow.lateAwaits) {
          if (dropped.has(late.node)) continue;
          const code = show(late.node);
          if (late.isLoop) yield { node: late.node, message: 'turns', data: { code } };
          else {
            yield {
              node: late.node,
              message: 'late',
              data: { code, other: awaited(late.before, show) },
              // Each of a list would have to be awaited.
              repair: late.isList ? undefined : waitRepair(late.node, 'suggest'),
              offer: { message: 'wait' },
            };
          }
        }
      },
    };
  },
});

const PLACES = ['workflow', 'step', 'transaction'] as const;

function awaited(node: Node, show: (node: Node) => string): string {
  return show(node.type === 'AwaitExpression' ? node.argument : node.type === 'ForOfStatement' ? node.right : node);
}
