/**
 * Whether something was made by one of a set of calls, as a connection is by the call that opens it: through constants, variables that hold nothing
 * else, `then`, members, and the parameters of functions that workflows call with it. Leaves out what stands in a container.
 */
import type { Arrivals } from './arrivals.ts';
import { sole } from './certain.ts';
import { isFunctionNode, isInvocation, memberKey, parametersOf, unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import { variableOf, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** Asks where the things of one file come from. */
export class Opened {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #arrivals: Arrivals;
  readonly #openings: ReadonlySet<Node>;
  readonly #known = new Map<VariableLike, boolean>();

  /** @param openings the calls */
  constructor(world: World, module: ModuleUnit, arrivals: Arrivals, openings: ReadonlySet<Node>) {
    this.#world = world;
    this.#module = module;
    this.#arrivals = arrivals;
    this.#openings = openings;
  }

  /** Whether the value is what one of the calls gave, or was certainly reached through that. */
  holds(expression: Node): boolean {
    for (let node = unwrap(expression); ;) {
      if (this.#openings.has(node)) return true;
      if (node.type === 'CallExpression') node = unwrap(node.callee);
      else if (node.type === 'MemberExpression') node = unwrap(node.object);
      else return node.type === 'Identifier' && this.#isHeld(node);
    }
  }

  #isHeld(identifier: Node): boolean {
    const variable = variableOf(this.#world, this.#module, identifier);
    if (!variable) return false;
    const known = this.#known.get(variable);
    if (known !== undefined) return known;
    // What a function hands on to itself, it has from elsewhere.
    this.#known.set(variable, true);
    const isHeld = this.#isAlwaysGiven(variable);
    this.#known.set(variable, isHeld);
    return isHeld;
  }

  #isAlwaysGiven(variable: VariableLike): boolean {
    const definition = sole(variable.defs);
    if (!definition) return false;
    const given: (Node | undefined)[] = [];
    if (isFunctionNode(definition.node)) given.push(...this.#givenTo(definition.node, definition.name));
    else if (definition.node.type !== 'VariableDeclarator' || definition.node.id !== definition.name) return false;
    for (const reference of variable.references) {
      const { parent } = reference.identifier;
      if (!reference.isWrite()) continue;
      const isWhole = parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression';
      given.push(isWhole ? (reference.writeExpr ?? undefined) : undefined);
    }
    const things = given.filter((node) => !node || !isNothing(unwrap(node)));
    return things.length > 0 && things.every((node) => node !== undefined && this.holds(node));
  }

  /** What the parameter of a function is in each call of it; undefined: not known. */
  #givenTo(code: Node, name: Node): readonly (Node | undefined)[] {
    const unit = this.#module.unitOf.get(code);
    const index = isFunctionNode(code) ? parametersOf(code).findIndex((parameter) => parameter === name) : -1;
    if (!unit || index < 0) return [undefined];
    return this.#arrivals.of('workflow', unit).map(({ edge: { node, isHandedOver } }) => {
      if (!isInvocation(node) || node.type !== 'CallExpression') return undefined;
      if (isHandedOver) return index === 0 ? this.#receiverOfThen(node.callee) : undefined;
      const before = node.arguments.slice(0, index + 1);
      return before.some((argument) => argument.type === 'SpreadElement') ? undefined : before[index];
    });
  }

  /** `pool.connect()` of `pool.connect().then` */
  #receiverOfThen(callee: Node): Node | undefined {
    const member = unwrap(callee);
    if (member.type !== 'MemberExpression') return undefined;
    const row = this.#world.knowledge.method(memberKey(member) ?? '');
    return row?.passes === 'result' ? member.object : undefined;
  }
}

/** `null`, `undefined`: what a variable is before it is given something. */
function isNothing(node: Node): boolean {
  return (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined');
}
