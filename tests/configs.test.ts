/** What holds for all rules: they are exported, documented, specified, in the right configs, and speak alike. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import manifest from '../package.json' with { type: 'json' };
import { readRules } from '../scripts/derive/rule-facts.ts';
import { withHead } from '../scripts/derive/rule-page.ts';
import plugin from '../src/index.ts';

/** The one shape of schema that rules have. */
interface OptionsSchema {
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<
    Record<
      string,
      { readonly description?: string; readonly items?: { readonly type?: string; readonly enum?: readonly string[] } }
    >
  >;
}

/** Lints nothing with a rule that has options. */
function configure(name: string, options: object): void {
  const config = {
    files: ['**/*.ts'],
    plugins: { durable: plugin },
    rules: { [`durable/${name}`]: ['error', options] },
  };
  new Linter({ configType: 'flat' }).verify('', [config] as never, { filename: 'a.ts' });
}

const root = join(import.meta.dirname, '..');
const names = readdirSync(join(root, 'src', 'rules'))
  .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
  .map((file) => file.replace(/\.ts$/u, ''))
  .sort();
const facts = await readRules(join(root, 'src', 'rules'));
const rules = Object.entries(plugin.rules).map(([name, rule]) => ({ name, ...rule.meta }));

/** Rules whose names say the right order or state instead of the hazard. */
const NAMED_BY_STATE = new Set([
  'config-before-launch',
  'config-in-main',
  'launch-before-listen',
  'register-queues-after-each-launch',
  'stable-instance-name',
  'workflow-determinism',
]);

describe('the plugin', () => {
  it('exports every rule of the folder', () => {
    expect(Object.keys(plugin.rules)).toEqual(names);
  });

  it('knows its own name and version', () => {
    expect(plugin.meta).toMatchObject({ name: manifest.name, version: manifest.version });
  });

  it('has a page and a spec for every rule, and none for others', () => {
    const pages = readdirSync(join(root, 'docs', 'rules')).sort();
    const specs = readdirSync(join(root, 'tests', 'rules')).filter((file) => file.endsWith('.spec.md'));
    expect(pages).toEqual(names.map((name) => `${name}.md`));
    expect(specs.sort()).toEqual(names.map((name) => `${name}.spec.md`));
  });
});

describe('configs', () => {
  const {
    recommended,
    strict,
    'legacy-recommended': legacyRecommended,
    'legacy-strict': legacyStrict,
    'migrate-v5': migrate,
    'legacy-migrate-v5': legacyMigrate,
  } = plugin.configs;
  const levelsOf = (config: { readonly rules: Readonly<Record<string, unknown>> }) =>
    Object.fromEntries(Object.entries(config.rules).map(([name, entry]) => [name, [entry].flat()[0]]));
  const optionsOf = (config: { readonly rules: Readonly<Record<string, unknown>> }) =>
    Object.entries(config.rules).flatMap(([name, entry]) =>
      Array.isArray(entry) ? [[name, entry[1] as unknown]] : [],
    );

  it('recommended has the rules that say so, at the level they say', () => {
    const stated = rules.filter(({ docs }) => docs.recommended !== 'off');
    expect(levelsOf(recommended)).toEqual(
      Object.fromEntries(stated.map(({ name, docs }) => [`durable/${name}`, docs.recommended])),
    );
  });

  it('strict has the rules that say so, all as errors', () => {
    const stated = rules.filter(({ docs }) => docs.strict !== 'off');
    expect(levelsOf(strict)).toEqual(Object.fromEntries(stated.map(({ name }) => [`durable/${name}`, 'error'])));
  });

  it('strict contains recommended', () => {
    expect(Object.keys(strict.rules)).toEqual(expect.arrayContaining(Object.keys(recommended.rules)));
  });

  it('the configs for eslintrc have the same rules', () => {
    expect(legacyRecommended).toMatchObject({ plugins: ['durable'], rules: recommended.rules });
    expect(legacyStrict).toMatchObject({ plugins: ['durable'], rules: strict.rules });
    expect(legacyMigrate).toMatchObject({ plugins: ['durable'], rules: migrate.rules });
  });

  it('the flat configs bring the plugin', () => {
    for (const config of [recommended, strict, migrate]) expect(config.plugins['durable']).toBe(plugin);
  });

  it('recommended and strict set options of few rules: the version of the project, and more cases in strict', () => {
    expect(optionsOf(recommended)).toEqual([
      ['durable/no-deprecated-api', { target: 'project', style: false }],
      ['durable/no-removed-api', { target: 'project' }],
    ]);
    const guessing = [
      'debouncer',
      'enqueue-options',
      'queue-config',
      'sleep-duration',
      'start-options',
      'step-config',
      'wait-options',
    ];
    expect(optionsOf(strict)).toEqual([
      ['durable/no-closure-mutation-in-step', { checkParams: true }],
      ['durable/no-deprecated-api', { target: 'project' }],
      ['durable/no-instanceof-replayed-error', { checkOutside: true }],
      ['durable/no-removed-api', { target: 'project' }],
      ['durable/no-swallowed-cancellation', { allCatches: true }],
      ['durable/no-thread-start', { emitters: true }],
      ['durable/no-unserializable-value', { checkInstances: true }],
      ['durable/require-partition-key', { ignoredKeys: true }],
      ...guessing.map((name) => [`durable/valid-${name}`, { guesses: true }]),
      ['durable/workflow-determinism', { checkHost: true, checkSetters: true }],
    ]);
  });

  it('migrate-v5 has the rules of the migration and no other, with every fix', () => {
    expect(migrate.rules).toEqual({
      'durable/no-deprecated-api': ['error', { fixes: 'all' }],
      'durable/no-removed-api': ['error', { fixes: 'all' }],
    });
  });

  it('a category has one priority', () => {
    const pairs = new Set(rules.map(({ docs }) => `${docs.category}: ${docs.priority}`));
    expect(pairs.size).toBe(new Set(rules.map(({ docs }) => docs.category)).size);
  });
});

