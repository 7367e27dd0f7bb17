/** Lints folders with the recommended config of the built plugin, whatever configuration the folder itself has. */
import { isAbsolute, relative } from 'node:path';

import * as tsParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';

import { root } from '../bootstrap.mjs';
import { whyUnreadable } from './folder.mjs';

/**
 * @typedef {object} Finding
 * @property {string} file Absolute path.
 * @property {number} line From 1.
 * @property {number} column From 1.
 * @property {number} endLine
 * @property {number} endColumn The column after the last character.
 * @property {string} rule
 * @property {'error' | 'warning'} severity
 * @property {string} message
 * @property {boolean} isFixable `--fix` repairs it.
 * @property {readonly string[]} suggestions What an editor offers.
 * @property {string} text The source line.
 *
 * @typedef {object} Lint
 * @property {string} folder
 * @property {number} fileCount Files that were linted.
 * @property {readonly Finding[]} findings
 * @property {readonly { file: string, line: number, column: number, message: string }[]} unparsed Files that the parser rejects.
 * @property {ReadonlyMap<string, string>} outputs What `--fix` makes of the files that it changes; empty unless it was asked for.
 */

/** The folder, or something in it, keeps ESLint from linting. The message is one line for the user. */
export class UnlintableError extends Error {}

const LINTED = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}';
/** Generated and foreign code. `node_modules` is ignored by ESLint itself. */
const IGNORED = ['**/dist/', '**/.*/'];
const PREFIX = 'durable/';

/** Lints every TypeScript and JavaScript file below `folder`. Writes nothing. @returns {Promise<Lint>} */
export async function lintFolder(folder) {
  return run(folder, false);
}

/** The same, with the repairs of `--fix` made in memory; the findings are those that are left. @returns {Promise<Lint>} */
export async function fixFolder(folder) {
  return run(folder, true);
}

async function run(folder, fix) {
  const eslint = new ESLint({
    cwd: folder,
    fix,
    overrideConfigFile: true,
    overrideConfig: await config(),
    errorOnUnmatchedPattern: false,
  });
  const results = await lintAll(eslint, folder);
  if (results.length === 0) throw new UnlintableError(`${folder} has no TypeScript or JavaScript file to lint.`);

  return {
    folder,
    fileCount: results.length,
    findings: results.flatMap(findingsIn),
    unparsed: results.flatMap(({ filePath, messages }) =>
      messages
        .filter(({ fatal }) => fatal)
        .map(({ line, column, message }) => ({ file: filePath, line: line || 1, column: column || 1, message })),
    ),
    outputs: new Map(results.flatMap(({ filePath, output }) => (output === undefined ? [] : [[filePath, output]]))),
  };
}

async function lintAll(eslint, folder) {
  try {
    return await eslint.lintFiles(['.']);
  } catch (error) {
    if (typeof error.path === 'string') throw new UnlintableError(whyUnreadable(error.path, error));
    const [message = 'unknown error'] = String(error.message).split('\n');
    throw new UnlintableError(`ESLint could not lint ${folder}: ${message}`);
  }
}

async function config() {
  const { default: plugin } = await import(new URL('../../dist/index.js', import.meta.url).href);
  return [
    { ignores: IGNORED },
    {
      files: [LINTED],
      languageOptions: { parser: tsParser },
      // The folder's comments may speak of rules of its own configuration, which is not loaded.
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    },
    { files: ['**/*.{tsx,js,jsx,mjs,cjs}'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
    ...[plugin.configs.recommended].flat().map((part) => ({ ...part, files: [LINTED] })),
  ];
}

/** @returns {Finding[]} */
function findingsIn({ filePath, messages, source, output }) {
  const lines = (output ?? source ?? '').split(/\r\n|[\r\n\u2028\u2029]/u);
  return messages
    .filter(({ ruleId }) => ruleId?.startsWith(PREFIX))
    .map((message) => ({
      file: filePath,
      line: message.line,
      column: message.column,
      endLine: message.endLine ?? message.line,
      endColumn: message.endColumn ?? message.column + 1,
      rule: message.ruleId.slice(PREFIX.length),
      severity: message.severity === 2 ? 'error' : 'warning',
      message: message.message,
      isFixable: message.fix !== undefined,
      suggestions: (message.suggestions ?? []).map(({ desc }) => desc),
      text: lines[message.line - 1] ?? '',
    }));
}

/** A path as the user would type it in this repository, or the whole path when it is elsewhere. */
export function shortPath(path) {
  const inside = relative(root, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside;
}
