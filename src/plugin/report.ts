/** From a finding to what ESLint is told: where, what, and the edits of its repair. */
import type { TSESTree } from '@typescript-eslint/types';
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint';

import type { FileModel } from '../analysis/model.ts';
import type { Node } from '../analysis/nodes.ts';
import type { SourceModule } from '../analysis/source.ts';
import { attemptRepair, mergeEdits, planRepair, type Plan } from '../fixes/plan.ts';
import { whyNot } from '../fixes/why-not.ts';
import type { Intent, Repair } from '../fixes/repair.ts';
import type { RepairSite } from '../fixes/site.ts';
import type { Finding } from './define-rule.ts';
import { engine } from './knowledge.ts';
import type { Settings } from './settings.ts';

export interface ReportSite {
  readonly sourceCode: Readonly<SourceCode>;
  readonly source: SourceModule;
  readonly model: FileModel;
  readonly settings: Settings;
  readonly messages: Readonly<Record<string, string>>;
  /** Whether the project's engine can record what a call in place gives: 1.x and 2.x cannot. */
  readonly records: boolean;
}

type Fix = (fixer: { replaceTextRange: (range: [number, number], text: string) => unknown }) => unknown;

interface Descriptor {
  readonly node: Node;
  readonly messageId?: string;
  /** In place of an ID, when there is more to say than the rule's message. */
  readonly message?: string;
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly fix?: Fix;
  readonly suggest: readonly {
    readonly messageId: string;
    readonly data?: Readonly<Record<string, string>> | undefined;
    readonly fix: Fix;
  }[];
}

export function toDescriptor<Messages extends Readonly<Record<string, string>>>(
  finding: Finding<Messages>,
  site: ReportSite,
): Descriptor {
  const repairSite = toRepairSite(site);
  const suggest: Descriptor['suggest'][number][] = [];
  let fix: Fix | undefined;
  const repair = possible(finding.repair, site);
  const attempt = repair && attemptRepair(repair, repairSite);
  const plan = attempt && 'edits' in attempt ? attempt : undefined;
  if (plan?.safety === 'fix') fix = toFix(plan, site);
  else if (plan && finding.offer) {
    suggest.push({ messageId: finding.offer.message, data: finding.offer.data, fix: toFix(plan, site) });
  }
  for (const { repair: other, message, data } of finding.suggestions ?? []) {
    const offer = possible(other, site);
    const offered = offer && planSuggestion(offer, repairSite);
    if (offered) suggest.push({ messageId: message, data, fix: toFix(offered, site) });
  }
  // Who is offered nothing is told why.
  const isTold = repair && attempt && !('edits' in attempt) && suggest.length === 0;
  const why = isTold ? whyNot(repair, attempt, repairSite) : undefined;
  const text = why === undefined ? undefined : `${site.messages[finding.message] ?? ''} ${why}`;
  return {
    node: finding.node,
    ...(text === undefined ? { messageId: finding.message } : { message: text }),
    data: finding.data,
    ...(fix && { fix }),
    suggest,
  };
}

const RECORDING: ReadonlySet<Intent['kind']> = new Set(['call-instead', 'wrap-in-step', 'pick-in-step']);

function possible(repair: Repair | undefined, { records }: ReportSite): Repair | undefined {
  return records || !repair?.intents.some(({ kind }) => RECORDING.has(kind)) ? repair : undefined;
}

function planSuggestion(repair: Repair, site: RepairSite): Plan | undefined {
  return planRepair({ ...repair, safety: 'suggest' }, site);
}

function toFix(plan: Plan, { source }: ReportSite): Fix {
  const edit = mergeEdits(source.text, plan.edits);
  return (fixer) => (edit ? fixer.replaceTextRange([edit.range[0], edit.range[1]], edit.text) : null);
}

function toRepairSite({ sourceCode, source, model, settings }: ReportSite): RepairSite {
  return {
    text: source.text,
    program: source.program,
    scopeManager: source.scopeManager,
    comments: sourceCode.getAllComments(),
    engine: { object: engine.object, stepCall: engine.stepCall },
    objectName: (node) => model.scope.engineNameAt(node),
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
  return program.body.some((statement) => {
    if (statement.type !== 'VariableDeclaration') return false;
    const init = statement.declarations[0]?.init;
    return init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require';
  })
    ? 'commonjs'
    : 'esm';
}
