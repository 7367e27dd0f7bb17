/** A process that goes on, as an editor's does: what it says stays true, and what it keeps stays bounded. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { MAX_DEPTH } from '../../src/analysis/world.ts';
import plugin from '../../src/index.ts';
import { loadNativeParse } from '../../src/plugin/program/native.ts';
import { Session } from '../../src/plugin/session.ts';
import { DEFAULT_SETTINGS } from '../../src/plugin/settings.ts';
import { parseModule } from '../../src/syntax/parse.ts';
import { createTree } from './tree.ts';

const WORKFLOW = `import { DBOS } from '@dbos-inc/dbos-sdk';
import { stamp } from './stamp.js';

async function place() {
  return stamp();
}
export const placeOrder = DBOS.registerWorkflow(place, { name: 'place' });
`;
const PURE = 'export const stamp = () => 1;\n';
const CLOCK = 'export const stamp = () => Date.now();\n';
/** A process looks at the disk every half second, and less often where looking takes long, as on a busy machine. Milliseconds. */
const SOON = { timeout: 20_000, interval: 200 };

function setUp(files: Readonly<Record<string, string>>) {
  const tree = createTree(files);
  const linter = new Linter({ cwd: tree.root, configType: 'flat' });
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { durable: plugin },
    rules: { 'durable/workflow-determinism': 'error' },
  };
  const lint = (name: string, text = files[name] ?? ''): readonly string[] =>
    linter.verify(text, [config] as never, { filename: tree.path(name) }).map(({ message }) => message);
  return { tree, lint };
}

describe('a lint that uses its budget up', () => {
  it('leaves nothing behind that the next one takes for the truth', () => {
    const list = (length: number): string => `use([${'1,'.repeat(length)}]);`;
    const large = WORKFLOW.replace('return stamp();', `${list(200_000)}\n  return stamp();`);
    const stamp = `export function stamp() {\n  ${list(100_000)}\n  return Date.now();\n}\n`;
    const { lint } = setUp({ 'large.ts': large, 'place.ts': WORKFLOW, 'stamp.ts': stamp });
    expect(lint('large.ts')).toEqual([]);
    expect(lint('place.ts')).toEqual([expect.stringContaining('stamp.ts:3')]);
  });
});

describe('a change on the disk', () => {
  it('is seen when the file that imports it is linted next', async () => {
    const { tree, lint } = setUp({ 'place.ts': WORKFLOW, 'stamp.ts': PURE });
    expect(lint('place.ts')).toEqual([]);
    tree.write({ 'stamp.ts': CLOCK });
    await expect.poll(() => lint('place.ts'), SOON).toEqual([expect.stringContaining('stamp.ts:1')]);
    tree.write({ 'stamp.ts': PURE });
    await expect.poll(() => lint('place.ts'), SOON).toEqual([]);
  });

  it('is seen while the file that imports it is not saved', async () => {
    const { tree, lint } = setUp({ 'place.ts': WORKFLOW, 'stamp.ts': PURE });
    expect(lint('place.ts', `${WORKFLOW}// a`)).toEqual([]);
    tree.write({ 'stamp.ts': CLOCK });
    await expect
      .poll(() => lint('place.ts', `${WORKFLOW}// ab`), SOON)
      .toEqual([expect.stringContaining('stamp.ts:1')]);
  });

  it('is seen when a file that was not there appears', async () => {
    const { tree, lint } = setUp({ 'place.ts': WORKFLOW });
    expect(lint('place.ts')).toEqual([]);
    tree.write({ 'stamp.ts': CLOCK });
    await expect.poll(() => lint('place.ts'), SOON).toEqual([expect.stringContaining('stamp.ts:1')]);
  });
});

describe('files that look at the same helpers', () => {
  const levels = Array.from(
    { length: MAX_DEPTH - 1 },
    (_, at) => `export const h${at + 1} = (run) => h${at + 2}(run);`,
  );
  const near = `h${MAX_DEPTH}`;
  const workflow = (start: string): string => `import { DBOS } from '@dbos-inc/dbos-sdk';
import { ${start} } from './chain.js';
import { clock } from './clock.js';
DBOS.registerWorkflow(async () => ${start}(clock), { name: '${start}' });
`;
  const files = {
    'clock.ts': 'export const clock = () => Date.now();\n',
    'chain.ts': `const last = (run) => run();\nexport const ${near} = (run) => last(() => run());\n${levels.join('\n')}\n`,
    'deep.ts': workflow('h1'),
    'near.ts': workflow(near),
  };

  it('are told the same in whatever order they are linted', () => {
    const alone = setUp(files).lint('near.ts');
    expect(alone).toEqual([expect.stringContaining('clock.ts:1')]);
    const { lint } = setUp(files);
    lint('deep.ts');
    expect(lint('near.ts')).toEqual(alone);
  });
});

