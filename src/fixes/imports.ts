/** Bringing a name into the file: the engine object as the file calls it, or a new import in the file's own module system. */
import type { TSESTree } from '@typescript-eslint/types';

import { insert, replace, type Change } from '../syntax/change.ts';
import { plainSpecifier } from '../syntax/package-specifiers.ts';
import { quoted } from '../syntax/print.ts';
import { isModuleName, scopeAt, variableNamed } from '../syntax/scopes.ts';
import { extentOf } from '../syntax/statement-extent.ts';
import { codeAfter, lineEnd } from '../syntax/trivia.ts';
import type { IntentOf } from './repair.ts';
import type { ImportNeed, Outcome, PlanningSite } from './site.ts';

export interface EngineName {
  readonly name: string;
  readonly imports: readonly ImportNeed[];
}

/**
 * How the engine object is called at a node, and what must be imported for that. Undefined: its name means something else there,
 * or cannot be imported.
 */
export function engineNameAt(site: PlanningSite, node: TSESTree.Node): EngineName | undefined {
  const known = site.objectName(node);
  if (known !== undefined) return meansEngine(site, node, known) ? { name: known, imports: [] } : undefined;
  const need = site.engine.object;
  const local = localNameFor(site, need);
  if (local === undefined || isShadowedAt(site, node, local)) return undefined;
  return { name: local, imports: [need] };
}

/** A need alone: `planImport` writes it when the whole repair is known. */
export function planImportIntent(site: PlanningSite, intent: IntentOf<'import'>): Outcome {
  const need: ImportNeed = { module: intent.module, name: intent.name };
  return { changes: [], imports: [intent.local === undefined ? need : { ...need, local: intent.local }] };
}

/** The changes that bring a name in; none when the file has it; undefined when it cannot be done. */
export function planImport(site: PlanningSite, need: ImportNeed): readonly Change[] | undefined {
  if (valueSpecifier(site, need) !== undefined) return [];
  const typeOnly = typeSpecifier(site, need);
  if (typeOnly !== undefined) return makeValue(site, typeOnly);
  if (localNameFor(site, need) === undefined) return undefined;
  const written = need.local === undefined || need.local === need.name ? need.name : undefined;

  const named = namedImport(site, need.module);
  if (named !== undefined) {
    const code = written ?? `${need.name} as ${String(need.local)}`;
    return [appendTo(named, code)];
  }
  if (site.moduleKind === 'commonjs') {
    const pattern = requiredPattern(site, need.module);
    return pattern === undefined
      ? undefined
      : [appendToPattern(pattern, written ?? `${need.name}: ${String(need.local)}`)];
  }
  return [newImport(site, need.module, written ?? `${need.name} as ${String(need.local)}`)];
}

/** The name under which a value will be known; undefined when that name is taken by something else, or nothing can be imported. */
function localNameFor(site: PlanningSite, need: ImportNeed): string | undefined {
  const existing = valueSpecifier(site, need) ?? typeSpecifier(site, need);
  if (existing !== undefined) return existing.specifier.local.name;
  const local = need.local ?? need.name;
  if (isModuleName(site.scopeManager, site.program, local)) return undefined;
  return site.moduleKind === 'esm' || requiredPattern(site, need.module) !== undefined ? local : undefined;
}

function meansEngine(site: PlanningSite, node: TSESTree.Node, name: string): boolean {
  const root = name.split('.')[0] ?? name;
  const definition = variableNamed(scopeAt(site.scopeManager, node), root)?.defs[0];
  if (definition === undefined) return false;
  const kind = definition.node.type;
  return (
    kind.startsWith('Import') ||
    kind === 'TSImportEqualsDeclaration' ||
    (kind === 'VariableDeclarator' && definition.node.init !== null)
  );
}

function isShadowedAt(site: PlanningSite, node: TSESTree.Node, name: string): boolean {
  const variable = variableNamed(scopeAt(site.scopeManager, node), name);
  return variable !== undefined && variable.defs.some((definition) => !definition.node.type.startsWith('Import'));
}

interface FoundSpecifier {
  readonly declaration: TSESTree.ImportDeclaration;
  readonly specifier: TSESTree.ImportSpecifier;
}

