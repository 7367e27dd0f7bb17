import { join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary.ts';

/** How test files are recognised: by the names of files, and by the functions that test frameworks offer. */

/** Parts of a path, with forward slashes, that only tests have. */
export const testPaths: readonly RegExp[] = [
  /\.(?:test|spec|e2e|e2e-spec|integration|bench)\.[cm]?[jt]sx?$/u,
  /(?:^|\/)(?:__tests__|__mocks__|tests?|e2e)\//u,
  /(?:^|\/)(?:vitest|jest|mocha)[.-]?(?:setup|global)[\w.-]*\.[cm]?[jt]sx?$/u,
];

/** Functions that declare suites, tests and hooks, whether they are globals or imported. */
export const testFunctions: ReadonlySet<string> = new Set([
  'describe',
  'it',
  'test',
  'suite',
  'beforeAll',
  'beforeEach',
  'afterAll',
  'afterEach',
]);

/** Modules that offer them. */
export const testModules: ReadonlySet<string> = new Set([
  'vitest',
  '@jest/globals',
  'node:test',
  'mocha',
  'bun:test',
  'ava',
  '@playwright/test',
  'uvu',
]);

/** A body is run by the framework, which is outside of workflows; that of a suite runs when it is declared, and declares tests. */
const body = { effect: 'pure', callbacks: 'deferred', role: 'test' } satisfies EffectSpec;

const names = [...testFunctions]
  .flatMap((name) =>
    ['', '.only', '.skip', '.concurrent', '.sequential', '.serial', '.each()', '.for()'].map((tail) => name + tail),
  )
  .join(' ');

/** The bodies of tests, whether the functions that take them are globals or imported. */
export const testEffects: EffectTable = join(['global', ...testModules].map((module) => rows(module, names, body)));
