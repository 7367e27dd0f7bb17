/**
 * How a rule is written: metadata, messages, and listeners that answer events of the durable model with findings. This file turns that
 * into an ESLint rule. A rule knows its own name, category and levels; configs, docs and tables are derived from them.
 */
import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';
import type { RuleContext as EslintContext } from '@typescript-eslint/utils/ts-eslint';

import type { Occurrence } from '../analysis/contexts.ts';
import type { ApiFact, DurableFact, EffectFact, Fact } from '../analysis/facts.ts';
import type { Route } from '../analysis/flow/flow.ts';
import type { CallKind } from '../analysis/call-kinds.ts';
import type { CallSite } from '../analysis/call-sites.ts';
import type { FileModel, Registration } from '../analysis/model.ts';
import type { Name } from '../analysis/names.ts';
import type { Node } from '../analysis/nodes.ts';
import type { Repair } from '../fixes/repair.ts';
import type { Engine } from '../knowledge/vocabulary/engine.ts';
import type { Verdict } from '../knowledge/vocabulary/apis.ts';
import type { Place } from '../knowledge/vocabulary/roles.ts';
import { homepage } from './homepage.ts';
import type { Linter, Visitor } from './lint.ts';
import type { SdkVersion } from './program/index.ts';
import { defaultsOf, schemaOf, type OptionTable } from './rule-options.ts';
import type { Settings } from './settings.ts';

/** The categories of the skill, with the priority of each. */
export const PRIORITIES = {
  lifecycle: 'CRITICAL',
  workflow: 'CRITICAL',
  step: 'HIGH',
  queue: 'HIGH',
  comm: 'MEDIUM',
  pattern: 'MEDIUM',
  test: 'LOW-MEDIUM',
  client: 'MEDIUM',
  advanced: 'LOW',
} as const;

/** What a rule is about. */
export type Category = keyof typeof PRIORITIES;
/** The configs of the plugin, apart from their eslintrc forms. */
export type ConfigName = 'recommended' | 'strict' | 'migrate-v5';
/** How a config reports a rule. */
export type Level = 'error' | 'warn' | 'off';

/** The placeholders of a message: of `` `{{call}}` reads {{what}} ``, `call` and `what`. */
export type Placeholders<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type Data<Text extends string> = Readonly<Record<Placeholders<Text>, string>>;

type MessageOf<Messages extends Readonly<Record<string, string>>> = {
  [Id in keyof Messages & string]: [Placeholders<Messages[Id]>] extends [never]
    ? { readonly message: Id; readonly data?: undefined }
    : { readonly message: Id; readonly data: Data<Messages[Id]> };
}[keyof Messages & string];

/** A repair that a human is offered, with the sentence that names it; without a repair, nothing is offered. */
export type Suggestion<Messages extends Readonly<Record<string, string>>> = MessageOf<Messages> & {
  readonly repair: Repair | undefined;
};

/** One report. */
export type Finding<Messages extends Readonly<Record<string, string>>> = MessageOf<Messages> & {
  readonly node: Node;
  /** What `--fix` does; when the planner finds it is not safe enough, it is offered under `offer` instead. */
  readonly repair?: Repair | undefined;
  /** The sentence for the repair when it is offered as a suggestion; without it an unsafe repair is dropped. */
  readonly offer?: MessageOf<Messages> | undefined;
  readonly suggestions?: readonly Suggestion<Messages>[] | undefined;
};

type Findings<Messages extends Readonly<Record<string, string>>> = Iterable<Finding<Messages>>;

/** What a rule hears. Each listener is called for every such event of the file. */
export interface Listeners<Messages extends Readonly<Record<string, string>>> {
  /** Something happens in a role: an effect, an engine call, the call of a registered function. */
  readonly occurrence?: (occurrence: Occurrence) => Findings<Messages>;
  /** An engine call, or the call of a registered function, stands in the file; only those of the rule's `calls`, when it says which. */
  readonly call?: (call: CallSite) => Findings<Messages>;
  /** The file registers a function. */
  readonly registration?: (registration: Registration) => Findings<Messages>;
  /** Once a file. */
  readonly file?: (model: FileModel) => Findings<Messages>;
}

/** What a rule is given. */
export interface RuleInput<Options> {
  readonly model: FileModel;
  readonly options: Options;
  readonly settings: Settings;
  readonly engine: Engine;
  /** Undefined: not known; then rules speak of the newest. */
  readonly version: SdkVersion | undefined;
  readonly isTest: boolean;
  /** Path of the linted file. */
  readonly path: string;
  /** Whether the linted file matches a glob. */
  readonly matches: (glob: string) => boolean;
  /** Whether the file is one that is run, by its first line or by the settings. */
  readonly isEntry: boolean;
  /** A path as it is shown to a person: relative to where the linter runs. */
  readonly relative: (path: string) => string;
  /** The source text of a node. */
  readonly textOf: (node: Node) => string;
  /** The way from an occurrence's node to the fact, in a person's words, ready to follow a verb: ` (stamp -> Date.now, src/time.ts:1)`; empty when the fact stands there. */
  readonly routeOf: (occurrence: Route) => string;
  /** The qualified name of what a fact is about. */
  readonly nameOf: (fact: EffectFact | ApiFact) => string;
  /** Questions about facts. */
  readonly facts: FactQuestions;
  /** A call as a message shows it: `Date.now()`, `charge(…)`; other code shortened. */
  readonly show: (node: Node) => string;
}

