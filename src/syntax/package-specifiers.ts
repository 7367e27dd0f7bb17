/** Packages as some runtimes name them, with the version that they ask for: `npm:pg@^8/lib`. */
const WITH_VERSION = /^npm:\/?((?:@[^/@]+\/)?[^/@]+)(?:@([^/]*))?(\/.*)?$/;

/** The name as it is written elsewhere: `pg/lib`. */
export function plainSpecifier(specifier: string): string {
  const [, name, , subpath = ''] = WITH_VERSION.exec(specifier) ?? [];
  return name === undefined ? specifier : `${name}${subpath}`;
}

/** The package that is meant, and the range of versions that is asked for. */
export function askedPackage(specifier: string): { readonly name: string; readonly range: string } | undefined {
  const [, name, range] = WITH_VERSION.exec(specifier) ?? [];
  return name === undefined || range === undefined ? undefined : { name, range };
}
