/** The head of `docs/rules/<name>.md`: all that stands above its marker is written from the rule's metadata. */
import type { RuleFacts } from './rule-facts.ts';

export const END_OF_HEAD = '<!-- end of generated head -->';

/** The page with its head brought up to date; what stood above the marker is replaced. A page that has no marker yet gets one on top. */
export function withHead(page: string, rule: RuleFacts): string {
  const end = page.indexOf(END_OF_HEAD);
  const rest = end < 0 ? `${END_OF_HEAD}\n\n${withoutTitle(page)}` : page.slice(end);
  return headOf(rule) + rest;
}

/** A page begun by hand opens with a title of its own, which the head would repeat. */
function withoutTitle(page: string): string {
  return page.replace(/^\s*# [^\n]*\n/u, '');
}

function headOf(rule: RuleFacts): string {
  const lines = [
    `# ${rule.name}`,
    `${capitalised(rule.description)}.`,
    [`- Category: ${rule.category}, priority ${rule.priority}`, `- ${configsOf(rule)}`, ...repairsOf(rule)].join('\n'),
  ];
  return `${lines.join('\n\n')}\n\n`;
}

function configsOf({ recommended, strict }: RuleFacts): string {
  const levels = [
    ...(recommended === 'off' ? [] : [`\`recommended\` (${recommended})`]),
    ...(strict === 'off' ? [] : ['`strict` (error)']),
  ];
  return levels.length === 0 ? 'In no config: turn it on by name' : `Configs: ${levels.join(', ')}`;
}

function repairsOf({ fixable, hasSuggestions }: RuleFacts): readonly string[] {
  return [
    ...(fixable ? ['- 🔧 Some findings are repaired by `eslint --fix`'] : []),
    ...(hasSuggestions ? ['- 💡 Some findings carry suggestions for the editor'] : []),
  ];
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
