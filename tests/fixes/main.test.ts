import { describe, expect, it } from 'vitest';

import type { Intent } from '../../src/fixes/repair.ts';
import type { ModuleKind } from '../../src/syntax/await-point.ts';
import { descendants } from '../../src/syntax/walk.ts';
import { apply, file, IMPORT, plan, SDK, type File } from './harness.ts';

/** What the rule does: the statements with the calls, and the launch to wait for. */
const move = (on: File): Intent => {
  const calls = [...descendants(on.program)].filter(
    (node) =>
      node.type === 'CallExpression' &&
      /^(?:sdk\.)?DBOS\.(?:setConfig|launch)$/.test(on.text.slice(...node.callee.range)),
  );
  const nodes = on.program.body.filter(
    (statement) =>
      statement.type !== 'FunctionDeclaration' &&
      calls.some((call) => statement.range[0] <= call.range[0] && call.range[1] <= statement.range[1]),
  );
  const awaits = calls.flatMap((call) =>
    call.type === 'CallExpression' && on.text.slice(...call.callee.range).endsWith('launch') ? [call] : [],
  );
  return { kind: 'move-into-main', nodes, names: ['main', 'startDbos'], awaits };
};

const lines = (...text: readonly string[]): string => text.join('\n') + '\n';
const moved = (text: string, moduleKind: ModuleKind = 'esm'): { readonly text: string; readonly safety: string } => {
  const on = file(text, { moduleKind });
  const made = plan(on, [move(on)]);
  return { text: apply(on, made), safety: made?.safety ?? 'none' };
};

