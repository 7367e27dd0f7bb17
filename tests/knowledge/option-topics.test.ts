/** One mistake, one report: every option has a topic, and every topic one rule. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { OptionSpec } from '../../src/knowledge/facts/options.ts';
import { argumentTable } from '../../src/knowledge/dbos/options.ts';

const rules = join(import.meta.dirname, '..', '..', 'src', 'rules');

describe('topics of options', () => {
  const owners = readdirSync(rules).flatMap((file) => {
    const list = /^ {2}topics: \[(?<list>[^\]]*)\]/mu.exec(readFileSync(join(rules, file), 'utf8'))?.groups?.['list'];
    return Array.from(list?.matchAll(/'(?<topic>[^']+)'/gu) ?? [], ({ groups }) => groups?.['topic'] ?? '');
  });

  it('belong to one rule each', () => {
    expect(owners.length).toBeGreaterThan(5);
    expect(owners.toSorted()).toEqual([...new Set(owners)].toSorted());
  });

  it('are there for every argument, and have a rule', () => {
    const topics = Object.values(argumentTable).flatMap((specs) =>
      Object.values(specs).flatMap((spec) => [...topicsIn(spec)]),
    );
    const isArgument = Object.values(argumentTable).flatMap((specs) => Object.values(specs));
    expect(isArgument.filter(({ topic }) => topic === undefined)).toEqual([]);
    expect([...new Set(topics)].toSorted()).toEqual(owners.toSorted());
  });
});

function* topicsIn(spec: OptionSpec): Iterable<string> {
  if (spec.topic !== undefined) yield spec.topic;
  if (spec.each) yield* topicsIn(spec.each);
  for (const relation of spec.shape?.relations ?? []) if (relation.topic !== undefined) yield relation.topic;
  for (const wrong of Object.values(spec.shape?.wrong ?? {})) if (wrong.topic !== undefined) yield wrong.topic;
  for (const inner of Object.values(spec.shape?.keys ?? {})) yield* topicsIn(inner);
}
