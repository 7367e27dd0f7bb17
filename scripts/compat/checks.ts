/** What is tried in a project, and the first thing that is not as it should be. */
import { CONFIGS, FILES, FINDINGS, PURE_CLOCK, REPAIRED } from './fixture.ts';
import type { Outcome, Project } from './project.ts';

/** Undefined: it works. */
export type Defect = string | undefined;

const ESLINT = 'eslint/bin/eslint.js';

/** Findings with the config of that name, and what `--fix` makes. */
export function checkConfig(project: Project, config: keyof typeof CONFIGS): Defect {
  prepare(project, config);
  const found = eslint(project, config, []);
  if (!isSame(found.findings)) return found.problem;
  eslint(project, config, ['--fix']);
  const repaired = project.read('order.ts');
  return repaired.includes(REPAIRED) ? undefined : `--fix makes: ${repaired}`;
}

/** The same findings from worker threads. */
export function checkConcurrency(project: Project): Defect {
  prepare(project, 'eslint.config.mjs');
  const found = eslint(project, 'eslint.config.mjs', ['--concurrency', '2']);
  return isSame(found.findings) ? undefined : found.problem;
}

/** The same findings from ESLint's cache, and the file that changed linted again. */
export function checkCache(project: Project): Defect {
  prepare(project, 'eslint.config.mjs');
  for (const round of ['cold', 'warm']) {
    const found = eslint(project, 'eslint.config.mjs', ['--cache']);
    if (!isSame(found.findings)) return `${round}: ${found.problem}`;
  }
  const order = FILES['order.ts'] ?? '';
  project.write({ 'clock.ts': PURE_CLOCK, 'order.ts': `${order}\n` });
  const found = eslint(project, 'eslint.config.mjs', ['--cache']);
  const expected = FINDINGS.filter((finding) => !finding.startsWith('order.ts:6'));
  return isSame(found.findings, expected) ? undefined : `after a change: ${found.problem}`;
}

/** Oxlint finds and repairs what ESLint does. */
export function checkOxlint(project: Project): Defect {
  project.write(FILES);
  const rules = { 'durable/workflow-determinism': 'error', 'durable/no-recv-in-step': 'error' };
  const config = {
    plugins: [],
    categories: { correctness: 'off' },
    jsPlugins: ['eslint-plugin-durable'],
    rules,
    settings: { durable: { cache: true } },
  };
  project.write({ '.oxlintrc.json': JSON.stringify(config) });
  for (const round of ['cold', 'warm']) {
    const outcome = project.run('oxlint/bin/oxlint', ['--format', 'json'], { DURABLE_STATS: '1' });
    const found = oxlintFindings(outcome);
    if (!isSame(found)) return `${round}: ${found.join(', ')} ${outcome.stderr}`;
    const isKnown = /[1-9]\d* known from before/u.test(outcome.stderr);
    if (isKnown !== (round === 'warm')) return `${round}: ${outcome.stderr}`;
  }
  project.run('oxlint/bin/oxlint', ['--fix']);
  const repaired = project.read('order.ts');
  return repaired.includes(REPAIRED) ? undefined : `--fix makes: ${repaired}`;
}

function prepare(project: Project, config: keyof typeof CONFIGS): void {
  project.without(...Object.keys(CONFIGS));
  project.write({ ...FILES, [config]: CONFIGS[config] });
}

function isSame(found: readonly string[], expected: readonly string[] = FINDINGS): boolean {
  return [...found].sort().join() === expected.join();
}

function eslint(
  project: Project,
  config: keyof typeof CONFIGS,
  flags: readonly string[],
): { readonly findings: readonly string[]; readonly problem: string } {
  const isLegacy = config === '.eslintrc.json';
  const how = isLegacy ? ['--ext', '.ts,.js'] : ['-c', config];
  const outcome = project.run(ESLINT, [...how, '--format', 'json', ...flags, '.'], {
    ESLINT_USE_FLAT_CONFIG: String(!isLegacy),
  });
  const findings = outcome.stdout.startsWith('[') ? findingsOf(outcome.stdout) : [];
  return { findings, problem: `${findings.join(', ')} ${outcome.stderr}`.slice(0, 2000) };
}

interface Message {
  readonly line: number;
  readonly ruleId: string | null;
  readonly message: string;
}

function findingsOf(json: string): readonly string[] {
  const results = JSON.parse(json) as { filePath: string; messages: readonly Message[] }[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => `${filePath.replace(/^.*[\\/]/u, '')}:${line} ${ruleId ?? message}`),
  );
}

function oxlintFindings({ stdout }: Outcome): readonly string[] {
  if (!stdout.startsWith('{')) return [stdout];
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { filename: string; code: string; labels: { span: { line: number } }[] }[];
  };
  return diagnostics.map(
    ({ filename, code, labels }) =>
      `${filename}:${labels[0]?.span.line ?? 0} ${code.replace(/^durable\((.+)\)$/u, 'durable/$1')}`,
  );
}
