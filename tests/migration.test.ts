/**
 * Applications of 4.x under `tests/fixtures/migration`: what `eslint --fix` makes of each with the config `migrate-v5` is what is stored beside it,
 * type checks against the installed SDK, and runs on the engine. `leftovers` is one that a person has to finish.
 *
 *     DURABLE_WRITE_FIXTURES=1 npx vitest run tests/migration.test.ts
 *
 * stores what is made now.
 */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { DBOS, DBOSClient, type DBOSConfig } from '@dbos-inc/dbos-sdk';
import * as tsParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { linesBefore4, linesFrom4 } from '../scripts/derive/migration-table.ts';
import { dbos } from '../src/knowledge/dbos/engine.ts';
import plugin from '../src/index.ts';
import { startOrSkip } from './oracle/corpus.ts';
import { hurryQueues, hurryWaits } from './oracle/engine-settings.ts';
import { Session } from './oracle/session.ts';

const folder = join(import.meta.dirname, 'fixtures', 'migration');
const applications = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
/** What is left for a person, one line a report; absent: nothing. */
const LEFT = 'left.txt';
const complete = applications.filter((name) => !existsSync(join(folder, name, LEFT)));

interface Migrated {
  /** By path in the application. */
  readonly files: Readonly<Record<string, string>>;
  readonly left: readonly string[];
}

function filesIn(root: string): Readonly<Record<string, string>> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return Object.fromEntries(
    names.sort().map((name) => [name.replaceAll('\\', '/'), readFileSync(join(root, name), 'utf8')]),
  );
}

/** The application after `--fix`, in a folder of its own. */
async function migrate(source: string): Promise<Migrated> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'durable-migration-')));
  try {
    cpSync(source, root, { recursive: true });
    const eslint = new ESLint({
      cwd: root,
      fix: true,
      overrideConfigFile: true,
      overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser: tsParser } }, plugin.configs['migrate-v5']],
    });
    const results = await eslint.lintFiles(['**/*.ts']);
    await ESLint.outputFixes(results);
    const left = results.flatMap(({ filePath, messages }) =>
      messages.map(({ line, message }) => `${relative(root, filePath)}:${line} ${message}`),
    );
    return { files: filesIn(root), left };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe.each(applications)('%s', (name) => {
  const before = join(folder, name, 'before');
  const after = join(folder, name, 'after');

  it('becomes what is stored', async () => {
    const { files, left } = await migrate(before);
    if (process.env['DURABLE_WRITE_FIXTURES'] !== undefined) store(name, { files, left });
    expect(files).toEqual(filesIn(after));
    const stored = existsSync(join(folder, name, LEFT)) ? readFileSync(join(folder, name, LEFT), 'utf8') : '';
    expect(left.map((line) => `${line}\n`).join('')).toBe(stored);
  });

  it('stays so', async () => {
    expect((await migrate(after)).files).toEqual(filesIn(after));
  });
});

function store(name: string, { files, left }: Migrated): void {
  rmSync(join(folder, name, 'after'), { recursive: true, force: true });
  cpSync(join(folder, name, 'before'), join(folder, name, 'after'), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, name, 'after', path), text);
  rmSync(join(folder, name, LEFT), { force: true });
  if (left.length > 0) writeFileSync(join(folder, name, LEFT), left.map((line) => `${line}\n`).join(''));
}

