import type { Handover } from '../analysis/handovers.ts';
import type { Node } from '../analysis/nodes.ts';
import type { Exposure } from '../analysis/summaries.ts';
import { loopSchedule, startRepairs, type StartSite } from '../fixes/for-start.ts';
import { startSite } from '../fixes/start-site.ts';
import { threadRepair } from '../fixes/for-thread.ts';
import { defineRule } from '../plugin/define-rule.ts';

interface Options {
  readonly timers: boolean;
  readonly workers: boolean;
  readonly emitters: boolean;
  readonly schedulers: readonly string[];
}

const DEFAULTS: Options = { timers: true, workers: true, emitters: false, schedulers: [] };

export default defineRule({
  name: 'no-thread-start',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description:
    'disallow starting workflows from timers, workers and child processes, and starting threads in workflows',
  fixes: true,
  suggests: true,
  files: 'production',
  messages: {
    timer: '`{{timer}}` starts {{workflow}}{{route}} from memory: the start is lost when the process restarts.',
    inWorkflow:
      '`{{timer}}` starts {{workflow}}{{route}} at a moment that a replay does not repeat, so its step number may differ.',
    emitter:
      '`{{timer}}` starts {{workflow}}{{route}} whenever the event comes: an event that comes while the process is down starts nothing.',
    worker:
      'A worker has an engine of its own: {{workflow}} that it starts{{route}} throws, or runs twice. Start it in the main thread.',
    thread:
      '`{{code}}` starts a thread or a process{{route}}: it starts another one each time `{{workflow}}` is replayed. Start it in a step.',
    launch:
      '`{{code}}` launches another engine in a worker, which recovers the same workflows again. Launch it in the main thread only.',
    runAsStep: 'Run it as a step.',
    startNow: 'Start the workflow now.',
    enqueue: 'Enqueue the workflow with a delay; choose a queue that is registered.',
    schedule: 'Apply a schedule after the launch; the workflow must take the scheduled time and a context.',
  },
  schema: {
    timers: { description: 'Whether starts from timers and calendars are reported.', type: 'boolean' },
    workers: { description: 'Whether starts from worker threads and child processes are reported.', type: 'boolean' },
    emitters: { description: 'Whether starts from listeners of events are reported.', type: 'boolean' },
    schedulers: {
      description: 'Qualified names of further functions that call what they are given later, such as `my-cron#every`.',
      type: 'array',
      items: { type: 'string' },
    },
  },
  defaults: DEFAULTS,
  presets: { strict: { emitters: true } },
  covers: ['workflow-constraints', 'workflow-background', 'queue-delay'],
  listen: ({ model, options, engine, show, routeOf, relative, facts }) => {
    const { timers } = engine;
    const repeated = [...(timers?.repeated ?? []), ...(timers?.calendars ?? []), ...options.schedulers];
    const kindOf = (handover: Handover): 'timer' | 'worker' | 'emitter' | undefined => {
      const name = handover.by && facts.print(handover.by);
      if (handover.timing === 'detached') return options.workers ? 'worker' : undefined;
      if (handover.spec?.effect === 'timer' || (name !== undefined && options.schedulers.includes(name))) {
        return options.timers ? 'timer' : undefined;
      }
      return options.emitters && handover.listens && handover.spec?.role === undefined ? 'emitter' : undefined;
    };
    /** What a handover that is reported says of the start behind it. */
    const told = (node: Node, start: Exposure) => {
      const route = model.exposureRoute(start, relative);
      return {
        timer: show(node),
        workflow: model.workflowNameOf(start.fact),
        route: route === '' ? '' : ` (${route})`,
      };
    };
    const site = (): StartSite | undefined => timers && startSite(model, timers, facts.startsWorkflow);

    return {
      *file() {
        for (const handover of model.callbacks.handoversTo(options.schedulers)) {
          const kind = kindOf(handover);
          if (kind === undefined) continue;
          const start = handover.exposures.find(({ fact }) => facts.startsWorkflow(fact));
          // What a worker hears from its parent is told at the start itself.
          if (!start || (kind === 'emitter' && model.startup.isWorkerCode(start.fact.node))) continue;
          const inWorkflow = handover.roles.has('workflow');
          if (kind === 'timer' && !inWorkflow && model.callbacks.looksForWork(handover, start, repeated)) continue;
          const data = told(handover.node, start);
          const name = handover.by && facts.print(handover.by);
          const starts = kind === 'timer' && name !== undefined ? site() : undefined;
          const repairs = starts && name !== undefined ? startRepairs(handover.node, name, starts) : undefined;
          yield {
            node: handover.node,
            ...(kind === 'worker'
              ? { message: 'worker', data: { workflow: data.workflow, route: data.route } }
              : { message: inWorkflow ? 'inWorkflow' : kind, data }),
            repair: repairs?.fix,
            offer: { message: 'startNow' },
            suggestions: [
              ...(repairs?.delayed ? [{ message: 'enqueue', repair: repairs.delayed } as const] : []),
              ...(repairs?.scheduled ? [{ message: 'schedule', repair: repairs.scheduled } as const] : []),
            ],
          };
        }
        for (const { loop, exposures, roles } of model.callbacks.timedLoops(
          options.timers ? (timers?.iterated ?? []) : [],
        )) {
          const start = exposures.find(({ fact }) => facts.startsWorkflow(fact));
          // In a workflow, the wait is what is wrong.
          if (!start || roles.has('workflow')) continue;
          const starts = site();
          const repair = starts && loopSchedule(loop, starts);
          yield {
            node: loop.right,
            message: 'timer',
            data: told(loop.right, start),
            suggestions: repair && [{ message: 'schedule', repair }],
          };
        }
      },
      *call({ fact, node, roles }) {
        const launches = fact.kind === 'api' && fact.spec.family === 'launch';
        if (!options.workers || (!launches && !facts.startsWorkflow(fact))) return;
        if (roles.has('workflow') || roles.has('step') || !model.startup.isWorkerCode(node)) return;
        if (launches) yield { node, message: 'launch', data: { code: show(node) } };
        else yield { node, message: 'worker', data: { workflow: model.workflowNameOf(fact), route: '' } };
      },
      *occurrence(occurrence) {
        const { fact, context, node, root } = occurrence;
        if (!options.workers || fact.kind !== 'effect' || fact.effect !== 'thread' || context.role !== 'workflow')
          return;
        yield {
          node,
          message: 'thread',
          data: { code: show(node), workflow: model.titleOf(root, occurrence.giver), route: routeOf(occurrence) },
          repair: occurrence.path.length === 0 ? threadRepair(node) : undefined,
          offer: { message: 'runAsStep' },
        };
      },
    };
  },
});
