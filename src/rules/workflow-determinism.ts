import type { Occurrence } from '../analysis/contexts.ts';
import type { EffectFact } from '../analysis/facts.ts';
import { determinismRepair } from '../fixes/for-determinism.ts';
import { sleepHelperRepair } from '../fixes/for-sleep.ts';
import { unrecordedRepair } from '../fixes/for-unrecorded.ts';
import type { Repair } from '../fixes/repair.ts';
import { stepName } from '../fixes/step-name.ts';
import type { Effect } from '../knowledge/vocabulary.ts';
import { defineRule } from '../plugin/define-rule.ts';

const GROUPS = {
  clock: 'time',
  random: 'random',
  id: 'uuid',
  network: 'network',
  file: 'fs',
  process: 'process',
  database: 'db',
  timer: 'timers',
  environment: 'env',
  'module-state': 'moduleState',
  iteration: 'asyncIteration',
  host: 'host',
  unrecorded: 'uncheckpointed',
} as const satisfies Partial<Record<Effect, string>>;

type Group = (typeof GROUPS)[keyof typeof GROUPS];

const messages = {
  time: '`{{code}}` reads the clock{{route}}: `{{workflow}}` gets another value when it is replayed.',
  random: '`{{code}}` draws a random value{{route}}: `{{workflow}}` gets another one when it is replayed.',
  uuid: '`{{code}}` makes a new identifier{{route}}: `{{workflow}}` gets another one when it is replayed.',
  network:
    '`{{code}}` uses the network{{route}}: it happens again each time `{{workflow}}` is replayed. Run it in a step.',
  fs: '`{{code}}` uses the file system{{route}}: it happens again each time `{{workflow}}` is replayed. Run it in a step.',
  process:
    '`{{code}}` depends on this process{{route}}: `{{workflow}}` may be replayed by another one. Run it in a step.',
  db: '`{{code}}` uses a database{{route}}: it happens again each time `{{workflow}}` is replayed. Run it in a step or a transaction.',
  timers: '`{{code}}` waits for a timer{{route}}: the wait starts again when `{{workflow}}` is replayed.',
  env: '`{{code}}` reads the environment{{route}}: it may differ when `{{workflow}}` is replayed. Read it when the module is loaded, or pass it as an argument.',
  moduleState:
    '`{{code}}` is changed by other code while the process runs{{route}}: `{{workflow}}` may find another value when it is replayed. Pass it as an argument.',
  asyncIteration:
    '`{{code}}` delivers its items in its own time{{route}}: `{{workflow}}` may get others when it is replayed. Read it in a step.',
  host: '`{{code}}` depends on the machine{{route}}: `{{workflow}}` may get another value when it is replayed.',
  uncheckpointed:
    '`{{code}}` is not recorded{{route}}: `{{workflow}}` asks again, and may get another answer, when it is replayed.',
  useInstead: 'Use the recorded value instead.',
  runAsStep: 'Run it as a step.',
  makeAsync: 'Make `{{workflow}}` asynchronous, and use the recorded value instead.',
} as const;

interface Options {
  readonly groups: Readonly<Partial<Record<Group, boolean>>>;
  readonly ignoreInLogging: boolean;
  readonly ignoreInDeadlines: boolean;
  readonly allow: readonly string[];
  readonly checkHelpers: boolean;
  readonly checkEnv: boolean;
  readonly checkHost: boolean;
}

const DEFAULTS: Options = {
  groups: {},
  ignoreInLogging: true,
  ignoreInDeadlines: true,
  allow: [],
  checkHelpers: true,
  checkEnv: false,
  checkHost: false,
};

