/**
 * Where an error of a class can come from: from code that runs in the workflow itself, which throws it again on every replay, or only from
 * code behind recorded calls. Also the name that instances of a class carry, which is recorded with them.
 */
import type { Role } from '../../knowledge/vocabulary/roles.ts';
import { basesOf, baseOf, extendedBy, lineageOf } from '../base-classes.ts';
import { baseEnv, evaluate } from '../evaluate.ts';
import type { Fact, Facts } from '../facts.ts';
import { factsOf } from '../collect-facts.ts';
import { unitsIn } from '../given-functions.ts';
import { GLOBAL, print } from '../names.ts';
import { fits, placesAsked, type Places } from '../place-questions.ts';
import {
  argumentsOf,
  calleeOf,
  contains,
  isFunctionNode,
  isInvocation,
  memberKey,
  type InvocationNode,
  type Node,
} from '../nodes.ts';
import { summaryOf } from '../summaries.ts';
import type { ClassUnit, Member } from '../units.ts';
import type { Env, Value } from '../values.ts';
import type { World } from '../world.ts';
import { happeningsOf, isRecorded } from './operations.ts';

/** Code whose errors are caught, and the environment in which it stands. */
export interface Guarded {
  readonly code: Node;
  readonly env: Env;
}

const MAX_FUNCTIONS = 300;

/** Whether a recorded call in the code runs code of the program, so that it throws what that throws; the others throw errors of the engine only. */
export function runsProgram(world: World, { code, env }: Guarded): boolean {
  for (const [node, { facts, calls }] of happeningsOf(world, env)) {
    if (!contains(code, node)) continue;
    if (facts.some(isOutcomeOfProgram)) return true;
    for (const edge of calls) {
      for (const { fact } of summaryOf(world, edge.target).values()) if (isOutcomeOfProgram(fact)) return true;
    }
  }
  return false;
}

/** Whether what the call throws may be what code of the program threw: of a step, a transaction, a workflow. */
function isOutcomeOfProgram(fact: Fact): boolean {
  if (!isRecorded(fact)) return false;
  if (fact.kind === 'durable') return true;
  const { family } = fact.spec;
  return family === 'step' || family === 'transaction' || family === 'handle';
}

/**
 * Whether code that runs in the role itself, not in its steps, may throw an error of the class. A class of the program: when it makes an
 * object of it anywhere. A class of a package or of the host: when the guarded code calls that package, or what is known to throw it.
 *
 * @param role in which the code runs
 */
export function mayRaise(world: World, root: Env, guarded: Guarded, error: Value, role: Role): boolean {
  switch (error.kind) {
    case 'class':
      return someInvocation(world, root, undefined, role, callRaising(world, error));
    case 'named':
      return someInvocation(world, guarded.env, guarded.code, role, callRaising(world, error));
    default:
      return false;
  }
}

/** Whether what runs at a place may throw an error of the class, in recorded code too, as far as that makes an object of it. */
export function mayRecord(world: World, { code, env }: Guarded, error: Value): boolean {
  return someInvocation(world, env, code, undefined, callRaising(world, error));
}

function callRaising(world: World, error: Value): (node: InvocationNode, env: Env) => boolean {
  return (node, env) => evaluate(world, calleeOf(node), env).some((callee) => raises(world, node, callee, error));
}

function raises(world: World, node: InvocationNode, callee: Value, error: Value): boolean {
  if (callee.kind === 'class') return node.type === 'NewExpression' && descends(world, callee.cls, error);
  if (callee.kind !== 'named' || error.kind !== 'named') return false;
  if (print(callee.name) === print(error.name)) return true;
  if (error.name.module !== GLOBAL) return callee.name.module === error.name.module;
  return world.knowledge.raises(print(callee.name)).includes(error.name.path.join('.'));
}

/** Whether the class is the other one, or has it as a base class. */
function descends(world: World, start: ClassUnit, error: Value): boolean {
  for (const cls of lineageOf(world, start)) {
    if (error.kind === 'class' && error.cls === cls) return true;
    if (extendedBy(world, cls).some((base) => base.key === error.key)) return true;
  }
  return false;
}

/**
 * Whether any call that the function makes in a role, by itself or through functions of the program, is as asked; of its own, those in
 * `within`. Without a role: in any, and in what it has recorded.
 */
