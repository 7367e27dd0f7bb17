import type { QualifiedName } from '../vocabulary/names.ts';

/** `DBOS.logger` (telemetry/logs.d.ts) has a method for each level; it takes one entry where the console takes many. */
export const loggers: Readonly<Record<QualifiedName, string>> = {
  'global#console.debug': 'logger.debug',
  'global#console.error': 'logger.error',
  'global#console.info': 'logger.info',
  'global#console.log': 'logger.info',
  'global#console.warn': 'logger.warn',
};
