/**
 * The options of a rule, as one table. Each row gives an option's JSON schema, with the description that goes into the docs, and its value
 * when the user does not set it; the type that the rule sees follows from the rows.
 */
import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';

/** One option, whose value is of a type. */
export interface RuleOption<Value> {
  readonly schema: JSONSchema4 & { readonly description: string };
  readonly byDefault: Value;
}

/** The table of a rule, by the type of its options. */
export type OptionTable<Options> = { readonly [Key in keyof Options]: RuleOption<Options[Key]> };

/** What a rule sees of a table. */
export type OptionsOf<Table> = {
  readonly [Key in keyof Table]: Table[Key] extends RuleOption<infer Value> ? Value : never;
};

/** Yes or no. */
export function flag(byDefault: boolean, description: string): RuleOption<boolean> {
  return { schema: { description, type: 'boolean' }, byDefault };
}

/** Whether each of the names holds, where the user says so. */
type Flags<Name extends string> = Readonly<Partial<Record<Name, boolean>>>;

/** Yes or no for each name; nothing is said by default. */
export function flags<Name extends string>(names: readonly Name[], description: string): RuleOption<Flags<Name>> {
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'boolean' as const }]));
  const schema = { description, type: 'object' as const, properties, additionalProperties: false };
  return { schema, byDefault: {} as Flags<Name> };
}

/** A number of any kind. */
export function number(byDefault: number, description: string): RuleOption<number> {
  return { schema: { description, type: 'number' }, byDefault };
}

/** One of the words. */
export function choice<const Word extends string>(
  byDefault: NoInfer<Word>,
  words: readonly Word[],
  description: string,
): RuleOption<Word> {
  return { schema: { description, type: 'string', enum: [...words] }, byDefault };
}

/** Strings that the user thinks of: names, globs, patterns. */
export function strings(
  byDefault: readonly string[],
  description: string,
  limits: { readonly minItems?: number; readonly uniqueItems?: boolean } = {},
): RuleOption<readonly string[]> {
  return { schema: { description, type: 'array', items: { type: 'string' }, ...limits }, byDefault };
}

/** Some of the words; by default all. */
export function someOf(words: readonly string[], description: string): RuleOption<readonly string[]> {
  const items = { type: 'string' as const, enum: [...words] };
  return { schema: { description, type: 'array', items, uniqueItems: true }, byDefault: words };
}

/** What ESLint checks the user's options against. */
export function schemaOf<Options>(table: OptionTable<Options>): JSONSchema4 {
  const properties = Object.fromEntries(rowsOf(table).map(([name, { schema }]) => [name, schema]));
  return { type: 'object', properties, additionalProperties: false };
}

/** The options of a user who sets none. */
export function defaultsOf<Options>(table: OptionTable<Options>): Options {
  // A table has a row for each option.
  return Object.fromEntries(rowsOf(table).map(([name, { byDefault }]) => [name, byDefault])) as Options;
}

function rowsOf<Options>(table: OptionTable<Options>): readonly (readonly [string, RuleOption<unknown>])[] {
  return Object.entries<RuleOption<unknown>>(table);
}
