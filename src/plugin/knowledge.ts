/** The tables and the settings as the questions that the analysis asks. */
import { parse, print, type Name } from '../analysis/names.ts';
import type { Knowledge } from '../analysis/knowledge.ts';
import { deadlineOptions } from '../knowledge/dbos/deadlines.ts';
import { dbos } from '../knowledge/dbos/engine.ts';
import { globalObjects } from '../knowledge/host/global-objects.ts';
import { hostEffects } from '../knowledge/host/index.ts';
import { logMethods } from '../knowledge/host/log-methods.ts';
import {
  combinators,
  containers,
  conversionMethods,
  conversionWords,
  methods,
  mutators,
} from '../knowledge/host/methods.ts';
import { raises } from '../knowledge/host/raises.ts';
import { mockedExports, mockSetters, testEffects } from '../knowledge/host/test-frameworks.ts';
import { mainOnly, workerFlags, workerHandlers, workerListeners, workerOnly } from '../knowledge/host/worker-code.ts';
import { compile, compileRows, effectOf, knowsModule, leadsToRows, rowOf } from '../knowledge/lookup.ts';
import { injection } from '../knowledge/packages/containers.ts';
import { eventHandlers, requestFiles, serverDirective, servingObjects } from '../knowledge/packages/entry-points.ts';
import { packageCombinators, packageEffects, retrying } from '../knowledge/packages/index.ts';
import { requests } from '../knowledge/requests.ts';
import type { Engine } from '../knowledge/vocabulary/engine.ts';
import type { ApiSpec } from '../knowledge/vocabulary/apis.ts';
import type {
  CombinatorSpec,
  EffectSpec,
  EffectTable,
  MethodSpec,
  MethodTable,
  MutatorTable,
  RequestSpec,
  Use,
} from '../knowledge/vocabulary/effects.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { plainSpecifier } from '../syntax/package-specifiers.ts';
import type { Settings } from './settings.ts';

/** The engine whose rules these are. */
export const engine: Engine = dbos;

/** The names of errors that stop a workflow. */
const stopNames: ReadonlySet<string> = new Set(
  Object.entries(engine.errors?.classes ?? {}).flatMap(([name, { stops }]) =>
    stops === true ? (parse(name).path.at(-1) ?? []) : [],
  ),
);

/** The last parts of the names of all that registers a function. */
const registering: readonly string[] = [
  ...new Set(
    Object.entries(engine.apis).flatMap(([name, { registers }]) => (registers ? (parse(name).path.at(-1) ?? []) : [])),
  ),
];

/** Options by the position of their argument. */
type ArgumentSpecs = NonNullable<Engine['arguments']>[string];

/** The tables in the form in which they are looked up; made once for a plugin. */
export interface Tables {
  readonly apis: ReturnType<typeof compileRows<ApiSpec>>;
  readonly effects: ReturnType<typeof compile>;
  readonly combinators: ReturnType<typeof compileRows<CombinatorSpec>>;
  readonly requests: ReturnType<typeof compileRows<RequestSpec>>;
  readonly options: ReturnType<typeof compileRows<ArgumentSpecs>>;
  readonly retries: ReadonlySet<string>;
  readonly sdk: ReadonlySet<string>;
}

/** Compiles the tables; costs some milliseconds, so once for a plugin. */
export function compileTables(): Tables {
  return {
    apis: compileRows<ApiSpec>([engine.apis]),
    effects: compile([hostEffects, packageEffects, testEffects]),
    combinators: compileRows<CombinatorSpec>([combinators, packageCombinators]),
    requests: compileRows<RequestSpec>([requests]),
    options: compileRows<ArgumentSpecs>([engine.arguments ?? {}]),
    retries: new Set(retrying),
    sdk: new Set(engine.modules),
  };
}

const { records } = engine;
const methodTable: MethodTable = methods;
const mutatorTable: MutatorTable = mutators;

/** Roles of callbacks that the settings declare, by the wrapper's name. */
type WrapperRole = readonly [setting: 'stepWrappers' | 'workflowWrappers' | 'transactionWrappers', role: Role];
const WRAPPERS: readonly WrapperRole[] = [
  ['stepWrappers', 'step'],
  ['workflowWrappers', 'workflow'],
  ['transactionWrappers', 'transaction'],
];

