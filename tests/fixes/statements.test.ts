import type { TSESTree } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';

import type { Plan } from '../../src/fixes/plan.ts';
import { apply, bodyOf, file, IMPORT, plan, repaired, workflow, type File } from './harness.ts';

describe('an `await` put in', () => {
  it.each([
    ['DBOS.setEvent(b, a);', 'await DBOS.setEvent(b, a);'],
    ['void DBOS.setEvent(b, a);', 'await DBOS.setEvent(b, a);'],
    ['return a + DBOS.setEvent(b, a).length;', 'return a + (await DBOS.setEvent(b, a)).length;'],
    ['if (DBOS.setEvent(b, a)) return;', 'if (await DBOS.setEvent(b, a)) return;'],
    ['if (!DBOS.setEvent(b, a)) return;', 'if (!(await DBOS.setEvent(b, a))) return;'],
    ['f()\nDBOS.setEvent(b, a).then(f)', 'f()\n;(await DBOS.setEvent(b, a)).then(f)'],
  ])('%s', (before, after) => {
    const on = file(workflow(before));
    expect(bodyOf(repaired(on, [{ kind: 'await', node: on.expression('DBOS.setEvent(b, a)') }]))).toBe(after);
  });

  it.each([
    'await DBOS.setEvent(b, a);',
    '[1].map(() => DBOS.setEvent(b, a));',
    'function f() { return DBOS.setEvent(b, a); }',
    'const f = async (x = DBOS.setEvent(b, a)) => x;',
  ])('is refused: %s', (body) => {
    const on = file(workflow(body));
    expect(plan(on, [{ kind: 'await', node: on.expression('DBOS.setEvent(b, a)') }])).toBeUndefined();
  });

  it('is legal at the top level of a module only in ESM', () => {
    const esm = file(`${IMPORT}DBOS.launch();\n`);
    expect(repaired(esm, [{ kind: 'await', node: esm.expression('DBOS.launch()') }])).toBe(
      `${IMPORT}await DBOS.launch();\n`,
    );
    const cjs = file(`const { DBOS } = require('@dbos-inc/dbos-sdk');\nDBOS.launch();\n`, { moduleKind: 'commonjs' });
    expect(plan(cjs, [{ kind: 'await', node: cjs.expression('DBOS.launch()') }])).toBeUndefined();
    const space = file(`${IMPORT}namespace N { DBOS.launch(); }\n`);
    expect(plan(space, [{ kind: 'await', node: space.expression('DBOS.launch()') }])).toBeUndefined();
  });
});

