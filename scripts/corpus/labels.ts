/** What the labels of the corpus say, and how they are read. Facts only: no line of the labelled repositories is kept. */

/** One hand-made judgement of one line. */
export interface Label {
  readonly repo: string;
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly category: string;
  readonly rule_hint: string;
  readonly label: 'positive' | 'negative' | 'debatable';
  readonly scope: string;
  readonly difficulty: string;
  readonly note: string;
  /** What goes wrong; only positives have one. */
  readonly impact?: string;
  /** Further locations down to the cause, `file:line`. */
  readonly path?: readonly string[];
  /** Other lines of the same file where a report is as good. */
  readonly altLines?: readonly number[];
  /** Oldest SDK major the label is about: `>=5`. */
  readonly appliesTo?: string;
  /** First twelve hex digits of the SHA-256 of the trimmed line. */
  readonly lineHash: string;
}

/** The files of one repository that were labelled completely. */
export interface Coverage {
  readonly exhaustive: readonly string[];
}

export interface Repository {
  readonly repo: string;
  readonly commit: string;
  /** The SDK version ranges its manifests ask for. */
  readonly sdk: readonly string[];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isLabel(value: unknown): value is Label {
  if (!isRecord(value)) return false;
  const texts = ['repo', 'file', 'category', 'rule_hint', 'scope', 'difficulty', 'note', 'lineHash'];
  return (
    texts.every((key) => typeof value[key] === 'string') &&
    typeof value['line'] === 'number' &&
    ['positive', 'negative', 'debatable'].includes(String(value['label'])) &&
    (value['path'] === undefined || areStrings(value['path'])) &&
    (value['altLines'] === undefined || Array.isArray(value['altLines']))
  );
}

function isRepository(value: unknown): value is Repository {
  return (
    isRecord(value) &&
    typeof value['repo'] === 'string' &&
    typeof value['commit'] === 'string' &&
    areStrings(value['sdk'])
  );
}

function isCoverage(value: unknown): value is Coverage {
  return isRecord(value) && areStrings(value['exhaustive']);
}

function rows<T>(text: string, what: string, isRow: (row: unknown) => row is T): readonly T[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new Error(`${what}: expected an array`);
  return parsed.map((row: unknown, index) => {
    if (!isRow(row)) throw new Error(`${what}: row ${index} is not understood`);
    return row;
  });
}

/** Reads `labels.json`. Throws an error that names the row when one is malformed. */
export function readLabels(text: string): readonly Label[] {
  return rows(text, 'labels.json', isLabel);
}

/** Reads `repos.json`. Throws as `readLabels`. */
export function readRepositories(text: string): readonly Repository[] {
  return rows(text, 'repos.json', isRepository);
}

/** Reads `coverage.json`: completely labelled files by repository. Throws as `readLabels`. */
export function readCoverage(text: string): ReadonlyMap<string, Coverage> {
  const parsed: unknown = JSON.parse(text);
  if (!isRecord(parsed)) throw new Error('coverage.json: expected an object');
  return new Map(
    Object.entries(parsed).map(([repo, coverage]) => {
      if (!isCoverage(coverage)) throw new Error(`coverage.json: ${repo} is not understood`);
      return [repo, coverage];
    }),
  );
}

/** The newest SDK major that a repository asks for; undefined when its ranges name none (`*`, `file:`, `catalog:`). */
export function sdkMajorOf(ranges: readonly string[]): number | undefined {
  const majors = ranges.flatMap((range) => {
    const match = /^[\^~>=v\s]*(\d+)/.exec(range);
    return match ? [Number(match[1])] : [];
  });
  return majors.length > 0 ? Math.max(...majors) : undefined;
}

/** Whether a label is about code that uses this major of the SDK. Of an unknown version nothing is removed. */
export function appliesTo(label: Label, sdkMajor: number | undefined): boolean {
  if (label.appliesTo === undefined) return true;
  const oldest = /\d+/.exec(label.appliesTo);
  return oldest !== null && sdkMajor !== undefined && sdkMajor >= Number(oldest[0]);
}

/** Every file that a label, one of its paths or the coverage speaks of, as `repo file`. */
export function labelledFiles(labels: readonly Label[], coverage: ReadonlyMap<string, Coverage>): ReadonlySet<string> {
  return new Set([
    ...labels.flatMap(({ repo, file, path }) => [
      `${repo} ${file}`,
      ...(path ?? []).map((location) => `${repo} ${location.slice(0, location.lastIndexOf(':'))}`),
    ]),
    ...[...coverage].flatMap(([repo, { exhaustive }]) => exhaustive.map((file) => `${repo} ${file}`)),
  ]);
}
