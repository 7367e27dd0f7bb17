/** The variables of a file, as its scope manager tells them. */
import { sole } from './certain.ts';
import { isFunctionNode, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** The part of a scope manager's variable that the analysis reads. */
export interface VariableLike {
  readonly name: string;
  readonly defs: readonly {
    readonly type: string;
    readonly node: Node;
    readonly name: Node;
    readonly parent?: Node | null;
  }[];
  readonly references: readonly {
    readonly identifier: Node;
    readonly writeExpr?: Node | null | undefined;
    readonly init?: boolean | undefined;
    /** False: of a type; undefined: of a scope analysis that knows no types. */
    readonly isValueReference?: boolean | undefined;
    isWrite(): boolean;
    isRead(): boolean;
  }[];
  readonly scope: { readonly block: Node; readonly type: string };
}

/** The variable that an identifier refers to; undefined for a global, and when the scope manager does not say. */
export function variableOf(world: World, module: ModuleUnit, identifier: Node): VariableLike | undefined {
  let table = world.variables.get(module);
  if (!table) {
    table = referenceTable(module);
    world.variables.set(module, table);
  }
  return table.get(identifier);
}

function referenceTable(module: ModuleUnit): ReadonlyMap<Node, VariableLike> {
  const table = new Map<Node, VariableLike>();
  for (const scope of module.source.scopeManager.scopes) {
    for (const reference of scope.references) {
      const variable = reference.resolved;
      if (variable && variable.defs.length > 0) table.set(reference.identifier, variable);
    }
    for (const variable of scope.variables) {
      for (const identifier of variable.identifiers) table.set(identifier, variable);
    }
  }
  return table;
}

/** Whether the definition only says what stands elsewhere: `declare const name: Type`. */
export function isAmbient({ node }: VariableLike['defs'][number]): boolean {
  switch (node.type) {
    case 'VariableDeclarator':
      return node.parent.declare;
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
      return node.declare;
    default:
      return false;
  }
}

/** Whether anything but its declaration writes the variable. */
export function isWrittenAgain({ references }: VariableLike): boolean {
  return references.some((reference) => reference.isWrite() && reference.init !== true);
}

/** The expression that a variable holds for good; undefined: it is written again, declared twice, or holds a part of the expression. */
export function constantInit(variable: VariableLike): Node | undefined {
  const declarator = sole(variable.defs)?.node;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined;
  return isWrittenAgain(variable) ? undefined : (declarator.init ?? undefined);
}

/** The default value of a parameter, or of a name in a pattern: `(limit = 5) => …`, `{ limit = 5 }`; undefined: there is none, or it is written again. */
export function defaultInit(variable: VariableLike): Node | undefined {
  const name = sole(variable.defs)?.name;
  const pattern = name?.parent;
  if (pattern?.type !== 'AssignmentPattern' || pattern.left !== name) return undefined;
  return isWrittenAgain(variable) ? undefined : pattern.right;
}

/** The unit whose code declares the variable. */
export function unitOfVariable(module: ModuleUnit, variable: VariableLike): FunctionUnit {
  let node: Node | undefined = variable.scope.block;
  while (node) {
    const unit = module.unitOf.get(node);
    if (unit && (isFunctionNode(node) || node.type === 'Program')) return unit;
    node = node.parent;
  }
  return module.main;
}
