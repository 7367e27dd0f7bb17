import { describe, expect, it } from 'vitest';

import type { Intent } from '../../src/fixes/repair.ts';
import { bodyStatements, requestOfBody, type ResponseWords } from '../../src/syntax/response-body.ts';
import { soleCallOf } from '../../src/syntax/sole-call.ts';
import { apply, bodyOf, file, IMPORT, plan, repaired, workflow, type File } from './harness.ts';

const wrap = (on: File, text: string, name = 'random', nth = 0): Intent => ({
  kind: 'wrap-in-step',
  node: on.expression(text, nth),
  name,
});
const wrapPromise = (on: File, text: string, name = 'fetch', nth = 0): Intent => ({
  kind: 'wrap-in-step',
  node: on.expression(text, nth),
  name,
  promise: true,
});

const WEB: ResponseWords = {
  isRequest: (callee) => callee.type === 'Identifier' && callee.name === 'fetch',
  readers: new Set(['json', 'text']),
};

describe('an expression run as a step', () => {
  it.each([
    ['const n = %;', `const n = await DBOS.runStep(async () => Math.random(), { name: 'random' });`],
    ['const n = % * 6;', `const n = (await DBOS.runStep(async () => Math.random(), { name: 'random' })) * 6;`],
    [
      'const n = Math.floor(% * 6);',
      `const n = Math.floor((await DBOS.runStep(async () => Math.random(), { name: 'random' })) * 6);`,
    ],
    ['if (% > 0.5) return;', `if ((await DBOS.runStep(async () => Math.random(), { name: 'random' })) > 0.5) return;`],
  ])('%s', (before, after) => {
    const on = file(workflow(before.replace('%', 'Math.random()')));
    expect(bodyOf(repaired(on, [wrap(on, 'Math.random()')]))).toBe(after);
  });

  it('takes an `await` along, and the comments inside', () => {
    const on = file(workflow('const x = await load(b /* the key */, a); // load'));
    expect(bodyOf(repaired(on, [wrap(on, 'load(b /* the key */, a)', 'load')]))).toBe(
      `const x = await DBOS.runStep(async () => load(b /* the key */, a), { name: 'load' }); // load`,
    );
  });

  it('may await inside', () => {
    const on = file(workflow('const rows = (await pool.query(b)).rows;'));
    expect(bodyOf(repaired(on, [wrap(on, '(await pool.query(b)).rows', 'query')]))).toBe(
      `const rows = await DBOS.runStep(async () => (await pool.query(b)).rows, { name: 'query' });`,
    );
  });

  it('keeps a promise a promise', () => {
    const on = file(workflow('return await Promise.all([fetch(b).then((r) => r.json()), other()]);'));
    expect(bodyOf(repaired(on, [wrapPromise(on, 'fetch(b).then((r) => r.json())')]))).toBe(
      `return await Promise.all([DBOS.runStep(async () => fetch(b).then((r) => r.json()), { name: 'fetch' }), other()]);`,
    );
  });

  it('stays in the `try` it is returned from', () => {
    const on = file(workflow('try { return load(b); } catch { return undefined; }'));
    expect(bodyOf(repaired(on, [wrapPromise(on, 'load(b)', 'load')]))).toBe(
      `try { return await DBOS.runStep(async () => load(b), { name: 'load' }); } catch { return undefined; }`,
    );
    const outside = file(workflow('try { f(); } finally { return load(b); }'));
    expect(bodyOf(repaired(outside, [wrapPromise(outside, 'load(b)', 'load')]))).toContain('return DBOS.runStep(');
  });

  it('puts a literal and a list of expressions in parentheses', () => {
    const on = file(workflow('const x = { at: f() }; const y = (f(), g());'));
    expect(repaired(on, [wrap(on, '{ at: f() }', 'f')])).toContain('async () => ({ at: f() }), {');
    expect(repaired(on, [wrap(on, 'f(), g()', 'g')])).toContain('(await DBOS.runStep(async () => (f(), g()), {');
  });

  it('uses the quotes of the file', () => {
    const on = file(workflow('const n = Math.random();').replaceAll("'", '"'));
    expect(repaired(on, [wrap(on, 'Math.random()')])).toContain('{ name: "random" }');
  });

  it('gives each step of a workflow a name of its own, also when all are repaired at once', () => {
    const on = file(
      workflow(`const p = Math.random();\nconst q = [1].map(async () => Math.random());\nconst r = Math.random();`),
    );
    const text = repaired(
      on,
      [0, 1, 2].map((nth) => wrap(on, 'Math.random()', 'random', nth)),
    );
    expect([...text.matchAll(/name: '(\w+)'/g)].map((match) => match[1])).toEqual(['random', 'random2', 'random3']);
    const again = file(
      text.replace(/await DBOS\.runStep\(async \(\) => (Math\.random\(\)), \{ name: 'random2' \}\)/, '$1'),
    );
    expect(repaired(again, [wrap(again, 'Math.random()', 'random', 1)])).toBe(text);
  });

  it('does not take a name that another step of the workflow has', () => {
    const on = file(workflow(`await DBOS.runStep(load, { name: 'random' });\nconst p = Math.random();`));
    expect(repaired(on, [wrap(on, 'Math.random()')])).toContain(`{ name: 'random2' }`);
    const other = file(
      `${IMPORT}async function v() { await DBOS.runStep(l, { name: 'random' }); }\nasync function wf() { return Math.random(); }`,
    );
    expect(repaired(other, [wrap(other, 'Math.random()')])).toContain(`=> Math.random(), { name: 'random' }`);
  });

  it.each([
    ['`yield`', 'async function* g() { const x = f(yield 1); }', 'f(yield 1)'],
    ['`super`', 'class C extends B { async m() { return super.load(1); } }', 'super.load(1)'],
    ['an assignment to an outer variable', 'let n = 0; const x = f(n = 1);', 'f(n = 1)'],
    [
      'an assignment in a callback',
      'let n = 0; const x = f((r) => { n = r.status; return r; });',
      'f((r) => { n = r.status; return r; })',
    ],
    [
      'an assignment to an outer object',
      'const o = { n: 1 }; const x = f((r) => { o.n = r; });',
      'f((r) => { o.n = r; })',
    ],
    ['an update', 'let n = 0; const x = f(n++);', 'f(n++)'],
    ['`this.x = ...`', 'class C { async m() { return f((this.x = 1)); } }', 'f((this.x = 1))'],
    ['a variable that is assigned elsewhere', 'let v: string | undefined = b; v = undefined; const x = f(v);', 'f(v)'],
    ['a durable call', 'const x = f(await DBOS.recv("t"));', 'f(await DBOS.recv("t"))'],
    ['a place without `await`', 'const x = [1].map(() => Math.random());', 'Math.random()'],
    ['an `await` that would be in a sync function', 'const f = () => Math.random();', 'Math.random()'],
  ])('is refused: %s', (_, body, text) => {
    const on = file(workflow(body));
    expect(plan(on, [wrap(on, text, 'f')])).toBeUndefined();
  });

  it.each([
    ['`this` in a method', 'class C { async m() { return load(this.id); } }', 'load(this.id)'],
    ['a counter', 'for (let i = 0; i < 3; i++) { await load(i); }', 'load(i)'],
    ['a typed variable', 'let v: string = b; v = b + 1; const x = await load(v);', 'load(v)'],
    [
      'assignments to what is its own',
      'const x = await load((r) => { const o = { n: 1 }; o.n = r; return o; });',
      'load((r) => { const o = { n: 1 }; o.n = r; return o; })',
    ],
    ['`DBOS.logger`', 'const x = await load(DBOS.workflowID);', 'load(DBOS.workflowID)'],
  ])('is a fix: %s', (_, body, text) => {
    const on = file(workflow(body));
    const made = plan(on, [wrap(on, text, 'load')]);
    expect(made?.safety).toBe('fix');
    expect(apply(on, made)).toContain(`async () => ${text}`);
  });

  it('is a suggestion when a condition narrows a property that it uses', () => {
    const on = file(workflow('const o: { e?: string } = {}; if (o.e) { await mail(o.e); }'));
    expect(plan(on, [wrap(on, 'mail(o.e)', 'mail')])?.safety).toBe('suggest');
  });
});