function specifiersOf(site: PlanningSite, need: ImportNeed): readonly FoundSpecifier[] {
  return importsOf(site, need.module).flatMap((declaration) =>
    declaration.specifiers.flatMap((specifier) =>
      specifier.type === 'ImportSpecifier' && importedName(specifier) === need.name ? [{ declaration, specifier }] : [],
    ),
  );
}

function valueSpecifier(site: PlanningSite, need: ImportNeed): FoundSpecifier | undefined {
  return specifiersOf(site, need).find(
    ({ declaration, specifier }) => !isTypeOnly(declaration) && !isTypeOnly(specifier),
  );
}

function typeSpecifier(site: PlanningSite, need: ImportNeed): FoundSpecifier | undefined {
  return specifiersOf(site, need).find(
    ({ declaration, specifier }) => isTypeOnly(declaration) || isTypeOnly(specifier),
  );
}

/** `import type { A, B }` becomes `import { A, type B }`; `import { type A }` becomes `import { A }`. */
function makeValue(site: PlanningSite, found: FoundSpecifier): readonly Change[] {
  const { declaration, specifier } = found;
  if (!isTypeOnly(declaration)) return [removeTypeWord(site, specifier.range[0])];
  const others = declaration.specifiers.filter((other) => other !== specifier);
  return [
    removeTypeWord(site, codeAfter(site, declaration.range[0] + 'import'.length)),
    ...others.map((other) => insert(other.range[0], 'type ')),
  ];
}

function removeTypeWord(site: PlanningSite, start: number): Change {
  const end = start + 'type'.length;
  return replace([start, /\s/.test(site.text.charAt(end)) ? end + 1 : end]);
}

/** An import of values from the module to which another name can be added. */
function namedImport(site: PlanningSite, module: string): TSESTree.ImportSpecifier | undefined {
  for (const declaration of importsOf(site, module)) {
    const last = declaration.specifiers.at(-1);
    if (!isTypeOnly(declaration) && last?.type === 'ImportSpecifier') return last;
  }
  return undefined;
}

function appendTo(last: TSESTree.ImportSpecifier, code: string): Change {
  return insert(last.range[1], `, ${code}`);
}

/** `{ A }` in `const { A } = require('module')`. */
function requiredPattern(site: PlanningSite, module: string): TSESTree.ObjectPattern | undefined {
  for (const statement of site.program.body) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      if (id.type !== 'ObjectPattern' || init?.type !== 'CallExpression') continue;
      const [argument] = init.arguments;
      const isRequire = init.callee.type === 'Identifier' && init.callee.name === 'require';
      if (
        isRequire &&
        argument?.type === 'Literal' &&
        argument.value === module &&
        id.properties.at(-1)?.type === 'Property'
      )
        return id;
    }
  }
  return undefined;
}

function appendToPattern(pattern: TSESTree.ObjectPattern, code: string): Change {
  return insert(pattern.properties.at(-1)?.range[1] ?? pattern.range[0] + 1, `, ${code}`);
}

function newImport(site: PlanningSite, module: string, code: string): Change {
  const { newline, semicolon } = site.style;
  const line = `import { ${code} } from ${quoted(module, site.style)}${semicolon}`;
  const last = site.program.body.findLast((statement) => statement.type === 'ImportDeclaration');
  if (last !== undefined) return insert(lineEnd(site.text, extentOf(site, last).range[1]), newline, line);
  const first = site.program.body.find((statement) => !isDirective(statement));
  if (first === undefined) return insert(site.text.length, line, newline);
  return insert(extentOf(site, first).range[0], line, newline);
}

function isDirective(statement: TSESTree.ProgramStatement): boolean {
  return statement.type === 'ExpressionStatement' && statement.directive !== undefined;
}

function importsOf(site: PlanningSite, module: string): readonly TSESTree.ImportDeclaration[] {
  return site.program.body.filter(
    (statement): statement is TSESTree.ImportDeclaration =>
      statement.type === 'ImportDeclaration' && plainSpecifier(statement.source.value) === module,
  );
}

function importedName(specifier: TSESTree.ImportSpecifier): string {
  return specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
}

/** Parsers for JavaScript leave `importKind` out. */
function isTypeOnly(node: { readonly importKind?: string | undefined }): boolean {
  return node.importKind === 'type';
}
