/** Repaired code type checks against the installed SDK under `strict`, all in one program. */
import path from 'node:path';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import type { Intent } from '../../src/fixes/repair.ts';
import { bodyStatements, requestOfBody, type ResponseWords } from '../../src/syntax/response-body.ts';
import { soleCallOf } from '../../src/syntax/sole-call.ts';
import { timerPromise } from '../../src/syntax/timer-promise.ts';
import { file, repaired, SDK, type File } from './harness.ts';

const NOW = { code: '$E.now()', awaited: true, steps: 1, safety: 'fix' } as const;
const UUID = { ...NOW, code: '$E.randomUUID()' } as const;
const SLEEP = { ...NOW, code: '$E.sleep($1)' } as const;
const DATE = { ...NOW, around: 'new Date(%)' } as const;
const START = '$E.startWorkflow($1)($R)';
const WEB: ResponseWords = {
  isRequest: (callee) => callee.type === 'Identifier' && callee.name === 'fetch',
  readers: new Set(['json', 'text']),
};

const HEAD = `import { DBOS } from '${SDK}';\n`;
const OTHER =
  'export const other = DBOS.registerWorkflow(async (n: number, s: string) => `${n}${s}`, { name: "other" });\n';

const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not recognised');
  return value;
};

/** The start of the one workflow that a timer's callback calls, or is. */
const startOf = (on: File, text: string, code: string, values: Readonly<Record<string, string>> = {}): Intent => {
  const node = on.expression(text);
  if (node.type !== 'CallExpression') throw new Error('not a call');
  const callback = found(node.arguments[0]);
  const call = soleCallOf(callback);
  const parts = call === undefined ? [callback, ...node.arguments.slice(2)] : [call.callee, ...call.arguments];
  return { kind: 'start-instead', node, code, arguments: parts, values };
};

