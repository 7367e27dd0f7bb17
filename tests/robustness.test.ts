/** Bad input: whatever a file, a parser or a config holds, nothing throws, nothing is reported twice, and what is wrong is said in words. */
import * as tsParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../src/index.ts';
import { ExampleProject, rulesOf } from './specs-runner/project.ts';

const RULES = rulesOf('strict');
const SDK = "import { DBOS } from '@dbos-inc/dbos-sdk';\n";
const REQUIRE = "const { DBOS } = require('@dbos-inc/dbos-sdk');\n";
const WORKFLOW = "DBOS.registerWorkflow(async () => Date.now(), { name: 'stamp' });\n";
const CLOCK = 'durable/workflow-determinism';

type Message = Linter.LintMessage;

async function lint(
  files: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<readonly Message[]> {
  const project = new ExampleProject(new Map(Object.entries(files)), { rules: RULES, settings });
  try {
    const [name = '', text = ''] = Object.entries(files)[0] ?? [];
    return await project.lint(name, text);
  } finally {
    project.remove();
  }
}

const rulesIn = (messages: readonly Message[]): readonly (string | null)[] => messages.map(({ ruleId }) => ruleId);

function places(messages: readonly Message[]): readonly string[] {
  return messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId ?? ''} ${message}`);
}

describe('files that do not parse', () => {
  const broken = {
    'an open brace': `${SDK}export function f() {`,
    'an open string': `${SDK}const a = 'x`,
    'an open template': `${SDK}const a = \`x \${`,
    'a stray word': `${SDK}export const const a = 1;`,
    'a conflict': `${SDK}<<<<<<< ours\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> theirs\n`,
    'no code at all': '\u0000\u0001\uFFFD',
  };

  it.each(Object.entries(broken))('%s is a finding of the parser alone', async (_, text) => {
    const messages = await lint({ 'file.ts': text });
    expect(messages.map(({ fatal }) => fatal)).toEqual([true]);
  });

  it.each(Object.entries(broken))(
    '%s in a file that is imported leaves the rest of the analysis alone',
    async (_, text) => {
      const messages = await lint({
        'file.ts': `${SDK}import { f } from './broken.js';\nexport const w = DBOS.registerWorkflow(async () => [f(), Date.now()], { name: 'w' });\n`,
        'broken.ts': text,
      });
      expect(rulesIn(messages)).toEqual([CLOCK]);
    },
  );
});

describe('files with little in them', () => {
  const small = {
    empty: '',
    blank: ' \n\t\n',
    comments: '// a\n/* b */',
    mark: '\uFEFF',
    semicolons: ';;;',
    script: '#!/usr/bin/env node\n',
  };

  it.each(Object.entries(small))('%s', async (_, text) => {
    expect(await lint({ 'file.ts': text })).toEqual([]);
    expect(await lint({ 'file.js': text })).toEqual([]);
    const importing = `${SDK}import './small.js';\nexport const w = ${WORKFLOW}`;
    expect(rulesIn(await lint({ 'file.ts': importing, 'small.ts': text }))).toEqual([CLOCK]);
  });

  it('the SDK alone', async () => {
    expect(await lint({ 'file.ts': SDK })).toEqual([]);
    expect(await lint({ 'file.ts': "import '@dbos-inc/dbos-sdk';" })).toEqual([]);
    expect(await lint({ 'file.ts': "export * from '@dbos-inc/dbos-sdk';" })).toEqual([]);
  });

  it('a mark and carriage returns', async () => {
    const text = `\uFEFF${SDK}export const w = ${WORKFLOW}`.replaceAll('\n', '\r\n');
    expect(places(await lint({ 'file.ts': text }))).toHaveLength(1);
  });
});

describe('files of 2 MB', () => {
  // Mostly data, as in files that a tool wrote, and a few hundred functions that call each other.
  const filler = (size: number): string => {
    const functions = Array.from(
      { length: 300 },
      (_, n) =>
        `export function f${n}(a: number) {\n  const at = Date.now();\n  return a > ${n} ? f${Math.max(0, n - 1)}(a) : at;\n}\n`,
    ).join('');
    const row = `  { id: 1, name: 'a name', tags: ['a', 'b'], at: [1, 2, 3], nested: { deep: true, text: \`t\` } },\n`;
    return `${functions}export const rows = [\n${row.repeat(Math.ceil((size - functions.length) / row.length))}];\n`;
  };

  it('with durable code', async () => {
    const messages = await lint({ 'file.ts': `${SDK}export const w = ${WORKFLOW}${filler(2_000_000)}` });
    expect(places(messages)).toHaveLength(1);
  }, 300_000);

  it('on one line, as a build makes them', async () => {
    const line = `const t=[${Array.from({ length: 200_000 }, (_, n) => `"v${n}"`).join(',')}];`;
    expect(places(await lint({ 'file.js': `${SDK}export const w=${WORKFLOW.trim()}${line}` }))).toHaveLength(1);
  }, 300_000);
});

