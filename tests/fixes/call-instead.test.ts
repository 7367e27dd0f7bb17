import { describe, expect, it } from 'vitest';

import type { Intent, Part } from '../../src/fixes/repair.ts';
import type { ReplacementSpec } from '../../src/knowledge/vocabulary/engine.ts';
import { descendants } from '../../src/syntax/walk.ts';
import { apply, bodyOf, file, IMPORT, plan, repaired, SDK, workflow, type File } from './harness.ts';

const NOW: ReplacementSpec = { code: '$E.now()', awaited: true, steps: 1, safety: 'fix' };
const DATE: ReplacementSpec = { ...NOW, around: 'new Date(%)' };
const UUID: ReplacementSpec = { code: '$E.randomUUID()', awaited: true, steps: 1, safety: 'fix' };
const SLEEP: ReplacementSpec = { code: '$E.sleep($1)', awaited: true, steps: 1, safety: 'fix' };

const instead = (on: File, text: string, replacement: ReplacementSpec = NOW, nth = 0): Intent => ({
  kind: 'call-instead',
  node: on.expression(text, nth),
  replacement,
});

describe('a recorded call in place of another', () => {
  it.each([
    ['const t = Date.now();', 'const t = await DBOS.now();'],
    ['const age = Date.now() - a;', 'const age = (await DBOS.now()) - a;'],
    ['const age = a - Date.now();', 'const age = a - (await DBOS.now());'],
    ['const p = a ** Date.now();', 'const p = a ** (await DBOS.now());'],
    ['const p = Date.now() ** a;', 'const p = (await DBOS.now()) ** a;'],
    ['const p = -Date.now();', 'const p = -(await DBOS.now());'],
    ['const p = typeof Date.now();', 'const p = typeof (await DBOS.now());'],
    ['const s = Date.now().toString();', 'const s = (await DBOS.now()).toString();'],
    ['const s = (Date.now()).toString();', 'const s = (await DBOS.now()).toString();'],
    ['const s = Date.now()?.toString();', 'const s = (await DBOS.now())?.toString();'],
    ['const s = Date.now()!;', 'const s = (await DBOS.now())!;'],
    ['const s = Date.now() as number;', 'const s = (await DBOS.now()) as number;'],
    ['const s = <number>Date.now();', 'const s = <number>await DBOS.now();'],
    ['const s = `${Date.now()}`;', 'const s = `${await DBOS.now()}`;'],
    ['const s = Math.max(a, Date.now());', 'const s = Math.max(a, await DBOS.now());'],
    ['const s = [...Date.now().toString()];', 'const s = [...(await DBOS.now()).toString()];'],
    ['const o = { at: Date.now(), [Date.now()]: 1 };', 'const o = { at: await DBOS.now(), [Date.now()]: 1 };'],
    ['const c = a > 1 && Date.now() > 2;', 'const c = a > 1 && (await DBOS.now()) > 2;'],
    ['const c = Date.now() ? 1 : 2;', 'const c = (await DBOS.now()) ? 1 : 2;'],
    ['const c = a ? Date.now() : 2;', 'const c = a ? await DBOS.now() : 2;'],
    ['if (Date.now() > a) return;', 'if ((await DBOS.now()) > a) return;'],
    ['while (Date.now()) break;', 'while (await DBOS.now()) break;'],
    ['for (let i = Date.now(); i < 3; i++) {}', 'for (let i = await DBOS.now(); i < 3; i++) {}'],
    ['return Date.now();', 'return await DBOS.now();'],
    ['try { return Date.now(); } finally {}', 'try { return await DBOS.now(); } finally {}'],
    ['a += Date.now();', 'a += await DBOS.now();'],
    ['const { t = Date.now() } = { t: a };', 'const { t = await DBOS.now() } = { t: a };'],
    ['const f = async () => Date.now();', 'const f = async () => await DBOS.now();'],
    ['throw Date.now();', 'throw await DBOS.now();'],
    ['const n = (0, Date.now());', 'const n = (0, await DBOS.now());'],
    ['Date.now().toFixed()', '(await DBOS.now()).toFixed()'],
    ['foo()\nDate.now().toFixed()', 'foo()\n;(await DBOS.now()).toFixed()'],
    ['const g = function () {}\nDate.now().toFixed()', 'const g = function () {}\n;(await DBOS.now()).toFixed()'],
    ['if (a) {}\nDate.now().toFixed()', 'if (a) {}\n(await DBOS.now()).toFixed()'],
    ['const t = Date.now(/* why */);', 'const t = /* why */ await DBOS.now();'],
    ['const t = Date./* now */now() - a;', 'const t = (/* now */ await DBOS.now()) - a;'],
    ['  const t = Date // the clock\n    .now();', '  // the clock\n  const t = await DBOS.now();'],
  ])('%s', (before, after) => {
    const on = file(workflow(before));
    const code = /Date[\s\S]*?now\([^)]*\)/.exec(before)?.[0] ?? '';
    expect(bodyOf(repaired(on, [instead(on, code)]))).toBe(after);
  });

  it.each([
    ['const d = new Date();', 'new Date()', 'const d = new Date(await DBOS.now());'],
    ['const d = new Date;', 'new Date', 'const d = new Date(await DBOS.now());'],
    ['const d = new Date().getTime();', 'new Date()', 'const d = new Date(await DBOS.now()).getTime();'],
    ['const d = +new Date();', 'new Date()', 'const d = +new Date(await DBOS.now());'],
  ])('%s', (before, code, after) => {
    const on = file(workflow(before));
    expect(bodyOf(repaired(on, [instead(on, code, DATE)]))).toBe(after);
  });

  it('does not use a name that means something else there', () => {
    const on = file(workflow('const D = globalThis.Date; { class Date {} const d = new D(); use(Date); }'));
    expect(plan(on, [instead(on, 'new D()', DATE)])).toBeUndefined();
  });

  it('is made of parts that stand apart, and of code', () => {
    const on = file(workflow('wait(a, b, ...c);'));
    const [one, two, three] = on.node('CallExpression').arguments;
    const parts = (...given: readonly (Part | undefined)[]): string =>
      bodyOf(
        repaired(on, [
          {
            kind: 'call-instead',
            node: on.expression('wait(a, b, ...c)'),
            replacement: { ...NOW, code: '$E.run($2, $R)', awaited: false },
            arguments: given.filter((part) => part !== undefined),
          },
        ]),
      );
    expect(parts(one, two, three)).toBe('DBOS.run(b, a, ...c);');
    expect(parts(one, two, 'x', three)).toBe('DBOS.run(b, a, x, ...c);');
    expect(parts(three, one, two)).toBe('DBOS.run(a, ...c, b);');
    expect(parts(one, 'y', two, three)).toBe('DBOS.run(y, a, b, ...c);');
  });

  it('names what was called, in parentheses where it needs them', () => {
    const CALLEE: ReplacementSpec = { ...NOW, code: '$E.run($C.name)', around: '$O(%)' };
    const arrow = file(workflow('const t = (() => 1)();'));
    expect(bodyOf(repaired(arrow, [instead(arrow, '(() => 1)()', CALLEE)]))).toBe(
      'const t = (() => 1)(await DBOS.run((() => 1).name));',
    );
    const member = file(workflow('const t = x.y(a);'));
    expect(bodyOf(repaired(member, [instead(member, 'x.y(a)', CALLEE)]))).toBe(
      'const t = x(await DBOS.run(x.y.name));',
    );
    const read = file(workflow('const t = x.y;'));
    expect(bodyOf(repaired(read, [instead(read, 'x.y', { ...NOW, around: 'new Date(%)' })]))).toBe(
      'const t = new Date(await DBOS.now());',
    );
    expect(plan(read, [instead(read, 'x.y', CALLEE)])).toBeUndefined();
  });

  it('keeps an `await` that is there', () => {
    const on = file(workflow('await wait(500);'));
    expect(bodyOf(repaired(on, [instead(on, 'wait(500)', SLEEP)]))).toBe('await DBOS.sleep(500);');
  });

  it('passes arguments on, with their comments', () => {
    const on = file(workflow('await wait(/* ms */ a + 1, b);'));
    expect(bodyOf(repaired(on, [instead(on, 'wait(/* ms */ a + 1, b)', SLEEP)]))).toBe(
      'await /* ms */ DBOS.sleep(a + 1);',
    );
  });

  it('needs the arguments that it names', () => {
    const on = file(workflow('await wait(); await wait(...[1]);'));
    expect(plan(on, [instead(on, 'wait()', SLEEP)])).toBeUndefined();
    expect(plan(on, [instead(on, 'wait(...[1])', SLEEP)])).toBeUndefined();
  });

  it('puts a promise in place of a promise', () => {
    const on = file(workflow('const p = new Promise((r) => setTimeout(r, a)); return p;'));
    const node = on.expression('new Promise((r) => setTimeout(r, a))');
    const made = plan(on, [
      { kind: 'call-instead', node, replacement: SLEEP, arguments: [on.expression('a')], promise: true },
    ]);
    expect(bodyOf(apply(on, made))).toBe('const p = DBOS.sleep(a); return p;');
  });

  it('is a suggestion where the value has a type with a name', () => {
    const on = file(workflow('const id: UUID = crypto.randomUUID(); const x: string = crypto.randomUUID();'));
    expect(plan(on, [instead(on, 'crypto.randomUUID()', UUID)])?.safety).toBe('suggest');
    expect(plan(on, [instead(on, 'crypto.randomUUID()', UUID, 1)])?.safety).toBe('fix');
    const returned = file(`${IMPORT}async function wf(): Promise<UUID> { return crypto.randomUUID(); }`);
    expect(plan(returned, [instead(returned, 'crypto.randomUUID()', UUID)])?.safety).toBe('suggest');
  });

  it('is a suggestion when the user asked for it and step numbers shift', () => {
    const on = file(workflow('const t = Date.now();'), { fixMode: 'suggest' });
    expect(plan(on, [instead(on, 'Date.now()')], { steps: 1 })?.safety).toBe('suggest');
    expect(plan(on, [instead(on, 'Date.now()')], { steps: 0 })?.safety).toBe('fix');
  });

  it('carries out two repairs of one expression together', () => {
    const on = file(workflow('return [Date.now(), Date.now() - a];'));
    expect(bodyOf(repaired(on, [instead(on, 'Date.now()'), instead(on, 'Date.now()', NOW, 1)]))).toBe(
      'return [await DBOS.now(), (await DBOS.now()) - a];',
    );
  });
});

