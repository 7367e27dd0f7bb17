import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of the SDK that is installed, by which every proof is dated. */
export function sdkVersion(): string {
  return versionOf('@dbos-inc/dbos-sdk');
}

/** The version of a package that is installed. */
export function versionOf(name: string): string {
  const manifest = join(import.meta.dirname, '..', '..', 'node_modules', name, 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  return version;
}
