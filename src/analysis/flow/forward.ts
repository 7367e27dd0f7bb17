/**
 * Runs over code in the order in which it is executed, and carries a state along: through branches, loops, jumps and `try`. What the state
 * is, and what a node does to it, is the caller's. Leaves out: code of nested functions, and which branch is taken (all are). A
 * `catch` is entered from every place of its `try`.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { childrenOf, isClassNode, isFunctionNode, isTypeOnly, type Node } from '../nodes.ts';

/** What is carried along. */
export interface Carrying<State> {
  /** The state where two ways meet. Must not grow for ever: a loop is run until its state stays the same, at most a few times. */
  readonly join: (first: State, second: State) => State;
  readonly equal: (first: State, second: State) => boolean;
  /** The state after the node, whose operands are done; undefined: the code after it does not run. */
  readonly visit: (node: Node, state: State) => State | undefined;
}

/** A way out of the code, other than through its end. */
export interface Leaving<State> {
  readonly how: 'return' | 'throw' | 'break' | 'continue';
  /** The label that a jump names. */
  readonly label: string | undefined;
  readonly state: State;
}

/** How code ends: in which state, and by which jumps. */
export interface Outcome<State> {
  /** The state at the end of the code; undefined: it is never reached. */
  readonly end: State | undefined;
  readonly leaves: readonly Leaving<State>[];
}

/** Times that a loop is run before its state is taken as it is. */
const MAX_ROUNDS = 6;
/** Statements and expressions inside each other; deeper code is passed over. */
const MAX_DEPTH = 400;

type LoopNode =
  | TSESTree.WhileStatement
  | TSESTree.DoWhileStatement
  | TSESTree.ForStatement
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement;

type Keys = Readonly<Record<string, readonly string[] | undefined>>;

/** Runs over a statement, an expression, or the body of a function (not the function node itself). */
export function forward<State>(code: Node, entry: State, carrying: Carrying<State>, visitorKeys: Keys): Outcome<State> {
  const runner = new Runner(carrying, visitorKeys);
  const end = runner.run(code, entry);
  return { end, leaves: runner.leaves };
}

class Runner<State> {
  readonly #carrying: Carrying<State>;
  readonly #keys: Keys;
  leaves: Leaving<State>[] = [];
  /** The states of the places inside the innermost `try`, joined. */
  #thrown: State | undefined;
  #depth = 0;

  constructor(carrying: Carrying<State>, keys: Keys) {
    this.#carrying = carrying;
    this.#keys = keys;
  }

