/**
 * Other names under which a file gives away what has a name: of `{ later: hooks.add }`, `const { add: later } = hooks` and `later = hooks.add.bind(hooks)`,
 * for `add` also `later`. By the text: whether a call of the other name runs the function is for whoever finds it to say.
 */
import { memberKey, outerOf, staticKey, unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Names that lead to each other. */
const MAX_NAMES = 20;

/** The names, and the others by which the files know them. */
export function withOtherNames(
  world: World,
  modules: Iterable<ModuleUnit>,
  names: readonly string[],
): readonly string[] {
  const indexes = [...modules].map((module) => otherNamesIn(world, module)).filter(({ size }) => size > 0);
  if (indexes.length === 0) return names;
  const all = new Set(names);
  // What is added on the way is visited, too.
  for (const name of all) {
    for (const index of indexes) for (const other of index.get(name) ?? []) all.add(other);
    if (all.size > MAX_NAMES) return names;
  }
  return [...all];
}

function otherNamesIn(world: World, module: ModuleUnit): ReadonlyMap<string, ReadonlySet<string>> {
  let known = world.otherNames.get(module);
  if (!known) world.otherNames.set(module, (known = index(module)));
  return known;
}

function index(module: ModuleUnit): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (name: string | undefined, other: string | undefined): void => {
    if (name === undefined || other === undefined || name === other) return;
    const known = found.get(name);
    if (known) known.add(other);
    else found.set(name, new Set([other]));
  };
  for (const { reads, invocations, patterns } of module.units) {
    for (const node of reads) add(memberKey(node), nameGivenTo(node));
    for (const node of invocations) {
      const bound = node.type === 'CallExpression' ? boundBy(node.callee) : undefined;
      if (bound) add(bound, nameGivenTo(node));
    }
    for (const { id } of patterns) {
      if (id.type !== 'ObjectPattern') continue;
      for (const item of id.properties)
        if (item.type === 'Property') add(staticKey(item.key, item.computed), nameIn(item.value));
    }
  }
  return found;
}

/** Of `hooks.add.bind`, `add`. */
function boundBy(node: Node): string | undefined {
  const callee = unwrap(node);
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'bind') return undefined;
  const bound = unwrap(callee.object);
  return bound.type === 'MemberExpression' ? memberKey(bound) : nameIn(bound);
}

/** The key or the variable that takes what stands there. */
export function nameGivenTo(node: Node): string | undefined {
  const { parent, child } = outerOf(node);
  switch (parent?.type) {
    case 'Property':
      return parent.value === child && parent.parent.type === 'ObjectExpression'
        ? staticKey(parent.key, parent.computed)
        : undefined;
    case 'PropertyDefinition':
      return parent.value === child ? staticKey(parent.key, parent.computed) : undefined;
    case 'VariableDeclarator':
      return nameIn(parent.id);
    case 'AssignmentExpression':
      if (parent.right !== child) return undefined;
      return parent.left.type === 'MemberExpression' ? memberKey(parent.left) : nameIn(parent.left);
    default:
      return undefined;
  }
}

function nameIn(node: Node): string | undefined {
  if (node.type === 'AssignmentPattern') return nameIn(node.left);
  return node.type === 'Identifier' ? node.name : undefined;
}
