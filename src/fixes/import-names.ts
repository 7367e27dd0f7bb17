/** Names of imports: one less, or another one, with everything that uses it. */
import type { TSESTree } from '@typescript-eslint/types';

import { replace, type Change } from '../syntax/change.ts';
import { isModuleName } from '../syntax/scopes.ts';
import { codeAfter, endsLine, lineStart, nextLine, startsLine } from '../syntax/trivia.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';
import { planRemoveStatement } from './statements.ts';

/** Takes a name out of its import; the import goes with its only name. Undefined: it cannot be taken out alone. */
export function planRemoveImport(site: PlanningSite, { specifier }: IntentOf<'remove-import'>): Outcome | undefined {
  const changes = removal(site, specifier);
  return changes && { changes };
}

/** Gives an imported name its new name, and renames what uses it unless it has a name of its own here. */
export function planRenameImport(
  site: PlanningSite,
  { specifier, name }: IntentOf<'rename-import'>,
): Outcome | undefined {
  const { local, imported } = specifier;
  if (local.range[0] !== imported.range[0]) return { changes: [replace(imported.range, name)] };
  const declaration = specifier.parent;
  const known =
    declaration.type === 'ImportDeclaration' &&
    declaration.specifiers.find((item) => item.type === 'ImportSpecifier' && nameOf(item.imported) === name);
  if (!known && isModuleName(site.scopeManager, site.program, name)) {
    return { changes: [replace(imported.range, `${name} as ${local.name}`)] };
  }
  const [variable] = site.scopeManager.getDeclaredVariables(specifier);
  const uses = variable?.references.map(({ identifier }) => identifier) ?? [];
  if (uses.some(({ parent }) => parent.type === 'Property' || parent.type === 'ExportSpecifier')) return undefined;
  const own = known ? removal(site, specifier) : [replace(imported.range, name)];
  const text = known ? known.local.name : name;
  return (
    own && { changes: [...own, ...uses.map((use) => replace([use.range[0], use.range[0] + use.name.length], text))] }
  );
}

function removal(site: PlanningSite, specifier: TSESTree.ImportSpecifier): readonly Change[] | undefined {
  const declaration = specifier.parent;
  if (declaration.type !== 'ImportDeclaration') return undefined;
  const { specifiers } = declaration;
  const index = specifiers.indexOf(specifier);
  const before = specifiers[index - 1];
  if (specifiers.length === 1) {
    return planRemoveStatement(site, { kind: 'remove-statement', node: declaration })?.changes;
  }
  const [start, end] = specifier.range;
  const comma = codeAfter(site, end);
  const hasComma = site.text.charAt(comma) === ',';
  // `import Sdk, { A } from`
  if (before && before.type !== 'ImportSpecifier' && index === specifiers.length - 1) {
    const brace = hasComma ? codeAfter(site, comma + 1) : comma;
    return [replace([before.range[1], brace + 1])];
  }
  if (hasComma && startsLine(site.text, start) && endsLine(site.text, comma + 1)) {
    return [replace([lineStart(site.text, start), nextLine(site.text, comma + 1)])];
  }
  if (hasComma && index < specifiers.length - 1) return [replace([start, codeAfter(site, comma + 1)])];
  return [replace([before?.range[1] ?? start, end])];
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