  run(node: Node | null | undefined, state: State | undefined): State | undefined {
    if (!node || state === undefined || this.#depth > MAX_DEPTH) return state;
    if (isTypeOnly(node)) return state;
    this.#depth += 1;
    const after = this.#node(node, state);
    this.#depth -= 1;
    return after;
  }

  #node(node: Node, state: State): State | undefined {
    if (isFunctionNode(node) || isClassNode(node)) return this.#visit(node, state);
    switch (node.type) {
      case 'IfStatement':
      case 'ConditionalExpression': {
        const tested = this.run(node.test, state);
        return this.#join(
          this.run(node.consequent, tested),
          node.alternate ? this.run(node.alternate, tested) : tested,
        );
      }
      case 'LogicalExpression': {
        const left = this.run(node.left, state);
        return this.#visit(node, this.#join(left, this.run(node.right, left)));
      }
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.#repeated(node, state);
      case 'SwitchStatement':
        return this.#switch(node, state);
      case 'TryStatement':
        return this.#try(node, state);
      case 'LabeledStatement':
        return this.#jumpsHere(node.label.name, () => this.run(node.body, state));
      case 'ReturnStatement':
        return this.#leave('return', undefined, this.run(node.argument, state));
      case 'ThrowStatement': {
        const thrown = this.run(node.argument, state);
        if (thrown !== undefined) this.#mayThrow(thrown);
        return this.#leave('throw', undefined, thrown);
      }
      case 'BreakStatement':
        return this.#leave('break', node.label?.name, state);
      case 'ContinueStatement':
        return this.#leave('continue', node.label?.name, state);
      case 'AssignmentExpression': {
        // `a.b = f()`: the object is found first, then the value; a plain name on the left is no reading.
        const target = node.left.type === 'Identifier' ? state : this.run(node.left, state);
        return this.#visit(node, this.run(node.right, target));
      }
      default: {
        let current: State | undefined = state;
        for (const child of childrenOf(node, this.#keys)) current = this.run(child, current);
        return this.#visit(node, current);
      }
    }
  }

  #repeated(node: LoopNode, state: State): State | undefined {
    switch (node.type) {
      case 'WhileStatement':
        return this.#loop(node, state, (head) => {
          const tested = this.run(node.test, head);
          return { exit: isAlwaysTrue(node.test) ? undefined : tested, back: this.run(node.body, tested) };
        });
      case 'DoWhileStatement':
        return this.#loop(node, state, (head, continued) => {
          const tested = this.run(node.test, this.#join(this.run(node.body, head), continued()));
          return { exit: isAlwaysTrue(node.test) ? undefined : tested, back: tested };
        });
      case 'ForStatement':
        return this.#loop(node, this.run(node.init, state), (head, continued) => {
          const tested = this.run(node.test, head);
          const body = this.#join(this.run(node.body, tested), continued());
          const exit = node.test && !isAlwaysTrue(node.test) ? tested : undefined;
          return { exit, back: this.run(node.update, body) };
        });
      default:
        return this.#loop(node, this.run(node.right, state), (head) => {
          const next = this.#visit(node, head);
          return { exit: next, back: this.run(node.body, this.run(node.left, next)) };
        });
    }
  }

  #visit(node: Node, state: State | undefined): State | undefined {
    if (state === undefined) return undefined;
    this.#mayThrow(state);
    const after = this.#carrying.visit(node, state);
    if (after !== undefined) this.#mayThrow(after);
    return after;
  }

  #mayThrow(state: State): void {
    this.#thrown = this.#join(this.#thrown, state);
  }

  #join(first: State | undefined, second: State | undefined): State | undefined {
    if (first === undefined) return second;
    return second === undefined ? first : this.#carrying.join(first, second);
  }

  #leave(how: Leaving<State>['how'], label: string | undefined, state: State | undefined): State | undefined {
    if (state !== undefined) this.leaves.push({ how, label, state });
    return undefined;
  }

  /** Takes the jumps that fit out of what was left since `mark`, and joins their states. */
  #take(mark: number, fits: (leaving: Leaving<State>) => boolean): State | undefined {
    let state: State | undefined;
    const kept = this.leaves.slice(0, mark);
    for (const leaving of this.leaves.slice(mark)) {
      if (fits(leaving)) state = this.#join(state, leaving.state);
      else kept.push(leaving);
    }
    this.leaves = kept;
    return state;
  }

  #jumpsHere(label: string, body: () => State | undefined): State | undefined {
    const mark = this.leaves.length;
    const end = body();
    return this.#join(
      end,
      this.#take(mark, (leaving) => leaving.how === 'break' && leaving.label === label),
    );
  }

  #loop(
    node: Node,
    entry: State | undefined,
    round: (
      head: State,
      continued: () => State | undefined,
    ) => { readonly exit: State | undefined; readonly back: State | undefined },
  ): State | undefined {
    if (entry === undefined) return undefined;
    const label = node.parent?.type === 'LabeledStatement' ? node.parent.label.name : undefined;
    const mark = this.leaves.length;
    let head = entry;
    let exit: State | undefined;
    for (let count = 0; count < MAX_ROUNDS; count += 1) {
      const continued = (): State | undefined =>
        this.#take(mark, ({ how, label: to }) => how === 'continue' && (to === undefined || to === label));
      const result = round(head, continued);
      exit = this.#join(exit, result.exit);
      const next = this.#join(this.#join(head, result.back), continued()) ?? head;
      if (this.#carrying.equal(next, head)) break;
      head = next;
    }
    return this.#join(
      exit,
      this.#take(mark, ({ how, label: to }) => how === 'break' && to === undefined),
    );
  }

  #switch(node: TSESTree.SwitchStatement, state: State): State | undefined {
    const mark = this.leaves.length;
    let tested = this.run(node.discriminant, state);
    let through: State | undefined;
    let hasDefault = false;
    for (const { test, consequent } of node.cases) {
      if (test) tested = this.run(test, tested);
      else hasDefault = true;
      through = this.#join(through, tested);
      for (const statement of consequent) through = this.run(statement, through);
    }
    const end = hasDefault ? through : this.#join(through, tested);
    return this.#join(
      end,
      this.#take(mark, ({ how, label }) => how === 'break' && label === undefined),
    );
  }

  #try(node: TSESTree.TryStatement, state: State): State | undefined {
    const outside = this.#thrown;
    const mark = this.leaves.length;
    this.#thrown = state;
    let end = this.run(node.block, state);
    if (node.handler) {
      // What the block throws is caught here.
      this.#take(mark, ({ how }) => how === 'throw');
      // The clause itself is visited as it is entered.
      const caught = this.#visit(node.handler, this.#thrown);
      end = this.#join(end, this.run(node.handler.body, this.run(node.handler.param, caught)));
    }
    const thrown: State = this.#thrown;
    this.#thrown = this.#join(outside, thrown);
    if (!node.finalizer) return end;
    const last = this.run(node.finalizer, this.#join(end, thrown));
    if (last === undefined) this.leaves = this.leaves.filter((_, index) => index < mark);
    return end === undefined ? undefined : last;
  }
}

function isAlwaysTrue(test: Node): boolean {
  return test.type === 'Literal' && Boolean(test.value);
}
