import { mergeConfig } from 'vitest/config';

import base from './vitest.config.ts';

/** For `npm run mutation`: only the specs, and of these only those whose heading names what is measured. */
const { MUTATION_SPECS = '' } = process.env;

const { include: _all, ...options } = base.test ?? {};

export default mergeConfig(
  { test: options },
  {
    test: {
      include: ['tests/specs.test.ts'],
      ...(MUTATION_SPECS !== '' && { testNamePattern: MUTATION_SPECS }),
    },
  },
);
