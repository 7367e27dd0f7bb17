/** The head of `docs/rules/<name>.md`: all that stands above its marker is written from the rule's metadata. */
import type { RuleFacts } from './rule-facts.ts';

export const END_OF_HEAD = '<!-- end of generated head -->';

/** The page with its head brought up to date. Throws when the page has no marker. */
export function withHead(page: string, rule: RuleFacts): string {
  const end = page.indexOf(END_OF_HEAD);
  if (end < 0) throw new Error(`docs/rules/${rule.name}.md has no line ${END_OF_HEAD}`);
  return headOf(rule) + page.slice(end);
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
