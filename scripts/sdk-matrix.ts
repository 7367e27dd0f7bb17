/**
 * Holds the tables of SDK calls against several released versions of the SDK. A row is there from its `since` on and until its `until`, and nowhere
 * else, as the declarations say; and on the engine of that version, in a process of its own, each row that it has is called at each place and does there
 * what the row says. `-- --declarations` leaves the engines out.
 *
 * npm installs the packages in node_modules/.cache. Exit codes: 0 all rows hold, 1 one does not, or in CI the engines could not be run, 2 used wrongly, or a
 * version could not be installed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { apis } from '../src/knowledge/dbos/apis.ts';
import { buildProgram } from '../tests/oracle/build-life.ts';
import { startOrSkip } from '../tests/oracle/corpus.ts';
import type { Facts } from '../tests/oracle/fact-life.ts';
import { startPostgres, type Server } from '../tests/oracle/postgres.ts';
import { sdkVersion } from '../tests/oracle/sdk-version.ts';
import { readCommandLine, VERSION } from './command-line.ts';

const SDK = '@dbos-inc/dbos-sdk';
/** The first 4.x, the versions in which most was added, the last 4.x, the first 5.x and the one that is tested against. */
const VERSIONS = ['4.0.2', '4.9.11', '4.17.6', '4.27.6', '5.0.2', sdkVersion()];
/** Where the members of what has no export of its own are declared: file and class or interface. */
const DECLARED: Readonly<Record<string, readonly (readonly [file: string, name: string])[]>> = {
  DBOS: [['dbos', 'DBOS']],
  DBOSClient: [['client', 'DBOSClient']],
  'DBOSClient()': [['client', 'DBOSClient']],
  'WorkflowHandle()': [
    ['workflow', 'WorkflowHandle'],
    ['workflow', 'InvokedHandle'],
  ],
  'ClientHandle()': [
    ['client', 'ClientHandle'],
    ['workflow', 'WorkflowHandle'],
  ],
  'WorkflowQueue()': [['wfqueue', 'WorkflowQueue']],
  'Debouncer()': [['debouncer', 'Debouncer']],
  'DebouncerClient()': [['debouncer', 'DebouncerClient']],
};

/** How long an engine may take to be asked, in milliseconds. */
const patience = 300_000;

const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'sdk-matrix');
const { values, words } = readCommandLine({
  usage: 'npm run sdk-matrix -- [4.0.2 4.27.6 5.3.0 ...] [--declarations]',
  words: VERSION,
  options: { declarations: { type: 'boolean', default: false } },
});
const server = values.declarations ? undefined : await startOrSkip('The engines', startPostgres);
const versions = words.length > 0 ? words : VERSIONS;
let wrong = 0;
for (const version of versions) {
  const home = installed(version);
  const folder = join(home, 'node_modules', SDK, 'dist', 'src');
  const rows = Object.entries(apis).filter(([name]) => name.startsWith(`${SDK}#`));
  let checked = 0;
  for (const [name, { since, until }] of rows) {
    const is = isIn(folder, name.slice(SDK.length + 1));
    if (is === undefined) continue;
    checked++;
    const isExpected =
      (since === undefined || isAtLeast(version, since)) && (until === undefined || !isAtLeast(version, until));
    if (is === isExpected) continue;
    wrong++;
    console.log(
      `${version}: ${name} is ${is ? '' : 'not '}there; its row says since ${since ?? '4.0.0'}, until ${until ?? 'now'}`,
    );
  }
  console.log(`${version}: ${String(checked)} of ${String(rows.length)} rows are declared as they say`);
  if (server) wrong += askEngine(version, home, server);
}
await server?.stop();
console.log(`${String(versions.length)} versions, ${String(wrong)} rows that do not hold`);
if (wrong > 0) process.exitCode = 1;

