/**
 * Rules about options. What is wrong with them is found once for all; such a rule says which of it is its own, by topic, and what
 * else it looks at.
 */
import type { CallProblem } from '../analysis/call-options.ts';
import type { OptionHint, OptionProblem } from '../analysis/option-problems.ts';
import { codeFor, optionRepair } from '../fixes/for-option.ts';
import type { OptionTopic } from '../knowledge/facts/options.ts';
import type { ApiFamily } from '../knowledge/vocabulary/apis.ts';
import {
  defineRule,
  type Finding,
  type Listeners,
  type RuleDefinition,
  type RuleInput,
  type Suggestion,
  type UnboundRule,
} from './define-rule.ts';
import { flag, type OptionsOf, type OptionTable } from './rule-options.ts';

const messages = {
  throws: '{{problem}}; {{call}} throws.',
  wrong: '{{problem}}.',
  rename: 'Call it `{{to}}`.',
  move: 'Move it into `{{into}}`.',
  lift: 'Put its keys beside the others.',
  remove: 'Remove {{keys}}.',
  add: 'Add `{{code}}`.',
  value: 'Write `{{code}}` instead.',
} as const;

type OptionMessages = typeof messages;
type Messages = Readonly<Record<string, string>>;

const GUESSES = {
  guesses: flag(false, 'Whether values are reported that are legal and look as if another unit was meant.'),
};

type Guessing = Partial<OptionsOf<typeof GUESSES>>;

interface OptionRule<Extra extends Messages, Options extends object> extends Pick<
  RuleDefinition<Extra, Options>,
  'name' | 'category' | 'levels' | 'description' | 'fixes' | 'files' | 'options' | 'covers' | 'calls'
> {
  readonly topics: readonly OptionTopic[];
  /** Some of its values are only guessed to be wrong; the user can ask for those. */
  readonly guesses?: true;
  /** Messages of its own checks. */
  readonly messages?: Extra;
  /** Leaves a problem to another rule, or to nobody. */
  readonly skips?: (problem: OptionProblem, input: RuleInput<Options & Guessing>) => boolean;
  /** Further ways to put a problem right. */
  readonly suggests?: (
    found: CallProblem,
    input: RuleInput<Options & Guessing>,
  ) => readonly Suggestion<Extra & OptionMessages>[];
  /** Its own checks. */
  readonly also?: (input: RuleInput<Options & Guessing>) => Listeners<Extra & OptionMessages>;
}

/** A rule about topics of what is wrong with the options of calls, with its own checks beside it. */
export function defineOptionRule<const Extra extends Messages = OptionMessages, Options extends object = object>(
  rule: OptionRule<Extra, Options>,
): UnboundRule {
  const { topics, skips, suggests, also, guesses, ...rest } = rule;
  const definition: RuleDefinition<OptionMessages, Options & Guessing> = {
    ...rest,
    suggests: true,
    messages: { ...messages, ...rule.messages },
    options: { ...rule.options, ...(guesses && GUESSES) } as OptionTable<Options & Guessing>,
    ...(guesses && { presets: { strict: { guesses: true } as Partial<Options & Guessing> } }),
    listen: (input) => {
      // The messages of a rule's own checks are in the definition as well; only their types are not.
      const own = (also?.(input) ?? {}) as unknown as Listeners<OptionMessages>;
      return {
        ...own,
        *file(model) {
          for (const found of model.forms.optionProblems(input.version)) {
            const { problem } = found;
            if (!topics.includes(problem.topic) || skips?.(problem, input) === true) continue;
            // Tests wait for short times on purpose.
            if (problem.isGuess && (input.options.guesses !== true || input.isTest)) continue;
            const more = (suggests?.(found, input) ?? []) as readonly Suggestion<OptionMessages>[];
            yield findingFor(found, input, more);
          }
          yield* own.file?.(model) ?? [];
        },
      };
    },
  };
  return defineRule(definition);
}

function findingFor(
  { fact, problem }: CallProblem,
  input: RuleInput<Guessing>,
  more: readonly Suggestion<OptionMessages>[],
): Finding<OptionMessages> {
  const { source } = input.model.module;
  const site = { text: source.text, program: source.program, fixMode: input.settings.fixMode };
  const repairs = problem.hints.flatMap((hint) => {
    const repair = optionRepair(hint, site);
    return repair ? [{ repair, ...offerOf(hint, input) }] : [];
  });
  const fixed = repairs.find(({ repair }) => repair.safety === 'fix');
  const suggestions = [...repairs.filter((item) => item !== fixed), ...more];
  const common = { node: problem.node, suggestions };
  const repair = fixed ? { repair: fixed.repair, offer: fixed } : {};
  if (problem.outcome !== 'throws') return { ...common, ...repair, message: 'wrong', data: { problem: problem.says } };
  const call = LATER[fact.spec.family] ?? `\`${callText(fact.name.path)}\``;
  return { ...common, ...repair, message: 'throws', data: { problem: problem.says, call } };
}

/** What is given now and looked at later. */
const LATER: Readonly<Partial<Record<ApiFamily, string>>> = { config: 'the launch', debounce: 'the debounce' };

function callText(path: readonly string[]): string {
  return path.join('.').replaceAll('()', '');
}

type Offer = NonNullable<Finding<OptionMessages>['offer']>;

function offerOf(hint: OptionHint, { model }: RuleInput<Guessing>): Offer {
  switch (hint.kind) {
    case 'rename':
      return { message: 'rename', data: { to: hint.to } };
    case 'move':
      return { message: 'move', data: { into: hint.into } };
    case 'lift':
      return { message: 'lift' };
    case 'remove':
      return { message: 'remove', data: { keys: hint.keys.map((key) => `\`${key}\``).join(', ') } };
    case 'add':
      return { message: 'add', data: { code: `${hint.key}: ${hint.code}` } };
    case 'value':
      return { message: 'value', data: { code: codeFor(hint.node, hint.code, model.module.source) } };
  }
}
