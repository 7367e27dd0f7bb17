import { join } from '../rows.ts';
import type { EffectTable } from '../vocabulary/effects.ts';
import { blockchains } from './blockchains.ts';
import { cloud } from './cloud.ts';
import { commandLines } from './command-lines.ts';
import { concurrency } from './concurrency.ts';
import { containers } from './containers.ts';
import { databases } from './databases.ts';
import { filesAndProcesses } from './files-and-processes.ts';
import { httpClients } from './http-clients.ts';
import { idsAndClocks } from './ids-and-clocks.ts';
import { llm } from './llm.ts';
import { loggers } from './loggers.ts';
import { media } from './media.ts';
import { messaging } from './messaging.ts';
import { orms } from './orms.ts';
import { purePackages } from './pure.ts';
import { randomness } from './randomness.ts';
import { schedulers } from './schedulers.ts';
import { search } from './search.ts';
import { servers } from './servers.ts';
import { services } from './services.ts';

export { packageCombinators, retrying } from './concurrency.ts';

/** The themes, one table each. No name stands in two of them. */
export const packageTables: readonly EffectTable[] = [
  databases,
  search,
  orms,
  httpClients,
  cloud,
  services,
  llm,
  media,
  blockchains,
  idsAndClocks,
  randomness,
  messaging,
  filesAndProcesses,
  schedulers,
  concurrency,
  loggers,
  servers,
  commandLines,
  containers,
  purePackages,
];

/** What the packages do that programs with durable workflows import. */
export const packageEffects: EffectTable = join(packageTables);