describe('code put in, replaced and taken away', () => {
  it('goes before or after a statement and its comments', () => {
    const on = file(workflow('  // first\n  f(); // one\n  g();'));
    expect(
      bodyOf(repaired(on, [{ kind: 'insert-before', node: on.statement('f()'), code: 'await $E.sleep(1);' }])),
    ).toBe('  await DBOS.sleep(1);\n  // first\n  f(); // one\n  g();');
    expect(
      bodyOf(repaired(on, [{ kind: 'insert-after', node: on.statement('f()'), code: 'if (a) {\n  h();\n}' }])),
    ).toBe('  // first\n  f(); // one\n  if (a) {\n    h();\n  }\n  g();');
    const line = file(workflow('if (a) { f(); }'));
    expect(bodyOf(repaired(line, [{ kind: 'insert-after', node: line.statement('f()'), code: 'g();' }]))).toBe(
      'if (a) { f(); g(); }',
    );
    expect(bodyOf(repaired(line, [{ kind: 'insert-before', node: line.statement('f()'), code: 'g();' }]))).toBe(
      'if (a) { g(); f(); }',
    );
  });

  it('ends in front of what would go on with it', () => {
    const line = file(workflow('if (a) { f() }'));
    expect(bodyOf(repaired(line, [{ kind: 'insert-before', node: line.statement('f()'), code: 'const b = a' }]))).toBe(
      'if (a) { const b = a; f() }',
    );
    const list = file(workflow('  [a].map(f);'));
    expect(bodyOf(repaired(list, [{ kind: 'insert-before', node: list.statement('[a]'), code: 'const b = a' }]))).toBe(
      '  const b = a;\n  [a].map(f);',
    );
    const own = file(workflow('  f()'));
    expect(bodyOf(repaired(own, [{ kind: 'insert-before', node: own.statement('f()'), code: 'const b = a' }]))).toBe(
      '  const b = a\n  f()',
    );
  });

  it('leaves a semicolon with what stands behind it', () => {
    const on = file(workflow('  const b = a\n  f() // one\n  ;[a].map(f)\n  g()'));
    expect(bodyOf(repaired(on, [{ kind: 'remove-statement', node: on.statement('f()') }]))).toBe(
      '  const b = a\n  // one\n  ;[a].map(f)\n  g()',
    );
    expect(
      bodyOf(repaired(on, [{ kind: 'move-statements', nodes: [on.statement('f()')], after: on.statement('g()') }])),
    ).toBe('  const b = a\n  ;[a].map(f)\n  g()\n  f() // one');
    const ended = file(workflow('  const b = a\n  f();\n  [a].map(f)\n  g()'));
    expect(plan(ended, [{ kind: 'remove-statement', node: ended.statement('f()') }])).toBeUndefined();
    const list = file(workflow('  const b = a\n  ;[a].map(f)\n  g()'));
    expect(
      plan(list, [{ kind: 'move-statements', nodes: [list.statement('[a]')], after: list.statement('g()') }]),
    ).toBeUndefined();
  });

  it('ends the statement that it follows on its line', () => {
    const on = file(workflow('if (a) { f() }'));
    expect(bodyOf(repaired(on, [{ kind: 'insert-after', node: on.statement('f()'), code: 'g();' }]))).toBe(
      'if (a) { f(); g(); }',
    );
  });

  it('goes nowhere where no statement can stand', () => {
    const on = file(workflow('if (a) f();'));
    expect(plan(on, [{ kind: 'insert-before', node: on.statement('f()'), code: 'g();' }])).toBeUndefined();
  });

  it('goes nowhere where no `await`, or no engine, can be', () => {
    const sync = file('function f() {\n  g();\n}\n');
    expect(plan(sync, [{ kind: 'insert-before', node: sync.statement('g()'), code: 'await h();' }])).toBeUndefined();
    const plain = file('g();\n', { moduleKind: 'commonjs' });
    expect(plan(plain, [{ kind: 'insert-after', node: plain.statement('g()'), code: '$E.h();' }])).toBeUndefined();
  });

  it('moves only what stands in a list, to a line of its own', () => {
    const on = file(workflow('  if (a) f();\n  g(); h();\n  i();'));
    const move = (start: string, where: { before?: string; after?: string }): Plan | undefined =>
      plan(on, [
        {
          kind: 'move-statements',
          nodes: start === '' ? [] : [on.statement(start)],
          ...(where.before !== undefined && { before: on.statement(where.before) }),
          ...(where.after !== undefined && { after: on.statement(where.after) }),
        },
      ]);
    expect(move('f()', { after: 'i()' })).toBeUndefined();
    expect(move('i()', { before: 'h()' })).toBeUndefined();
    expect(move('i()', {})).toBeUndefined();
    expect(move('', { before: 'i()' })).toBeUndefined();
    expect(bodyOf(apply(on, move('h()', { after: 'i()' })))).toBe('  if (a) f();\n  g();\n  i();\n  h();');
    const behind = file(workflow('  g(); // one\n  h(); i();'));
    const nodes = [behind.statement('g()')];
    expect(plan(behind, [{ kind: 'move-statements', nodes, after: behind.statement('h()') }])).toBeUndefined();
  });

  it('replaces an expression with the engine’s name in it', () => {
    const on = file(workflow('const w = f(a /* why */).x;'));
    expect(
      bodyOf(repaired(on, [{ kind: 'replace', node: on.expression('f(a /* why */)'), code: 'await $E.now()' }])),
    ).toBe('const w = (/* why */ await DBOS.now()).x;');
    expect(bodyOf(repaired(on, [{ kind: 'replace', node: on.statement('const w'), code: 'g();' }]))).toBe(
      '/* why */ g();',
    );
    const sync = file(workflow('const w = () => f(a);'));
    expect(plan(sync, [{ kind: 'replace', node: sync.expression('f(a)'), code: 'await g()' }])).toBeUndefined();
  });

  it.each([
    ['  f();\n  // why\n  g();\n  h();', '  f();\n  // why\n  h();'],
    ['  f();\n  g(); // why\n  h();', '  f();\n  // why\n  h();'],
    ['f(); g(); h();', 'f(); h();'],
    ['  g(/* one */ 1);\n  h();', '  /* one */\n  h();'],
    ['  g(\n    // one\n    1, // two\n  );\n  h();', '  // one\n  // two\n  h();'],
    ['if (a) g();', 'if (a) {}'],
    ['if (a) g(/* one */ 1);', 'if (a) {} /* one */'],
    ['if (a)\n  g(\n    // one\n    1, // two\n  );\nh();', 'if (a)\n  {} // one\n  // two\nh();'],
    ['  { if (a) g(1, // one\n    2); h(); }', '  { if (a) {} // one\n   h(); }'],
    ['for (;;) g(/* one */ 1, /* two */ 2);', 'for (;;) {} /* one */ /* two */'],
    ['case1: g(1);', 'case1: {}'],
  ])('takes a statement away, never a comment: %s', (before, after) => {
    const on = file(workflow(before));
    expect(bodyOf(repaired(on, [{ kind: 'remove-statement', node: on.statement('g(') }]))).toBe(after);
  });

  it('moves statements with their comments, in their order', () => {
    const on = file(workflow('  // one\n  f(); // uno\n  g();\n\n  // three\n  h(); // tres\n  i();'));
    const f = on.statement('f()');
    const g = on.statement('g()');
    const h = on.statement('h()');
    expect(bodyOf(repaired(on, [{ kind: 'move-statements', nodes: [f, g], after: h }]))).toBe(
      '\n  // three\n  h(); // tres\n  // one\n  f(); // uno\n  g();\n  i();',
    );
    expect(bodyOf(repaired(on, [{ kind: 'move-statements', nodes: [h], before: f }]))).toBe(
      '  // three\n  h(); // tres\n  // one\n  f(); // uno\n  g();\n\n  i();',
    );
  });

  it('moves statements to another depth', () => {
    const on = file(workflow('  if (a) {\n    f({\n      x: `1\n    2`,\n    });\n  }\n  g();'));
    expect(
      bodyOf(repaired(on, [{ kind: 'move-statements', nodes: [on.statement('f(')], before: on.statement('g()') }])),
    ).toBe('  if (a) {\n  }\n  f({\n    x: `1\n    2`,\n  });\n  g();');
  });

  it('carries out other repairs in what it moves', () => {
    const on = file(`${IMPORT}async function start() {\n  DBOS.registerQueue('q');\n  await DBOS.launch();\n}\n`);
    expect(
      repaired(on, [
        {
          kind: 'move-statements',
          nodes: [on.statement('DBOS.registerQueue')],
          after: on.statement('await DBOS.launch'),
        },
        { kind: 'await', node: on.expression(`DBOS.registerQueue('q')`) },
      ]),
    ).toBe(`${IMPORT}async function start() {\n  await DBOS.launch();\n  await DBOS.registerQueue('q');\n}\n`);
  });

  it('gives up when two repairs want the same characters, or a comment finds no place', () => {
    const on = file(workflow('const t = f(a);'));
    const node = on.expression('f(a)');
    expect(
      plan(on, [
        { kind: 'replace', node, code: 'x' },
        { kind: 'replace', node: on.expression('f'), code: 'y' },
      ]),
    ).toBeUndefined();
    const line = file(workflow('g(); f(1, // why\n  2);'));
    expect(plan(line, [{ kind: 'replace', node: line.expression('f(1, // why\n  2)'), code: 'x' }])).toBeUndefined();
    expect(plan(on, [])).toBeUndefined();
    expect(plan(on, [{ kind: 'replace', node, code: 'f(a)' }])).toBeUndefined();
  });
});

