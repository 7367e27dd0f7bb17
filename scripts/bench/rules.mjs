/**
 * What the rules take for a file with ten workflows when the model of the file is known: each rule runs twice in a lint, and the fastest of its
 * second runs counts. Prints JSON, in milliseconds. Plain JavaScript, so that nothing but the linter is loaded.
 *
 *     node rules.mjs <project> <url-of-the-plugin> <folder-of-the-linter>
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const [, , folder, pluginUrl, home] = process.argv;
const require = createRequire(join(home, 'package.json'));
const { Linter } = require('eslint');
const parser = require('@typescript-eslint/parser');
const plugin = (await import(pluginUrl)).default;

const TURNS = 150;

const workflow = (at) => `
async function process${at}(order: Order): Promise<string> {
  for (const item of order.items) {
    const isThere = await DBOS.runStep(() => reserve(item.sku, item.count), { name: \`reserve-\${item.sku}\` });
    if (!isThere) {
      DBOS.logger.warn(\`no stock for \${item.sku}\`);
      await DBOS.setEvent('status', 'failed');
      return 'failed';
    }
  }
  const paid = await DBOS.runStep(() => charge(order.id, ${at}), { name: 'charge' });
  await DBOS.setEvent('paid', paid);
  const answer = await DBOS.recv<string>('shipped', { timeoutSeconds: 60 });
  if (answer === null) await DBOS.sleep(60_000);
  const at = await DBOS.now();
  return \`\${order.id} \${at}\`;
}
export const processOrder${at} = DBOS.registerWorkflow(process${at}, { name: 'process${at}' });
export async function handle${at}(order: Order) {
  const handle = await DBOS.startWorkflow(processOrder${at}, { workflowID: order.id, timeoutMS: 60_000 })(order);
  return handle.getResult();
}
`;

const text = `import { DBOS } from '@dbos-inc/dbos-sdk';

interface Order {
  id: string;
  items: { sku: string; count: number }[];
}
async function reserve(sku: string, count: number) {
  const response = await fetch(\`https://stock.example/\${sku}\`, { method: 'POST', body: String(count) });
  return response.ok;
}
async function charge(id: string, total: number) {
  const response = await fetch(\`https://pay.example/\${id}\`, { method: 'POST', body: String(total) });
  return response.text();
}
${Array.from({ length: 10 }, (_, at) => workflow(at)).join('')}`;

const fastest = new Map();
const timed = (name, rule) => ({
  ...rule,
  create(context) {
    const visitor = rule.create(context);
    return {
      ...visitor,
      Program(node) {
        const start = performance.now();
        visitor.Program(node);
        fastest.set(name, Math.min(fastest.get(name) ?? Infinity, performance.now() - start));
      },
    };
  },
});
const empty = { meta: { type: 'problem', schema: [] }, create: () => ({ Program() {} }) };
const names = Object.keys(plugin.rules);
const again = Object.fromEntries(names.map((name) => [name, timed(name, plugin.rules[name])]));
const config = (rules) => [
  {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { durable: plugin, again: { rules: again }, none: { rules: { empty } } },
    rules,
  },
];
const both = ['durable', 'again'].flatMap((prefix) => names.map((name) => [`${prefix}/${name}`, 'error']));
const linter = new Linter({ cwd: folder, configType: 'flat' });
const lint = (rules) => linter.verify(text, rules, { filename: join(folder, 'src', 'ten-workflows.ts') });

const all = config(Object.fromEntries(both));
const nothing = config({ 'none/empty': 'error' });
let base = Infinity;
let messages = [];
for (let turn = 0; turn < TURNS; turn++) {
  messages = lint(all);
  const start = performance.now();
  lint(nothing);
  base = Math.min(base, performance.now() - start);
}
const rules = [...fastest.values()].reduce((sum, time) => sum + time, 0);
process.stdout.write(JSON.stringify({ rules, base, count: names.length, findings: messages.length / 2 }));
