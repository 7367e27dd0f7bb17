/**
 * Shows the plugin at work, on a fresh clone or a used one; installs and builds what is missing.
 *
 *     npm run demo                     lints examples/, shows what --fix would change, and what is left after it
 *     npm run demo -- <folder>         lints another folder, without touching it and without loading its configuration
 *     npm run demo -- <folder> --json  the same as JSON (`npm run --silent demo -- ...` prints nothing else)
 *
 * Exit codes: 0 for the demo and for a folder without findings; 1 for a folder with findings, or with files that could not be parsed;
 * 2 when it was called wrongly or could not lint.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { ensureBuilt, ensureInstalled, root } from './bootstrap.mjs';
import { whyNotLintable } from './demo/folder.mjs';

// `npm run demo | head` closes the pipe early, which is no failure.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 2));

const { folder, json } = readArguments();
const reason = whyNotLintable(folder ?? join(root, 'examples'));
if (reason !== undefined) leave(reason);
prepare();

// Needs the packages and the build, so it is loaded only now.
const { lintFolder, UnlintableError } = await import('./demo/lint.mjs');
const { jsonOf, showFindings, showDemo } = await import('./demo/print.mjs');
try {
  if (folder === undefined) await demo(join(root, 'examples'));
  else await lintOther(folder);
} catch (error) {
  if (!(error instanceof UnlintableError)) throw error;
  leave(error.message);
}

async function demo(examples) {
  const { repairFolder } = await import('./demo/repair.mjs');
  const found = await lintFolder(examples);
  const repaired = await repairFolder(examples, join(root, '.cache'));
  if (json) print(jsonOf(found, repaired.left));
  else showDemo(found, repaired);
}

async function lintOther(path) {
  const found = await lintFolder(path);
  if (json) print(jsonOf(found));
  else showFindings(found);
  process.exitCode = found.findings.length + found.unparsed.length > 0 ? 1 : 0;
}

function print(value) {
  console.log(JSON.stringify(value, null, 2));
}

/** Installs and builds. What that prints must not get between the JSON, so there it goes to the error output. */
function prepare() {
  if (!json) {
    ensureInstalled();
    ensureBuilt();
    return;
  }
  const script = `import { ensureBuilt, ensureInstalled } from ${JSON.stringify(new URL('bootstrap.mjs', import.meta.url))};
    ensureInstalled(); ensureBuilt();`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(2);
}

/** @returns {{ folder: string | undefined, json: boolean }} The folder is absolute; undefined asks for the demo. */
function readArguments() {
  const { values, positionals } = parseOrLeave();
  if (values.help) {
    console.log('npm run demo [-- <folder>] [--json]');
    process.exit(0);
  }
  if (positionals.length > 1) leave(`Name one folder, not ${positionals.length}: ${positionals.join(' ')}`);
  const [folder] = positionals;
  if (folder === '') leave('The name of the folder is empty.');
  // npm changes to the package's folder, but the user means the folder npm was called in.
  const base = process.env.npm_lifecycle_event === 'demo' ? (process.env.INIT_CWD ?? '.') : '.';
  return { folder: folder === undefined ? undefined : resolve(base, folder), json: values.json };
}

function parseOrLeave() {
  const options = { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    leave(`${error.message.split('. ')[0]}. Known options are --json and --help.`);
  }
}

/** @returns {never} */
function leave(message) {
  console.error(message);
  process.exit(2);
}
