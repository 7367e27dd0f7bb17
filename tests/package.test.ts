/** The package as a user gets it: packed, unpacked into a project of its own, loaded and run by every supported linter. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { parseSync } from 'oxc-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import manifest from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'durable-package-')));

/** A workflow that draws a random number: whatever lints it must say so. */
const BROKEN = `import { DBOS } from '@dbos-inc/dbos-sdk';

async function checkout() {
  return Math.random();
}

export const checkoutWorkflow = DBOS.registerWorkflow(checkout, { name: 'checkout' });
`;

const FLAT_CONFIG = `import { defineConfig } from 'eslint/config';
import durable from 'eslint-plugin-durable';
import * as parser from '@typescript-eslint/parser';

export default defineConfig({
  files: ['**/*.ts'],
  extends: [durable.configs.recommended],
  languageOptions: { parser },
});
`;

/** Without \`extends\`, which came with ESLint 9.22. */
const OLD_FLAT_CONFIG = `const durable = require('eslint-plugin-durable');

module.exports = [
  { files: ['**/*.ts'], languageOptions: { parser: require('@typescript-eslint/parser') } },
  durable.configs.recommended,
];
`;

const ESLINTRC = `module.exports = {
  root: true,
  parser: '@typescript-eslint/parser',
  parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
  extends: ['plugin:durable/legacy-recommended'],
};
`;

let packedFiles: readonly string[] = [];

beforeAll(() => {
  const build = "import('./scripts/bootstrap.mjs').then(({ ensureBuilt }) => ensureBuilt())";
  execFileSync(process.execPath, ['--eval', build], { cwd: root });
  const shell = process.platform === 'win32';
  const answer = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder],
    {
      cwd: root,
      encoding: 'utf8',
      shell,
    },
  );
  const packed = Object.values(
    JSON.parse(answer) as Record<string, { filename: string; files: { path: string }[] }>,
  )[0];
  if (packed === undefined) throw new Error(`npm pack said: ${answer}`);
  packedFiles = packed.files.map(({ path }) => path);
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', folder]);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the tarball', () => {
  it('holds the build, the pages and nothing of the workshop', () => {
    expect(packedFiles).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.d.ts', 'dist/index.js', 'package.json']),
    );
    expect(
      packedFiles.filter(
        (path) => !/^(?:LICENSE|README\.md|CHANGELOG\.md|package\.json|dist\/.*|docs\/.*\.md)$/u.test(path),
      ),
    ).toEqual([]);
    expect(packedFiles.filter((path) => path.startsWith('docs/rules/'))).not.toEqual([]);
  });

  it('loads exactly its dependencies', () => {
    const text = readFileSync(join(root, 'dist', 'index.js'), 'utf8');
    const { module } = parseSync('index.js', text);
    const imported = module.staticImports.map(({ moduleRequest }) => packageOf(moduleRequest.value));
    // The native parts are loaded by name, when they are first needed: `load("oxc-parser")`.
    const named = Object.keys(manifest.dependencies).filter((name) => text.includes(`load("${name}")`));
    const packages = new Set([...imported.filter((name) => !isBuiltin(name)), ...named]);
    expect([...packages].sort()).toEqual(Object.keys(manifest.dependencies).sort());
    expect(module.dynamicImports).toEqual([]);
  });

  it('needs for its types only ESLint and its dependencies', () => {
    const text = readFileSync(join(root, 'dist', 'index.d.ts'), 'utf8');
    const specifiers = Array.from(
      text.matchAll(/(?:from |import\(|import )['"](?<name>[^'"]+)['"]/gu),
      ({ groups }) => groups?.['name'] ?? '',
    );
    const allowed = ['eslint', ...Object.keys(manifest.dependencies)];
    expect(specifiers.map(packageOf).filter((name) => !allowed.includes(name))).toEqual([]);
  });
});

