import { join } from '../rows.ts';
import type { EffectTable } from '../vocabulary.ts';
import { databases } from './databases.ts';
import { orms } from './orms.ts';

/** The themes, one table each. No name stands in two of them. */
export const packageTables: readonly EffectTable[] = [databases, orms];

/** What the packages do that programs with durable workflows import. */
export const packageEffects: EffectTable = join(packageTables);
