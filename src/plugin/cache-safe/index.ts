/** The config that keeps the linter's own cache right: it knows no dependency between files, but it does know the settings. */
import { resolve } from 'node:path';

import { NAMESPACE } from '../configs.ts';
import type { CacheSafeConfig, CacheSafeOptions } from '../plugin-types.ts';
import { readSettings } from '../settings.ts';
import { digestOf } from './digest.ts';

/** Throws where the settings are wrong, as any config does. */
export function cacheSafeConfig(options: CacheSafeOptions, version: string): CacheSafeConfig {
  const result = readSettings(options.settings);
  if (!result.ok) throw new TypeError(result.message);
  const digest = digestOf(resolve(options.cwd ?? process.cwd()), result.settings, version);
  return { name: `${NAMESPACE}/cache-safe`, settings: { durable: { cache: true, ...options.settings, digest } } };
}
