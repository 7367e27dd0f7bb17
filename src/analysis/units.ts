/**
 * One walk over a module: its functions, classes, invocations, imports and exports, each found under the function it belongs to.
 * Knows the shape of the text only: no value, no other file, no engine.
 */
import type { TSESTree } from '@typescript-eslint/types';

import {
  childKeysOf,
  childrenOf,
  isClassNode,
  isFunctionNode,
  isNode,
  isTypeOnly,
  literalText,
  memberKey,
  staticKey,
  unwrap,
  type ClassNode,
  type FunctionNode,
  type InvocationNode,
  type Node,
} from './nodes.ts';
import type { SourceModule, Specifiers } from './source.ts';

/** A piece of code that runs as one: a function, the top level of a module, or the instance fields of a class. */
export interface FunctionUnit {
  /** Unique in a program and the same for two parses of one text: the module's tag, kind and start offset. */
  readonly key: string;
  readonly module: ModuleUnit;
  readonly node: FunctionNode | TSESTree.Program | ClassNode;
  /** What a reader would call it: `charge`, `Orders.charge`, `<arrow>`. */
  readonly name: string;
  /** The function around it; absent for the top level. */
  readonly parent: FunctionUnit | undefined;
  /** The class it is a method, accessor, constructor or field initialiser of. */
  readonly owner: ClassUnit | undefined;
  readonly isStatic: boolean;
  readonly invocations: InvocationNode[];
  /** Member expressions that are read, not called. */
  readonly reads: TSESTree.MemberExpression[];
  /** Declarations that take properties off something: `const { a } = b`. */
  readonly patterns: TSESTree.VariableDeclarator[];
  /** Loops of the form `for await (x of y)`. */
  readonly asyncLoops: TSESTree.ForOfStatement[];
  readonly returns: Node[];
  /** Expressions and loop heads that write: `x = 1`, `x++`, `delete x.a`, `for (x of xs)`. */
  readonly changes: ChangeNode[];
  readonly nested: FunctionUnit[];
  /** Default values of parameters that do something, each evaluated by the calls that leave its argument out. */
  readonly defaults: readonly DefaultValue[];
}

/** A node that writes to a variable or a property. */
export type ChangeNode =
  | TSESTree.AssignmentExpression
  | TSESTree.UpdateExpression
  | TSESTree.UnaryExpression
  | TSESTree.ForOfStatement
  | TSESTree.ForInStatement;

export interface DefaultValue {
  /** Zero-based position of the parameter. */
  readonly parameter: number;
  readonly node: Node;
}

export interface Member {
  readonly key: string;
  readonly kind: 'method' | 'get' | 'set' | 'constructor' | 'field' | 'parameter-property' | 'accessor';
  readonly isStatic: boolean;
  /** Declared `private`, or with a `#name`: nobody outside the class calls it. */
  readonly isPrivate: boolean;
  /** The function, or the initialiser; absent for a field without one, and for abstract members. */
  readonly value: Node | undefined;
  readonly type: TSESTree.TypeNode | undefined;
  readonly decorators: readonly TSESTree.Decorator[];
  readonly node: Node;
}

export interface ClassUnit {
  readonly key: string;
  readonly module: ModuleUnit;
  readonly node: ClassNode;
  readonly name: string;
  /** The function in which the class stands. */
  readonly parent: FunctionUnit;
  readonly members: readonly Member[];
  /** Runs the initialisers of instance fields. */
  readonly initializer: FunctionUnit;
  readonly superClass: Node | undefined;
  readonly implements: readonly TSESTree.TSClassImplements[];
  readonly decorators: readonly TSESTree.Decorator[];
}

/** What a local name imports. */
export interface ImportEntry {
  readonly specifier: string;
  /** The exported name; `*` for the module object, which is also what `default` of a package means. */
  readonly imported: string;
  readonly typeOnly: boolean;
  readonly node: Node;
}

/** What an exported name stands for. */
export type ExportEntry =
  | { readonly kind: 'local'; readonly name: string }
  | { readonly kind: 'expression'; readonly node: Node }
  | { readonly kind: 'from'; readonly specifier: string; readonly imported: string };

/** A write `object.key = value` or `object[key] = value`; the key is undefined when it is computed. */
export interface MemberWrite {
  readonly object: Node;
  readonly key: string | undefined;
  readonly value: Node;
  readonly unit: FunctionUnit;
}

