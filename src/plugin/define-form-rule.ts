/**
 * Rules about forms that a version of the SDK no longer has, or has a better one for: which of them the project's version is told about,
 * and how a use is worded.
 */
import { formTable, type Form, type FormTable, type FormUse } from '../analysis/form-uses.ts';
import { lastKey } from '../analysis/names.ts';
import type { Migration } from '../fixes/migration.ts';
import { isWithin } from '../syntax/scopes.ts';
import type { Change } from '../knowledge/facts/migration.ts';
import { defineRule, type Finding, type RuleDefinition, type RuleInput, type UnboundRule } from './define-rule.ts';
import { compareVersions, parseVersion, type SdkVersion } from './program/index.ts';
import { choice, flag, type OptionsOf, type RuleOption } from './rule-options.ts';

/** The version that projects are moved to. */
const NEXT = 5;

const TARGET: RuleOption<'project' | 4 | typeof NEXT> = {
  schema: {
    description: 'The major version that the code is held against: that of the project, or one that it is moved to.',
    type: ['string', 'integer'],
    enum: ['project', 4, NEXT],
  },
  byDefault: NEXT,
};

const OPTIONS = {
  target: TARGET,
  fixes: choice(
    'certain',
    ['certain', 'all'],
    'What `--fix` applies: what is certainly the same, or also what does a little otherwise and is else suggested.',
  ),
};

/** Only for rules whose table has rows of style. */
const STYLE = {
  style: flag(
    true,
    'Whether forms are reported that the SDK keeps on an equal footing, such as a plain number of seconds.',
  ),
};

export type FormOptions = OptionsOf<typeof OPTIONS> & Partial<OptionsOf<typeof STYLE>>;

/** A row of the table of a rule. */
export interface VersionedForm extends Form {
  readonly instead: string;
  readonly change: Change;
  readonly safety: 'fix' | 'agree' | 'suggest' | 'report';
  /** The SDK does not speak against it. */
  readonly style?: true;
}

/** Which placeholders the messages of such a rule have; each rule has its own words around them. */
type Messages = Readonly<{
  now: '{{what}} {{version}} {{outcome}} {{instead}}';
  later: '{{what}} {{version}} {{outcome}} {{instead}}';
  rewrite: '{{version}}';
}>;

interface FormRule<Row extends VersionedForm> extends Pick<
  RuleDefinition<Messages, FormOptions>,
  'name' | 'levels' | 'description' | 'covers' | 'type'
> {
  readonly messages: {
    /** `what`, `version`, `outcome`, `instead`; for a project that has the version, and one that is to have it. */
    readonly now: string;
    readonly later: string;
  };
  /** The table has rows of style. */
  readonly hasStyle?: true;
  readonly rows: (input: RuleInput<FormOptions>) => readonly Row[];
  /** The first version for which a row holds; undefined: for all. */
  readonly from: (row: Row) => string | undefined;
  /** The first version in which the other form does the same; undefined: every one. */
  readonly needs: (row: Row) => string | undefined;
  /** Leaves a use to another rule, or to nobody. */
  readonly skips?: (use: FormUse<Row>, input: RuleInput<FormOptions>) => boolean;
  /** What comes of the code as it is: `calling it throws`. */
  readonly outcome: (use: FormUse<Row>) => string;
  readonly rewrites: (
    uses: readonly FormUse<Row>[],
    input: RuleInput<FormOptions>,
  ) => ReadonlyMap<FormUse<Row>, Migration>;
}

/** More versions than a workspace has. */
const MAX_TABLES = 50;

const NEWEST: SdkVersion = { major: Infinity, minor: 0, patch: 0 };

/** A rule about rows of a table: forms of the API that are gone, or are kept for old code only. */
export function defineFormRule<Row extends VersionedForm>(rule: FormRule<Row>): UnboundRule {
  const texts = { ...rule.messages, rewrite: 'Write it as SDK {{version}} wants it.' };
  // The words differ from those of the type, the placeholders do not; a test of all messages holds that they are filled.
  const messages = texts as unknown as Messages;
  /** By the version and the rows of style: nearly always one. */
  const tables = new Map<string, FormTable<Row>>();
  const tableFor = (input: RuleInput<FormOptions>, wanted: SdkVersion, style: boolean): FormTable<Row> => {
    const key = `${String(wanted.major)}.${String(wanted.minor)}.${String(wanted.patch)} ${String(style)}`;
    let table = tables.get(key);
    if (!table) {
      const rows = rule.rows(input).filter((row) => isSince(rule.from(row), wanted) && (row.style !== true || style));
      table = formTable(rows);
      if (tables.size >= MAX_TABLES) tables.clear();
      tables.set(key, table);
    }
    return table;
  };
  return defineRule<Messages, FormOptions>({
    name: rule.name,
    category: 'advanced',
    levels: rule.levels,
    description: rule.description,
    ...(rule.type && { type: rule.type }),
    ...(rule.covers && { covers: rule.covers }),
    fixes: true,
    suggests: true,
    files: 'all',
    messages,
    options: { ...OPTIONS, ...(rule.hasStyle && STYLE) },
    presets: {
      recommended: { target: 'project', ...(rule.hasStyle && { style: false }) },
      strict: { target: 'project' },
      'migrate-v5': { fixes: 'all' },
    },
    listen: (input) => ({
      *file(model) {
        const { target, style } = input.options;
        const project = input.version ?? NEWEST;
        const wanted = target === 'project' ? project : newer(project, { major: target, minor: Infinity, patch: 0 });
        const uses = model.forms
          .usesOf(tableFor(input, wanted, style === true))
          .filter((use) => rule.skips?.(use, input) !== true);
        if (uses.length === 0) return;
        const rewrites = rule.rewrites(uses, input);
        for (const use of uses) {
          const needs = rule.needs(use.row);
          yield findingFor(use, rewrites.get(use), input, {
            message: isSince(rule.from(use.row), project) ? 'now' : 'later',
            version: shownVersion(rule.from(use.row)),
            outcome: rule.outcome(use),
            ...(!isSince(needs, project) && { notBefore: shownVersion(needs) }),
          });
        }
      },
    }),
  });
}

