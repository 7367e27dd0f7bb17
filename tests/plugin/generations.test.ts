import { expect, it } from 'vitest';

import { Generations } from '../../src/plugin/program/generations.ts';

it('knows which texts have changed since a generation', () => {
  const generations = new Generations();
  const start = generations.current;
  expect(generations.editedSince(start)).toEqual(new Set());
  generations.edited(new Set(['a.ts']));
  const later = generations.current;
  generations.edited(new Set(['b.ts']));
  expect(generations.editedSince(start)).toEqual(new Set(['a.ts', 'b.ts']));
  expect(generations.editedSince(later)).toEqual(new Set(['b.ts']));
});

it('does not know it once more has changed than texts', () => {
  const generations = new Generations();
  const start = generations.current;
  generations.edited(new Set(['a.ts']));
  generations.renewed();
  expect(generations.editedSince(start)).toBeUndefined();
  expect(generations.editedSince(generations.current)).toEqual(new Set());
});
