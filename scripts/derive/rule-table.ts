/** The tables of rules in the README: one for each category, the most urgent first. */
import { PRIORITIES, type Level, type RuleFacts } from './rule-facts.ts';

const BEGIN = '<!-- begin generated rules -->';
const END = '<!-- end generated rules -->';

const LEGEND =
  '✅ in `recommended`, 🔒 in `strict` (⚠️: as a warning); 🔧 repaired by `eslint --fix`, 💡 with suggestions, where that is safe.';

const HEAD = ['| Rule | What it does | ✅ | 🔒 | 🔧 | 💡 |', '| --- | --- | --- | --- | --- | --- |'];

/** The README with its rule tables brought up to date. Throws when it lacks the markers. */
export function withRuleTables(readme: string, rules: readonly RuleFacts[]): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`README.md has no lines ${BEGIN} and ${END}`);
  return `${readme.slice(0, begin)}${BEGIN}\n\n${ruleTables(rules)}\n\n${readme.slice(end)}`;
}

function ruleTables(rules: readonly RuleFacts[]): string {
  const groups = new Set(rules.toSorted((a, b) => urgency(a) - urgency(b)).map(groupOf));
  const sections = Array.from(groups, (group) => {
    const rows = rules.filter((rule) => groupOf(rule) === group).map(rowOf);
    return [`### ${group}`, '', ...HEAD, ...rows].join('\n');
  });
  return [summaryOf(rules), LEGEND, ...sections].join('\n\n');
}

function summaryOf(rules: readonly RuleFacts[]): string {
  const count = (holds: (rule: RuleFacts) => boolean): string => String(rules.filter(holds).length);
  const config = [
    `${count(({ recommended }) => recommended !== 'off')} in \`recommended\``,
    `${count(({ strict }) => strict !== 'off')} in \`strict\``,
    `${count(({ strict }) => strict === 'off')} to turn on by name`,
  ];
  return `${String(rules.length)} rules: ${config.join(', ')}; ${count(({ fixable }) => fixable)} have fixes, ${count(({ hasSuggestions }) => hasSuggestions)} suggestions. [Which advice of the DBOS skill they cover](docs/skill-coverage.md), and what is left to people.`;
}

function groupOf({ category, priority }: RuleFacts): string {
  return `${category.slice(0, 1).toUpperCase()}${category.slice(1)} (${priority})`;
}

/** Position of the rule's priority, the most urgent first; one that is not in the list comes last. */
function urgency({ priority }: RuleFacts): number {
  const position = PRIORITIES.findIndex((known) => known === priority);
  return position < 0 ? PRIORITIES.length : position;
}

function rowOf(rule: RuleFacts): string {
  const cells = [
    `[\`${rule.name}\`](docs/rules/${rule.name}.md)`,
    rule.description,
    levelMark(rule.recommended),
    rule.strict === 'off' ? '' : '🔒',
    rule.fixable ? '🔧' : '',
    rule.hasSuggestions ? '💡' : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

function levelMark(level: Level): string {
  return { off: '', warn: '✅⚠️', error: '✅' }[level];
}
