import { describe, expect, it } from 'vitest';

import { meantWord } from '../../src/analysis/spelling.ts';

const words = ['timeoutMS', 'workflowID', 'queueName', 'retriesAllowed', 'name', 'limit'];

describe('meantWord', () => {
  it.each([
    ['timeoutMs', 'timeoutMS', true],
    ['timeout_ms', 'timeoutMS', true],
    ['workflow-id', 'workflowID', true],
    ['QUEUENAME', 'queueName', true],
    ['retriesAlowed', 'retriesAllowed', false],
    ['retreisAllowed', 'retriesAllowed', false],
    ['queueNames', 'queueName', false],
  ])('finds what %s was meant to be', (written, word, isSpelling) => {
    expect(meantWord(written, words)).toEqual({ word, isSpelling });
  });

  it.each(['owner', 'names', 'timeout', 'queue', 'id', ''])('says nothing of %j', (written) => {
    expect(meantWord(written, words)).toBeUndefined();
  });

  it('does not choose between two', () => {
    expect(meantWord('startTimes', ['startTime1', 'startTimeS', 'startTime2'])).toEqual({
      word: 'startTimeS',
      isSpelling: true,
    });
    expect(meantWord('queueNamex', ['queueNamea', 'queueNameb'])).toBeUndefined();
  });
});
