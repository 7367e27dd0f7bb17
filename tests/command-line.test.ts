/** The scripts answer wrong use with one line and the usage. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { understand, VERSION, WHOLE_NUMBER } from '../scripts/command-line.ts';

const line = {
  usage: 'npm run sow -- [version ...] [--files 400] [--all]',
  options: { files: { type: 'string', default: '400' }, all: { type: 'boolean', default: false } },
  forms: { files: WHOLE_NUMBER },
  words: VERSION,
} as const;

describe('a command line', () => {
  it('is understood', () => {
    expect(understand(line, ['5.3.0', '--files', '7'])).toEqual({
      kind: 'said',
      values: { files: '7', all: false },
      words: ['5.3.0'],
    });
    expect(understand(line, ['--all', '--help'])).toEqual({ kind: 'help' });
  });

  it.each([
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['--files', 'many'], "--files takes a whole number, not 'many'"],
    [['--files'], "Option '--files <value>' argument missing"],
    [['--all=yes'], "Option '--all' does not take an argument"],
    [['five'], "'five' is not a version such as 5.3.0"],
  ])('%j is used wrongly', (args, why) => {
    expect(understand(line, args)).toEqual({ kind: 'wrong', why });
  });

  it('takes no words unless it says so', () => {
    expect(understand({ usage: '', options: {} }, ['word'])).toEqual({
      kind: 'wrong',
      why: "'word' is not understood",
    });
  });
});

it('is read in one way by all scripts', () => {
  const folder = join(import.meta.dirname, '..', 'scripts');
  const others = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && name !== 'command-line.ts')
    .filter((name) => /process\.argv|parseArgs/u.test(readFileSync(join(folder, name), 'utf8')));
  expect(others).toEqual([]);
});
