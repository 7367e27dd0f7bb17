/** What a run may cost: ratios only, since absolute times say more about the machine than about us. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Budget {
  /** Processor time over that of one empty rule. */
  readonly time: number;
  /** The highest memory over that of one empty rule. */
  readonly memory: number;
}

export interface Ratios extends Budget {
  readonly name: string;
}

type Budgets = Readonly<Record<string, Budget | number>>;

export function readBudgets(): Budgets {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'budget.json'), 'utf8')) as Budgets;
}

/** What is over its budget, in sentences. */
export function overBudget(budgets: Budgets, ratios: readonly Ratios[]): readonly string[] {
  return ratios.flatMap((ratio) => {
    const budget = budgets[ratio.name];
    if (typeof budget !== 'object') return [];
    return (['time', 'memory'] as const).flatMap((what) =>
      ratio[what] <= budget[what]
        ? []
        : [
            `${ratio.name}: ${what} is ${ratio[what].toFixed(2)} times that of one empty rule; ${budget[what]} is allowed`,
          ],
    );
  });
}

/** The same for a single number, which a run without it passes. */
export function overLimit(budgets: Budgets, name: string, value: number | undefined): readonly string[] {
  const limit = budgets[name];
  if (typeof limit !== 'number' || value === undefined || value <= limit) return [];
  return [`${name}: ${value.toFixed(2)}; ${limit} is allowed`];
}