export interface ModuleUnit {
  readonly path: string;
  /** Stands for the path in keys, since it is short. */
  readonly tag: string;
  readonly source: SourceModule;
  /** The top level. */
  readonly main: FunctionUnit;
  /** All units, the top level first, in source order. */
  readonly units: readonly FunctionUnit[];
  readonly unitOf: ReadonlyMap<Node, FunctionUnit>;
  readonly classes: ReadonlyMap<Node, ClassUnit>;
  readonly imports: ReadonlyMap<string, ImportEntry>;
  readonly exports: ReadonlyMap<string, ExportEntry>;
  /** Specifiers of `export * from`. */
  readonly starExports: readonly string[];
  readonly specifiers: Specifiers;
  /** Interfaces and type aliases of the top level, by name. */
  readonly types: ReadonlyMap<string, TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration>;
  readonly classByName: ReadonlyMap<string, ClassUnit>;
  /** Writes to members, by the key they write. Computed keys are under `undefined`. */
  readonly memberWrites: ReadonlyMap<string | undefined, readonly MemberWrite[]>;
}

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

/** Indexes a module. Linear in the size of the text; an unknown node type is walked like any other. */
export function indexModule(source: SourceModule, tag = source.path): ModuleUnit {
  return new Indexer(source, tag).run();
}

const MAX_TREE_DEPTH = 1000;

class Indexer {
  #depth = 0;
  readonly #source: SourceModule;
  readonly #tag: string;
  readonly #units: FunctionUnit[] = [];
  readonly #unitOf = new Map<Node, FunctionUnit>();
  readonly #classes = new Map<Node, ClassUnit>();
  readonly #imports = new Map<string, ImportEntry>();
  readonly #exports = new Map<string, ExportEntry>();
  readonly #starExports: string[] = [];
  readonly #specifiers = new SpecifierSets();
  readonly #types = new Map<string, TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration>();
  readonly #classByName = new Map<string, ClassUnit>();
  readonly #memberWrites = new Map<string | undefined, MemberWrite[]>();
  readonly #module: ModuleUnit;

