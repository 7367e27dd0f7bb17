/**
 * Finds out what one function does by itself in one environment. Leaves out what the functions that it calls do in turn
 * (`summaries.ts`) and in which role all this runs (`contexts.ts`).
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiSpec } from '../knowledge/vocabulary/apis.ts';
import type { CallbackTiming, Effect, EffectSpec } from '../knowledge/vocabulary/effects.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { bindCall, callOf, useOf, withReceiver, type Call } from './apply.ts';
import { declaredRole } from './declared.ts';
import { settlesPromise } from './event-promises.ts';
import { fateOf, type Fate } from './fate.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { callbackArguments, functionsIn, isCallable, isWaitedFor, withoutTables } from './given-functions.ts';
import { project } from './members.ts';
import { moduleStateReads, stateMember } from './module-state.ts';
import { placesAsked } from './place-questions.ts';
import { GLOBAL, type Name } from './names.ts';
import { calleeOf, memberKey, staticKey, unwrap, type InvocationNode, type Node } from './nodes.ts';
import { isRecorder, recorderAmong } from './recording.ts';
import type { ClassUnit, FunctionUnit } from './units.ts';
import {
  functionValue,
  NOTHING,
  type ClassValue,
  type Env,
  type FunctionValue,
  type RegisteredValue,
  type Value,
  type Values,
} from './values.ts';
import type { World } from './world.ts';
import { isReading, type CallEdge, type Edge, type EffectFact, type Fact, type Facts, type RoleEdge } from './facts.ts';

const NO_FACTS: Facts = { facts: [], edges: [], unknown: [] };

export function factsOf(world: World, env: Env): Facts {
  if (env.facts) return env.facts;
  env.facts = NO_FACTS;
  if (!world.spend()) return NO_FACTS;
  env.facts = new Collector(world, env).run();
  // What is known of another file's function is in its facts; what led to them is seldom asked again.
  if (!env.isLocal && env.unit.parent) env.memo.clear();
  return env.facts;
}

class Collector {
  readonly #world: World;
  readonly #env: Env;
  readonly #facts: Fact[] = [];
  readonly #edges: Edge[] = [];
  readonly #unknown: Node[] = [];

  constructor(world: World, env: Env) {
    this.#world = world;
    this.#env = env;
  }

  run(): Facts {
    const { unit } = this.#env;
    for (const node of unit.invocations) if (!this.#isLeftOut(node)) this.#invocation(node);
    for (const node of unit.reads) if (!this.#isLeftOut(node)) this.#read(node);
    for (const pattern of unit.patterns) this.#pattern(pattern);
    for (const loop of unit.asyncLoops) this.#asyncLoop(loop);
    for (const { node, name } of moduleStateReads(this.#world, unit))
      this.#effect('module-state', name, undefined, node, 'read');
    const facts = this.#facts.map((fact) => this.#placed(fact));
    const edges = this.#edges.map((edge) => (edge.kind === 'call' ? this.#placed(edge) : edge));
    return { facts, edges, unknown: this.#unknown };
  }

  #placed<T extends Fact | CallEdge>(item: T): T {
    const places = placesAsked(this.#world, this.#env.unit.module, item.node);
    return places ? { ...item, places } : item;
  }

  /** Whether the node belongs to the default value of a parameter whose argument is there. */
  #isLeftOut(node: Node): boolean {
    const { args, unit } = this.#env;
    if (args === undefined) return false;
    return unit.defaults.some(({ parameter, node: value }) => {
      if (node.range[0] < value.range[0] || node.range[1] > value.range[1]) return false;
      const given = args[parameter] ?? NOTHING;
      return given.length > 0 && !given.every((item) => item.kind === 'literal' && item.value === undefined);
    });
  }

  #invocation(node: InvocationNode): void {
    const callees = evaluate(this.#world, calleeOf(node), this.#env);
    const call = callOf(this.#world, node, callees, this.#env);
    this.#properties(calleeOf(node));
    if (call.binds) return;
    const declared = declaredRole(this.#world, calleeOf(node), call.callees);
    if (declared) {
      const how = declared === 'workflow' ? 'registers' : 'runs';
      for (const target of functionsIn(this.#world, call.args)) this.#role(node, declared, target, how, undefined);
      return;
    }
    for (const callee of call.callees) this.#called(node, callee, call);
  }

  /** Properties of the engine on the way to what is called or read: of `source.client.query(…)`, `source.client`. */
  #properties(start: Node): void {
    for (let node = unwrap(start); node.type === 'MemberExpression'; node = unwrap(node.object)) {
      for (const value of evaluate(this.#world, node, this.#env)) this.#property(node, value);
    }
  }

  #property(node: TSESTree.MemberExpression | TSESTree.Property, value: Value): void {
    const spec = value.kind === 'named' ? this.#world.knowledge.api(value.name) : undefined;
    if (value.kind !== 'named' || spec?.property !== true || Object.keys(spec.at).length === 0) return;
    this.#facts.push({ kind: 'api', name: value.name, spec, node, refers: NOTHING, args: [] });
  }

  #pattern({ id, init }: TSESTree.VariableDeclarator): void {
    if (id.type !== 'ObjectPattern' || !init) return;
    const values = evaluate(this.#world, init, this.#env);
    const sources = values.filter((value) => value.kind === 'named');
    for (const property of id.properties) {
      if (property.type !== 'Property') continue;
      const key = staticKey(property.key, property.computed);
      if (key !== undefined) this.#state(property, values, key);
      for (const source of key === undefined ? [] : sources) {
        for (const value of project(this.#world, source, key ?? '')) this.#property(property, value);
      }
    }
  }

  #called(node: InvocationNode, callee: Value, call: Call): void {
    switch (callee.kind) {
      case 'function':
        this.#functionCalled(node, withReceiver(callee, call.self), call);
        return;
      case 'class':
        if (node.type === 'NewExpression') this.#constructed(node, callee, call);
        return;
      case 'registered':
        this.#durable(callee, node);
        return;
      case 'named':
        this.#namedCalled(node, callee.name, callee.carries, call);
        return;
      default:
        this.#unknownCalled(node, callee, call);
    }
  }

  #functionCalled(node: InvocationNode, callee: FunctionValue, call: Call): void {
    this.#call(node, bindCall(this.#world, callee, call.args, this.#env.depth), 'inline', undefined);
  }

  #constructed(node: InvocationNode, callee: ClassValue, call: Call): void {
    let cls: ClassUnit | undefined = callee.cls;
    let args: readonly Values[] = call.args;
    for (let level = 0; cls && level < 10; level += 1) {
      if (cls.initializer.invocations.length > 0)
        this.#call(node, baseEnv(this.#world, cls.initializer), 'inline', undefined);
      const constructor = cls.members.find((item) => item.kind === 'constructor')?.value;
      const unit = constructor && cls.module.unitOf.get(constructor);
      if (unit) {
        this.#call(
          node,
          bindCall(this.#world, functionValue(unit, callee.env), args, this.#env.depth),
          'inline',
          undefined,
        );
        args = [];
      }
      const bases: Values = cls.superClass
        ? evaluate(this.#world, cls.superClass, baseEnv(this.#world, cls.parent))
        : NOTHING;
      const base: Value | undefined = bases[0];
      if (base?.kind === 'named' && level === 0) this.#namedCalled(node, base.name, NOTHING, call);
      cls = base?.kind === 'class' ? base.cls : undefined;
    }
  }

  #durable(value: RegisteredValue, node: Node, how?: 'passed'): void {
    const spec = this.#world.knowledge.registered(value.role);
    this.#facts.push({ kind: 'durable', role: value.role, value, spec, node, ...(how && { passed: true }) });
  }

  #namedCalled(node: InvocationNode, name: Name, carries: Values, call: Call): void {
    const api = this.#world.knowledge.api(name);
    // Of a property that is called, the reading is the fact.
    if (api?.property) return;
    if (api) this.#api(node, name, api, carries, call);
    else this.#host(node, name, call);
  }

  #api(node: InvocationNode, name: Name, spec: ApiSpec, carries: Values, call: Call): void {
    const refers = spec.refersTo === undefined ? carries : (call.args[spec.refersTo] ?? NOTHING);
    this.#facts.push({ kind: 'api', name, spec, node, refers, args: call.args });
    const { runs, registers } = spec;
    for (const target of (runs && call.args[runs.argument]) ?? NOTHING) {
      if (runs?.role === 'inherit') this.#callback(node, target, [], 'inline', name);
      else if (runs) this.#role(node, runs.role, target, 'runs', name);
    }
    for (const target of (registers && call.args[registers.argument]) ?? NOTHING) {
      if (registers && registers.role !== 'inherit') this.#role(node, registers.role, target, 'registers', name);
    }
  }

  #host(node: InvocationNode, name: Name, call: Call): void {
    const spec = this.#world.knowledge.effect(name, useOf(node));
    const use = node.type === 'NewExpression' ? 'new' : 'call';
    if (spec && !recorderAmong(this.#world, spec, call.args))
      this.#effect(spec.effect, name, spec, node, use, call.callees.length > 1);
    const method = lastKey(name);
    const row = method === undefined ? undefined : this.#world.knowledge.method(method);
    const timing = spec?.callbacks ?? row?.callbacks ?? 'inline';
    if (timing === 'never') return;
    if (timing === 'deferred' && row?.callbacks === 'deferred') this.#listener(node, name);
    const assumed = spec === undefined && row?.callbacks === undefined;
    const runs = spec?.callbacks !== undefined || row?.callbacks !== undefined;
    // What only takes options keeps the functions in them for later: `new Client({ fetch: (url) => … })`.
    const isKept = !runs && (spec === undefined || spec.effect === 'pure') && !isWaitedFor(node);
    const args = spec?.role === undefined ? call.args : withoutTables(this.#env.unit.module, call.args);
    for (const target of functionsIn(this.#world, args, isKept ? 'no-objects' : 'all')) {
      if (spec?.role) this.#role(node, spec.role, target, 'handles', name);
      // `expect(DBOS.recv)`, `mocked(workflow)`: what the engine runs is looked at, not called, unless it is known that it is.
      else if (runs || !this.#isDurable(target))
        this.#callback(node, target, callbackArguments(this.#world, node, this.#env), timing, name, assumed);
    }
  }

  #isDurable(target: Value): boolean {
    return (
      target.kind === 'registered' || (target.kind === 'named' && this.#world.knowledge.api(target.name) !== undefined)
    );
  }

  #unknownCalled(node: InvocationNode, callee: Value, call: Call): void {
    const member = unwrap(calleeOf(node));
    const key = member.type === 'MemberExpression' ? memberKey(member) : undefined;
    const row = key === undefined ? undefined : this.#world.knowledge.method(key);
    if (row?.callbacks === undefined) {
      if (callee.kind === 'unknown') this.#unknown.push(node);
      return;
    }
    if (row.callbacks === 'deferred') this.#listener(node, { module: GLOBAL, path: ['Promise'] });
    const given = row.functions ? row.functions.flatMap((position) => call.args[position] ?? []) : call.args.flat();
    for (const target of given) {
      if (isCallable(target))
        this.#callback(node, target, callbackArguments(this.#world, node, this.#env), row.callbacks, undefined);
    }
  }

  /** A promise that waits for an event waits for another one when the code runs again. */
  #listener(node: InvocationNode, name: Name): void {
    if (settlesPromise(this.#world, this.#env.unit, node)) this.#effect('iteration', name, undefined, node, 'call');
  }

  /** A value that somebody calls for us. */
  #callback(
    node: Node,
    target: Value,
    args: readonly Values[],
    timing: CallbackTiming,
    by: Name | undefined,
    assumed = false,
  ): void {
    switch (target.kind) {
      case 'function':
        this.#call(node, bindCall(this.#world, target, args, this.#env.depth), timing, by, assumed);
        return;
      case 'registered':
        if (timing === 'inline') this.#durable(target, node, 'passed');
        else this.#edges.push({ kind: 'role', node, role: target.role, target, how: 'handles', by });
        return;
      case 'named': {
        // `expect(value).toBeInstanceOf(Date)`
        if (timing !== 'inline' || (assumed && isClassName(target.name))) return;
        const api = this.#world.knowledge.api(target.name);
        if (api && isInvocation(node)) {
          const { name, carries } = target;
          this.#facts.push({ kind: 'api', name, spec: api, node, refers: carries, args: [], passed: true });
          return;
        }
        const use = { form: 'call', arguments: 0 } as const;
        const spec = this.#world.knowledge.effect(target.name, use);
        // Of `JSON.parse(await redis.get(key))` the row of the client's members speaks, but what a member gave is no function.
        const isData =
          target.name.path.at(-1)?.endsWith('()') && this.#world.knowledge.effect(uncalled(target.name), use) === spec;
        if (spec && !isData) this.#effect(spec.effect, target.name, spec, node, 'passed');
        return;
      }
      default:
    }
  }

  #read(node: TSESTree.MemberExpression): void {
    this.#properties(node);
    const key = memberKey(node);
    if (key === undefined) return;
    const objects = evaluate(this.#world, node.object, this.#env);
    if (!isChanged(node)) this.#state(node, objects, key);
    for (const object of objects) {
      if (object.kind === 'named') {
        const [value] = evaluate(this.#world, node, this.#env);
        if (value?.kind !== 'named') continue;
        const spec = this.#world.knowledge.effect(value.name, { form: 'read', arguments: 0 });
        if (spec) this.#effect(spec.effect, value.name, spec, node, 'read');
      } else if (object.kind === 'instance' || object.kind === 'class') {
        const getter = getterOf(object.cls, key, object.kind === 'class');
        if (getter) {
          const value = functionValue(getter, object.env, object);
          this.#call(node, bindCall(this.#world, value, [], this.#env.depth), 'inline', undefined);
        }
      }
    }
  }

  /** `state.rate`, which other code changes. */
  #state(node: Node, objects: Values, key: string): void {
    const [only, ...others] = objects;
    const name = only && others.length === 0 ? stateMember(this.#world, only, key) : undefined;
    if (name) this.#effect('module-state', name, undefined, node, 'read');
  }

  #asyncLoop(loop: TSESTree.ForOfStatement): void {
    for (const value of evaluate(this.#world, loop.right, this.#env)) {
      if (value.kind !== 'named' || isRecorder(this.#world, value.name)) continue;
      if (this.#world.knowledge.api(value.name)) continue;
      const called = value.name.path.at(-1)?.endsWith('()') ? uncalled(value.name) : value.name;
      if (this.#world.knowledge.api(called)) continue;
      this.#effect('iteration', called, undefined, loop.right, 'read');
    }
  }

  #effect(
    effect: Effect,
    name: Name,
    spec: EffectSpec | undefined,
    node: Node,
    use: EffectFact['use'],
    unsure = false,
  ): void {
    if (effect === 'pure' || effect === 'log') return;
    let fate: Fate = isReading(effect) ? fateOf(this.#world, node, this.#env) : 'used';
    // `process.chdir(path);` is not called for its value.
    if (effect === 'process' && fate === 'dropped') fate = 'used';
    this.#facts.push({ kind: 'effect', effect, name, spec, node, use, fate, ...(unsure && { unsure: true }) });
  }

  #call(node: Node, target: Env, timing: CallbackTiming, by: Name | undefined, assumed = false): void {
    this.#edges.push({ kind: 'call', node, target, timing, by, ...(assumed && { assumed: true }) });
  }

  #role(node: Node, role: Role, target: Value, how: RoleEdge['how'], by: Name | undefined): void {
    this.#edges.push({ kind: 'role', node, role, target, how, by });
  }
}

/** `state.count += 1`: a change, which is found as such. */
function isChanged(node: Node): boolean {
  const { parent } = node;
  return parent?.type === 'UpdateExpression' || (parent?.type === 'AssignmentExpression' && parent.left === node);
}

function isInvocation(node: Node): node is InvocationNode {
  return node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'TaggedTemplateExpression';
}

function isClassName({ path }: Name): boolean {
  return /^[A-Z]/u.test(path.at(-1) ?? '');
}

function getterOf(cls: ClassUnit, key: string, isStatic: boolean): FunctionUnit | undefined {
  const item = cls.members.find(
    (member) => member.kind === 'get' && member.key === key && member.isStatic === isStatic,
  );
  return item?.value ? cls.module.unitOf.get(item.value) : undefined;
}

function lastKey(name: Name): string | undefined {
  const last = name.path.at(-1);
  return last === undefined || last.endsWith('()') ? undefined : last;
}

function uncalled(name: Name): Name {
  const last = name.path.at(-1) ?? '';
  return { module: name.module, path: [...name.path.slice(0, -1), last.slice(0, -2)] };
}
