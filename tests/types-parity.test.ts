/**
 * The analysis needs no types: the specs give the same findings with and without them. With types a rule may find more, never less.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import plugin from '../src/index.ts';
import { readExpectations } from './specs-runner/expectations.ts';
import { readSpec, type SpecCase } from './specs-runner/spec.ts';

interface Case extends SpecCase {
  readonly spec: string;
  readonly folder: string;
}

const LINTED = /\.(?:[cm]?ts|tsx)$/u;
const root = realpathSync(mkdtempSync(join(tmpdir(), 'durable-types-')));
const cases = ['specs', 'rules'].flatMap((folder) => casesIn(folder));
let program: ts.Program | undefined;

beforeAll(() => {
  const files = cases.flatMap(({ example, folder }) =>
    example.files.map(({ name, text }) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, readExpectations(text).text);
      return path;
    }),
  );
  program = ts.createProgram({
    rootNames: files.filter((file) => LINTED.test(file) && !file.includes('node_modules')),
    options: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Preserve,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      jsx: ts.JsxEmit.Preserve,
      experimentalDecorators: true,
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: [],
    },
  });
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('with and without types', () => {
  it.each(cases)('$spec: $title', ({ example, folder }) => {
    const linter = new Linter({ cwd: folder });
    for (const { name, text } of example.files) {
      if (!LINTED.test(name) || name.includes('node_modules/')) continue;
      const path = join(folder, name);
      const findings = (programs: readonly ts.Program[] | undefined): readonly string[] => {
        const parserOptions = {
          ...(name.endsWith('x') && { ecmaFeatures: { jsx: true } }),
          ...(programs && { programs }),
        };
        const messages = linter.verify(
          readExpectations(text).text,
          [
            {
              files: ['**/*'],
              plugins: { durable: plugin },
              languageOptions: { parser, parserOptions },
              rules: example.setup.rules,
              settings: { durable: { ...example.setup.settings } },
            },
          ],
          { filename: path },
        );
        return messages.map(
          ({ line, column, ruleId, message }) => `${line}:${column} ${ruleId ?? 'syntax'} ${message}`,
        );
      };
      const without = findings(undefined);
      // What does not parse has no types.
      if (without.some((finding) => finding.includes(' syntax '))) continue;
      expect(findings(program && [program]), name).toEqual(expect.arrayContaining([...without]));
    }
    expect(example.files.length).toBeGreaterThan(0);
  });
});

function casesIn(folder: string): readonly Case[] {
  const names = readdirSync(join(import.meta.dirname, folder), { encoding: 'utf8' }).sort();
  return names
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .flatMap((name) => {
      const rule = folder === 'rules' ? name.replace(/\.spec\.md$/u, '') : undefined;
      const markdown = readFileSync(join(import.meta.dirname, folder, name), 'utf8');
      return readSpec(markdown, rule).map((item) => ({
        ...item,
        spec: name,
        folder: join(root, `${folder}-${name.replace(/\W/gu, '-')}-${item.line}`),
      }));
    });
}