describe('a request whose body is read', () => {
  it.each([
    ['fetch(u).then((r) => r.json())', 'fetch(u)'],
    ['fetch(u).then((r) => { return r.json(); })', 'fetch(u)'],
    ['fetch(u).then(async (r) => await r.text())', 'fetch(u)'],
    ['fetch(u).then((r) => { if (!r.ok) throw new Error(String(r.status)); return r.json(); })', 'fetch(u)'],
    ['fetch(u).then(function (r) { return r.json(); })', 'fetch(u)'],
    ['(await fetch(u)).json()', 'fetch(u)'],
    ['fetch(u).then((r) => r)', undefined],
    ['fetch(u).then((r) => r.arrayBuffer())', undefined],
    ['fetch(u).then((r) => { if (r.ok) return r.json(); })', undefined],
    ['fetch(u).then((r) => { if (!r.ok) return r; return r.json(); })', undefined],
    ['fetch(u).then((r) => other.json())', undefined],
    ['fetch(u).then((r) => r.json(), fail)', undefined],
    ['get(u).then((r) => r.json())', undefined],
    ['fetch(u).json()', undefined],
    ['fetch(u)', undefined],
  ])('%s', (code, request) => {
    const on = file(workflow(`const x = await ${code};`));
    const found = requestOfBody(on.expression(code), WEB);
    expect(found && on.text.slice(...found.range)).toBe(request);
  });

  const two = (on: File): Intent | undefined => {
    const found = bodyStatements(on.statement('const res'), WEB, on.scopeManager);
    return found && { kind: 'wrap-statements-in-step', nodes: found.statements, name: 'fetch' };
  };

  it('in two statements becomes one step', () => {
    const on = file(workflow('  const res = await fetch(b);\n  const x = await res.json();\n  return x;'));
    const intent = two(on);
    expect(intent && bodyOf(repaired(on, [intent]))).toBe(
      [
        '  const x = await DBOS.runStep(async () => {',
        '    const res = await fetch(b);',
        '    return await res.json();',
        `  }, { name: 'fetch' });`,
        '  return x;',
      ].join('\n'),
    );
  });

  it('keeps comments, types, destructuring and the depth of long calls', () => {
    const on = file(
      workflow(
        [
          '  // ask',
          '  const res = await fetch(b, {',
          '    body: `one',
          'two`,',
          '  }); // slow',
          '',
          '  // read',
          '  const { id }: Answer = (await res.json()) as Answer; // done',
        ].join('\n'),
      ),
    );
    const intent = two(on);
    expect(intent && bodyOf(repaired(on, [intent]))).toBe(
      [
        '  // ask',
        '  const { id }: Answer = await DBOS.runStep(async () => {',
        '    const res = await fetch(b, {',
        '      body: `one',
        'two`,',
        '    }); // slow',
        '    // read',
        '    return (await res.json()) as Answer;',
        `  }, { name: 'fetch' }); // done`,
      ].join('\n'),
    );
  });

  it('may be returned', () => {
    const on = file(workflow('  const res = await fetch(b);\n  return res.text();'));
    const intent = two(on);
    expect(intent && bodyOf(repaired(on, [intent]))).toBe(
      `  return await DBOS.runStep(async () => {\n    const res = await fetch(b);\n    return res.text();\n  }, { name: 'fetch' });`,
    );
  });

  it.each([
    ['used twice', 'const res = await fetch(b);\nconst x = await res.json();\nlog(res.status);'],
    ['something between', 'const res = await fetch(b);\nlog(1);\nconst x = await res.json();'],
    ['another method', 'const res = await fetch(b);\nconst x = await res.blob();'],
    ['not awaited', 'const res = await fetch(b);\nconst x = res.json();'],
    ['two variables', 'const res = await fetch(b);\nconst x = await res.json(), y = 1;'],
    ['another function', 'const res = await get(b);\nconst x = await res.json();'],
    ['the end', 'const res = await fetch(b);'],
  ])('is not recognised: %s', (_, body) => {
    expect(two(file(workflow(body)))).toBeUndefined();
  });

  it('may hold loops and jumps that stay inside', () => {
    const nodes = (on: File) => [on.statement('for ('), on.statement('const x')];
    const on = file(
      workflow('  for (const u of [1]) {\n    if (u) continue;\n    break;\n  }\n  const x = await load(b);'),
    );
    expect(bodyOf(repaired(on, [{ kind: 'wrap-statements-in-step', nodes: nodes(on), name: 'load' }]))).toBe(
      [
        '  const x = await DBOS.runStep(async () => {',
        '    for (const u of [1]) {',
        '      if (u) continue;',
        '      break;',
        '    }',
        '    return await load(b);',
        `  }, { name: 'load' });`,
      ].join('\n'),
    );
    const out = file(workflow('while (a) {\n  for (;;) { if (a) return; }\n  const x = await load(b);\n}'));
    expect(plan(out, [{ kind: 'wrap-statements-in-step', nodes: nodes(out), name: 'load' }])).toBeUndefined();
    const outer = file(workflow('o: while (a) {\n  for (;;) { continue o; }\n  const x = await load(b);\n}'));
    expect(plan(outer, [{ kind: 'wrap-statements-in-step', nodes: nodes(outer), name: 'load' }])).toBeUndefined();
  });

  it('is refused when a step could not hold it', () => {
    const on = file(workflow('let n = 0;\nconst res = await fetch(b + n++);\nconst x = await res.json();'));
    const intent = two(on);
    expect(intent && plan(on, [intent])).toBeUndefined();
    const shared = file(workflow('const u = await make();\nconst x = await u.load();\nreturn u;'));
    const nodes = [shared.statement('const u'), shared.statement('const x')];
    expect(plan(shared, [{ kind: 'wrap-statements-in-step', nodes, name: 'make' }])).toBeUndefined();
  });
});