describe('what a file gives another one to keep', () => {
  const files = {
    'deps.ts':
      'let deps: any;\nexport const setDeps = (given: any) => {\n  deps = given;\n};\nexport const getDeps = () => deps;\n',
    'place.ts': `import { DBOS } from '@dbos-inc/dbos-sdk';
import { getDeps } from './deps.js';
export const place = DBOS.registerWorkflow(async () => getDeps().now(), { name: 'place' });
`,
    'main.ts': `import { setDeps } from './deps.js';
import './place.js';
setDeps({ now: () => Date.now() });
`,
    'other.ts': `import { setDeps } from './deps.js';
import './place.js';
setDeps({ now: () => 1 });
`,
  };

  it('counts for the lint of that file only, in whatever order the files are linted', () => {
    const names = ['main.ts', 'place.ts', 'other.ts', 'deps.ts'] as const;
    for (const order of [names, names.toReversed(), [...names, ...names]]) {
      const { lint } = setUp(files);
      for (const name of order)
        expect(lint(name)).toEqual(name === 'main.ts' ? [expect.stringContaining('`Date.now()` reads the clock')] : []);
    }
  });

  it('is forgotten when the file is edited', () => {
    const { lint } = setUp(files);
    expect(lint('main.ts')).toHaveLength(1);
    expect(lint('main.ts', files['main.ts'].replace('Date.now()', '1'))).toEqual([]);
    expect(lint('main.ts', files['main.ts'].replace('Date.now()', 'Math.random()'))).toHaveLength(1);
  });
});

describe('an unsaved text', () => {
  it('counts for the lint of its own file, with every keystroke', () => {
    const { lint } = setUp({ 'place.ts': WORKFLOW, 'stamp.ts': CLOCK });
    const direct = WORKFLOW.replace('return stamp()', 'return Math.random() + stamp()');
    expect(lint('place.ts', direct)).toHaveLength(2);
    expect(lint('place.ts', `${direct}//`)).toHaveLength(2);
    expect(lint('place.ts', WORKFLOW.replace('return stamp()', 'return 1'))).toEqual([]);
    expect(lint('place.ts')).toHaveLength(1);
  });

  it('is not seen by other files', () => {
    const { lint } = setUp({ 'place.ts': WORKFLOW, 'stamp.ts': PURE });
    expect(lint('stamp.ts', CLOCK)).toEqual([]);
    expect(lint('place.ts')).toEqual([]);
  });

  it('is the one that modules which import it back see, as it is now', () => {
    const back = `import { now } from './place.js';\nexport const stamp = () => now();\n`;
    const place = `${WORKFLOW}export const now = () => 1;\n`;
    const { lint } = setUp({ 'place.ts': place, 'stamp.ts': back });
    const clock = place.replace('=> 1', '=> Date.now()');
    expect(lint('place.ts')).toEqual([]);
    expect(lint('place.ts', clock)).toHaveLength(1);
    expect(lint('place.ts', `${place}// a`)).toEqual([]);
    expect(lint('place.ts', `${clock}// a`)).toHaveLength(1);
    expect(lint('place.ts')).toEqual([]);
  });
});

describe('memory', () => {
  it('is bounded over many lints', { timeout: 120_000 }, () => {
    const native = loadNativeParse();
    const names = Array.from({ length: 400 }, (_, index) => `stamp${index}`);
    const fillers = Array.from(
      { length: 30 },
      (_, at) => `export const filler${at} = (list) => list.map((x) => x + 1);`,
    );
    const tree = createTree(Object.fromEntries(names.map((name) => [`${name}.ts`, CLOCK + fillers.join('\n')])));
    const session = new Session();
    let found = 0;
    let largest = 0;
    for (const [index, name] of names.entries()) {
      const path = tree.path(`place${index}.ts`);
      const text = WORKFLOW.replace('stamp.js', `${name}.js`);
      tree.write({ [`place${index}.ts`]: text });
      const source = parseModule({ native }, path, text);
      if (source === undefined) throw new Error('no code');
      const model = session.modelOf({ source, settings: DEFAULT_SETTINGS, parser: undefined });
      if (model?.occurrences.some(({ fact }) => fact.kind === 'effect' && fact.effect === 'clock')) found++;
      largest = Math.max(largest, session.size);
    }
    expect(found).toBe(names.length);
    expect(largest).toBeLessThan(15_000);
  });
});

