/** Holds our reading of cron expressions against the engine's own. */
import { validateCrontab } from '@dbos-inc/dbos-sdk/internal/scheduler/crontab';
import { describe, expect, it } from 'vitest';

import { cronFault } from '../../src/analysis/cron.ts';

function isTaken(expression: string): boolean {
  try {
    validateCrontab(expression);
    return true;
  } catch {
    return false;
  }
}

const written = [
  ...['* * * * *', '*/5 * * * *', '0 0 * * *', '* * * * * *', '*/10 * * * * *', '0 9 * * 1-5', '0 22-2 * * *'],
  ...['@daily', '@DAILY', ' @hourly ', '@reboot', '@', '', ' ', '   ', '* * * *', '* * * * * * *', 'every day'],
  ...['60 * * * *', '* 24 * * *', '* * 32 * *', '* * 0 * *', '* * * 13 *', '* * * 0 *', '* * * * 8', '* * * * 7'],
  ...['0 0 30 2 *', '0 0 31 4,6 *', '0 0 31 4,5 *', '0 0 29 2 *', '0 0 L 2 *', '0 0 30,L 2 *'],
  ...[
    '0 0 L * *',
    '0 0 l * *',
    '0 0 L-3 * *',
    '0 0 L-31 * *',
    '0 0 L-0 * *',
    '0 0 15W * *',
    '0 0 32W * *',
    '0 0 LW * *',
  ],
  ...[
    '0 0 1-15W * *',
    '0 0 W * *',
    '0 0 * * L',
    '0 0 * * 5L',
    '0 0 * * friL',
    '0 0 * * 5#2',
    '0 0 * * 5#6',
    '0 0 * * 7#1',
  ],
  ...['0 0 * jan *', '0 0 * January,Sep *', '0 0 * janfeb *', '0 0 * marchx *', '0 0 * * mon-fri', '0 0 * * MON,WED'],
  ...['0 0 * * sun', '0 0 * * sunday-tue', '0 0 * * sat-mon', '0 0 * * 5-7', '0 0 * * 8-2', '0 0 * foo *'],
  ...['0 0 ? * *', '0 0 * * ?', '? * * * *', '0 0 ?,1 * *', '0 0 ? * ?'],
  ...['1,,2 * * * *', ',1 * * * *', '1, * * * *', '** * * * *', '*,*/2 * * * *', '5/15 * * * *', '0-75 * * * *'],
  ...[
    '70-2 * * * *',
    '200-2 * * * *',
    '1-5/0 * * * *',
    '*/0 * * * *',
    '1-5/2 * * * *',
    '5-1/2 * * * *',
    '1-2-3 * * * *',
  ],
  ...[
    '-1 * * * *',
    '1.5 * * * *',
    '0\t0 * * *',
    '0  0   * * *',
    '007 * * * *',
    '0 0 * * 1;2',
    '0 0 1 1 * #',
    '99999-99999 * * * *',
  ],
];

describe('cronFault', () => {
  it.each(written)('agrees with the engine on %j', (expression) => {
    expect(cronFault(expression) === undefined).toBe(isTaken(expression));
  });

  it('agrees with the engine on made-up expressions', () => {
    const parts = [
      '*',
      '0',
      '7',
      '12',
      '31',
      '59',
      '60',
      '1-5',
      '22-2',
      '*/5',
      '*/0',
      '5/2',
      '1,2',
      'L',
      'LW',
      '3W',
      'L-2',
    ];
    const more = [
      'mon',
      'fri#2',
      '5L',
      '0#1',
      'jan',
      'decx',
      '?',
      '6-8',
      '30',
      '2',
      '-',
      '',
      '1-',
      '#',
      'w',
      '29-1/3',
      '00',
    ];
    const all = [...parts, ...more];
    // A fixed sequence: the same expressions in every run.
    let seed = 7;
    const draw = (): string => {
      seed = (seed * 48271) % 2147483647;
      return all[seed % all.length] ?? '';
    };
    const differing: string[] = [];
    let taken = 0;
    for (let count = 0; count < 20_000; count += 1) {
      const good = ['0', '0', '1', '1', '*'];
      // Mostly good fields, so that many expressions get as far as the last.
      const expression = good.map((word) => (draw().length % 3 === 0 ? draw() : word)).join(' ');
      const isEngine = isTaken(expression);
      if (isEngine) taken += 1;
      if ((cronFault(expression) === undefined) !== isEngine) differing.push(expression);
    }
    expect(differing).toEqual([]);
    expect(taken).toBeGreaterThan(1000);
  });

  it.each([
    ['* * * *', 'has 4 fields, not 5 or 6'],
    ['', 'has 0 fields, not 5 or 6'],
    ['61 * * * *', 'has `61`, which is no minute'],
    ['0 0 30 2 *', 'names a day that none of its months has'],
    ['@reboot', 'is not a nickname that is known'],
    ['0 0 * * 1;2', 'has the character ";"'],
  ])('says of %j that it %s', (expression, fault) => {
    expect(cronFault(expression)).toBe(fault);
  });
});
