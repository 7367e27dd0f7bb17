/**
 * Loops that do nothing but look at the clock until it is late enough: `while (Date.now() < end) {}`. A loop that does any work, or that
 * gives control away, is no such loop, and neither is one that ends for another reason than the time.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { unitAt } from './bindings.ts';
import { variableOf, type VariableLike } from './variables.ts';
import { baseEnv } from './evaluate.ts';
import type { EffectFact } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { childrenOf, isClassNode, isFunctionNode, unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A loop with a condition. */
export type Loop = TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement;

/** A loop that waits by looking at the clock. */
export interface BusyLoop {
  readonly loop: Loop;
  /** How long it waits, as written, in the unit of the clock; undefined: in another form. */
  readonly duration: TSESTree.Expression | undefined;
  /** The declaration that only keeps the beginning or the end of the wait. */
  readonly mark: TSESTree.VariableDeclaration | undefined;
}

/** The busy loop in which a clock is read. */
export function busyLoopAround(world: World, module: ModuleUnit, fact: EffectFact): BusyLoop | undefined {
  if (fact.effect !== 'clock') return undefined;
  const loop = loopAround(fact.node);
  if (!loop) return undefined;
  const { facts } = factsOf(world, baseEnv(world, unitAt(module, fact.node)));
  const clocks = new Set<Node>();
  for (const item of facts) if (item.kind === 'effect' && item.effect === 'clock') clocks.add(item.node);
  const finder = new Finder(world, module, clocks);
  if (!finder.isIdle(loop) || !finder.endsByClock(loop)) return undefined;
  return { loop, ...finder.durationOf(loop) };
}

function loopAround(start: Node): Loop | undefined {
  for (let node = start.parent; node && !isFunctionNode(node) && !isClassNode(node); node = node.parent) {
    switch (node.type) {
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
        return node;
      default:
    }
  }
  return undefined;
}

class Finder {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #clocks: ReadonlySet<Node>;

  constructor(world: World, module: ModuleUnit, clocks: ReadonlySet<Node>) {
    this.#world = world;
    this.#module = module;
    this.#clocks = clocks;
  }

  /** Whether the node does nothing but compute with the clock, and jump out. */
  isIdle(node: Node): boolean {
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression': {
        // `new Date().getTime()`
        const receiver = node.callee.type === 'MemberExpression' ? unwrap(node.callee.object) : undefined;
        if (!this.#clocks.has(node) && !(receiver && this.#clocks.has(receiver))) return false;
        break;
      }
      case 'AwaitExpression':
      case 'YieldExpression':
      case 'TaggedTemplateExpression':
      case 'ImportExpression':
      case 'ThrowStatement':
      case 'ReturnStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'TryStatement':
        return false;
      default:
        if (isFunctionNode(node) || isClassNode(node)) return false;
    }
    return childrenOf(node, this.#module.source.visitorKeys).every((child) => this.isIdle(child));
  }

  endsByClock(loop: Loop): boolean {
    return exitsOf(loop).some((test) => this.#readsClock(test) || this.#mentions(test, this.#assignedFromClock(loop)));
  }

  #readsClock(node: Node): boolean {
    return (
      this.#clocks.has(node) ||
      childrenOf(node, this.#module.source.visitorKeys).some((child) => this.#readsClock(child))
    );
  }

  /** Variables that the loop sets to the time. */
  #assignedFromClock(node: Node): readonly VariableLike[] {
    const own =
      node.type === 'AssignmentExpression' && node.left.type === 'Identifier' && this.#readsClock(node.right)
        ? (variableOf(this.#world, this.#module, node.left) ?? undefined)
        : undefined;
    const inner = childrenOf(node, this.#module.source.visitorKeys).flatMap((child) => this.#assignedFromClock(child));
    return own ? [own, ...inner] : inner;
  }

  #mentions(node: Node, variables: readonly VariableLike[]): boolean {
    if (node.type === 'Identifier') {
      const variable = variableOf(this.#world, this.#module, node);
      return variable !== undefined && variables.includes(variable);
    }
    return childrenOf(node, this.#module.source.visitorKeys).some((child) => this.#mentions(child, variables));
  }

  /** Of `Date.now() - start < ms`, `Date.now() < start + ms` and `Date.now() < end`, the `ms`. */
  durationOf(loop: Loop): Pick<BusyLoop, 'duration' | 'mark'> {
    const none = { duration: undefined, mark: undefined };
    const test = loop.type === 'ForStatement' ? undefined : unwrap(loop.test);
    if (test?.type !== 'BinaryExpression' || !isIdleBody(loop.body)) return none;
    const isAscending = test.operator === '<' || test.operator === '<=';
    const isDescending = test.operator === '>' || test.operator === '>=';
    if (!isAscending && !isDescending) return none;
    const early = unwrap(isAscending ? test.left : test.right);
    const late = isAscending ? test.right : test.left;
    if (early.type === 'BinaryExpression' && early.operator === '-' && this.#clocks.has(unwrap(early.left))) {
      const start = this.#constant(early.right, loop);
      return start && this.#clocks.has(unwrap(start.init)) ? { duration: late, mark: start.mark } : none;
    }
    if (!this.#clocks.has(early)) return none;
    const end = this.#constant(late, loop);
    const sum = unwrap(end ? end.init : late);
    if (sum.type !== 'BinaryExpression' || sum.operator !== '+') return none;
    if (this.#clocks.has(unwrap(sum.left))) return end ? { duration: sum.right, mark: end.mark } : none;
    const start = end ? undefined : this.#constant(sum.left, loop);
    return start && this.#clocks.has(unwrap(start.init)) ? { duration: sum.right, mark: start.mark } : none;
  }

  /** What a variable is set to, once and for all, directly before the loop; `mark` when the loop alone reads it. */
  #constant(
    node: Node,
    loop: Loop,
  ): { readonly init: TSESTree.Expression; readonly mark: BusyLoop['mark'] } | undefined {
    const variable = node.type === 'Identifier' ? variableOf(this.#world, this.#module, node) : undefined;
    const definition = variable?.defs[0]?.node;
    if (!variable || definition?.type !== 'VariableDeclarator' || !definition.init) return undefined;
    if (variable.references.filter((reference) => reference.isWrite()).length > 1) return undefined;
    const declaration = definition.parent;
    if (!isDirectlyBefore(declaration, loop)) return undefined;
    const isAlone =
      declaration.declarations.length === 1 &&
      variable.references.filter((reference) => reference.isRead()).length === 1;
    return { init: definition.init, mark: isAlone ? declaration : undefined };
  }
}

function isDirectlyBefore(first: Node, second: Loop): boolean {
  const { parent } = second;
  if (parent.type !== 'BlockStatement' && parent.type !== 'Program') return false;
  const statements: readonly Node[] = parent.body;
  return statements[statements.indexOf(second) - 1] === first;
}

/** The conditions that end the loop: its own, and those in front of a `break`. */
function exitsOf(loop: Loop): readonly Node[] {
  const own = loop.test ? [loop.test] : [];
  const body = loop.body.type === 'BlockStatement' ? loop.body.body : [loop.body];
  return [
    ...own,
    ...body.flatMap((statement) =>
      statement.type === 'IfStatement' && breaks(statement.consequent) ? [statement.test] : [],
    ),
  ];
}

function breaks(statement: TSESTree.Statement): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(breaks);
  return statement.type === 'BreakStatement';
}

function isIdleBody(body: TSESTree.Statement): boolean {
  return body.type === 'EmptyStatement' || (body.type === 'BlockStatement' && body.body.length === 0);
}
