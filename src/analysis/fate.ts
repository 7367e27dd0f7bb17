/**
 * What becomes of a value: where the result of an expression goes inside its own function. Tells a clock read that only feeds a log
 * line, or a deadline that the engine records, from one that decides something; and tells which helpers hand such a value back to
 * their caller. Follows expressions, local variables, and parameters of functions of the program; bounded, and an end that is not
 * understood counts as a use.
 */
import { callOf, useOf } from './calls.ts';
import { constructorOf, isConstructor } from './class-elements.ts';
import { bindCall } from './function-calls.ts';
import { unitAt } from './bindings.ts';
import { unitOfVariable, variableOf, type VariableLike } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import {
  argumentsOf,
  calleeOf,
  declaredIn,
  isFunctionNode,
  outerOf,
  parametersOf,
  unwrap,
  type InvocationNode,
  type Node,
} from './nodes.ts';
import { onwardFrom, type Onward } from './onward.ts';
import {
  boundParts,
  common,
  fieldOf,
  isWriteTarget,
  parameterAt,
  partKey,
  partOfField,
  WHOLE,
  type Part,
} from './parts.ts';
import { logs, onlyLogs } from './logging.ts';
import { getterOver } from './own-fields.ts';
import { functionValue } from './make-values.ts';
import type { ClassValue, Env, FunctionValue } from './values.ts';
import type { World } from './world.ts';

/** From harmless to harmful; of several, the last counts. */
export type Fate =
  /** Nobody looks at it. */
  | 'dropped'
  /** Written to a log, a metric or a span. */
  | 'logged'
  /** A point in time that the engine records by itself. */
  | 'deadline'
  /** Kept in this process, or handed to code that cannot be followed: it matters where the reading stands, not to a caller. */
  | 'lost'
  /** Given back to the caller. */
  | 'returned'
  /** Decides what is done or given back, is recorded, or changes what the caller has. */
  | 'used';

const ORDER: readonly Fate[] = ['dropped', 'logged', 'deadline', 'lost', 'returned', 'used'];
const MAX_VARIABLES = 60;
const MAX_LEVELS = 60;

/** Parameters whose names are followed. */
const NAMING: ReadonlySet<string> = new Set(['Identifier', 'ObjectPattern', 'ArrayPattern']);

function worse(first: Fate, second: Fate): Fate {
  return ORDER.indexOf(first) >= ORDER.indexOf(second) ? first : second;
}

/** What becomes of the value of `node` in the function that `env` runs. */
export function fateOf(world: World, node: Node, env: Env): Fate {
  return wayOf(world, node, env).fate;
}

/** What becomes of a part of a value. */
export interface Way {
  readonly fate: Fate;
  /** Where it lies in what is given back, when that is its fate. */
  readonly part: Part;
}

/**
 * What becomes of a part of the value of `node`, and as which part of the result it is given back.
 *
 * @param part the part that is looked for; `WHOLE`: all of it
 */
export function wayOf(world: World, node: Node, env: Env, part: Part = WHOLE): Way {
  const follower = new Follower(world);
  const fate = follower.from(node, env, part);
  return { fate, part: fate === 'returned' ? common(follower.returned) : WHOLE };
}

class Follower {
  readonly #world: World;
  readonly #seen = new Map<VariableLike, Set<string>>();
  #returned: Part[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  /** As which parts of its result the function gives the value back. */
  get returned(): readonly Part[] {
    return this.#returned;
  }