  constructor(source: SourceModule, tag: string) {
    this.#source = source;
    this.#tag = tag;
    const specifiers = this.#specifiers;
    this.#module = {
      path: source.path,
      tag,
      source,
      // Made below, since each unit points to its module.
      get main() {
        return main;
      },
      units: this.#units,
      unitOf: this.#unitOf,
      classes: this.#classes,
      imports: this.#imports,
      exports: this.#exports,
      starExports: this.#starExports,
      get specifiers() {
        return specifiers.lists();
      },
      types: this.#types,
      classByName: this.#classByName,
      memberWrites: this.#memberWrites,
    };
    const main = this.#unit(source.program, '<module>', undefined, undefined, false);
  }

  run(): ModuleUnit {
    for (const statement of this.#source.program.body) this.#visit(statement, this.#module.main);
    return this.#module;
  }

  #unit(
    node: FunctionUnit['node'],
    name: string,
    parent: FunctionUnit | undefined,
    owner: ClassUnit | undefined,
    isStatic: boolean,
  ): FunctionUnit {
    const kind = isClassNode(node) ? 'c' : 'f';
    const unit: FunctionUnit = {
      key: `${this.#tag}@${kind}${String(node.range[0])}`,
      module: this.#module,
      node,
      name,
      parent,
      owner,
      isStatic,
      invocations: [],
      reads: [],
      patterns: [],
      asyncLoops: [],
      returns: [],
      changes: [],
      nested: [],
      defaults: isFunctionNode(node) ? defaultsOf(node) : [],
    };
    this.#units.push(unit);
    this.#unitOf.set(node, unit);
    parent?.nested.push(unit);
    return unit;
  }

  #visit(node: Node, unit: FunctionUnit): void {
    // Trees this deep are generated, or an attack: what is below stays unknown.
    if (this.#depth > MAX_TREE_DEPTH) return;
    this.#depth += 1;
    this.#visitNode(node, unit);
    this.#depth -= 1;
  }

  #visitNode(node: Node, unit: FunctionUnit): void {
    if (isLeaf(node)) return;
    if (isFunctionNode(node)) {
      this.#function(node, unit, undefined, false);
      return;
    }
    if (isClassNode(node)) {
      this.#class(node, unit);
      return;
    }
    switch (node.type) {
      case 'CallExpression':
        unit.invocations.push(node);
        this.#require(node);
        break;
      case 'NewExpression':
      case 'TaggedTemplateExpression':
        unit.invocations.push(node);
        break;
      case 'MemberExpression':
        if (isRead(node)) unit.reads.push(node);
        break;
      case 'VariableDeclarator':
        if (node.id.type === 'ObjectPattern' && node.init) unit.patterns.push(node);
        break;
      case 'ImportExpression': {
        const specifier = literalText(node.source);
        if (specifier !== undefined) this.#specifiers.add(specifier, false);
        break;
      }
      case 'ForOfStatement':
        if (node.await) unit.asyncLoops.push(node);
        if (node.left.type !== 'VariableDeclaration') unit.changes.push(node);
        break;
      case 'ForInStatement':
        if (node.left.type !== 'VariableDeclaration') unit.changes.push(node);
        break;
      case 'UpdateExpression':
        unit.changes.push(node);
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete') unit.changes.push(node);
        break;
      case 'ReturnStatement':
        if (node.argument) unit.returns.push(node.argument);
        break;
      case 'AssignmentExpression':
        this.#memberWrite(node.left, node.right, unit);
        unit.changes.push(node);
        break;
      case 'ImportDeclaration':
        this.#import(node);
        return;
      case 'TSImportEqualsDeclaration':
        this.#importEquals(node);
        return;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
      case 'ExportAllDeclaration':
      case 'TSExportAssignment':
        this.#export(node, unit);
        break;
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        if (unit.parent === undefined) this.#types.set(node.id.name, node);
        return;
      case 'TSEnumDeclaration':
        break;
      case 'TSModuleDeclaration':
        if (node.declare) return;
        break;
      default:
        if (isTypeOnly(node)) return;
    }
    this.#visitChildren(node, unit);
  }

  /** As `childrenOf` gives them, of which no list is made: this is the one walk over all of a file. */
  #visitChildren(node: Node, unit: FunctionUnit): void {
    for (const key of childKeysOf(node, this.#source.visitorKeys)) {
      const value: unknown = Reflect.get(node, key);
      if (Array.isArray(value)) {
        for (const item of value) if (isNode(item)) this.#visit(item, unit);
      } else if (isNode(value)) this.#visit(value, unit);
    }
  }

  #function(
    node: FunctionNode,
    parent: FunctionUnit,
    owner: ClassUnit | undefined,
    isStatic: boolean,
    name?: string,
  ): FunctionUnit {
    const unit = this.#unit(node, name ?? functionName(node), parent, owner, isStatic);
    // A default parameter is evaluated by each call, inside the function.
    for (const child of childrenOf(node, this.#source.visitorKeys)) {
      if (child === node.body || !isFunctionNode(child)) this.#visit(child, unit);
      else this.#function(child, unit, undefined, false);
    }
    if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') unit.returns.push(node.body);
    return unit;
  }

  #class(node: ClassNode, parent: FunctionUnit): void {
    const name = node.id?.name ?? contextualName(node) ?? '<class>';
    const members: Member[] = [];
    const cls: ClassUnit = {
      key: `${this.#tag}@k${String(node.range[0])}`,
      module: this.#module,
      node,
      name,
      parent,
      members,
      // Made below, since it points to its class.
      get initializer() {
        return initializer;
      },
      superClass: node.superClass ?? undefined,
      implements: node.implements ?? [],
      decorators: node.decorators ?? [],
    };
    this.#classes.set(node, cls);
    if (node.id) this.#classByName.set(node.id.name, cls);
    const initializer = this.#unit(node, `${name}.<fields>`, parent, cls, false);
    for (const decorator of node.decorators ?? []) this.#visit(decorator, parent);
    if (node.superClass) this.#visit(node.superClass, parent);
    for (const element of node.body.body) this.#member(element, cls, members, initializer);
  }

  #member(element: TSESTree.ClassElement, cls: ClassUnit, members: Member[], initializer: FunctionUnit): void {
    switch (element.type) {
      case 'StaticBlock':
        for (const statement of element.body) this.#visit(statement, cls.parent);
        return;
      case 'MethodDefinition':
      case 'TSAbstractMethodDefinition': {
        const key = staticKey(element.key, element.computed) ?? '<computed>';
        if (element.computed) this.#visit(element.key, cls.parent);
        for (const decorator of element.decorators ?? []) this.#visit(decorator, cls.parent);
        const value = isFunctionNode(element.value) ? element.value : undefined;
        members.push({
          key,
          kind: element.kind,
          isStatic: element.static,
          isPrivate: element.accessibility === 'private' || element.key.type === 'PrivateIdentifier',
          value,
          type: undefined,
          decorators: element.decorators ?? [],
          node: element,
        });
        if (value === undefined) return;
        const unit = this.#function(value, cls.parent, cls, element.static, `${cls.name}.${key}`);
        if (element.kind === 'constructor') this.#parameterProperties(value, members, unit);
        return;
      }
      case 'PropertyDefinition':
      case 'TSAbstractPropertyDefinition':
      case 'AccessorProperty':
      case 'TSAbstractAccessorProperty': {
        const key = staticKey(element.key, element.computed) ?? '<computed>';
        for (const decorator of element.decorators ?? []) this.#visit(decorator, cls.parent);
        members.push({
          key,
          kind: element.type.endsWith('AccessorProperty') ? 'accessor' : 'field',
          isStatic: element.static,
          isPrivate: element.accessibility === 'private' || element.key.type === 'PrivateIdentifier',
          value: element.value ?? undefined,
          type: element.typeAnnotation?.typeAnnotation,
          decorators: element.decorators ?? [],
          node: element,
        });
        if (!element.value) return;
        // `this` in a field initialiser is the instance, so an arrow there belongs to the class like a method.
        const home = element.static ? cls.parent : initializer;
        if (isFunctionNode(element.value))
          this.#function(element.value, home, cls, element.static, `${cls.name}.${key}`);
        else this.#visit(element.value, home);
        return;
      }
      default:
        return;
    }
  }

  #parameterProperties(constructor: FunctionNode, members: Member[], unit: FunctionUnit): void {
    for (const parameter of constructor.params) {
      if (parameter.type !== 'TSParameterProperty') continue;
      const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
      if (target.type !== 'Identifier') continue;
      members.push({
        key: target.name,
        kind: 'parameter-property',
        isStatic: false,
        isPrivate: parameter.accessibility === 'private',
        value: unit.node,
        type: target.typeAnnotation?.typeAnnotation,
        decorators: parameter.decorators ?? [],
        node: parameter,
      });
    }
  }

  #require(node: TSESTree.CallExpression): void {
    const [first] = node.arguments;
    if (node.callee.type !== 'Identifier' || node.callee.name !== 'require' || first === undefined) return;
    const specifier = literalText(first);
    if (specifier !== undefined) this.#specifiers.add(specifier, false);
  }

  #memberWrite(left: Node, value: Node, unit: FunctionUnit): void {
    const target = unwrap(left);
    if (target.type !== 'MemberExpression') return;
    const key = memberKey(target);
    const write: MemberWrite = { object: target.object, key, value, unit };
    const known = this.#memberWrites.get(key);
    if (known) known.push(write);
    else this.#memberWrites.set(key, [write]);
    // `module.exports = x`, `module.exports.a = x`, `exports.a = x`
    const object = unwrap(target.object);
    if (object.type === 'Identifier' && object.name === 'module' && key === 'exports') {
      this.#exports.set('default', { kind: 'expression', node: value });
      const literal = unwrap(value);
      if (literal.type === 'ObjectExpression') {
        for (const property of literal.properties) {
          if (property.type !== 'Property') continue;
          const name = staticKey(property.key, property.computed);
          if (name !== undefined) this.#exports.set(name, { kind: 'expression', node: property.value });
        }
      }
    } else if (key !== undefined && isExportsObject(object)) {
      this.#exports.set(key, { kind: 'expression', node: value });
    }
  }

  #import(node: TSESTree.ImportDeclaration): void {
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
      this.#imports.set(item.local.name, { specifier, imported, typeOnly, node: item });
    }
  }

  #importEquals(node: TSESTree.TSImportEqualsDeclaration): void {
    if (node.moduleReference.type !== 'TSExternalModuleReference') return;
    const specifier = literalText(node.moduleReference.expression);
    if (specifier === undefined) return;
    const typeOnly = node.importKind === 'type';
    this.#specifiers.add(specifier, typeOnly);
    this.#imports.set(node.id.name, { specifier, imported: '*', typeOnly, node });
  }

  #export(
    node:
      | TSESTree.ExportNamedDeclaration
      | TSESTree.ExportDefaultDeclaration
      | TSESTree.ExportAllDeclaration
      | TSESTree.TSExportAssignment,
    unit: FunctionUnit,
  ): void {
    if (unit.parent !== undefined) return;
    switch (node.type) {
      case 'TSExportAssignment':
        this.#exports.set('default', { kind: 'expression', node: node.expression });
        return;
      case 'ExportDefaultDeclaration': {
        const declaration = node.declaration;
        const named = 'id' in declaration && declaration.id?.type === 'Identifier' ? declaration.id.name : undefined;
        this.#exports.set(
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
          this.#exports.set(nameOf(node.exported), { kind: 'from', specifier, imported: '*' });
        } else this.#starExports.push(specifier);
        return;
      }
      case 'ExportNamedDeclaration': {
        const specifier = node.source?.value;
        if (specifier !== undefined) this.#specifiers.add(specifier, node.exportKind === 'type');
        for (const item of node.specifiers) {
          const local = nameOf(item.local);
          const exported = nameOf(item.exported);
          this.#exports.set(
            exported,
            specifier === undefined ? { kind: 'local', name: local } : { kind: 'from', specifier, imported: local },
          );
        }
        for (const name of declaredNames(node.declaration)) this.#exports.set(name, { kind: 'local', name });
        return;
      }
      default:
    }
  }
}