describe('neighbourhoods of files', () => {
  const HELPERS = 60;
  /** What is kept is measured by the length of texts, too. */
  const length = `// ${'long '.repeat(1000)}\n`;
  const neighbourhoods = ['a', 'b', 'c', 'd'];
  const shared = 'export const ids = { make: () => crypto.randomUUID() };\nexport const run = (work) => work();\n';
  const helper = (at: number): string =>
    length +
    (at === HELPERS
      ? `import { ids } from '../shared.js';\nexport const last = () => ids.make() + Date.now();\n`
      : `import { run } from '../shared.js';
import { ${at + 1 === HELPERS ? 'last as next' : 'next'} } from './helper${at + 1}.js';
export { next } from './helper${at + 1}.js';
export const first${at} = () => run(() => next());
`);
  const workflow = (area: string): string => {
    const helpers = Array.from({ length: HELPERS - 1 }, (_, at) => at);
    return `import { DBOS } from '@dbos-inc/dbos-sdk';
${helpers.map((at) => `import { first${at} } from './${area}/helper${at}.js';`).join('\n')}
export const ${area} = DBOS.registerWorkflow(async () => [${helpers.map((at) => `first${at}()`).join(', ')}], { name: '${area}' });
`;
  };
  const files = Object.fromEntries([
    ['shared.ts', shared],
    ...neighbourhoods.flatMap((area) => [
      [`${area}.ts`, workflow(area)],
      ...Array.from({ length: HELPERS + 1 }, (_, at) => [`${area}/helper${at}.ts`, helper(at)]),
    ]),
  ]) as Record<string, string>;

  it('are forgotten one after the other, and found again', () => {
    const tree = createTree(files);
    const lint = (session: Session, area: string): readonly string[] => {
      const source = parseModule({ native: loadNativeParse() }, tree.path(`${area}.ts`), files[`${area}.ts`] ?? '');
      if (source === undefined) throw new Error('no code');
      const model = session.modelOf({ source, settings: DEFAULT_SETTINGS, parser: undefined });
      return (model?.occurrences ?? []).map(({ path }) => path.map(({ target }) => target.unit.module.path).join());
    };
    const together = new Session();
    const sizes: number[] = [];
    for (const area of [...neighbourhoods, ...neighbourhoods]) {
      const found = lint(together, area);
      expect(found.length).toBeGreaterThan(0);
      expect(found).toEqual(lint(new Session(), area));
      sizes.push(together.size);
    }
    // Two of them are more than is kept; with a third one, what the first reaches is forgotten, and what the second reaches stays.
    const [one = 0, two = 0, ...others] = sizes;
    expect(two).toBeGreaterThan(one);
    expect(others).toEqual(others.map(() => two));
  });
});

describe('files that a lint reads', () => {
  it('are not those of a table of request handlers that another file keeps', () => {
    const route = (name: string): string =>
      `import { DBOS } from '@dbos-inc/dbos-sdk';\nexport const ${name} = () => DBOS.getWorkflowStatus('${name}');\n`;
    const router = `import { one } from './one.js';\nimport { two } from './two.js';\nexport const router = { one, two };\n`;
    const page = `import { DBOS } from '@dbos-inc/dbos-sdk';
import { createRouterClient } from '@orpc/server';
import { router } from './router.js';

export const load = () => createRouterClient(router, {});
export const status = (id) => DBOS.getWorkflowStatus(id);
`;
    const files = { 'page.ts': page, 'router.ts': router, 'one.ts': route('one'), 'two.ts': route('two') };
    const tree = createTree(files);
    const session = new Session();
    const source = parseModule({ native: loadNativeParse() }, tree.path('page.ts'), page);
    if (source === undefined) throw new Error('no code');
    // What the handlers do is told in their own files.
    expect(session.modelOf({ source, settings: DEFAULT_SETTINGS, parser: undefined })?.occurrences).toEqual([]);
    expect(session.project.counters.parse.count).toBe(1);
  });
});