describe('a step that is only a call of the workflow', () => {
  const unwrap = (on: File): Intent => {
    const node = on.node('CallExpression');
    const inner = node.arguments[0] === undefined ? undefined : soleCallOf(node.arguments[0]);
    if (inner === undefined) throw new Error('no sole call');
    return { kind: 'unwrap-step', node, inner };
  };

  it.each([
    [`const m = await DBOS.runStep(() => DBOS.recv('t'), { name: 'wait' });`, `const m = await DBOS.recv('t');`],
    [`const m = await DBOS.runStep(async () => await DBOS.recv('t'));`, `const m = await DBOS.recv('t');`],
    [
      `const m = await DBOS.runStep(async () => { return await DBOS.recv<string>('t', 5); }, {});`,
      `const m = await DBOS.recv<string>('t', 5);`,
    ],
    [`await DBOS.runStep(async () => { await DBOS.setEvent('k', a); });`, `await DBOS.setEvent('k', a);`],
    [
      `const m = await DBOS.runStep<string | null>(async function () { return DBOS.recv('t'); });`,
      `const m = (await DBOS.recv('t')) as string | null;`,
    ],
    [
      `const m = await DBOS.runStep(() => /* one */ DBOS.recv('t') /* two */);`,
      `const m = await /* one */ /* two */ DBOS.recv('t');`,
    ],
    [
      `  const m = await DBOS.runStep(async () => {\n    // wait\n    return DBOS.recv('t');\n  });`,
      `  // wait\n  const m = await DBOS.recv('t');`,
    ],
    [`const m = (await DBOS.runStep(() => DBOS.recv('t')))!.x;`, `const m = (await DBOS.recv('t'))!.x;`],
    [`return DBOS.runStep(() => DBOS.recv('t'));`, `return DBOS.recv('t');`],
  ])('%s', (before, after) => {
    const on = file(workflow(before));
    expect(bodyOf(repaired(on, [unwrap(on)]))).toBe(after);
  });

  it('is refused when the call uses what only the callback has', () => {
    const on = file(workflow('await DBOS.runStep(async function () { return DBOS.recv(this.topic); });'));
    expect(plan(on, [unwrap(on)])).toBeUndefined();
    const own = file(workflow('await DBOS.runStep(async (t) => DBOS.recv(t));'));
    expect(plan(own, [unwrap(own)])).toBeUndefined();
    const waits = file(workflow('await DBOS.runStep(async () => DBOS.recv(await topic()));'));
    expect(plan(waits, [unwrap(waits)])).toBeUndefined();
  });
});

