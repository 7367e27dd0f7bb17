/** Which options the installed engine has. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

interface Lifetime {
  readonly since?: string | undefined;
  /** First version without it. */
  readonly until?: string | undefined;
}

/** Whether the installed engine has the option. */
export function isThere({ since, until }: Lifetime, version: Version | undefined): boolean {
  if (version === undefined) return until === undefined;
  return (since === undefined || !isBefore(version, since)) && (until === undefined || isBefore(version, until));
}

function isBefore(version: Version, other: string): boolean {
  const [major = 0, minor = 0, patch = 0] = other.split('.').map(Number);
  return (version.major - major || version.minor - minor || version.patch - patch) < 0;
}
