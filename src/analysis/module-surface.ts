/** What a module takes from others and gives to others, as its imports, its exports and CommonJS say. Knows names and nodes, no value. */
import type { TSESTree } from '@typescript-eslint/types';

import {
  declaredIn,
  isFunctionNode,
  isTypeOnly,
  literalText,
  memberKey,
  staticKey,
  unwrap,
  type Node,
} from './nodes.ts';
import type { Specifiers } from './source.ts';
import type { ExportEntry, ImportEntry } from './units.ts';

/** The specifiers of a module's imports and exports at the top level, found without walking its functions. */
export function topLevelSpecifiers(program: TSESTree.Program): Specifiers {
  const found = new SpecifierSets();
  for (const statement of program.body) {
    switch (statement.type) {
      case 'ImportDeclaration':
        found.add(statement.source.value, statement.importKind === 'type');
        break;
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        if (statement.source) found.add(statement.source.value, statement.exportKind === 'type');
        break;
      default:
    }
  }
  return found.lists();
}

class SpecifierSets {
  readonly #loaded = new Set<string>();
  readonly #types = new Set<string>();

  add(specifier: string, isTypeOnly: boolean): void {
    (isTypeOnly ? this.#types : this.#loaded).add(specifier);
  }

  lists(): Specifiers {
    return { loaded: [...this.#loaded], types: [...this.#types] };
  }
}

/** Hears of every import, export, `require` and write to a member of a module, in source order. */
export class ModuleSurface {
  readonly imports = new Map<string, ImportEntry>();
  readonly exports = new Map<string, ExportEntry>();
  /** Specifiers of `export * from`. */
  readonly starExports: string[] = [];
  readonly #specifiers = new SpecifierSets();

  get specifiers(): Specifiers {
    return this.#specifiers.lists();
  }

  /** `import('x')` */
  load(node: TSESTree.ImportExpression): void {
    const specifier = literalText(node.source);
    if (specifier !== undefined) this.#specifiers.add(specifier, false);
  }

  /** `require('x')`, and what compilers write for exports. */
  call(node: TSESTree.CallExpression): void {
    const specifier = requiredBy(node);
    if (specifier !== undefined) this.#specifiers.add(specifier, false);
    const at = node.arguments.findIndex((argument) => isExportsObject(unwrap(argument)));
    const { callee } = node;
    if (at === 0 && callee.type === 'MemberExpression' && memberKey(callee) === 'assign') this.#assign(node);
    else if (at === 0) this.#define(node);
    else if (at === 1) this.#exportAll(node.arguments[0]);
  }

  /** `Object.assign(exports, require('./x'), { load })` */
  #assign({ arguments: [, ...parts] }: TSESTree.CallExpression): void {
    for (const part of parts.map((argument) => unwrap(argument))) {
      if (part.type === 'ObjectExpression') this.#exportProperties(part);
      else this.#exportAll(part);
    }
  }

  #exportProperties({ properties }: TSESTree.ObjectExpression): void {
    for (const property of properties) {
      if (property.type !== 'Property') continue;
      const name = staticKey(property.key, property.computed);
      if (name !== undefined) this.exports.set(name, { kind: 'expression', node: property.value });
    }
  }

  /** `Object.defineProperty(exports, 'load', { enumerable: true, get: function () { return dep_1.load; } })` */
  #define({ arguments: [, key, property] }: TSESTree.CallExpression): void {
    const name = key && literalText(key);
    if (name === undefined || name === '__esModule' || property?.type !== 'ObjectExpression') return;
    for (const item of property.properties) {
      const node = item.type === 'Property' ? definedBy(item) : undefined;
      if (node) this.exports.set(name, { kind: 'expression', node });
    }
  }