interface Wording {
  readonly message: 'now' | 'later';
  readonly version: string;
  readonly outcome: string;
  /** The project must have this version before the code can be written otherwise. */
  readonly notBefore?: string;
}

function findingFor(
  use: FormUse<VersionedForm>,
  migration: Migration | undefined,
  { options, show }: RuleInput<FormOptions>,
  { message, version, outcome, notBefore }: Wording,
): Finding<Messages> {
  const { node, row } = use;
  const reason = migration?.kind === 'manual' ? migration.why : migration?.but;
  const why = reason === undefined ? '' : ` ${reason.replace(/\.$/u, '')}`;
  const from = notBefore === undefined ? '' : ` (from ${notBefore} on)`;
  const data = { what: whatOf(use, show), version, outcome, instead: insteadOf(row.instead, from, why) };
  const finding: Finding<Messages> = { node, message, data };
  if (migration?.kind !== 'rewrite') return finding;
  // An import that nothing uses goes, whatever else is to be said.
  if (use.form === 'unused') return { ...finding, repair: { safety: 'fix', steps: 0, intents: migration.intents } };
  if (row.safety === 'report') return finding;
  const isAsked = migration.agree === true || row.safety === 'agree' || notBefore !== undefined || isElsewhere(use);
  const agreed =
    row.safety !== 'suggest' &&
    migration.but === undefined &&
    (row.safety === 'fix' && !isAsked ? true : options.fixes === 'all');
  const repair = {
    safety: agreed ? ('fix' as const) : ('suggest' as const),
    steps: migration.steps ?? 0,
    intents: migration.intents,
  };
  return { ...finding, repair, offer: { message: 'rewrite', data: { version } } };
}

/** Options that do not stand in the call may be used for more. */
function isElsewhere({ property, call }: FormUse<Form>): boolean {
  return property !== undefined && call !== undefined && !isWithin(property.range, call.node.range);
}

function whatOf(
  { row, form, node, call, start }: FormUse<VersionedForm>,
  show: (node: FormUse<Form>['node']) => string,
): string {
  switch (form) {
    case 'key':
      return `The option \`${row.key?.name ?? ''}\``;
    case 'number':
      return `A plain number for \`${call ? show(call.node).replace(/\(.*/u, '') : ''}\``;
    case 'module':
      return `The package \`${row.name}\``;
    case 'object':
      return `The class of \`${show(node)}\``;
    case 'start':
      return `Starting the step \`${[start ? show(start.target) : '', start?.method ?? []].flat().join('.')}\``;
    case 'value':
      return `\`${node.type === 'Property' ? lastKey(row.name) : show(node)}\``;
    default:
      return `\`${lastKey(row.name)}\``;
  }
}

/** `Use …`; of what nothing takes the place of, `Delete it`. */
function insteadOf(instead: string, from: string, why: string): string {
  const [isNothing, reason] = /^nothing(?:: (.*))?$/u.exec(instead) ?? [];
  const use = isNothing === undefined ? `Use ${instead}` : 'Delete it';
  const advice = `${use}${from}${reason === undefined ? '' : `: ${reason}`}`;
  return why === '' ? advice : `${advice}.${why}`;
}

function newer(first: SdkVersion, other: SdkVersion): SdkVersion {
  return compareVersions(first, other) >= 0 ? first : other;
}

function isSince(from: string | undefined, version: SdkVersion): boolean {
  const first = from === undefined ? undefined : parseVersion(from);
  return first === undefined || compareVersions(version, first) >= 0;
}

/** `5.0` of `5.0.0`. */
function shownVersion(version: string | undefined): string {
  return version?.replace(/\.\d+$/u, '') ?? '4.0';
}
