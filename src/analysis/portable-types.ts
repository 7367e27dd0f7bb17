/**
 * What a portable format makes of the values of a written type: which part of the type comes back as something else. Looks into objects,
 * lists, aliases and interfaces of the program. Tells only what is certain: of a union, when every member does.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { PortableFormat, WrittenForm } from '../knowledge/facts/records.ts';
import { LISTS, WHOLE } from './library-types.ts';
import { print, result } from './names.ts';
import { staticKey } from './nodes.ts';
import { entityPath, typeDeclaration } from './type-declarations.ts';
import type { ClassUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';
import type { WrittenType } from './written-types.ts';

/** A part of a value that is written as something else. */
export interface ChangedPart {
  readonly form: WrittenForm;
  /** How the type is called: `Date`, `bigint`, `Order`. */
  readonly type: string;
  /** Where it is in the value: empty, `.lines[].at`. */
  readonly path: string;
  /** It cannot be written at all. */
  readonly isRefused: boolean;
}

/** Types of which the values are those of their first argument, or hold them. */
const HOLDERS: ReadonlyMap<string, { readonly argument: number; readonly path: string }> = new Map([
  ...WHOLE.map((name) => [name, { argument: 0, path: '' }] as const),
  ...[...LISTS].map((name) => [name, { argument: 0, path: '[]' }] as const),
  ['Record', { argument: 1, path: '[]' }],
]);
const MAX_DEPTH = 12;

/** The first part of the type that is changed; undefined: none that is certain. */
export function changedPart(world: World, written: WrittenType): ChangedPart | undefined {
  const { portable } = world.knowledge;
  return portable && new Walker(world, portable).find(written, '');
}

/** What is left of an instance of a class of the program; undefined: all of it, or it is not known. */
export function formOfInstance(cls: ClassUnit, { instance, formMethod }: PortableFormat): WrittenForm | undefined {
  const members = linesOf(cls)?.flatMap((line) => line.members.filter(({ isStatic }) => !isStatic));
  if (!members || members.some(({ key }) => key === formMethod)) return undefined;
  return members.some(({ kind }) => kind === 'method' || kind === 'get') ? instance : undefined;
}

/** The class and its base classes; undefined when one is not known. */
function linesOf(cls: ClassUnit): readonly ClassUnit[] | undefined {
  const lines = [cls];
  for (let current = cls; current.superClass;) {
    const name = current.superClass.type === 'Identifier' ? current.superClass.name : '';
    const base = current.module.classByName.get(name);
    if (!base || lines.includes(base)) return undefined;
    lines.push((current = base));
  }
  return lines;
}

class Walker {
  readonly #world: World;
  readonly #format: PortableFormat;
  /** Declarations that are being looked into. */
  readonly #open = new Set<TSESTree.Node>();

  constructor(world: World, format: PortableFormat) {
    this.#world = world;
    this.#format = format;
  }

  find({ type, module }: WrittenType, path: string): ChangedPart | undefined {
    const inside = (inner: TSESTree.TypeNode, more = ''): ChangedPart | undefined =>
      this.find({ type: inner, module }, `${path}${more}`);
    switch (type.type) {
      case 'TSBigIntKeyword':
        return this.#part(this.#format.bigint, path);
      case 'TSArrayType':
        return inside(type.elementType, '[]');
      case 'TSTupleType':
        return first(type.elementTypes, (element, index) => inside(element, `[${String(index)}]`));
      case 'TSNamedTupleMember':
        return inside(type.elementType);
      case 'TSOptionalType':
      case 'TSRestType':
        return inside(type.typeAnnotation);
      case 'TSTypeOperator':
        return type.operator === 'readonly' && type.typeAnnotation ? inside(type.typeAnnotation) : undefined;
      case 'TSUnionType': {
        const parts = type.types.filter((item) => !isNothing(item)).map((item) => inside(item));
        return parts.every((part) => part !== undefined) ? parts[0] : undefined;
      }
      case 'TSTypeLiteral':
        return this.#members(type, type.members, module, path);
      case 'TSTypeReference':
        return this.#reference(type, module, path);
      default:
        return undefined;
    }
  }

