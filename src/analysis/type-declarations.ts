/**
 * From the name of a type to where it is declared: an interface, an alias or a class of the program, or something of a package. Follows
 * imports, re-exports and namespaces; leaves out globals and type parameters.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Name } from './names.ts';
import type { ClassUnit, ImportEntry, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** What declares a type. */
export type TypeDeclaration =
  | { readonly kind: 'interface'; readonly node: TSESTree.TSInterfaceDeclaration; readonly module: ModuleUnit }
  | { readonly kind: 'alias'; readonly type: TSESTree.TypeNode; readonly module: ModuleUnit }
  | { readonly kind: 'class'; readonly cls: ClassUnit }
  /** The name of the class or interface in its package. */
  | { readonly kind: 'outside'; readonly name: Name };

const MAX_HOPS = 12;

/** `pg.Pool` as `['pg', 'Pool']`; empty when it is no such name. */
export function entityPath(node: TSESTree.Node): readonly string[] {
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'TSQualifiedName':
      return [...entityPath(node.left), node.right.name];
    case 'MemberExpression':
      return node.property.type === 'Identifier' ? [...entityPath(node.object), node.property.name] : [];
    default:
      return [];
  }
}

/** What a name means in a module; undefined when the module neither declares nor imports it, or when it is not found. */
export function typeDeclaration(
  world: World,
  module: ModuleUnit,
  path: readonly string[],
): TypeDeclaration | undefined {
  return new Finder(world).find(module, path, 0);
}

/** What another module exports under a name: `import('./types.js').Order`. */
export function typeOfModule(
  world: World,
  from: ModuleUnit,
  specifier: string,
  path: readonly string[],
): TypeDeclaration | undefined {
  return new Finder(world).imported(from, { specifier, path, isDefault: false }, 0);
}

interface Import {
  readonly specifier: string;
  readonly path: readonly string[];
  readonly isDefault: boolean;
}

class Finder {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  find(module: ModuleUnit, path: readonly string[], hops: number): TypeDeclaration | undefined {
    const [head, ...rest] = path;
    if (head === undefined || hops > MAX_HOPS) return undefined;
    const declared = rest.length === 0 ? declaredIn(module, head) : undefined;
    if (declared) return declared;
    const entry = module.imports.get(head);
    if (entry) return this.imported(module, importOf(entry, rest), hops);
    return rest.length > 0 ? this.#inNamespace(module, module.source.program.body, path, hops) : undefined;
  }

  /** `Post.Letter` of `namespace Post { export class Letter { … } }` */
  #inNamespace(
    module: ModuleUnit,
    statements: readonly TSESTree.Node[],
    [head, next, ...rest]: readonly string[],
    hops: number,
  ): TypeDeclaration | undefined {
    if (next === undefined || hops > MAX_HOPS) return undefined;
    for (const node of statements.map(declarationIn)) {
      if (node?.type !== 'TSModuleDeclaration' || node.id.type !== 'Identifier' || node.id.name !== head) continue;
      const inner = node.body?.body ?? [];
      const found =
        rest.length > 0
          ? this.#inNamespace(module, inner, [next, ...rest], hops + 1)
          : inner.map((statement) => declaredAs(module, declarationIn(statement), next)).find((item) => item);
      if (found) return found;
    }
    return undefined;
  }

  imported(from: ModuleUnit, { specifier, path, isDefault }: Import, hops: number): TypeDeclaration | undefined {
    const resolution = this.#world.resolve(specifier, from.path);
    switch (resolution.kind) {
      case 'missing':
        return undefined;
      case 'package':
        return { kind: 'outside', name: { module: resolution.name, path } };
      case 'file': {
        const target = this.#world.module(resolution.path);
        return target && this.#exported(target, isDefault ? ['default', ...path] : path, hops + 1);
      }
    }
  }

  #exported(module: ModuleUnit, path: readonly string[], hops: number): TypeDeclaration | undefined {
    const [name, ...rest] = path;
    if (name === undefined || hops > MAX_HOPS) return undefined;
    const entry = module.exports.get(name);
    switch (entry?.kind) {
      case 'local':
        return this.find(module, [entry.name, ...rest], hops);
      case 'from':
        return this.imported(module, importOf(entry, rest), hops);
      case 'expression': {
        if (entry.node.type === 'Identifier') return this.find(module, [entry.node.name, ...rest], hops);
        const cls = rest.length === 0 ? module.classes.get(entry.node) : undefined;
        return cls && { kind: 'class', cls };
      }
      case undefined:
        return this.#starExported(module, path, hops);
    }
  }

  #starExported(module: ModuleUnit, path: readonly string[], hops: number): TypeDeclaration | undefined {
    const packages: TypeDeclaration[] = [];
    for (const specifier of module.starExports) {
      const resolution = this.#world.resolve(specifier, module.path);
      if (resolution.kind === 'package') packages.push({ kind: 'outside', name: { module: resolution.name, path } });
      const target = resolution.kind === 'file' ? this.#world.module(resolution.path) : undefined;
      const found = target && this.#exported(target, path, hops + 1);
      if (found) return found;
    }
    // A package behind `export *` may export anything, so it is asked last; of two, which one does is not known.
    return packages.length === 1 ? packages[0] : undefined;
  }
}

function importOf(
  { specifier, imported }: Pick<ImportEntry, 'specifier' | 'imported'>,
  rest: readonly string[],
): Import {
  const path = imported === '*' || imported === 'default' ? rest : [imported, ...rest];
  return { specifier, path, isDefault: imported === 'default' };
}

/** What stands behind the `export`. */
function declarationIn(statement: TSESTree.Node): TSESTree.Node | null | undefined {
  return statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
}

function declaredAs(
  module: ModuleUnit,
  node: TSESTree.Node | null | undefined,
  name: string,
): TypeDeclaration | undefined {
  switch (node?.type) {
    case 'ClassDeclaration': {
      const cls = node.id?.name === name ? module.classes.get(node) : undefined;
      return cls && { kind: 'class', cls };
    }
    case 'TSInterfaceDeclaration':
      return node.id.name === name ? { kind: 'interface', node, module } : undefined;
    case 'TSTypeAliasDeclaration':
      return node.id.name === name ? { kind: 'alias', type: node.typeAnnotation, module } : undefined;
    default:
      return undefined;
  }
}

function declaredIn(module: ModuleUnit, name: string): TypeDeclaration | undefined {
  const cls = module.classByName.get(name);
  if (cls) return { kind: 'class', cls };
  const node = module.types.get(name);
  if (node?.type === 'TSInterfaceDeclaration') return { kind: 'interface', node, module };
  return node && { kind: 'alias', type: node.typeAnnotation, module };
}
