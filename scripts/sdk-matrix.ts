/**
 * Holds the table of SDK calls against several released versions of the SDK: a row is there from its `since` on and until its `until`,
 * and nowhere else.
 *
 * The packages are fetched by npm into node_modules/.cache; their dependencies are those of this repository. Exit codes: 0 all rows hold,
 * 1 one does not, 2 used wrongly, or a version could not be fetched.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { apis } from '../src/knowledge/dbos/apis.ts';
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

const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'sdk-matrix');
const { words } = readCommandLine({
  usage: 'npm run sdk-matrix -- [4.0.2 4.27.6 5.3.0 ...]',
  words: VERSION,
  options: {},
});
const versions = words.length > 0 ? words : VERSIONS;
let wrong = 0;
for (const version of versions) {
  const folder = fetched(version);
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
  console.log(`${version}: ${String(checked)} of ${String(rows.length)} rows checked`);
}
console.log(`${String(versions.length)} versions, ${String(wrong)} rows that do not hold`);
if (wrong > 0) process.exitCode = 1;

/** The folder of a version's compiled sources. */
function fetched(version: string): string {
  const folder = join(cache, version);
  const sources = join(folder, 'package', 'dist', 'src');
  if (existsSync(sources)) return sources;
  try {
    const partial = `${folder}.${String(process.pid)}`;
    mkdirSync(partial, { recursive: true });
    execFileSync('npm', ['pack', '--silent', `${SDK}@${version}`, '--pack-destination', partial], { stdio: 'pipe' });
    const [tarball = ''] = readdirSync(partial);
    execFileSync('tar', ['-xzf', join(partial, tarball), '-C', partial]);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } catch {
    console.error(`sdk-matrix: ${SDK}@${version} could not be fetched with npm`);
    process.exit(2);
  }
  return sources;
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
