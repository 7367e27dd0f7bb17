/** Resolution as Node, TypeScript and the bundlers do it, by oxc-resolver; relative paths alone where its binary is missing. */
import { dirname, resolve as resolvePath } from 'node:path';

import type { NapiResolveOptions } from 'oxc-resolver';

import { isFile, realPathOf } from './disk.ts';
import { EXTENSION_ALIASES, EXTENSIONS, fileCandidates } from './file-candidates.ts';
import type { ResolverFactory } from './native.ts';

export interface NativeResolver {
  /** With the `paths`, `baseUrl` and references of the `tsconfig.json` that covers the file. A broken one finds nothing. */
  withTsconfig(specifier: string, fromPath: string): string | undefined;
  /** As if there were no `tsconfig.json`. */
  plain(specifier: string, directory: string): string | undefined;
  /** Forgets what was and what was not found on the disk. */
  clear(): void;
}

// Without the condition `types`, which would lead to declarations instead of code.
const OPTIONS: NapiResolveOptions = {
  extensions: [...EXTENSIONS],
  extensionAlias: Object.fromEntries(Object.entries(EXTENSION_ALIASES).map(([key, value]) => [key, [...value]])),
  conditionNames: ['source', 'development', 'bun', 'node', 'import', 'require', 'default'],
  mainFields: ['source', 'module', 'main'],
  nodePath: false,
};

/** @param factory undefined: the binary is missing, and relative paths are all that is resolved */
export function createNativeResolver(factory: ResolverFactory | undefined): NativeResolver {
  const plain = create(factory, OPTIONS);
  const withTsconfig = create(factory, { ...OPTIONS, tsconfig: 'auto' });
  if (plain === undefined || withTsconfig === undefined) return RELATIVE_ONLY;
  return {
    withTsconfig: (specifier, fromPath) => pathOf(() => withTsconfig.resolveFileSync(fromPath, specifier)),
    plain: (specifier, directory) => pathOf(() => plain.sync(directory, specifier)),
    clear() {
      plain.clearCache();
      withTsconfig.clearCache();
    },
  };
}

type Resolver = InstanceType<ResolverFactory>;

function create(factory: ResolverFactory | undefined, options: NapiResolveOptions): Resolver | undefined {
  try {
    return factory === undefined ? undefined : new factory(options);
  } catch {
    return undefined;
  }
}

function pathOf(ask: () => { readonly path?: string }): string | undefined {
  try {
    return ask().path;
  } catch {
    return undefined;
  }
}

const RELATIVE_ONLY: NativeResolver = {
  withTsconfig: (specifier, fromPath) => findRelative(specifier, dirname(fromPath)),
  plain: findRelative,
  clear: () => undefined,
};

function findRelative(specifier: string, directory: string): string | undefined {
  if (!/^(?:\.|\/|[a-z]:)/i.test(specifier)) return undefined;
  for (const path of fileCandidates(resolvePath(directory, specifier))) if (isFile(path)) return realPathOf(path);
  return undefined;
}
