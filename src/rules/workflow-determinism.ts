import type { EffectFact } from '../analysis/facts.ts';
import type { Unrepeated } from '../analysis/unrepeated.ts';
import { determinismRepair } from '../fixes/for-determinism.ts';
import { isLiveResult } from '../fixes/live-results.ts';
import type { Effect } from '../knowledge/vocabulary/effects.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag, flags, strings } from '../plugin/rule-options.ts';

/** The message for an effect. Of others, a replay does them again without harm, or another rule speaks of them. */
const GROUPS = {
  database: 'db',
  network: 'network',
  file: 'fs',
  process: 'process',
  id: 'uuid',
  random: 'random',
  clock: 'time',
  unrecorded: 'uncheckpointed',
  iteration: 'asyncIteration',
  timer: 'timers',
  'module-state': 'moduleState',
  environment: 'env',
  host: 'host',
} as const satisfies Partial<Record<Effect, string>>;

type Group = (typeof GROUPS)[keyof typeof GROUPS];

const GROUP_OF: Readonly<Partial<Record<Effect, Group>>> = GROUPS;

const messages = {
  time: '`{{code}}` reads the clock{{route}}: `{{workflow}}` gets another value when it is replayed.',
  random: '`{{code}}` draws a random value{{route}}: `{{workflow}}` gets another one when it is replayed.',
  uuid: '`{{code}}` makes a new identifier{{route}}: `{{workflow}}` gets another one when it is replayed.',
  network:
    '`{{code}}` uses the network{{route}}: it happens again each time `{{workflow}}` is replayed. Run it in a step.',
  fs: '`{{code}}` uses the file system{{route}}: it happens again each time `{{workflow}}` is replayed. Run it in a step.',
  process:
    '`{{code}}` depends on this process{{route}}: `{{workflow}}` may be replayed by another one. Run it in a step.',
  ends: '`{{code}}` ends the process{{route}}: each recovery of `{{workflow}}` ends it again. Throw an error instead.',
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

export default defineRule({
  name: 'workflow-determinism',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow code in a workflow that gives another value, or acts again, when the workflow is replayed',
  fixes: true,
  suggests: true,
  messages,
  options: {
    groups: flags(Object.values(GROUPS), 'Turns single groups of effects off.'),
    ignoreInLogging: flag(true, 'Whether a value that only feeds a log line, a metric or a span is left alone.'),
    ignoreInDeadlines: flag(true, 'Whether a clock read for a deadline that the engine records is left alone.'),
    allow: strings([], 'Qualified names that may be used in workflows, such as `my-clock#now`.'),
    checkHelpers: flag(true, 'Whether functions that a workflow calls are followed.'),
    checkEnv: flag(false, 'Whether reads of the environment are reported.'),
    checkHost: flag(false, 'Whether reads of the locale and of the garbage collector are reported.'),
    checkSetters: flag(false, 'Whether state is reported that only a function changes of which no call is seen.'),
  },
  presets: { strict: { checkHost: true, checkSetters: true } },
  covers: ['workflow-determinism', 'step-basics', 'step-transactions', 'pattern-sleep'],
  listen: ({ model, options, engine, isTest, facts, nameOf, show, routeOf }) => {
    const isOn = (group: Group): boolean =>
      options.groups[group] !== false &&
      (group !== 'env' || options.checkEnv) &&
      (group !== 'host' || options.checkHost);

    const groupOf = (occurrence: Unrepeated): Group | undefined => {
      const group = GROUP_OF[model.replay.effectOf(occurrence)];
      return group !== undefined && isOn(group) ? group : undefined;
    };

    const isIgnored = ({ fact, path }: Unrepeated): boolean =>
      (path.length > 0 && !options.checkHelpers) ||
      (fact.kind === 'effect' && fact.fate === 'logged' && options.ignoreInLogging) ||
      (fact.kind === 'effect' && fact.fate === 'deadline' && options.ignoreInDeadlines) ||
      options.allow.includes(nameOf(fact));

    const isSought = (occurrence: Unrepeated): boolean => groupOf(occurrence) !== undefined && !isIgnored(occurrence);

    /** The way to it; when the function itself is handed on at the node, its name. */
    const routeTo = (occurrence: Unrepeated): string => {
      const { fact, path } = occurrence;
      const isPassed = path.length === 0 && fact.kind === 'effect' && fact.use === 'passed';
      return isPassed ? ` (${facts.withoutModule(nameOf(fact))})` : routeOf(occurrence);
    };

    return {
      *file() {
        const isOpening = (fact: EffectFact): boolean => isLiveResult(engine, nameOf(fact));
        const sought = { isSought, isTest, countsUncalledSetters: options.checkSetters, isOpening };
        for (const occurrence of model.replay.divergences(sought)) {
          const { fact, root } = occurrence;
          const group = groupOf(occurrence);
          if (!group) continue;
          const name = nameOf(fact);
          const workflow = model.wording.titleOf(root, occurrence.giver);
          const { node, repair, isStep, asynchronous } = determinismRepair(occurrence, name, { model, engine });
          yield {
            node,
            message: engine.ends?.includes(name) === true ? 'ends' : group,
            data: { code: show(node), route: routeTo(occurrence), workflow },
            repair,
            offer: { message: isStep ? 'runAsStep' : 'useInstead' },
            suggestions: [{ message: 'makeAsync', data: { workflow }, repair: asynchronous }],
          };
        }
      },
    };
  },
});
