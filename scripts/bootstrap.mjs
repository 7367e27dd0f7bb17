/**
 * Makes a fresh clone usable, with nothing but Node and npm: installs what the lock file names, builds what `src` says. Uses no
 * dependency, because there is none yet when it runs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs `npm ci` unless `node_modules` holds exactly what `package-lock.json` asks for. Ends the process with one clear line when
 * the Node in use is too old or the installation fails.
 */
export function ensureInstalled() {
  requireNode();
  const reason = whyInstall();
  if (reason === undefined) return;
  console.log(`Installing dependencies (${reason}) ...`);
  run(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'npm ci failed: the dependencies are not installed.',
  );
}

/** Builds `dist` unless it is newer than every source file. Ends the process with one clear line when the build fails. */
export function ensureBuilt() {
  const built = modified(join(root, 'dist', 'index.js'));
  const inputs = ['src', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsdown.config.ts'];
  if (Math.max(...inputs.map((input) => newest(join(root, input)))) < built) return;
  console.log('Building ...');
  run('npm', ['run', '--silent', 'build', '--', '--log-level', 'warn'], 'The build failed.');
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (!supported) fail(`Node ${process.versions.node} is too old here: use 20.19, 22.13, 24 or later.`);
}

/** Why the installed packages are not those of the lock file; undefined when they are. */
function whyInstall() {
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return 'nothing is installed';
  const installed = packagesOf(installedLock);
  const wanted = packagesOf(join(root, 'package-lock.json'));
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const version = installed[path]?.version;
    // A package for another platform is in the lock file and, rightly, not on the disk.
    if (version === undefined && (entry.optional || entry.devOptional)) continue;
    if (version !== entry.version) return `${path.replace('node_modules/', '')} is not at ${entry.version}`;
  }
  return undefined;
}

/** @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} */
function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** The time of the latest change in a file or folder, in milliseconds. */
function newest(path) {
  if (!statSync(path).isDirectory()) return modified(path);
  return Math.max(...readdirSync(path, { recursive: true }).map((name) => modified(join(path, String(name)))));
}

/** The time of a file's last change, in milliseconds; 0 when there is no such file. */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function run(command, args, failure) {
  // On Windows npm is a batch file, which only a shell can start.
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) fail(failure);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
