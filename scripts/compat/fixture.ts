/** The project that every combination of versions lints, and what must be found and repaired in it. */

export const FILES: Readonly<Record<string, string>> = {
  'clock.ts': `export function stamp(): number {
  return Date.now();
}
`,
  'order.ts': `import { DBOS } from '@dbos-inc/dbos-sdk';
import { stamp } from './clock.js';

async function checkout(id: string): Promise<number> {
  const drawn: number = Math.random(); // kept
  const at = stamp();
  // eslint-disable-next-line durable/workflow-determinism -- the day is never looked at
  const day = new Date();
  return drawn + at + day.getDay() + id.length;
}

export const checkoutWorkflow = DBOS.registerWorkflow(checkout, { name: 'checkout' });
`,
  'inbox.js': `import { DBOS } from '@dbos-inc/dbos-sdk';

async function receive() {
  return await DBOS.recv('topic');
}

async function inbox() {
  return await DBOS.runStep(receive, { name: 'receive' });
}

export const inboxWorkflow = DBOS.registerWorkflow(inbox, { name: 'inbox' });
`,
};

/** File, line and rule of each finding. */
export const FINDINGS: readonly string[] = [
  'inbox.js:4 durable/no-recv-in-step',
  'order.ts:5 durable/workflow-determinism',
  'order.ts:6 durable/workflow-determinism',
];

/** A line that a repair makes. */
export const REPAIRED =
  "  const drawn: number = await DBOS.runStep(async () => Math.random(), { name: 'random' }); // kept";

/** A clock that is none: with it, one finding of `order.ts` is gone. */
export const PURE_CLOCK = `export function stamp(): number {
  return 5;
}
`;

const ESM_CONFIG = `import parser from '@typescript-eslint/parser';
import durable from 'eslint-plugin-durable';

export default [
  { files: ['**/*.ts'], languageOptions: { parser } },
  { ...durable.configs.recommended, files: ['*.ts', '*.js'] },
];
`;

const CJS_CONFIG = `const parser = require('@typescript-eslint/parser');
const durable = require('eslint-plugin-durable');

module.exports = [
  { files: ['**/*.ts'], languageOptions: { parser } },
  { ...durable.configs.recommended, files: ['*.ts', '*.js'] },
];
`;

const LEGACY_CONFIG = {
  root: true,
  parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
  extends: ['plugin:durable/legacy-recommended'],
  overrides: [{ files: ['*.ts'], parser: '@typescript-eslint/parser' }],
};

/** The ways in which a config is written, each with its file. */
export const CONFIGS = {
  'eslint.config.mjs': ESM_CONFIG,
  'eslint.config.cjs': CJS_CONFIG,
  'eslint.config.ts': ESM_CONFIG,
  '.eslintrc.json': JSON.stringify(LEGACY_CONFIG),
} as const;
