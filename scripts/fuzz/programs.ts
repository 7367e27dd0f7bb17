/** Programs that combine every construct of the language with the calls of the engine, as fast-check makes and shrinks them. */
import fc from 'fast-check';

import type { ArgumentTable } from '../../src/knowledge/facts/options.ts';
import { engine } from '../../src/plugin/knowledge.ts';
import { unended } from './mutate.ts';

const OBJECT = engine.object.name;

/** Ways in which a program names the engine's object. */
const IMPORTS: readonly string[] = [
  `import { ${OBJECT}, WorkflowQueue, ConfiguredInstance, DBOSClient } from '${engine.object.module}';`,
  `import * as sdk from '${engine.object.module}';\nconst { ${OBJECT}, WorkflowQueue, ConfiguredInstance, DBOSClient } = sdk;`,
  `const { ${OBJECT}, WorkflowQueue, ConfiguredInstance, DBOSClient } = require('${engine.object.module}');`,
  `import { ${OBJECT} as Base, WorkflowQueue, ConfiguredInstance, DBOSClient } from '${engine.object.module}';\nconst ${OBJECT} = Base;`,
];

/** Members of the object and of what its calls give: `DBOS.recv`, `handle.getResult`. */
const MEMBERS = [
  ...new Set(
    Object.keys(engine.apis)
      .map((name) => name.slice(name.indexOf('#') + 1))
      .filter((name) => /^[\w.]+$/u.test(name)),
  ),
];

const KEYS = [...new Set(keysOf(engine.arguments))];
const NAMES = ['a', 'b', 'item', 'x', 'total', 'handle', 'Order', 'run'];
const HOST = [
  'Date.now()',
  'new Date()',
  'Math.random()',
  'crypto.randomUUID()',
  'performance.now()',
  "fetch('u')",
  'process.env.A',
  "(await fetch('u')).json()",
  'setTimeout(a, 5)',
  'globalThis',
  'new Worker("w")',
];

const name = fc.constantFrom(...NAMES);
const literal = fc.constantFrom(
  '0',
  '-1',
  '1.5',
  '1e9',
  "'text'",
  '``',
  'null',
  'undefined',
  '5n',
  '/a+/g',
  'true',
  '"a b"',
);