const cases: Readonly<Record<string, readonly [text: string, intents: (on: File) => readonly Intent[]]>> = {
  clock: [
    `${HEAD}export async function wf(start: number): Promise<[number, string, Date]> {\n  const age: number = Date.now() - start;\n  return [age, Date.now().toString(), new Date()];\n}\n`,
    (on) => [
      { kind: 'call-instead', node: on.expression('Date.now()'), replacement: NOW },
      { kind: 'call-instead', node: on.expression('Date.now()', 1), replacement: NOW },
      { kind: 'call-instead', node: on.expression('new Date()'), replacement: DATE },
    ],
  ],
  identifier: [
    `import * as sdk from '${SDK}';\nimport { randomUUID } from 'node:crypto';\nexport async function wf(): Promise<string> {\n  void sdk;\n  const id: string = randomUUID();\n  return id.toUpperCase();\n}\n`,
    (on) => [{ kind: 'call-instead', node: on.expression('randomUUID()'), replacement: UUID }],
  ],
  'type-only import': [
    `import type { DBOS, WorkflowHandle } from '${SDK}';\nexport type Engine = typeof DBOS;\nexport async function wf(h: WorkflowHandle<string>): Promise<string> {\n  return h.workflowID + Date.now();\n}\n`,
    (on) => [{ kind: 'call-instead', node: on.expression('Date.now()'), replacement: NOW }],
  ],
  sleep: [
    `${HEAD}export async function wf(ms: number) {\n  await new Promise<void>((r) => setTimeout(r, ms * 1000));\n}\n`,
    (on) => {
      const node = on.node('NewExpression');
      const timer = found(timerPromise(node, { isPromiseClass: () => true, isTimer: () => true }));
      return [{ kind: 'call-instead', node, replacement: SLEEP, arguments: [timer.ms ?? '0'], promise: true }];
    },
  ],
  random: [
    `${HEAD}export async function wf(): Promise<number> {\n  return Math.floor(Math.random() * 6) + Math.random();\n}\n`,
    (on) => [0, 1].map((nth) => ({ kind: 'wrap-in-step', node: on.expression('Math.random()', nth), name: 'random' })),
  ],
  'fetch in one expression': [
    `${HEAD}export async function wf(url: string): Promise<{ id: string }> {\n  const answer: { id: string } = await fetch(url).then((r) => r.json() as Promise<{ id: string }>);\n  return answer;\n}\n`,
    (on) => [
      {
        kind: 'wrap-in-step',
        node: on.expression('fetch(url).then((r) => r.json() as Promise<{ id: string }>)'),
        name: 'fetch',
        promise: true,
      },
    ],
  ],
  'fetch of text': [
    `${HEAD}export async function wf(url: string): Promise<string> {\n  const text = await fetch(url).then((r) => r.text());\n  return text.trim();\n}\n`,
    (on) => {
      const node = on.expression('fetch(url).then((r) => r.text())');
      found(requestOfBody(node, WEB));
      return [{ kind: 'wrap-in-step', node, name: 'fetch', promise: true }];
    },
  ],
  'fetch in two statements': [
    `${HEAD}export async function wf(url: string): Promise<string> {\n  const res = await fetch(url);\n  const x = (await res.json()) as { id: string };\n  return x.id;\n}\n`,
    (on) => [
      {
        kind: 'wrap-statements-in-step',
        nodes: found(bodyStatements(on.statement('const res'), WEB, on.scopeManager)).statements,
        name: 'fetch',
      },
    ],
  ],
  'narrowed constant and parameter': [
    `${HEAD}declare function load(s: string): Promise<number>;\nexport async function wf(s: string | undefined): Promise<number> {\n  if (s === undefined) return 0;\n  const t = s.length > 1 ? s : undefined;\n  if (!t) return 0;\n  return await load(s + t);\n}\n`,
    (on) => [{ kind: 'wrap-in-step', node: on.expression('load(s + t)'), name: 'load' }],
  ],
  unwrap: [
    `${HEAD}export async function wf(): Promise<string> {\n  const m = await DBOS.runStep(() => DBOS.recv<string>('t'), { name: 'wait' });\n  return m ?? '';\n}\n`,
    (on) => {
      const node = on.node('CallExpression');
      return [{ kind: 'unwrap-step', node, inner: found(soleCallOf(found(node.arguments[0]))) }];
    },
  ],
  hoist: [
    `${HEAD}declare function save(s: { m: string }): Promise<number>;\nexport async function wf(m: number): Promise<number> {\n  return (\n    m +\n    (await DBOS.runStep(\n      async () => {\n        const m = await DBOS.recv<string>('t');\n        if (m === null) return 0;\n        return await save({ m });\n      },\n      { name: 'save' },\n    ))\n  );\n}\n`,
    (on) => [{ kind: 'hoist-from-step', statements: [on.statement('const m')], call: on.node('CallExpression') }],
  ],
  start: [
    `${HEAD}${OTHER}export async function wf(n: number): Promise<void> {\n  setImmediate(() => other(n, 'x'));\n  setTimeout(other, 0, n, 'y');\n}\nexport function go() {\n  process.nextTick(() => void other(1, 'z'));\n}\n`,
    (on) => [
      startOf(on, `setImmediate(() => other(n, 'x'))`, START),
      startOf(on, `setTimeout(other, 0, n, 'y')`, START),
      startOf(on, `process.nextTick(() => void other(1, 'z'))`, START),
    ],
  ],
  'delayed start': [
    `${HEAD}${OTHER}export async function wf(n: number, ms: number): Promise<void> {\n  setTimeout(() => other(n, 'x'), ms);\n}\n`,
    (on) => [
      startOf(
        on,
        `setTimeout(() => other(n, 'x'), ms)`,
        '$E.startWorkflow($1, { queueName: $Q, enqueueOptions: { delaySeconds: $D } })($R)',
        { $Q: `'q'`, $D: 'ms / 1000' },
      ),
    ],
  ],
  schedule: [
    `${HEAD}export const sync = DBOS.registerWorkflow(async (at: Date, context: unknown) => { await DBOS.sleep(at.getTime()); void context; }, { name: 'sync' });\nexport async function start(): Promise<void> {\n  setInterval(() => { void sync(new Date(), 0); }, 60_000);\n}\n`,
    (on) => {
      const start = startOf(
        on,
        'setInterval(() => { void sync(new Date(), 0); }, 60_000)',
        '$E.applySchedules([{ scheduleName: $N, workflowFn: $1, schedule: $C }])',
        { $N: `'sync'`, $C: `'* * * * *'` },
      );
      return [start.kind === 'start-instead' ? { ...start, arguments: start.arguments.slice(0, 1) } : start];
    },
  ],
  main: [
    `${HEAD}import { createServer } from 'node:http';\nconst app = createServer();\nDBOS.setConfig({ name: 'a' });\nDBOS.launch();\napp.listen(3000);\n`,
    (on) => [
      {
        kind: 'move-into-main',
        nodes: [on.statement('DBOS.setConfig'), on.statement('DBOS.launch')],
        names: ['main'],
        awaits: [on.expression('DBOS.launch()')],
      },
    ],
  ],
};

describe('repaired code under `strict`', () => {
  const outputs = new Map(
    Object.entries(cases).map(([name, [text, intents]], index) => {
      const on = file(text);
      return [path.resolve(`tests/fixes/repaired-${String(index)}.ts`), { name, text: repaired(on, intents(on)) }];
    }),
  );
  const WRONG = path.resolve('tests/fixes/repaired-wrong.ts');
  outputs.set(WRONG, {
    name: 'wrong',
    text: `${HEAD}export async function wf() { const now: string = await DBOS.now(); return now; }\n`,
  });
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    verbatimModuleSyntax: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...outputs.keys()], options, {
    ...host,
    fileExists: (name) => outputs.has(name) || host.fileExists(name),
    readFile: (name) => outputs.get(name)?.text ?? host.readFile(name),
    getSourceFile: (name, ...rest) => {
      const output = outputs.get(name);
      return output === undefined ? host.getSourceFile(name, ...rest) : ts.createSourceFile(name, output.text, rest[0]);
    },
  });

  it.each([...outputs].filter(([name]) => name !== WRONG).map(([name, output]) => [output.name, name] as const))(
    '%s',
    (_, name) => {
      const source = program.getSourceFile(name);
      const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      expect(
        problems.map(
          (problem) => `${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}\n${source?.text ?? ''}`,
        ),
      ).toEqual([]);
    },
  );

  it('would see a wrong call of the SDK', () => {
    const problems = program.getSemanticDiagnostics(program.getSourceFile(WRONG));
    expect(problems.map((problem) => ts.flattenDiagnosticMessageText(problem.messageText, '\n'))).toEqual([
      `Type 'number' is not assignable to type 'string'.`,
    ]);
  });
});