function someInvocation(
  world: World,
  start: Env,
  within: Node | undefined,
  role: Role | undefined,
  asks: (node: InvocationNode, env: Env) => boolean,
): boolean {
  const seen = new Set<Env>([start]);
  const queue = [start];
  for (let env = queue.pop(); env && seen.size < MAX_FUNCTIONS; env = queue.pop()) {
    const counts = (node: Node): boolean => env !== start || within === undefined || contains(within, node);
    const isRun = (places: Places): boolean => role === undefined || fits(places, role);
    const { module } = env.unit;
    for (const node of env.unit.invocations) {
      if (counts(node) && asks(node, env) && isRun(placesAsked(world, module, node))) return true;
    }
    const facts = factsOf(world, env);
    const run = facts.edges.flatMap((edge) =>
      edge.kind === 'call' && edge.timing === 'inline' && counts(edge.node) && isRun(edge.places) ? [edge.target] : [],
    );
    const lent = facts.unknown.filter(counts).flatMap((node) => lentAt(world, node, env));
    const recorded = role === undefined ? recordedAt(world, facts, counts) : [];
    for (const target of [...run, ...lent, ...recorded]) {
      if (seen.has(target)) continue;
      seen.add(target);
      queue.push(target);
    }
  }
  return false;
}

/** The steps, transactions and workflows that a function runs at the places that count. */
function recordedAt(world: World, { facts, edges }: Facts, counts: (node: Node) => boolean): readonly Env[] {
  const called = facts.flatMap((fact) => (fact.kind === 'durable' && counts(fact.node) ? [fact.value] : []));
  const handed = edges.flatMap((edge) =>
    edge.kind === 'role' && edge.how === 'runs' && counts(edge.node) ? [edge.target] : [],
  );
  return unitsIn(world, [[...called, ...handed]]).map((unit) => baseEnv(world, unit));
}

/** What code of which nothing is known may call: `handle({ step: (name) => this.guarded(name) })`. */
function lentAt(world: World, node: Node, env: Env): readonly Env[] {
  if (!isInvocation(node)) return [];
  const given = argumentsOf(node).map((argument) => evaluate(world, argument, env));
  return unitsIn(world, given).map((unit) => baseEnv(world, unit));
}

/** The text that instances of the class have as their `name`, and those of no other class; undefined: they have none of their own. */
export function errorNameOf(world: World, cls: ClassUnit): string | undefined {
  const own = ownNameOf(cls, cls);
  const derived = [...cls.module.classes.values()].filter((other) => other !== cls && baseOf(world, other) === cls);
  // A class between would not be told from those below it.
  if (own !== undefined) return derived.length === 0 ? own : undefined;
  for (const base of basesOf(world, cls)) {
    const inherited = ownNameOf(base, cls);
    // The name of the base class is that of its other subclasses, too.
    if (inherited !== undefined) return inherited === cls.name && derived.length === 0 ? inherited : undefined;
  }
  return undefined;
}

/** What `cls` writes into the `name` of an instance of `made`. */
function ownNameOf(cls: ClassUnit, made: ClassUnit): string | undefined {
  for (const member of cls.members) {
    const written = member.kind === 'constructor' ? nameInConstructor(member) : nameInField(member);
    if (written) return nameFrom(written, cls, made);
  }
  return undefined;
}

function nameInField({ key, kind, isStatic, value }: Member): Node | undefined {
  return key === 'name' && kind === 'field' && !isStatic ? (value ?? undefined) : undefined;
}

function nameInConstructor({ value }: Member): Node | undefined {
  if (!value || !isFunctionNode(value) || value.body.type !== 'BlockStatement') return undefined;
  for (const statement of value.body.body) {
    const assignment = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (assignment?.type !== 'AssignmentExpression' || assignment.left.type !== 'MemberExpression') continue;
    const { left, right } = assignment;
    if (left.object.type === 'ThisExpression' && memberKey(left) === 'name') return right;
  }
  return undefined;
}

function nameFrom(value: Node, cls: ClassUnit, made: ClassUnit): string | undefined {
  switch (value.type) {
    case 'Literal':
      return typeof value.value === 'string' ? value.value : undefined;
    case 'TSAsExpression':
      return nameFrom(value.expression, cls, made);
    case 'MemberExpression': {
      if (memberKey(value) !== 'name') return undefined;
      // PayError.name, this.constructor.name, new.target.name
      const { object } = value;
      if (object.type === 'Identifier') return object.name === cls.name ? cls.name : undefined;
      const isMade =
        object.type === 'MetaProperty' ||
        (object.type === 'MemberExpression' &&
          object.object.type === 'ThisExpression' &&
          memberKey(object) === 'constructor');
      return isMade ? made.name : undefined;
    }
    default:
      return undefined;
  }
}
