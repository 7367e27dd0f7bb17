/** Which options the installed engine has. */
import type { OptionSpec } from '../knowledge/facts.ts';

export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Whether the installed engine has the option. */
export function isThere({ since, until }: OptionSpec, version: Version | undefined): boolean {
  if (version === undefined) return until === undefined;
  return (since === undefined || !isBefore(version, since)) && (until === undefined || isBefore(version, until));
}

function isBefore(version: Version, other: string): boolean {
  const [major = 0, minor = 0, patch = 0] = other.split('.').map(Number);
  return (version.major - major || version.minor - minor || version.patch - patch) < 0;
}
