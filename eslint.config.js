import { existsSync } from 'node:fs';

import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import tseslint from 'typescript-eslint';

// The plugin lints itself, as soon as it is built: `npm test` and `npm run build` do that first.
const built = new URL('./dist/index.js', import.meta.url);
const durable = existsSync(built) ? (await import(built.href)).default : undefined;

export default defineConfig(
  globalIgnores(['dist', 'coverage', 'reports', '.cache', '.stryker-tmp', 'examples', '**/fixtures']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // `() => voidCall()` reads well where the result is nobody's business.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Node types are compared with their names: the enum would be a run-time import.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Numbers in a message are what they look like.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      // `as` is for the border to ESLint.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'typescript', message: 'TypeScript 7 has no compiler API, and not every user has TypeScript.' },
            { name: 'eslint', allowTypeImports: true, message: 'Oxlint users have no ESLint.' },
          ],
          patterns: [
            {
              group: ['@typescript-eslint/utils', '@typescript-eslint/utils/*'],
              allowTypeImports: true,
              message: 'It loads ESLint and TypeScript. Take scope-manager, visitor-keys, types or eslint-utils.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/{analysis,syntax,fixes,plugin}/**/*.ts'],
    // Trees come from parsers that do not all keep to the types: what cannot be missing sometimes is.
    rules: { '@typescript-eslint/no-unnecessary-condition': 'off' },
  },
  { files: ['src/plugin/**/*.ts'], rules: { '@typescript-eslint/consistent-type-assertions': 'off' } },
  {
    files: ['src/rules/**/*.ts', 'src/plugin/**/*.ts'],
    extends: [eslintPlugin.configs.recommended],
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  durable === undefined
    ? []
    : [
        { files: ['src/**/*.ts', 'scripts/**/*.ts', 'tests/**/*.ts'], extends: [durable.configs.strict] },
        // A test's database holds a few rows.
        { files: ['tests/**/*.ts'], rules: { 'durable/require-list-limit': 'off' } },
      ],
);
