import type { TSESTree } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';

import type { Intent } from '../../src/fixes/repair.ts';
import { file, IMPORT, plan, repaired, SDK, type File } from './harness.ts';

describe('a name that is brought in', () => {
  const need = (name: string, local?: string): Intent => ({
    kind: 'import',
    module: 'm',
    name,
    ...(local !== undefined && { local }),
  });

  it.each([
    [`import type{ x } from 'm';\n`, `import { x } from 'm';\n`],
    [`import type { x, y } from 'm';\n`, `import { x, type y } from 'm';\n`],
    [`import { type x } from 'm';\n`, `import { x } from 'm';\n`],
    [`import { type/**/x } from 'm';\n`, `import { /**/x } from 'm';\n`],
    [`import { type y } from 'm';\n`, `import { type y, x } from 'm';\n`],
    [`import type { y } from 'm';\n`, `import type { y } from 'm';\nimport { x } from 'm';\n`],
    [`import {} from 'm';\n`, `import {} from 'm';\nimport { x } from 'm';\n`],
    [`import 'm'; // first\nf();\n`, `import 'm'; // first\nimport { x } from 'm';\nf();\n`],
    [`import { z as x } from 'n';\nimport { 'x' as y } from 'm';\n`, undefined],
    [`export { x } from 'm';\n`, `import { x } from 'm';\nexport { x } from 'm';\n`],
    [`// all\n`, `// all\nimport { x } from 'm';\n`],
  ])('%s', (before, after) => {
    const on = file(before);
    if (after === undefined) expect(plan(on, [need('x')])).toBeUndefined();
    else expect(repaired(on, [need('x')])).toBe(after);
  });

  it.each([
    [`const { y } = require('m');\n`, `const { y, x } = require('m');\n`],
    [`const a = 1, { y } = require('m');\n`, `const a = 1, { y, x } = require('m');\n`],
    [`const { y, } = require('m');\n`, `const { y, x, } = require('m');\n`],
    [`const { y = 1 } = require('m');\n`, `const { y = 1, x } = require('m');\n`],
    [`const { ...y } = require('m');\n`, undefined],
    [`const {} = require('m');\n`, undefined],
    [`const { y } = require('n');\n`, undefined],
    [`const { y } = require(m);\n`, undefined],
    [`const { y } = load('m');\n`, undefined],
    [`const [y] = require('m');\n`, undefined],
    [`const m = require('m');\n`, undefined],
  ])('in CommonJS: %s', (before, after) => {
    const on = file(before, { moduleKind: 'commonjs' });
    if (after === undefined) expect(plan(on, [need('x')])).toBeUndefined();
    else expect(repaired(on, [need('x')])).toBe(after);
  });

  it('may be called otherwise here', () => {
    const on = file(`const { y } = require('m');\n`, { moduleKind: 'commonjs' });
    expect(repaired(on, [need('x', 'z')])).toBe(`const { y, x: z } = require('m');\n`);
    expect(plan(on, [need('x', 'y')])).toBeUndefined();
    const named = file(`import { y } from 'm';\n`);
    expect(repaired(named, [need('x', 'z')])).toBe(`import { y, x as z } from 'm';\n`);
    expect(repaired(named, [need('x', 'x')])).toBe(`import { y, x } from 'm';\n`);
  });

  it('is one of several', () => {
    const other = (module: string, name: string): Intent => ({ kind: 'import', module, name });
    expect(repaired(file(''), [need('x'), other('m', 'y'), other('n', 'x'), need('x')])).toBe(
      `import { x } from 'm';\nimport { y } from 'm';\nimport { x } from 'n';\n`,
    );
    const named = file(`import { a } from 'm';\n`);
    expect(repaired(named, [need('x'), other('m', 'y')])).toBe(`import { a, x, y } from 'm';\n`);
  });

  it('is not the engine where its name means something else', () => {
    const at = (on: File): Intent => ({ kind: 'replace', node: on.expression('f()'), code: '$E.now()' });
    const parameter = file(`${IMPORT}const g = (DBOS: Clock) => f();\n`);
    expect(plan(parameter, [at(parameter)])).toBeUndefined();
    const loop = file(`${IMPORT}for (const DBOS of all) f();\n`);
    expect(plan(loop, [at(loop)])).toBeUndefined();
    const hidden = file(`class DBOS {}\nf();\n`);
    expect(plan(hidden, [at(hidden)])).toBeUndefined();
    const missing = file('f();\n', { moduleKind: 'commonjs' });
    expect(plan(missing, [at(missing)])).toBeUndefined();
    const assigned = file(`import sdk = require('${SDK}');\nf();\n`);
    expect(repaired({ ...assigned, objectName: () => 'sdk.DBOS' }, [at(assigned)])).toContain('sdk.DBOS.now();');
    const unknown = file('f();\n');
    expect(plan({ ...unknown, objectName: () => 'DBOS' }, [at(unknown)])).toBeUndefined();
  });
});

