import { relative } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createProject, type Project, type ProjectOptions } from '../../src/plugin/program/index.ts';
import { createTree, type Content } from './tree.ts';

/** A question about a project: a path below it, `package:` with a name, or `missing`. */
function setUp(files: Readonly<Record<string, Content>>, options?: ProjectOptions) {
  const tree = createTree(files);
  const project: Project = createProject(options);
  const resolve = (specifier: string, from = 'src/main.ts'): string => {
    const found = project.open().resolve(specifier, tree.path(from));
    if (found.kind === 'file') return relative(tree.root, found.path).replaceAll('\\', '/');
    return found.kind === 'package' ? `package:${found.name}` : 'missing';
  };
  return { tree, project, resolve };
}

const json = (value: unknown): string => JSON.stringify(value);

describe('paths', () => {
  const files = {
    'src/main.ts': '',
    'src/a.ts': '',
    'src/b.tsx': '',
    'src/c.mts': '',
    'src/d.cts': '',
    'src/e.js': '',
    'src/f.d.ts': '',
    'src/g.json': '{}',
    'src/h.css': '',
    'src/dir/index.ts': '',
    'src/both.ts': '',
    'src/both.js': '',
    'src/with space é/x.ts': '',
    'src/dotted.service.ts': '',
    'index.ts': '',
  };

  it.each([
    ['./a', 'src/a.ts'],
    ['./a.ts', 'src/a.ts'],
    ['./a.js', 'src/a.ts'],
    ['./b', 'src/b.tsx'],
    ['./b.js', 'src/b.tsx'],
    ['./b.jsx', 'src/b.tsx'],
    ['./c.mjs', 'src/c.mts'],
    ['./d.cjs', 'src/d.cts'],
    ['./e', 'src/e.js'],
    ['./e.js', 'src/e.js'],
    ['./f', 'src/f.d.ts'],
    ['./g.json', 'src/g.json'],
    ['./h.css', 'src/h.css'],
    ['./dir', 'src/dir/index.ts'],
    ['./dir/', 'src/dir/index.ts'],
    ['./both.js', 'src/both.ts'],
    ['./with space é/x', 'src/with space é/x.ts'],
    ['./dotted.service', 'src/dotted.service.ts'],
    ['../src/./dir/../a', 'src/a.ts'],
    ['..', 'index.ts'],
    ['./nope', 'missing'],
    ['./a/b', 'missing'],
    ['.', 'missing'],
    ['./a?raw', 'missing'],
    ['./a#b', 'missing'],
    ['', 'missing'],
    ['./\0', 'missing'],
    ['./' + 'x'.repeat(5000), 'missing'],
  ])('%s', (specifier, expected) => {
    const { resolve } = setUp(files);
    expect(resolve(specifier)).toBe(expected);
    expect(resolve(specifier)).toBe(expected);
  });

  it('takes absolute paths and file addresses', () => {
    const { tree, resolve } = setUp(files);
    expect(resolve(tree.path('src/a'))).toBe('src/a.ts');
    expect(resolve(new URL(`file://${encodeURI(tree.path('src/a.ts'))}`).href)).toBe('src/a.ts');
  });

  it('looks from nowhere for a text that is not in a file', () => {
    const program = createProject().open();
    expect(program.resolve('./a', '<input>')).toEqual({ kind: 'missing' });
    expect(program.resolve('pg', '<input>')).toEqual({ kind: 'package', name: 'pg' });
    expect(program.resolve('@/a', '<input>')).toEqual({ kind: 'missing' });
  });

  it('survives symlinks in a circle, and follows those that are none', () => {
    const { resolve } = setUp({
      'src/main.ts': '',
      'src/a.ts': '',
      'src/loop': { link: '.' },
      'src/one.ts': { link: 'two.ts' },
      'src/two.ts': { link: 'one.ts' },
      'src/alias.ts': { link: 'a.ts' },
    });
    expect(resolve('./loop/loop/loop/a')).toBe('src/a.ts');
    expect(resolve('./one')).toBe('missing');
    expect(resolve('./alias')).toBe('src/a.ts');
  });

  it('knows a file by one path where the disk does not tell capitals apart', () => {
    const { resolve } = setUp({ 'src/a.ts': '', 'src/A.ts': '', 'src/main.ts': '' });
    expect([resolve('./a'), resolve('./A')]).toEqual(['src/a.ts', 'src/A.ts']);
    const canonical = (path: string): string => path.replace('A.ts', 'a.ts');
    const elsewhere = setUp({ 'src/a.ts': '', 'src/A.ts': '', 'src/main.ts': '' }, { canonical });
    expect([elsewhere.resolve('./a'), elsewhere.resolve('./A')]).toEqual(['src/a.ts', 'src/a.ts']);
  });

  it('finds relative paths without the native resolver', () => {
    const { resolve } = setUp(files, { natives: {} });
    expect([resolve('./a.js'), resolve('./dir'), resolve('./b'), resolve('./nope')]).toEqual([
      'src/a.ts',
      'src/dir/index.ts',
      'src/b.tsx',
      'missing',
    ]);
    expect([resolve('pg'), resolve('@/a'), resolve('fs')]).toEqual(['package:pg', 'missing', 'package:node:fs']);
  });
});

