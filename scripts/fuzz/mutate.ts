/** Texts that nobody would write, made from one that somebody did. Many do not parse: then nothing is said of them. */
import type { Random } from './random.ts';

type Mutation = (text: string, random: Random, other: string) => string;

const piece = (text: string, random: Random, longest: number): readonly [start: number, end: number] => {
  const start = random.below(text.length + 1);
  return [start, Math.min(text.length, start + random.below(longest))];
};

const truncated: Mutation = (text, random) => text.slice(0, random.below(text.length));

const spliced: Mutation = (text, random, other) => {
  const [start, end] = piece(other, random, 200);
  const at = random.below(text.length + 1);
  return text.slice(0, at) + other.slice(start, end) + text.slice(at);
};

const shortened: Mutation = (text, random) => {
  const [start, end] = piece(text, random, 4);
  return text.slice(0, start) + text.slice(end);
};

const lineMoved: Mutation = (text, random) => {
  const lines = text.split('\n');
  const [line = ''] = lines.splice(random.below(lines.length), 1);
  lines.splice(random.below(lines.length + 1), 0, line);
  return lines.join('\n');
};

const lineRepeated: Mutation = (text, random) => {
  const lines = text.split('\n');
  lines.splice(random.below(lines.length), 0, random.pick(lines) ?? '');
  return lines.join('\n');
};

/** One name for another of the same file: what was a function is called as an object, and so on. */
const renamed: Mutation = (text, random) => {
  const names = text.match(/\b[A-Za-z_$][\w$]*\b/gu) ?? [];
  const [from, to] = [random.pick(names), random.pick(names)];
  if (from === undefined || to === undefined) return text;
  const at = text.indexOf(from, random.below(text.length));
  return at < 0 ? text : text.slice(0, at) + to + text.slice(at + from.length);
};

const commented: Mutation = (text, random) => {
  const ends = Array.from(text.matchAll(/[(){}[\],;]/gu), ({ index }) => index);
  const at = random.pick(ends) ?? 0;
  return `${text.slice(0, at)} /* kept ${at} */ ${text.slice(at)}`;
};

/** The style without semicolons, in which one stands in front of what would go on with the line above. */
export const unended = (text: string): string =>
  text.replaceAll(/;[ \t]*(?=\r?\n)/gu, '').replaceAll(/^([ \t]*)(?=[([`])/gmu, '$1;');

const MUTATIONS: readonly Mutation[] = [
  unended,
  truncated,
  spliced,
  shortened,
  lineMoved,
  lineRepeated,
  renamed,
  commented,
  commented,
];

/** One to three mutations, one upon the other. `other` is a text to take pieces from. */
export function mutated(text: string, random: Random, other: string): string {
  let result = text;
  for (let count = 1 + random.below(3); count > 0; count--) {
    const mutation = random.pick(MUTATIONS) ?? truncated;
    result = mutation(result, random, other);
  }
  return result;
}
