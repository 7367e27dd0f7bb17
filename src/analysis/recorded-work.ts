/**
 * Whether code finds its work in a database and starts something for what it found: the query feeds the start, the loop around it, or the
 * condition. Then nothing is lost with the process, as long as the code comes back. Follows variables inside a function, and the calls that lead
 * to the start. Leaves out what comes in as a parameter.
 */
import { factsOf } from './collect-facts.ts';
import { childrenOf, type Node } from './nodes.ts';
import { pathOf, summaryOf, type Exposure } from './summaries.ts';
import type { FunctionUnit } from './units.ts';
import type { Env } from './values.ts';
import { variableOf, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** @param env of the code, `start` being one of its exposures */
export function findsRecordedWork(world: World, env: Env, start: Exposure): boolean {
  const path = pathOf(start);
  const stops = [...path.map(({ node }) => node), start.fact.node];
  const places = [env, ...path.map(({ target }) => target)];
  return places.some((place, index) => {
    const node = stops[index];
    return node !== undefined && new Inputs(world, place).ofQuery(node);
  });
}

class Inputs {
  readonly #world: World;
  readonly #unit: FunctionUnit;
  readonly #queries: ReadonlySet<Node>;
  readonly #seen = new Set<VariableLike>();

  constructor(world: World, env: Env) {
    this.#world = world;
    this.#unit = env.unit;
    const { facts, edges } = factsOf(world, env);
    this.#queries = new Set([
      ...facts.filter((fact) => fact.kind === 'effect' && fact.effect === 'database').map(({ node }) => node),
      ...edges.filter((edge) => edge.kind === 'call' && queries(world, edge.target)).map(({ node }) => node),
    ]);
  }

  /** Whether what the node is made of, or what decides whether and how often it runs, comes from a query. */
  ofQuery(node: Node): boolean {
    if (this.#queries.size === 0) return false;
    const deciding = decidingOf(node, this.#unit.node);
    return childrenOf(node, this.#unit.module.source.visitorKeys)
      .concat(deciding)
      .some((input) => this.#comesFromQuery(input));
  }

  #comesFromQuery(node: Node): boolean {
    if (this.#queries.has(node)) return true;
    if (node.type === 'Identifier') {
      const source = this.#sourceOf(node);
      return source !== undefined && this.#comesFromQuery(source);
    }
    return childrenOf(node, this.#unit.module.source.visitorKeys).some((child) => this.#comesFromQuery(child));
  }

  /** What a variable is made of: its initial value, or what a loop walks. */
  #sourceOf(identifier: Node): Node | undefined {
    const variable = variableOf(this.#world, this.#unit.module, identifier);
    const declarator = variable?.defs[0]?.node;
    if (!variable || this.#seen.has(variable) || declarator?.type !== 'VariableDeclarator') return undefined;
    this.#seen.add(variable);
    const loop = declarator.parent.parent;
    return loop.type === 'ForOfStatement' && loop.left === declarator.parent
      ? loop.right
      : (declarator.init ?? undefined);
  }
}

/** What the loops around a node walk, and the conditions around it. */
function decidingOf(node: Node, root: Node): readonly Node[] {
  const deciding: Node[] = [];
  for (let child = node, parent = node.parent; parent && child !== root; child = parent, parent = parent.parent) {
    if (parent.type === 'ForOfStatement' && child === parent.body) deciding.push(parent.right);
    else if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && child !== parent.test)
      deciding.push(parent.test);
  }
  return deciding;
}

function queries(world: World, env: Env): boolean {
  return [...summaryOf(world, env).values()].some(({ fact }) => fact.kind === 'effect' && fact.effect === 'database');
}
