/**
 * Writes that happen only when there was nothing before: `client ??= connect()`, `if (!ready) { … ready = true; }`, a cache that is
 * asked first. Repeating such a write, or leaving it out, changes nothing that anybody sees, as long as what is guarded is nothing
 * that counts.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf } from './variables.ts';
import { mutationsOf, type Mutation } from './mutations.ts';
import { contains, leaves, withoutTypes, type Node } from './nodes.ts';
import { placeOfObject, samePlace, type Place } from './places.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/**
 * The code that runs only when the written place was empty; undefined: the write is not guarded. What is made together is guarded together:
 *   if (!db) { pool = new Pool(); db = drizzle(pool); }
 */
export function guardedBy(world: World, mutation: Mutation): Node | undefined {
  const own = guardOf(world, mutation);
  if (own) return own;
  for (const other of mutationsOf(world, mutation.unit)) {
    const guard = other === mutation || other.how !== 'assigned' ? undefined : guardOf(world, other);
    if (guard && guard !== other.node && contains(guard, mutation.node)) return guard;
  }
  return empties(mutation) ? madeAround(world, mutation) : undefined;
}

/**
 * What was made when there was nothing, and is given up again where it is made:
 *   ready ??= connect().catch((error) => { ready = undefined; throw error; });
 */
function madeAround(world: World, { node, place, unit }: Mutation): Node | undefined {
  for (let outer = unit.parent; outer; outer = outer.parent) {
    for (const other of mutationsOf(world, outer)) {
      if (!samePlace(other.place, place)) continue;
      const guard = guardOf(world, other);
      if (guard && contains(guard, node)) return node;
    }
  }
  return undefined;
}

function empties({ node }: Mutation): boolean {
  return node.type === 'AssignmentExpression' && node.operator === '=' && isNothing(node.right);
}

function guardOf(world: World, { node, place, unit, how }: Mutation): Node | undefined {
  const asker = new Asker(world, unit.module, place);
  if (how === 'filled') return node;
  if (node.type === 'AssignmentExpression' && asker.fallsBack(node.right)) return node;
  let child: Node = node;
  for (let parent: Node | undefined = node.parent; parent && child !== unit.node; parent = parent.parent) {
    if (asker.guards(parent, child)) return parent.type === 'BlockStatement' ? parent : child;
    child = parent;
  }
  return undefined;
}

const MAX_DEPTH = 6;

class Asker {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #place: Place;

  constructor(world: World, module: ModuleUnit, place: Place) {
    this.#world = world;
    this.#module = module;
    this.#place = place;
  }

  /** `client ?? connect()`, `client ? client : connect()` */
  fallsBack(value: Node): boolean {
    const node = withoutTypes(value);
    if (node.type === 'LogicalExpression') return node.operator !== '&&' && this.#asks(node.left, 0);
    if (node.type === 'ConditionalExpression') return this.#isPresent(node.test) || this.#isAbsent(node.test);
    return false;
  }

  guards(parent: Node, child: Node): boolean {
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        if (parent.consequent === child) return this.#isAbsent(parent.test);
        return parent.alternate === child && this.#isPresent(parent.test);
      case 'LogicalExpression':
        if (parent.right !== child) return false;
        return parent.operator === '&&' ? this.#isAbsent(parent.left) : this.#isPresent(parent.left);
      case 'BlockStatement': {
        const index = parent.body.findIndex((statement) => statement === child);
        return parent.body.slice(0, Math.max(index, 0)).some((statement) => this.#leavesWhenPresent(statement));
      }
      default:
        return false;
    }
  }

  /** `if (ready) return;` */
  #leavesWhenPresent(statement: TSESTree.Statement): boolean {
    if (statement.type !== 'IfStatement' || statement.alternate || !this.#isPresent(statement.test)) return false;
    return leaves(statement.consequent);
  }

  #isAbsent(test: Node): boolean {
    const node = withoutTypes(test);
    if (node.type === 'UnaryExpression' && node.operator === '!') return this.#isPresent(node.argument);
    if (node.type === 'LogicalExpression') return this.#isAbsent(node.left) || this.#isAbsent(node.right);
    return (
      node.type === 'BinaryExpression' &&
      (node.operator === '==' || node.operator === '===') &&
      this.#comparesWithNothing(node)
    );
  }

  #isPresent(test: Node): boolean {
    const node = withoutTypes(test);
    if (node.type === 'UnaryExpression' && node.operator === '!') return this.#isAbsent(node.argument);
    if (node.type === 'LogicalExpression') return this.#isPresent(node.left) || this.#isPresent(node.right);
    if (node.type === 'BinaryExpression') {
      if (node.operator === 'in') return this.#asks(node.right, 0);
      return (node.operator === '!=' || node.operator === '!==') && this.#comparesWithNothing(node);
    }
    return this.#asks(node, 0);
  }

  #comparesWithNothing({ left, right }: TSESTree.BinaryExpression): boolean {
    return (isNothing(right) && this.#asks(left, 0)) || (isNothing(left) && this.#asks(right, 0));
  }

  /** `cache`, `cache[key]`, `cache.has(key)`, `Object.hasOwn(cache, key)`, `typeof cache`, or a constant with such a value. */
  #asks(expression: Node, depth: number): boolean {
    if (depth > MAX_DEPTH) return false;
    const node = withoutTypes(expression);
    switch (node.type) {
      case 'AwaitExpression':
      case 'UnaryExpression':
        return this.#asks(node.argument, depth + 1);
      case 'CallExpression':
        return (
          node.callee.type === 'MemberExpression' &&
          [node.callee.object, ...node.arguments.slice(0, 1)].some((asked) => this.#asks(asked, depth + 1))
        );
      case 'Identifier':
      case 'MemberExpression':
      case 'ThisExpression': {
        const place = placeOfObject(this.#world, this.#module, node);
        if (place && samePlace(place, this.#place)) return true;
        return node.type === 'Identifier' && this.#asksBefore(node, depth);
      }
      default:
        return false;
    }
  }

  #asksBefore(node: TSESTree.Identifier, depth: number): boolean {
    const definition = variableOf(this.#world, this.#module, node)?.defs[0]?.node;
    return (
      definition?.type === 'VariableDeclarator' && definition.init !== null && this.#asks(definition.init, depth + 1)
    );
  }
}

function isNothing(node: Node): boolean {
  if (node.type === 'Literal') return node.value === null || node.value === 'undefined' || node.value === false;
  return node.type === 'Identifier' && node.name === 'undefined';
}
