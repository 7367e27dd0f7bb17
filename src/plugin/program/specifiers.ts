/** What kind of thing a module specifier names, told from its spelling alone. */
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';

export type Specifier =
  /** A file: `./x`, `/x`, `file:///x`. */
  | { readonly kind: 'path'; readonly path: string }
  /** A module of the host, with the scheme it is known by: `node:fs`, `bun:sqlite`. */
  | { readonly kind: 'host'; readonly name: string }
  /** What can be a package: `pg`, `@scope/name/sub`. */
  | { readonly kind: 'package'; readonly name: string; readonly subpath: string }
  /** What cannot be a package, so a name of the project's own: `#x`, `@/x`, `~/x`, `$lib/x`. */
  | { readonly kind: 'alias' }
  /** What names no source: `data:…`, `https://…`, `./x?raw`. */
  | { readonly kind: 'none' };

const NONE: Specifier = { kind: 'none' };
/** Longer ones are not looked up. */
const MAX_LENGTH = 1000;

/** The kind of a specifier; `none` for what is too long or no specifier at all. */
export function classify(specifier: string): Specifier {
  if (specifier === '' || specifier.length > MAX_LENGTH || specifier.includes('\0')) return NONE;
  if (specifier.includes('?') || specifier.lastIndexOf('#') > 0) return NONE;
  if (/^\.{0,2}(?:\/|$)/.test(specifier) || /^[a-z]:[\\/]/i.test(specifier)) return { kind: 'path', path: specifier };
  const [, scheme] = /^([a-z][a-z0-9+.-]+):/i.exec(specifier) ?? [];
  if (scheme !== undefined) return withScheme(scheme.toLowerCase(), specifier);
  if (isBuiltin(specifier)) return { kind: 'host', name: `node:${specifier}` };
  const [, name, subpath = ''] = /^((?:@[\w.~-]+\/)?[\w-][\w.~-]*)(\/.*)?$/.exec(specifier) ?? [];
  // A slash at the end tells a package from a module of the host with its name: `punycode/`.
  return name === undefined ? { kind: 'alias' } : { kind: 'package', name, subpath: `.${subpath.replace(/\/$/, '')}` };
}

function withScheme(scheme: string, specifier: string): Specifier {
  switch (scheme) {
    case 'node':
    case 'bun':
      return { kind: 'host', name: specifier };
    case 'file':
      try {
        return { kind: 'path', path: fileURLToPath(specifier) };
      } catch {
        return NONE;
      }
    default:
      return NONE;
  }
}