describe('properties', () => {
  const property = (on: File, key: string): TSESTree.Property => {
    for (let nth = 0; ; nth += 1) {
      const node = on.node('Property', nth);
      if (on.text.slice(...node.key.range) === key && node.parent.type === 'ObjectExpression') return node;
    }
  };

  it.each([
    ['({ old: 1 })', 'old', '({ fresh: 1 })'],
    ['({ old })', 'old', '({ fresh: old })'],
    [`({ 'old': 1 })`, `'old'`, `({ 'fresh': 1 })`],
    ['({ "old": 1 })', '"old"', '({ "fresh": 1 })'],
    [`({ ['old']: 1 })`, `'old'`, `({ ['fresh']: 1 })`],
    ['({ async old() {} })', 'old', '({ async fresh() {} })'],
  ])('get another key: %s', (before, key, after) => {
    const on = file(before);
    expect(repaired(on, [{ kind: 'rename-property', property: property(on, key), key: 'fresh' }])).toBe(after);
  });

  it('keep their key when the other is there', () => {
    const on = file('({ old: 1, fresh: 2 })');
    expect(plan(on, [{ kind: 'rename-property', property: property(on, 'old'), key: 'fresh' }])).toBeUndefined();
  });

  it.each([
    ['({ gone: 1 })', '({})'],
    ['({ gone: 1, a: 2 })', '({ a: 2 })'],
    ['({ a: 2, gone: 1 })', '({ a: 2 })'],
    ['({ a: 2, gone: 1, b: 3 })', '({ a: 2, b: 3 })'],
    ['({ a: 2, gone: 1, })', '({ a: 2, })'],
    ['({\n  a: 1,\n  gone: 2,\n  b: 3,\n})', '({\n  a: 1,\n  b: 3,\n})'],
    ['({\n  a: 1,\n  gone: 2\n})', '({\n  a: 1\n})'],
    ['({\n  a: 1, // one\n  gone: 2 // two\n})', '({\n  a: 1 // one\n   // two\n})'],
    ['({\n  a: 1,\n  // why\n  gone: 2, // two\n})', '({\n  a: 1,\n  // why\n   // two\n})'],
    ['({ // all\n gone: 1 })', '({ // all\n  })'],
    ['({ a, gone: 1, ...b })', '({ a, ...b })'],
  ])('go: %s', (before, after) => {
    const on = file(before);
    expect(repaired(on, [{ kind: 'remove-property', property: property(on, 'gone') }])).toBe(after);
  });

  it('stay when a comment would go with them', () => {
    const on = file('({ gone: /* why */ 1 })');
    expect(plan(on, [{ kind: 'remove-property', property: property(on, 'gone') }])).toBeUndefined();
  });

  it.each([
    ['({})', `({ key: 'v' })`],
    ['({ })', `({ key: 'v' })`],
    ['({ /* none */ })', `({ key: 'v', /* none */ })`],
    ['({ a: 1 })', `({ a: 1, key: 'v' })`],
    ['({ a: 1, })', `({ a: 1, key: 'v', })`],
    ['({ a: 1 /* one */ })', `({ a: 1, key: 'v' /* one */ })`],
    ['({ ...a })', `({ ...a, key: 'v' })`],
    ['({\n  a: 1,\n})', `({\n  a: 1,\n  key: 'v',\n})`],
    ['({\n  a: 1 // one\n})', `({\n  a: 1, // one\n  key: 'v'\n})`],
    ['({\n\ta: {\n\t\tb: 1,\n\t}, // one\n})', `({\n\ta: {\n\t\tb: 1,\n\t}, // one\n\tkey: 'v',\n})`],
    ['({\n  a: 1 })', `({\n  a: 1, key: 'v' })`],
  ])('come: %s', (before, after) => {
    const on = file(before);
    expect(repaired(on, [{ kind: 'add-property', object: on.node('ObjectExpression'), key: 'key', code: `'v'` }])).toBe(
      after,
    );
    const again = file(after);
    expect(
      plan(again, [{ kind: 'add-property', object: again.node('ObjectExpression'), key: 'key', code: `'v'` }]),
    ).toBeUndefined();
  });

  it('may name the engine, and have keys that need quotes', () => {
    const on = file(`${IMPORT}f({ a: 1 });`);
    expect(
      repaired(on, [{ kind: 'add-property', object: on.node('ObjectExpression'), key: 'a-b', code: '$E.logger' }]),
    ).toBe(`${IMPORT}f({ a: 1, 'a-b': DBOS.logger });`);
  });
});

