/** The table of the README that says with what the plugin was tried, from the results that `npm run compat` wrote. */

export interface CompatibilityRow {
  readonly title: string;
  /** Of the linter that was installed. */
  readonly version: string;
  /** What was tried and worked. */
  readonly passed: readonly string[];
}

export interface Compatibility {
  readonly node: string;
  readonly rows: readonly CompatibilityRow[];
}

const BEGIN = '<!-- begin generated compatibility -->';
const END = '<!-- end generated compatibility -->';

/** The README with the table between its marks; as it is when it has no marks. */
export function withCompatibility(readme: string, { node, rows }: Compatibility): string {
  const [start, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (start < 0 || end < start) return readme;
  const table = [
    `Tried from the packed tarball, on Node ${node}, by \`npm run compat\`:`,
    '',
    '| With | Version | Worked |',
    '| --- | --- | --- |',
    ...rows.map(({ title, version, passed }) => `| ${title} | ${version} | ${passed.join(', ')} |`),
  ];
  return `${readme.slice(0, start)}${BEGIN}\n\n${table.join('\n')}\n\n${readme.slice(end)}`;
}
