import { describe, expect, it } from 'vitest';

import {
  compareVersions,
  createProject,
  isForOtherMajor,
  lowestVersion,
  parseVersion,
  type SdkVersion,
} from '../../src/plugin/program/index.ts';
import { parseJsonObject } from '../../src/plugin/program/jsonc.ts';
import { parsePnpmWorkspace } from '../../src/plugin/program/pnpm-workspace.ts';
import { createTree, type Content } from './tree.ts';

const show = (version: SdkVersion | undefined): string =>
  version === undefined ? 'unknown' : `${version.major}.${version.minor}.${version.patch}`;

const json = (value: unknown): string => JSON.stringify(value);

describe('the lowest version of a range', () => {
  it.each([
    ['5.3.0', '5.3.0'],
    ['v5.3.0', '5.3.0'],
    ['=5.3.0', '5.3.0'],
    ['^5.1.2', '5.1.2'],
    ['^5', '5.0.0'],
    ['~4.2', '4.2.0'],
    ['~> 4.2.1', '4.2.1'],
    ['4.x', '4.0.0'],
    ['4.1.*', '4.1.0'],
    ['>=4.0.0 <6', '4.0.0'],
    ['>= 4.0.0', '4.0.0'],
    ['<6 >=4.5.6', '4.5.6'],
    ['>4.1.2', '4.1.3'],
    ['>4.1', '4.2.0'],
    ['>4', '5.0.0'],
    ['1.2.3 - 2.0.0', '1.2.3'],
    ['^5.0.0 || ^4.1.0', '4.1.0'],
    ['5.0.0-beta.1', '5.0.0'],
    ['^5.0.0-beta.1+build', '5.0.0'],
    ['*', 'unknown'],
    ['', 'unknown'],
    ['x', 'unknown'],
    ['<5', 'unknown'],
    ['<=5 || ^6', 'unknown'],
    ['latest', 'unknown'],
    ['github:a/b#v5.0.0', 'unknown'],
    ['file:../sdk', 'unknown'],
    ['https://example.org/5.0.0.tgz', 'unknown'],
    ['5.0.0 nonsense', 'unknown'],
    [' '.repeat(100_000), 'unknown'],
  ])('%j is %s', (range, expected) => {
    expect(show(lowestVersion(range))).toBe(expected);
  });

  it.each([
    ['^4.2.0', true],
    ['~4', true],
    ['4.x', true],
    ['3.5.8 || ^4', true],
    ['^4 || ^5', false],
    ['5.3.0', false],
    ['>=4', false],
    ['*', false],
    ['latest', false],
    ['4'.repeat(100_000), false],
  ])('%j is for another major than 5: %s', (range, expected) => {
    expect(isForOtherMajor(range, { major: 5, minor: 3, patch: 0 })).toBe(expected);
  });

  it('reads what a manifest states', () => {
    expect(['5.3.0', ' v1.2.3-rc.1+x ', '5.3', 'x', ''].map((text) => show(parseVersion(text)))).toEqual([
      '5.3.0',
      '1.2.3',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('orders by number, not by letter', () => {
    const versions = ['5.10.0', '5.9.1', '5.9.0', '10.0.0'].flatMap((text) => parseVersion(text) ?? []);
    expect(versions.sort(compareVersions).map(show)).toEqual(['5.9.0', '5.9.1', '5.10.0', '10.0.0']);
  });
});

describe('the version that a file sees', () => {
  const versionIn = (
    files: Readonly<Record<string, Content>>,
    from = 'apps/web/src/main.ts',
    packages = ['sdk'],
  ): string => {
    const tree = createTree(files);
    return show(createProject().sdkVersionOf(tree.path(from), packages));
  };
  const wants = (range: string): string => json({ dependencies: { sdk: range } });

  it.each<[string, Readonly<Record<string, Content>>, string]>([
    ['nothing', {}, 'unknown'],
    [
      'installed',
      { 'node_modules/sdk/package.json': json({ version: '5.3.0' }), 'package.json': wants('^4') },
      '5.3.0',
    ],
    [
      'installed nearer',
      {
        'node_modules/sdk/package.json': json({ version: '5.3.0' }),
        'apps/web/node_modules/sdk/package.json': json({ version: '4.1.0' }),
      },
      '4.1.0',
    ],
    [
      'installed further out, for others',
      { 'node_modules/sdk/package.json': json({ version: '5.3.0' }), 'apps/web/package.json': wants('^4.2.1') },
      '4.2.1',
    ],
    [
      'installed further out, as the catalog says',
      {
        'pnpm-workspace.yaml': 'catalog:\n  sdk: ^5.1.0\n',
        'node_modules/sdk/package.json': json({ version: '5.3.0' }),
        'apps/web/package.json': wants('catalog:'),
      },
      '5.3.0',
    ],
    [
      'installed further out, for either',
      { 'node_modules/sdk/package.json': json({ version: '5.3.0' }), 'apps/web/package.json': wants('^4 || ^5') },
      '5.3.0',
    ],
    ['installed without a version', { 'node_modules/sdk/package.json': '{}', 'package.json': wants('^4.2') }, '4.2.0'],
    ['asked for', { 'package.json': wants('^4.2.1') }, '4.2.1'],
    ['asked for nearer', { 'package.json': wants('^4'), 'apps/web/package.json': wants('^5.1.0') }, '5.1.0'],
    [
      'asked for by other packages of the workspace',
      {
        'package.json': json({ workspaces: ['apps/*', 'packages/*'] }),
        'apps/web/package.json': json({ name: 'web' }),
        'packages/a/package.json': json({ name: 'a', dependencies: { sdk: '^5.1.0' } }),
        'packages/b/package.json': json({ name: 'b', dependencies: { sdk: '^4.2.0' } }),
      },
      '4.2.0',
    ],
    [
      'asked for by another package that is not of the workspace',
      {
        'package.json': json({ workspaces: ['apps/*'] }),
        'apps/web/package.json': json({ name: 'web' }),
        'packages/b/package.json': json({ name: 'b', dependencies: { sdk: '^4.2.0' } }),
      },
      'unknown',
    ],
    ['asked for further out', { 'package.json': wants('^4'), 'apps/web/package.json': '{}' }, '4.0.0'],
    ['for development', { 'package.json': json({ devDependencies: { sdk: '~5.2' } }) }, '5.2.0'],
    ['as a peer', { 'package.json': json({ peerDependencies: { sdk: '>=4.1 <6' } }) }, '4.1.0'],
    ['anything', { 'package.json': wants('*') }, 'unknown'],
    ['a tag', { 'package.json': wants('latest') }, 'unknown'],
    ['an alias', { 'package.json': wants('npm:@scope/sdk@^5.2.0') }, '5.2.0'],
    ['an alias without a version', { 'package.json': wants('npm:@scope/sdk') }, 'unknown'],
    ['a broken manifest', { 'package.json': '{' }, 'unknown'],
    ['dependencies that are none', { 'package.json': json({ dependencies: 'sdk', devDependencies: [1] }) }, 'unknown'],
    [
      'a catalog of pnpm',
      { 'pnpm-workspace.yaml': 'catalog:\n  sdk: ^5.1.0\n', 'package.json': wants('catalog:') },
      '5.1.0',
    ],
    [
      'a named catalog of pnpm',
      {
        'pnpm-workspace.yaml': 'catalogs:\n  next:\n    "sdk": ^5.2.0\n',
        'apps/web/package.json': wants('catalog:next'),
      },
      '5.2.0',
    ],
    [
      'a catalog by its default name',
      { 'pnpm-workspace.yaml': 'catalog: {sdk: 5.1.1}', 'package.json': wants('catalog:default') },
      '5.1.1',
    ],
    ['a catalog that is not there', { 'package.json': wants('catalog:') }, 'unknown'],
    [
      'a catalog of Bun',
      {
        'package.json': json({ workspaces: { packages: ['apps/*'], catalog: { sdk: '^4.4.0' } } }),
        'apps/web/package.json': wants('catalog:'),
      },
      '4.4.0',
    ],
    [
      'a named catalog of Bun, at the top',
      {
        'package.json': json({ workspaces: ['apps/*'], catalogs: { a: { sdk: '^4.5.0' } } }),
        'apps/web/package.json': wants('catalog:a'),
      },
      '4.5.0',
    ],
    [
      'a package of the workspace',
      {
        'package.json': json({ workspaces: ['packages/*', 'apps/*'] }),
        'packages/sdk/package.json': json({ name: 'sdk', version: '5.9.0' }),
        'apps/web/package.json': wants('workspace:*'),
      },
      '5.9.0',
    ],
    ['a package of the workspace with a range', { 'package.json': wants('workspace:^5.4.0') }, '5.4.0'],
    ['a name in the file', { 'apps/web/src/main.ts': "import { x } from 'npm:sdk@^4.27.6/sub';" }, '4.27.6'],
    ['a name in the file, of a type', { 'apps/web/src/main.ts': "import type { x } from 'npm:/sdk@5';" }, '5.0.0'],
    ['a name without a version', { 'apps/web/src/main.ts': "import { x } from 'npm:sdk';" }, 'unknown'],
    ['a map of imports', { 'deno.json': json({ imports: { sdk: 'npm:sdk@^4.2' } }) }, '4.2.0'],
    ['a map of imports with comments', { 'deno.jsonc': '{ /* */ "imports": { "sdk": "npm:sdk@~5.1" } }' }, '5.1.0'],
    [
      'a manifest before a map of imports',
      { 'package.json': wants('^4.5.0'), 'deno.json': json({ imports: { sdk: 'npm:sdk@^5' } }) },
      '4.5.0',
    ],
    [
      'an endless circle',
      { 'pnpm-workspace.yaml': "catalog:\n  sdk: 'catalog:'\n", 'package.json': wants('catalog:') },
      'unknown',
    ],
  ])('%s', (_, files, expected) => {
    expect(versionIn(files)).toBe(expected);
  });

  it('is that of the first package that is there', () => {
    const files = { 'package.json': json({ dependencies: { sdk: '^4', other: '^5' } }) };
    expect(versionIn(files, 'a.ts', ['nope', 'other', 'sdk'])).toBe('5.0.0');
    expect(versionIn(files, 'a.ts', [])).toBe('unknown');
  });

  it('follows an installation', () => {
    const tree = createTree({ 'package.json': wants('^4.0.0'), 'a.ts': '' });
    const clock = { now: 0 };
    const project = createProject({ now: () => clock.now });
    const version = (): string => show(project.sdkVersionOf(tree.path('a.ts'), ['sdk']));
    expect(version()).toBe('4.0.0');
    tree.write({ 'node_modules/sdk/package.json': json({ version: '5.3.0' }) });
    expect(version()).toBe('4.0.0');
    clock.now += 1000;
    project.open();
    expect(version()).toBe('5.3.0');
    tree.write({ 'node_modules/sdk/package.json': json({ version: '5.10.0' }) });
    clock.now += 1000;
    project.open();
    expect(version()).toBe('5.10.0');
  });

  it('is unknown for a text that is not in a file', () => {
    expect(show(createProject().sdkVersionOf('<input>', ['a-package-that-nobody-has']))).toBe('unknown');
  });
});

describe('pnpm-workspace.yaml', () => {
  it.each([
    ['a list', 'packages:\n  - \'a/*\'\n  - "b/*" # why\n  - c\n', ['a/*', 'b/*', 'c']],
    ['a list that is not indented', 'packages:\n- a\n- b\nother: 1\n- c\n', ['a', 'b']],
    ['between brackets', 'packages: [a, "b, c", \'d\'] # why', ['a', 'b, c', 'd']],
    ['between brackets over lines', 'packages: [\n  a,\n  b,\n]\n', ['a', 'b']],
    ['with Windows lines and a mark', '\uFEFFpackages:\r\n  - a\r\n', ['a']],
    ['with comments and blank lines', '# x\n\npackages: # y\n\n  # z\n  - a#b\n\n  - "c # d"\n', ['a#b', 'c # d']],
    ['elsewhere', 'other:\n  packages:\n    - a\n', []],
    ['empty', 'packages:\n', []],
    ['nothing', '', []],
    ['nonsense', '}{: - "\n\t- a\n:::\n- - -', []],
  ])('packages: %s', (_, yaml, expected) => {
    expect(parsePnpmWorkspace(yaml).packages).toEqual(expected);
  });

  it('catalogs', () => {
    const yaml = `
packages:
  - a
catalog:
  react: ^18.2.0   # why
  "@scope/a": '1.0.0'
  '@scope/b': ">=1 <2"
  empty:
catalogs:
  next:
    react: ^19.0.0
    '@scope/a': 2.0.0
  old: { react: ^17.0.0, "@scope/a": '0.1.0' }
onlyBuiltDependencies:
  - react
`;
    expect(parsePnpmWorkspace(yaml).catalogs).toEqual({
      default: { react: '^18.2.0', '@scope/a': '1.0.0', '@scope/b': '>=1 <2' },
      next: { react: '^19.0.0', '@scope/a': '2.0.0' },
      old: { react: '^17.0.0', '@scope/a': '0.1.0' },
    });
  });

  it.each([
    `packages: ${'"\\'.repeat(50_000)}\n${"'#".repeat(50_000)}`,
    `packages:${' '.repeat(100_000)}a`,
    `packages: [${'"'.repeat(100_001)}`,
  ])('takes no time on long lines that mean nothing', (yaml) => {
    const start = performance.now();
    expect(parsePnpmWorkspace(yaml).packages.length).toBeLessThan(2);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('JSON with comments', () => {
  it.each([
    ['{"a": "// no", /* b */ "c": ["/*", "*/",], // d\n}', { a: '// no', c: ['/*', '*/'] }],
    ['{"a,]": "\\",]"}', { 'a,]': '",]' }],
    ['\uFEFF{}', {}],
    ['[]', undefined],
    ['{', undefined],
    ['', undefined],
    ['/*'.repeat(100_000), undefined],
    ['"\\'.repeat(100_000), undefined],
    [`{${','.repeat(100_000)}`, undefined],
  ])('%#', (text, expected) => {
    const start = performance.now();
    expect(parseJsonObject(text)).toEqual(expected);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
