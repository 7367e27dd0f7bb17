/** What a script is told on its command line, and a clear answer where it is used wrongly: one line and the usage, exit code 2. `--help` gives the usage. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What the value of an option must look like. */
export interface Form {
  readonly says: string;
  readonly pattern: RegExp;
}

export const WHOLE_NUMBER: Form = { says: 'a whole number', pattern: /^\d+$/u };
export const PERCENTAGE: Form = { says: 'a percentage', pattern: /^(?:100|\d{1,2})$/u };
export const VERSION: Form = { says: 'a version such as 5.3.0', pattern: /^\d+\.\d+\.\d+(?:-[\w.]+)?$/u };

export interface CommandLine<Known extends Options> {
  /** How the script is called, without `Usage:`. */
  readonly usage: string;
  readonly options: Known;
  readonly forms?: { readonly [Name in keyof Known]?: Form };
  /** Of the words that are no options; without, there may be none. */
  readonly words?: Form;
}

type Parsed<Known extends Options> = ReturnType<typeof parseArgs<{ options: Known; allowPositionals: true }>>;

/** A question for the usage; what was not understood; or what was said. */
export type Understood<Known extends Options> =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'said'; readonly values: Parsed<Known>['values']; readonly words: readonly string[] };

export function understand<Known extends Options>(
  { options, forms = {}, words: wanted }: CommandLine<Known>,
  args: readonly string[],
): Understood<Known> {
  if (args.includes('--help')) return { kind: 'help' };
  let parsed: Parsed<Known>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error;
    return { kind: 'wrong', why: error.message.split('. ', 1)[0] ?? error.message };
  }
  const { values, positionals } = parsed;
  for (const [name, form] of Object.entries<Form | undefined>(forms)) {
    const value: unknown = Reflect.get(values, name);
    if (form && typeof value === 'string' && !form.pattern.test(value))
      return { kind: 'wrong', why: `--${name} takes ${form.says}, not '${value}'` };
  }
  const odd = positionals.find((word) => wanted?.pattern.test(word) !== true);
  if (odd !== undefined) {
    const why = wanted ? `'${odd}' is not ${wanted.says}` : `'${odd}' is not understood`;
    return { kind: 'wrong', why };
  }
  return { kind: 'said', values, words: positionals };
}

/** What this process was told. Ends it where that is a question, or not understood. */
export function readCommandLine<Known extends Options>(
  commandLine: CommandLine<Known>,
): Extract<Understood<Known>, { readonly kind: 'said' }> {
  const understood = understand(commandLine, process.argv.slice(2));
  if (understood.kind === 'said') return understood;
  if (understood.kind === 'wrong') return usedWrongly(understood.why, commandLine.usage);
  process.stdout.write(`Usage: ${commandLine.usage}\n`);
  process.exit(0);
}

export function usedWrongly(why: string, usage: string): never {
  process.stderr.write(`${why}.\nUsage: ${usage}\n`);
  process.exit(2);
}