describe('every extension', () => {
  const modules = ['file.js', 'file.mjs', 'file.jsx', 'file.ts', 'file.mts', 'file.tsx', 'file.cts'];

  it.each(modules)('%s', async (name) => {
    expect(rulesIn(await lint({ [name]: `${SDK}export const w = ${WORKFLOW}` }))).toEqual([CLOCK]);
  });

  it('file.cjs', async () => {
    expect(rulesIn(await lint({ 'file.cjs': `${REQUIRE}exports.w = ${WORKFLOW}` }))).toEqual([CLOCK]);
  });

  it.each(['file.d.ts', 'file.d.mts', 'file.d.cts'])('%s has types only', async (name) => {
    const text = `${SDK}export declare const w: ReturnType<typeof DBOS.registerWorkflow>;\nexport declare class Shop {\n  place(): Promise<void>;\n}\n`;
    expect(await lint({ [name]: text })).toEqual([]);
  });
});

describe('parsers that give other nodes', () => {
  type Tree = { readonly ast: Record<string, unknown>; readonly visitorKeys?: Record<string, readonly string[]> };
  const base = (text: string): Tree =>
    tsParser.parseForESLint(text, { range: true, loc: true, tokens: true, comment: true }) as unknown as Tree;
  const run = (text: string, change: (tree: Tree) => Tree): readonly Message[] =>
    new Linter({ configType: 'flat' }).verify(
      text,
      [
        {
          files: ['**/*.vue'],
          plugins: { durable: plugin },
          rules: RULES,
          languageOptions: { parser: { parseForESLint: (code: string) => change(base(code)) } },
        },
      ],
      { filename: 'file.vue' },
    );
  const text = `${SDK}export const w = ${WORKFLOW}`;
  const spot = { range: [0, 0], loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } } };

  it('a template beside the script', () => {
    const messages = run(text, (tree) => ({
      ...tree,
      ast: Object.assign(tree.ast, { templateBody: { type: 'VElement', name: 'template', children: [], ...spot } }),
    }));
    expect(rulesIn(messages)).toEqual([CLOCK]);
  });

  it('the script inside an element', () => {
    const messages = run(text, (tree) => {
      const script = { ...spot, type: 'SvelteScriptElement', body: tree.ast['body'], range: [0, text.length] };
      const element = { ...spot, type: 'SvelteElement', children: [null, { ...spot, type: 'SvelteText', value: 'x' }] };
      return {
        ...tree,
        ast: Object.assign(tree.ast, { body: [script, element] }),
        visitorKeys: {
          ...tree.visitorKeys,
          SvelteScriptElement: ['body'],
          SvelteElement: ['children'],
          SvelteText: [],
        },
      };
    });
    expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
    expect(new Set(places(messages)).size).toBe(messages.length);
  });

  it('nodes without keys, and keys without nodes', () => {
    const messages = run(text, (tree) => {
      const odd = { ...spot, type: 'GlimmerTemplate', body: undefined, parts: [undefined, null, 'text', 1] };
      return {
        ...tree,
        ast: Object.assign(tree.ast, { body: [...(tree.ast['body'] as object[]), odd] }),
        visitorKeys: { ...tree.visitorKeys, GlimmerTemplate: ['body', 'parts', 'missing'] },
      };
    });
    expect(rulesIn(messages)).toEqual([CLOCK]);
  });
});

describe('wrong settings', () => {
  const wrong: readonly (readonly [settings: Readonly<Record<string, unknown>>, words: readonly string[]])[] = [
    [{ modules: 'x' }, ['settings.durable.modules', '"x"', 'a list of strings']],
    [{ modules: [1] }, ['settings.durable.modules', '[1]', 'a list of strings']],
    [{ stepWrappers: {} }, ['settings.durable.stepWrappers', '{}', 'a list of strings']],
    [{ workflowWrappers: null }, ['settings.durable.workflowWrappers', 'null', 'a list of strings']],
    [{ transactionWrappers: 1 }, ['settings.durable.transactionWrappers', '1', 'a list of strings']],
    [{ effects: { 'a#b': 'clok' } }, ['settings.durable.effects', 'clok', 'clock, random, id']],
    [{ entryFiles: 'main.ts' }, ['settings.durable.entryFiles', '"main.ts"', 'a list of strings']],
    [{ testFiles: 1 }, ['settings.durable.testFiles', '1', 'a list of strings']],
    [{ sdkVersion: 'latest' }, ['settings.durable.sdkVersion', '"latest"', "'5.3.0'"]],
    [{ fixMode: 'always' }, ['settings.durable.fixMode', '"always"', "'fix' or 'suggest'"]],
    [{ crossFile: 'no' }, ['settings.durable.crossFile', '"no"', 'true or false']],
    [{ fixmode: 'fix' }, ['settings.durable.fixmode is not a setting', 'fixMode']],
  ];

  it.each(wrong)('%j is one finding that says what is allowed', async (settings, words) => {
    const messages = await lint({ 'file.ts': `${SDK}export const w = ${WORKFLOW}` }, settings);
    expect(messages).toHaveLength(1);
    for (const word of words) expect(messages[0]?.message).toContain(word);
    expect(messages[0]?.message).not.toMatch(/\n|\bat .*\.ts:/u);
  });

  it('settings that are no object', () => {
    const run = (durable: unknown): readonly Message[] =>
      new Linter({ configType: 'flat' }).verify(
        `${SDK}export const w = ${WORKFLOW}`,
        [{ plugins: { durable: plugin }, rules: RULES, settings: { durable } }],
        { filename: 'file.js' },
      );
    for (const durable of ['x', 1, [], true, null]) {
      expect(run(durable).map(({ message }) => message)).toEqual([
        `settings.durable is ${JSON.stringify(durable)}; it must be an object.`,
      ]);
    }
  });
});

