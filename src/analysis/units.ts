/** The pieces of a module: functions, classes, imports and exports, as `index-module.ts` finds them. */
import type { TSESTree } from '@typescript-eslint/types';

import type { ClassNode, FunctionNode, InvocationNode, Node } from './nodes.ts';
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
  /** Loops of the form `for (x of y)`, without those that wait. */
  readonly loops: TSESTree.ForOfStatement[];
  /** Those of the form `for await (x of y)`. */
  readonly asyncLoops: TSESTree.ForOfStatement[];
  /** Declarations of what is disposed of at the end of their block: `using lock = …`, `await using lock = …`. */
  readonly disposals: TSESTree.VariableDeclarator[];
  /** Templates that make texts of something, without those with a tag. */
  readonly templates: TSESTree.TemplateLiteral[];
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

/** What a parameter, or a property of it, is when nothing is given. */
export interface DefaultValue {
  /** Zero-based position of the parameter. */
  readonly parameter: number;
  /** The property of the argument that it stands for; undefined: the argument itself. */
  readonly key: string | undefined;
  readonly node: Node;
}

/** A method, an accessor, a field, or a parameter that becomes one. */
export interface Member {
  readonly key: string;
  /** The expression for the key, when it is not written down. */
  readonly computed: Node | undefined;
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

/** A class of a module. */
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
  | {
      readonly kind: 'expression';
      readonly node: Node;
      /** It takes the place of the whole module: `module.exports = x`. */
      readonly isModule?: true;
    }
  | { readonly kind: 'from'; readonly specifier: string; readonly imported: string };

/** A write `object.key = value` or `object[key] = value`; the key is undefined when it is computed. */
export interface MemberWrite {
  /** `object.key`; of `Object.assign(object, value)`, `object`. */
  readonly place: Node;
  readonly object: Node;
  readonly key: string | undefined;
  readonly value: Node;
  readonly unit: FunctionUnit;
  /** What is written under the key is what `value` has there: `Object.assign(object, value)`. */
  readonly isPart?: true;
}

/** A module, indexed. */
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
  /** Interfaces that are declared more than once; `types` has the last declaration. */
  readonly mergedTypes: ReadonlySet<string>;
  readonly classByName: ReadonlyMap<string, ClassUnit>;
  /** Writes to members, by the key they write. Computed keys are under `undefined`. */
  readonly memberWrites: ReadonlyMap<string | undefined, readonly MemberWrite[]>;
  /** Writes to whichever members the value has: `Object.assign(object, value)`. */
  readonly partWrites: readonly MemberWrite[];
}

/** Whether a function stands within another one, or is it. */
export function isWithin(unit: FunctionUnit, outer: FunctionUnit): boolean {
  let current: FunctionUnit | undefined = unit;
  while (current && current !== outer) current = current.parent;
  return current !== undefined;
}
