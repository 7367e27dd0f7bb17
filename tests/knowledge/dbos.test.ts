import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

import { apis } from '../../src/knowledge/dbos/apis.ts';
import { dbos } from '../../src/knowledge/dbos/engine.ts';
import { compileRows, rowOf } from '../../src/knowledge/lookup.ts';
import type { ApiSpec } from '../../src/knowledge/vocabulary/apis.ts';
import { SDK, exists, functionsOf, locate, membersOf, type AnyFunction } from './sdk.ts';

const rows: readonly (readonly [string, ApiSpec])[] = Object.entries(apis);
const present = rows.filter(([name, row]) => row.until === undefined && locate(name) !== undefined);
const removed = rows.filter(([name, row]) => row.until !== undefined && locate(name) !== undefined);

/** Members at run time that have no row on purpose. */
const ignored: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DBOS: { length: 'of every class', name: 'of every class', prototype: 'of every class' },
  DBOSClient: { length: 'of every class', name: 'of every class', prototype: 'of every class' },
  'DBOSClient()': {
    constructor: 'private: `create` makes clients',
    logger: 'private to the class',
    systemDatabase: 'private to the class',
  },
  'WorkflowHandle()': { constructor: 'made by the engine', workflowPromise: 'of the class behind the interface' },
  'ClientHandle()': { constructor: 'made by the client', systemDatabase: 'of the client, not for users' },
  'WorkflowQueue()': { constructor: 'made by `registerQueue`; the class is exported as a type only' },
  'Debouncer()': { constructor: 'its row is `Debouncer`', cfg: 'private to the class' },
  'DebouncerClient()': {
    constructor: 'its row is `DebouncerClient`',
    cfg: 'private to the class',
    client: 'the client that it was given',
    serializationType: 'private to the class',
  },
  'ConfiguredInstance()': {
    constructor: 'its row is `ConfiguredInstance`',
    initialize: 'overridden by the user and called by the engine, during launch',
  },
};

