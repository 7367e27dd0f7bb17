/** The port to the tables: what the analysis asks of an engine, of the host and of packages, as questions. */
import type { ErrorSpec } from '../knowledge/facts/outcomes.ts';
import type { Loss, LossWithout, PortableFormat } from '../knowledge/facts/records.ts';
import type { OptionSpec } from '../knowledge/facts/options.ts';
import type { ApiFamily, ApiSpec } from '../knowledge/vocabulary/apis.ts';
import type {
  CombinatorSpec,
  Effect,
  Container,
  Conversion,
  EffectSpec,
  MethodSpec,
  RequestSpec,
  Use,
} from '../knowledge/vocabulary/effects.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import type { Name } from './names.ts';

/** The tables, as questions. */
export interface Knowledge {
  /** The row of the engine, undefined when the name is not of the engine. */
  api(name: Name): ApiSpec | undefined;
  /** The row of a host or package table. Undefined: nothing is known. */
  effect(name: Name, use: Use): EffectSpec | undefined;
  /** Whether a specifier is the engine's SDK, under its own name or one from the settings; gives the SDK's own name. */
  sdkModule(specifier: string): string | undefined;
  /** The row for calling a registered function of that role. */
  registered(role: Role): ApiSpec | undefined;
  /** The names by which functions are registered, without what they are members of. */
  readonly registering: readonly string[];
  /** Names of the objects that hold all globals: `globalThis`. */
  readonly globalObjects: ReadonlySet<string>;
  /** What a method does whatever its receiver is: `map`, `then`, `on`. */
  method(name: string): MethodSpec | undefined;
  /** Whether anything is known of what can be reached through the thing; if not, it is as good as data. */
  leadsOn(name: Name): boolean;
  /** What is left of a value that the engine records; undefined: all of it, or nothing is known. */
  lossOf(name: Name): Loss | undefined;
  /** What is lost of what a call gives, unless its options say more. */
  lossWithout(name: Name): LossWithout | undefined;
  /** Which arguments of a call the engine records, by the call's qualified name. */
  recorded(call: string): { readonly from: number; readonly to?: number } | undefined;
  /** What becomes of values in the format for other languages; undefined: the engine has none. */
  readonly portable: PortableFormat | undefined;
  /** Whether handlers of requests that the module's functions are given get objects of the connection. */
  givesConnections(module: string): boolean;
  /** Position of the argument that the function changes in place: of `Object.assign`, 0. */
  mutator(name: Name): number | undefined;
  /** The global error classes that a function of the host throws on purpose, by its qualified name. */
  raises(name: string): readonly string[];
  /** Whether a global class makes containers of a kind: `Map` those whose `set` changes them. */
  isContainer(className: string, kind: Container): boolean;
  /** Whether every error is an instance of the class. */
  isAnyError(name: Name): boolean;
  /** What is known of an error class of the engine. */
  engineError(name: Name): ErrorSpec | undefined;
  /** Whether only a workflow that was stopped is thrown errors of the class. */
  isStop(name: Name): boolean;
  /** The names of such errors. */
  readonly stopNames: ReadonlySet<string>;
  /** What the options of a request are. */
  request(name: Name): RequestSpec | undefined;
  /** Whether the thing runs a function again when it fails: a package for that. */
  retries(name: Name): boolean;
  /** How one promise is made of many. */
  combinator(name: Name): CombinatorSpec | undefined;
  /** Methods by which loggers are called, whatever the receiver. Only ever used to keep quiet. */
  readonly logMethods: ReadonlySet<string>;
  /** Effects of which calls of a family of the engine are the recorded form. */
  recordedEffects(family: ApiFamily): readonly Effect[];
  /** Methods that say what the mock of a function gives. */
  readonly mockSetters: ReadonlySet<string>;
  /** Keys of the options that mock a module, under which its exports stand. */
  readonly mockedExports: ReadonlySet<string>;
  /** Values that only a worker has, that are true in the main thread only, and that are true in a worker only. */
  readonly workerOnly: ReadonlySet<string>;
  readonly mainOnly: ReadonlySet<string>;
  readonly workerFlags: ReadonlySet<string>;
  /** Functions that take a listener which a worker hears its parent with, and the event; and properties to which one is assigned. */
  readonly workerListeners: ReadonlyMap<string, string | undefined>;
  readonly workerHandlers: ReadonlySet<string>;
  /** Functions that are called for each request because of where they are exported, or how they are marked. */
  readonly entryPoints: {
    readonly requestFiles: readonly { readonly file: RegExp; readonly exports: ReadonlySet<string> }[];
    readonly serverDirective: string;
    readonly eventHandlers: {
      readonly exports: ReadonlySet<string>;
      readonly parameters: ReadonlySet<string>;
      readonly types: ReadonlySet<string>;
    };
    /** Methods of an object that is the default export, and the names and types of their first parameters. */
    readonly servingObjects: ReadonlyMap<string, ReadonlySet<string>>;
  };
  /** Methods that run when a value becomes a text, the first that is there. */
  readonly conversionMethods: Readonly<Record<Conversion, readonly string[]>>;
  /** Of a file without any of these, no object says itself what text it becomes. */
  readonly conversionWords: readonly string[];
  /** Packages with containers, the names of what tells one what stands for a token, and words one of which is in every text that does. */
  readonly injection: {
    readonly packages: ReadonlySet<string>;
    readonly names: ReadonlySet<string>;
    readonly words: readonly string[];
  };
  /** Base classes of durable instances. */
  isInstanceBase(name: Name): boolean;
  /** Methods of durable instances that the engine calls at its launch. */
  isInstanceHook(method: string): boolean;
  /** Roles of callbacks declared in the settings, by the function's qualified or spoken name. */
  wrapper(name: string): Role | undefined;
  readonly hasWrappers: boolean;
  /** The object that holds the engine's API: its module and its name there. */
  readonly engineObject: { readonly module: string; readonly name: string };
  /** Keys of engine options in which a point in time is recorded by the engine itself. */
  readonly deadlineOptions: ReadonlySet<string>;
  /** What may be written for the arguments of an engine call, by position. */
  options(name: Name): Readonly<Record<number, OptionSpec>> | undefined;
  /** Whether this machine knows a time zone of that name. */
  readonly isTimeZone: (name: string) => boolean;
}
