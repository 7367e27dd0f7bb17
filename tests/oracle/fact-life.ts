/**
 * A process that asks another version of the SDK the facts: each row of the tables that this version has is called at each place. It is transpiled
 * into a folder where that version is installed, and knows nothing of the engine's insides but how step numbers are taken.
 *
 * Its arguments are the version, the URL of a database, and the file for what it found.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { DBOS, type DBOSConfig } from '@dbos-inc/dbos-sdk';

import { apis } from '../../src/knowledge/dbos/apis.ts';
import {
  attempt,
  Bench,
  contradictionsOf,
  isLater,
  places,
  rowsOf,
  type Contradiction,
  type Seen,
} from './fact-bench.ts';
import { exceptions, notRun, recipes, type Prepared } from './fact-recipes.ts';
import { exceptionsOf4, notRunOf4, otherwiseBefore, recipesOf4 } from './fact-recipes-4.ts';
import { within } from './time.ts';

/** What one version was found to do. */
export interface Facts {
  /** Rows that were called. */
  readonly asked: number;
  /** Rows that this version has and that were not called, with the reason. */
  readonly notAsked: Readonly<Record<string, string>>;
  /** What older versions do otherwise, as is known of them. */
  readonly known: number;
  readonly contradictions: readonly Contradiction[];
}

const [, script = '', version = '', url = '', report = ''] = process.argv;
const all = { ...recipes, ...recipesOf4 };
const present = Object.entries(apis).filter(
  ([, { since, until }]) => !isLater(since, version) && (until === undefined || isLater(until, version)),
);
const rows = rowsOf(Object.fromEntries(present)).filter(({ spec }) => spec.property !== true);
const seen = new Map<string, Seen>();
const notAsked: Record<string, string> = {};

// Versions before 5.0 serve their administration on a fixed port unless they are told not to.
// eslint-disable-next-line durable/no-deprecated-api -- the engine may be one of 4.x
const quiet = { runAdminServer: false, logLevel: 'error' };
const config = (): DBOSConfig => ({ name: 'facts', systemDatabaseUrl: url, enablePatching: true, ...quiet });

interface Context {
  readonly getCurrentContextStore: () => { readonly workflowId?: string } | undefined;
  functionIDGetIncrement: () => number;
  functionIDGetIncrementForCtx?: (held: { readonly workflowId?: string }) => number;
}

/** Step numbers by workflow, as they are taken. */
function counting(): (workflow: string) => readonly number[] {
  const taken = new Map<string, number[]>();
  const of = (workflow: string): number[] => {
    const numbers = taken.get(workflow) ?? [];
    taken.set(workflow, numbers);
    return numbers;
  };
  const require = createRequire(script);
  const context = require(join(dirname(require.resolve('@dbos-inc/dbos-sdk')), 'context.js')) as Context;
  const { functionIDGetIncrement, functionIDGetIncrementForCtx } = context;
  context.functionIDGetIncrement = () => {
    const id = functionIDGetIncrement();
    of(context.getCurrentContextStore()?.workflowId ?? '').push(id);
    return id;
  };
  if (functionIDGetIncrementForCtx)
    context.functionIDGetIncrementForCtx = (held) => {
      const id = functionIDGetIncrementForCtx(held);
      of(held.workflowId ?? '').push(id);
      return id;
    };
  return of;
}

async function ask(): Promise<void> {
  const register = async (load: () => Promise<void>): Promise<void> => {
    await load();
    DBOS.setConfig(config());
    await DBOS.launch();
  };
  // Before 4.14 time limits were numbers.
  const soon = (isLater('4.14.0', version) ? 0.01 : { timeoutSeconds: 0.01 }) as { readonly timeoutSeconds: number };
  const bench = new Bench({ name: 'facts', register, config, soon, count: counting() }, all);
  await bench.register();
  const prepared = new Map<string, Prepared>();
  for (const { key } of rows) {
    const recipe = all[key];
    if (!recipe) {
      notAsked[key] = notRun[key] ?? notRunOf4[key] ?? 'there is no recipe';
      continue;
    }
    try {
      for (const place of places)
        if (place !== 'before-launch') seen.set(`${key} @ ${place}`, await bench.callAt(place, key));
      prepared.set(key, await recipe(bench.kit));
    } catch (error) {
      notAsked[key] = `it cannot be prepared: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  await within(10_000, DBOS.shutdown());
  // `launch` last: it ends the state in which the others are called.
  for (const [key, one] of [...prepared].sort(
    ([first], [second]) => Number(first === '#DBOS.launch') - Number(second === '#DBOS.launch'),
  ))
    seen.set(`${key} @ before-launch`, await attempt(one));
  await bench.end();
}

void ask().then(
  () => {
    const asked = rows.filter(({ key }) => seen.has(`${key} @ before-launch`));
    const found = asked.flatMap((row) =>
      contradictionsOf(row, (place) => seen.get(`${row.key} @ ${place}`), { ...exceptions, ...exceptionsOf4 }[row.key]),
    );
    const known = otherwiseBefore
      .filter(({ before }) => isLater(before, version))
      .flatMap(({ key, at }) => at.map((one) => ({ key, at: one, what: 'otherwise in old versions, and it is not' })))
      .filter(({ key }) => asked.some((row) => row.key === key));
    const isIn = (list: readonly Contradiction[], { key, at }: Contradiction): boolean =>
      list.some((one) => one.key === key && one.at === at);
    const contradictions = [
      ...found.filter((one) => !isIn(known, one)),
      // What is known of old versions must be so.
      ...known.filter((one) => !isIn(found, one)),
    ];
    const facts: Facts = { asked: asked.length, notAsked, known: known.length, contradictions };
    writeFileSync(report, JSON.stringify(facts));
    process.exit(0);
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