  /** `__exportStar(require('./x'), exports)` */
  #exportAll(module: Node | undefined): void {
    const specifier = module?.type === 'CallExpression' ? requiredBy(module) : undefined;
    if (specifier !== undefined) this.starExports.push(specifier);
  }

  /** A write to `target` may export `value`: `module.exports = x`, `module.exports.a = x`, `exports.a = x`. */
  write(target: TSESTree.MemberExpression, value: Node): void {
    const key = memberKey(target);
    const object = unwrap(target.object);
    if (object.type === 'Identifier' && object.name === 'module' && key === 'exports') {
      this.exports.set('default', { kind: 'expression', node: value, isModule: true });
      const literal = unwrap(value);
      if (literal.type === 'ObjectExpression') this.#exportProperties(literal);
    } else if (key !== undefined && isExportsObject(object)) {
      this.exports.set(key, { kind: 'expression', node: value });
    }
  }

  import(node: TSESTree.ImportDeclaration): void {
    const specifier = node.source.value;
    let onlyTypes = node.importKind === 'type';
    if (!onlyTypes && node.specifiers.length > 0) {
      onlyTypes = node.specifiers.every((item) => item.type === 'ImportSpecifier' && item.importKind === 'type');
    }
    this.#specifiers.add(specifier, onlyTypes);
    for (const item of node.specifiers) {
      const typeOnly = node.importKind === 'type' || (item.type === 'ImportSpecifier' && item.importKind === 'type');
      const imported =
        item.type === 'ImportNamespaceSpecifier'
          ? '*'
          : item.type === 'ImportDefaultSpecifier'
            ? 'default'
            : nameOf(item.imported);
      this.imports.set(item.local.name, { specifier, imported, typeOnly, node: item });
    }
  }

  importEquals(node: TSESTree.TSImportEqualsDeclaration): void {
    if (node.moduleReference.type !== 'TSExternalModuleReference') return;
    const specifier = literalText(node.moduleReference.expression);
    if (specifier === undefined) return;
    const typeOnly = node.importKind === 'type';
    this.#specifiers.add(specifier, typeOnly);
    this.imports.set(node.id.name, { specifier, imported: '*', typeOnly, node });
  }

  /** At the top level. */
  export(
    node:
      | TSESTree.ExportNamedDeclaration
      | TSESTree.ExportDefaultDeclaration
      | TSESTree.ExportAllDeclaration
      | TSESTree.TSExportAssignment,
  ): void {
    switch (node.type) {
      case 'TSExportAssignment':
        this.exports.set('default', { kind: 'expression', node: node.expression, isModule: true });
        return;
      case 'ExportDefaultDeclaration': {
        const declaration = node.declaration;
        const named = 'id' in declaration && declaration.id?.type === 'Identifier' ? declaration.id.name : undefined;
        this.exports.set(
          'default',
          named !== undefined && !isTypeOnly(declaration)
            ? { kind: 'local', name: named }
            : { kind: 'expression', node: declaration },
        );
        return;
      }
      case 'ExportAllDeclaration': {
        const specifier = node.source.value;
        this.#specifiers.add(specifier, node.exportKind === 'type');
        if (node.exported) {
          this.exports.set(nameOf(node.exported), { kind: 'from', specifier, imported: '*' });
        } else this.starExports.push(specifier);
        return;
      }
      case 'ExportNamedDeclaration': {
        const specifier = node.source?.value;
        if (specifier !== undefined) this.#specifiers.add(specifier, node.exportKind === 'type');
        for (const item of node.specifiers) {
          const local = nameOf(item.local);
          const exported = nameOf(item.exported);
          this.exports.set(
            exported,
            specifier === undefined ? { kind: 'local', name: local } : { kind: 'from', specifier, imported: local },
          );
        }
        for (const { name } of declaredBy(node.declaration)) this.exports.set(name, { kind: 'local', name });
        return;
      }
      default:
    }
  }
}

/** The specifier of `require('x')`. */
function requiredBy({ callee, arguments: [first] }: TSESTree.CallExpression): string | undefined {
  return callee.type === 'Identifier' && callee.name === 'require' && first ? literalText(first) : undefined;
}

/** What a property is that is defined by `{ value: load }`, or by `{ get() { return load; } }`. */
function definedBy({ key, computed, value }: TSESTree.Property): Node | undefined {
  const name = staticKey(key, computed);
  if (name === 'value') return value;
  if (name !== 'get' || !isFunctionNode(value)) return undefined;
  if (value.body.type !== 'BlockStatement') return value.body;
  const last = value.body.body.at(-1);
  return last?.type === 'ReturnStatement' ? (last.argument ?? undefined) : undefined;
}

/** Whether the node is what a CommonJS module exports: `exports`, `module.exports`. */
export function isExportsObject(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return (
    node.type === 'MemberExpression' &&
    memberKey(node) === 'exports' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module'
  );
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

/** The identifiers that a declaration declares. */
export function declaredBy(declaration: Node | null | undefined): readonly TSESTree.Identifier[] {
  switch (declaration?.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => declaredIn(id));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return declaration.id ? [declaration.id] : [];
    case 'TSModuleDeclaration':
      return firstNameOf(declaration.id);
    default:
      return [];
  }
}

/** Of `namespace outer.inner { … }`, `outer`. */
function firstNameOf(name: TSESTree.TSModuleDeclaration['id']): readonly TSESTree.Identifier[] {
  if (name.type === 'Identifier') return [name];
  return name.type === 'TSQualifiedName' && name.left.type !== 'ThisExpression' ? firstNameOf(name.left) : [];
}
