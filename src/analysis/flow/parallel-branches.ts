/**
 * The branches of a combinator: what its list is made of, through literals, `map`, variables, `push`, and helpers that give back a list, and how
 * each branch makes its recorded calls.
 */
import type { CombinatorSpec } from '../../knowledge/vocabulary/effects.ts';
import { bindCall } from '../function-calls.ts';
import { evaluate } from '../evaluate.ts';
import {
  isFunctionNode,
  isInvocation,
  isLoop,
  memberKey,
  outerOf,
  unwrap,
  withoutTypes,
  type InvocationNode,
  type Node,
} from '../nodes.ts';
import type { Env } from '../values.ts';
import { unitOfVariable, variableOf, type VariableLike } from '../variables.ts';
import type { World } from '../world.ts';
import {
  happeningsOf,
  isDirect,
  isDirectFact,
  isRecorded,
  profileOf,
  profileOfCode,
  type Operation,
  type Profile,
} from './operations.ts';
import { givesSettled, settles } from './settling.ts';

/** One thing that runs beside others. */
export interface Branch {
  /** The element, the call of `map`, the argument of `push`. */
  readonly node: Node;
  /** What made the promise, when `node` is a variable that holds it; else `node`. */
  readonly code: Node;
  /** The environment in which `node` stands. */
  readonly env: Env;
  readonly profile: Profile;
  /** There may be several of it. */
  readonly repeats: boolean;
  /** A function that stands where a promise should: nobody calls it. */
  readonly uncalled: boolean;
  /** Its rejection is caught within the branch. */
  readonly caught: boolean;
}

/** Lists that are made of lists, helpers included. */
const MAX_LISTS = 5;

/** Finds the branches of one combinator. */
export class BranchFinder {
  readonly #world: World;
  readonly #spec: CombinatorSpec;
  readonly #seen = new Set<VariableLike>();
  readonly branches: Branch[] = [];
  readonly given: VariableLike[] = [];
  open = false;

  constructor(world: World, spec: CombinatorSpec) {
    this.#world = world;
    this.#spec = spec;
  }

  list(expression: Node, env: Env, depth: number, repeats = false): void {
    const node = unwrap(expression);
    if (depth > MAX_LISTS) {
      this.open = true;
      return;
    }
    switch (node.type) {
      case 'ArrayExpression':
        for (const item of node.elements) {
          if (item?.type === 'SpreadElement') this.list(item.argument, env, depth + 1, repeats);
          else if (item) this.element(item, env, repeats);
        }
        return;
      case 'ObjectExpression':
        for (const property of node.properties) {
          if (property.type === 'Property') this.element(property.value, env, repeats);
          else this.list(property.argument, env, depth + 1, repeats);
        }
        return;
      case 'ConditionalExpression':
        this.list(node.consequent, env, depth + 1, repeats);
        this.list(node.alternate, env, depth + 1, repeats);
        return;
      case 'Identifier':
        this.#variable(node, env, depth, repeats);
        return;
      case 'CallExpression':
        if (!this.mapped(node, env)) this.#returned(node, env, depth);
        return;
      default:
        this.open = true;
    }
  }