/** What a rule may ask about facts without knowing an SDK. */
export interface FactQuestions {
  /** The qualified name as the tables write it: `@dbos-inc/dbos-sdk#DBOS.send`. */
  readonly print: (name: Name) => string;
  /** A qualified name without its module: `DBOS.send`. */
  readonly withoutModule: (name: string) => string;
  /** The last key of a qualified name: `send`. */
  readonly lastKey: (name: string) => string;
  /** Whether a workflow begins to run, or is enqueued: not yet by `startWorkflow(fn)`, which gives back a function. */
  readonly startsWorkflow: (fact: Fact) => boolean;
  /** Whether the project's SDK has what came in a version: `4.10.0`. */
  readonly has: (since: string) => boolean;
  /** What the engine does with the call there, when its options count; undefined: it works. */
  readonly verdictOf: (fact: ApiFact | DurableFact, place: Place) => Verdict | undefined;
}

/** A rule as its file writes it. */
export interface RuleDefinition<Messages extends Readonly<Record<string, string>>, Options extends object> {
  /** The name of its file, its page and its spec. */
  readonly name: string;
  readonly category: Category;
  /** The level in each config; absent: not in it. */
  readonly levels: { readonly recommended?: 'error' | 'warn'; readonly strict?: 'error' | 'warn' };
  /** `problem` when absent: the code breaks. */
  readonly type?: 'problem' | 'suggestion';
  /** Begins with `disallow`, `require` or `enforce`; no full stop. */
  readonly description: string;
  /** Some findings have a repair that `--fix` applies. */
  readonly fixes?: boolean;
  /** Some findings have repairs for a human to choose. */
  readonly suggests?: boolean;
  /** Sentences by their ID; what stands in `{{…}}` must be in the `data` of a finding. */
  readonly messages: Messages;
  /** What the user can set; absent: nothing. */
  readonly options?: OptionTable<Options>;
  /** Where the rule looks; `all` when absent. */
  readonly files?: 'production' | 'tests' | 'all';
  /** Whether the rule also looks at tests that put something else in the engine's place. */
  readonly readsMocks?: true;
  /** Reference files of the skill that the rule covers. */
  readonly covers?: readonly string[];
  /** The options that a config sets; absent: none. `migrate-v5` has the rules that it sets options of. */
  readonly presets?: Readonly<Partial<Record<ConfigName, Partial<NoInfer<Options>>>>>;
  /** Which engine calls `call` hears; absent: all, and calls of registered functions. */
  readonly calls?: CallKind;
  /** Called once a file; what it gives back is asked for findings. */
  readonly listen: (input: RuleInput<Options>) => Listeners<Messages>;
}

/** What the linter runs of a rule. */
export interface RunnableRule<Messages extends Readonly<Record<string, string>>, Options extends object> extends Pick<
  RuleDefinition<Messages, Options>,
  'name' | 'messages' | 'files' | 'readsMocks' | 'calls' | 'listen'
> {
  /** The value of each option that the user does not set. */
  readonly defaults: Options;
}

/** `meta.docs` of a rule, from which pages, tables and configs are made. */
export interface RuleDocs {
  readonly description: string;
  readonly url: string;
  readonly category: Category;
  readonly priority: (typeof PRIORITIES)[Category];
  readonly recommended: Level;
  readonly strict: Level;
  readonly covers: readonly string[];
  readonly presets: Readonly<Partial<Record<ConfigName, object>>>;
}

/** An ESLint rule, with our metadata. */
export interface DurableRule {
  readonly name: string;
  readonly meta: {
    readonly type: 'problem' | 'suggestion';
    readonly docs: RuleDocs;
    readonly fixable?: 'code';
    readonly hasSuggestions?: boolean;
    readonly messages: Record<string, string>;
    readonly schema: JSONSchema4[];
    readonly defaultOptions: object[];
  };
  create(context: Readonly<EslintContext<string, readonly unknown[]>>): Visitor;
}

/** A rule that waits for the plugin instance it runs in. */
export interface UnboundRule {
  readonly name: string;
  readonly meta: DurableRule['meta'];
  readonly bind: (linter: Linter) => DurableRule;
}

/** The ESLint rule of a definition, with its metadata complete; it runs once it is bound to a plugin. */
export function defineRule<const Messages extends Readonly<Record<string, string>>, Options extends object>(
  rule: RuleDefinition<Messages, Options>,
): UnboundRule {
  const { levels } = rule;
  // Without a table there are no options that could lack a row.
  const options = rule.options ?? ({} as OptionTable<Options>);
  const runnable = { ...rule, defaults: defaultsOf(options) };
  const meta: DurableRule['meta'] = {
    type: rule.type ?? 'problem',
    docs: {
      description: rule.description,
      url: `${homepage}/blob/main/docs/rules/${rule.name}.md`,
      category: rule.category,
      priority: PRIORITIES[rule.category],
      recommended: levels.recommended ?? 'off',
      strict: levels.strict ?? levels.recommended ?? 'off',
      covers: rule.covers ?? [],
      presets: rule.presets ?? {},
    },
    ...(rule.fixes === true && { fixable: 'code' as const }),
    ...(rule.suggests === true && { hasSuggestions: true }),
    messages: rule.messages,
    schema: [schemaOf(options)],
    defaultOptions: [runnable.defaults],
  };
  return {
    name: rule.name,
    meta,
    bind: (linter) => ({ name: rule.name, meta, create: (context) => linter.visitor(runnable, context) }),
  };
}