describe('wrong options', () => {
  const wrong: readonly (readonly [rule: string, options: object, word: string])[] = [
    ['workflow-determinism', { group: {} }, 'group'],
    ['workflow-determinism', { groups: { clock: false } }, 'clock'],
    ['no-recv-in-step', { methods: ['send'] }, 'recv'],
    ['no-thread-start', { timers: 'no' }, 'boolean'],
    ['config-in-main', { mainNames: [] }, 'fewer than 1'],
    ['config-in-main', { mainName: 'main' }, 'mainName'],
  ];

  it.each(wrong)('%s: %j is refused before the first file, with the rule and the option', (rule, options, word) => {
    const run = (): unknown =>
      new Linter({ configType: 'flat' }).verify(
        SDK,
        [{ plugins: { durable: plugin }, rules: { [`durable/${rule}`]: ['error', options] } }] as Linter.Config[],
        { filename: 'file.js' },
      );
    expect(run).toThrow(`durable/${rule}`);
    expect(run).toThrow(word);
  });
});

describe('nothing is reported twice', () => {
  it('in code that is wrong in many ways', async () => {
    const text = `${SDK}DBOS.setConfig({ name: 'a' });
await DBOS.launch();
export const child = DBOS.registerWorkflow(async (n: number) => n, { name: 'child' });
export const w = DBOS.registerWorkflow(async () => {
  setTimeout(() => child(1), 0);
  const message = await DBOS.runStep(() => DBOS.recv('t'), { name: 'r' });
  const body = await fetch('url').then((response) => response.json());
  for await (const line of (await import('node:fs')).createReadStream('x')) await DBOS.setEvent('line', String(line));
  return [message, body, Date.now(), [1].map(Math.random)];
}, { name: 'w' });
`;
    const messages = await lint({ 'file.ts': text });
    expect(messages.length).toBeGreaterThan(5);
    expect(new Set(places(messages)).size).toBe(messages.length);
  });
});

describe('values that hold the same one twice, forty times over', () => {
  const steps = {
    lists: ['[f, f]', (x: string) => `[${x}, ${x}]`],
    objects: ['{ a: f }', (x: string) => `{ ...${x}, a: ${x}, b: ${x} }`],
    maps: ["new Map([['a', f]])", (x: string) => `new Map([['a', ${x}], ['b', ${x}]])`],
    instances: ['new Pair(f, f)', (x: string) => `new Pair(${x}, ${x})`],
    'bound functions': ['call.bind(null, f, f)', (x: string) => `call.bind(null, ${x}, ${x})`],
    'results of a function': ['call(f, f)', (x: string) => `call(${x}, ${x})`],
    'functions that call the one before': ['() => [f()]', (x: string) => `() => [${x}(), ${x}()]`],
    promises: ['Promise.all([f()])', (x: string) => `Promise.all([${x}, ${x}])`],
    texts: ["'text'", (x: string) => `${x} + ${x}`],
    alternatives: ['flag ? f : call', (x: string) => `flag ? ${x} : [${x}, ${x}]`],
  } as const;

  it.each(Object.entries(steps))('%s', { timeout: 60_000 }, async (_, [first, next]) => {
    const names = Array.from({ length: 40 }, (_item, index) => `x${index}`);
    const values = names.map((name, index) => `const ${name} = ${index === 0 ? first : next(names[index - 1] ?? '')};`);
    const messages = await lint({
      'file.ts': `${SDK}const f = () => 1;
class Pair { constructor(public a: unknown, public b: unknown) {} }
function call(a: unknown, b: unknown) { return [a, b]; }
${values.join('\n')}
function hand(value: any) { value[0](); return value; }
async function body() {
  hand(x39);
  await DBOS.runStep(async () => x39, { name: 'step', ...x39 });
  return [Date.now(), x39];
}
export const w = DBOS.registerWorkflow(body, { name: 'w' });
DBOS.registerQueue('q', x39);
`,
    });
    expect(rulesIn(messages)).toContain(CLOCK);
  });
});
