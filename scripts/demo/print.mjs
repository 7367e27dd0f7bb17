/** Findings and diffs as a person wants to read them, and findings as JSON. */
import { unifiedDiff } from './diff.mjs';
import { shortPath } from './lint.mjs';
import { bold, cyan, dim, green, red, underlined, yellow } from './paint.mjs';

/** Longer source lines are cut around the finding. In characters. */
const WIDTH = 160;

/** Findings by file, and a summary in one line. */
export function showFindings(lint) {
  showByFile(lint);
  console.log(summaryOf(lint));
}

/** The whole demo: what was found, what `--fix` would change, what is left for a human. */
export function showDemo(found, { changes, left }) {
  showFindings(found);

  heading('What `eslint --fix` would change (nothing is written here)');
  if (changes.length === 0) console.log('Nothing.');
  for (const { file, before, after } of changes) {
    console.log(unifiedDiff(shortPath(file), before, after).map(paintDiffLine).join('\n'));
  }

  heading('What is left after `eslint --fix`');
  if (left.findings.length + left.unparsed.length === 0) {
    console.log(green('Nothing: the repaired code is clean.'));
    return;
  }
  showByFile(left);
  console.log(leftOverOf(found, left));
}

/** The findings as data. With `left`, also those that `--fix` leaves. */
export function jsonOf(lint, left) {
  const { folder, fileCount, findings, unparsed } = lint;
  return {
    folder,
    fileCount,
    findings: findings.map(dataOf),
    unparsed,
    ...(left === undefined ? {} : { afterFix: { findings: left.findings.map(dataOf), unparsed: left.unparsed } }),
  };
}

function dataOf({ file, line, column, endLine, endColumn, rule, severity, message, isFixable, suggestions }) {
  return { file, line, column, endLine, endColumn, rule, severity, message, isFixable, suggestions };
}

function showByFile({ findings, unparsed }) {
  for (const [file, inFile] of byFile(findings)) {
    console.log(underlined(shortPath(file)) + '\n');
    for (const finding of inFile) showFinding(finding);
  }
  for (const { file, line, column, message } of unparsed) {
    console.log(`${underlined(shortPath(file))}\n\n  ${line}:${column}  ${yellow('not linted')}  ${message}\n`);
  }
}

function byFile(findings) {
  const files = new Map();
  for (const finding of findings) {
    const inFile = files.get(finding.file) ?? [];
    files.set(finding.file, inFile);
    inFile.push(finding);
  }
  return files;
}

function showFinding({ line, column, rule, severity, message, isFixable, suggestions, ...rest }) {
  const mark = severity === 'error' ? red : yellow;
  console.log(`  ${bold(`${line}:${column}`)}  ${mark(rule)}  ${message}`);
  for (const excerpt of excerptOf({ line, column, ...rest }, mark)) console.log(`  ${excerpt}`);
  if (isFixable) console.log(`  ${green('--fix repairs this')}`);
  for (const suggestion of suggestions) console.log(`  ${cyan('suggestion:')} ${suggestion}`);
  console.log();
}

/** The source line with the finding underlined. */
function excerptOf({ line, column, endLine, endColumn, text }, mark) {
  const from = column - 1 > WIDTH / 2 && text.length > WIDTH ? column - 1 - WIDTH / 2 : 0;
  const shown = text.slice(from, from + WIDTH);
  const start = column - 1 - from;
  const end = endLine > line ? shown.length : Math.min(endColumn - 1 - from, shown.length);
  // A tab in the line stays a tab below it, so that the carets stand where they should.
  const margin = shown.slice(0, start).replace(/[^\t]/gu, ' ');
  const gutter = String(line);
  return [
    `${dim(`${gutter} |`)} ${shown}`,
    `${dim(`${' '.repeat(gutter.length)} |`)} ${margin}${mark('^'.repeat(Math.max(1, end - start)))}`,
  ];
}

function summaryOf({ fileCount, findings, unparsed }) {
  const notLinted = unparsed.length === 0 ? '' : ` ${yellow(`${count(unparsed.length, 'file')} could not be parsed.`)}`;
  if (findings.length === 0)
    return `${green(`No findings in ${count(fileCount - unparsed.length, 'file')}.`)}${notLinted}`;

  const files = new Set(findings.map(({ file }) => file)).size;
  const kinds = [
    `${findings.filter(({ isFixable }) => isFixable).length} repaired by --fix`,
    `${findings.filter((finding) => !finding.isFixable && finding.suggestions.length > 0).length} with a suggestion`,
    `${findings.filter((finding) => !finding.isFixable && finding.suggestions.length === 0).length} only explained`,
  ];
  return `${bold(count(findings.length, 'finding'))} in ${files} of ${count(fileCount, 'file')}: ${kinds.join(', ')}.${notLinted}`;
}

function leftOverOf(found, left) {
  const repaired = found.findings.length - left.findings.length;
  const fixable = left.findings.filter(({ isFixable }) => isFixable).length;
  const suggested = left.findings.filter((finding) => !finding.isFixable && finding.suggestions.length > 0).length;
  const again = fixable === 0 ? '' : ` ${fixable} of them would be repaired by another run of --fix.`;
  return (
    bold(
      `${count(repaired, 'finding')} of ${found.findings.length} repaired; ${left.findings.length} left for a human.`,
    ) + ` ${suggested} of them come with a suggestion, which an editor applies with one key.${again}`
  );
}

function paintDiffLine(line) {
  if (line.startsWith('---') || line.startsWith('+++')) return bold(line);
  if (line.startsWith('@@')) return cyan(line);
  if (line.startsWith('+')) return green(line);
  if (line.startsWith('-')) return red(line);
  return line;
}

function heading(text) {
  console.log(`\n${bold(text)}\n${bold('='.repeat(text.length))}\n`);
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