describe('the table of SDK calls and the installed SDK', () => {
  it.each(Object.keys(ignored))('has a row for every member of %s', (owner) => {
    const missing = membersOf(owner).filter(
      (member) => apis[`${SDK}#${owner}.${member}`] === undefined && ignored[owner]?.[member] === undefined,
    );
    expect(missing).toEqual([]);
  });

  it.each(Object.keys(ignored))('ignores only what %s has', (owner) => {
    expect(Object.keys(ignored[owner] ?? {}).filter((member) => !membersOf(owner).includes(member))).toEqual([]);
  });

  it('names nothing that does not exist', () => {
    expect(present.length).toBeGreaterThan(150);
    expect(present.map(([name]) => name).filter((name) => !exists(name))).toEqual([]);
  });

  it('keeps nothing that is gone without saying so', () => {
    expect(removed.length).toBeGreaterThan(30);
    expect(removed.map(([name]) => name).filter(exists)).toEqual([]);
  });

  it('says of a function that it is asynchronous as the function says', () => {
    const wrong = present.filter(([name, row]) =>
      functionsOf(name).some((fn) => {
        if (name.includes('()()') || name.endsWith('startWorkflow()') || name.endsWith('.*') || name.endsWith('.**')) {
          return false;
        }
        const kind = fn.constructor.name;
        if (kind === 'AsyncFunction') return row.result !== 'promise';
        if (kind === 'AsyncGeneratorFunction') return row.result !== 'stream';
        return row.result === 'stream' || (row.result === 'promise' && !PROMISES_WITHOUT_ASYNC.includes(name));
      }),
    );
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  it('marks as bound exactly the functions that use `this`', () => {
    const wrong = present.filter(([name, row]) => {
      const functions = functionsOf(name);
      return functions.length > 0 && functions.some(usesThis) !== (row.bound === true);
    });
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  it('breaks when a bound static is taken off the class', async () => {
    const statics = present.filter(([name, row]) => row.bound === true && name.startsWith(`${SDK}#DBOS.`));
    expect(statics.map(([name]) => name.slice(`${SDK}#DBOS.`.length)).sort()).toEqual([
      'cancelWorkflow',
      'deleteWorkflow',
      'forkWorkflow',
      'launch',
      'resumeWorkflow',
      'resumeWorkflows',
      'rewindWorkflow',
    ]);
    const [cancelWorkflow] = functionsOf(`${SDK}#DBOS.cancelWorkflow`);
    await expect(Promise.resolve(cancelWorkflow ?? fail).then((method) => method('w'))).rejects.toThrow(
      "Cannot read properties of undefined (reading 'cancelWorkflows')",
    );
  });

  it('throws before launch where the table says so', async () => {
    const guarded = present.filter(
      ([name, row]) =>
        row.at['before-launch'] === 'throws' &&
        name.startsWith(`${SDK}#DBOS.`) &&
        !name.includes('()') &&
        !row.property,
    );
    expect(guarded.length).toBeGreaterThan(50);
    const silent: string[] = [];
    for (const [name] of guarded) {
      const message = await messageOf(name);
      if (!GUARD.test(message)) silent.push(`${name}: ${message}`);
    }
    expect(silent).toEqual([]);
  });
});

describe('the rows are found', () => {
  const index = compileRows<ApiSpec>([apis]);

  it.each([
    ['DBOS.startWorkflow', 'function'],
    ['DBOS.startWorkflow()', 'promise'],
    ['DBOS.startWorkflow().checkout', 'promise'],
    ['DBOS.logger.info', 'nothing'],
    ['DBOS.span.setAttribute', 'nothing'],
    ['WorkflowHandle().getResult', 'promise'],
  ])('for %s', (name, result) => {
    expect(rowOf(index, SDK, name.split('.'))?.result).toBe(result);
  });

  it.each(['DBOS.nothing', 'DBOS', 'DBOS.workflowID.length'])('and none for %s', (name) => {
    expect(rowOf(index, SDK, name.split('.'))).toBeUndefined();
  });
});

describe('the rows themselves', () => {
  it('know a first version before the last', () => {
    const wrong = rows.filter(
      ([, row]) => row.since !== undefined && row.until !== undefined && !(row.since < row.until),
    );
    expect(wrong).toEqual([]);
  });

  it('have versions with three numbers', () => {
    const versions = rows.flatMap(([, row]) => [row.since, row.until]).filter((version) => version !== undefined);
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual([]);
  });

  it('take a step number exactly where they record', () => {
    const wrong = rows.filter(([, row]) => row.steps > 0 !== (row.at.workflow === 'records'));
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  it('give back names that have rows', () => {
    const owners = new Set(rows.map(([name]) => name.slice(0, name.lastIndexOf('.'))));
    const states = [`${SDK}#WorkflowStatus()`, `${SDK}#WorkflowSchedule()`];
    const wrong = rows.filter(
      ([, row]) => row.returns !== undefined && !owners.has(row.returns) && !states.includes(row.returns),
    );
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  it('are there for the calls of registered functions', () => {
    expect(apis['registered:workflow']?.steps).toBe(2);
    expect(apis['registered:step']?.at.step).toBe('degrades');
    expect(apis['registered:transaction']?.at.step).toBe('throws');
  });

  it('belong to modules of the engine', () => {
    const modules = new Set<string>(dbos.modules);
    const foreign = rows.map(([name]) => name.split('#')[0] ?? '').filter((module) => !modules.has(module));
    expect(new Set(foreign)).toEqual(new Set(['registered:workflow', 'registered:step', 'registered:transaction']));
  });
});

/** These give back the promise of another call. */
const PROMISES_WITHOUT_ASYNC: readonly string[] = [
  `${SDK}#DBOS.runStep`,
  `${SDK}#DBOS.getWorkflowStatus`,
  ...[
    'getWorkflow',
    'listWorkflows',
    'listQueuedWorkflows',
    'listWorkflowSteps',
    'cancelWorkflow',
    'cancelWorkflows',
    'deleteWorkflow',
    'deleteWorkflows',
    'setWorkflowPriority',
    'setWorkflowDelay',
    'forkWorkflow',
  ].map((member) => `${SDK}#DBOSClient().${member}`),
];

const GUARD = /`DBOS\.launch\(\)` must be called before|must be called from a workflow/u;

/** What the function says when it is called now, before any launch, with arguments that are good enough to come to the guard. */
async function messageOf(name: string): Promise<string> {
  const fn = functionsOf(name)[0] ?? fail;
  const owner = locate(name)?.owners[0];
  const args = ARGUMENTS[name.slice(`${SDK}#DBOS.`.length)] ?? ['x', 'x', 'x'];
  try {
    const result: unknown = Reflect.apply(fn, owner, args);
    if (isIterable(result)) for await (const _ of result) break;
    await result;
    return 'no error';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  runStep: [one],
  startWorkflow: [one],
  withNextWorkflowID: ['x', one],
  withAuthedContext: ['x', [], one],
};

function one(): Promise<number> {
  return Promise.resolve(1);
}

function fail(): never {
  throw new Error('the function is not there');
}

/** Whether the function's own body, nested functions left out, uses `this`. */
function usesThis(fn: AnyFunction): boolean {
  // Private names are only legal in their class, so they are renamed.
  const text = fn.toString().replaceAll(/#(\w+)/gu, '_$1');
  const source = /^(async )?function\b/u.test(text) ? `class Owner { field = ${text} }` : `class Owner { ${text} }`;
  const { program, errors } = parseSync('source.js', source);
  const [owner] = program.body;
  const member = owner?.type === 'ClassDeclaration' ? owner.body.body[0] : undefined;
  const value = member !== undefined && 'value' in member ? member.value : undefined;
  if (errors.length > 0 || value === null || value === undefined || !('body' in value)) {
    throw new Error(`cannot read the source of ${fn.name}: ${source.slice(0, 80)}`);
  }
  return hasThis(value.body);
}

function hasThis(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasThis);
  if (typeof node !== 'object' || node === null || !('type' in node)) return false;
  if (node.type === 'ThisExpression') return true;
  if (node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration') return false;
  return Object.values(node).some(hasThis);
}