export default defineRule({
  name: 'workflow-determinism',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow code in a workflow that gives another value, or acts again, when the workflow is replayed',
  fixes: true,
  suggests: true,
  messages,
  schema: {
    groups: {
      description: 'Turns single groups of effects off.',
      type: 'object',
      properties: Object.fromEntries(Object.values(GROUPS).map((group) => [group, { type: 'boolean' }])),
      additionalProperties: false,
    },
    ignoreInLogging: {
      description: 'Whether a value that only feeds a log line, a metric or a span is left alone.',
      type: 'boolean',
    },
    ignoreInDeadlines: {
      description: 'Whether a clock read for a deadline that the engine records is left alone.',
      type: 'boolean',
    },
    allow: {
      description: 'Qualified names that may be used in workflows, such as `my-clock#now`.',
      type: 'array',
      items: { type: 'string' },
    },
    checkHelpers: { description: 'Whether functions that a workflow calls are followed.', type: 'boolean' },
    checkEnv: { description: 'Whether reads of the environment are reported.', type: 'boolean' },
    checkHost: {
      description: 'Whether reads of the locale and of the garbage collector are reported.',
      type: 'boolean',
    },
  },
  defaults: DEFAULTS,
  covers: ['workflow-determinism', 'step-basics', 'step-transactions', 'pattern-sleep'],
  listen: ({ model, options, engine, nameOf, show, routeOf }) => {
    const isOff = (group: Group): boolean =>
      options.groups[group] === false ||
      (group === 'env' && !options.checkEnv) ||
      (group === 'host' && !options.checkHost);

    const isHarmless = ({ fate }: EffectFact): boolean =>
      (fate === 'logged' && options.ignoreInLogging) || (fate === 'deadline' && options.ignoreInDeadlines);

    /** Whether another effect of the same expression is its cause: the file that is read in a loop, the locale that a format was made with. */
    const isToldAlready = ({ fact, node, root }: Occurrence): boolean =>
      fact.kind === 'effect' &&
      (fact.effect === 'iteration' || fact.effect === 'host') &&
      model.occurrences.some(
        (other) =>
          other.fact !== fact &&
          other.fact.kind === 'effect' &&
          other.root === root &&
          other.context.role === 'workflow' &&
          (fact.effect === 'iteration'
            ? other.node === node && other.fact.effect !== 'iteration'
            : other.fact.effect === 'host' && other.node !== node && isHeadOf(other.node, node)),
      );

    /** A helper that makes recorded calls of its own must not run in a step. */
    const helperRepair = ({ node, path }: Occurrence): Repair | undefined => {
      const [edge] = path;
      if (!edge || edge.by !== undefined || node.type !== 'CallExpression' || model.isDurable(edge.target))
        return undefined;
      return { safety: 'suggest', steps: 1, intents: [{ kind: 'wrap-in-step', node, name: stepName(node) }] };
    };

    return {
      *occurrence(occurrence) {
        const { fact, context, path, root } = occurrence;
        if (context.role !== 'workflow' || (path.length > 0 && !options.checkHelpers)) return;
        // The cause is that the function is called and not the step that it is registered as.
        if (path.some((edge) => model.isUnwrapped(edge.node))) return;
        const workflow = model.titleOf(root);
        if (fact.kind === 'api') {
          if (fact.spec.at.workflow !== 'unrecorded' || fact.spec.family === 'client' || context.deferred) return;
          if (isOff('uncheckpointed') || options.allow.includes(nameOf(fact))) return;
          const repair = path.length > 0 ? helperRepair(occurrence) : unrecordedRepair(fact);
          yield {
            node: occurrence.node,
            message: 'uncheckpointed',
            data: { code: show(occurrence.node), route: routeOf(occurrence), workflow },
            repair,
            offer: { message: 'runAsStep' },
          };
          return;
        }
        // What a timer's callback does is the timer's fault.
        if (fact.kind !== 'effect' || context.deferred || !isGrouped(fact.effect)) return;
        const group = GROUPS[fact.effect];
        const name = nameOf(fact);
        if (isOff(group) || isHarmless(fact) || options.allow.includes(name) || isToldAlready(occurrence)) return;
        if (path.length > 0) {
          const [edge] = path;
          const helper = group === 'timers' ? edge?.target.unit : undefined;
          const sleep =
            helper && sleepHelperRepair(occurrence.node, helper, { engine, nameIn: model.nameIn.bind(model) });
          yield {
            node: occurrence.node,
            message: group,
            data: { code: show(occurrence.node), route: routeOf(occurrence), workflow },
            repair: sleep ?? helperRepair(occurrence),
            offer: { message: sleep ? 'useInstead' : 'runAsStep' },
          };
          return;
        }
        // A loop that waits by looking at the clock belongs to prefer-durable-sleep.
        if (model.busyLoopAround(fact)) return;
        const { node, repair, isStep, asynchronous } = determinismRepair(fact, name, {
          engine,
          nameOf: (expression) => model.nameOf(expression),
          scopeManager: model.module.source.scopeManager,
          workflow: root.node,
          callbackUse: (call) => model.callbackUse(call),
          isDurable: (code) => model.callsEngineIn(code),
        });
        const suggestion = { message: 'makeAsync', data: { workflow } } as const;
        yield {
          node,
          message: group,
          data: { code: show(node), route: fact.use === 'passed' ? ` (${spokenName(name)})` : '', workflow },
          repair,
          offer: { message: isStep ? 'runAsStep' : 'useInstead' },
          suggestions: asynchronous && [{ ...suggestion, repair: asynchronous }],
        };
      },
    };
  },
});

/** `Date.now` of `global#Date.now`. */
function spokenName(name: string): string {
  return name.slice(name.indexOf('#') + 1);
}

/** `Intl.NumberFormat()` in `Intl.NumberFormat().resolvedOptions()`. */
function isHeadOf(inner: Occurrence['node'], outer: Occurrence['node']): boolean {
  return inner.range[0] === outer.range[0] && inner.range[1] < outer.range[1];
}

function isGrouped(effect: Effect): effect is keyof typeof GROUPS {
  return Object.hasOwn(GROUPS, effect);
}
