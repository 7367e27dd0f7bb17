/**
 * The tables of the engine against the installed SDK: every row that says what a call does at a place is called at that place. Rows that
 * are not run are listed with the reason; a row with neither a recipe nor a reason fails.
 */
import { createRequire } from 'node:module';

import { DBOS } from '@dbos-inc/dbos-sdk';
import type { DBOSConfig } from '@dbos-inc/dbos-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { apis } from '../../src/knowledge/dbos/apis.ts';
import { attempt, Bench, contradictionsOf, isLater, places, rowsOf, type Seen } from './fact-bench.ts';
import { exceptions, notRun, recipes, type Prepared } from './fact-recipes.ts';
import { Probe } from './probe.ts';
import { sdkVersion } from './sdk-version.ts';
import { Session } from './session.ts';

const require = createRequire(import.meta.url);
const SDK = '@dbos-inc/dbos-sdk';
const installed = sdkVersion();
const present = Object.entries(apis).filter(([, spec]) => spec.until === undefined && !isLater(spec.since, installed));
const rows = rowsOf(Object.fromEntries(present));
const seen = new Map<string, Seen>();
let session: Session;

beforeAll(async () => {
  const probe = new Probe();
  session = await Session.start();
  const engine = {
    name: 'oracle',
    soon: { timeoutSeconds: 0.01 },
    register: (load: () => Promise<void>) => session.register(load),
    config: () => {
      session.renew();
      return session.configure({ name: 'facts', enablePatching: true }) as unknown as DBOSConfig;
    },
    count: (workflow: string) =>
      probe.begin({ workflow, life: 0, order: 'reverse', keptBack: 1, receiveWithin: 1 }).numbers,
  };
  const bench = new Bench(engine, recipes);
  await bench.register();
  for (const { key } of rows) {
    for (const place of places)
      if (place !== 'before-launch' && recipes[key]) seen.set(`${key} @ ${place}`, await bench.callAt(place, key));
  }
  // All that is to be called before the launch is prepared while the engine runs.
  const prepared = new Map<string, Prepared>();
  for (const { key } of rows) if (recipes[key]) prepared.set(key, await recipes[key](bench.kit));
  await DBOS.shutdown();
  // `launch` last: it ends the state in which the others are called.
  for (const [key, one] of [...prepared].sort(
    ([first], [second]) => Number(first === '#DBOS.launch') - Number(second === '#DBOS.launch'),
  )) {
    seen.set(`${key} @ before-launch`, await attempt(one));
  }
  await bench.end();
}, 300_000);

afterAll(async () => {
  await session.stop();
});

describe(`the tables against ${SDK} ${installed}`, () => {
  it('every row is run, or it is said why not', () => {
    const silent = rows
      .filter(({ key, spec }) => !recipes[key] && notRun[key] === undefined && spec.property !== true)
      .map(({ key }) => key);
    expect(silent).toEqual([]);
    const stale = Object.keys({ ...recipes, ...notRun }).filter((key) => !rows.some((row) => row.key === key));
    expect(stale).toEqual([]);
    const others = Object.keys(apis).filter((name) => !name.startsWith(SDK) && !name.startsWith('registered:'));
    console.info(
      `Not run: ${Object.keys(notRun).join(', ')}; ${String(others.length)} rows of packages that are not installed.`,
    );
  });

  for (const { key, spec } of rows) {
    if (!recipes[key]) continue;
    it(key, () => {
      expect(seen.has(`${key} @ workflow`)).toBe(true);
      expect(contradictionsOf({ key, spec }, (place) => seen.get(`${key} @ ${place}`), exceptions[key])).toEqual([]);
    });
  }

  it.each(
    Object.entries(apis).filter(
      ([name, spec]) =>
        name.startsWith(`${SDK}#`) &&
        /^#\w+(\.\w+)?$/.test(name.replace(SDK, '')) &&
        (spec.until !== undefined || isLater(spec.since, installed)),
    ),
  )('%s is not there', (name) => {
    expect(memberOf(name)).toBeUndefined();
  });

  it.each(
    present
      .map(([name]) => name)
      .filter((name) => name.startsWith(SDK) && /^(\/\w+)?#\w+(\.\w+)?$/.test(name.replace(SDK, ''))),
  )('%s is there', (name) => {
    expect(memberOf(name)).toBe(true);
  });
});

/** Whether the SDK's module has the member; undefined: no. */
function memberOf(name: string): true | undefined {
  const [module = '', path = ''] = name.split('#');
  const [root = '', member] = path.split('.');
  const holder: unknown = (require(module) as Record<string, unknown>)[root];
  if (holder === undefined || holder === null) return undefined;
  return member === undefined || member in Object(holder) ? true : undefined;
}
