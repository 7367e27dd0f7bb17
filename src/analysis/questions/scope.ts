/** What names mean at a place of this file, and which name something has there. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FileModel } from '../model.ts';
import { exportedValues, importedValues } from '../modules.ts';
import { print } from '../names.ts';
import type { Node } from '../nodes.ts';
import type { Values } from '../values.ts';
import { isMeantAt, visibleNames } from '../visible.ts';
import type { VariableLike } from '../variables.ts';

export class ScopeQuestions {
  #engineNames: readonly EngineName[] | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** Variables and parameters that code at a place can use, nearest first. */
  visibleNames(node: Node, pattern: RegExp): readonly string[] {
    return visibleNames(this.#file.module, node, pattern);
  }

  /** Whether a variable's name, written at the place, means that variable. */
  isMeantAt(node: Node, variable: VariableLike): boolean {
    return isMeantAt(this.#file.module, node, variable);
  }

  /** Whether the root of an expression, written at another place of the file, means the same there. */
  isSameName(root: Node, at: Node): boolean {
    const variable = this.#file.expressions.variableOf(root);
    return variable !== undefined && isMeantAt(this.#file.module, at, variable);
  }

  /** Whether nothing in the file has the name. */
  isNameFree(name: string): boolean {
    return this.#file.module.source.scopeManager.scopes.every(
      (scope) => !scope.set.has(name) && scope.references.every(({ identifier }) => identifier.name !== name),
    );
  }

  /** The import of what has a qualified name, as a value, with every use of it. */
  importOf(
    name: string,
  ): { readonly specifier: TSESTree.ImportClause; readonly references: readonly Node[] } | undefined {
    for (const statement of this.#file.module.source.program.body) {
      if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') continue;
      for (const specifier of statement.specifiers) {
        if (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type') continue;
        if (this.#file.expressions.nameOf(specifier.local) !== name) continue;
        const references =
          this.#file.expressions.variableOf(specifier.local)?.references.map(({ identifier }) => identifier) ?? [];
        return { specifier, references };
      }
    }
    return undefined;
  }

  /** How this file calls the engine object at a node (`DBOS`, `D`, `sdk.DBOS`); undefined: not in scope there. */
  engineNameAt(node: Node): string | undefined {
    this.#engineNames ??= this.#namesOf(this.#file.world.knowledge.engineObject);
    return this.#engineNames.find((item) => !this.#isShadowed(item.root, node))?.text;
  }

  /** How this file calls an export of a module at a node (`Errors`, `sdk.Error`); undefined: not in scope there. */
  exportNameAt(node: Node, thing: ExportedName): string | undefined {
    return this.#namesOf(thing).find((item) => !this.#isShadowed(item.root, node))?.text;
  }

  /** How this file calls a library that a module holds, and exports under a name: `import { z } from 'zod'`, `import * as z from 'zod'`. */
  libraryName(module: string, name: string): string | undefined {
    for (const [local, { specifier, imported, typeOnly }] of this.#file.module.imports) {
      if (!typeOnly && specifier === module && [name, '*', 'default'].includes(imported)) return local;
    }
    return undefined;
  }

  /** Whether a name means the global of that name at a node. */
  isGlobalAt(name: string, node: Node): boolean {
    const declared = [
      this.#file.module.source.scopeManager.globalScope,
      ...this.#file.module.source.scopeManager.scopes,
    ].some(
      (scope) =>
        scope !== null &&
        (scope.type === 'module' || scope.type === 'global' || scope.block.type === 'Program') &&
        (scope.set.get(name)?.defs.length ?? 0) > 0,
    );
    return !declared && !this.#isShadowed(name, node);
  }

  #namesOf({ module, name }: ExportedName): readonly EngineName[] {
    const wanted = `${module}#${name}`;
    const found: EngineName[] = [];
    const add = (local: string, values: Values): void => {
      const [only] = values;
      if (only?.kind === 'named' && print(only.name) === wanted) found.push({ root: local, text: local });
      else if (only?.kind === 'named' && print(only.name) === module)
        found.push({ root: local, text: `${local}.${name}` });
      else if (only?.kind === 'module') {
        const [inner] = exportedValues(this.#file.world, only.module, name);
        if (inner?.kind === 'named' && print(inner.name) === wanted)
          found.push({ root: local, text: `${local}.${name}` });
      }
    };
    for (const [local, entry] of this.#file.module.imports) {
      if (!entry.typeOnly) add(local, importedValues(this.#file.world, this.#file.module, entry));
    }
    for (const scope of this.#file.module.source.scopeManager.scopes) {
      if (scope.type !== 'module' && scope.type !== 'global' && scope.block.type !== 'Program') continue;
      for (const variable of scope.variables) {
        const [definition] = variable.defs;
        if (definition?.type !== 'Variable' || found.some(({ root }) => root === variable.name)) continue;
        add(variable.name, this.#file.expressions.valuesOf(definition.name));
      }
    }
    return found;
  }

  #isShadowed(name: string, node: Node): boolean {
    for (const scope of this.#file.module.source.scopeManager.scopes) {
      const { block } = scope;
      if (scope.type === 'module' || scope.type === 'global' || block.type === 'Program') continue;
      if (block.range[0] > node.range[0] || block.range[1] < node.range[1]) continue;
      const variable = scope.set.get(name);
      if (variable && variable.defs.length > 0) return true;
    }
    return false;
  }
}

/** A module, and what it exports. */
interface ExportedName {
  readonly module: string;
  readonly name: string;
}

interface EngineName {
  readonly root: string;
  readonly text: string;
}
