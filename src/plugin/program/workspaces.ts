/** The packages of a monorepo by name, as their manifests and the workspace's say, whether or not anything is installed. */
import { join } from 'node:path';

import type { ConfigFiles } from './config-files.ts';
import { matchingDirectories } from './directory-patterns.ts';
import { upwards } from './disk.ts';
import { isObject, stringOf, stringsOf, type JsonObject } from './jsonc.ts';
import { parsePnpmWorkspace } from './pnpm-workspace.ts';

/** A directory with a manifest. */
export interface PackageRoot {
  readonly directory: string;
  readonly manifest: JsonObject;
}

export interface Workspaces {
  /** The package of that name which a file in the directory sees: its own, or one of its workspace. */
  find(name: string, directory: string): PackageRoot | undefined;
  /** The directories of the packages in the workspace of a directory. */
  members(directory: string): readonly string[];
  /** The nearest package around a directory. */
  around(directory: string): PackageRoot | undefined;
  /** The range that a catalog has for a package: `catalog:` (name `default`) and `catalog:name`. */
  catalogRange(directory: string, catalog: string, name: string): string | undefined;
}

interface Workspace {
  readonly packages: ReadonlyMap<string, PackageRoot>;
  /** The parts of the manifest and of `pnpm-workspace.yaml` that may hold catalogs. */
  readonly catalogs: readonly Readonly<Record<string, unknown>>[];
}

const NO_WORKSPACE: Workspace = { packages: new Map(), catalogs: [] };

/** Reads each manifest once. */
export function createWorkspaces(config: ConfigFiles): Workspaces {
  const byDirectory = new Map<string, Workspace>();
  const byRoot = new Map<string, Workspace>();

  function workspaceAround(directory: string): Workspace {
    const known = byDirectory.get(directory);
    if (known !== undefined) return known;
    const found = search(directory);
    byDirectory.set(directory, found);
    return found;
  }

  function search(directory: string): Workspace {
    for (const root of upwards(directory)) {
      const known = byRoot.get(root) ?? readWorkspace(config, root);
      if (known === undefined) continue;
      byRoot.set(root, known);
      return known;
    }
    return NO_WORKSPACE;
  }

  function around(directory: string): PackageRoot | undefined {
    for (const current of upwards(directory)) {
      const manifest = config.json(join(current, 'package.json'));
      if (manifest !== undefined) return { directory: current, manifest };
    }
    return undefined;
  }

  return {
    around,
    find(name, directory) {
      const own = around(directory);
      return own?.manifest['name'] === name ? own : workspaceAround(directory).packages.get(name);
    },
    members: (directory) => [...workspaceAround(directory).packages.values()].map((root) => root.directory),
    catalogRange(directory, catalog, name) {
      for (const catalogs of workspaceAround(directory).catalogs) {
        const ranges = catalogs[catalog];
        const range = isObject(ranges) ? stringOf(ranges[name]) : undefined;
        if (range !== undefined) return range;
      }
      return undefined;
    },
  };
}

/** The workspace that a directory is the root of; undefined when it is the root of none. */
function readWorkspace(config: ConfigFiles, root: string): Workspace | undefined {
  const yaml = config.text(join(root, 'pnpm-workspace.yaml'));
  const manifest = config.json(join(root, 'package.json'));
  const field = manifest?.['workspaces'];
  if (yaml === undefined && field === undefined) return undefined;
  const pnpm = parsePnpmWorkspace(yaml ?? '');
  const nested = isObject(field) ? field : {};
  const patterns = [...pnpm.packages, ...stringsOf(field), ...stringsOf(nested['packages'])];
  const packages = new Map<string, PackageRoot>();
  for (const directory of [root, ...matchingDirectories(root, patterns)]) {
    const own = config.json(join(directory, 'package.json'));
    const name = stringOf(own?.['name']);
    if (own !== undefined && name !== undefined && !packages.has(name))
      packages.set(name, { directory, manifest: own });
  }
  return { packages, catalogs: [pnpm.catalogs, catalogsIn(nested), catalogsIn(manifest ?? {})] };
}

/** The catalogs that Bun keeps in the manifest, at the top or in `workspaces`. */
function catalogsIn(manifest: JsonObject): Readonly<Record<string, unknown>> {
  return {
    ...(isObject(manifest['catalogs']) && manifest['catalogs']),
    ...(isObject(manifest['catalog']) && { default: manifest['catalog'] }),
  };
}
