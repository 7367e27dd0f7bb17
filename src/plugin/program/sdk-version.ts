/** Which version of an SDK a file is written against: the one installed, else the lowest that its package asks for. */
import { join } from 'node:path';

import type { ConfigFiles } from './config-files.ts';
import { upwards } from './disk.ts';
import { isObject, stringOf, type JsonObject } from './jsonc.ts';
import { lowestVersion, parseVersion, type SdkVersion } from './version-range.ts';
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
  for (const name of packages) {
    for (const around of upwards(directory)) {
      const installed = stringOf(config.json(join(around, 'node_modules', name, 'package.json'))?.['version']);
      const version = installed === undefined ? undefined : parseVersion(installed);
      if (version !== undefined) return version;
    }
  }
  for (const around of upwards(directory)) {
    const manifest = config.json(join(around, 'package.json'));
    for (const name of manifest === undefined ? [] : packages) {
      const range = rangeIn(manifest ?? {}, name);
      if (range !== undefined) return versionOf(range, name, around, workspaces);
    }
  }
  return undefined;
}

function rangeIn(manifest: JsonObject, name: string): string | undefined {
  for (const field of DEPENDENCY_FIELDS) {
    const dependencies = manifest[field];
    const range = isObject(dependencies) ? stringOf(dependencies[name]) : undefined;
    if (range !== undefined) return range;
  }
  return undefined;
}

/** Follows what stands for a range: `catalog:next`, `npm:other@^5`, `workspace:^5`. */
function versionOf(range: string, name: string, directory: string, workspaces: Workspaces): SdkVersion | undefined {
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
      case 'workspace': {
        const stated = stringOf(workspaces.find(name, directory)?.manifest['version']);
        return lowestVersion(rest) ?? (stated === undefined ? undefined : parseVersion(stated));
      }
      default:
        return lowestVersion(current);
    }
  }
  return undefined;
}
