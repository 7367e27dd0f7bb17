/** The types that users see. They name nothing of ESLint's or of the analysis, so that they hold for every version of either. */

/** The level of a rule. */
export type Severity = 'error' | 'warn' | 'off';

/** The level of a rule, with its options where it has any. */
export type RuleEntry = Severity | [Severity, object];

/** A rule as ESLint and Oxlint take it. */
export interface PluginRule {
  readonly meta: {
    readonly type: 'problem' | 'suggestion';
    readonly docs: {
      readonly description: string;
      readonly url: string;
      readonly category: string;
      readonly priority: string;
      readonly recommended: Severity;
      readonly strict: Severity;
    };
    readonly fixable?: 'code';
    readonly hasSuggestions?: boolean;
    readonly messages: Record<string, string>;
    readonly schema: object[];
    readonly defaultOptions: object[];
  };
  create(context: never): Record<string, () => void>;
}

/** A config of `eslint.config.js`. */
export interface FlatConfig {
  readonly name: string;
  readonly plugins: Record<string, DurablePlugin>;
  readonly rules: Record<string, RuleEntry>;
}

/** A config of eslintrc. */
export interface LegacyConfig {
  readonly plugins: string[];
  readonly rules: Record<string, RuleEntry>;
}

/** What `cacheSafe` is told. */
export interface CacheSafeOptions {
  /** The folder of the project; the working directory when absent. */
  readonly cwd?: string;
  /** `settings.durable`, where the project has any: they stand here instead. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** `configs.cacheSafe`. */
export interface CacheSafe {
  (options?: CacheSafeOptions): CacheSafeConfig;
  /** Every function has one. Said here, it makes the type one that ESLint's type of a plugin takes. */
  readonly name: string;
}

/** Settings that change when anything does that the findings in other files depend on. */
export interface CacheSafeConfig {
  readonly name: string;
  readonly settings: { readonly durable: Record<string, unknown> };
}

/** What the package exports. */
export interface DurablePlugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Record<string, PluginRule>;
  readonly configs: {
    /** What is certain to break. */
    readonly recommended: FlatConfig;
    /** All of `recommended`, and heuristics and house style, everything as an error. */
    readonly strict: FlatConfig;
    /** Nothing but the rules that move a project to 5.x, with every repair that they have. */
    readonly 'migrate-v5': FlatConfig;
    /** Keeps `eslint --cache` right across files. Reads the project, so it is called and not only named. */
    readonly cacheSafe: CacheSafe;
    /** For `.eslintrc` on ESLint 8.57. */
    readonly 'legacy-recommended': LegacyConfig;
    readonly 'legacy-strict': LegacyConfig;
    readonly 'legacy-migrate-v5': LegacyConfig;
  };
}
