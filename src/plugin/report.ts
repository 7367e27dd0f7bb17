/** From a finding to a report, which says where, what, and the edits of its repair, and from a report to what ESLint is told. */
import type { TSESTree } from '@typescript-eslint/types';
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint';

import type { FileModel } from '../analysis/model.ts';
import type { Node } from '../analysis/nodes.ts';
import type { SourceModule } from '../analysis/source.ts';
import { attemptRepair, mergeEdits, planRepair, type Plan } from '../fixes/plan.ts';
import { whyNot } from '../fixes/why-not.ts';
import type { Edit, Intent, Repair } from '../fixes/repair.ts';
import type { RepairSite } from '../fixes/site.ts';
import type { Finding } from './define-rule.ts';
import { engine } from './knowledge.ts';
import type { Settings } from './settings.ts';

/** What a report is made from, besides the finding. */
export interface ReportSite {
  readonly sourceCode: Readonly<SourceCode>;
  readonly source: SourceModule;
  readonly model: FileModel;
  readonly settings: Settings;
  readonly messages: Readonly<Record<string, string>>;
  /** Whether the project's engine can record what a call in place gives: 1.x and 2.x cannot. */
  readonly records: boolean;
}

/** What is said about a place and what is offered for it. Holds nothing but data, so that it can be kept and said again. */
export interface Report {
  readonly at: Pick<Node, 'type' | 'range' | 'loc'>;
  /** The ID of a message of the rule; in place of one, when there is more to say than the rule's message, the text. */
  readonly message: { readonly id: string } | { readonly text: string };
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly fix?: Edit | undefined;
  readonly suggestions: readonly Suggestion[];
}

interface Suggestion {
  readonly id: string;
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly fix: Edit;
}

type Fix = (fixer: { replaceTextRange: (range: [number, number], text: string) => unknown }) => unknown;

/** What ESLint is told. */
interface Descriptor {
  readonly node: Report['at'];
  readonly messageId?: string;
  readonly message?: string;
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly fix?: Fix;
  readonly suggest: readonly {
    readonly messageId: string;
    readonly data?: Readonly<Record<string, string>> | undefined;
    readonly fix: Fix;
  }[];
}

/** A report in the form that `context.report` takes. */
export function toDescriptor({ at, message, data, fix, suggestions }: Report): Descriptor {
  return {
    node: at,
    ...('id' in message ? { messageId: message.id } : { message: message.text }),
    data,
    ...(fix && { fix: toFix(fix) }),
    suggest: suggestions.map((offer) => ({ messageId: offer.id, data: offer.data, fix: toFix(offer.fix) })),
  };
}

function toFix({ range, text }: Edit): Fix {
  return (fixer) => fixer.replaceTextRange([range[0], range[1]], text);
}

/** What a finding comes to: its repairs are planned, and those that are not safe enough are offered or dropped. */
export function reportOf<Messages extends Readonly<Record<string, string>>>(
  finding: Finding<Messages>,
  site: ReportSite,
): Report {
  const repairSite = toRepairSite(site);
  const suggestions: Suggestion[] = [];
  const suggest = (plan: Plan | undefined, id: string, data: Suggestion['data']): void => {
    const edit = plan && mergeEdits(site.source.text, plan.edits);
    if (edit) suggestions.push({ id, data, fix: edit });
  };
  let fix: Edit | undefined;
  const repair = possible(finding.repair, site);
  const attempt = repair && attemptRepair(repair, repairSite);
  const plan = attempt && 'edits' in attempt ? attempt : undefined;
  if (plan?.safety === 'fix') fix = mergeEdits(site.source.text, plan.edits);
  else if (finding.offer) suggest(plan, finding.offer.message, finding.offer.data);
  for (const { repair: other, message, data } of finding.suggestions ?? []) {
    const offer = possible(other, site);
    suggest(offer && planSuggestion(offer, repairSite), message, data);
  }
  // Who is offered nothing is told why.
  const isTold = repair && attempt && !('edits' in attempt) && suggestions.length === 0;
  const why = isTold ? whyNot(repair, attempt, repairSite) : undefined;
  const { type, range, loc } = finding.node;
  return {
    at: { type, range, loc },
    message: why === undefined ? { id: finding.message } : { text: `${site.messages[finding.message] ?? ''} ${why}` },
    data: finding.data,
    fix,
    suggestions,
  };
}

const RECORDING: ReadonlySet<Intent['kind']> = new Set(['call-instead', 'wrap-in-step', 'pick-in-step']);

function possible(repair: Repair | undefined, { records }: ReportSite): Repair | undefined {
  return records || !repair?.intents.some(({ kind }) => RECORDING.has(kind)) ? repair : undefined;
}

function planSuggestion(repair: Repair, site: RepairSite): Plan | undefined {
  return planRepair({ ...repair, safety: 'suggest' }, site);
}

function toRepairSite({ sourceCode, source, model, settings }: ReportSite): RepairSite {
  return {
    text: source.text,
    program: source.program,
    scopeManager: source.scopeManager,
    comments: sourceCode.getAllComments(),
    engine: { object: engine.object, stepCall: engine.stepCall },
    objectName: (node) => model.scope.engineNameAt(node),
    recordsIn: (node) => model.execution.recordsIn(node),
    fixMode: settings.fixMode,
    moduleKind: moduleKindOf(source),
  };
}

/** How the file's own syntax says that it is loaded; `.cjs`, `require` and `module.exports` mean CommonJS. */
function moduleKindOf({ path, program }: SourceModule): RepairSite['moduleKind'] {
  if (/\.c[jt]s$/u.test(path)) return 'commonjs';
  if (/\.m[jt]s$/u.test(path)) return 'esm';
  const hasSyntax = program.body.some(
    (statement) => statement.type === 'ImportDeclaration' || statement.type.startsWith('Export'),
  );
  return hasSyntax || program.sourceType === 'module' ? (hasSyntax ? 'esm' : kindByContent(program)) : 'commonjs';
}

function kindByContent(program: TSESTree.Program): RepairSite['moduleKind'] {
  return program.body.some(isOfCommonJs) ? 'commonjs' : 'esm';
}

/** `const { Pool } = require('pg')`, `require('./setup')`, `module.exports.load = load`, `exports.load = load` */
function isOfCommonJs(statement: TSESTree.ProgramStatement): boolean {
  if (statement.type === 'VariableDeclaration') return statement.declarations.some(({ init }) => isRequired(init));
  if (statement.type !== 'ExpressionStatement') return false;
  const { expression } = statement;
  if (expression.type !== 'AssignmentExpression') return isRequired(expression);
  const root = rootOf(expression.left);
  const isMember = expression.left.type === 'MemberExpression';
  return (
    (isMember && root.type === 'Identifier' && /^(?:module|exports)$/u.test(root.name)) || isRequired(expression.right)
  );
}

/** `require('pg')`, and what is taken from it or called of it. */
function isRequired(node: TSESTree.Expression | null): boolean {
  for (let current: TSESTree.Node | null = node; current;) {
    if (current.type === 'MemberExpression') current = current.object;
    else if (current.type !== 'CallExpression') return false;
    else if (current.callee.type === 'Identifier') return current.callee.name === 'require';
    else current = current.callee;
  }
  return false;
}

function rootOf(node: TSESTree.Node): TSESTree.Node {
  let root = node;
  while (root.type === 'MemberExpression') root = root.object;
  return root;
}
