/**
 * What becomes of a value: where the result of an expression goes inside its own function. Tells a clock read that only feeds a log
 * line, or a deadline that the engine records, from one that decides something; and tells which helpers hand such a value back to
 * their caller. Follows expressions, local variables, and parameters of functions of the program; bounded, and an end that is not
 * understood counts as a use.
 */
import { bindCall, callOf } from './apply.ts';
import { unitAt } from './bindings.ts';
import { unitOfVariable, variableOf, type VariableLike } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import {
  argumentsOf,
  calleeOf,
  declaredIn,
  isFunctionNode,
  memberKey,
  outerOf,
  parametersOf,
  staticKey,
  unwrap,
  type InvocationNode,
  type Node,
} from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import { functionValue, type ClassValue, type Env, type FunctionValue } from './values.ts';
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

function worse(first: Fate, second: Fate): Fate {
  return ORDER.indexOf(first) >= ORDER.indexOf(second) ? first : second;
}

/** What becomes of the value of `node` in the function that `env` runs. */
export function fateOf(world: World, node: Node, env: Env): Fate {
  return new Follower(world, new Set()).from(node, env);
}

class Follower {
  readonly #world: World;
  readonly #seen: Set<VariableLike>;

  constructor(world: World, seen: Set<VariableLike>) {
    this.#world = world;
    this.#seen = seen;
  }

