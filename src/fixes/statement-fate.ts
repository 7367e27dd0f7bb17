/** What becomes of the statements at the end of a file when those that start the program go into a function. */
import type { TSESTree } from '@typescript-eslint/types';

import { isWithin } from '../syntax/scopes.ts';
import { descendants, isFunction } from '../syntax/walk.ts';
import { entryCall, type ExistingMain } from './existing-main.ts';
import type { PlanningSite } from './site.ts';

/** What happens to one statement at or behind the first one to move. */
export type Fate =
  /** Goes into the function. */
  | 'moves'
  /** Stays at top level, where it means the same: imports, types, functions. */
  | 'stays'
  /** Stays at top level, and so now runs before what used to come first. */
  | 'overtakes'
  /** The call of the existing function. */
  | 'calls-main';

/** Undefined: the statement can neither move nor stay. What a declaration uses stays with it. */
export function fateOf(
  site: PlanningSite,
  statement: TSESTree.ProgramStatement,
  run: readonly TSESTree.ProgramStatement[],
  main: ExistingMain | undefined,
): Fate | undefined {
  if (main !== undefined && entryCall(statement, main.name) !== undefined) return 'calls-main';
  switch (statement.type) {
    case 'ImportDeclaration':
    case 'TSImportEqualsDeclaration':
    case 'ExportAllDeclaration':
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSNamespaceExportDeclaration':
    case 'EmptyStatement':
      return 'stays';
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration': {
      const { declaration } = statement;
      const isHoisted =
        declaration === null ||
        declaration === undefined ||
        /^(?:FunctionDeclaration|TSInterfaceDeclaration|TSTypeAliasDeclaration|Identifier)$/.test(declaration.type);
      return isHoisted ? 'stays' : overtaking(statement);
    }
    case 'TSExportAssignment':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      return overtaking(statement);
    case 'VariableDeclaration':
      return isUsedOutside(site, statement, run)
        ? usesMoved(site, statement, run)
          ? undefined
          : overtaking(statement)
        : 'moves';
    case 'ExpressionStatement':
      if (isCommonJsExport(site, statement)) return usesMoved(site, statement, run) ? undefined : 'stays';
      return 'moves';
    case 'ReturnStatement':
      return undefined;
    default:
      return isUsedOutside(site, statement, run) ? undefined : 'moves';
  }
}

/** Top-level `await` in what stays would wait before the moved code began. */
function overtaking(statement: TSESTree.Node): Fate | undefined {
  for (const node of descendants(statement, (inner) => !isFunction(inner)))
    if (node.type === 'AwaitExpression') return undefined;
  return 'overtakes';
}

/** Whether a variable that the statement declares is used by code that does not move with it, or is exported. */
function isUsedOutside(
  site: PlanningSite,
  statement: TSESTree.Node,
  run: readonly TSESTree.ProgramStatement[],
): boolean {
  const movable = run.filter(isMovable);
  return declaredBy(site, statement).some(
    (variable) =>
      variable.references.some(({ identifier }) => !movable.some((other) => isWithin(identifier.range, other.range))) ||
      variable.defs.some(({ name }) => !isWithin(name.range, statement.range)),
  );
}

/** Whether the statement uses a variable that moves away from it. */
function usesMoved(site: PlanningSite, statement: TSESTree.Node, run: readonly TSESTree.ProgramStatement[]): boolean {
  return run.some(
    (other) =>
      other !== statement &&
      isMovable(other) &&
      declaredBy(site, other).some(
        (variable) =>
          variable.references.some(({ identifier }) => isWithin(identifier.range, statement.range)) &&
          !isUsedOutside(site, other, run),
      ),
  );
}

function isMovable(statement: TSESTree.ProgramStatement): boolean {
  return /^(?:VariableDeclaration|(?:Expression|Block|If|Try|For|ForOf|ForIn|While|DoWhile|Switch|Labeled|Throw)Statement)$/.test(
    statement.type,
  );
}

/** Variables of the module that a top-level statement declares, `var` in inner blocks included. */
function declaredBy(
  site: PlanningSite,
  statement: TSESTree.Node,
): readonly ReturnType<PlanningSite['scopeManager']['getDeclaredVariables']>[number][] {
  const variables = [];
  for (const node of descendants(statement, (inner) => !isFunction(inner))) {
    const isTopLevel = node === statement || (node.type === 'VariableDeclaration' && node.kind === 'var');
    if (isTopLevel) variables.push(...site.scopeManager.getDeclaredVariables(node));
  }
  return variables;
}

/** `module.exports = ...`, `exports.x = ...`: importers need it at once. */
function isCommonJsExport(site: PlanningSite, statement: TSESTree.ExpressionStatement): boolean {
  const { expression } = statement;
  if (site.moduleKind !== 'commonjs' || expression.type !== 'AssignmentExpression') return false;
  return /^(?:module\.)?exports\b/.test(site.text.slice(...expression.left.range));
}
