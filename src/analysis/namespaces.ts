/**
 * Namespaces of TypeScript: their members, and other names for these. Scope managers know no variable for `namespace outer.inner { … }`, so those of the
 * top level are found here.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { valuesOfVariable } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { project } from './members.ts';
import { declaredBy } from './module-surface.ts';
import type { ModuleUnit } from './units.ts';
import { namespaceValue, NOTHING, union, UNKNOWN_VALUES } from './make-values.ts';
import type { Env, NamespaceValue, Values } from './values.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/** What a member of a namespace can be. */
export function namespaceMember(world: World, { node, module, inner }: NamespaceValue, key: string): Values {
  const [next, ...further] = inner;
  if (next !== undefined) return key === next ? [namespaceValue(node, module, further)] : NOTHING;
  const sets = (node.body?.body ?? []).flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined;
    const name = declaredBy(declaration).find((identifier) => identifier.name === key);
    const variable = name && variableOf(world, module, name);
    return variable ? [valuesOfVariable(world, variable, baseEnv(world, module.main))] : [];
  });
  return union(...sets);
}

/** What `namespace outer { … }` makes, and `namespace outer.inner { … }` beside it. */
export function namespaceValues(world: World, node: NamespaceValue['node'], module: ModuleUnit): Values {
  const own = [namespaceValue(node, module)];
  const outer = node.parent.type === 'ExportNamedDeclaration' ? node.parent.parent : node.parent;
  if (outer.type !== 'Program' || node.id.type !== 'Identifier') return own;
  return union(own, dottedNamespace(world, module, node.id.name));
}

/** What a name of the top level is that only `namespace name.inner { … }` declares; nothing when none does. */
export function dottedNamespace(world: World, module: ModuleUnit, name: string): Values {
  let known = world.dottedNamespaces.get(module);
  if (!known) world.dottedNamespaces.set(module, (known = dottedNamespacesIn(module)));
  return known.get(name) ?? NOTHING;
}

function dottedNamespacesIn(module: ModuleUnit): ReadonlyMap<string, Values> {
  const found = new Map<string, Values>();
  for (const statement of module.source.program.body) {
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (node?.type !== 'TSModuleDeclaration' || node.id.type !== 'TSQualifiedName') continue;
    const [first, ...inner] = namesOf(node.id);
    if (first === undefined) continue;
    found.set(first, union(found.get(first) ?? NOTHING, [namespaceValue(node, module, inner)]));
  }
  return found;
}

function namesOf(name: TSESTree.EntityName): readonly string[] {
  if (name.type === 'Identifier') return [name.name];
  return name.type === 'TSQualifiedName' ? [...namesOf(name.left), name.right.name] : [];
}

/** What `import short = ids.short` stands for. */
export function aliasedValues(world: World, name: TSESTree.EntityName, env: Env): Values {
  if (name.type !== 'TSQualifiedName') return name.type === 'Identifier' ? evaluate(world, name, env) : UNKNOWN_VALUES;
  return union(...aliasedValues(world, name.left, env).map((value) => project(world, value, name.right.name)));
}