const { expression, statement } = fc.letrec<{ expression: string; statement: string; block: string }>((tie) => {
  const e = tie('expression');
  const s = tie('statement');
  const block = tie('block');
  const options = fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), name), e), { maxLength: 3 })
    .map((entries) => `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`);
  const callee = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...MEMBERS) }, { weight: 1, arbitrary: name });
  const call = fc
    .tuple(callee, fc.array(fc.oneof(e, options), { maxLength: 3 }))
    .map(([called, given]) => `${called}(${given.join(', ')})`);
  const lambda = fc
    .tuple(fc.constantFrom('async () =>', 'async (a, ...b) =>', '({ a = 1, ...b }) =>', 'async function* ()'), block)
    .map(([head, body]) => `(${head} ${body})`);
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      name,
      literal,
      { weight: 5, arbitrary: fc.constantFrom(...HOST) },
      { weight: 5, arbitrary: call },
      lambda,
      options,
      call.map((text) => `(await ${text})`),
      fc.tuple(e, e).map(([left, right]) => `${left} /* ${left.length} */ ?? (${right})`),
      fc.tuple(e, e).map(([left, right]) => `(${left}, ${right})`),
      fc.tuple(e, e, e).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
      fc.tuple(e, name).map(([object, key]) => `(${object})?.${key}`),
      fc.tuple(e, e).map(([object, key]) => `(${object})[${key}]`),
      fc.array(e, { maxLength: 3 }).map((items) => `[${items.join(', ')}, ...a]`),
      e.map((value) => `\`a\${${value}}b\``),
      e.map((value) => `(${value} as unknown as string)!`),
      e.map((value) => `(${value} satisfies unknown)`),
      fc.array(e, { minLength: 1, maxLength: 3 }).map((items) => `Promise.all([${items.join(', ')}])`),
      fc.tuple(e, lambda).map(([list, each]) => `(${list}).map(${each})`),
      lambda.map((body) => `new Promise(${body})`),
      lambda.map((body) => `await ${OBJECT}.runStep(${body}, { name: 's' })`),
      fc.tuple(e, lambda).map(([made, body]) => `(${made}).then(${body}).catch(${body})`),
      block.map((body) => `(class { static { ${body} } async run() ${body} })`),
    ),
    statement: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      e.map((value) => `${value.startsWith('{') ? `(${value})` : value};`),
      fc.tuple(fc.constantFrom('const', 'let', 'var'), name, e).map(([kind, id, value]) => `${kind} ${id} = ${value};`),
      fc.tuple(name, e).map(([id, value]) => `const { ${id}, ...rest } = ${value}; // of ${id}`),
      fc.tuple(name, e).map(([id, value]) => `${id} += ${value};`),
      fc.tuple(name, e).map(([id, value]) => `${id}.own = ${value}; ${id}.same = ${id};`),
      // Collections that hold other ones, and themselves.
      fc.tuple(name, name, e).map(([id, other, value]) => `${id}.push(${other}, [${id}], ${value}); use(${id});`),
      fc.tuple(name, name).map(([id, other]) => `${id}.set('key', ${other}); ${other}.add({ ...${id}, ${other} });`),
      fc
        .tuple(fc.constantFrom('[]', '[a]', 'new Map()', 'new Set([b])'), name)
        .map(([made, id]) => `const ${id} = ${made};`),
      fc.tuple(e, s, s).map(([test, yes, no]) => `if (${test}) ${asBody(yes)} else ${asBody(no)}`),
      fc.tuple(e, s).map(([test, body]) => `while (${test}) ${asBody(body)}`),
      fc.tuple(name, e, block).map(([id, list, body]) => `for (const ${id} of ${list}) ${body}`),
      fc.tuple(name, e, block).map(([id, list, body]) => `for await (const ${id} of ${list}) ${body}`),
      fc.tuple(e, block).map(([list, body]) => `outer: for (const key in ${list}) { ${body} continue outer; }`),
      fc.tuple(block, name, block, block).map(([a, id, b, c]) => `try ${a} catch (${id}) ${b} finally ${c}`),
      fc.tuple(e, e, block).map(([on, of, body]) => `switch (${on}) { case ${of}: ${body} break; default: ${body} }`),
      e.map((value) => `return ${value};`),
      e.map((value) => `throw ${value};`),
      e.map((value) => `using resource = ${value};`),
      fc.tuple(name, block).map(([id, body]) => `async function ${id}(b = 1) ${body}`),
      fc.tuple(name, block).map(([id, body]) => `class ${id} { #f = 1; @${OBJECT}.step() static async run() ${body} }`),
      fc.constantFrom('/* a note */', '// a line', ';', 'debugger;', 'enum E { A }', 'type T = typeof a;'),
    ),
    block: fc.array(s, { maxLength: 3 }).map((lines) => `{\n${lines.join('\n')}\n}`),
  };
});

/** A statement where only one may stand, and none that declares. */
function asBody(text: string): string {
  return `{ ${text}\n }`;
}

const WRAPPERS: readonly ((body: string) => string)[] = [
  (body) => `async function flow(b) {\n${body}\n}\nexport const wf = ${OBJECT}.registerWorkflow(flow, { name: 'f' });`,
  (body) => `export class Flow {\n@${OBJECT}.workflow()\nstatic async run(b) {\n${body}\n}\n}`,
  (body) => `export class Flow extends ConfiguredInstance {\n@${OBJECT}.step()\nasync run(b) {\n${body}\n}\n}`,
  (body) => `async function main(b) {\n${body}\nawait ${OBJECT}.launch();\n}\nmain();`,
  (body) =>
    `const f = async (b) => {\n${body}\n};\nconst s = ${OBJECT}.registerStep(f);\n${OBJECT}.registerWorkflow(s);`,
  (body) => `const run = () => ${OBJECT}.runStep(async () => {\n${body}\n});\n${OBJECT}.registerWorkflow(run);`,
];

/** Text of a module in TypeScript. Some declare a name twice, which a parser may refuse. */
export const program: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...IMPORTS),
    fc.array(fc.tuple(fc.constantFrom(...WRAPPERS), fc.array(statement, { minLength: 2, maxLength: 10 })), {
      minLength: 1,
      maxLength: 3,
    }),
    expression,
    fc.boolean(),
  )
  .map(([head, parts, value, isUnended]) => {
    const bodies = parts.map(([wrap, body]) => wrap(body.join('\n')));
    const text = [head, ...bodies, `export const last = async () => ${value};`].join('\n');
    return isUnended ? unended(text) : text;
  });

/** The keys that the engine's calls take, and those that people write for them. */
function keysOf(table: ArgumentTable | undefined): readonly string[] {
  return Object.values(table ?? {}).flatMap((specs) =>
    Object.values(specs).flatMap((spec) =>
      'shape' in spec ? [...Object.keys(spec.shape.keys), ...Object.keys(spec.shape.wrong ?? {})] : [],
    ),
  );
}