describe('names', () => {
  const files = {
    'package.json': json({ name: 'app', imports: { '#db': './src/db.ts', '#built/*': './dist/*.js' } }),
    'src/main.ts': '',
    'src/db.ts': '',
    'src/built.ts': '',
    'node_modules/pg/package.json': json({ name: 'pg', version: '8.0.0', main: 'index.js' }),
    'node_modules/pg/index.js': '',
    'node_modules/pg/lib/client.js': '',
    'node_modules/types-only/package.json': json({ name: 'types-only', types: 'index.d.ts' }),
    'node_modules/types-only/index.d.ts': '',
    'node_modules/.pnpm/drizzle@1/node_modules/drizzle/package.json': json({
      name: 'drizzle',
      exports: { './pg': './pg.js' },
    }),
    'node_modules/.pnpm/drizzle@1/node_modules/drizzle/pg.js': '',
    'node_modules/drizzle': { link: '.pnpm/drizzle@1/node_modules/drizzle' },
  };

  it.each([
    ['pg', 'package:pg'],
    ['pg/lib/client', 'package:pg/lib/client'],
    ['pg/', 'package:pg'],
    ['types-only', 'package:types-only'],
    ['drizzle/pg', 'package:drizzle/pg'],
    ['not-installed', 'package:not-installed'],
    ['@scope/not-installed/sub', 'package:@scope/not-installed/sub'],
    ['JSONStream', 'package:JSONStream'],
    ['fs', 'package:node:fs'],
    ['node:fs', 'package:node:fs'],
    ['fs/promises', 'package:node:fs/promises'],
    ['node:sqlite', 'package:node:sqlite'],
    ['sqlite', 'package:sqlite'],
    ['punycode/', 'package:punycode'],
    ['bun:sqlite', 'package:bun:sqlite'],
    ['../node_modules/pg/lib/client.js', 'package:pg/lib/client.js'],
    ['#db', 'src/db.ts'],
    ['#built/built', 'src/built.ts'],
    ['#nope', 'missing'],
    ['@/nope', 'missing'],
    ['~/nope', 'missing'],
    ['$env/static/private', 'missing'],
    ['@', 'missing'],
    ['data:text/javascript,1', 'missing'],
    ['https://example.org/x.js', 'missing'],
    ['virtual:routes', 'missing'],
    ['pg?raw', 'missing'],
    ['file:///%', 'missing'],
  ])('%s', (specifier, expected) => {
    expect(setUp(files).resolve(specifier)).toBe(expected);
  });

  it('takes the source of what is imported from a build that is not there', () => {
    const { resolve } = setUp({ 'package.json': '{}', 'src/index.ts': '', 'src/db.ts': '', 'tests/a.ts': '' });
    const found = ['../dist', '../dist/src', '../dist/src/db', '../build/db.js', '../dist/nope'].map((specifier) =>
      resolve(specifier, 'tests/a.ts'),
    );
    expect(found).toEqual(['src/index.ts', 'src/index.ts', 'src/db.ts', 'src/db.ts', 'missing']);
  });

  it('sees its own files when the project lies in node_modules itself', () => {
    const { resolve } = setUp({ 'node_modules/app/a.ts': '', 'node_modules/app/b.ts': '' });
    expect(resolve('./b', 'node_modules/app/a.ts')).toBe('node_modules/app/b.ts');
  });
});

