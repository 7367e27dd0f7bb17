import { each, join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const id = { effect: 'id' } satisfies EffectSpec;
const clock = { effect: 'clock' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;

/** A new identifier without arguments; with one it converts. */
const newOrConverted = [
  { effect: 'id', when: 'no-arguments' },
  { effect: 'pure', when: 'arguments' },
] satisfies readonly EffectSpec[];

/** The present moment without arguments; with them a moment that they name. */
const nowOrGiven = [
  { effect: 'clock', when: 'no-arguments' },
  { effect: 'pure', when: 'arguments' },
] satisfies readonly EffectSpec[];

/** Options of `uuid` that take the place of random bytes. */
const DRAWS = ['random', 'rng'];

const identifiers: EffectTable = {
  'uuid#v4': { effect: 'id', fixedBy: { options: [DRAWS] } },
  ...rows('uuid', 'v1 v6 v7', { effect: 'id', fixedBy: { options: [['msecs'], DRAWS] } }),
  // Versions 3 and 5 are hashes of a name.
  ...rows('uuid', 'v3 v5 validate parse stringify version v1ToV6 v6ToV1', pure),
  ...each(
    'uuidv4#uuid uuidv7#uuidv7 uuid-random @lukeed/uuid#v4 @lukeed/uuid/secure#v4 @napi-rs/uuid#v4 crypto-randomuuid',
    id,
  ),
  ...rows(['nanoid', 'nanoid/async', 'nanoid/non-secure'], 'nanoid customAlphabet()', id),
  ...rows(['nanoid', 'nanoid/async', 'nanoid/non-secure'], 'customAlphabet', pure),
  ...rows(['nanoid', 'nanoid/async'], 'random', { effect: 'random' }),
  // Its function draws from the source that it is given: unknown.
  ...rows(['nanoid', 'nanoid/async'], 'customRandom', pure),
  // The time, and the function that draws.
  ...rows(['ulid', 'ulidx'], 'ulid', { effect: 'id', fixedBy: { arguments: 2 } }),
  ...rows(['ulid', 'ulidx'], 'monotonicFactory()', id),
  ...rows(
    ['ulid', 'ulidx'],
    'monotonicFactory decodeTime encodeTime isValid ulidToUUID uuidToULID fixULIDBase32',
    pure,
  ),
  ...each('cuid cuid#slug @paralleldrive/cuid2#createId @paralleldrive/cuid2#init() @bugsnag/cuid', id),
  ...each('cuid#isCuid @paralleldrive/cuid2#init @paralleldrive/cuid2#isCuid @paralleldrive/cuid2#getConstants', pure),
  ...each(
    'short-uuid#generate short-uuid#uuid short-uuid#().new short-uuid#().generate short-uuid#().uuid shortid shortid#generate',
    id,
  ),
  ...each(
    'short-uuid short-uuid#().fromUUID short-uuid#().toUUID short-uuid#().validate short-uuid#createTranslator shortid#isValid',
    pure,
  ),
  ...each('bson#ObjectId bson#ObjectID bson#UUID mongodb#ObjectId mongodb#ObjectID mongodb#UUID', newOrConverted),
  ...each('mongoose#Types.ObjectId mongoose#mongo.ObjectId', newOrConverted),
  ...each('bson#ObjectId.generate mongodb#ObjectId.generate bson#UUID.generate mongodb#UUID.generate', id),
  ...rows(
    ['bson#ObjectId', 'mongodb#ObjectId', 'mongoose#Types.ObjectId'],
    'isValid createFromHexString createFromTime createFromBase64',
    pure,
  ),
  ...rows(['bson#ObjectId()', 'mongodb#ObjectId()', 'mongoose#Types.ObjectId()'], '**', pure),
  ...each(
    'ksuid#random ksuid#randomSync hyperid#() xid-js#next typeid-js#typeid @sapphire/snowflake#Snowflake().generate',
    id,
  ),
  ...each('ksuid#parse hyperid', pure),
  ...each('unique-string crypto-random-string', { effect: 'random' }),
  ...rows('crypto-random-string', 'cryptoRandomString', { effect: 'random' }),
};

/** Methods of a date that give another date, or itself, whatever their arguments are. */
const moves = 'add subtract startOf endOf set clone utc local tz locale';

const dayjsClocks = 'fromNow toNow isToday isTomorrow isYesterday';
const dayjsDates = ['dayjs#()', 'dayjs#Dayjs()', 'dayjs#utc()', 'dayjs#tz()', 'dayjs#unix()'];

const dayjs: EffectTable = {
  dayjs: nowOrGiven,
  ...rows('dayjs', 'utc tz', [{ effect: 'clock', when: 'no-arguments' }]),
  ...rows(dayjsDates, '**', pure),
  ...rows(dayjsDates, moves, { effect: 'pure', result: 'dayjs#Dayjs()' }),
  ...rows(dayjsDates, dayjsClocks, clock),
  ...rows('dayjs', 'extend locale duration duration().** isDayjs unix min max isDuration tz.setDefault', pure),
  ...rows('dayjs', 'tz.guess', { effect: 'host' }),
  'dayjs/plugin/*#**': pure,
  'dayjs/locale/*#**': pure,
};

const momentDates = ['moment', 'moment-timezone'].flatMap((module) =>
  ['()', 'utc()', 'unix()', 'tz()', 'Moment()'].map((made) => `${module}#${made}`),
);

/** `moment.tz` reads the clock when it is given a zone only, which its arguments do not tell: unknown. */
const moment: EffectTable = {
  ...each('moment moment-timezone', nowOrGiven),
  ...rows(['moment', 'moment-timezone'], 'utc', nowOrGiven),
  ...rows(['moment', 'moment-timezone'], 'now', clock),
  ...rows(
    ['moment', 'moment-timezone'],
    'duration duration().** unix parseZone locale isMoment isDate min max updateLocale tz.setDefault',
    pure,
  ),
  ...rows(['moment', 'moment-timezone'], 'tz.guess', { effect: 'host' }),
  ...rows(momentDates, '**', pure),
  ...rows(momentDates, moves, { effect: 'pure', result: 'moment#Moment()' }),
  ...rows(momentDates, 'fromNow toNow calendar', clock),
};

const luxon: EffectTable = {
  ...rows('luxon', 'DateTime.now', clock),
  ...rows('luxon', 'DateTime.local DateTime.utc', [{ effect: 'clock', when: 'no-arguments' }]),
  ...rows('luxon', 'DateTime().toRelative DateTime().toRelativeCalendar DateTime().diffNow', clock),
  ...rows('luxon', 'DateTime.*().toRelative DateTime.*().toRelativeCalendar DateTime.*().diffNow', clock),
  ...rows(
    ['luxon#DateTime()', 'luxon#DateTime.*()'],
    'plus minus set startOf endOf setZone toUTC toLocal setLocale reconfigure',
    { effect: 'pure', result: 'luxon#DateTime()' },
  ),
  ...rows(
    'luxon',
    'DateTime.* DateTime().** DateTime.*().** Duration.** Duration().** Interval.** Interval().** IANAZone.** FixedOffsetZone.**',
    pure,
  ),
};

/** The functions of date-fns that read the clock; the rest compute from the dates they are given. */
const readNow = `constructNow formatDistanceToNow formatDistanceToNowStrict isToday isTomorrow isYesterday isPast isFuture isThisSecond isThisMinute
  isThisHour isThisWeek isThisISOWeek isThisMonth isThisQuarter isThisYear startOfToday startOfTomorrow startOfYesterday endOfToday endOfTomorrow
  endOfYesterday`;

const dateFns: EffectTable = {
  ...rows('date-fns', readNow, clock),
  ...rows(['date-fns', 'date-fns/fp', 'date-fns-tz'], '**', pure),
  ...each('@date-fns/tz#TZDate @date-fns/utc#UTCDate @date-fns/utc#UTCDateMini', nowOrGiven),
  ...each('@date-fns/tz#tz @date-fns/tz#TZDate.tz()', pure),
};

const joda = ['@js-joda/core', 'js-joda'];

const others: EffectTable = {
  ...rows(
    joda,
    `LocalDate.now LocalDateTime.now LocalTime.now Instant.now ZonedDateTime.now OffsetDateTime.now Year.now YearMonth.now MonthDay.now
     Clock.systemUTC().* Clock.systemDefaultZone().*`,
    clock,
  ),
  ...rows(joda, '**', pure),
  ...rows(['temporal-polyfill', '@js-temporal/polyfill'], 'Temporal.Now.*', clock),
  ...rows(['temporal-polyfill', '@js-temporal/polyfill'], 'Temporal.**', pure),
  ...each('ms#** pretty-ms#** humanize-duration#** parse-duration#** cronstrue#**', pure),
  ...each('microtime#now performance-now convert-hrtime#convertHrtime', clock),
  ...each('cron-parser#CronExpressionParser.parse().next cron-parser#parseExpression().next', {
    effect: 'pure',
    reason: 'Goes on from the date that the expression was parsed with.',
  }),
  ...each('cron-parser#CronExpressionParser.parse().prev cron-parser#parseExpression().prev', pure),
};

/** What makes new identifiers, and what reads the clock. */
export const idsAndClocks: EffectTable = join([identifiers, dayjs, moment, luxon, dateFns, others]);
