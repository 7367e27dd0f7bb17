/** What the plugin does to the machine it runs on: it looks at the files that imports lead to, and at nothing else. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type * as Fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { parseSync, Visitor } from 'oxc-parser';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import manifest from '../package.json' with { type: 'json' };
import plugin from '../src/index.ts';

const root = join(import.meta.dirname, '..');

// What is measured is processor time; a busy machine may take much longer for it.
vi.setConfig({ testTimeout: 120_000 });
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'durable-security-')));
const project = join(folder, 'project');
const marker = join(folder, 'was-run');

const read = vi.hoisted(() => new Set<string>());

// The plugin's own look at the disk. Its resolver is native code, which asks for names and reads `package.json` and `tsconfig.json`.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  const readFile = ((path: string, ...rest: [never]) => {
    read.add(path);
    return fs.readFileSync(path, ...rest);
  }) as typeof Fs.readFileSync;
  return { ...fs, readFileSync: readFile };
});

const RUNS = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, 'x');`;

const FILES: Readonly<Record<string, string>> = {
  'project/package.json': '{ "name": "a-project", "main": "main.js", "imports": { "#far": "./src/far.ts" } }',
  'project/tsconfig.json': '{ "compilerOptions": { "plugins": [{ "name": "./main.js" }] } }',
  'project/main.js': RUNS,
  'project/.env': 'SECRET=1',
  'project/secrets.json': '{}',
  'project/src/unrelated.ts': `export const unrelated = 1; ${RUNS}`,
  'project/src/near.ts': `import { far } from '#far'; ${RUNS} export const near = () => far();`,
  'project/src/far.ts': `${RUNS} export const far = () => Date.now();`,
  'project/node_modules/left/package.json': '{ "name": "left", "main": "index.js" }',
  'project/node_modules/left/index.js': RUNS,
  'outside/private.ts': 'export const key = 1;',
  'outside/shared.ts': 'export const shared = () => Math.random();',
};

const WORKFLOW = `import { DBOS } from '@dbos-inc/dbos-sdk';
import { left } from 'left';
import { shared } from '../../outside/shared.js';
import { near } from './near.js';

async function flow() {
  await import(\`./\${left()}.js\`);
  return near() + shared();
}
export const wf = DBOS.registerWorkflow(flow, { name: 'flow' });
`;

const rules = Object.fromEntries(Object.keys(plugin.rules).map((name) => [`durable/${name}`, 'error' as const]));
const config: Linter.Config[] = [
  { files: ['**/*.ts'], languageOptions: { parser }, plugins: { durable: plugin }, rules },
];

function lint(text: string, filename = join(project, 'src', 'flow.ts')): readonly Linter.LintMessage[] {
  return new Linter({ cwd: folder, configType: 'flat' }).verify(text, config, { filename });
}

beforeAll(() => {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  cpSync(join(project, 'src', 'unrelated.ts'), join(project, 'src', 'left.ts'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('linting', () => {
  it('runs nothing of the project and reads only what imports lead to', () => {
    read.clear();
    const lines = lint(WORKFLOW).map(({ line, ruleId }) => `${line} ${ruleId ?? ''}`);
    expect(lines).toEqual(expect.arrayContaining(['8 durable/workflow-determinism']));
    expect(existsSync(marker)).toBe(false);
    const below = [...read].filter((path) => path.startsWith(folder)).map((path) => relative(folder, path));
    const sources = below.filter(
      (path) => !/(?:^|[\\/])(?:package|tsconfig|jsconfig|pnpm-workspace)\.(?:json|yaml)$/u.test(path),
    );
    expect(sources.map((path) => path.replaceAll('\\', '/')).sort()).toEqual([
      'outside/shared.ts',
      'project/src/far.ts',
      'project/src/near.ts',
    ]);
  });

  it('reads above the project nothing but the files that describe packages', () => {
    const above = [...read].filter((path) => !path.startsWith(folder) && folder.startsWith(dirname(path)));
    expect(above.filter((path) => !/(?:package|tsconfig|jsconfig)\.json$|pnpm-workspace\.yaml$/u.test(path))).toEqual(
      [],
    );
  });
});

/** The parsed sources of the plugin. */
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(root, 'src', name), 'utf8') }))
  .map(({ name, text }) => ({ name, parsed: parseSync(name, text) }));

