import { each, join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const log = { effect: 'log' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;

const levels =
  'fatal error warn warning info http notice verbose debug trace silly log success critical emerg alert crit';

const lines: EffectTable = {
  pino: pure,
  'pino#pino': pure,
  ...rows(['pino#()', 'pino#pino()', 'pino#Logger()', 'pino#BaseLogger()'], `${levels} flush`, log),
  ...rows(['pino#()', 'pino#pino()', 'pino#Logger()'], 'child', { effect: 'pure', result: 'pino#Logger()' }),
  ...rows(['pino#()', 'pino#pino()'], 'bindings isLevelEnabled', pure),
  ...rows(['pino#()', 'pino#pino()', 'pino#Logger()'], 'setBindings', log),
  ...rows(['nestjs-pino#PinoLogger()', 'nestjs-pino#Logger()'], `${levels} assign setContext`, log),
  ...rows('pino', 'transport destination', pure),
  ...rows('winston', 'createLogger', { effect: 'pure', result: 'winston#Logger()' }),
  ...rows('winston', 'format.** transports.* addColors', pure),
  ...rows(['winston', 'winston#Logger()'], levels, log),
  ...rows('winston#Logger()', 'child', { effect: 'pure', result: 'winston#Logger()' }),
  ...rows('winston#Logger()', 'add remove configure clear', pure),
  ...rows('bunyan', 'createLogger', { effect: 'pure', result: 'bunyan#Logger()' }),
  ...rows('bunyan#Logger()', levels, log),
  ...rows('bunyan#Logger()', 'child', { effect: 'pure', result: 'bunyan#Logger()' }),
  ...rows(['loglevel', 'loglevel#getLogger()', 'log4js#getLogger()', 'signale', 'signale#Signale()'], levels, log),
  ...rows(['loglevel', 'log4js'], 'getLogger setLevel configure', pure),
  ...rows('signale', 'await complete done fav note pause pending star start watch time timeEnd', log),
  debug: pure,
  ...each('debug#() debug#debug()', log),
  'debug#debug': pure,
  'debug#().extend': { effect: 'pure', result: 'debug#()' },
  ...rows(['consola', 'consola#consola', 'consola#createConsola()'], `${levels} start ready fail box`, log),
  ...rows(['consola', 'consola#consola'], 'withTag withDefaults create', { effect: 'pure', result: 'consola#consola' }),
  'consola#createConsola': pure,
  ...rows(
    ['tslog#Logger()', '@nestjs/common#Logger()', '@nestjs/common#ConsoleLogger()', '@nestjs/common#Logger'],
    levels,
    log,
  ),
  ...each('tslog#Logger @nestjs/common#Logger', pure),
  ...rows('tslog#Logger()', 'getSubLogger', { effect: 'pure', result: 'tslog#Logger()' }),
  ...rows('@logtape/logtape#getLogger()', levels, log),
  ...rows('@logtape/logtape#getLogger()', 'with getChild', { effect: 'pure', result: '@logtape/logtape#getLogger()' }),
  '@logtape/logtape#getLogger': pure,
  ...rows(['evlog', 'evlog#log'], `${levels} set emit`, log),
  'evlog#createLogger': pure,
  ...rows('evlog#createLogger()', `${levels} set emit`, log),
  ...each('ora ora#().* cli-progress#SingleBar().* listr2#Listr().run boxen log-update', log),
};

const colours: EffectTable = each(
  'chalk#** kleur#** picocolors#** ansi-colors#** colorette#** ansis#** yoctocolors#** cli-table3#** strip-ansi#** figures#**',
  pure,
);

const traces: EffectTable = {
  ...rows(
    '@opentelemetry/api',
    'trace.getTracer trace.getActiveSpan trace.getSpan trace.setSpan context.active metrics.getMeter',
    pure,
  ),
  ...rows('@opentelemetry/api', 'context.with context.bind propagation.inject propagation.extract', pure),
  ...rows(['@opentelemetry/api#trace.getTracer()', '@opentelemetry/api#Tracer()'], 'startActiveSpan', {
    effect: 'log',
    callbacks: 'inline',
  }),
  ...rows(['@opentelemetry/api#trace.getTracer()', '@opentelemetry/api#Tracer()'], 'startSpan', {
    effect: 'log',
    result: '@opentelemetry/api#Span()',
  }),
  ...rows(
    '@opentelemetry/api#trace.getActiveSpan()',
    'setAttribute setAttributes addEvent recordException setStatus end updateName',
    log,
  ),
  ...rows(
    '@opentelemetry/api#Span()',
    'setAttribute setAttributes addEvent recordException setStatus end updateName',
    log,
  ),
  ...rows(
    ['@opentelemetry/api#metrics.getMeter()', '@opentelemetry/api#Meter()'],
    'createCounter().add createHistogram().record createUpDownCounter().add createGauge().record',
    log,
  ),
  ...rows('@opentelemetry/api', 'Counter().add Histogram().record UpDownCounter().add diag.*', log),
  ...rows(
    '@sentry/*',
    'captureException captureMessage captureEvent captureFeedback addBreadcrumb setTag setTags setContext setUser setExtra setExtras',
    log,
  ),
  ...rows('@sentry/*', 'startSpan startSpanManual withScope withIsolationScope continueTrace startInactiveSpan', {
    effect: 'log',
    callbacks: 'inline',
  }),
  ...rows('@sentry/*', 'flush close', { effect: 'network' }),
  ...rows('@sentry/*', 'getCurrentScope().* getActiveSpan().*', log),
  ...rows(
    'prom-client',
    'Counter().inc Gauge().inc Gauge().dec Gauge().set Histogram().observe Summary().observe Histogram().startTimer',
    log,
  ),
  ...rows('prom-client', 'Counter().labels().inc Gauge().labels().set Histogram().labels().observe', log),
  ...rows('prom-client', 'Counter Gauge Histogram Summary Registry', pure),
  ...rows(
    ['hot-shots#()', 'hot-shots#StatsD()'],
    'increment decrement gauge timing histogram distribution set event',
    log,
  ),
  ...rows(['dd-trace', 'dd-trace#tracer'], 'trace wrap', { effect: 'log', callbacks: 'inline' }),
  ...rows('newrelic', 'recordCustomEvent recordMetric noticeError addCustomAttribute addCustomAttributes', log),
  ...rows(['@bugsnag/js', 'rollbar#()'], 'notify error warning info log', log),
};

/** What loggers, tracers and counters do. Repeating it on a replay changes nothing. */
export const loggers: EffectTable = join([lines, colours, traces]);
