/** From a specifier to a file of the project or the name of a package: the order in which the possibilities are tried. */
import { dirname, join, relative, resolve as resolvePath, sep } from 'node:path';

import type { Resolution } from '../../analysis/source.ts';
import { plainSpecifier } from '../../syntax/package-specifiers.ts';
import type { ConfigFiles } from './config-files.ts';
import { realPathOf, upwards } from './disk.ts';
import type { GeneratedClients } from './generated-clients.ts';
import type { NativeResolver } from './native-resolver.ts';
import { sourceOfInternal, sourceOfOutput, sourceOfPackage } from './package-source.ts';
import { classify, type Specifier } from './specifiers.ts';
import type { TsconfigAliases } from './tsconfig-aliases.ts';
import type { PackageRoot, Workspaces } from './workspaces.ts';

export interface ResolutionSources {
  readonly native: NativeResolver;
  readonly config: ConfigFiles;
  readonly aliases: TsconfigAliases;
  readonly workspaces: Workspaces;
  readonly clients: GeneratedClients;
  /** One file, one path: on a disk that does not tell `A.ts` from `a.ts`, and through symlinks. */
  readonly canonical: (path: string) => string;
}

const MISSING: Resolution = { kind: 'missing' };

/** What the specifier names, seen from the file. Looks at the disk; remembers nothing. */
export function findModule(sources: ResolutionSources, written: string, fromPath: string): Resolution {
  const specifier = plainSpecifier(written);
  const named = classify(specifier);
  switch (named.kind) {
    case 'none':
      return MISSING;
    case 'host':
      return { kind: 'package', name: named.name };
    case 'path': {
      if (!isOnDisk(fromPath)) return MISSING;
      const directory = dirname(fromPath);
      const target = resolvePath(directory, named.path);
      const path = sources.native.plain(named.path, directory) ?? sourceOfBuilt(sources.workspaces, target);
      // What a tool generates may not be there yet: in a fresh clone, for one.
      return path === undefined ? (generated(sources, target) ?? MISSING) : located(sources, path, specifier, fromPath);
    }
    case 'alias':
    case 'package':
      return isOnDisk(fromPath) ? findNamed(sources, named, specifier, fromPath) : unfound(named, specifier);
  }
}

/** A text that is not in a file (`<input>`) has no directory to look from. */
function isOnDisk(path: string): boolean {
  return resolvePath(path) === path;
}

type Named = Extract<Specifier, { kind: 'alias' | 'package' }>;

function unfound(named: Named, specifier: string): Resolution {
  // A package is known by its name, whether or not it is installed.
  return named.kind === 'package' ? { kind: 'package', name: specifier.replace(/\/$/, '') } : MISSING;
}

function findNamed(sources: ResolutionSources, named: Named, specifier: string, fromPath: string): Resolution {
  const { native, aliases, workspaces } = sources;
  const directory = dirname(fromPath);
  const direct = native.withTsconfig(specifier, fromPath);
  if (direct !== undefined) return located(sources, direct, specifier, fromPath);
  const alias = aliases.match(specifier, directory);
  for (const target of alias.targets) {
    const path = native.plain(target, directory) ?? sourceOfBuilt(workspaces, target);
    if (path !== undefined) return located(sources, path, specifier, fromPath);
  }
  const plain = native.plain(specifier, directory);
  if (plain !== undefined) return located(sources, plain, specifier, fromPath);
  const own = named.kind === 'package' ? ownPackage(sources, named.name, directory) : undefined;
  const source =
    named.kind === 'package'
      ? own && sourceOfPackage(own.manifest, own.directory, named.subpath)
      : sourceOfHash(workspaces, specifier, directory);
  const path = source ?? byConvention(sources, specifier, directory);
  if (path !== undefined) return located(sources, path, specifier, fromPath);
  for (const target of alias.targets) {
    const client = generated(sources, target);
    if (client !== undefined) return client;
  }
  return alias.isAlias || own !== undefined ? MISSING : unfound(named, specifier);
}