describe('the lock file', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; resolved?: string; optionalDependencies?: Record<string, string> }>;
  };

  it('names no registry', () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('has the binaries of every platform, without which npm ci refuses it', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !foldersAbove(path).some((above) => `${above}node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });
});

describe('loading', () => {
  it('gives the plugin to require() and to import', () => {
    const project = newProject('load', {});
    const show = 'console.log(JSON.stringify([p.meta.name, Object.keys(p.configs).sort()]))';
    const expected = JSON.stringify([
      'eslint-plugin-durable',
      ['cacheSafe', 'legacy-migrate-v5', 'legacy-recommended', 'legacy-strict', 'migrate-v5', 'recommended', 'strict'],
    ]);
    expect(node(project, `const p = require('eslint-plugin-durable'); ${show}`, 'commonjs')).toBe(expected);
    expect(node(project, `import p from 'eslint-plugin-durable'; ${show}`, 'module')).toBe(expected);
  });

  it('needs neither ESLint nor TypeScript', () => {
    const project = newProject('alone', {});
    const loaded = node(
      project,
      `require('eslint-plugin-durable'); console.log(JSON.stringify(Object.keys(require('node:module')._cache)))`,
      'commonjs',
    );
    const paths = (JSON.parse(loaded) as string[]).map((path) => path.replaceAll('\\', '/'));
    expect(paths.filter((path) => path.includes('/scope-manager/'))).not.toEqual([]);
    expect(
      paths.filter((path) =>
        /\/node_modules\/(?:eslint|typescript|@typescript-eslint\/(?:utils|typescript-estree))\//u.test(path),
      ),
    ).toEqual([]);
  });
});

describe('linting', () => {
  const parser = { '@typescript-eslint/parser': '@typescript-eslint/parser', typescript: 'typescript' };

  it('works in ESLint 10 with a config in TypeScript', () => {
    const project = newProject('eslint-10', { ...parser, eslint: 'eslint', jiti: 'jiti' });
    write(project, { 'eslint.config.ts': FLAT_CONFIG, 'order.ts': BROKEN });
    expect(eslintIn(project)).toEqual(['4 durable/workflow-determinism']);
  });

  it('has types that fit a config', () => {
    const project = newProject('types', { ...parser, eslint: 'eslint' });
    write(project, { 'eslint.config.ts': FLAT_CONFIG });
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), ...flags, 'eslint.config.ts'],
      { cwd: project, encoding: 'utf8' },
    );
    expect(stdout).toBe('');
  });

  it('works in ESLint 9', () => {
    const project = newProject('eslint-9', { ...parser, eslint: 'eslint-9' });
    write(project, { 'eslint.config.mjs': FLAT_CONFIG, 'order.ts': BROKEN });
    expect(eslintIn(project)).toEqual(['4 durable/workflow-determinism']);
  });

  it('works in ESLint 8.57 with a flat config in CommonJS', () => {
    const project = newProject('eslint-8-flat', { ...parser, eslint: 'eslint-8' });
    write(project, { 'eslint.config.cjs': OLD_FLAT_CONFIG, 'order.ts': BROKEN });
    expect(eslintIn(project, { ESLINT_USE_FLAT_CONFIG: 'true' }, ['-c', 'eslint.config.cjs'])).toEqual([
      '4 durable/workflow-determinism',
    ]);
  });

  it('works in ESLint 8.57 with an eslintrc', () => {
    const project = newProject('eslint-8-rc', { ...parser, eslint: 'eslint-8' });
    write(project, { '.eslintrc.cjs': ESLINTRC, 'order.ts': BROKEN });
    expect(eslintIn(project, { ESLINT_USE_FLAT_CONFIG: 'false' }, ['--ext', '.ts'])).toEqual([
      '4 durable/workflow-determinism',
    ]);
  });

  it('works in Oxlint', () => {
    const project = newProject('oxlint', { oxlint: 'oxlint' });
    write(project, {
      '.oxlintrc.json': JSON.stringify({
        plugins: [],
        categories: { correctness: 'off' },
        jsPlugins: ['eslint-plugin-durable'],
        rules: { 'durable/workflow-determinism': 'error' },
      }),
      'order.ts': BROKEN,
    });
    const { stdout } = spawnSync(
      process.execPath,
      [join(project, 'node_modules', 'oxlint', 'bin', 'oxlint'), '--format', 'json'],
      {
        cwd: project,
        encoding: 'utf8',
      },
    );
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { code: string; labels: { span: { line: number } }[] }[];
    };
    expect(diagnostics.map(({ code, labels }) => `${labels[0]?.span.line} ${code}`)).toEqual([
      '4 durable(workflow-determinism)',
    ]);
  });
});

/** A project with the unpacked plugin, its dependencies and the packages named, each a link to an installed one. */
function newProject(name: string, packages: Readonly<Record<string, string>>): string {
  const project = join(folder, name);
  const plugin = join(project, 'node_modules', manifest.name);
  mkdirSync(plugin, { recursive: true });
  cpSync(join(folder, 'package'), plugin, { recursive: true });
  write(project, { 'package.json': '{ "name": "a-project", "private": true }\n' });
  const dependencies = Object.fromEntries(
    Object.keys(manifest.dependencies).map((dependency) => [dependency, dependency]),
  );
  for (const [as, installed] of Object.entries({ ...dependencies, ...packages })) {
    const link = join(project, 'node_modules', as);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', installed), link, 'junction');
  }
  return project;
}

function write(project: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
}

/** What a program prints, run in the project; its failure is thrown with what it printed as an error. */
function node(project: string, program: string, type: 'commonjs' | 'module'): string {
  return execFileSync(process.execPath, ['--no-warnings', `--input-type=${type}`, '--eval', program], {
    cwd: project,
    encoding: 'utf8',
  }).trim();
}

/** Line and rule of each finding, as the command line of ESLint gives them. */
function eslintIn(
  project: string,
  environment: NodeJS.ProcessEnv = {},
  flags: readonly string[] = [],
): readonly string[] {
  const command = join(project, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const { stdout, stderr } = spawnSync(process.execPath, [command, ...flags, '--format', 'json', 'order.ts'], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  if (!stdout.startsWith('[')) throw new Error(stderr + stdout);
  const results = JSON.parse(stdout) as { messages: { line: number; ruleId: string | null; message: string }[] }[];
  return results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `${line} ${ruleId ?? message}`));
}

/** `@scope/name` of `@scope/name/path`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Where Node looks for what a package in the lock file imports: its own folder, then those around it. */
function foldersAbove(path: string): readonly string[] {
  if (path === '') return [''];
  return [`${path}/`, ...foldersAbove(path.slice(0, path.lastIndexOf('node_modules/')).replace(/\/$/u, ''))];
}
