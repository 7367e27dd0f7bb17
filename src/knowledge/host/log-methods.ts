/**
 * The methods by which loggers, spans and metrics take what they are told. Used only to keep quiet about a value that goes there, so a receiver
 * need not be known.
 */
export const logMethods: ReadonlySet<string> = new Set([
  'trace',
  'debug',
  'verbose',
  'log',
  'info',
  'notice',
  'warn',
  'warning',
  'error',
  'fatal',
  'silly',
  'http',
  'setAttribute',
  'setAttributes',
  'addEvent',
]);
