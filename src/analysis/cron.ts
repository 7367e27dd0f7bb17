/**
 * Which cron expressions the engine takes: those of five fields, or six with seconds first, with names of months and days, wrapping
 * ranges, steps of ranges, nicknames, and the `L`, `W` and `#` forms of days. Knows nothing of when an expression fires. The source
 * of every detail is the acceptance of SDK 5.3.0 (scheduler/crontab.js parseCrontab); a test compares the two.
 */

/** Why an expression is refused, to follow its name: `has 7 fields, not 5 or 6`. Undefined when it is taken. */
export function cronFault(expression: string): string | undefined {
  const text = NICKNAMES.get(expression.trim().toLowerCase()) ?? expression;
  const odd = /[^a-z0-9\-*/,#? ]/iu.exec(text)?.[0];
  if (odd !== undefined)
    return odd === '@' ? 'is not a nickname that is known' : `has the character ${JSON.stringify(odd)}`;
  const words = text.replaceAll(/ {2,}/gu, ' ').trim().split(' ');
  if (words.length !== 5 && words.length !== 6)
    return `has ${String(text.trim() === '' ? 0 : words.length)} fields, not 5 or 6`;
  const sets: (readonly CronValue[])[] = [];
  for (const [index, word] of (words.length === 5 ? ['0', ...words] : words).entries()) {
    const field = FIELDS[index];
    if (!field) return undefined;
    const values = valuesOf(word, field);
    if (values === undefined) return `has \`${word}\`, which is no ${field.title}`;
    sets.push(values);
  }
  const [, , , days = [], months = []] = sets;
  return isImpossible(days, months) ? 'names a day that none of its months has' : undefined;
}

/** A number, or a form that depends on the date: `L`, `15W`, `5#2`. */
type CronValue = number | 'form';

interface Field {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  /** Greatest number that is taken; more than `max` where Sunday is 7. */
  readonly last: number;
  /** Names, each for the number of its place from `min`. */
  readonly names?: readonly string[];
  /** `?` alone is every value. */
  readonly open?: true;
  /** Forms besides numbers. */
  readonly form?: (token: string) => boolean;
}

const NICKNAMES: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

const FIELDS: readonly Field[] = [
  { title: 'second', min: 0, max: 59, last: 59 },
  { title: 'minute', min: 0, max: 59, last: 59 },
  { title: 'hour', min: 0, max: 23, last: 23 },
  { title: 'day of the month', min: 1, max: 31, last: 31, open: true, form: isDayForm },
  { title: 'month', min: 1, max: 12, last: 12, names: MONTHS },
  { title: 'day of the week', min: 0, max: 6, last: 7, names: DAYS, open: true, form: isWeekdayForm },
];

/** `L`, the last day; `L-3`, three before it; `15W` and `LW`, the nearest working day. */
function isDayForm(token: string): boolean {
  const [, offset, target] = /^(?:L|L-(\d{1,2})|LW|(\d{1,2})W)$/iu.exec(token) ?? [token];
  if (offset !== undefined) return Number(offset) >= 1 && Number(offset) <= 30;
  if (target !== undefined) return Number(target) >= 1 && Number(target) <= 31;
  return /^LW?$/iu.test(token);
}

/** `5L`, the last Friday; `5#2`, the second. */
function isWeekdayForm(token: string): boolean {
  return /^[0-7](?:L|#[1-5])$/iu.test(token);
}

/** The values of a field; undefined when one of its parts is none. */
function valuesOf(word: string, field: Field): readonly CronValue[] | undefined {
  const every = `${String(field.min)}-${String(field.max)}`;
  const numbered = withNumbers(field.open && word === '?' ? '*' : word, field);
  const values: CronValue[] = [];
  for (const part of numbered.split(',')) {
    // Only the first star of a part stands for a range; a second one is left over, and is no number.
    const found = valuesOfPart(part.replace('*', every), field);
    if (found === undefined) return undefined;
    values.push(...found);
  }
  return values;
}

/** Names are taken wherever they stand, also inside longer words: `marchx` is `3x`. */
function withNumbers(word: string, { names, min }: Field): string {
  if (!names) return word;
  const pattern = new RegExp([...names, ...names.map(abbreviated)].join('|'), 'giu');
  return word.replaceAll(pattern, (name) =>
    String(min + names.findIndex((full) => abbreviated(full) === abbreviated(name.toLowerCase()))),
  );
}

function abbreviated(name: string): string {
  return name.slice(0, 3);
}

function valuesOfPart(part: string, field: Field): readonly CronValue[] | undefined {
  if (/^\d+$/u.test(part)) return within([Number(part)], field);
  const range = /^(\d+)-(\d+)(?:\/(\d+))?$/u.exec(part);
  if (!range) return field.form?.(part) === true ? ['form'] : undefined;
  const [first, last, step] = [Number(range[1]), Number(range[2]), Number(range[3] ?? '1')];
  if (step < 1) return undefined;
  if (first > field.last && first <= last) return undefined;
  return within(first <= last ? ascending(first, last, step, field) : wrapping(first, last, step, field), field);
}

function within(numbers: readonly number[], { min, last }: Field): readonly number[] | undefined {
  return numbers.every((number) => number >= min && number <= last) ? numbers : undefined;
}

/** One number above the field's greatest is enough to refuse the range, so no more than one is made. */
function ascending(first: number, last: number, step: number, field: Field): readonly number[] {
  const numbers: number[] = [];
  for (let number = first; number <= last; number += step) {
    numbers.push(number);
    if (number > field.last) break;
  }
  return numbers;
}

/** `22-2` goes on through the end of the field. */
function wrapping(first: number, last: number, step: number, { min, max }: Field): readonly number[] {
  const size = max - min + 1;
  const span = (((last - first) % size) + size) % size;
  const numbers: number[] = [];
  for (let offset = 0; offset <= span; offset += step) {
    const number = first + offset;
    numbers.push(number > max ? number - size : number);
  }
  return numbers;
}

/** Days of the longest such month. */
const LENGTHS: readonly number[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether no month has any of the days: `30 2`. */
function isImpossible(days: readonly CronValue[], months: readonly CronValue[]): boolean {
  return !months.some((month) =>
    days.some((day) => day === 'form' || month === 'form' || day <= (LENGTHS[month - 1] ?? 31)),
  );
}
