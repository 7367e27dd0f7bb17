import { mergeConfig } from 'vitest/config';

import base from './vitest.config.ts';

/** For `npm run mutation`: the specs and what holds for all rules, and of these only what names in its heading what is measured. */
const { MUTATION_SPECS = '' } = process.env;

const { include: _all, ...options } = base.test ?? {};

export default mergeConfig(
  { test: options },
  {
    test: {
      include: ['tests/specs.test.ts', 'tests/configs.test.ts', 'tests/skill-coverage.test.ts'],
      ...(MUTATION_SPECS !== '' && { testNamePattern: `${MUTATION_SPECS}|^configs|^the coverage` }),
    },
  },
);
