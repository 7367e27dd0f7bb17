/**
 * Where a file names things of a table: at imports, as values behind any alias, in re-exports and in patterns. Knows which names are
 * asked for, not why. Leaves out what is reached through a computed key, and types that are reached through a namespace.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import { certainName } from './certain.ts';
import { unitAt } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { importedValues } from './modules.ts';
import { lastKey, member, print } from './names.ts';
import { membersByKey } from './named-members.ts';
import { contains, staticKey, type Node } from './nodes.ts';
import type { ImportEntry, ModuleUnit } from './units.ts';
import type { Values } from './values.ts';
import type { World } from './world.ts';

/** How a name stands in the file. */
export type MentionForm =
  /** It is read: `node` is the identifier or the member expression. */
  | 'value'
  /** It is imported, and nothing reads it as a value: `node` is the specifier. */
  | 'import'
  /** As `import`, or taken from what `require` gives, and nothing uses it at all. */
  | 'unused'
  /** It is exported from where it comes from. */
  | 'export'
  /** The module itself is named in an import: `node` is the specifier's text. */
  | 'module';

/** A place where a name is imported, used, or given an option. */
export interface Mention {
  /** Qualified, as in the table. */
  readonly name: string;
  readonly form: MentionForm;
  readonly node: Node;
}

/** Every mention of one of the names, in source order. */
export function mentionsOf(world: World, module: ModuleUnit, names: SoughtNames): readonly Mention[] {
  return new Finder(world, module, names).run();
}

/** Qualified names, and the last words of them: only what ends in one of these is looked at closely. */
export interface SoughtNames {
  readonly names: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

/** Names to look for. */
export function soughtNames(names: Iterable<string>): SoughtNames {
  const all = new Set(names);
  return { names: all, words: new Set([...all].map(lastKey)) };
}

class Finder {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #names: ReadonlySet<string>;
  readonly #words: ReadonlySet<string>;
  readonly #found = new Map<Node, Mention>();

  constructor(world: World, module: ModuleUnit, { names, words }: SoughtNames) {
    this.#world = world;
    this.#module = module;
    this.#names = names;
    this.#words = words;
  }

  run(): readonly Mention[] {
    for (const statement of this.#module.source.program.body) this.#statement(statement);
    for (const [local, entry] of this.#module.imports) this.#import(local, entry);
    for (const { patterns } of this.#module.units) for (const declarator of patterns) this.#pattern(declarator);
    const members = membersByKey(this.#module);
    for (const word of this.#words) for (const node of members.get(word) ?? []) this.#member(node, word);
    return [...this.#found.values()].toSorted((first, second) => first.node.range[0] - second.node.range[0]);
  }

  #add(name: string, form: MentionForm, node: Node): void {
    if (this.#names.has(name) && !this.#found.has(node)) this.#found.set(node, { name, form, node });
  }

  /** Packages, and names that are exported from where they come from. */
  #statement(statement: TSESTree.ProgramStatement): void {
    switch (statement.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        this.#add(statement.source.value, 'module', statement.source);
        break;
      case 'ExportNamedDeclaration':
        if (!statement.source) return;
        this.#add(statement.source.value, 'module', statement.source);
        for (const specifier of statement.specifiers) {
          const word = exportedFrom(specifier);
          const entry = { specifier: statement.source.value, imported: word, typeOnly: false, node: specifier };
          if (this.#words.has(word))
            this.#add(only(importedValues(this.#world, this.#module, entry)), 'export', specifier);
        }
        break;
      default:
    }
  }

  #import(local: string, entry: ImportEntry): void {
    if (!this.#words.has(entry.imported)) return;
    const name = only(importedValues(this.#world, this.#module, entry));
    if (!this.#names.has(name)) return;
    const variable = this.#variablesOf(entry.node).find(({ name: written }) => written === local);
    const references = variable?.references ?? [];
    const values = references.filter(({ identifier }) => !isInType(identifier));
    for (const { identifier } of values) this.#add(name, 'value', identifier);
    if (values.length > 0) return;
    this.#add(name, references.length === 0 ? 'unused' : 'import', entry.node);
  }

  #member(node: TSESTree.MemberExpression, key: string): void {
    const env = baseEnv(this.#world, unitAt(this.#module, node));
    for (const object of evaluate(this.#world, node.object, env)) {
      if (object.kind === 'named') this.#add(print(member(object.name, key)), 'value', node);
    }
  }

  /** `const { scheduled } = engine` */
  #pattern({ id, init }: TSESTree.VariableDeclarator): void {
    if (id.type !== 'ObjectPattern' || !init) return;
    for (const property of id.properties) {
      if (property.type !== 'Property') continue;
      const key = staticKey(property.key, property.computed);
      if (key === undefined || !this.#words.has(key)) continue;
      const env = baseEnv(this.#world, unitAt(this.#module, init));
      for (const object of evaluate(this.#world, init, env)) {
        if (object.kind !== 'named') continue;
        const name = print(member(object.name, key));
        if (object.name.path.length > 0) {
          this.#add(name, 'value', property);
          continue;
        }
        // What `require` gives is an import.
        const uses = this.#variablesOf(id.parent).flatMap((variable) => usesBesides(variable, property));
        for (const node of uses) this.#add(name, 'value', node);
        if (uses.length === 0) this.#add(name, 'unused', property);
      }
    }
  }

  #variablesOf(node: Node): readonly Scope.Variable[] {
    return this.#module.source.scopeManager.getDeclaredVariables(node);
  }
}

/** Uses of a variable that is declared in the property, besides that. */
function usesBesides({ defs, references }: Scope.Variable, property: TSESTree.Property): readonly Node[] {
  const declared = defs.flatMap(({ name }): readonly Node[] => (contains(property, name) ? [name] : []));
  if (declared.length === 0) return [];
  return references.flatMap(({ identifier }): readonly Node[] => (declared.includes(identifier) ? [] : [identifier]));
}

/** The qualified name of what is certainly one thing; empty when it is not. */
function only(values: Values): string {
  return certainName(values) ?? '';
}

function exportedFrom(specifier: TSESTree.ExportSpecifier): string {
  return specifier.local.type === 'Identifier' ? specifier.local.name : specifier.local.value;
}

/** Whether only the type checker looks at the identifier. `typeof` in a type does as well. */
function isInType(identifier: Node): boolean {
  for (let node = identifier.parent; node; node = node.parent) {
    switch (node.type) {
      case 'TSTypeReference':
      case 'TSTypeQuery':
      case 'TSInterfaceHeritage':
      case 'TSClassImplements':
        return true;
      case 'TSQualifiedName':
        break;
      default:
        return false;
    }
  }
  return false;
}
