import { StatusString, Error as errorsOfSdk } from '@dbos-inc/dbos-sdk';
import * as sdk from '@dbos-inc/dbos-sdk';
import { WorkflowQueue } from '@dbos-inc/dbos-sdk/internal/wfqueue';
import { describe, expect, it } from 'vitest';

import { apis } from '../../src/knowledge/dbos/apis.ts';
import { dbos } from '../../src/knowledge/dbos/engine.ts';
import { errors } from '../../src/knowledge/dbos/errors.ts';
import type { ErrorSpec } from '../../src/knowledge/facts/outcomes.ts';
import { SDK, exists, functionsOf, locate } from './sdk.ts';

describe('the table of errors', () => {
  const classes: readonly (readonly [string, ErrorSpec])[] = Object.entries(errors.classes);

  it('has every class of the namespace, and no other', () => {
    const exported = Object.keys(errorsOfSdk).filter((name) => /^DBOS/u.test(name));
    const listed = classes.flatMap(([name]) =>
      name.startsWith(`${SDK}#Error.`) ? [name.slice(`${SDK}#Error.`.length)] : [],
    );
    expect([...listed].sort()).toEqual([...exported].sort());
  });

  it('has those that are exported beside it', () => {
    const exported = Object.keys(sdk).filter((name) => /^DBOS\w+Error$/u.test(name));
    const listed = classes.flatMap(([name]) => (name.startsWith(`${SDK}#DBOS`) ? [name.slice(`${SDK}#`.length)] : []));
    expect([...listed].sort()).toEqual([...exported].sort());
  });

  it.each(classes)('knows the code of %s, and whether it has a name', (name, row) => {
    const error = made(name);
    expect(errorsOfSdk.getDBOSErrorCode(error)).toBe(row.code);
    const className = name.slice(1 + (name.startsWith(errors.namespace) ? errors.namespace : SDK).length);
    expect(error.name === className).toBe(row.named === true);
  });

  it.each(classes.filter(([, row]) => row.matcher !== undefined))('knows the function that tells %s', (name, row) => {
    const [matcher] = functionsOf(row.matcher ?? '');
    expect(matcher).toBeDefined();
    const replayed = Object.assign(new Error(''), { dbosErrorCode: row.code });
    expect([matcher?.(made(name)), matcher?.(replayed), matcher?.(new Error(''))]).toEqual([true, true, false]);
  });

  /** An error of the class; the arguments fit every constructor. */
  function made(name: string): Error {
    const found = locate(name);
    const owner = found?.owners[0] ?? {};
    const constructor: unknown = Reflect.get(owner, found?.member ?? '');
    if (typeof constructor !== 'function') throw new Error(`${name} is not a class`);
    const error: unknown = Reflect.construct(constructor, ARGUMENTS[name] ?? ['w', 'w', []]);
    if (!(error instanceof Error)) throw new Error(`${name} is not an error`);
    return error;
  }
});

const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  [`${SDK}#Error.DBOSError`]: ['w'],
  [`${SDK}#Error.DBOSUnexpectedStepError`]: ['w', 1, 'expected', 'recorded'],
};

describe('the table of states', () => {
  it('has the states of a workflow', () => {
    const workflow = dbos.statuses.at(0);
    expect([...(workflow?.values ?? [])].sort()).toEqual(Object.values(StatusString).sort());
    expect(Object.keys(workflow?.renamed ?? {}).filter((old) => old in StatusString)).toEqual([]);
  });

  it('is asked of calls that have rows', () => {
    const calls = dbos.statuses.flatMap((set) => set.given.map((given) => given.call));
    expect(calls.filter((call) => apis[call]?.options !== 0)).toEqual([]);
  });
});

describe('the table of removed parts', () => {
  const members = dbos.removed.filter(
    (row) =>
      row.key === undefined && row.package === undefined && row.starts === undefined && locate(row.name) !== undefined,
  );
  const checked = members.filter((row) => !row.name.includes('WorkflowStatus()') && row.typeOnly === undefined);

  it('names nothing that is still there', () => {
    expect(checked.length).toBeGreaterThan(50);
    expect(checked.map((row) => row.name).filter(exists)).toEqual([]);
  });

  it('knows everything that the table of calls ends', () => {
    const ended = Object.keys(apis).filter((name) => apis[name]?.until !== undefined);
    const known = new Set(dbos.removed.map((row) => row.name));
    expect(ended.filter((name) => !known.has(name))).toEqual([]);
  });

  it('agrees with the table of calls on the version', () => {
    const wrong = checked.filter((row) => apis[row.name] !== undefined && apis[row.name]?.until !== row.removedIn);
    expect(wrong.map((row) => row.name)).toEqual([]);
  });

  it.each(dbos.removed.filter((row) => row.name === `${SDK}#DBOS.registerQueue`))(
    'knows that $key.name throws',
    (row) => {
      const options = { [row.key?.name ?? '']: false };
      expect(() => {
        const refuse: (given: object) => void = WorkflowQueue.validateQueueParams.bind(WorkflowQueue);
        refuse(options);
      }).toThrow(`${row.key?.name} was removed`);
    },
  );

  it('speaks of options of calls that have rows', () => {
    const wrong = [...dbos.removed, ...dbos.deprecated].filter(
      (row) => row.key !== undefined && apis[row.name]?.options !== row.key.argument,
    );
    expect(wrong.map((row) => row.name)).toEqual([]);
  });

  it('recommends only members that exist', () => {
    const texts = [...dbos.removed, ...dbos.deprecated].map((row) => row.instead);
    const named = texts.flatMap((text) => [...text.matchAll(/\bDBOS\.(\w+)/gu)].map((match) => match[1] ?? ''));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !exists(`${SDK}#DBOS.${name}`))).toEqual([]);
  });
});

describe('the table of deprecated forms', () => {
  it('names members that are still there, and members that take their place', () => {
    const renames = dbos.deprecated.filter((row) => row.key === undefined && row.change.kind === 'rename');
    expect(renames.length).toBe(2);
    for (const row of renames) {
      expect(exists(row.name)).toBe(true);
      if (row.change.kind === 'rename') expect(exists(row.name.replace(/\w+$/u, row.change.to))).toBe(true);
    }
  });
});

describe('the repairs', () => {
  const repairs = Object.entries(dbos.replacements).flatMap(([name, list]) =>
    list.map((repair) => ({ name, ...repair })),
  );

  it.each(repairs)('for $name call what the engine has', ({ code, steps, awaited }) => {
    const called = /^\$E\.(\w+)\(/u.exec(code)?.[1];
    const row = apis[`${SDK}#DBOS.${called}`];
    expect(row?.steps).toBe(steps);
    expect(row?.result === 'promise').toBe(awaited);
    expect(row?.at.workflow).toBe('records');
  });

  it('put the awaited value in its place', () => {
    const arounds = repairs.flatMap((repair) => (repair.around === undefined ? [] : [repair.around]));
    expect(arounds.length).toBeGreaterThan(0);
    expect(arounds.filter((around) => around.split('%').length !== 2)).toEqual([]);
  });
});
