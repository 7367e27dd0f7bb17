/**
 * Installs the packed plugin into throw-away projects, next to every supported version of ESLint, Oxlint and TypeScript, and lints with
 * each. What passed is written to docs/compatibility.json, from which `npm run generate` makes the table of the README.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format } from 'prettier';

import { readCommandLine, usedWrongly } from './command-line.ts';
import { checkCache, checkConcurrency, checkConfig, checkOxlint, type Defect } from './compat/checks.ts';
import { Workbench, type Installer, type Project } from './compat/project.ts';
import type { CompatibilityRow } from './derive/compat-table.ts';

interface Setup {
  readonly title: string;
  readonly packages: readonly string[];
  readonly installer?: Installer;
  /** What is tried, by the name it has in the table. */
  readonly checks: Readonly<Record<string, (project: Project) => Defect>>;
}

const esm = (project: Project): Defect => checkConfig(project, 'eslint.config.mjs');
const cjs = (project: Project): Defect => checkConfig(project, 'eslint.config.cjs');
const typescript = (project: Project): Defect => checkConfig(project, 'eslint.config.ts');
const legacy = (project: Project): Defect => checkConfig(project, '.eslintrc.json');
const PARSER = '@typescript-eslint/parser@8';
const FLAT = { 'flat config (ESM)': esm, 'flat config (CommonJS)': cjs, '`--cache`': checkCache };
const NEW = { ...FLAT, '`--concurrency 2`': checkConcurrency, 'config in TypeScript': typescript };

/** Versions of ESLint with what they can do: threads came with 9.34. */
const LINTERS = [
  { name: 'ESLint 8.57', packages: ['eslint@~8.57.0'], checks: { ...FLAT, eslintrc: legacy } },
  { name: 'ESLint 9.0', packages: ['eslint@~9.0.0'], checks: FLAT },
  { name: 'ESLint 9', packages: ['eslint@9', 'jiti@2'], checks: NEW },
  { name: 'ESLint 10', packages: ['eslint@10', 'jiti@2'], checks: NEW },
] as const;

const SETUPS: readonly Setup[] = [
  ...LINTERS.flatMap(({ name, packages, checks }) =>
    ['5.5', '5.9', '6.0'].map((version) => ({
      title: `${name}, TypeScript ${version}`,
      packages: [...packages, PARSER, `typescript@~${version}.0`],
      checks,
    })),
  ),
  {
    title: 'ESLint 10, TypeScript 6.0, installed by pnpm',
    packages: ['eslint@10', 'jiti@2', PARSER, 'typescript@~6.0.0'],
    installer: 'pnpm',
    checks: NEW,
  },
  { title: 'Oxlint, no TypeScript', packages: ['eslint@10', 'oxlint@1'], checks: { '`jsPlugins`': checkOxlint } },
];

const root = join(import.meta.dirname, '..');
const USAGE = "npm run compat -- [--only 'ESLint 9']";
const { values } = readCommandLine({ usage: USAGE, options: { only: { type: 'string', default: '' } } });
const setups = SETUPS.filter(({ title }) => title.includes(values.only));
if (setups.length === 0)
  usedWrongly(`'${values.only}' is in none of ${SETUPS.map(({ title }) => title).join(', ')}`, USAGE);
const build = "import('./scripts/bootstrap.mjs').then(({ ensureBuilt }) => ensureBuilt())";
execFileSync(process.execPath, ['--eval', build], { cwd: root, stdio: 'inherit' });
const workbench = new Workbench(root);
const rows: CompatibilityRow[] = [];
for (const { title, packages, installer, checks } of setups) {
  const project = workbench.install(packages, installer);
  if (typeof project === 'string') {
    fail(title, 'is not installed', project);
    continue;
  }
  const passed = Object.entries(checks).flatMap(([name, check]) => {
    const defect = check(project);
    if (defect !== undefined) fail(title, name, defect);
    return defect === undefined ? [name] : [];
  });
  const linter = title.startsWith('Oxlint') ? 'oxlint' : 'eslint';
  rows.push({ title, version: project.versionOf(linter), passed });
  console.log(`${title} (${linter} ${project.versionOf(linter)}): ${passed.join(', ')}`);
}
workbench.remove();
if (values.only === '') {
  const text = JSON.stringify({ node: process.versions.node, rows });
  writeFileSync(join(root, 'docs', 'compatibility.json'), await format(text, { parser: 'json', printWidth: 120 }));
}

function fail(title: string, what: string, why: string): void {
  console.error(`${title}: ${what}: ${why}`);
  process.exitCode = 1;
}
