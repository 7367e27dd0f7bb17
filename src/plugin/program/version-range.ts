/** Versions as far as the knowledge of an SDK speaks of them: three numbers. */

export interface SdkVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Longer texts are no versions. */
const MAX_LENGTH = 500;

/** The version that a manifest states: `5.3.0`, `v5.3.0-beta.1`. */
export function parseVersion(text: string): SdkVersion | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [whole, major, minor, patch] = /^[v=]*\s*(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(text.trim()) ?? [];
  return whole === undefined ? undefined : { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/**
 * The lowest version that a range of npm allows. Undefined when it has no lower end (`*`, `<5`), and when it is none: a tag, a path,
 * an address.
 */
export function lowestVersion(range: string): SdkVersion | undefined {
  if (range.length > MAX_LENGTH) return undefined;
  const lowest = range.split('||').map(lowestOfSet);
  // A part without a lower end makes the whole range one.
  const known = lowest.filter((version) => version !== undefined);
  return known.length < lowest.length ? undefined : known.sort(compareVersions)[0];
}

/** Whether a range is for another major version only: `^4.2.0`, `~4.2`, `4.x` for 5.3.0. */
export function isForOtherMajor(range: string, { major }: SdkVersion): boolean {
  if (range.length > MAX_LENGTH) return false;
  return range.split('||').every((set) => {
    const only = /^\s*(?:[\^~=v]\s*)?(\d+)(?:\.[\w.*+-]*)?\s*$/.exec(set)?.[1];
    return only !== undefined && Number(only) !== major;
  });
}

/** Negative when `a` comes before `b`. */
export function compareVersions(a: SdkVersion, b: SdkVersion): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** The lowest version that satisfies all comparators of a set: `>=4.1 <6`, `1.2 - 2`, `^5.0.0`. */
function lowestOfSet(set: string): SdkVersion | undefined {
  const [, from] = /^\s*(\S+)\s+-\s+\S+\s*$/.exec(set) ?? [];
  const comparators = (from ?? set)
    .replace(/([<>=~^])\s+/g, '$1')
    .trim()
    .split(/\s+/);
  const ends: SdkVersion[] = [];
  for (const comparator of comparators) {
    const [whole, operator, major, minor, patch] =
      /^(>=|<=|>|<|=|\^|~>?|)v?(\d+|[x*])(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(?:[-+][\w.+-]*)?$/i.exec(comparator) ?? [];
    if (whole === undefined || operator === undefined) return undefined;
    if (operator.startsWith('<') || !isNumber(major)) continue;
    ends.push(lowerEnd(operator, Number(major), numberOf(minor), numberOf(patch)));
  }
  return ends.sort(compareVersions).at(-1);
}

function lowerEnd(operator: string, major: number, minor: number | undefined, patch: number | undefined): SdkVersion {
  if (operator !== '>') return { major, minor: minor ?? 0, patch: patch ?? 0 };
  // `>4` excludes all of 4.
  if (minor === undefined) return { major: major + 1, minor: 0, patch: 0 };
  return patch === undefined ? { major, minor: minor + 1, patch: 0 } : { major, minor, patch: patch + 1 };
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && /^\d+$/.test(text);
}

function numberOf(text: string | undefined): number | undefined {
  return isNumber(text) ? Number(text) : undefined;
}