describe('places where no `await` can stand', () => {
  it.each([
    ['sync callback', 'return [1].map(() => Date.now());'],
    ['comparator', 'return [1].sort((x, y) => Date.now() - y);'],
    ['default value of a parameter', 'const f = async (t = Date.now()) => t;'],
    ['default value in a pattern of a parameter', 'const f = async ({ t = Date.now() }) => t;'],
    ['class field', 'class C { t = Date.now(); }'],
    ['static field', 'class C { static t = Date.now(); }'],
    ['static block', 'class C { static { Date.now(); } }'],
    ['getter', 'const o = { get t() { return Date.now(); } };'],
    ['setter', 'class C { set t(v) { Date.now(); } }'],
    ['constructor', 'class C { constructor() { Date.now(); } }'],
    ['generator', 'function* g() { yield Date.now(); }'],
    ['sync method', 'class C { m() { return Date.now(); } }'],
    ['enum member', 'enum E { A = Date.now() }'],
  ])('%s', (_, code) => {
    const on = file(workflow(code));
    expect(plan(on, [instead(on, 'Date.now()')])).toBeUndefined();
  });

  it.each([
    ['async generator', 'async function* g() { yield Date.now(); }', 'async function* g() { yield await DBOS.now(); }'],
    ['computed key of a class', 'class C { [Date.now()]() {} }', 'class C { [await DBOS.now()]() {} }'],
  ])('but: %s', (_, before, after) => {
    const on = file(workflow(before));
    expect(bodyOf(repaired(on, [instead(on, 'Date.now()')]))).toBe(after);
  });

  it('makes a function asynchronous only when asked, and only as a suggestion', () => {
    const on = file(
      `${IMPORT}const f = (x: number) => Date.now() + x;\nclass C { m() { return Date.now(); } get t() { return Date.now(); } }\n`,
    );
    const arrow = on.node('ArrowFunctionExpression');
    const made = plan(on, [{ kind: 'make-async', node: arrow }, instead(on, 'Date.now()')]);
    expect(made?.safety).toBe('suggest');
    expect(apply(on, made)).toContain('const f = async (x: number) => (await DBOS.now()) + x;');
    const method = on.node('FunctionExpression', 0);
    expect(repaired(on, [{ kind: 'make-async', node: method }, instead(on, 'Date.now()', NOW, 1)])).toContain(
      'class C { async m() { return await DBOS.now(); }',
    );
    const getter = on.node('FunctionExpression', 1);
    expect(plan(on, [{ kind: 'make-async', node: getter }, instead(on, 'Date.now()', NOW, 2)])).toBeUndefined();
  });
});

