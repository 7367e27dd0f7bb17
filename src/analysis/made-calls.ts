/**
 * Calls of functions that a factory made: in the file of the factory, in that of the call that made them, and in those that are seen in the light of
 * the linted one. Finds them by the keys and names under which the factory gives them away, and by those that take what it gives. Leaves out names
 * that are made of these elsewhere: `const { push: add } = queue`.
 */
import { callsTo, litModulesWith, type CallOf } from './callers.ts';
import { withOtherNames } from './other-names.ts';
import { declaredIn, outerOf, staticKey, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Site } from './values.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/** The calls of the function that may belong to what was made at the site. */
export function callsOfMade(world: World, unit: FunctionUnit, site: Site): readonly CallOf[] {
  const given = [...new Set([...namesOf(world, unit), ...namesAt(site)])];
  const names = withOtherNames(world, new Set([unit.module, site.module]), given);
  const lit = world.modules.isLit(unit.module) ? litModulesWith(world, names) : [];
  const modules = new Set<ModuleUnit>([unit.module, site.module, ...lit]);
  return [...modules].flatMap((module) => spelled(module, names).flatMap((name) => callsTo(world, unit, module, name)));
}

/** The names, and those under which the module imports them. */
function spelled({ imports }: ModuleUnit, names: readonly string[]): readonly string[] {
  const local = [...imports].filter(([, { imported }]) => names.includes(imported)).map(([name]) => name);
  return [...new Set([...names, ...local])];
}

/** The key under which the function stands in an object; of one that has a name, that and the keys under which it is put into objects. */
function namesOf(world: World, { node, module }: FunctionUnit): readonly string[] {
  const { parent } = outerOf(node);
  if (parent?.type === 'Property') return keyOf(parent);
  const name =
    node.type === 'FunctionDeclaration' ? node.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  const variable = name ? variableOf(world, module, name) : undefined;
  if (!variable) return [];
  const uses = variable.references.map(({ identifier }) => outerOf(identifier).parent);
  return [variable.name, ...uses.flatMap((use) => (use?.type === 'Property' ? keyOf(use) : []))];
}

function keyOf({ key, computed }: { readonly key: Node; readonly computed: boolean }): readonly string[] {
  const name = staticKey(key, computed);
  return name === undefined ? [] : [name];
}

/** The names that take what is made at the site: `const [set, run] = createHook()`. */
function namesAt({ node }: Site): readonly string[] {
  const { parent } = outerOf(node);
  return parent?.type === 'VariableDeclarator' ? declaredIn(parent.id).map(({ name }) => name) : [];
}
