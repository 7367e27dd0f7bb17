/**
 * Lints a project once, in a process of its own, and prints what that took as JSON. Plain JavaScript, so that nothing but the linter
 * is loaded.
 *
 *     node child.mjs <project> <variant> <url-of-the-plugin> <folder-of-the-linter> [<what-to-lint>]
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [, , folder, variant, pluginUrl, home, target = 'src'] = process.argv;
const require = createRequire(join(home, 'package.json'));
const load = async (name) => {
  const loaded = await import(pathToFileURL(require.resolve(name)).href);
  return loaded.default ?? loaded;
};

/** A rule that does nothing: the first rule of any kind costs a tenth of a run by itself. */
const empty = { meta: { type: 'problem', schema: [] }, create: () => ({ Program() {} }) };

/** What each variant adds to a config that parses TypeScript. */
const VARIANTS = {
  parser: () => [],
  empty: () => [{ plugins: { none: { rules: { empty } } }, rules: { 'none/empty': 'error' } }],
  async recommended() {
    return [(await durable()).configs.recommended];
  },
  /** With what an earlier process has found and kept. */
  async kept() {
    return [(await durable()).configs.recommended, { settings: { durable: { cache: true } } }];
  },
  async strict() {
    return [(await durable()).configs.strict];
  },
  async all() {
    const plugin = await durable();
    const rules = Object.keys(plugin.rules).map((name) => [`durable/${name}`, 'error']);
    return [{ plugins: { durable: plugin }, rules: Object.fromEntries(rules) }];
  },
  async 'typescript-eslint'() {
    const tseslint = await load('typescript-eslint');
    const languageOptions = { parserOptions: { projectService: true, tsconfigRootDir: folder } };
    return [...tseslint.configs.recommendedTypeChecked, { languageOptions }];
  },
  async 'import-x'() {
    const plugin = await load('eslint-plugin-import-x');
    const { createTypeScriptImportResolver } = await load('eslint-import-resolver-typescript');
    // Without these settings it follows no import of a TypeScript file.
    const settings = {
      ...plugin.flatConfigs.typescript.settings,
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: folder })],
    };
    return [{ plugins: { 'import-x': plugin }, settings, rules: { 'import-x/no-cycle': 'error' } }];
  },
  async 'dbos-inc'() {
    const plugin = await load('@dbos-inc/eslint-plugin');
    const languageOptions = { parserOptions: { project: true, tsconfigRootDir: folder } };
    const rules = { '@dbos-inc/dbos-static-analysis': 'error' };
    return [{ plugins: { '@dbos-inc': plugin }, languageOptions, rules }];
  },
};

async function durable() {
  return (await import(pluginUrl)).default;
}

const eslint = require('eslint/use-at-your-own-risk');
const ESLint = eslint.FlatESLint ?? require('eslint').ESLint;
const parser = await load('@typescript-eslint/parser');
const linter = new ESLint({
  cwd: folder,
  overrideConfigFile: true,
  overrideConfig: [
    { files: ['**/*.ts'], languageOptions: { parser } },
    ...(await VARIANTS[variant]()).map((config) => ({ ...config, files: ['**/*.ts'] })),
  ],
});
const start = performance.now();
const results = await linter.lintFiles([target]);
const milliseconds = performance.now() - start;
const failed = results.flatMap(({ messages }) => messages.filter(({ fatal }) => fatal === true));
process.stdout.write(
  JSON.stringify({
    files: results.length,
    findings: results.reduce((sum, { messages }) => sum + messages.length, 0),
    failed: failed.length,
    milliseconds,
    // The whole process, its threads for memory and machine code included.
    cpu: process.resourceUsage().userCPUTime / 1000,
    memory: process.resourceUsage().maxRSS / 1024,
  }),
);
