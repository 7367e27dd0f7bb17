/** A test runner in the shape of vitest that collects what a block declares: `tests()` runs it, one test after the other. */

type Work = () => unknown;
type When = 'beforeAll' | 'beforeEach' | 'afterEach' | 'afterAll';

interface Suite {
  readonly hooks: Record<When, Work[]>;
  readonly members: (Work | Suite)[];
}

export interface TestRunner {
  /** What an example imports. */
  readonly module: unknown;
  /** Runs all tests. Rejects with the first error of a test or a hook. */
  readonly run: () => Promise<void>;
  /** What `vi.mock` puts in place of a module. */
  readonly mocked: (specifier: string) => object | undefined;
}

export function testRunner(): TestRunner {
  const root = emptySuite();
  const mocks = new Map<string, object>();
  let current = root;
  const hook = (when: When) => (work: Work) => void current.hooks[when].push(work);
  const it = (_name: string, work: Work = nothing) => void current.members.push(work);
  const describe = (_name: string, declare: Work): void => {
    const outer = current;
    current = emptySuite();
    outer.members.push(current);
    declare();
    current = outer;
  };
  const vi = {
    fn:
      (work: (...args: unknown[]) => unknown = nothing) =>
      (...args: unknown[]) =>
        work(...args),
    mock: (specifier: string, make: () => object) => void mocks.set(specifier, make()),
  };
  const module = {
    describe,
    it,
    test: it,
    vi,
    beforeAll: hook('beforeAll'),
    beforeEach: hook('beforeEach'),
    afterEach: hook('afterEach'),
    afterAll: hook('afterAll'),
  };
  return { module, run: () => runSuite(root, []), mocked: (specifier) => mocks.get(specifier) };
}

/** `outer`: the suites that it stands in. */
async function runSuite(suite: Suite, outer: readonly Suite[]): Promise<void> {
  const around = [...outer, suite];
  try {
    for (const work of suite.hooks.beforeAll) await work();
    for (const member of suite.members) {
      if (typeof member !== 'function') await runSuite(member, around);
      else await runTest(member, around);
    }
  } finally {
    for (const work of suite.hooks.afterAll) await work();
  }
}

async function runTest(test: Work, around: readonly Suite[]): Promise<void> {
  try {
    for (const suite of around) for (const work of suite.hooks.beforeEach) await work();
    await test();
  } finally {
    for (const suite of around.toReversed()) for (const work of suite.hooks.afterEach) await work();
  }
}

function emptySuite(): Suite {
  return { hooks: { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] }, members: [] };
}

function nothing(): void {
  // A test without a body passes.
}
