import { describe, expect, it } from 'vitest';

import { readExpectations } from './expectations.ts';

describe('readExpectations', () => {
  it('takes a comment off the end of its line', () => {
    expect(readExpectations('a(); // error: [one] "x"\nb();\n')).toEqual({
      text: 'a();\nb();\n',
      expectations: [{ line: 1, rule: 'one', fragment: 'x' }],
      originalLines: [0, 1, 2, 3],
    });
  });

  it('reads several rules from one comment, with and without a text', () => {
    const { expectations } = readExpectations('a(); // error: [one] "say \\"x\\"" [two] [one] "y"');
    expect(expectations).toEqual([
      { line: 1, rule: 'one', fragment: 'say "x"' },
      { line: 1, rule: 'two' },
      { line: 1, rule: 'one', fragment: 'y' },
    ]);
  });

  it('reads several comments of one line', () => {
    const { text, expectations } = readExpectations('a(); // error: [one] "x" // error: [two]');
    expect(text).toBe('a();');
    expect(expectations.map(({ rule }) => rule).sort()).toEqual(['one', 'two']);
  });

  it('keeps other comments of the line', () => {
    expect(readExpectations('a(); // why // error: [one]').text).toBe('a(); // why');
  });

  it('removes a line that only speaks of the next, and counts lines as they are linted', () => {
    expect(readExpectations('// error-next: [one]\n/* error-next: [two] "t" */\na();\nb(); // error: [three]')).toEqual(
      {
        text: 'a();\nb();',
        expectations: [
          { line: 1, rule: 'one' },
          { line: 1, rule: 'two', fragment: 't' },
          { line: 2, rule: 'three' },
        ],
        originalLines: [0, 3, 4],
      },
    );
  });

  it('lets code carry the expectation of the line after it', () => {
    expect(readExpectations('a(); // error-next: [one]\nb();').expectations).toEqual([{ line: 2, rule: 'one' }]);
  });

  it('refuses what it cannot read', () => {
    expect(() => readExpectations('a(); // error: one')).toThrow('line 1 of the example cannot be read');
    expect(() => readExpectations('b();\n// error: [one]')).toThrow('use `error-next:`');
  });
});