describe('the source', () => {
  it('has no network, no processes, no threads and no way to run a text', () => {
    const builtin = sources.flatMap(({ parsed }) =>
      parsed.module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    );
    expect([...new Set(builtin.filter((name) => name.startsWith('node:')))].sort()).toEqual(BUILTIN);
    const dangerous: string[] = [];
    for (const { name, parsed } of sources) {
      const note = (callee: string): void => {
        if (DANGEROUS.has(callee)) dangerous.push(`${name}: ${callee}`);
      };
      new Visitor({
        CallExpression: ({ callee }) => {
          if (callee.type === 'Identifier') note(callee.name);
        },
        NewExpression: ({ callee }) => {
          if (callee.type === 'Identifier') note(callee.name);
        },
        ImportExpression: () => void dangerous.push(`${name}: import()`),
      }).visit(parsed.program);
    }
    expect(dangerous).toEqual([]);
  });

  it('has no regular expression that takes more than linear time', () => {
    const slow: string[] = [];
    for (const { name, parsed } of sources) {
      new Visitor({
        Literal(node) {
          if (!('regex' in node)) return;
          const { pattern, flags } = node.regex;
          const worst = ATTACKS.find((attack) => !isLinear(new RegExp(pattern, flags.replace(/[gy]/gu, '')), attack));
          if (worst !== undefined) slow.push(`${name}: /${pattern}/ on ${JSON.stringify(worst)}`);
        },
      }).visit(parsed.program);
    }
    expect(slow).toEqual([]);
  });

  it('gives a reason for each package it depends on', () => {
    const decisions = readFileSync(join(root, 'docs', 'decisions.md'), 'utf8');
    const [, section = ''] = /^## Dependencies\n([\s\S]*?)(?=^## )/mu.exec(decisions) ?? [];
    const reasons = Array.from(section.matchAll(/^- `(?<name>[^`]+)`: .{40}/gmu), ({ groups }) => groups?.['name']);
    expect(reasons).toEqual(Object.keys(manifest.dependencies));
  });
});

/** Reading files and taking paths apart is all that the plugin needs of Node; `module` loads its two native packages. */
// `node:crypto` makes the digest of the project that `configs.cacheSafe` puts into the settings.
const BUILTIN = ['node:crypto', 'node:fs', 'node:module', 'node:path', 'node:url'];
const DANGEROUS = new Set(['eval', 'Function', 'fetch', 'WebSocket', 'setTimeout', 'setInterval']);

/** What a source may repeat to keep a pattern busy, each followed by something that no pattern expects. */
const ATTACKS = [
  ' ',
  '\t',
  '\n',
  '\r\n',
  'a',
  'A',
  '0',
  '_',
  '$',
  '-',
  '.',
  '/',
  '*',
  '/*',
  '*/',
  '//',
  '\\',
  '"',
  "'",
  '`',
  ',',
]
  .concat([
    '(',
    ')',
    '[',
    '{',
    '}',
    ':',
    ';',
    '#',
    '@',
    '=',
    '<',
    ' a',
    'a ',
    'a.',
    'a/',
    '@a/',
    'a-',
    '* ',
    '0-',
    '0 ',
    '0,',
    '../',
  ])
  .concat(['require', 'import ', 'from ', '**/', '\u00a0', '${', '0.', 'ab1', '\ud83d\ude00']);

/** Ten times the text takes at most forty times the time: what is quadratic takes a hundred times as long. */
function isLinear(pattern: RegExp, attack: string): boolean {
  const short = timeOf(pattern, `${attack.repeat(1500)}\u0000`);
  const long = timeOf(pattern, `${attack.repeat(15_000)}\u0000`);
  return long < 40 * Math.max(short, 0.1);
}

/** Milliseconds, the least of a few tries. */
function timeOf(pattern: RegExp, text: string): number {
  let least = Infinity;
  for (let tries = 0; tries < 4; tries++) {
    const start = performance.now();
    pattern.test(text);
    least = Math.min(least, performance.now() - start);
    if (least < 0.5) break;
  }
  return least;
}

describe('a text that is made to be slow', () => {
  it.each<readonly [string, (size: number) => string]>([
    ['many calls in a chain', (size) => `return DBOS.recv('t')${'.then((x) => x)'.repeat(size)};`],
    ['many functions that call each other', (size) => functions(size)],
    ['a long sum', (size) => `return ${'Date.now() + '.repeat(size)}1;`],
    ['many branches', (size) => 'if (Date.now()) await DBOS.sleep(1); else Math.random();\n'.repeat(size)],
    ['many comments', (size) => '/* a   b */ // eslint \n'.repeat(size)],
    ['one long comment', (size) => `/* ${'* a '.repeat(10 * size)} */ Date.now();`],
    ['many steps', (size) => "await DBOS.runStep(async () => Math.random(), { name: 's' });\n".repeat(size)],
    ['nested functions', (size) => `${'(() => '.repeat(size / 8)}Date.now()${')()'.repeat(size / 8)};`],
    [
      'many aliases',
      (size) => Array.from({ length: size }, (_, at) => `const a${at + 1} = a${at};`).join('\n') + `a${size}();`,
    ],
    ['a large object', (size) => `const o = { ${'a: Date.now(), '.repeat(size)} }; return o.a;`],
  ])('%s', (_, body) => {
    // Four times the text: sixteen times the time would be quadratic.
    expectGrowth((size) => lint(wrapped(body(size))), { from: 200, atLeast: 100, below: 10 });
  });

  it('many callers of a function that sets a variable', () => {
    expectGrowth((size) => lint(callersOfSetter(size)), { from: 30, atLeast: 20, below: 10 });
  });

  // Each calls all others: four times the functions are sixteen times the calls.
  it.each<readonly [string, (size: number) => string]>([
    ['many methods of an object that a step changes', methodsOfOneObject],
    ['many functions that each set a variable', settersOfVariables],
    ['many functions that ask whether a workflow is stopped', stopQuestions],
    ['many functions that each close a stream', closingFunctions],
    ['many functions that hand on what they are given', handingFunctions],
    ['many methods that hand on what they are given', handingMethods],
    ['many factories of keepers that each call all of them', factoriesOfKeepers],
  ])('%s', (_, program) => {
    expectGrowth((size) => lint(program(size)), { from: 20, atLeast: 20, below: 40 });
  });

  it.each<readonly [string, (size: number) => string]>([
    ['many steps that change one variable', changesOfOneVariable],
    ['many timers', timers],
    ['many decorated methods', decoratedMethods],
    ['many functions under keys', functionsUnderKeys],
    ['many queries of one connection', queriesOfOneConnection],
    ['many functions that a transaction runs', functionsOfOneTransaction],
  ])('%s', (_, program) => {
    // On a busy machine, four times the text takes up to seven times as long; sixteen would be quadratic.
    expectGrowth((size) => lint(program(size)), { from: 200, atLeast: 100, below: 10 });
  });

  it('a chain of calls that is longer than the stack', () => {
    expect(() => lint(chainOfCalls(1500))).not.toThrow();
  });
});

function changesOfOneVariable(size: number): string {
  const each = (at: number): string =>
    `await DBOS.runStep(async () => { total += ${at}; }, { name: 's${at}' }); await DBOS.setEvent('total', total);`;
  return wrapped(`let total = 0;\n${Array.from({ length: size }, (_, at) => each(at)).join('\n')}`);
}

/** Timers whose callbacks call each other. */
function timers(size: number): string {
  const each = (at: number): string =>
    `setInterval(() => { f${at}(); }, 10); function f${at}() { DBOS.startWorkflow(place)(${at}); f${(at + 1) % size}(); f${(at * 7 + 3) % size}(); }`;
  return [
    "import { DBOS } from '@dbos-inc/dbos-sdk';",
    ...Array.from({ length: size }, (_, at) => each(at)),
    "const place = DBOS.registerWorkflow(async (order) => order, { name: 'place' });",
  ].join('\n');
}

/** Functions that are put under keys by calls, and found there by others. */
function functionsUnderKeys(size: number): string {
  const each = (at: number): string => `on('k${at}', () => Date.now()); run('k${at}');`;
  const all = Array.from({ length: size }, (_, at) => each(at)).join('\n');
  return wrapped(
    `const table = {}; const on = (key, f) => { table[key] = f; }; const run = (key) => table[key]();\n${all}`,
  );
}

function queriesOfOneConnection(size: number): string {
  const queries = "await client.query('select 1');\n".repeat(size);
  return `import { Pool } from 'pg';\nconst pool = new Pool();\n${wrapped(`const client = await pool.connect();\n${queries}`)}`;
}

/** Functions that a transaction runs, each of which calls two others. */
function functionsOfOneTransaction(size: number): string {
  const each = (at: number): string =>
    `async function f${at}() { Date.now(); await f${(at + 1) % size}(); await f${(at * 7 + 3) % size}(); }`;
  const all = Array.from({ length: size }, (_, at) => each(at)).join('\n');
  const head = "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();";
  return `${head}\n${all}\n${wrapped('await prisma.$transaction(f0);')}`;
}

function decoratedMethods(size: number): string {
  const each = (at: number): string =>
    `@DBOS.workflow() static async w${at}() { await Shop.s${at}(); await Shop.w${(at + 1) % size}(); }\n@DBOS.step() static async s${at}() { return Date.now(); }`;
  return `import { DBOS } from '@dbos-inc/dbos-sdk';\nclass Shop {\n${Array.from({ length: size }, (_, at) => each(at)).join('\n')}\n}`;
}

/** Functions that each hand what they are given to all of them. */
function handingFunctions(size: number): string {
  const calls = Array.from({ length: size }, (_, at) => `f${at}(run);`).join(' ');
  return [
    "import { DBOS } from '@dbos-inc/dbos-sdk';",
    ...Array.from({ length: size }, (_, at) => `function f${at}(run: () => number) { ${calls} }`),
    "DBOS.registerWorkflow(async () => f0(() => Date.now()), { name: 'place' });",
  ].join('\n');
}

/** The same as methods of one class. */
function handingMethods(size: number): string {
  const calls = Array.from({ length: size }, (_, at) => `this.f${at}(run);`).join(' ');
  return [
    "import { DBOS } from '@dbos-inc/dbos-sdk';",
    'class Hands {',
    ...Array.from({ length: size }, (_, at) => `f${at}(run: () => number) { ${calls} }`),
    '}',
    "DBOS.registerWorkflow(async () => new Hands().f0(() => Date.now()), { name: 'place' });",
  ].join('\n');
}

/** Factories that each make one of all of them, and give each something to keep. */
function factoriesOfKeepers(size: number): string {
  const calls = Array.from({ length: size }, (_, at) => `const m${at} = f${at}(); m${at}.add${at}(run);`).join(' ');
  const each = (at: number): string =>
    `function f${at}() { const kept = []; const run = () => kept.forEach((f) => f()); ${calls} return { add${at}(f) { kept.push(f); }, run }; }`;
  return [
    "import { DBOS } from '@dbos-inc/dbos-sdk';",
    ...Array.from({ length: size }, (_, at) => each(at)),
    "DBOS.registerWorkflow(async () => { const m = f0(); m.add0(() => Date.now()); m.run(); }, { name: 'place' });",
  ].join('\n');
}

/** Functions that hand what they are given to the next one, which the last one changes. */
function chainOfCalls(size: number): string {
  return [
    "import { DBOS } from '@dbos-inc/dbos-sdk';",
    ...Array.from({ length: size }, (_, at) => `function f${at}(list) { f${at + 1}(list); }`),
    `function f${size}(list) { list.push(1); }`,
    "DBOS.registerWorkflow(async (list) => DBOS.runStep(async () => f0(list), { name: 'fill' }), { name: 'place' });",
  ].join('\n');
}

/** Functions that each call all others and set a variable of their own, which a workflow reads. */
function settersOfVariables(size: number): string {
  const calls = Array.from({ length: size }, (_, at) => `f${at}(x);`).join(' ');
  const each = (at: number): string =>
    `let v${at} = 0; function set${at}(x) { v${at} = x; } export function f${at}(x) { ${calls} set${at}(x); }`;
  const reads = Array.from({ length: size }, (_, at) => `await DBOS.setEvent('v', v${at});`).join(' ');
  return `${wrapped(reads)}${Array.from({ length: size }, (_, at) => each(at)).join('\n')}`;
}

/** Functions that each ask all others, of which a workflow asks each. */
function stopQuestions(size: number): string {
  const calls = Array.from({ length: size }, (_, at) => `f${at}(e)`).join(' || ');
  const each = (at: number): string =>
    `function f${at}(e) { return e.name === 'DBOSWorkflowCancelledError' || ${calls}; }`;
  const asks = Array.from(
    { length: size },
    (_, at) => `try { await DBOS.sleep(1); } catch (e) { if (f${at}(e)) throw e; }`,
  );
  return `${wrapped(asks.join('\n'))}${Array.from({ length: size }, (_, at) => each(at)).join('\n')}`;
}

/** Functions that each call all others, and write to a stream of their own and close it. */
function closingFunctions(size: number): string {
  const calls = Array.from({ length: size }, (_, at) => `await f${at}();`).join(' ');
  const each = (at: number): string =>
    `async function f${at}() { ${calls} await DBOS.writeStream('k${at}', 1); await DBOS.closeStream('k${at}'); }`;
  return `${wrapped('await f0();')}${Array.from({ length: size }, (_, at) => each(at)).join('\n')}`;
}

/** Methods that each call all others, of an object that is asked after a step has changed it. */
function methodsOfOneObject(size: number): string {
  const names = Array.from({ length: size }, (_, at) => `m${at}`);
  const calls = names.map((name) => `this.${name}();`).join(' ');
  return [
    "import { DBOS } from '@dbos-inc/dbos-sdk';",
    'class Counter {',
    'total = 0;',
    'add() { this.total += 1; }',
    ...names.map((name) => `${name}() { ${calls} }`),
    '}',
    'export const place = DBOS.registerWorkflow(async () => {',
    'const counter = new Counter();',
    "await DBOS.runStep(async () => counter.add(), { name: 'add' });",
    'return counter.m0();',
    "}, { name: 'place' });",
  ].join('\n');
}

/** Functions that call each other and set a variable of the module, which a workflow reads. */
function callersOfSetter(size: number): string {
  const each = (at: number): string =>
    `export function f${at}(x) { f${(at + 1) % size}(x); f${(at * 7 + 3) % size}(x); f${(at * 5 + 2) % size}(x); set(x); }`;
  return [
    "import { DBOS } from '@dbos-inc/dbos-sdk';",
    'let rate = 1;',
    'function set(x) { rate = x; }',
    ...Array.from({ length: size }, (_, at) => each(at)),
    "export const place = DBOS.registerWorkflow(async () => DBOS.setEvent('rate', rate), { name: 'place' });",
  ].join('\n');
}

function wrapped(body: string): string {
  return `import { DBOS } from '@dbos-inc/dbos-sdk';\nconst a0 = () => Date.now();\nasync function flow() {\n${body}\n}\nDBOS.registerWorkflow(flow, { name: 'f' });\n`;
}

function functions(size: number): string {
  const each = (at: number): string =>
    `function f${at}() { f${(at + 1) % size}(); f${(at * 7) % size}(); return Date.now(); }`;
  return `${Array.from({ length: size }, (_, at) => each(at)).join('\n')}\nf0();`;
}

/**
 * Four times the size takes less than `below` times the time. What grows faster does so in every measurement; what other programs on the machine
 * add, they do not add each time.
 *
 * @param atLeast milliseconds that count where the small size takes less
 */
function expectGrowth(
  run: (size: number) => unknown,
  { from, atLeast, below }: { readonly from: number; readonly atLeast: number; readonly below: number },
): void {
  let least = Infinity;
  for (let attempt = 0; attempt < 3 && least >= below; attempt += 1) {
    const small = processorTime(() => run(from));
    const large = processorTime(() => run(4 * from));
    least = Math.min(least, large / Math.max(small, atLeast));
  }
  expect(least).toBeLessThan(below);
}

/** Milliseconds of the processor; the first run, which compiles, does not count. */
function processorTime(run: () => unknown): number {
  run();
  const start = process.cpuUsage();
  run();
  return process.cpuUsage(start).user / 1000;
}
