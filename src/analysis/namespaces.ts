/** Namespaces of TypeScript: their members, and other names for these. Leaves out `namespace outer.inner { … }`. */
import type { TSESTree } from '@typescript-eslint/types';

import { valuesOfVariable } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { project } from './members.ts';
import { declaredBy } from './module-surface.ts';
import { union, UNKNOWN_VALUES, type Env, type NamespaceValue, type Values } from './values.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

export function namespaceMember(world: World, { node, module }: NamespaceValue, key: string): Values {
  const sets = (node.body?.body ?? []).flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined;
    const name = declaredBy(declaration).find((identifier) => identifier.name === key);
    const variable = name && variableOf(world, module, name);
    return variable ? [valuesOfVariable(world, variable, baseEnv(world, module.main))] : [];
  });
  return union(...sets);
}

/** What `import short = ids.short` stands for. */
export function aliasedValues(world: World, name: TSESTree.EntityName, env: Env): Values {
  if (name.type !== 'TSQualifiedName') return name.type === 'Identifier' ? evaluate(world, name, env) : UNKNOWN_VALUES;
  return union(...aliasedValues(world, name.left, env).map((value) => project(world, value, name.right.name)));
}
