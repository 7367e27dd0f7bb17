/** Throw-away projects, into which the packed plugin is installed as a user would. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Installer = 'npm' | 'pnpm';

export class Workbench {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'durable-compat-')));
  readonly tarball: string;
  #projects = 0;

  /** Packs the plugin, which must be built. */
  constructor(root: string) {
    const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', this.folder], root);
    const [, name] = /"filename":\s*"([^"]+)"/u.exec(packed.stdout) ?? [];
    if (name === undefined) throw new Error(`npm pack said: ${packed.stdout}${packed.stderr}`);
    this.tarball = join(this.folder, name);
  }

  /** A project with the plugin and the packages (`eslint@9`), or why the installer refuses it. */
  install(packages: readonly string[], installer: Installer = 'npm'): Project | string {
    const folder = join(this.folder, String(this.#projects++));
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "name": "a-project", "private": true, "type": "module" }\n');
    const result =
      installer === 'npm'
        ? run('npm', ['install', '--strict-peer-deps', ...FLAGS, this.tarball, ...packages], folder)
        : run(
            'npx',
            ['--yes', 'pnpm@10', 'add', '--prefer-offline', '--strict-peer-dependencies', this.tarball, ...packages],
            folder,
          );
    return result.status === 0 ? new Project(folder) : `${result.stdout}${result.stderr}`.slice(-2000);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const FLAGS = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Project {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  without(...names: readonly string[]): void {
    for (const name of names) rmSync(join(this.folder, name), { force: true });
  }

  versionOf(name: string): string {
    const manifest: unknown = JSON.parse(this.read(join('node_modules', name, 'package.json')));
    return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
  }

  /** Runs the program of an installed package. */
  run(script: string, flags: readonly string[], environment: NodeJS.ProcessEnv = {}): Outcome {
    return run(process.execPath, [join(this.folder, 'node_modules', script), ...flags], this.folder, environment);
  }
}

function run(command: string, flags: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(command, flags, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32' && command !== process.execPath,
  });
  return { status, stdout, stderr };
}
