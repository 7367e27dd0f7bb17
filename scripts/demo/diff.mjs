/** Unified diffs of short texts. */

const CONTEXT = 3;

/**
 * The lines of a unified diff, header included; none when the texts are equal.
 *
 * @param {string} name The file's name in the header.
 * @param {string} before
 * @param {string} after
 * @returns {string[]}
 */
export function unifiedDiff(name, before, after) {
  if (before === after) return [];
  const edits = editsOf(linesOf(before), linesOf(after));
  return [`--- a/${name}`, `+++ b/${name}`, ...hunksOf(edits).flatMap(hunkLines)];
}

function linesOf(text) {
  return text.replace(/\n$/u, '').split('\n');
}

/**
 * The shortest way from one list of lines to the other, by the longest common subsequence.
 *
 * @returns {{ sign: ' ' | '-' | '+', text: string, oldLine: number, newLine: number }[]} Line numbers are 1-based; an added line carries
 *   the number of the old line that it comes before, and the other way round.
 */
function editsOf(before, after) {
  // common[i][j]: length of the longest common subsequence of before[i..] and after[j..]
  const common = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i][j] = before[i] === after[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }

  const edits = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const place = { oldLine: i + 1, newLine: j + 1 };
    if (i < before.length && j < after.length && before[i] === after[j]) {
      edits.push({ sign: ' ', text: before[i], ...place });
      i++;
      j++;
    } else if (j === after.length || (i < before.length && common[i + 1][j] >= common[i][j + 1])) {
      edits.push({ sign: '-', text: before[i++], ...place });
    } else {
      edits.push({ sign: '+', text: after[j++], ...place });
    }
  }
  return edits;
}

/** Groups of edits that lie so near to each other that their context would overlap. */
function hunksOf(edits) {
  const hunks = [];
  let end = -1;
  edits.forEach(({ sign }, at) => {
    if (sign === ' ') return;
    const start = Math.max(0, at - CONTEXT);
    const isNew = hunks.length === 0 || start > end;
    if (isNew) hunks.push({ start, end: 0 });
    end = Math.min(edits.length, at + CONTEXT + 1);
    hunks.at(-1).end = end;
  });
  return hunks.map((hunk) => edits.slice(hunk.start, hunk.end));
}

function hunkLines(hunk) {
  const [first] = hunk;
  const oldCount = hunk.filter(({ sign }) => sign !== '+').length;
  const newCount = hunk.filter(({ sign }) => sign !== '-').length;
  const header = `@@ -${first.oldLine},${oldCount} +${first.newLine},${newCount} @@`;
  return [header, ...hunk.map(({ sign, text }) => sign + text)];
}
