/**
 * Statements that wait for handles of workflows as if these were promises: `await Promise.all(handles);`, `await handle;`. They go on at once. Leaves out
 * lists of which an element may be something else, results that are used, and functions that ask handles themselves.
 */
import { factsOf } from '../collect-facts.ts';
import { baseEnv } from '../evaluate.ts';
import { memberKey, outerOf, unwrap, withoutTypes, type Node } from '../nodes.ts';
import type { FunctionUnit } from '../units.ts';
import type { Env } from '../values.ts';
import { variableOf, constantInit, type VariableLike } from '../variables.ts';
import type { World } from '../world.ts';
import { gatheringsIn, type Gathering } from './concurrent.ts';
import { happeningsOf, isDirectFact } from './operations.ts';

/** A statement that waits for handles, which are no promises. */
export interface IdleWait {
  /** What is awaited: the call of the combinator, or the handle. */
  readonly node: Node;
  /** The list of handles; absent for a single one. */
  readonly list: Node | undefined;
  /** The combinator passes on whichever failure comes first. */
  readonly isRejecting: boolean;
  readonly unit: FunctionUnit;
}

/** The idle waits of a function. */
export function idleWaitsIn(world: World, env: Env): readonly IdleWait[] {
  const starts = startsIn(world, env);
  const startsInside = env.unit.nested.some((inner) => startsIn(world, baseEnv(world, inner)).size > 0);
  if ((starts.size === 0 && !startsInside) || asksHandles(world, env.unit)) return [];
  const gatherings = gatheringsIn(world, env).filter(
    ({ spec }) =>
      (spec.waits === 'all' || spec.waits === 'settled') && spec.mapper === undefined && spec.single !== true,
  );
  const handles = new Handles(world, env, starts, gatherings);
  const lists = gatherings.flatMap(({ node, spec }): readonly IdleWait[] => {
    const list = listOf({ node, spec });
    // What comes of `Promise.all(handles)` are the handles, which may be asked elsewhere; of `allSettled` it says of each that all is well.
    const isIdle = isStatement(node) || (spec.waits === 'settled' && isAwaited(node));
    return list && isIdle && handles.fill(list)
      ? [{ node, list, isRejecting: spec.waits === 'all', unit: env.unit }]
      : [];
  });
  return [...lists, ...handles.awaited()];
}

function listOf({ node, spec }: Pick<Gathering, 'node' | 'spec'>): Node | undefined {
  return node.type === 'CallExpression' ? node.arguments[spec.promises] : undefined;
}

/** The calls of a function whose promises give handles. */
function startsIn(world: World, env: Env): ReadonlySet<Node> {
  const found = new Set<Node>();
  for (const fact of factsOf(world, env).facts) {
    if (fact.kind !== 'api' || fact.spec.family !== 'start' || fact.spec.result !== 'promise') continue;
    if (fact.spec.returns !== undefined && isDirectFact(world, fact, env)) found.add(fact.node);
  }
  return found;
}

function asksHandles(world: World, unit: FunctionUnit): boolean {
  const asks = factsOf(world, baseEnv(world, unit)).facts.some(
    (fact) => fact.kind === 'api' && fact.spec.family === 'handle',
  );
  return asks || unit.nested.some((inner) => asksHandles(world, inner));
}

/** `await node;` */
function isStatement(node: Node): boolean {
  const { parent } = outerOf(node);
  return parent?.type === 'AwaitExpression' && parent.parent.type === 'ExpressionStatement';
}

function isAwaited(node: Node): boolean {
  return outerOf(node).parent?.type === 'AwaitExpression';
}

class Handles {
  readonly #world: World;
  readonly #env: Env;
  readonly #starts: ReadonlySet<Node>;
  readonly #gatherings: readonly Gathering[];

  constructor(world: World, env: Env, starts: ReadonlySet<Node>, gatherings: readonly Gathering[]) {
    this.#world = world;
    this.#env = env;
    this.#starts = starts;
    this.#gatherings = gatherings;
  }

