/** The functions that generated files are made of: what back ends are full of, some of it with an effect. */
import type { Random } from './random.ts';

/** A function to call, and the file to import it from. */
export interface Callee {
  readonly name: string;
  readonly file: string;
}

interface Draft {
  readonly name: string;
  readonly random: Random;
  readonly callees: readonly Callee[];
}

/** Every function takes an `Item` and gives a promise of one, so that any may call any. */
type Template = (draft: Draft) => string;

const callsOf = (callees: readonly Callee[], indent: string): string =>
  callees.map(({ name }) => `${indent}current = await ${name}(current);\n`).join('');

const validate: Template = ({ name, random, callees }) => `
export async function ${name}(item: Item): Promise<Item> {
  let current = item;
  const problems: string[] = [];
  if (current.id === '') problems.push('no id');
  for (const line of current.lines) {
    if (line.quantity <= 0) problems.push(\`line \${line.sku} has quantity \${line.quantity}\`);
    else if (line.price < ${random.below(10)}) problems.push(\`line \${line.sku} is too cheap\`);
  }
  if (problems.length > ${1 + random.below(4)}) {
    throw new ItemError('${name}', problems.join(', '));
  }
${callsOf(callees, '  ')}  return current;
}
`;

const summarise: Template = ({ name, random, callees }) => `
export async function ${name}(item: Item): Promise<Item> {
  const total = item.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const bySku = new Map<string, number>();
  for (const { sku, quantity } of item.lines) bySku.set(sku, (bySku.get(sku) ?? 0) + quantity);
  const lines = [...bySku]
    .filter(([, quantity]) => quantity > ${random.below(3)})
    .map(([sku, quantity]) => ({ sku, quantity, price: total / Math.max(1, item.lines.length) }))
    .sort((a, b) => a.sku.localeCompare(b.sku));
  let current: Item = { ...item, lines, tags: [...item.tags, '${name}'] };
${callsOf(callees, '  ')}  return current;
}
`;

const query: Template = ({ name, random, callees }) => `
export async function ${name}(item: Item): Promise<Item> {
  let current = item;
  const { rows } = await pool.query('select sku, price from price_${random.below(90)} where item = $1', [item.id]);
  const prices = new Map(rows.map((row) => [String(row.sku), Number(row.price)]));
  current = {
    ...current,
    lines: current.lines.map((line) => ({ ...line, price: prices.get(line.sku) ?? line.price })),
  };
${callsOf(callees, '  ')}  return current;
}
`;

const request: Template = ({ name, random, callees }) => `
export async function ${name}(item: Item): Promise<Item> {
  let current = item;
  const response = await fetch(\`https://api.example.com/v${random.below(5)}/items/\${encodeURIComponent(item.id)}\`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(item.lines),
  });
  if (!response.ok) {
    console.warn('${name}', item.id, response.status);
    return { ...current, tags: [...current.tags, 'failed'] };
  }
${callsOf(callees, '  ')}  return current;
}
`;

const stamp: Template = ({ name, random, callees }) => `
export async function ${name}(item: Item): Promise<Item> {
  const age = Date.now() - item.createdAt;
  let current: Item = { ...item, tags: age > ${random.below(100_000)} ? [...item.tags, 'old'] : item.tags };
  switch (current.tags.at(-1)) {
    case 'old':
      current = { ...current, lines: [] };
      break;
    case 'new':
    case 'draft':
      current = { ...current, lines: current.lines.slice(0, ${1 + random.below(5)}) };
      break;
    default:
  }
${callsOf(callees, '  ')}  return current;
}
`;

const attempt: Template = ({ name, random, callees }) => `
export async function ${name}(item: Item): Promise<Item> {
  let current = item;
  for (let tries = 0; tries < ${2 + random.below(3)}; tries++) {
    try {
${callsOf(callees, '      ')}      break;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      current = { ...current, tags: [...current.tags, \`\${tries}: \${reason}\`] };
    }
  }
  return current;
}
`;

const service: Template = ({ name, random, callees }) => `
class ${name}Service {
  private readonly limit = ${1 + random.below(20)};

  constructor(private readonly prefix: string) {}

  async run(item: Item): Promise<Item> {
    let current = this.mark(item);
${callsOf(callees, '    ')}    return current.lines.length > this.limit ? this.mark(current) : current;
  }

  private mark(item: Item): Item {
    return { ...item, tags: [...item.tags, \`\${this.prefix}:\${item.id}\`] };
  }
}

const ${name}Instance = new ${name}Service('${name}');
export const ${name} = (item: Item): Promise<Item> => ${name}Instance.run(item);
`;

/** Of ten functions, three have an effect; one of those is nothing but a reading. */
const TEMPLATES: readonly [Template, ...Template[]] = [
  validate,
  summarise,
  attempt,
  service,
  validate,
  query,
  summarise,
  request,
  attempt,
  stamp,
];

/** A function with a name of its own that calls some of the others. */
export function writeFunction(name: string, callees: readonly Callee[], random: Random): string {
  return random.pick(TEMPLATES)({ name, callees, random });
}

/** A workflow that calls helpers in steps, and some right in its body. */
export function writeWorkflow(name: string, callees: readonly Callee[], random: Random): string {
  const [first, second, third, ...others] = callees.map((callee) => callee.name);
  return `
async function ${name}Body(item: Item): Promise<Item> {
  const started = await DBOS.now();
  let current = await DBOS.runStep(() => ${first}(item), { name: '${name}-first' });
  if (current.lines.length === 0) {
    DBOS.logger.info(\`nothing to do for \${item.id} at \${started}\`);
    return current;
  }
  for (const line of current.lines) {
    const checked = await ${name}Check(line.sku, line.quantity);
    if (!checked) await DBOS.setEvent(line.sku, 'rejected');
  }
  current = await DBOS.runStep(() => ${second}(current), { name: '${name}-second', retriesAllowed: true, maxAttempts: ${
    2 + random.below(4)
  } });
  current = await ${third}(current);
  const answer = await DBOS.recv<string>('approval', { timeoutSeconds: ${60 + random.below(600)} });
  if (answer === null) await DBOS.sleep(${1000 + random.below(9000)});
  return DBOS.runStep(async () => {
    let last = current;
${others.map((other) => `    last = await ${other}(last);\n`).join('')}    return last;
  }, { name: '${name}-last' });
}

export const ${name}Check = DBOS.registerStep(
  async (sku: string, quantity: number): Promise<boolean> => {
    const { rows } = await pool.query('select count from stock where sku = $1', [sku]);
    return Number(rows[0]?.count ?? 0) >= quantity;
  },
  { name: '${name}Check' },
);

export const ${name} = DBOS.registerWorkflow(${name}Body, { name: '${name}' });
`;
}
