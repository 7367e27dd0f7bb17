import type { ArgumentTable, OptionShape, OptionSpec, WrongKey } from '../../facts/options.ts';
import {
  ANY,
  BOOLEAN,
  CLIENT,
  DBOS,
  ONE_OR_MORE,
  QUEUE_NAME,
  STRING,
  meaningless,
  spelling,
  twin,
  word,
} from './checks.ts';

const options = (shape: OptionShape): OptionSpec => ({ types: ['object'], shape });

/** Five or six fields; with six, the first is the second (crontab.js parseCrontab). */
const CRON: OptionSpec = {
  types: ['string'],
  checks: [{ fails: [{ is: 'not-cron' }], outcome: 'throws', says: 'is not a cron expression' }],
};
const ZONE: OptionSpec = {
  types: ['string', 'null'],
  checks: [{ fails: [{ is: 'not-time-zone' }], outcome: 'throws', says: 'is not a time zone' }],
};

const NAME: OptionSpec = { ...STRING, required: 'silent' };
const QUEUE: OptionSpec = { ...QUEUE_NAME, topic: 'schedule' };
const SETTINGS: OptionShape['keys'] = { automaticBackfill: BOOLEAN, cronTimezone: ZONE, queueName: QUEUE };
const SPELLINGS: Readonly<Record<string, WrongKey>> = {
  name: word('scheduleName'),
  cron: word('schedule'),
  crontab: word('schedule'),
};
const ZONES = ['timezone', 'timeZone', 'cronTimeZone'];

/** The application names the function, the client its name. */
const ofApplication: { readonly keys: OptionShape['keys']; readonly wrong: Readonly<Record<string, WrongKey>> } = {
  keys: { workflowFn: { types: ['function'], mark: 'workflow-function', required: 'throws' } },
  wrong: {
    workflowName: twin('workflowFn', 'is for clients: give the function as `workflowFn`'),
    workflow: word('workflowFn'),
    fn: word('workflowFn'),
  },
};
const ofClient: typeof ofApplication = {
  keys: {
    workflowName: { ...STRING, required: 'silent' },
    workflowClassName: STRING,
    applicationName: { ...STRING, since: '4.26.0' },
  },
  wrong: { workflowFn: twin('workflowName', 'is not for clients: give the name of the workflow as `workflowName`') },
};

/** `createSchedule` nests the settings; where they stand beside the others they are ignored. */
const create = (owner: typeof ofApplication): OptionSpec =>
  options({
    keys: {
      scheduleName: NAME,
      ...owner.keys,
      schedule: { ...CRON, required: 'throws' },
      context: ANY,
      options: options({
        keys: SETTINGS,
        wrong: Object.fromEntries(ZONES.map((key) => [key, spelling('cronTimezone')])),
      }),
    },
    wrong: {
      ...SPELLINGS,
      ...owner.wrong,
      ...Object.fromEntries(Object.keys(SETTINGS).map((key) => [key, spelling(`options.${key}`)])),
      ...Object.fromEntries(ZONES.map((key) => [key, spelling('options.cronTimezone')])),
    },
  });

/** `applySchedules` has them flat; a nested object is ignored. Of two with one name the last is kept. */
const apply = (owner: typeof ofApplication): OptionSpec => ({
  types: ['array'],
  distinct: 'scheduleName',
  each: options({
    keys: {
      scheduleName: NAME,
      ...owner.keys,
      schedule: { ...CRON, required: 'throws' },
      context: ANY,
      ...SETTINGS,
    },
    wrong: {
      ...SPELLINGS,
      ...owner.wrong,
      options: { meant: '..', safety: 'fix', says: 'is not an option here: its keys stand beside the others' },
      ...Object.fromEntries(ZONES.map((key) => [key, spelling('cronTimezone')])),
    },
  }),
});

const UPDATE = options({
  keys: {
    schedule: CRON,
    context: ANY,
    automaticBackfill: BOOLEAN,
    cronTimezone: ZONE,
    queueName: { ...QUEUE, types: ['string', 'null'] },
  },
  wrong: {
    cron: word('schedule'),
    crontab: word('schedule'),
    options: { meant: '..', safety: 'fix', says: 'is not an option here: its keys stand beside the others' },
    workflowFn: meaningless('cannot be changed: delete the schedule and make it anew'),
    workflowName: meaningless('cannot be changed: delete the schedule and make it anew'),
    ...Object.fromEntries(ZONES.map((key) => [key, spelling('cronTimezone')])),
  },
});

const SCHEDULE_NAME: OptionSpec = {
  types: ['string'],
  checks: [
    { fails: [{ is: 'not-of-type', types: ['string'] }], outcome: 'silent', says: 'must be the name of a schedule' },
  ],
};
const LIST = options({
  keys: {
    applicationName: { ...ONE_OR_MORE, since: '4.26.0' },
    status: ONE_OR_MORE,
    workflowName: ONE_OR_MORE,
    scheduleNamePrefix: ONE_OR_MORE,
  },
});

export const scheduleArguments: ArgumentTable = {
  [`${DBOS}.createSchedule`]: { 0: create(ofApplication) },
  [`${CLIENT}.createSchedule`]: { 0: create(ofClient) },
  [`${DBOS}.applySchedules`]: { 0: apply(ofApplication) },
  [`${CLIENT}.applySchedules`]: { 0: apply(ofClient) },
  ...Object.fromEntries(
    [DBOS, CLIENT].flatMap((owner) => [
      [`${owner}.updateSchedule`, { 0: SCHEDULE_NAME, 1: UPDATE }],
      [`${owner}.triggerSchedule`, { 0: SCHEDULE_NAME }],
      [`${owner}.backfillSchedule`, { 0: SCHEDULE_NAME }],
      [`${owner}.listSchedules`, { 0: LIST }],
    ]),
  ),
};
