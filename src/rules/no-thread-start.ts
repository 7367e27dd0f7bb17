import { startRepairs } from '../fixes/for-start.ts';
import { startSite } from '../fixes/start-site.ts';
import { threadRepair } from '../fixes/for-thread.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag, strings } from '../plugin/rule-options.ts';

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
  options: {
    timers: flag(true, 'Whether starts from timers and calendars are reported.'),
    workers: flag(true, 'Whether starts from worker threads and child processes are reported.'),
    emitters: flag(false, 'Whether starts from listeners of events are reported.'),
    schedulers: strings(
      [],
      'Qualified names of further functions that call what they are given later, such as `my-cron#every`.',
    ),
  },
  presets: { strict: { emitters: true } },
  covers: ['workflow-constraints', 'workflow-background', 'queue-delay'],
  listen: ({ model, options, engine, show, routeOf, relative }) => {
    const { timers } = engine;
    const isOn = { timer: options.timers, worker: options.workers, emitter: options.emitters };

    return {
      *file() {
        for (const later of model.starts.later(timers, options.schedulers)) {
          const { node, cause, start, inWorkflow } = later;
          if (!isOn[cause]) continue;
          const { fix, delayed, scheduled } = timers ? startRepairs(later, startSite(model, timers)) : {};
          yield {
            node,
            message: cause !== 'worker' && inWorkflow ? 'inWorkflow' : cause,
            data: {
              timer: show(node),
              workflow: model.wording.workflowNameOf(start.fact),
              route: model.wording.wayToExposure(start, relative),
            },
            repair: fix,
            offer: { message: 'startNow' },
            suggestions: [
              { message: 'enqueue', repair: delayed },
              { message: 'schedule', repair: scheduled },
            ],
          };
        }
      },
      *call(call) {
        if (!options.workers || !model.starts.isInWorker(call)) return;
        const { fact, node } = call;
        if (fact.spec?.family === 'launch') yield { node, message: 'launch', data: { code: show(node) } };
        else yield { node, message: 'worker', data: { workflow: model.wording.workflowNameOf(fact), route: '' } };
      },
      *occurrence(occurrence) {
        const { fact, context, node, root } = occurrence;
        if (!options.workers || fact.kind !== 'effect' || fact.effect !== 'thread' || context.role !== 'workflow')
          return;
        yield {
          node,
          message: 'thread',
          data: {
            code: show(node),
            workflow: model.wording.titleOf(root, occurrence.giver),
            route: routeOf(occurrence),
          },
          repair: occurrence.path.length === 0 ? threadRepair(node) : undefined,
          offer: { message: 'runAsStep' },
        };
      },
    };
  },
});