describe('configuration and launch put into main', () => {
  it('takes the end of the file along', () => {
    expect(
      moved(
        IMPORT +
          lines(
            'const app = express();',
            `DBOS.setConfig({ name: 'my-app' });`,
            'await DBOS.launch();',
            'app.listen(3000);',
          ),
      ),
    ).toEqual({
      text:
        IMPORT +
        lines(
          'const app = express();',
          'async function main() {',
          `  DBOS.setConfig({ name: 'my-app' });`,
          '  await DBOS.launch();',
          '  app.listen(3000);',
          '}',
          'void main();',
        ),
      safety: 'fix',
    });
  });

  it('works in CommonJS, where the launch could not be awaited', () => {
    expect(
      moved(
        lines(
          `const { DBOS } = require('${SDK}');`,
          'DBOS.setConfig({})',
          'DBOS.launch()',
          'app.listen(3000)',
        ).replaceAll(';', ''),
        'commonjs',
      ),
    ).toEqual({
      text: lines(
        `const { DBOS } = require('${SDK}')`,
        'async function main() {',
        '  DBOS.setConfig({})',
        '  await DBOS.launch()',
        '  app.listen(3000)',
        '}',
        'void main()',
      ),
      safety: 'fix',
    });
  });

  it('replaces `void` before the launch, and leaves a chain alone', () => {
    expect(moved(IMPORT + lines('DBOS.setConfig({});', 'void DBOS.launch();')).text).toContain(
      '  await DBOS.launch();\n',
    );
    expect(moved(IMPORT + lines('DBOS.setConfig({});', 'DBOS.launch().then(() => app.listen(1));')).text).toContain(
      '  DBOS.launch().then(() => app.listen(1));\n',
    );
  });

  it('keeps comments, blank lines, depth and template literals', () => {
    expect(
      moved(
        IMPORT +
          lines(
            'function f() {',
            '\treturn 1;',
            '}',
            '',
            '// configure',
            'DBOS.setConfig({',
            '\tname: `my',
            'app`,',
            '});',
            '',
            '/*',
            ' * launch',
            ' */',
            'await DBOS.launch(); // now',
            'if (f()) {',
            '\tapp.listen(3000);',
            '}',
            '// the end',
          ),
      ).text,
    ).toBe(
      IMPORT +
        lines(
          'function f() {',
          '\treturn 1;',
          '}',
          '',
          'async function main() {',
          '\t// configure',
          '\tDBOS.setConfig({',
          '\t\tname: `my',
          'app`,',
          '\t});',
          '',
          '\t/*',
          '\t * launch',
          '\t */',
          '\tawait DBOS.launch(); // now',
          '\tif (f()) {',
          '\t\tapp.listen(3000);',
          '\t}',
          '}',
          'void main();',
          '// the end',
        ),
    );
  });

  it('works with four spaces and CRLF', () => {
    const before = `${IMPORT}function f() {\n    return 1;\n}\nDBOS.setConfig({});\nawait DBOS.launch();\n`;
    const after = `${IMPORT}function f() {\n    return 1;\n}\nasync function main() {\n    DBOS.setConfig({});\n    await DBOS.launch();\n}\nvoid main();\n`;
    expect(moved(before).text).toBe(after);
    expect(moved(before.replaceAll('\n', '\r\n')).text).toBe(after.replaceAll('\n', '\r\n'));
  });

  it('takes variables along that nothing else uses', () => {
    expect(
      moved(IMPORT + lines('DBOS.setConfig({});', 'await DBOS.launch();', 'const port = 3000;', 'app.listen(port);')),
    ).toEqual({
      text:
        IMPORT +
        lines(
          'async function main() {',
          '  DBOS.setConfig({});',
          '  await DBOS.launch();',
          '  const port = 3000;',
          '  app.listen(port);',
          '}',
          'void main();',
        ),
      safety: 'fix',
    });
  });

  it('leaves functions, types and exports of names at top level', () => {
    expect(
      moved(
        IMPORT +
          lines(
            'DBOS.setConfig({});',
            'function helper() {}',
            'interface A {}',
            'await DBOS.launch();',
            'export { helper };',
            'export function g() {}',
          ),
      ),
    ).toEqual({
      text:
        IMPORT +
        lines(
          'function helper() {}',
          'interface A {}',
          'export { helper };',
          'export function g() {}',
          '',
          'async function main() {',
          '  DBOS.setConfig({});',
          '  await DBOS.launch();',
          '}',
          'void main();',
        ),
      safety: 'suggest',
    });
    const before = IMPORT + lines('DBOS.setConfig({});', 'await DBOS.launch();');
    expect(moved(before + lines('function g() {}')).safety).toBe('fix');
    // Importers no longer wait for the launch.
    expect(moved(before + lines('export function g() {}')).safety).toBe('suggest');
  });

  it('is a suggestion when what stays behind now runs first', () => {
    const { text, safety } = moved(
      IMPORT +
        lines(
          'DBOS.setConfig({});',
          'await DBOS.launch();',
          'export const wf = DBOS.registerWorkflow(f);',
          'app.listen(1);',
        ),
    );
    expect(safety).toBe('suggest');
    expect(text).toBe(
      IMPORT +
        lines(
          'export const wf = DBOS.registerWorkflow(f);',
          'async function main() {',
          '  DBOS.setConfig({});',
          '  await DBOS.launch();',
          '  app.listen(1);',
          '}',
          'void main();',
        ),
    );
  });

  it.each([
    ['a class', 'class C {}'],
    ['an enumeration', 'enum E { A }'],
    ['a class, with the variable that it uses,', 'const q = 1;\nclass C {\n  q = q;\n}'],
    ['a default export', 'export default { a: 1 };'],
    ['an exported class', 'export class C {}'],
  ])('is a suggestion when %s stays behind', (_, code) => {
    const made = moved(IMPORT + lines('DBOS.setConfig({});', 'await DBOS.launch();', code, 'app.listen(1);'));
    expect(made.safety).toBe('suggest');
    expect(made.text.indexOf(code)).toBeLessThan(made.text.indexOf('async function main'));
  });

  it.each([
    'if (a) { f(); }',
    'for (const x of y) f(x);',
    'try { f(); } catch {}',
    'for (let i = 0; i < 2; i++) f(i);',
    '{ f(); }',
  ])('takes along: %s', (code) => {
    const made = moved(IMPORT + lines('DBOS.setConfig({});', 'await DBOS.launch();', code));
    expect(made.safety).toBe('fix');
    expect(made.text).toContain(`  ${code}\n}\nvoid main()`);
  });

  it.each([
    `import { f } from './f.js';`,
    `import g = require('./g.js');`,
    `export * from './h.js';`,
    'type T = number;',
    'declare function f(): void;',
    'namespace N {\n  export type A = 1;\n}',
    ';',
    'export interface I {}',
    'const q = 1;\nexport { q };',
  ])('leaves at top level: %s', (code) => {
    const { text } = moved(IMPORT + lines('DBOS.setConfig({});', 'await DBOS.launch();', code, 'app.listen(1);'));
    expect(text).toContain(`${code}\n`);
    expect(text.indexOf(code)).toBeLessThan(text.indexOf('async function main'));
    expect(text).toContain('  await DBOS.launch();\n  app.listen(1);\n}\nvoid main()');
  });

  it('does not take a `return` of a file in CommonJS along', () => {
    const on = file(lines(`const { DBOS } = require('${SDK}');`, 'DBOS.setConfig({});', 'DBOS.launch();', 'return;'), {
      moduleKind: 'commonjs',
    });
    expect(plan(on, [move(on)])).toBeUndefined();
  });

  it('is a suggestion when other statements stand between', () => {
    const made = moved(
      IMPORT + lines('DBOS.setConfig({});', 'const app = express();', 'await DBOS.launch();', 'app.listen(1);'),
    );
    expect(made.safety).toBe('suggest');
    expect(made.text).toContain('  const app = express();\n  await DBOS.launch();\n');
  });

  it('keeps `module.exports` where importers find it', () => {
    const { text, safety } = moved(
      lines(
        `const { DBOS } = require('${SDK}');`,
        'function g() {}',
        'DBOS.setConfig({});',
        'DBOS.launch();',
        'module.exports = { g };',
      ),
      'commonjs',
    );
    expect(safety).toBe('fix');
    expect(text).toBe(
      lines(
        `const { DBOS } = require('${SDK}');`,
        'function g() {}',
        'module.exports = { g };',
        '',
        'async function main() {',
        '  DBOS.setConfig({});',
        '  await DBOS.launch();',
        '}',
        'void main();',
      ),
    );
  });

  it('uses an asynchronous `main` that is called afterwards', () => {
    expect(
      moved(
        IMPORT +
          lines(
            'async function main() {',
            '  app.listen(1);',
            '}',
            'DBOS.setConfig({});',
            'await DBOS.launch();',
            'main();',
          ),
      ),
    ).toEqual({
      text:
        IMPORT +
        lines(
          'async function main() {',
          '  DBOS.setConfig({});',
          '  await DBOS.launch();',
          '  app.listen(1);',
          '}',
          'main();',
        ),
      safety: 'fix',
    });
    expect(
      moved(
        IMPORT +
          lines(
            'const main = async () => {};',
            'DBOS.setConfig({});',
            'await DBOS.launch();',
            'void main().catch(log);',
          ),
      ).text,
    ).toBe(
      IMPORT +
        lines(
          'const main = async () => {',
          '  DBOS.setConfig({});',
          '  await DBOS.launch();',
          '};',
          'void main().catch(log);',
        ),
    );
  });

  it.each([
    ['sync', lines('function main() {}', 'DBOS.setConfig({});', 'await DBOS.launch();')],
    ['a variable', lines('const main = 1;', 'DBOS.setConfig({});', 'await DBOS.launch();')],
    [
      'with the calls',
      lines('async function main() { await DBOS.launch(); }', 'DBOS.setConfig({});', 'await DBOS.launch();'),
    ],
    ['imported', lines(`import { main } from './main';`, 'DBOS.setConfig({});', 'await DBOS.launch();')],
  ])('takes another name where `main` is %s', (_, body) => {
    expect(moved(IMPORT + body).text).toContain('async function startDbos() {');
  });

  it('makes a function of one that is called where it stands', () => {
    expect(
      moved(
        IMPORT +
          lines('const x = 1;', '(async () => {', '  DBOS.setConfig({});', '  await DBOS.launch(); // go', '})();'),
      ).text,
    ).toBe(
      IMPORT +
        lines(
          'const x = 1;',
          'async function main() {',
          '  DBOS.setConfig({});',
          '  await DBOS.launch(); // go',
          '}',
          'void main();',
        ),
    );
    expect(
      moved(IMPORT + lines('void (async function () { await DBOS.launch(); })().catch((e) => log(e));')).text,
    ).toBe(IMPORT + lines('async function main() { await DBOS.launch(); }', 'main().catch((e) => log(e));'));
  });

  it.each([
    [
      'a variable is used by a function that stays',
      lines('DBOS.setConfig({});', 'const q = await DBOS.launch();', 'export function f() { return q; }'),
    ],
    [
      'a later export uses what moves',
      lines('DBOS.setConfig({});', 'await DBOS.launch();', 'const q = await load();', 'export const r = q;'),
    ],
    ['what stays waits', lines('DBOS.setConfig({});', 'await DBOS.launch();', 'export const q = await load();')],
    [
      'a `var` in a block is used elsewhere',
      lines('function f() { return v; }', 'DBOS.setConfig({});', 'await DBOS.launch();', 'if (a) { var v = 1; }'),
    ],
    [
      'a variable that stays uses one that moves',
      lines('DBOS.setConfig({});', 'await DBOS.launch();', 'const a = 1;', 'const b = a;', 'export { b };'),
    ],
    [
      'a class that stays waits',
      lines('DBOS.setConfig({});', 'await DBOS.launch();', 'class C { static q = await load(); }'),
    ],
    [
      'what is declared twice',
      lines('DBOS.setConfig({});', 'await DBOS.launch();', 'var v = 1;', 'export { v };', 'if (a) { var v = 2; }'),
    ],
    ['both names are taken', lines('let main, startDbos;', 'DBOS.setConfig({});', 'await DBOS.launch();')],
    ['`this` of the module', lines('DBOS.setConfig({});', 'await DBOS.launch();', 'log(this);')],
    [
      'main is called before',
      lines('async function main() {}', 'DBOS.setConfig({});', 'main();', 'await DBOS.launch();'),
    ],
  ])('is refused: %s', (_, body) => {
    const on = file(IMPORT + body);
    expect(plan(on, [move(on)])).toBeUndefined();
  });

  it('has nothing to do a second time', () => {
    const on = file(moved(IMPORT + lines('DBOS.setConfig({});', 'await DBOS.launch();')).text);
    const statements = on.program.body.filter((statement) => statement.type === 'ExpressionStatement');
    expect(statements).toHaveLength(1);
    expect(on.text.slice(...(statements[0]?.range ?? [0, 0]))).toBe('void main();');
    expect(plan(on, [{ kind: 'move-into-main', nodes: [], names: ['main'] }])).toBeUndefined();
  });
});
