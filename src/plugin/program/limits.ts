/** Bounds on the memory and the work of a program. */
export interface Limits {
  /** Larger files are not opened. Bytes. */
  readonly fileSize: number;
  /** Parsed files that are kept. */
  readonly files: number;
  /** The length of their texts together, in characters. A tree with its scopes takes some 75 bytes for each. */
  readonly text: number;
  /** The same for the trees of linted files that wait for somebody to load the file. They take some 170 bytes for each. */
  readonly lent: number;
  /** Files of which only the stamp is kept, so that a change is noticed. */
  readonly stamps: number;
  /** Resolutions that are kept. */
  readonly resolutions: number;
}

export const DEFAULT_LIMITS: Limits = {
  fileSize: 512 * 1024,
  files: 2000,
  text: 96 * 1024,
  lent: 224 * 1024,
  stamps: 50_000,
  resolutions: 200_000,
};