  /** Whether a list holds handles, and certainly nothing else. */
  fill(expression: Node): boolean {
    const list = unwrap(expression);
    if (list.type === 'ArrayExpression') {
      return list.elements.length > 0 && list.elements.every((element) => element !== null && this.#isHandle(element));
    }
    const variable = list.type === 'Identifier' ? this.#variable(list) : undefined;
    const init = variable && initOf(variable);
    if (!variable || !init) return false;
    const isGathered = this.#isGathered(init);
    if (init.type !== 'ArrayExpression' && !isGathered) return false;
    const elements: (Node | null)[] = init.type === 'ArrayExpression' ? [...init.elements] : [];
    for (const { identifier, init: isInit } of variable.references) {
      if (isInit === true || identifier === list) continue;
      const pushed = this.#pushedTo(identifier);
      if (!pushed) return false;
      elements.push(...pushed);
    }
    const isFilled = isGathered || elements.length > 0;
    return isFilled && elements.every((element) => element !== null && this.#isHandle(element));
  }

  /** `await Promise.all(ids.map((id) => startWorkflow(place)(id)))`: the handles of all. */
  #isGathered(init: Node): boolean {
    const call = init.type === 'AwaitExpression' ? unwrap(init.argument) : undefined;
    const gathering = this.#gatherings.find(({ node, spec }) => node === call && spec.waits === 'all');
    const expression = gathering && listOf(gathering);
    const list = expression && unwrap(expression);
    if (list?.type === 'ArrayExpression')
      return list.elements.length > 0 && list.elements.every((item) => item !== null && this.#starts.has(unwrap(item)));
    if (list?.type !== 'CallExpression') return false;
    const { facts, calls } = happeningsOf(this.#world, this.#env).get(list) ?? { facts: [], calls: [] };
    return facts.length === 0 && calls.length > 0 && calls.every(({ target }) => this.#givesHandle(target));
  }

  #givesHandle(env: Env): boolean {
    const starts = startsIn(this.#world, env);
    const { returns } = env.unit;
    return returns.length > 0 && returns.every((returned) => starts.has(startOf(returned)));
  }

  /** Handles in variables that are awaited once more. */
  awaited(): readonly IdleWait[] {
    return [...this.#starts].flatMap((start) => {
      const { parent } = outerOf(start);
      const declarator = parent?.type === 'AwaitExpression' ? outerOf(parent).parent : undefined;
      if (declarator?.type !== 'VariableDeclarator') return [];
      const variable = this.#variable(declarator.id);
      return (variable?.references ?? []).flatMap(({ identifier }): readonly IdleWait[] =>
        isStatement(identifier) && this.#isHandle(identifier)
          ? [{ node: identifier, list: undefined, isRejecting: false, unit: this.#env.unit }]
          : [],
      );
    });
  }

  #variable(identifier: Node): VariableLike | undefined {
    return variableOf(this.#world, this.#env.unit.module, identifier);
  }

  #isHandle(expression: Node): boolean {
    const node = withoutTypes(expression);
    if (node.type === 'AwaitExpression') return this.#starts.has(unwrap(node.argument));
    const variable = node.type === 'Identifier' ? this.#variable(node) : undefined;
    const init = variable && initOf(variable);
    return init?.type === 'AwaitExpression' && this.#starts.has(unwrap(init.argument));
  }

  /** What a use of the list adds to it: the arguments of `push`, nothing where it is only read; undefined: not known. */
  #pushedTo(identifier: Node): readonly Node[] | undefined {
    const { parent } = outerOf(identifier);
    if (parent?.type === 'ForOfStatement') return [];
    if (parent?.type !== 'MemberExpression' || parent.object !== identifier) return undefined;
    const key = memberKey(parent);
    const call = outerOf(parent).parent;
    const method = key === undefined ? undefined : this.#world.knowledge.method(key);
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== parent) return key === 'length' ? [] : undefined;
    if (key === 'push') return call.arguments;
    return method?.callbacks !== undefined && method.mutates === undefined ? [] : undefined;
  }
}

/** The call in `start(…)` and `await start(…)`. */
function startOf(expression: Node): Node {
  const node = unwrap(expression);
  return node.type === 'AwaitExpression' ? unwrap(node.argument) : node;
}

/** What a constant is made of. */
function initOf(variable: VariableLike): Node | undefined {
  const init = constantInit(variable);
  return init && withoutTypes(init);
}
