/**
 * Directories in which a name means the same. What a name without a dot in front means is decided by the nearest manifest, config and
 * `node_modules`, so a directory with none of them sees what the one around it sees, and most of a project is one scope.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ConfigFiles } from './config-files.ts';

export interface Scopes {
  /** The nearest directory, from this one upwards, that decides. */
  scopeOf(directory: string): string;
}

/** Keeps the answers, as long as the files that decide stay as they are. */
export function createScopes(config: ConfigFiles): Scopes {
  const scopes = new Map<string, string>();

  function scopeOf(directory: string): string {
    const known = scopes.get(directory);
    if (known !== undefined) return known;
    const parent = dirname(directory);
    const scope = decides(directory) || parent === directory ? directory : scopeOf(parent);
    scopes.set(directory, scope);
    return scope;
  }

  function decides(directory: string): boolean {
    const isNamed = DECIDING_FILES.some((name) => config.text(join(directory, name)) !== undefined);
    return isNamed || existsSync(join(directory, 'node_modules'));
  }

  return { scopeOf };
}

const DECIDING_FILES = ['package.json', 'tsconfig.json', 'jsconfig.json'];