  from(start: Node, env: Env): Fate {
    let node = start;
    for (let level = 0; level < 60; level += 1) {
      const { parent, child } = outerOf(node);
      if (!parent) return 'used';
      switch (parent.type) {
        case 'AwaitExpression':
        case 'TemplateLiteral':
        case 'BinaryExpression':
        case 'UnaryExpression':
        case 'ObjectExpression':
        case 'ArrayExpression':
        case 'SpreadElement':
          node = parent;
          break;
        case 'ConditionalExpression':
        case 'LogicalExpression':
          node = parent;
          break;
        case 'SequenceExpression':
          if (parent.expressions.at(-1) !== child) return 'dropped';
          node = parent;
          break;
        case 'MemberExpression':
          node = parent;
          break;
        case 'Property': {
          const key = staticKey(parent.key, parent.computed);
          if (key !== undefined && this.#world.knowledge.deadlineOptions.has(key)) return 'deadline';
          node = parent;
          break;
        }
        case 'CallExpression':
        case 'NewExpression':
        case 'TaggedTemplateExpression': {
          const fate = this.#argument(parent, child, env);
          if (fate !== undefined) return fate;
          node = parent;
          break;
        }
        case 'ExpressionStatement':
          return 'dropped';
        case 'ThrowStatement':
          return 'lost';
        case 'IfStatement':
          // if (elapsed > 1000) logger.warn('slow');
          if (this.#onlyLogs(parent.consequent, env) && this.#onlyLogs(parent.alternate, env)) return 'logged';
          return this.#decides(env) ? 'used' : 'lost';
        case 'WhileStatement':
        case 'DoWhileStatement':
        case 'ForStatement':
        case 'SwitchStatement':
        case 'SwitchCase':
          return this.#decides(env) ? 'used' : 'lost';
        case 'ReturnStatement':
        case 'YieldExpression':
          return 'returned';
        case 'PropertyDefinition':
          // A field is a part of what `new` gives.
          return parent.static ? 'used' : 'returned';
        case 'ArrowFunctionExpression':
          return parent.body === child ? 'returned' : 'used';
        case 'ForOfStatement':
          return parent.right === child && this.#onlyLogs(parent.body, env) ? 'logged' : 'used';
        case 'VariableDeclarator':
          return parent.init === child ? this.#names(parent.id, env) : 'used';
        case 'AssignmentExpression':
          if (parent.right !== child) return 'used';
          return worse(
            this.#target(parent.left, env),
            outerOf(parent).parent?.type === 'ExpressionStatement' ? 'dropped' : 'used',
          );
        default:
          return 'used';
      }
    }
    return 'used';
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

  /** Whether a branch does nothing but write log lines. */
  #onlyLogs(branch: Node | null, env: Env): boolean {
    if (branch === null) return true;
    if (branch.type === 'BlockStatement') return branch.body.every((statement) => this.#onlyLogs(statement, env));
    if (branch.type !== 'ExpressionStatement') return false;
    const call = unwrap(branch.expression);
    return call.type === 'CallExpression' && logs(this.#world, call, env);
  }

  /** Undefined: the value goes on as the result of the call. */
  #argument(call: InvocationNode, child: Node, env: Env): Fate | undefined {
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
        fate = worse(fate, this.#parameter(value, position, call, env));
      } else if (value.kind === 'class' && call.type === 'NewExpression') {
        fate = worse(fate, this.#constructed(value, position, call, env));
      } else if (value.kind === 'named' && !this.#world.knowledge.api(value.name)) {
        const use = {
          form: call.type === 'NewExpression' ? 'new' : 'call',
          arguments: argumentsOf(call).length,
        } as const;
        // `String(Date.now())`, `new Date(Date.now())`, `format(now)`: the value goes on. Anything else keeps it.
        if (this.#world.knowledge.effect(value.name, use)?.effect !== 'pure') return 'lost';
      } else return value.kind === 'named' || value.kind === 'registered' ? 'used' : 'lost';
    }
    if (fate === 'used') return 'used';
    // The parameter's way back is the call's result.
    if (fate === 'returned' || callees.some((value) => value.kind === 'named')) return undefined;
    return fate;
  }

  /** What a constructor makes of an argument: a field is a part of what `new` gives. */
  #constructed({ cls, env: around }: ClassValue, position: number, call: InvocationNode, env: Env): Fate {
    const constructor = cls.members.find(({ kind }) => kind === 'constructor')?.value;
    const unit = constructor && cls.module.unitOf.get(constructor);
    if (!unit || !isFunctionNode(unit.node)) return 'returned';
    if (parametersOf(unit.node)[position]?.type === 'TSParameterProperty') return 'returned';
    return this.#parameter(functionValue(unit, around), position, call, env);
  }

  #parameter(value: FunctionValue, position: number, call: InvocationNode, env: Env): Fate {
    const { node } = value.unit;
    if (!isFunctionNode(node) || position < 0 || this.#seen.size > MAX_VARIABLES) return 'used';
    const parameter = parametersOf(node)[position + value.bound.length];
    if (!parameter) return 'dropped';
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    if (target.type !== 'Identifier' && target.type !== 'ObjectPattern') return 'used';
    const inner = bindCall(
      this.#world,
      value,
      argumentsOf(call).map((argument) =>
        argument.type === 'SpreadElement' ? [] : evaluate(this.#world, argument, env),
      ),
      env.depth,
    );
    return this.#names(target, inner);
  }

  /** The uses of the variables that a pattern declares. */
  #names(pattern: Node, env: Env): Fate {
    const identifiers = declaredIn(pattern);
    let fate: Fate = identifiers.length === 0 ? 'used' : 'dropped';
    for (const identifier of identifiers) {
      const variable = variableOf(this.#world, env.unit.module, identifier);
      fate = worse(fate, variable ? this.#variable(variable, env) : 'used');
    }
    return fate;
  }

  #variable(variable: VariableLike, env: Env): Fate {
    if (this.#seen.has(variable)) return 'dropped';
    if (this.#seen.size >= MAX_VARIABLES) return 'used';
    this.#seen.add(variable);
    let fate: Fate = 'dropped';
    for (const reference of variable.references) {
      if (reference.init === true || !reference.isRead()) continue;
      const { identifier } = reference;
      // `state.count = 1` writes into the object and does not look at the value.
      if (isWriteTarget(identifier)) continue;
      const where = unitAt(env.unit.module, identifier);
      fate = worse(fate, where === env.unit ? this.from(identifier, env) : this.#inClosure(identifier, env));
      if (fate === 'used') return fate;
    }
    return fate;
  }

  /** Read by a function inside: what that function returns goes where the function goes, as far as that is the caller: `return { stop: () => … }`. */
  #inClosure(identifier: Node, env: Env): Fate {
    const fate = this.from(identifier, env);
    if (fate !== 'returned') return fate;
    const { node, parent } = unitAt(env.unit.module, identifier);
    if (parent !== env.unit || outerOf(node).parent?.type === 'CallExpression') return 'used';
    if (node.type === 'FunctionDeclaration') return node.id ? this.#names(node.id, env) : 'used';
    return isFunctionNode(node) ? this.from(node, env) : 'used';
  }

  /** Written to a variable or a property. */
  #target(left: Node, env: Env): Fate {
    const target = unwrap(left);
    if (target.type === 'Identifier') {
      const variable = variableOf(this.#world, env.unit.module, target);
      if (!variable) return 'used';
      const home = unitOfVariable(env.unit.module, variable);
      if (home === env.unit) return this.#variable(variable, env);
      // Memory of the process: it is gone when the workflow is replayed, and reading it is a finding of its own.
      return home === env.unit.module.main ? 'lost' : 'used';
    }
    if (target.type !== 'MemberExpression') return 'used';
    let root: Node = unwrap(target.object);
    while (root.type === 'MemberExpression') root = unwrap(root.object);
    if (root.type === 'ThisExpression') return isConstructor(env.unit) ? 'returned' : 'lost';
    if (root.type !== 'Identifier') return 'used';
    const variable = variableOf(this.#world, env.unit.module, root);
    if (!variable) return 'used';
    const home = unitOfVariable(env.unit.module, variable);
    if (home === env.unit.module.main) return 'lost';
    return home === env.unit && variable.defs.every((definition) => definition.type === 'Variable')
      ? this.#variable(variable, env)
      : 'used';
  }
}

function isConstructor({ owner, node }: FunctionUnit): boolean {
  return owner?.members.some(({ kind, value }) => kind === 'constructor' && value === node) === true;
}

function isWriteTarget(identifier: Node): boolean {
  let node = identifier;
  let { parent } = outerOf(node);
  while (parent?.type === 'MemberExpression' && unwrap(parent.object) === unwrap(node)) {
    node = parent;
    parent = outerOf(node).parent;
  }
  return parent?.type === 'AssignmentExpression' && parent.left === node && node !== identifier;
}

/** Whether the call writes a log line, a metric or a span. */
export function logs(world: World, node: InvocationNode, env: Env): boolean {
  const callee = unwrap(calleeOf(node));
  const callees = evaluate(world, callee, env);
  const key = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
  if (callees.length === 0) return false;
  const sounds = key !== undefined && world.knowledge.logMethods.has(key);
  return callees.every((value) => {
    if (value.kind === 'named') {
      const api = world.knowledge.api(value.name);
      if (api) return api.family === 'log';
      const spec = world.knowledge.effect(value.name, { form: 'call', arguments: argumentsOf(node).length });
      // `DBOS.logger.info`: a member of something the engine gives.
      return spec ? spec.effect === 'log' : sounds;
    }
    // Keeping quiet is the only thing that a name alone decides.
    return value.kind === 'unknown' && sounds;
  });
}