describe('aliases of tsconfig.json', () => {
  const paths = { '@/*': ['./src/*'], '@core/*': ['./core/*'], exact: ['./src/exact.ts'] };
  const sources = { 'src/main.ts': '', 'src/lib/x.ts': '', 'src/exact.ts': '', 'core/y.ts': '', 'tests/a.test.ts': '' };

  it.each<[string, Readonly<Record<string, string>>]>([
    ['plain', { 'tsconfig.json': json({ compilerOptions: { paths } }) }],
    [
      'with comments and commas',
      { 'tsconfig.json': `{ // "x"\n "compilerOptions": { /* , } */ "paths": ${json(paths)}, }, }` },
    ],
    ['with baseUrl', { 'tsconfig.json': json({ compilerOptions: { baseUrl: '.', paths } }) }],
    [
      'inherited',
      { 'tsconfig.json': json({ extends: './base.json' }), 'base.json': json({ compilerOptions: { paths } }) },
    ],
    [
      'inherited from a list, by the last',
      {
        'tsconfig.json': json({ extends: ['./base.json', './other'] }),
        'base.json': json({ compilerOptions: { paths: { '@/*': ['./nope/*'] } } }),
        'other.json': json({ compilerOptions: { paths } }),
      },
    ],
    [
      'extending what is not installed',
      { 'tsconfig.json': json({ extends: '@tsconfig/node22/tsconfig.json', compilerOptions: { paths } }) },
    ],
    [
      'extending what is generated later',
      { 'tsconfig.json': json({ extends: './.svelte-kit/tsconfig.json', compilerOptions: { paths } }) },
    ],
    ['extending itself', { 'tsconfig.json': json({ extends: './tsconfig.json', compilerOptions: { paths } }) }],
    [
      'through references, one of them broken',
      {
        'tsconfig.json': json({ files: [], references: [{ path: './nope' }, { path: './tsconfig.app.json' }] }),
        'tsconfig.app.json': json({ compilerOptions: { composite: true, paths }, include: ['src'] }),
      },
    ],
    [
      'relative to the config that is linted',
      {
        'tsconfig.json': json({ extends: './config/base.json' }),
        'config/base.json': json({
          compilerOptions: {
            paths: { ...paths, '@/*': ['${configDir}/src/*'], '@core/*': ['../core/*'], exact: ['../src/exact.ts'] },
          },
        }),
      },
    ],
    ['jsconfig.json', { 'jsconfig.json': json({ compilerOptions: { paths } }) }],
  ])('%s', (_, config) => {
    const { resolve } = setUp({ ...sources, ...config });
    expect([resolve('@/lib/x'), resolve('@/lib/x.js'), resolve('@core/y'), resolve('exact')]).toEqual([
      'src/lib/x.ts',
      'src/lib/x.ts',
      'core/y.ts',
      'src/exact.ts',
    ]);
    expect([resolve('@/nope'), resolve('@core/nope'), resolve('pg'), resolve('./lib/x')]).toEqual([
      'missing',
      'missing',
      'package:pg',
      'src/lib/x.ts',
    ]);
  });

  it('hold in files that the config does not include', () => {
    const config = { 'tsconfig.json': json({ compilerOptions: { paths }, include: ['src'] }) };
    expect(setUp({ ...sources, ...config }).resolve('@core/y', 'tests/a.test.ts')).toBe('core/y.ts');
  });

  it.each([
    '{ "compilerOptions": { nope',
    '[]',
    '',
    '{"extends":[1,{}],"references":7,"compilerOptions":{"paths":{"@/*":9}}}',
    '\u0000',
  ])('do not stop plain resolution when the config is broken: %j', (text) => {
    const { resolve } = setUp({
      ...sources,
      'tsconfig.json': text,
      'node_modules/pg/package.json': '{}',
      'node_modules/pg/index.js': '',
    });
    expect([resolve('./lib/x'), resolve('pg'), resolve('fs'), resolve('@/nope')]).toEqual([
      'src/lib/x.ts',
      'package:pg',
      'package:node:fs',
      'missing',
    ]);
  });

  it('do not make a package missing when the pattern is everything', () => {
    const { resolve } = setUp({
      ...sources,
      'tsconfig.json': json({ compilerOptions: { paths: { '*': ['./types/*'] } } }),
    });
    expect(resolve('pg')).toBe('package:pg');
  });

  it('baseUrl alone finds names without a dot', () => {
    const { resolve } = setUp({
      ...sources,
      'tsconfig.json': json({ extends: 'not-installed', compilerOptions: { baseUrl: './src' } }),
    });
    expect([resolve('lib/x'), resolve('pg')]).toEqual(['src/lib/x.ts', 'package:pg']);
  });

  it('lead to the source of what is not built yet', () => {
    const config = {
      'tsconfig.json': json({
        compilerOptions: { paths: { '@x/core': ['./packages/core/dist'], '@x/core/*': ['./packages/core/dist/*'] } },
      }),
    };
    const { resolve } = setUp({
      ...config,
      'src/main.ts': '',
      'packages/core/package.json': json({ name: 'core' }),
      'packages/core/src/deep/a.ts': '',
    });
    expect(resolve('@x/core/deep/a.js')).toBe('packages/core/src/deep/a.ts');
  });
});

