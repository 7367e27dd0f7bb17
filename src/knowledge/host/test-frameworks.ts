import { join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable, TestPart } from '../vocabulary/effects.ts';

/** How test files are recognised: by the names of files, and by the functions that test frameworks offer. */

/** Parts of a path, with forward slashes, that only tests have. */
export const testPaths: readonly RegExp[] = [
  /\.(?:test|spec|e2e|e2e-spec|integration|bench)\.[cm]?[jt]sx?$/u,
  /(?:^|\/)(?:__tests__|__mocks__|tests?|e2e)\//u,
  /(?:^|\/)(?:vitest|jest|mocha)[.-]?(?:setup|global)[\w.-]*\.[cm]?[jt]sx?$/u,
  // src/testing.ts, test-utils.ts, setupTests.ts, packages/testing/src/index.ts
  /(?:^|\/)(?:testing|test[-_.]?(?:utils?|helpers?|setup|support|kit|harness)|setup[-_.]?tests?)(?:\/|\.[cm]?[jt]sx?$)/iu,
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

/** The functions that take code, by what that code is to a test run. */
const parts = {
  suite: 'describe suite test.describe',
  test: 'it test',
  'before-all': 'beforeAll before test.beforeAll test.before',
  'before-each': 'beforeEach test.beforeEach',
  'after-all': 'afterAll after test.afterAll test.after',
  'after-each': 'afterEach test.afterEach',
} satisfies Readonly<Record<TestPart, string>>;

const tails = ['', '.only', '.skip', '.concurrent', '.sequential', '.serial', '.always', '.each()', '.for()'];

/** A body is run by the framework, which is outside of workflows; that of a suite runs when it is declared, and declares tests. */
function body(test: TestPart): EffectSpec {
  return { effect: 'pure', callbacks: 'deferred', role: 'test', test };
}

function rowsFor(module: string): EffectTable {
  const named = (test: TestPart): EffectTable => {
    const names = parts[test].split(' ').flatMap((name) => tails.map((tail) => name + tail));
    return rows(module, names.join(' '), body(test));
  };
  return join([
    named('suite'),
    named('test'),
    named('before-all'),
    named('before-each'),
    named('after-all'),
    named('after-each'),
  ]);
}

function mocksOf(module: string, object: string, methods: string): EffectTable {
  const names = methods.split(' ').map((method) => `${object}.${method}`);
  return join([
    rows(module, names.join(' '), { effect: 'pure', mocks: 'module' }),
    rows(module, `${object}.fn`, { effect: 'pure', mocks: 'function' }),
    rows(module, `${object}.spyOn ${object}.replaceProperty ${object}.method`, { effect: 'pure', mocks: 'member' }),
    rows(module, `${object}.hoisted`, { effect: 'pure', gives: 'called' }),
  ]);
}

/** Keys of the options that mock a module, under which its exports stand (node:test `mock.module`). */
export const mockedExports: ReadonlySet<string> = new Set(['namedExports']);

/** Methods that say later what the mock of a function gives. */
export const mockSetters: ReadonlySet<string> = new Set([
  'mockImplementation',
  'mockImplementationOnce',
  'mockReturnValue',
  'mockReturnValueOnce',
  'mockResolvedValue',
  'mockResolvedValueOnce',
]);

/** The bodies of tests, whether the functions that take them are globals or imported. */
export const testEffects: EffectTable = join([
  ...['global', ...testModules].map(rowsFor),
  ...['global', '@jest/globals'].map((module) => mocksOf(module, 'jest', 'mock doMock unstable_mockModule setMock')),
  ...['global', 'vitest'].map((module) => mocksOf(module, 'vi', 'mock doMock')),
  mocksOf('bun:test', 'mock', 'module'),
  mocksOf('node:test', 'mock', 'module'),
  rows('bun:test', 'mock', { effect: 'pure', mocks: 'function' }),
  rows('bun:test', 'spyOn', { effect: 'pure', mocks: 'member' }),
  rows('sinon', 'stub replace spy', { effect: 'pure', mocks: 'member' }),
  // `import test from 'node:test'`: the module itself is the function.
  { 'node:test': body('test'), ava: body('test') },
]);