/** The folder in which a version is installed. */
function installed(version: string): string {
  const home = join(cache, version);
  if (existsSync(home)) return home;
  const partial = `${home}.${String(process.pid)}`;
  try {
    mkdirSync(partial, { recursive: true });
    writeFileSync(join(partial, 'package.json'), JSON.stringify({ private: true }));
    const options = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts', '--omit=peer'];
    execFileSync('npm', ['install', ...options, `${SDK}@${version}`], { cwd: partial, stdio: 'pipe' });
    renameSync(partial, home);
  } catch {
    rmSync(partial, { recursive: true, force: true });
    console.error(`sdk-matrix: ${SDK}@${version} could not be installed with npm`);
    process.exit(2);
  }
  return home;
}

/** Calls the rows on the engine of a version. Gives the number that do not hold, and says which. */
function askEngine(version: string, home: string, { url }: Server): number {
  const program = join(home, `facts.${String(process.pid)}`);
  const report = join(program, 'report.json');
  try {
    const life = buildProgram(program, 'tests/oracle/fact-life.ts', 'commonjs');
    const database = `facts_${version.replaceAll('.', '_')}`;
    const { stderr } = spawnSync(process.execPath, [life, version, url(database), report], {
      encoding: 'utf8',
      timeout: patience,
    });
    if (!existsSync(report)) {
      console.log(`${version}: its engine could not be asked: ${stderr.trim().split('\n').at(-1) ?? ''}`);
      return 1;
    }
    const { asked, notAsked, known, contradictions } = JSON.parse(readFileSync(report, 'utf8')) as Facts;
    for (const { key, at, what } of contradictions)
      console.log(`${version}: ${key}, ${at}: ${what.split('\n', 1)[0] ?? ''}`);
    console.log(
      `${version}: ${String(asked)} rows called at each place, ${String(contradictions.length)} differences, ${String(known)} known ones of old versions`,
    );
    const left = Object.keys(notAsked);
    console.log(`${version}: ${String(left.length)} rows not called: ${left.join(', ')}`);
    return contradictions.length;
  } finally {
    rmSync(program, { recursive: true, force: true });
  }
}

/** Whether the version has what a row is about; undefined: its place is not known, or it is no member. */
function isIn(folder: string, path: string): boolean | undefined {
  const [owner = '', key, ...rest] = path.split('.');
  if (rest.length > 0 || key === undefined || key.includes('*') || key.includes('()')) {
    return key === undefined && /^\w+$/u.test(owner) ? isExported(folder, owner) : undefined;
  }
  const places = DECLARED[owner];
  return places?.some(([file, name]) => membersIn(join(folder, `${file}.d.ts`), name).has(key));
}

/** Whether the entry exports a value of that name, as its declarations say. */
function isExported(folder: string, name: string): boolean {
  const text = readFileSync(join(folder, 'index.d.ts'), 'utf8');
  return [...text.matchAll(/^export \{(?<names>[^}]*)\}/gmu)].some(({ groups }) =>
    (groups?.['names'] ?? '').split(',').some((item) => {
      const words = item.trim().split(/\s+/u);
      return words[0] !== 'type' && words.at(-1) === name;
    }),
  );
}

/** Names of the members in the declaration of a class or an interface; `private` is a word of the types only. */
function membersIn(file: string, name: string): ReadonlySet<string> {
  if (!existsSync(file)) return new Set();
  const text = readFileSync(file, 'utf8');
  const start = text.search(new RegExp(`(?:class|interface) ${name}\\b`, 'u'));
  if (start < 0) return new Set();
  const body = text.slice(start, text.indexOf('\n}', start));
  const found = body.matchAll(
    /^ {4}(?!#)(?:(?:private|static|readonly|get|set|abstract|declare) )*(?<key>\w+)[?!]?[(:<;]/gmu,
  );
  return new Set([...found].map(({ groups }) => groups?.['key'] ?? ''));
}

function isAtLeast(version: string, other: string): boolean {
  const [mine, others] = [version, other].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (mine?.[part] ?? 0) - (others?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
