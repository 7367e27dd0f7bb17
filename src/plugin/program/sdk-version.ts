/**
 * Which version of an SDK a file is written against: the one installed, else the lowest that its package asks for, else the lowest that another
 * package of its workspace asks for, or that the file asks for itself.
 */
import { join } from 'node:path';

import type { Specifiers } from '../../analysis/source.ts';
import { askedPackage } from '../../syntax/package-specifiers.ts';
import type { ConfigFiles } from './config-files.ts';
import { upwards } from './disk.ts';
import { isObject, stringOf, type JsonObject } from './jsonc.ts';
import { compareVersions, isForOtherMajor, lowestVersion, parseVersion, type SdkVersion } from './version-range.ts';
import type { Workspaces } from './workspaces.ts';

const DEPENDENCY_FIELDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
const MAX_ALIASES = 5;

/** The version of the first of the packages that a file in the directory sees; undefined: not known. */
export function sdkVersionIn(
  directory: string,
  packages: readonly string[],
  config: ConfigFiles,
  workspaces: Workspaces,
): SdkVersion | undefined {
  const asked = askedIn(directory, packages, config, workspaces);
  for (const name of packages) {
    for (const around of upwards(directory)) {
      const installed = stringOf(config.json(join(around, 'node_modules', name, 'package.json'))?.['version']);
      const version = installed === undefined ? undefined : parseVersion(installed);
      if (version === undefined) continue;
      // What a folder further out holds for somebody else is not what this package will get.
      const isOthers =
        asked?.name === name && isBelow(asked.directory, around) && isForOtherMajor(asked.range, version);
      if (!isOthers) return version;
    }
  }
  return asked ? lowestVersion(asked.range) : lowestBesides(directory, packages, config, workspaces);
}

/** The lowest version of one of the packages that a file asks for where it imports it. */
export function sdkVersionNamed(
  { loaded, types }: Specifiers = { loaded: [], types: [] },
  packages: readonly string[],
): SdkVersion | undefined {
  for (const specifier of [...loaded, ...types]) {
    const asked = askedPackage(specifier);
    const version = asked && packages.includes(asked.name) ? lowestVersion(asked.range) : undefined;
    if (version) return version;
  }
  return undefined;
}

/** The lowest version that packages of the workspace ask for: what a package uses without asking, it gets from them. */
function lowestBesides(
  directory: string,
  packages: readonly string[],
  config: ConfigFiles,
  workspaces: Workspaces,
): SdkVersion | undefined {
  const versions = workspaces.members(directory).flatMap((member): readonly SdkVersion[] => {
    const range = askedIn(member, packages, config, workspaces)?.range;
    const version = range === undefined ? undefined : lowestVersion(range);
    return version ? [version] : [];
  });
  return versions.sort(compareVersions)[0];
}

interface Asked {
  readonly name: string;
  /** As npm writes it. */
  readonly range: string;
  readonly directory: string;
}

/** The range of the nearest package that asks for one of the packages. */
function askedIn(
  directory: string,
  packages: readonly string[],
  config: ConfigFiles,
  workspaces: Workspaces,
): Asked | undefined {
  for (const around of upwards(directory)) {
    const manifest = config.json(join(around, 'package.json'));
    const importMap = config.json(join(around, 'deno.json')) ?? config.json(join(around, 'deno.jsonc'));
    for (const name of (manifest ?? importMap) ? packages : []) {
      const stated = rangeIn(manifest ?? {}, name) ?? rangeInImportMap(importMap ?? {}, name);
      const range = stated === undefined ? undefined : plainRange(stated, name, around, workspaces);
      if (stated !== undefined) return range === undefined ? undefined : { name, range, directory: around };
    }
  }
  return undefined;
}

function isBelow(directory: string, other: string): boolean {
  return directory !== other && [...upwards(directory)].includes(other);
}

function rangeIn(manifest: JsonObject, name: string): string | undefined {
  for (const field of DEPENDENCY_FIELDS) {
    const dependencies = manifest[field];
    const range = isObject(dependencies) ? stringOf(dependencies[name]) : undefined;
    if (range !== undefined) return range;
  }
  return undefined;
}

/** `"imports": { "pg": "npm:pg@^8" }` */
function rangeInImportMap(importMap: JsonObject, name: string): string | undefined {
  const { imports } = importMap;
  return isObject(imports) ? stringOf(imports[name]) : undefined;
}

/** Follows what stands for a range: `catalog:next`, `npm:other@^5`, `workspace:^5`. */
function plainRange(range: string, name: string, directory: string, workspaces: Workspaces): string | undefined {
  let current: string | undefined = range;
  for (let step = 0; step < MAX_ALIASES && current !== undefined; step++) {
    const [, protocol, rest = ''] = /^(catalog|npm|workspace):(.*)$/.exec(current.trim()) ?? [];
    switch (protocol) {
      case 'catalog':
        current = workspaces.catalogRange(directory, rest === '' ? 'default' : rest, name);
        break;
      case 'npm':
        current = /^(?:@[^/]+\/)?[^@]+@(.+)$/.exec(rest)?.[1];
        break;
      case 'workspace':
        return lowestVersion(rest) ? rest : stringOf(workspaces.find(name, directory)?.manifest['version']);
      default:
        return current;
    }
  }
  return undefined;
}