describe('docs/migrating-to-5.md', () => {
  it('shows what --fix does', async () => {
    const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'migrating-to-5.md'), 'utf8');
    const [before = '', after] = [...page.matchAll(/^```ts\n(.*?)^```$/gmsu)].map(([, code]) => code ?? '');
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'durable-migration-')));
    try {
      writeFileSync(join(root, 'main.ts'), before);
      expect((await migrate(root)).files['main.ts']).toBe(after);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

describe('the table of the migration', () => {
  it('has a fix or a suggestion for at least four lines of five', () => {
    const lines = linesFrom4();
    expect(lines.length).toBeGreaterThan(30);
    const repaired = lines.filter(({ repair }) => repair !== 'report');
    expect(repaired.length / lines.length).toBeGreaterThanOrEqual(0.8);
  });

  it('has every row of the tables', () => {
    const lines = [...linesFrom4(), ...linesBefore4()];
    const instead = new Set(lines.map((line) => line.instead));
    expect([...dbos.removed, ...dbos.deprecated].filter((row) => !instead.has(row.instead))).toEqual([]);
  });

  it('promises nothing that no row can do', () => {
    const idle = dbos.removed.filter(({ change, safety }) => change.kind === 'none' && safety !== 'report');
    expect(idle).toEqual([]);
  });
});

describe('held against its own version', () => {
  const reports = async (part: 'before' | 'after', sdkVersion: string): Promise<readonly string[]> => {
    const eslint = new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: [
        { files: ['**/*.ts'], languageOptions: { parser: tsParser }, settings: { durable: { sdkVersion } } },
        plugin.configs.recommended,
      ],
    });
    const results = await eslint.lintFiles(complete.map((name) => `${name}/${part}/*.ts`));
    return results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, line }) => `${relative(folder, filePath).replaceAll('\\', '/')}:${line} ${ruleId ?? ''}`),
    );
  };

  it('an application of 4.x has nothing but what 4.x itself calls outdated', async () => {
    expect(await reports('before', '4.27.6')).toEqual(['support/before/main.ts:11 durable/no-deprecated-api']);
    expect(await reports('before', '4.26.1')).toEqual([]);
  });

  it('an application of 5.x has nothing', async () => {
    expect(await reports('after', '5.3.0')).toEqual([]);
  });

  it('an application of 4.x does not work with 5.x', async () => {
    const rules = (await reports('before', '5.3.0')).map((report) => report.slice(report.indexOf(' ') + 1));
    expect(rules.filter((rule) => rule === 'durable/no-removed-api').length).toBeGreaterThan(10);
  });
});

describe('the applications of 5.x', () => {
  it('type check against the installed SDK', () => {
    const files = complete.flatMap((name) =>
      Object.keys(filesIn(join(folder, name, 'after'))).map((path) => join(folder, name, 'after', path)),
    );
    expect(files.length).toBeGreaterThan(complete.length);
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config,
      ts.sys,
      folder,
    );
    const program = ts.createProgram(files, options);
    const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      const place = file ? relative(folder, file.fileName) : '';
      return `${place}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
    expect(problems).toEqual([]);
  }, 120_000);
});

/** What `main` of each gives, and what is there afterwards. */
const OUTCOMES: Readonly<Record<string, unknown>> = {
  documents: ['the text of d-1', 'refused', 'd-1 is gone', ['count-of-today', 2]],
  ledger: ['Ledger.close', 'Ledger.sample', 'archiveWorkflow', 'tidyUp'],
  orders: ['parcel for Ada', 'parcel for Grace', 'parcel for Ada'],
  support: [['It does not start.'], 'It does not start.', 'Plug it in.', 'Plug it in.'],
};

describe('on the engine', () => {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startOrSkip('The database in this process', () => Session.start());
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await session?.stop();
  });

  it.for(complete)('%s does what it did', async (name, { skip }) => {
    if (!session) return skip();
    const { configure } = session;
    await session.shutDown();
    session.forgetConfig();
    session.renew();
    hurryQueues();
    const setConfig = DBOS.setConfig.bind(DBOS);
    const create = DBOSClient.create.bind(DBOSClient);
    vi.spyOn(DBOS, 'setConfig').mockImplementation((config) => {
      setConfig(configure({ ...config }) as unknown as DBOSConfig);
    });
    vi.spyOn(DBOSClient, 'create').mockImplementation((options) => {
      const { systemDatabaseUrl, systemDatabasePool } = configure({}) as unknown as Required<typeof options>;
      return create({ ...options, systemDatabaseUrl, systemDatabasePool });
    });
    const launch = DBOS.launch.bind(DBOS);
    vi.spyOn(DBOS, 'launch').mockImplementation(async (options) => {
      await launch(options);
      hurryWaits();
    });
    try {
      const application: unknown = await import(join(folder, name, 'after', 'main.ts'));
      const outcome = await mainOf(application)();
      expect(outcome).toEqual(OUTCOMES[name]);
    } finally {
      vi.restoreAllMocks();
      await DBOS.shutdown({ deregister: true });
      await session.launch();
    }
  });
});

function mainOf(application: unknown): () => Promise<unknown> {
  const main: unknown =
    typeof application === 'object' && application !== null ? Reflect.get(application, 'main') : undefined;
  if (typeof main !== 'function') throw new Error('The application has no main.');
  return async () => (await Reflect.apply(main, undefined, [])) as unknown;
}
