/**
 * Turns any code into durable code, so that the analysis has something to do: its functions and classes become workflows and steps, and
 * calls of the engine are strewn over it.
 */
import { parseSync } from 'oxc-parser';

import { engine } from '../../src/plugin/knowledge.ts';
import type { Random } from './random.ts';

const SDK = engine.object.module;
const OBJECT = engine.object.name;

/** Members of the engine's object: `DBOS.runStep`. */
const MEMBERS = Object.keys(engine.apis)
  .map((name) => name.slice(name.indexOf('#') + 1))
  .filter((name) => /^[\w.]+$/u.test(name) && name.startsWith(`${OBJECT}.`));

/** Statements that matter to a rule, with a place for code that was there. */
const STATEMENTS: readonly string[] = [
  `await ${OBJECT}.runStep(async () => { HERE }, { name: 's', retriesAllowed: true, maxAttempts: 0 });`,
  `await ${OBJECT}.runStep(() => Math.random());`,
  `Promise.all([${OBJECT}.sleepms(10), fetch('a')]);`,
  `const at = Date.now(); /* when */ console.log(at);`,
  `await Promise.race([${OBJECT}.recv('t'), new Promise((r) => setTimeout(r, 5))]);`,
  `for await (const part of ${OBJECT}.readStream('w', 'k')) { HERE }`,
  `try { HERE } catch (error) { await ${OBJECT}.setEvent('k', error); } finally { await ${OBJECT}.send('a', 1); }`,
  `while (Date.now() < 5) { HERE }`,
  `const handle = await ${OBJECT}.startWorkflow(x, { workflowID: crypto.randomUUID() })(1);`,
  `process.env.HOME; fs.readFileSync('x'); new Worker('x'); setInterval(() => { HERE }, 3);`,
  `${OBJECT}.setConfig({ name: 'a', databaseUrl: 'x' }); await ${OBJECT}.launch();`,
  `const q = new WorkflowQueue('q', { concurrency: 0, partitionQueue: true });`,
  `if (await ${OBJECT}.patch('p')) { HERE } else { await ${OBJECT}.getEvent('w', 'k', 1.5); }`,
  `label: for (const item of [1, 2]) { if (item) continue label; HERE; break; }`,
  `void ${OBJECT}.retrieveWorkflow('w').then((h) => h?.getResult(), () => { HERE });`,
];

/** The text with its functions and classes registered behind it and the engine imported before it. */
export function durable(path: string, text: string, random: Random): string {
  const names = declaredIn(path, text);
  const registrations = names.map((name) =>
    (
      random.pick([
        `${OBJECT}.registerWorkflow(${name}, { name: '${name}' });`,
        `${OBJECT}.registerWorkflow(${name});`,
        `${OBJECT}.registerStep(${name}, { name: 's' });`,
        `export const w${name} = ${OBJECT}.registerWorkflow(async (...rest) => ${name}(...rest));`,
        `${OBJECT}.registerWorkflow(${name}.prototype.run, { ctorOrProto: ${name} });`,
        `export class D${name} extends ${name} { @${OBJECT}.workflow() async run() { return ${name}(this); } }`,
        `await ${OBJECT}.runStep(${name}, { name: 'x' });`,
      ]) ?? ''
    ).trim(),
  );
  return `import { ${OBJECT}, WorkflowQueue } from '${SDK}';\n${text}\n${registrations.join('\n')}\n`;
}

/** The text with engine calls put where a line ends. Not every place takes a statement, so not every outcome parses. */
export function strewn(text: string, random: Random): string {
  const lines = text.split('\n');
  const places = 1 + random.below(4);
  for (let count = 0; count < places; count++) {
    const at = random.below(lines.length + 1);
    const member = `${random.pick(MEMBERS) ?? OBJECT}(${lines[random.below(lines.length)]?.trim().slice(0, 30) ?? ''});`;
    const here = lines[random.below(lines.length)] ?? '';
    const statement = random.below(4) === 0 ? member : (random.pick(STATEMENTS) ?? '').replaceAll('HERE', () => here);
    lines.splice(at, 0, statement);
  }
  return lines.join('\n');
}

/** Names of the functions, classes and variables that a file declares at its top level. */
function declaredIn(path: string, text: string): readonly string[] {
  const { program } = parseSync(path, text, { sourceType: 'unambiguous' });
  const names = program.body.flatMap((statement) => {
    const declaration = 'declaration' in statement && statement.declaration ? statement.declaration : statement;
    if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration')
      return declaration.id ? [declaration.id.name] : [];
    if (declaration.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
  });
  return names.slice(0, 20);
}