function defaultsOf(node: FunctionNode): readonly DefaultValue[] {
  return node.params.flatMap((parameter, index): readonly DefaultValue[] => {
    const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    if (pattern.type !== 'AssignmentPattern') return [];
    const value = unwrap(pattern.right);
    return value.type === 'Literal' || isFunctionNode(value) ? [] : [{ parameter: index, node: pattern.right }];
  });
}

function isExportsObject(node: Node): boolean {
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

function declaredNames(declaration: Node | null | undefined): readonly string[] {
  switch (declaration?.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap((item) => patternNames(item.id));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return declaration.id ? [declaration.id.name] : [];
    default:
      return [];
  }
}

/** The names that a binding pattern declares. */
export function patternNames(pattern: Node): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((item) =>
        patternNames(item.type === 'RestElement' ? item.argument : item.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((item) => (item ? patternNames(item) : []));
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    default:
      return [];
  }
}

/** Most nodes of a file have nothing below them that runs. */
function isLeaf(node: Node): boolean {
  switch (node.type) {
    case 'Identifier':
      return node.decorators === undefined || node.decorators.length === 0;
    case 'Literal':
    case 'TSTypeAnnotation':
      return true;
    default:
      return false;
  }
}

/** `a.b` that is neither called, nor written, nor the object of a longer path. */
function isRead(node: TSESTree.MemberExpression): boolean {
  let child: Node = node;
  let parent: Node | undefined = node.parent;
  while (parent?.type === 'ChainExpression' || parent?.type === 'TSNonNullExpression') {
    child = parent;
    parent = parent.parent;
  }
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== child;
    case 'TaggedTemplateExpression':
      return parent.tag !== child;
    case 'MemberExpression':
      return parent.object !== child;
    case 'AssignmentExpression':
      return parent.left !== child || parent.operator !== '=';
    default:
      return true;
  }
}

function functionName(node: FunctionNode): string {
  if (node.id) return node.id.name;
  return contextualName(node) ?? (node.type === 'ArrowFunctionExpression' ? '<arrow>' : '<function>');
}

/** The name that an anonymous function or class gets from the place it stands in: `const charge = () => …`. */
function contextualName(node: Node): string | undefined {
  let child = node;
  let parent = node.parent;
  while (parent?.type === 'TSAsExpression' || parent?.type === 'TSSatisfiesExpression') {
    child = parent;
    parent = parent.parent;
  }
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.init === child && parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'Property':
      return parent.value === child ? staticKey(parent.key, parent.computed) : undefined;
    case 'AssignmentExpression': {
      const left = unwrap(parent.left);
      if (left.type === 'Identifier') return left.name;
      return left.type === 'MemberExpression' ? memberKey(left) : undefined;
    }
    default:
      return undefined;
  }
}
