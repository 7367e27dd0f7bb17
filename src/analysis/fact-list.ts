/**
 * The facts and edges of one function while they are collected: how each thing that happens is written down, what becomes of a value that is read, and
 * in which places the code asks to be.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiSpec } from '../knowledge/vocabulary/apis.ts';
import type { CallbackTiming, Effect, EffectSpec } from '../knowledge/vocabulary/effects.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { isReading, type CallEdge, type Edge, type EffectFact, type Fact, type Facts, type RoleEdge } from './facts.ts';
import { wayOf, type Way } from './fate.ts';
import { givenArguments, type Arguments } from './arguments.ts';
import type { StateRead } from './module-state.ts';
import type { Name } from './names.ts';
import type { InvocationNode, Node } from './nodes.ts';
import { WHOLE } from './parts.ts';
import { both, NOT_IN_WORKFLOWS, placesAsked } from './place-questions.ts';
import { isWithoutStep } from './step-choices.ts';
import { NOTHING } from './make-values.ts';
import type { Env, RegisteredValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

const NO_ARGUMENTS = givenArguments([]);
const USED: Way = { fate: 'used', part: WHOLE };

/** The facts and edges of one function, as they are found. */
export class FactList {
  readonly #world: World;
  readonly #env: Env;
  readonly #facts: Fact[] = [];
  readonly #edges: Edge[] = [];
  readonly #unknown: Node[] = [];

  constructor(world: World, env: Env) {
    this.#world = world;
    this.#env = env;
  }

  /** @param unsure the callee may be something else, too */
  effect(
    effect: Effect,
    name: Name,
    spec: EffectSpec | undefined,
    node: Node,
    use: EffectFact['use'],
    unsure = false,
  ): void {
    if (effect === 'pure' || effect === 'log') return;
    let way: Way = isReading(effect) ? wayOf(this.#world, node, this.#env) : USED;
    // `process.chdir(path);` is not called for its value.
    if (effect === 'process' && way.fate === 'dropped') way = USED;
    this.#facts.push({ kind: 'effect', effect, name, spec, node, use, ...way, ...(unsure && { unsure: true }) });
  }

  state({ name, node, setters, home }: StateRead): void {
    const way = wayOf(this.#world, node, this.#env);
    const what = { kind: 'effect', effect: 'module-state', name, spec: undefined, node, use: 'read', ...way } as const;
    this.#facts.push({ ...what, ...(setters.length > 0 && { setters }), ...(home && { home }) });
  }

  api(node: InvocationNode, name: Name, spec: ApiSpec, refers: Values, args: Arguments): void {
    this.#facts.push({ kind: 'api', name, spec, node, refers, args });
  }

  /** A call of the engine that somebody makes who was handed the function. */
  passedApi(node: InvocationNode, name: Name, spec: ApiSpec, refers: Values): void {
    this.#facts.push({ kind: 'api', name, spec, node, refers, args: NO_ARGUMENTS, passed: true });
  }

  /** A property of the engine that does something when it is read. */
  property(node: TSESTree.MemberExpression | TSESTree.Property, name: Name, spec: ApiSpec): void {
    this.#facts.push({ kind: 'api', name, spec, node, refers: NOTHING, args: NO_ARGUMENTS });
  }

  durable(value: RegisteredValue, node: Node): void {
    const spec = this.#world.knowledge.registered(value.role);
    this.#facts.push({ kind: 'durable', role: value.role, value, spec, node });
  }

  /** The call of a registered function that somebody makes who was handed it. */
  passedDurable(value: RegisteredValue, node: Node): void {
    const spec = this.#world.knowledge.registered(value.role);
    this.#facts.push({ kind: 'durable', role: value.role, value, spec, node, passed: true });
  }

  unknown(node: Node): void {
    this.#unknown.push(node);
  }

  /** A function of the program that is called. */
  call(node: Node, target: Env): void {
    this.#edges.push({ kind: 'call', node, target, timing: 'inline', by: undefined });
  }

  /** A function of the program that runs because it was handed over. */
  callback(node: Node, target: Env, timing: CallbackTiming, by: Name | undefined, assumed: boolean): void {
    this.#edges.push({ kind: 'call', node, target, timing, by, isHandedOver: true, ...(assumed && { assumed: true }) });
  }

  role(node: Node, role: Role, target: Value, how: RoleEdge['how'], by: Name | undefined): void {
    this.#edges.push({ kind: 'role', node, role, target, how, by });
  }

  /** A function that the engine runs in the role and whose promise it would not wait for. */
  unawaitedRole(node: Node, role: Role, target: Value, by: Name): void {
    this.#edges.push({ kind: 'role', node, role, target, how: 'runs', by, isUnawaited: true });
  }

  /** Everything that was written down, in its order. */
  get all(): Facts {
    const facts = this.#facts.map((fact) => this.#placed(fact));
    const edges = this.#edges.map((edge) => (edge.kind === 'call' ? this.#placedCall(edge) : edge));
    return { facts, edges, unknown: this.#unknown };
  }

  #placedCall(edge: CallEdge): CallEdge {
    const placed = this.#placed(edge);
    if (!isWithoutStep(this.#world, this.#env, edge, this.#edges)) return placed;
    return { ...placed, places: both(placed.places, NOT_IN_WORKFLOWS) };
  }

  #placed<T extends Fact | CallEdge>(item: T): T {
    const places = placesAsked(this.#world, this.#env.unit.module, item.node);
    return places ? { ...item, places } : item;
  }
}
