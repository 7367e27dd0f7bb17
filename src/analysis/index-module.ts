/**
 * One walk over a module: its functions, classes and invocations, each found under the function it belongs to. Knows the shape of the text only:
 * no value, no other file, no engine.
 */
import type { TSESTree } from '@typescript-eslint/types';

import {
  childKeysOf,
  childrenOf,
  isClassNode,
  isFunctionNode,
  isNode,
  isTypeOnly,
  memberKey,
  unwrap,
  type ClassNode,
  type FunctionNode,
  type Node,
} from './nodes.ts';
import { memberOf, parameterProperties } from './class-elements.ts';
import { ModuleSurface } from './module-surface.ts';
import { defaultsOf } from './default-values.ts';
import { contextualName, functionName } from './own-names.ts';
import type { SourceModule } from './source.ts';
import { addToContents, assignedBy } from './unit-contents.ts';
import type { ClassUnit, FunctionUnit, Member, MemberWrite, ModuleUnit } from './units.ts';

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
  readonly #surface = new ModuleSurface();
  readonly #mergedTypes = new Set<string>();
  readonly #types = new Map<string, TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration>();
  readonly #classByName = new Map<string, ClassUnit>();
  readonly #memberWrites = new Map<string | undefined, MemberWrite[]>();
  readonly #partWrites: MemberWrite[] = [];
  readonly #module: ModuleUnit;

  constructor(source: SourceModule, tag: string) {
    this.#source = source;
    this.#tag = tag;
    const surface = this.#surface;
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
      imports: surface.imports,
      exports: surface.exports,
      starExports: surface.starExports,
      get specifiers() {
        return surface.specifiers;
      },
      types: this.#types,
      mergedTypes: this.#mergedTypes,
      classByName: this.#classByName,
      memberWrites: this.#memberWrites,
      partWrites: this.#partWrites,
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
      loops: [],
      asyncLoops: [],
      templates: [],
      disposals: [],
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
    if (addToContents(unit, node)) {
      if (node.type === 'CallExpression') {
        this.#surface.call(node);
        this.#partWrites.push(...assignedBy(node, unit));
      } else if (node.type === 'AssignmentExpression') this.#memberWrite(node.left, node.right, unit);
    } else if (!this.#isEntered(node, unit)) return;
    this.#visitChildren(node, unit);
  }

  /** Whether code may stand below a node; notes what the node is to the module. */
  #isEntered(node: Node, unit: FunctionUnit): boolean {
    switch (node.type) {
      case 'ImportExpression':
        this.#surface.load(node);
        return true;
      case 'ImportDeclaration':
        this.#surface.import(node);
        return false;
      case 'TSImportEqualsDeclaration':
        this.#surface.importEquals(node);
        return false;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
      case 'ExportAllDeclaration':
      case 'TSExportAssignment':
        // What a namespace exports are its members.
        if (node.parent.type === 'Program') this.#surface.export(node);
        return true;
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        if (unit.parent === undefined) this.#type(node);
        return false;
      case 'TSEnumDeclaration':
        return true;
      case 'TSModuleDeclaration':
        return !node.declare;
      default:
        return !isTypeOnly(node);
    }
  }

  #type(node: TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration): void {
    const { name } = node.id;
    if (this.#types.has(name)) this.#mergedTypes.add(name);
    this.#types.set(name, node);
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
        if (element.computed) this.#visit(element.key, cls.parent);
        for (const decorator of element.decorators ?? []) this.#visit(decorator, cls.parent);
        const method = memberOf(element);
        members.push(method);
        if (!method.value || !isFunctionNode(method.value)) return;
        this.#function(method.value, cls.parent, cls, element.static, `${cls.name}.${this.#spoken(method)}`);
        if (element.kind === 'constructor') members.push(...parameterProperties(method.value));
        return;
      }
      case 'PropertyDefinition':
      case 'TSAbstractPropertyDefinition':
      case 'AccessorProperty':
      case 'TSAbstractAccessorProperty': {
        for (const decorator of element.decorators ?? []) this.#visit(decorator, cls.parent);
        const field = memberOf(element);
        members.push(field);
        if (!element.value) return;
        // `this` in a field initialiser is the instance, so an arrow there belongs to the class like a method.
        const home = element.static ? cls.parent : initializer;
        if (isFunctionNode(element.value))
          this.#function(element.value, home, cls, element.static, `${cls.name}.${this.#spoken(field)}`);
        else this.#visit(element.value, home);
        return;
      }
      default:
        return;
    }
  }

  /** How a person reads the key of a member. */
  #spoken({ key, computed }: Member): string {
    return computed ? `[${this.#source.text.slice(...computed.range)}]` : key;
  }

  #memberWrite(left: Node, value: Node, unit: FunctionUnit): void {
    const target = unwrap(left);
    if (target.type !== 'MemberExpression') return;
    const key = memberKey(target);
    const write: MemberWrite = { place: target, object: target.object, key, value, unit };
    const known = this.#memberWrites.get(key);
    if (known) known.push(write);
    else this.#memberWrites.set(key, [write]);
    this.#surface.write(target, value);
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
