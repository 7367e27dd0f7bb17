/**
 * Globs of settings and options: `**` any folders, `*` any characters but a slash, `?` one of them, `{a,b}` either. A glob without a
 * slash is matched against the file's name.
 */
export function matchesGlob(path: string, glob: string): boolean {
  const subject = glob.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1);
  return expand(glob.replace(/^\.\//u, '')).some((pattern) => matches(pattern.split('/'), subject.split('/')));
}

function expand(glob: string): readonly string[] {
  const open = glob.indexOf('{');
  const close = glob.indexOf('}', open);
  if (open < 0 || close < 0) return [glob];
  const tails = expand(glob.slice(close + 1));
  return glob
    .slice(open + 1, close)
    .split(',')
    .flatMap((part) => tails.map((tail) => glob.slice(0, open) + part + tail));
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return path.length === 0;
  if (head === '**') return matches(rest, path) || (path.length > 0 && matches(pattern, path.slice(1)));
  const [segment, ...further] = path;
  return segment !== undefined && matchesSegment(head, segment) && matches(rest, further);
}

/** `*` and `?` inside one segment; greedy with one point to return to, so linear in practice and never exponential. */
function matchesSegment(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < text.length) {
    if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at += 1;
      index += 1;
    } else if (pattern[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
