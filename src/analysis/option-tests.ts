/** The questions that the tables of options ask of a value. What is not known fails no test. */
import type { ValueTest } from '../knowledge/facts/options.ts';
import { cronFault } from './cron.ts';
import { typeOfSetting, type Setting } from './settings.ts';

/** Whether the test certainly holds for the value. */
export function holds(test: ValueTest, setting: Setting, isTimeZone: (name: string) => boolean): boolean {
  const value = setting.kind === 'literal' ? setting.value : undefined;
  const type = typeOfSetting(setting);
  switch (test.is) {
    case 'below':
      return typeof value === 'number' && value < test.limit;
    case 'at-most':
      return typeof value === 'number' && value <= test.limit;
    case 'above':
      return typeof value === 'number' && value > test.limit;
    case 'at-least':
      return typeof value === 'number' && value >= test.limit;
    case 'multiple-of':
      return typeof value === 'number' && value !== 0 && value % test.limit === 0;
    case 'not-multiple-of':
      return typeof value === 'number' && value % test.limit !== 0;
    case 'not-finite':
      return typeof value === 'number' && !Number.isFinite(value);
    case 'not-integer':
      return typeof value === 'number' && !Number.isInteger(value);
    case 'empty':
      if (setting.kind === 'list') return setting.isWhole && setting.elements.length === 0;
      if (setting.kind === 'object') return setting.isWhole && setting.entries.size === 0;
      return value === '';
    case 'blank':
      return typeof value === 'string' && value.trim() === '';
    case 'equal':
      return setting.kind === 'literal' && value === test.value;
    case 'not-one-of':
      return typeof value === 'string' && !test.values.includes(value);
    case 'starts-with':
      return typeof value === 'string' && value.startsWith(test.prefix);
    case 'of-type':
      return type !== undefined && test.types.includes(type);
    case 'not-of-type':
      return type !== undefined && !test.types.includes(type);
    case 'not-cron':
      return typeof value === 'string' && cronFault(value) !== undefined;
    case 'not-time-zone':
      return typeof value === 'string' && value !== '' && !isTimeZone(value);
  }
}
