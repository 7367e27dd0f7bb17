/** Which of a few words was meant by one that is none of them. */

/** The word that was meant. */
export interface Meant {
  readonly word: string;
  /** It differs only in capitals and in the marks between its parts: `timeout_ms` for `timeoutMS`. */
  readonly isSpelling: boolean;
}

/** The only word that is near enough; undefined when there is none, or several. */
export function meantWord(written: string, words: readonly string[]): Meant | undefined {
  const same = words.filter((word) => bare(word) === bare(written));
  const [spelling] = same;
  if (spelling !== undefined) return same.length === 1 ? { word: spelling, isSpelling: true } : undefined;
  const near = words.filter((word) => distance(bare(word), bare(written)) <= tolerance(word));
  const [word] = near;
  return word !== undefined && near.length === 1 ? { word, isSpelling: false } : undefined;
}

function bare(word: string): string {
  return word.replaceAll(/[-_]/gu, '').toLowerCase();
}

/** Slips of the pen in words that are long enough to be told from others. */
function tolerance(word: string): number {
  if (word.length < 6) return 0;
  return word.length < 10 ? 1 : 2;
}

/** Letters to add, drop, change or swap with their neighbour (Damerau, restricted). */
function distance(one: string, other: string): number {
  let before: readonly number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const costs = [
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      ];
      if (isSwap && row > 1 && column > 1) costs.push((before[column - 2] ?? 0) + 1);
      current.push(Math.min(...costs));
    }
    before = last;
    last = current;
  }
  return last[other.length] ?? 0;
}