describe('an imported name', () => {
  const specifier = (on: File, name: string): TSESTree.ImportSpecifier => {
    for (let nth = 0; ; nth += 1) {
      const node = on.node('ImportSpecifier', nth);
      if (node.local.name === name) return node;
    }
  };

  it.each([
    [`import { a, b } from 'm';\nf(b, a);\n`, `import { c, b } from 'm';\nf(b, c);\n`],
    [`import { a as b } from 'm';\nf(b);\n`, `import { c as b } from 'm';\nf(b);\n`],
    [`import { 'a' as b } from 'm';\nf(b);\n`, `import { c as b } from 'm';\nf(b);\n`],
    [`import { a } from 'm';\nconst c = a;\n`, `import { c as a } from 'm';\nconst c = a;\n`],
    [`import { a, c } from 'm';\nf(a, c);\n`, `import { c } from 'm';\nf(c, c);\n`],
    [`import { a, c as d } from 'm';\nf(a, d);\n`, `import { c as d } from 'm';\nf(d, d);\n`],
    [`import { a, 'c' as d } from 'm';\nf(a, d);\n`, `import { 'c' as d } from 'm';\nf(d, d);\n`],
    [`import type { a } from 'm';\nlet x: a<typeof x>;\n`, `import type { c } from 'm';\nlet x: c<typeof x>;\n`],
  ])('has another one: %s', (before, after) => {
    const on = file(before);
    const node = specifier(on, before.includes('as b') ? 'b' : 'a');
    expect(repaired(on, [{ kind: 'rename-import', specifier: node, name: 'c' }])).toBe(after);
  });

  it.each([`import { a } from 'm';\nf({ a });\n`, `import { a } from 'm';\nexport { a };\n`])(
    'is also a name for others: %s',
    (text) => {
      const on = file(text);
      expect(plan(on, [{ kind: 'rename-import', specifier: specifier(on, 'a'), name: 'c' }])).toBeUndefined();
    },
  );

  it.each([
    [`import { a } from 'm';\nf();\n`, `f();\n`],
    [`// why\nimport { a } from 'm';\nf();\n`, `// why\nf();\n`],
    [`import { a, b } from 'm';\n`, `import { b } from 'm';\n`],
    [`import { b, a } from 'm';\n`, `import { b } from 'm';\n`],
    [`import { b, a, } from 'm';\n`, `import { b, } from 'm';\n`],
    [`import { b, a, c } from 'm';\n`, `import { b, c } from 'm';\n`],
    [`import d, { a } from 'm';\n`, `import d from 'm';\n`],
    [`import d, { a, } from 'm';\n`, `import d from 'm';\n`],
    [`import d, { a, b } from 'm';\n`, `import d, { b } from 'm';\n`],
    [`import d, { b, a } from 'm';\n`, `import d, { b } from 'm';\n`],
    [`import {\n  b,\n  a,\n} from 'm';\n`, `import {\n  b,\n} from 'm';\n`],
    [`import {\n  b,\n  a\n} from 'm';\n`, `import {\n  b\n} from 'm';\n`],
    [`import {\n  a,\n  b,\n} from 'm';\n`, `import {\n  b,\n} from 'm';\n`],
  ])('goes: %s', (before, after) => {
    const on = file(before);
    expect(repaired(on, [{ kind: 'remove-import', specifier: specifier(on, 'a') }])).toBe(after);
  });
});
