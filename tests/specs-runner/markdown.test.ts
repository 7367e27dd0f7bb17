import { describe, expect, it } from 'vitest';

import { parseMarkdown } from './markdown.ts';

describe('parseMarkdown', () => {
  it('gives headings, text and blocks with their lines', () => {
    expect(parseMarkdown('# A\n\nprose\n\n```ts output title=src/a.ts note="two \\"words\\""\na\n\n```\n')).toEqual([
      { kind: 'heading', level: 1, text: 'A', line: 1 },
      { kind: 'text', text: 'prose', line: 3 },
      {
        kind: 'code',
        language: 'ts',
        flags: new Set(['output']),
        attributes: new Map([
          ['title', 'src/a.ts'],
          ['note', 'two "words"'],
        ]),
        text: 'a\n\n',
        line: 6,
      },
    ]);
  });

  it('keeps a shorter fence inside a longer one as text', () => {
    expect(parseMarkdown('````md\n```ts\n```\n````\n')).toMatchObject([{ kind: 'code', text: '```ts\n```\n' }]);
  });

  it('refuses a block without an end', () => {
    expect(() => parseMarkdown('text\n```ts\na\n')).toThrow('line 2 has no end');
  });
});