describe('the name of the engine', () => {
  const code = 'async function wf() { return Date.now(); }\n';
  it.each([
    ['alias', `import { DBOS as D } from '${SDK}';\n`, `import { DBOS as D } from '${SDK}';\n`, 'D.now()'],
    ['namespace', `import * as sdk from '${SDK}';\n`, `import * as sdk from '${SDK}';\n`, 'sdk.DBOS.now()'],
    ['type-only import', `import type { DBOS } from '${SDK}';\n`, `import { DBOS } from '${SDK}';\n`, 'DBOS.now()'],
    [
      'type-only import of more',
      `import type { A, DBOS as D } from '${SDK}';\n`,
      `import { type A, DBOS as D } from '${SDK}';\n`,
      'D.now()',
    ],
    [
      'inline type import',
      `import { type DBOS, A } from '${SDK}';\n`,
      `import { DBOS, A } from '${SDK}';\n`,
      'DBOS.now()',
    ],
    ['other names of the module', `import { A } from '${SDK}';\n`, `import { A, DBOS } from '${SDK}';\n`, 'DBOS.now()'],
    [
      'other modules',
      `// license\n\nimport x from "x" // x\n`,
      `// license\n\nimport x from "x" // x\nimport { DBOS } from "${SDK}"\n`,
      'DBOS.now()',
    ],
    ['nothing', '', `import { DBOS } from '${SDK}';\n`, 'DBOS.now()'],
    [
      'directive and header',
      `'use strict';\n// about wf\n`,
      `'use strict';\nimport { DBOS } from '${SDK}';\n// about wf\n`,
      'DBOS.now()',
    ],
  ])('%s', (_, before, after, call) => {
    const on = file(before + code);
    expect(repaired(on, [instead(on, 'Date.now()')])).toBe(after + code.replace('Date.now()', `await ${call}`));
  });

  it.each([
    ['CommonJS', `const { DBOS } = require('${SDK}');\n`, `const { DBOS } = require('${SDK}');\n`, 'DBOS.now()'],
    [
      'CommonJS alias',
      `const { DBOS: D } = require('${SDK}');\n`,
      `const { DBOS: D } = require('${SDK}');\n`,
      'D.now()',
    ],
    ['CommonJS object', `const sdk = require('${SDK}');\n`, `const sdk = require('${SDK}');\n`, 'sdk.DBOS.now()'],
    [
      'CommonJS other names',
      `const { A } = require('${SDK}');\n`,
      `const { A, DBOS } = require('${SDK}');\n`,
      'DBOS.now()',
    ],
  ])('%s', (_, before, after, call) => {
    const on = file(before + code, { moduleKind: 'commonjs' });
    expect(repaired(on, [instead(on, 'Date.now()')])).toBe(after + code.replace('Date.now()', `await ${call}`));
  });

  it('is not guessed: no binding in CommonJS, a shadowed name, a name that is something else', () => {
    const plain = file(code, { moduleKind: 'commonjs' });
    expect(plan(plain, [instead(plain, 'Date.now()')])).toBeUndefined();
    const shadowed = file(`${IMPORT}async function wf(DBOS: any) { return Date.now(); }`);
    expect(plan(shadowed, [instead(shadowed, 'Date.now()')])).toBeUndefined();
    const other = file(`class DBOS {}\n${code}`);
    expect(plan(other, [instead(other, 'Date.now()')])).toBeUndefined();
    const inner = file(`async function wf() { const DBOS = 1; return Date.now(); }`);
    expect(plan(inner, [instead(inner, 'Date.now()')])).toBeUndefined();
  });

  it('is imported once for several repairs', () => {
    const on = file('async function wf() { return [Date.now(), Date.now()]; }\n');
    expect(repaired(on, [instead(on, 'Date.now()'), instead(on, 'Date.now()', NOW, 1)])).toBe(
      `import { DBOS } from '${SDK}';\nasync function wf() { return [await DBOS.now(), await DBOS.now()]; }\n`,
    );
  });
});

