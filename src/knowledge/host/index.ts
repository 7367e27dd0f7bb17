import { join } from '../rows.ts';
import type { EffectTable } from '../vocabulary/effects.ts';
import { ecmascript } from './ecmascript.ts';
import { node } from './node.ts';
import { otherRuntimes } from './other-runtimes.ts';
import { web } from './web.ts';

/** What the language and its hosts do, under the module `global` and the modules `node:…`. */
export const hostEffects: EffectTable = join([ecmascript, web, node, otherRuntimes]);