/** What the analysis may ask, with what the settings teach. */
export function knowledgeFor(tables: Tables, settings: Settings): Knowledge {
  const wrappers = new Map<string, Role>();
  for (const [setting, role] of WRAPPERS) for (const name of settings[setting]) wrappers.set(name, role);
  const taught = compile([taughtEffects(settings)]);
  const modules = settings.modules.map(moduleMatcher);
  return {
    ...fixed,
    api: (name: Name): ApiSpec | undefined =>
      tables.sdk.has(name.module) ? rowOf(tables.apis, name.module, name.path) : undefined,
    effect: (name: Name, use: Use): EffectSpec | undefined =>
      effectOf(taught, name.module, name.path, use) ?? effectOf(tables.effects, name.module, name.path, use),
    sdkModule: (written) => {
      const specifier = plainSpecifier(written);
      if (tables.sdk.has(specifier)) return specifier;
      return modules.some((matches) => matches(specifier)) ? engine.object.module : undefined;
    },
    leadsOn: (name) => {
      const { module, path } = name;
      if (tables.sdk.has(module)) return !isRecordedResult(tables, module, path);
      const isKnown = knowsModule(tables.effects, module) && !taught.modules.has(module);
      return (
        !isKnown ||
        [tables.effects, tables.combinators, tables.requests].some((index) => leadsToRows<object>(index, module, path))
      );
    },
    request: (name) => rowOf(tables.requests, name.module, name.path),
    retries: (name) => tables.retries.has(print(name)),
    combinator: (name) => rowOf(tables.combinators, name.module, name.path),
    wrapper: (name) => wrappers.get(name),
    hasWrappers: wrappers.size > 0,
    options: (name) => (tables.sdk.has(name.module) ? rowOf(tables.options, name.module, name.path) : undefined),
  };
}

/** What needs no index and no setting to be told. */
const fixed = {
  registered: (role: Role) => engine.apis[`registered:${role}`],
  registering,
  globalObjects,
  method: (name: string): MethodSpec | undefined => (Object.hasOwn(methodTable, name) ? methodTable[name] : undefined),
  lossWithout: (name) => records?.lostWithout[print(name)],
  lossOf: (name) => (records && Object.hasOwn(records.lost, print(name)) ? records.lost[print(name)] : undefined),
  recorded: (call) => (records && Object.hasOwn(records.given, call) ? records.given[call] : undefined),
  portable: records?.portable,
  givesConnections: (module) => records?.connections.includes(module) === true,
  mutator: (name): number | undefined =>
    Object.hasOwn(mutatorTable, print(name)) ? mutatorTable[print(name)] : undefined,
  raises: (name) => (Object.hasOwn(raises, name) ? (raises[name] ?? []) : []),
  isContainer: (className, kind) => containers[kind].has(className),
  recordedEffects: (family) => engine.recordedEffects?.[family] ?? [],
  isAnyError: (name) => engine.errors?.revivedAs.includes(print(name)) === true,
  engineError: (name) => engine.errors?.classes[print(name)],
  isStop: (name) => engine.errors?.classes[print(name)]?.stops === true,
  stopNames,
  logMethods,
  mockSetters,
  mockedExports,
  workerOnly,
  mainOnly,
  workerFlags,
  workerListeners,
  workerHandlers,
  entryPoints: { requestFiles, serverDirective, eventHandlers, servingObjects },
  injection,
  conversionMethods,
  conversionWords,
  isInstanceBase: (name) =>
    engine.instanceBases.some((base) => {
      const { module, path } = parse(base);
      return module === name.module && path.join('.') === name.path.join('.');
    }),
  isInstanceHook: (method) => engine.instanceHooks?.includes(method) === true,
  engineObject: engine.object,
  deadlineOptions,
  isTimeZone,
} satisfies Partial<Knowledge>;

/** Whether the name is what user code gave back inside an operation, or a part of that. */
function isRecordedResult({ apis }: Tables, module: string, path: readonly string[]): boolean {
  return path.some((segment, at) => {
    if (!segment.endsWith('()')) return false;
    const row = rowOf(apis, module, [...path.slice(0, at), segment.slice(0, -2)]);
    return row?.runs !== undefined && row.returns === undefined;
  });
}

/** As the engine asks (crontab.js validateTimezone). */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat(undefined, { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function taughtEffects(settings: Settings): EffectTable {
  return Object.fromEntries(
    Object.entries(settings.effects).map(([name, effect]) => [name, { effect } satisfies EffectSpec]),
  );
}

/** `./dbos` and `@app/durable` exactly; `@app/*` and `**\/dbos` with stars. */
function moduleMatcher(pattern: string): (specifier: string) => boolean {
  if (!pattern.includes('*')) return (specifier) => specifier === pattern;
  const parts = pattern.split(/\*+\/?/u);
  return (specifier) => {
    let from = 0;
    for (const [index, part] of parts.entries()) {
      const at = specifier.indexOf(part, from);
      if (at < 0 || (index === 0 && at !== 0)) return false;
      from = at + part.length;
    }
    const last = parts.at(-1) ?? '';
    return last === '' || specifier.endsWith(last);
  };
}
