/** Where linters are installed: this repository for our own runs, and for peers folders outside of it that are filled on demand. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A folder whose `node_modules` has ESLint and the parser, and the variants that run in it. */
export interface Home {
  readonly name: string;
  readonly folder: string;
  readonly variants: readonly string[];
}

export function ownHome(root: string): Home {
  return { name: 'eslint', folder: root, variants: ['parser', 'recommended', 'strict', 'all'] };
}

interface PeerHome {
  readonly name: string;
  readonly variants: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
}

const PEERS: readonly PeerHome[] = [
  {
    name: 'typed and import linting',
    variants: ['typescript-eslint', 'import-x'],
    dependencies: {
      eslint: '10.15.0',
      'typescript-eslint': '8.73.0',
      '@typescript-eslint/parser': '8.73.0',
      typescript: '6.0.3',
      'eslint-plugin-import-x': '4.18.1',
      'eslint-import-resolver-typescript': '4.4.4',
    },
  },
  {
    // It supports no ESLint after 8, and fails with a TypeScript that is newer than the one it bundles.
    name: 'eslint 8',
    variants: ['dbos-inc'],
    dependencies: {
      eslint: '8.57.1',
      '@typescript-eslint/parser': '8.73.0',
      typescript: '5.5.4',
      '@dbos-inc/eslint-plugin': '3.4.1',
    },
  },
];

/** The folders of peers, with a line for each that cannot be installed. */
export function peerHomes(): { readonly homes: readonly Home[]; readonly skipped: readonly string[] } {
  const homes: Home[] = [];
  const skipped: string[] = [];
  for (const peer of PEERS) {
    const folder = join(cacheFolder(), peer.name.replaceAll(' ', '-'));
    const problem = install(folder, peer.dependencies);
    if (problem === undefined) homes.push({ name: peer.name, folder, variants: peer.variants });
    else skipped.push(`skipped: ${peer.variants.join(', ')}: ${problem}`);
  }
  return { homes, skipped };
}

/** Generated projects and peers are kept between runs. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'eslint-plugin-durable-bench');
}

function install(folder: string, dependencies: PeerHome['dependencies']): string | undefined {
  const manifest = `${JSON.stringify({ name: 'peers', private: true, dependencies }, undefined, 2)}\n`;
  const file = join(folder, 'package.json');
  const isInstalled = existsSync(join(folder, 'node_modules', '.package-lock.json'));
  if (isInstalled && readFileSync(file, 'utf8') === manifest) return undefined;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, manifest);
  try {
    // The peers of peers contradict each other: what runs counts, not what is declared.
    execFileSync('npm', ['install', '--force', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], {
      cwd: folder,
      stdio: 'pipe',
    });
    return undefined;
  } catch (error) {
    return `npm install failed (${String(error).split('\n', 2).join(' ')})`;
  }
}