/** A package of the project: one of the workspace, or one that a link in `node_modules` leads to. */
function ownPackage(sources: ResolutionSources, name: string, directory: string): PackageRoot | undefined {
  const { config, workspaces } = sources;
  const found = workspaces.find(name, directory);
  if (found !== undefined) return found;
  for (const around of upwards(directory)) {
    const path = join(around, 'node_modules', name, 'package.json');
    const manifest = config.json(path);
    if (manifest === undefined) continue;
    const home = dirname(realPathOf(path));
    return packagePath(home) === undefined ? { directory: home, manifest } : undefined;
  }
  return undefined;
}

function sourceOfHash(workspaces: Workspaces, specifier: string, directory: string): string | undefined {
  const around = specifier.startsWith('#') ? workspaces.around(directory) : undefined;
  return around && sourceOfInternal(around.manifest, around.directory, specifier);
}

/** The source of a path that a build will make: the target of an alias in a fresh clone. */
function sourceOfBuilt(workspaces: Workspaces, path: string): string | undefined {
  const around = workspaces.around(dirname(path));
  return around && sourceOfOutput(around.directory, relative(around.directory, path));
}

/**
 * Names of the project's own whose meaning is set where we do not look: in the configuration of a bundler, or in files that a
 * framework generates. They are taken only when a file is there.
 */
const CONVENTIONS: readonly (readonly [prefix: string, directories: readonly string[]])[] = [
  ['@/', ['src', '.', 'app']],
  ['~/', ['src', 'app', '.']],
  ['#/', ['src', '.']],
  ['$lib/', ['src/lib']],
  ['src/', ['src']],
];

function byConvention(
  { native, workspaces }: ResolutionSources,
  specifier: string,
  directory: string,
): string | undefined {
  const named = specifier === '$lib' ? '$lib/' : specifier;
  const [prefix, places] = CONVENTIONS.find(([start]) => named.startsWith(start)) ?? [];
  const around = prefix === undefined ? undefined : workspaces.around(directory);
  if (prefix === undefined || places === undefined || around === undefined) return undefined;
  for (const place of places) {
    const path = native.plain(join(around.directory, place, named.slice(prefix.length)), around.directory);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** What a found path is: a file of the project, or inside a package that is looked up by name. */
function located(sources: ResolutionSources, path: string, specifier: string, fromPath: string): Resolution {
  const real = sources.canonical(path);
  const inPackage = packagePath(real);
  const isOfProject = inPackage === undefined || inPackage.root === packagePath(fromPath)?.root;
  if (!isOfProject) {
    const named = classify(specifier);
    return { kind: 'package', name: named.kind === 'package' ? specifier.replace(/\/$/, '') : inPackage.name };
  }
  const client = generated(sources, real);
  if (client !== undefined) return client;
  if (specifier.startsWith('.')) return { kind: 'file', path: real };
  const source = sourceOfBuilt(sources.workspaces, real);
  return { kind: 'file', path: source === undefined ? real : sources.canonical(source) };
}

/** The package whose generated code a path of the project is. */
function generated({ clients, workspaces }: ResolutionSources, path: string): Resolution | undefined {
  const around = workspaces.around(dirname(path));
  const name = around && clients.packageOf(around.directory, path);
  return name === undefined ? undefined : { kind: 'package', name };
}

/** The installed package that a path lies in, and the path's name in it; undefined when it lies in none. */
function packagePath(path: string): { readonly root: string; readonly name: string } | undefined {
  const marker = `${sep}node_modules${sep}`;
  const at = path.lastIndexOf(marker);
  if (at === -1) return undefined;
  const name = path.slice(at + marker.length).split(sep);
  const length = name[0]?.startsWith('@') ? 2 : 1;
  return { root: path.slice(0, at + marker.length) + name.slice(0, length).join(sep), name: name.join('/') };
}