describe('a call taken out of the beginning of a step', () => {
  const hoist = (on: File, start: string, count = 1, nth = 0): Intent => {
    const first = on.statement(start, nth);
    const callback = first.parent.parent;
    const call = callback?.parent;
    if (first.parent.type !== 'BlockStatement' || call?.type !== 'CallExpression') throw new Error('not in a callback');
    const at = first.parent.body.indexOf(first);
    return { kind: 'hoist-from-step', statements: first.parent.body.slice(at, at + count), call };
  };
  const lines = (...text: readonly string[]): string => text.join('\n');

  it('goes before the statement that runs the step, with its comments', () => {
    const on = file(
      workflow(
        lines(
          '  // save it',
          '  const saved = await DBOS.runStep(async () => {',
          '    // wait for the payment',
          `    const m = await DBOS.recv<string>('paid'); // or null`,
          '    return await save(m);',
          `  }, { name: 'save' });`,
        ),
      ),
    );
    expect(bodyOf(repaired(on, [hoist(on, 'const m')]))).toBe(
      lines(
        '  // wait for the payment',
        `  const m = await DBOS.recv<string>('paid'); // or null`,
        '  // save it',
        '  const saved = await DBOS.runStep(async () => {',
        '    return await save(m);',
        `  }, { name: 'save' });`,
      ),
    );
  });

  it('takes several, and spreads of lines and template literals', () => {
    const on = file(
      workflow(
        lines(
          '  await DBOS.runStep(async () => {',
          `    await DBOS.setEvent('k', {`,
          '      text: `a',
          '    b`,',
          '    });',
          '',
          `    const { id } = (await DBOS.recv<{ id: string }>('t'))!;`,
          '    await save(id);',
          '  });',
        ),
      ),
    );
    expect(bodyOf(repaired(on, [hoist(on, 'await DBOS.setEvent', 2)]))).toBe(
      lines(
        `  await DBOS.setEvent('k', {`,
        '    text: `a',
        '    b`,',
        '  });',
        '',
        `  const { id } = (await DBOS.recv<{ id: string }>('t'))!;`,
        '  await DBOS.runStep(async () => {',
        '    await save(id);',
        '  });',
      ),
    );
  });

  it('stays on one line where everything is', () => {
    const on = file(
      workflow(`if (a) { await DBOS.runStep(async () => { const m = await DBOS.recv('t'); await save(m); }); }`),
    );
    expect(bodyOf(repaired(on, [hoist(on, 'const m')]))).toBe(
      `if (a) { const m = await DBOS.recv('t'); await DBOS.runStep(async () => { await save(m); }); }`,
    );
  });

  it('gets another name where its own is taken', () => {
    const on = file(
      workflow(
        lines(
          '  const m = 1;',
          '  await DBOS.runStep(async () => {',
          `    const m = await DBOS.recv('t');`,
          '    await save({ m, n: m });',
          '  });',
          '  log(m);',
        ),
      ),
    );
    expect(bodyOf(repaired(on, [hoist(on, `const m = await`)]))).toBe(
      lines(
        '  const m = 1;',
        `  const m2 = await DBOS.recv('t');`,
        '  await DBOS.runStep(async () => {',
        '    await save({ m: m2, n: m2 });',
        '  });',
        '  log(m);',
      ),
    );
  });

  it('renames in patterns too', () => {
    const on = file(
      workflow(
        `  const id = 1;\n  await DBOS.runStep(async () => {\n    const { id, b: [x] } = await DBOS.recv<any>('t');\n    await save(id, x);\n  });`,
      ),
    );
    expect(bodyOf(repaired(on, [hoist(on, 'const { id')]))).toBe(
      `  const id = 1;\n  const { id: id2, b: [x] } = await DBOS.recv<any>('t');\n  await DBOS.runStep(async () => {\n    await save(id2, x);\n  });`,
    );
  });

  it('keeps its name out of what is written there, in a default and in other callbacks', () => {
    const on = file(
      workflow(
        lines(
          '  await DBOS.runStep(async () => {',
          `    const { m = 1 } = await DBOS.recv<any>('t');`,
          '    await save(m, (m2: number) => m2 + m);',
          '  });',
          '  log(m);',
        ),
      ),
    );
    expect(bodyOf(repaired(on, [hoist(on, 'const { m')]))).toBe(
      lines(
        `  const { m: m3 = 1 } = await DBOS.recv<any>('t');`,
        '  await DBOS.runStep(async () => {',
        '    await save(m3, (m2: number) => m2 + m3);',
        '  });',
        '  log(m);',
      ),
    );
  });

  it('has a line of its own where a comment would take in the rest', () => {
    const on = file(
      workflow(
        lines('  if (a) { await DBOS.runStep(async () => { await DBOS.setEvent(b, 1); // one', 'await save(a); }); }'),
      ),
    );
    expect(bodyOf(repaired(on, [hoist(on, 'await DBOS.setEvent')]))).toBe(
      lines(
        '  if (a) { await DBOS.setEvent(b, 1); // one',
        '  await DBOS.runStep(async () => {',
        'await save(a); }); }',
      ),
    );
    const open = file(
      workflow(lines('await DBOS.runStep(async () => {', '  await DBOS.setEvent(b, 1)', '  await save(a)', '})')),
    );
    expect(bodyOf(repaired(open, [hoist(open, 'await DBOS.setEvent')]))).toBe(
      lines('await DBOS.setEvent(b, 1)', 'await DBOS.runStep(async () => {', '  await save(a)', '})'),
    );
  });

  it('does not go on with the statement behind it', () => {
    const list = (end: string): File =>
      file(
        workflow(
          lines(`[await DBOS.runStep(async () => {`, `  await DBOS.setEvent(b, 1)${end}`, '  return a', '})].map(log)'),
        ),
      );
    const open = list('');
    expect(plan(open, [hoist(open, 'await DBOS.setEvent')])).toBeUndefined();
    const ended = list(';');
    expect(bodyOf(repaired(ended, [hoist(ended, 'await DBOS.setEvent')]))).toBe(
      lines('await DBOS.setEvent(b, 1);', '[await DBOS.runStep(async () => {', '  return a', '})].map(log)'),
    );
  });

  it('does not clash when two steps of a workflow are repaired at once', () => {
    const step = `  await DBOS.runStep(async () => {\n    const m = await DBOS.recv('t');\n    await save(m);\n  });`;
    const on = file(workflow(`${step}\n${step}`));
    const text = bodyOf(repaired(on, [hoist(on, 'const m'), hoist(on, 'const m', 1, 1)]));
    expect(text).toBe(
      lines(
        `  const m = await DBOS.recv('t');`,
        '  await DBOS.runStep(async () => {',
        '    await save(m);',
        '  });',
        `  const m2 = await DBOS.recv('t');`,
        '  await DBOS.runStep(async () => {',
        '    await save(m2);',
        '  });',
      ),
    );
  });

  it.each([
    [
      'in a condition of an `if`',
      `if (await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; })) return;`,
    ],
    [
      'in what is looped over',
      `for (const x of await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; })) f();`,
    ],
    [
      'in what is switched',
      `switch (await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; })) {}`,
    ],
    ['in what is assigned', `b += await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; });`],
    ['in an argument', `log(await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; }));`],
    [
      'in a left operand',
      `const x = (await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; })) ?? 1;`,
    ],
  ])('works %s', (_, body) => {
    const on = file(workflow(body));
    expect(bodyOf(repaired(on, [hoist(on, 'const m')]))).toMatch(/^(?:let x; )?const m = await DBOS\.recv\('t'\);\s/);
  });

  it.each([
    ['not the first', `await DBOS.runStep(async () => { log(1); const m = await DBOS.recv('t'); await save(m); });`],
    ['not awaited', `await DBOS.runStep(async () => { const m = DBOS.recv('t'); await save(m); });`],
    ['assigned later', `await DBOS.runStep(async () => { let m = await DBOS.recv('t'); m ??= 1; await save(m); });`],
    ['uses the callback’s own', `await DBOS.runStep(async (t) => { const m = await DBOS.recv(t); await save(m); });`],
    [
      'uses a variable of the same statement',
      `const t = 'x', s = await DBOS.runStep(async () => { const m = await DBOS.recv(t); await save(m); });`,
    ],
    [
      'only sometimes run',
      `const x = a && (await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; }));`,
    ],
    [
      'only sometimes run (conditional)',
      `const x = a ? await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; }) : 1;`,
    ],
    [
      'in a loop, as its only statement',
      `for (const x of b) await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; });`,
    ],
    [
      'in a loop over keys, as its only statement',
      `for (const x in b) await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; });`,
    ],
    [
      'in a loop that counts, as its only statement',
      `for (;;) await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; });`,
    ],
    [
      'in a case',
      `switch (b) { case await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; }): f(); }`,
    ],
    ['as a key', `b?.c[await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; })];`],
    ['as a target', `b[await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; })] = 1;`],
    [
      'where it may not be assigned',
      `b ||= await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; });`,
    ],
    ['under a label', `top: await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; });`],
    [
      'as a default',
      `const { c = await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; }) } = b;`,
    ],
    [
      'in the condition of a loop',
      `while (await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; })) f();`,
    ],
    [
      'not in a list of statements',
      `const f = async () => DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; });`,
    ],
    [
      'behind an optional chain',
      `b?.f(await DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; }));`,
    ],
    [
      'in a sync function',
      `function f() { return DBOS.runStep(async () => { const m = await DBOS.recv('t'); return m; }); }`,
    ],
    [
      '`this` of the callback',
      `await DBOS.runStep(async function () { const m = await DBOS.recv(this.t); await save(m); });`,
    ],
  ])('is refused: %s', (_, body) => {
    const on = file(workflow(body));
    expect(plan(on, [hoist(on, body.includes('let m') ? 'let m' : 'const m')])).toBeUndefined();
  });
});