  from(start: Node, env: Env, begun: Part): Fate {
    let node = start;
    let part = begun;
    for (let level = 0; level < MAX_LEVELS; level += 1) {
      const getter = getterOver(this.#world, env.unit.module, node, part[0]);
      if (getter) {
        node = getter;
        part = WHOLE;
        continue;
      }
      const onward = onwardFrom(node, part, this.#world.knowledge.deadlineOptions);
      switch (onward.kind) {
        case 'becomes':
          ({ node, part } = onward);
          break;
        case 'given': {
          const fate = this.#argument(onward.call, onward.argument, env, part);
          if (fate !== undefined) return fate;
          node = onward.call;
          part = WHOLE;
          break;
        }
        default:
          return this.#end(onward, env, part);
      }
    }
    return 'used';
  }

  #end(onward: Exclude<Onward, { kind: 'becomes' | 'given' }>, env: Env, part: Part): Fate {
    switch (onward.kind) {
      case 'ends':
        return onward.fate;
      case 'returned':
        return this.#returns(onward.part);
      case 'declared':
        return this.#names(onward.pattern, env, part);
      case 'assigned':
        return worse(this.#target(onward.target, env, part), onward.isValueDropped ? 'dropped' : 'used');
      case 'walked':
        return onlyLogs(this.#world, onward.body, env) ? 'logged' : 'used';
      case 'decides':
        // if (elapsed > 1000) logger.warn('slow');
        if (onward.branches?.every((branch) => onlyLogs(this.#world, branch, env))) return 'logged';
        return this.#decides(env) ? 'used' : 'lost';
    }
  }

  #returns(part: Part): Fate {
    this.#returned.push(part);
    return 'returned';
  }

  /** Follows into another function, which gives back to others. */
  #elsewhere(follow: () => Fate): Fate {
    const own = this.#returned;
    this.#returned = [];
    const fate = follow();
    this.#returned = own;
    return fate;
  }

  /** Whether a branch of the function can change what is recorded or given back. */
  #decides({ unit }: Env): boolean {
    if (unit.returns.length > 0) return true;
    const env = baseEnv(this.#world, unit);
    return unit.invocations.some((node) =>
      evaluate(this.#world, calleeOf(node), env).some((value) => {
        if (value.kind === 'registered') return true;
        return value.kind === 'named' && this.#world.knowledge.api(value.name)?.at.workflow === 'records';
      }),
    );
  }

  /** Undefined: the value goes on as the result of the call. */
  #argument(call: InvocationNode, child: Node, env: Env, part: Part): Fate | undefined {
    const callee = calleeOf(call);
    if (callee === child) return undefined;
    if (logs(this.#world, call, env)) return 'logged';
    const { callees, binds } = callOf(this.#world, call, evaluate(this.#world, callee, env), env);
    if (callees.length === 0 || binds) return 'lost';
    const position = argumentsOf(call).indexOf(child);
    if (callees.every((value) => value.kind === 'named' && this.#world.knowledge.api(value.name)?.waits === position))
      return 'deadline';
    let fate: Fate = 'dropped';
    for (const value of callees) {
      if (value.kind === 'function') {
        fate = worse(fate, this.#parameter(value, position, call, env, part));
      } else if (value.kind === 'class' && call.type === 'NewExpression') {
        fate = worse(fate, this.#constructed(value, position, call, env));
      } else if (value.kind === 'named' && !this.#world.knowledge.api(value.name)) {
        // `String(Date.now())`, `new Date(Date.now())`, `format(now)`: the value goes on. Anything else keeps it.
        if (this.#world.knowledge.effect(value.name, useOf(call))?.effect !== 'pure') return 'lost';
      } else return value.kind === 'named' || value.kind === 'registered' ? 'used' : 'lost';
    }
    if (fate === 'used') return 'used';
    // The parameter's way back is the call's result.
    if (fate === 'returned' || callees.some((value) => value.kind === 'named')) return undefined;
    return fate;
  }

  /** What a constructor makes of an argument: a field is a part of what `new` gives. */
  #constructed({ cls, env: around }: ClassValue, position: number, call: InvocationNode, env: Env): Fate {
    const unit = constructorOf(cls);
    if (!unit || !isFunctionNode(unit.node)) return 'returned';
    if (parametersOf(unit.node)[position]?.type === 'TSParameterProperty') return 'returned';
    return this.#parameter(functionValue(unit, around), position, call, env, WHOLE);
  }

  #parameter(value: FunctionValue, position: number, call: InvocationNode, env: Env, part: Part): Fate {
    const { node } = value.unit;
    if (!isFunctionNode(node) || position < 0 || this.#seen.size > MAX_VARIABLES) return 'used';
    // What is spread fills any number of places.
    if (argumentsOf(call).some(({ type }, index) => index <= position && type === 'SpreadElement')) return 'used';
    const taken = parameterAt(node, position + value.bound.length, part);
    if (!taken) return 'dropped';
    const { target } = taken;
    if (!NAMING.has(target.type)) return 'used';
    const inner = bindCall(
      this.#world,
      value,
      argumentsOf(call).map((argument) =>
        argument.type === 'SpreadElement' ? [] : evaluate(this.#world, argument, env),
      ),
      env.depth,
    );
    return this.#elsewhere(() => this.#names(target, inner, taken.part));
  }

  /** The uses of the variables that a pattern declares. */
  #names(pattern: Node, env: Env, part: Part): Fate {
    let fate: Fate = declaredIn(pattern).length === 0 ? 'used' : 'dropped';
    for (const bound of boundParts(pattern, part)) {
      const variable = variableOf(this.#world, env.unit.module, bound.identifier);
      fate = worse(fate, variable ? this.#variable(variable, env, bound.part) : 'used');
    }
    return fate;
  }

  #variable(variable: VariableLike, env: Env, part: Part): Fate {
    const parts = this.#seen.get(variable) ?? new Set<string>();
    const key = partKey(part);
    if (parts.has(key)) return 'dropped';
    if (this.#seen.size >= MAX_VARIABLES) return 'used';
    this.#seen.set(variable, parts.add(key));
    let fate: Fate = 'dropped';
    for (const reference of variable.references) {
      if (reference.init === true || !reference.isRead()) continue;
      const { identifier } = reference;
      // `state.count = 1` writes into the object and does not look at the value.
      if (isWriteTarget(identifier)) continue;
      const where = unitAt(env.unit.module, identifier);
      fate = worse(
        fate,
        where === env.unit ? this.from(identifier, env, part) : this.#inClosure(identifier, env, part),
      );
      if (fate === 'used') return fate;
    }
    return fate;
  }

  /** Read by a function inside: what that function returns goes where the function goes, as far as that is the caller: `return { stop: () => … }`. */
  #inClosure(identifier: Node, env: Env, part: Part): Fate {
    const fate = this.#elsewhere(() => this.from(identifier, env, part));
    if (fate !== 'returned') return fate;
    const { node, parent } = unitAt(env.unit.module, identifier);
    if (parent !== env.unit || outerOf(node).parent?.type === 'CallExpression') return 'used';
    if (node.type === 'FunctionDeclaration') return node.id ? this.#names(node.id, env, WHOLE) : 'used';
    return isFunctionNode(node) ? this.from(node, env, WHOLE) : 'used';
  }

  /** Written to a variable or a property. */
  #target(left: Node, env: Env, part: Part): Fate {
    const target = unwrap(left);
    if (target.type === 'Identifier') {
      const variable = variableOf(this.#world, env.unit.module, target);
      if (!variable) return 'used';
      const home = unitOfVariable(env.unit.module, variable);
      if (home === env.unit) return this.#variable(variable, env, part);
      // Memory of the process: it is gone when the workflow is replayed, and reading it is a finding of its own.
      return home === env.unit.module.main ? 'lost' : 'used';
    }
    if (target.type !== 'MemberExpression') return 'used';
    let root: Node = unwrap(target.object);
    while (root.type === 'MemberExpression') root = unwrap(root.object);
    if (root.type === 'ThisExpression')
      return isConstructor(env.unit) ? this.#returns(partOfField(fieldOf(target), part)) : 'lost';
    if (root.type !== 'Identifier') return 'used';
    const variable = variableOf(this.#world, env.unit.module, root);
    if (!variable) return 'used';
    const home = unitOfVariable(env.unit.module, variable);
    if (home === env.unit.module.main) return 'lost';
    return home === env.unit && variable.defs.every((definition) => definition.type === 'Variable')
      ? this.#variable(variable, env, WHOLE)
      : 'used';
  }
}