  #reference(type: TSESTree.TSTypeReference, module: ModuleUnit, path: string): ChangedPart | undefined {
    const name = entityPath(type.typeName);
    const args = type.typeArguments?.params ?? [];
    const declaration = typeDeclaration(this.#world, module, name);
    switch (declaration?.kind) {
      case 'interface':
        return this.#interface(declaration.node, declaration.module, path);
      case 'alias':
        // The members of a literal are looked into once as it is.
        return declaration.type.type === 'TSTypeLiteral'
          ? this.find(declaration, path)
          : this.#once(declaration.type, () => this.find(declaration, path));
      case 'class':
        return this.#class(declaration.cls, path);
      case 'outside':
        return this.#part(print(result(declaration.name)), path, args);
      case undefined: {
        const [only, ...rest] = name;
        if (only === undefined || rest.length > 0 || isDeclared(module, only)) return undefined;
        const holder = HOLDERS.get(only);
        const held = holder && args[holder.argument];
        return held
          ? this.find({ type: held, module }, `${path}${holder.path}`)
          : this.#part(`global#${only}()`, path, args);
      }
    }
  }

  #class(cls: ClassUnit, path: string): ChangedPart | undefined {
    const form = formOfInstance(cls, this.#format);
    if (form) return { form, type: cls.name, path, isRefused: false };
    if (cls.members.some(({ key }) => key === this.#format.formMethod)) return undefined;
    return this.#once(cls.node, () =>
      first(cls.members, ({ key, type, isStatic }) =>
        type && !isStatic ? this.find({ type, module: cls.module }, `${path}.${key}`) : undefined,
      ),
    );
  }

  #part(name: string, path: string, args: readonly TSESTree.TypeNode[] = []): ChangedPart | undefined {
    const found = changedForm(this.#format, name);
    const [key] = args;
    return found && { ...found, path, isRefused: found.form.keyed === true && key !== undefined && isNoText(key) };
  }

  #interface(node: TSESTree.TSInterfaceDeclaration, module: ModuleUnit, path: string): ChangedPart | undefined {
    return (
      this.#members(node, node.body.body, module, path) ??
      this.#once(node, () =>
        first(node.extends, ({ expression }) => {
          const base = typeDeclaration(this.#world, module, entityPath(expression));
          return base?.kind === 'interface' ? this.#interface(base.node, base.module, path) : undefined;
        }),
      )
    );
  }

  #members(
    holder: TSESTree.Node,
    members: readonly TSESTree.TypeElement[],
    module: ModuleUnit,
    path: string,
  ): ChangedPart | undefined {
    // A class in the form of an interface may say its form itself.
    const keys = members.map((member) => ('key' in member ? staticKey(member.key, member.computed) : undefined));
    if (keys.includes(this.#format.formMethod)) return undefined;
    return this.#once(holder, () =>
      first(members, (member, index) => {
        const type = member.type === 'TSPropertySignature' ? member.typeAnnotation?.typeAnnotation : undefined;
        return type && this.find({ type, module }, `${path}.${keys[index] ?? '…'}`);
      }),
    );
  }

  /** A type that holds itself is looked into once. */
  #once(node: TSESTree.Node, find: () => ChangedPart | undefined): ChangedPart | undefined {
    if (this.#open.has(node) || this.#open.size > MAX_DEPTH) return undefined;
    this.#open.add(node);
    const found = find();
    this.#open.delete(node);
    return found;
  }
}

/** What becomes of an instance of a class, by the class's name with `()`. */
export function changedForm({ forms }: PortableFormat, name: string): Pick<ChangedPart, 'form' | 'type'> | undefined {
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  return form && { form, type: form.type ?? name.replace(/^.*[#.]|\(\)$/gu, '') };
}

/** Whether something of the module has the name: a type parameter, a local type. */
function isDeclared({ source }: ModuleUnit, name: string): boolean {
  return source.scopeManager.scopes.some((scope) => (scope.set.get(name)?.defs.length ?? 0) > 0);
}

function isNothing({ type }: TSESTree.TypeNode): boolean {
  return type === 'TSNullKeyword' || type === 'TSUndefinedKeyword' || type === 'TSVoidKeyword';
}

/** A type that is certainly not text: `number`, `bigint`, an object. */
function isNoText({ type }: TSESTree.TypeNode): boolean {
  return ['TSNumberKeyword', 'TSBigIntKeyword', 'TSBooleanKeyword', 'TSSymbolKeyword', 'TSTypeLiteral'].includes(type);
}

function first<Item, Found>(
  items: readonly Item[],
  find: (item: Item, index: number) => Found | undefined,
): Found | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