describe('in every position', () => {
  const expressions = ['Date.now()', '(Date.now())', 'Date.now?.()', 'Date?.now()'];
  const positions = [
    '%;',
    '(%);',
    'x = %;',
    'x += %;',
    'f(%);',
    'f(1, %, 2);',
    'new F(%);',
    '%.x;',
    '%[0];',
    'x[%];',
    '%.m();',
    '%();',
    'new (%)();',
    '%`t`;',
    '`${%}`;',
    't`${%}`;',
    '!%;',
    '-%;',
    '+%;',
    '~%;',
    'typeof %;',
    'void %;',
    'delete %.x;',
    '% + 1;',
    '1 + %;',
    '% ** 2;',
    '2 ** %;',
    '% in x;',
    'x in %;',
    '% instanceof x;',
    '% < 1;',
    '% && y;',
    'y && %;',
    '% || y;',
    '% ?? y;',
    'y ?? %;',
    '% ? 1 : 2;',
    'x ? % : 2;',
    'x ? 1 : %;',
    '[%];',
    '[...%];',
    '({ a: % });',
    '({ ...% });',
    '({ [%]: 1 });',
    'x, %;',
    '%, x;',
    'const q = %;',
    'const { q = % } = y;',
    'const [q = %] = y;',
    'if (%) {}',
    'while (%) {}',
    'do {} while (%);',
    'for (%; ; ) {}',
    'for (; %; ) {}',
    'for (; ; %) {}',
    'for (const q of %) {}',
    'for (const q in %) {}',
    'switch (%) {}',
    'switch (x) { case %: }',
    'return %;',
    'throw %;',
    'x = y = %;',
    'async () => %;',
    '%!;',
    '%!.x;',
    '% as any;',
    '% satisfies any;',
    '<any>%;',
    'class A extends (%) {}',
    'import(%);',
    'await %;',
    'await (%);',
    '%?.x;',
    '%?.();',
    '%?.[0];',
    '(%)!.x;',
    'f(...%);',
    'y = `a${%}b${%}`;',
    'label: %;',
  ];
  const cases = positions
    .flatMap((position) => expressions.map((expression) => [position.replace('%', expression).replaceAll('%', '1')]))
    // The language has no template behind an optional chain.
    .filter(([statement]) => !/^Date.*\?\..*`/.test(String(statement)));

  it.each(cases)('%s', (statement) => {
    // Without `;`, the statement would be taken for the rest of `f()`, if parentheses were put in front of it carelessly.
    const first = statement.startsWith('Date') ? 'f()' : 'f();';
    const on = file(
      `${IMPORT}async function wf(x: any, y: any, f: any, t: any, F: any) {\n  ${first}\n  ${statement}\n}\n`,
    );
    const node = [...descendants(on.program)].find(
      (inner) => inner.type === 'CallExpression' && /^Date\??\.now(?:\?\.)?\(\)$/.test(on.text.slice(...inner.range)),
    );
    if (node?.type !== 'CallExpression') throw new Error('no call');
    // A chain that goes on behind the call belongs to it.
    const text = repaired(on, [{ kind: 'call-instead', node, replacement: NOW }]);
    const after = file(text);
    const call = after.expression('DBOS.now()');
    expect(call.parent.type).toBe('AwaitExpression');
    expect(after.text.slice(...call.parent.range)).toMatch(/^await \(*DBOS\.now\(\)\)*$/);
    expect(text.match(/await/g)).toHaveLength(1);
    // Around the new expression, the tree is what it was around the old one.
    const outline = (from: File, around: { parent?: unknown; type: string } | undefined): string[] => {
      const types: string[] = [];
      for (let at = around; at; at = at.parent as typeof around) types.push(at.type);
      return types.filter((type) => type !== 'ChainExpression' && type !== 'AwaitExpression');
    };
    expect(outline(after, call.parent.parent)).toEqual(outline(on, node.parent));
    const wf = after.node('FunctionDeclaration');
    expect(wf.body.body).toHaveLength(2);
  });
});
