/** What is kept of an example in docs/proofs.json reads the same on every machine. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readProofs } from '../../scripts/proofs.ts';
import { parseExamples, type Example } from '../docs-examples.ts';
import { machineFree } from './machine-free.ts';
import { sightOf } from './sight.ts';

const root = join(import.meta.dirname, '..', '..');
const elsewhere = join(tmpdir(), 'durable-lives', 'evaluate.js');

describe('the text of a proof', () => {
  it('leaves out where the engine was called from, and the words that announce it', () => {
    expect(
      throwing(
        `Operation (Name: .place) is already registered.\nPrior registration occurred at:\n>>> DBOS.registerWorkflow (${root}/node_modules/x.js:3:7)\n>>> new Promise (<anonymous>)`,
      ),
    ).toBe('`TypeError`: Operation (Name: .place) is already registered.');
    expect(
      throwing(
        `Code is being registered after DBOS.launch().  DBOS was launched from:\n>>> Proxy.<anonymous> (file://${elsewhere}:108:34)\n`,
      ),
    ).toBe('`TypeError`: Code is being registered after DBOS.launch().');
  });

  it('leaves out the stack that a message ends with', () => {
    expect(machineFree(`declined\n    at charge (${elsewhere}:1:2)\n    at async ${elsewhere}:3:4`)).toBe('declined');
  });

  it('names a file without its folders', () => {
    expect(machineFree(`Cannot find module '${root}/src/orders.js'`)).toBe("Cannot find module 'orders.js'");
    expect(machineFree(`ENOENT: no such file, open ${elsewhere}`)).toBe('ENOENT: no such file, open evaluate.js');
    expect(machineFree('GET http://localhost/tmp/orders')).toBe('GET http://localhost/tmp/orders');
  });

  it('keeps what is no path', () => {
    const text = 'Invalid call: `DBOS.recv` inside a `step` or `transaction`\nPrevious errors:';
    expect(machineFree(text)).toBe(text);
  });
});

describe('docs/proofs.json', () => {
  it('names no folder of a machine', () => {
    const named = Object.entries(readProofs()).filter(([, { seen }]) =>
      />>> |file:\/\/|(?:^|[\s'"(])(?:\/(?:home|opt|private|root|srv|tmp|usr|Users|var|work)\/|[A-Z]:\\)/.test(seen),
    );
    expect(named).toEqual([]);
  });
});

/** The text for an example that throws this. */
function throwing(message: string): string {
  const [example] = parseExamples('```ts incorrect verdict=throws\n```', 'docs/rules/some.md');
  return sightOf(example as Example, { loading: [{ name: 'TypeError', message }], recoveries: [], spent: 0 });
}
