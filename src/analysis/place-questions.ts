/**
 * Code that asks the engine where it runs before it does something: `DBOS.isInWorkflow() ? await DBOS.now() : Date.now()`. Knows the places
 * in which such code can be, from the conditions around it and from those in front that leave. Answers are followed through constants and
 * functions. Of what else a condition says, only that the workflow has been stopped counts.
 */

import type { Place, Role } from '../knowledge/vocabulary/roles.ts';
import { certain } from './certain.ts';
import { unitAt } from './bindings.ts';
import { conditionsAround, conditionsBefore } from './branches.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { Name } from './names.ts';
import { unwrap, type Node } from './nodes.ts';
import { tellsStop } from './stopped.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Undefined: anywhere. */
export type Places = ReadonlySet<Place> | undefined;

/** The places in which the node can run, as far as the code asks. */
export function placesAsked(world: World, module: ModuleUnit, node: Node): Places {
  let places: Places;
  for (const { test, whenTrue } of [...conditionsAround(node), ...conditionsBefore(node)]) {
    places = both(places, answer(world, module, test, whenTrue));
  }
  return places;
}

/** Whether code that can run in these places can run in a role. */
export function fits(places: Places, role: Role): boolean {
  return places === undefined || places.has(placeOf(role));
}

function placeOf(role: Role): Place {
  switch (role) {
    case 'workflow':
    case 'step':
    case 'transaction':
      return role;
    default:
      return 'outside';
  }
}

/** Where no workflow goes on: what is done there is done again by no replay. */
export const NOT_IN_WORKFLOWS: Places = new Set<Place>(['step', 'transaction', 'outside']);

/** Where the test can come out like this. */
function answer(world: World, module: ModuleUnit, test: Node, truth: boolean): Places {
  const node = unwrap(test);
  if (truth && tellsStop(world, module, node)) return NOT_IN_WORKFLOWS;
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? answer(world, module, node.argument, !truth) : undefined;
    case 'LogicalExpression': {
      if (node.operator === '??') return undefined;
      const [left, right] = [answer(world, module, node.left, truth), answer(world, module, node.right, truth)];
      return (node.operator === '&&') === truth ? both(left, right) : either(left, right);
    }
    case 'BinaryExpression': {
      const isEqual = node.operator === '==' || node.operator === '===';
      if (!isEqual && node.operator !== '!=' && node.operator !== '!==') return undefined;
      const asked = isNothing(node.right) ? node.left : isNothing(node.left) ? node.right : undefined;
      return asked && answer(world, module, asked, isEqual ? !truth : truth);
    }
    case 'CallExpression':
    case 'MemberExpression':
    case 'Identifier': {
      const only = certain(evaluate(world, node, baseEnv(world, unitAt(module, node))), 'named');
      const told = only ? world.knowledge.api(withoutCalls(only.name))?.tellsPlace : undefined;
      return told && new Set(truth ? told.yes : told.no);
    }
    default:
      return undefined;
  }
}

/** Where both hold. */
export function both(first: Places, second: Places): Places {
  if (first === undefined || second === undefined) return first ?? second;
  return new Set([...first].filter((place) => second.has(place)));
}

function either(first: Places, second: Places): Places {
  return first === undefined || second === undefined ? undefined : new Set([...first, ...second]);
}

/** The name without all calls on its way. */
function withoutCalls({ module, path }: Name): Name {
  return { module, path: path.map((segment) => (segment.endsWith('()') ? segment.slice(0, -2) : segment)) };
}

function isNothing(node: Node): boolean {
  return (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined');
}