describe('imports of other modules', () => {
  it.each([
    ['', `import { x } from 'm';\n`],
    [`import { y } from 'm';\n`, `import { y, x } from 'm';\n`],
    [`import y from 'm';\n`, `import y from 'm';\nimport { x } from 'm';\n`],
  ])('%s', (before, after) => {
    expect(repaired(file(before), [{ kind: 'import', module: 'm', name: 'x' }])).toBe(after);
  });

  it('may have another local name, and are not repeated', () => {
    expect(repaired(file('f();\n'), [{ kind: 'import', module: 'm', name: 'x', local: 'y' }])).toBe(
      `import { x as y } from 'm';\nf();\n`,
    );
    expect(plan(file(`import { x } from 'm';\n`), [{ kind: 'import', module: 'm', name: 'x' }])).toBeUndefined();
    expect(plan(file('const x = 1;\n'), [{ kind: 'import', module: 'm', name: 'x' }])).toBeUndefined();
  });
});

describe('arguments', () => {
  it.each([
    ['f();', 'f(g(DBOS));'],
    ['f(a);', 'f(a, g(DBOS));'],
    ['f((a));', 'f((a), g(DBOS));'],
    ['f(a, /* b */);', 'f(a, g(DBOS), /* b */);'],
    ['f(\n  a,\n);', 'f(\n  a,\n  g(DBOS),\n);'],
  ])('get one more: %s', (before, after) => {
    const on = file(workflow(before));
    expect(bodyOf(repaired(on, [{ kind: 'add-argument', call: on.node('CallExpression'), code: 'g($E)' }]))).toBe(
      after,
    );
  });

  it('stay as they are behind a spread, and where the engine has no name', () => {
    const spread = file(workflow('f(...a);'));
    expect(plan(spread, [{ kind: 'add-argument', call: spread.node('CallExpression'), code: '1' }])).toBeUndefined();
    const plain = file('f(a);\n', { moduleKind: 'commonjs' });
    expect(plan(plain, [{ kind: 'add-argument', call: plain.node('CallExpression'), code: '$E' }])).toBeUndefined();
    expect(repaired(plain, [{ kind: 'add-argument', call: plain.node('CallExpression'), code: '$1' }])).toBe(
      'f(a, $1);\n',
    );
  });

  it.each([
    ['await f({ a });', '{ a }', 'await f(() => ({ a }));'],
    ['await f(a, (b, a));', 'b, a', 'await f(a, (() => (b, a)));'],
    ['await f(await g(b));', 'await g(b)', 'await f(() => g(b));'],
    ['await f(g(await h(b)));', 'g(await h(b))', 'await f(async () => g(await h(b)));'],
  ])('are evaluated later: %s', (before, code, after) => {
    const on = file(workflow(before));
    expect(bodyOf(repaired(on, [{ kind: 'call-later', node: on.expression(code) }]))).toBe(after);
  });
});