describe.each(rules)('$name', ({ name, docs, messages, schema, defaultOptions, fixable, hasSuggestions, type }) => {
  it('is named by hazard, thing or better way', () => {
    expect(NAMED_BY_STATE.has(name) || /^(?:no|require|valid|prefer)-[a-z-]+$/u.test(name)).toBe(true);
  });

  it('has a description of one line', () => {
    expect(docs.description).toMatch(/^(?:disallow|require|enforce) .*[^.\s]$/u);
    expect(docs.url).toBe(`${manifest.homepage}/blob/main/docs/rules/${name}.md`);
    expect(type).toMatch(/^(?:problem|suggestion)$/u);
  });

  it('has messages that are sentences', () => {
    expect(Object.keys(messages)).not.toEqual([]);
    for (const message of Object.values(messages)) {
      expect(message).toMatch(/^\S.*[^.\s]\.$/u);
      expect(message, 'code stands in backticks, in pairs').toMatch(/^[^`]*(?:`[^`]*`[^`]*)*$/u);
    }
  });

  it('describes every option and gives its default', () => {
    const [options] = schema as readonly OptionsSchema[];
    const properties = Object.entries(options?.properties ?? {});
    if (options !== undefined) expect(options.additionalProperties).toBe(false);
    for (const [, property] of properties) expect(property.description).toMatch(/\S.*\.$/u);
    const [defaults = {}] = defaultOptions;
    expect(Object.keys(defaults).sort()).toEqual(properties.map(([key]) => key).sort());
  });

  it('takes no options but those that it describes, of the types that it says', () => {
    const properties = Object.entries((schema as readonly OptionsSchema[])[0]?.properties ?? {});
    expect(() => configure(name, { 'not an option': true })).toThrow(name);
    for (const [key, { items }] of properties) {
      expect(() => configure(name, { [key]: { 'not a value': true } })).toThrow(name);
      if (items?.type !== 'string') continue;
      const value = items.enum?.[0] ?? 'some';
      expect(() => configure(name, { [key]: [value] })).not.toThrow();
      if (!items.enum) continue;
      expect(() => configure(name, { [key]: ['not one of them'] })).toThrow(name);
      expect(() => configure(name, { [key]: [value, value] }), 'a word that is there twice').toThrow(name);
    }
  });

  it('has a page whose head says in which configs it is and what it repairs', () => {
    const page = readFileSync(join(root, 'docs', 'rules', `${name}.md`), 'utf8');
    const stated = facts.filter((rule) => rule.name === name);
    expect(stated.map((rule) => withHead(page, rule))).toEqual([page]);
  });

  it('has a page with the sections that every page has', () => {
    const page = readFileSync(join(root, 'docs', 'rules', `${name}.md`), 'utf8');
    expect(page).toMatch(/^## When not to use it$/mu);
    if (fixable !== undefined || hasSuggestions === true) expect(page).toMatch(/^## Fix safety$/mu);
    if (Object.keys(defaultOptions[0] ?? {}).length > 0) expect(page).toMatch(/^## Options$/mu);
  });
});