describe('aliases by convention', () => {
  it.each([
    ['@/lib/x', { 'src/lib/x.ts': '' }, 'src/lib/x.ts'],
    ['@/lib/x', { 'lib/x.ts': '' }, 'lib/x.ts'],
    ['~/x', { 'app/x.ts': '' }, 'app/x.ts'],
    ['$lib/x', { 'src/lib/x.ts': '' }, 'src/lib/x.ts'],
    ['$lib', { 'src/lib/index.ts': '' }, 'src/lib/index.ts'],
    ['src/x', { 'src/x.ts': '' }, 'src/x.ts'],
    ['#/x', { 'src/x.ts': '' }, 'src/x.ts'],
    ['@/x', { 'other/x.ts': '' }, 'missing'],
  ])('%s', (specifier, files, expected) => {
    expect(setUp({ 'package.json': '{}', 'src/main.ts': '', ...files }).resolve(specifier)).toBe(expected);
  });
});

describe('packages of a workspace', () => {
  const main = 'apps/web/src/main.ts';
  const core = {
    'packages/core/package.json': json({
      name: '@app/core',
      exports: {
        '.': { types: './dist/index.d.ts', browser: './src/browser.ts', default: './dist/index.js' },
        './deep/*': { import: './dist/esm/deep/*.js', require: './dist/cjs/deep/*.cjs' },
        './own': './dist/own.js',
        './styles.css': './styles.css',
      },
    }),
    'packages/core/src/index.ts': '',
    'packages/core/src/browser.ts': '',
    'packages/core/src/deep/a.ts': '',
    'packages/core/src/own/index.ts': '',
    [main]: '',
    'apps/web/package.json': json({ name: 'web', dependencies: { '@app/core': 'workspace:*' } }),
  };
  const expectCore = (resolve: (specifier: string, from?: string) => string): void => {
    expect([resolve('@app/core', main), resolve('@app/core/deep/a', main), resolve('@app/core/own', main)]).toEqual([
      'packages/core/src/index.ts',
      'packages/core/src/deep/a.ts',
      'packages/core/src/own/index.ts',
    ]);
    expect([resolve('@app/core/nope', main), resolve('@app/other', main)]).toEqual(['missing', 'package:@app/other']);
  };

  it.each<[string, Readonly<Record<string, Content>>]>([
    ['npm', { 'package.json': json({ workspaces: ['packages/*', 'apps/*'] }) }],
    ['yarn', { 'package.json': json({ workspaces: { packages: ['packages/**'] } }) }],
    ['pnpm', { 'pnpm-workspace.yaml': "packages:\n  - 'packages/*'\n  - apps/*\n" }],
    ['braces and a dot', { 'package.json': json({ workspaces: ['./{packages,apps}/*'] }) }],
    ['by name', { 'package.json': json({ workspaces: ['packages/core'] }) }],
    ['linked and not built', { 'apps/web/node_modules/@app/core': { link: '../../../../packages/core' } }],
    [
      'installed and built: the source is preferred',
      {
        'package.json': json({ workspaces: ['packages/*'] }),
        'node_modules/@app/core': { link: '../../packages/core' },
        'packages/core/dist/index.js': '',
        'packages/core/dist/index.d.ts': '',
        'packages/core/dist/own.js': '',
        'packages/core/dist/esm/deep/a.js': '',
      },
    ],
  ])('%s', (_, files) => {
    expectCore(setUp({ ...core, ...files }).resolve);
  });

  it('leaves out what a pattern excludes', () => {
    const { resolve } = setUp({ ...core, 'pnpm-workspace.yaml': 'packages: ["packages/*", "!packages/core"]' });
    expect(resolve('@app/core', main)).toBe('package:@app/core');
  });

  it.each([
    ['main', { main: 'dist/index.js' }, 'src/index.ts'],
    ['types', { types: 'dist/index.d.ts' }, 'src/index.ts'],
    ['main is the source', { main: 'src/entry.ts', types: 'dist/x.d.ts' }, 'src/entry.ts'],
    ['nothing at all', {}, 'src/index.ts'],
    ['exports is a text', { exports: './build/src/entry.js' }, 'src/entry.ts'],
    ['exports is a list', { exports: ['./nope.js', './lib/entry.js'] }, 'src/entry.ts'],
    [
      'exports has conditions only',
      { exports: { import: { types: './dist/entry.d.mts', default: './dist/entry.mjs' } } },
      'src/entry.ts',
    ],
    ['exports lead nowhere', { exports: { '.': null } }, 'src/index.ts'],
    ['exports are nonsense', { exports: 7, main: [] }, 'src/index.ts'],
    ['plain JavaScript', { main: 'lib/plain' }, 'lib/plain.js'],
  ])('entry: %s', (_, manifest, expected) => {
    const { resolve } = setUp({
      'package.json': json({ workspaces: ['packages/*'] }),
      'packages/a/package.json': json({ name: 'a-package', ...manifest }),
      'packages/a/src/index.ts': '',
      'packages/a/src/entry.ts': '',
      'packages/a/lib/plain.js': '',
      'packages/b/x.ts': '',
    });
    expect(resolve('a-package', 'packages/b/x.ts')).toBe(`packages/a/${expected}`);
    expect(resolve('a-package/src/entry', 'packages/b/x.ts')).toBe('packages/a/src/entry.ts');
  });

  it('a package sees itself by its name', () => {
    const { resolve } = setUp({
      'package.json': json({ name: 'me', exports: { './x': './dist/x.js' } }),
      'src/x.ts': '',
      'src/main.ts': '',
    });
    expect(resolve('me/x')).toBe('src/x.ts');
  });

  it('a manifest that is broken, or that names a whole disk, does no harm', () => {
    const { resolve } = setUp({
      'package.json': json({ workspaces: ['**', '/**', 7, '../../**/x'] }),
      'broken/package.json': '{',
      'fine/package.json': json({ name: 'fine' }),
      'fine/index.ts': '',
      'fine/loop': { link: '..' },
      'src/main.ts': '',
    });
    expect([resolve('fine'), resolve('broken')]).toEqual(['fine/index.ts', 'package:broken']);
  });
});
