/**
 * Roles that the settings give to the callbacks of a function, for what cannot be inferred. A function is named as it is called
 * (`remoteStep`, `durable.step`), as it is declared (`Runner.step`), or by its qualified name (`our-platform#durable.step`).
 */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { print, spoken } from './names.ts';
import { memberKey, unwrap, type Node } from './nodes.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';

/** The role that the settings give to what a call is handed; undefined: they do not speak of it. */
export function declaredRole(world: World, callee: Node, values: readonly Value[]): Role | undefined {
  if (!world.knowledge.hasWrappers) return undefined;
  for (const name of [pathText(callee), ...values.flatMap(namesOf)]) {
    const role = name === undefined ? undefined : world.knowledge.wrapper(name);
    if (role) return role;
  }
  return undefined;
}

function namesOf(value: Value): readonly string[] {
  if (value.kind === 'function') return [value.unit.name];
  if (value.kind === 'named') return [print(value.name), spoken(value.name), value.name.path.join('.')];
  return [];
}

/** `durable.step` of `this.durable.step`; undefined when a part of the path is computed. */
function pathText(callee: Node): string | undefined {
  const node = unwrap(callee);
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return undefined;
  const key = memberKey(node);
  if (key === undefined) return undefined;
  const object = unwrap(node.object);
  if (object.type === 'ThisExpression') return key;
  const path = pathText(object);
  return path === undefined ? undefined : `${path}.${key}`;
}