  /** `items.map(f)`, `Array.from(items, f)`, `pMap(items, f)`: one branch for each item. False: the call runs no function that it is given. */
  mapped(node: InvocationNode, env: Env): boolean {
    const happening = happeningsOf(this.#world, env).get(node);
    const facts = (happening?.facts ?? []).filter((fact) => isRecorded(fact) && !isDirectFact(this.#world, fact, env));
    const edges = (happening?.calls ?? []).filter((edge) => !isDirect(this.#world, edge, env));
    if (facts.length === 0 && edges.length === 0) return false;
    const [fact] = facts.filter(isRecorded);
    let prompt: Operation | undefined = fact && { fact, node, path: [], env };
    let late: Operation | undefined;
    let waits = false;
    let caught = facts.length === 0;
    for (const edge of edges) {
      const inner = profileOf(this.#world, edge.target);
      prompt ??= inner.prompt && { ...inner.prompt, node, path: [edge, ...inner.prompt.path] };
      late ??= inner.late && { ...inner.late, node, path: [edge, ...inner.late.path] };
      waits ||= inner.waits;
      caught &&= givesSettled(this.#world, edge.target);
    }
    this.branches.push({
      node,
      code: node,
      env,
      profile: { prompt, late, waits },
      repeats: !isOfOne(node),
      uncalled: false,
      caught,
    });
    return true;
  }

  element(expression: Node, env: Env, repeats: boolean): void {
    const add = (profile: Profile, uncalled: boolean, caught: boolean, code: Node = expression): void => {
      this.branches.push({ node: expression, code, env, profile, repeats, uncalled, caught });
    };
    // Awaited where it stands, so it is over before the others begin.
    if (withoutTypes(expression).type === 'AwaitExpression') return;
    const node = unwrap(expression);
    const [value] = evaluate(this.#world, node, env);
    if (value?.kind === 'function' && (isFunctionNode(node) || node.type === 'Identifier')) {
      const target = this.#calledEnv(node, env);
      const profile = target ? profileOf(this.#world, target) : NO_PROFILE;
      add(profile, this.#spec.factories !== true, false);
      return;
    }
    if (node.type === 'Identifier') {
      const made = this.#madeFrom(node, env);
      if (!made) this.#opened(variableOf(this.#world, env.unit.module, node));
      else add(profileOfCode(this.#world, made, env), false, settles(this.#world, made, env), made);
      return;
    }
    if (!isInvocation(node) && node.type !== 'ConditionalExpression' && node.type !== 'LogicalExpression') {
      this.open = true;
      return;
    }
    add(profileOfCode(this.#world, node, env), false, settles(this.#world, node, env));
  }

  /** The environment of a function that is known to be called without arguments. */
  #calledEnv(node: Node, env: Env): Env | undefined {
    const [value] = evaluate(this.#world, node, env);
    return value?.kind === 'function' ? bindCall(this.#world, value, [], env.depth) : undefined;
  }

  /** The only thing that a variable of the function is ever set to, when it is not awaited there. */
  #madeFrom(identifier: Node, env: Env): Node | undefined {
    const variable = variableOf(this.#world, env.unit.module, identifier);
    if (!variable || unitOfVariable(env.unit.module, variable) !== env.unit) return undefined;
    const writes = variable.references.filter((reference) => reference.isWrite());
    const value = writes.length === 1 ? writes[0]?.writeExpr : undefined;
    return value && isInvocation(value) && variable.defs[0]?.type === 'Variable' ? value : undefined;
  }

  #variable(identifier: Node, env: Env, depth: number, repeats: boolean): void {
    const variable = variableOf(this.#world, env.unit.module, identifier);
    if (!variable || this.#seen.has(variable) || unitOfVariable(env.unit.module, variable) !== env.unit) {
      this.open = true;
      return;
    }
    this.#seen.add(variable);
    for (const reference of variable.references) {
      const value = reference.isWrite() ? reference.writeExpr : undefined;
      if (value) this.list(value, env, depth + 1, repeats);
      else if (reference.isWrite()) this.open = true;
      else this.#pushed(reference.identifier, env, variable);
    }
    if (variable.defs.some((definition) => definition.type !== 'Variable')) this.#opened(variable);
  }

  /** What the variable holds is not seen here. */
  #opened(variable: VariableLike | undefined): void {
    this.open = true;
    if (variable?.defs[0]?.type === 'Parameter') this.given.push(variable);
  }

  /** `running.push(load(item))`, in the function itself or in a callback in it. */
  #pushed(identifier: Node, env: Env, list: VariableLike): void {
    const { parent } = outerOf(identifier);
    if (parent?.type !== 'MemberExpression' || parent.object !== identifier) return;
    const call = outerOf(parent).parent;
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== parent) return;
    if (this.#world.knowledge.method(memberKey(parent) ?? '')?.mutates !== 'array') return;
    const repeats = isRepeated(call, list.scope.block);
    const owner = nearestFunction(call);
    if (owner !== env.unit.node) {
      this.open = true;
      return;
    }
    for (const item of call.arguments) {
      if (item.type === 'SpreadElement') this.list(item.argument, env, 1, repeats);
      else this.element(item, env, repeats);
    }
  }

  /** `startAll(items)` gives back a list that it makes. */
  #returned(node: InvocationNode, env: Env, depth: number): void {
    const edges = (happeningsOf(this.#world, env).get(node)?.calls ?? []).filter((edge) =>
      isDirect(this.#world, edge, env),
    );
    if (edges.length === 0) this.open = true;
    for (const { target } of edges) {
      const before = this.branches.length;
      for (const expression of target.unit.returns) this.list(expression, target, depth + 1);
      for (const [index, branch] of this.branches.entries()) {
        if (index >= before) this.branches[index] = { ...branch, node, code: node };
      }
    }
  }
}

const NO_PROFILE: Profile = { prompt: undefined, late: undefined, waits: false };

/** `[only].map(f)` */
function isOfOne(node: InvocationNode): boolean {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  const list = callee?.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  return list?.type === 'ArrayExpression' && list.elements.length < 2 && list.elements[0]?.type !== 'SpreadElement';
}

/** Whether the node may run several times for one run of the block around it. */
function isRepeated(node: Node, block: Node): boolean {
  for (let current = node.parent; current && current !== block; current = current.parent)
    if (isLoop(current)) return true;
  return false;
}

function nearestFunction(node: Node): Node | undefined {
  let current = node.parent;
  while (current && !isFunctionNode(current) && current.type !== 'Program') current = current.parent;
  return current;
}
