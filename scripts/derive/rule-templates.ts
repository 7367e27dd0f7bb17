/** The three files a rule begins with. Their tests fail until the words in angle brackets are replaced. */
import { END_OF_HEAD } from './rule-page.ts';

export function ruleTemplate(name: string): string {
  return `/** <What is found, and what the SDK does with it: the place in its source.> */
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: '${name}',
  category: 'workflow',
  levels: { strict: 'error' },
  description: 'disallow <what>',
  messages: {
    found: '\`{{code}}\` <does what, when the workflow is recovered>.',
  },
  listen: ({ textOf }) => ({
    *occurrence({ node, context }) {
      if (context.role !== 'workflow') return;
      yield { node, message: 'found', data: { code: textOf(node) } };
    },
  }),
});
`;
}

export function pageTemplate(name: string): string {
  return `${END_OF_HEAD}

<Why this breaks, and when one would notice.>

## Examples

### Incorrect

\`\`\`ts incorrect verdict=diverges
import { DBOS } from '@dbos-inc/dbos-sdk';

async function checkout() {
  <the mistake> // error: [${name}]
}

export const checkoutWorkflow = DBOS.registerWorkflow(checkout, { name: 'checkout' });
\`\`\`

### Correct

\`\`\`ts correct verdict=equal
import { DBOS } from '@dbos-inc/dbos-sdk';

async function checkout() {
  <the right way>
}

export const checkoutWorkflow = DBOS.registerWorkflow(checkout, { name: 'checkout' });
\`\`\`

## Fix safety

<What the repairs change, and why that is safe.>

## When not to use it

<When the finding would be right and yet unwanted.>
`;
}

export function specTemplate(name: string): string {
  return `# ${name}

<What is found, in one paragraph.>

## The plain case

\`\`\`ts
import { DBOS } from '@dbos-inc/dbos-sdk';

async function checkout() {
  <the mistake> // error: [${name}] "<text of the message>"
}
DBOS.registerWorkflow(checkout, { name: 'checkout' });
\`\`\`

## What is not reported

### <A case that looks like it>

\`\`\`ts
import { DBOS } from '@dbos-inc/dbos-sdk';

async function checkout() {
  <the right way>
}
DBOS.registerWorkflow(checkout, { name: 'checkout' });
\`\`\`
`;
}
