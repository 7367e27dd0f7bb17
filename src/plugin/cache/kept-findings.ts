/**
 * What was found in one file, by rule, as an earlier lint has left it on the disk. It holds under a key: a hash of all that the findings depend
 * on. What stands under another key, or was damaged, is nothing.
 */
import { textOf, writeWhole } from '../program/disk.ts';
import type { Report } from '../report.ts';
import { hashOf } from './hash.ts';

/** The findings of one file under one key. */
export class KeptFindings {
  readonly #file: string;
  readonly #key: string;
  readonly #reports: Map<string, readonly Report[]>;
  #hasNews = false;

  constructor(file: string, key: string) {
    this.#file = file;
    this.#key = key;
    this.#reports = read(file, key);
  }

  /** What a rule with its options reports; undefined: not known. */
  of(rule: string): readonly Report[] | undefined {
    return this.#reports.get(rule);
  }

  add(rule: string, reports: readonly Report[]): void {
    this.#reports.set(rule, reports);
    this.#hasNews = true;
  }

  get isEmpty(): boolean {
    return this.#reports.size === 0;
  }

  /** Something was added that is not on the disk. */
  get hasNews(): boolean {
    return this.#hasNews;
  }

  save(): void {
    this.#hasNews = false;
    const quiet: string[] = [];
    const loud: [string, readonly Report[]][] = [];
    for (const [rule, reports] of this.#reports) {
      if (reports.length === 0) quiet.push(rule);
      else loud.push([rule, reports]);
    }
    const body = JSON.stringify({ quiet, loud } satisfies Body);
    writeWhole(this.#file, `${this.#key} ${hashOf(body)}\n${body}`);
  }
}

interface Body {
  /** Rules that report nothing. */
  readonly quiet: readonly string[];
  readonly loud: readonly (readonly [rule: string, reports: readonly Report[]])[];
}

function read(file: string, key: string): Map<string, readonly Report[]> {
  const text = textOf(file) ?? '';
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  // With this first line, the text is what `save` has written.
  if (end === -1 || text.slice(0, end) !== `${key} ${hashOf(body)}`) return new Map();
  const { quiet, loud } = JSON.parse(body) as Body;
  return new Map([...quiet.map((rule) => [rule, []] as const), ...loud]);
}
