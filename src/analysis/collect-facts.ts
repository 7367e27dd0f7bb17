/**
 * Finds out what one function does by itself in one environment: its calls of functions of the program and of the engine here, others in
 * `foreign-calls.ts`, what it reads in `reads.ts`. Leaves out what the functions that it calls do in turn (`summaries.ts`) and in which role all
 * this runs (`contexts.ts`).
 */
import type { ApiSpec } from '../knowledge/vocabulary/apis.ts';
import { argumentsFor, bindCall, withReceiver } from './function-calls.ts';
import { callOf, type Call } from './calls.ts';
import { givenArguments } from './arguments.ts';
import { extendedBy, lineageOf } from './base-classes.ts';
import { constructorOf } from './class-elements.ts';
import { fieldEnv, superArguments } from './construction.ts';
import { codeArguments } from './data.ts';
import { calleesWithoutCounterparts } from './counterparts.ts';
import { declaredRole } from './declared.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { FactList } from './fact-list.ts';
import type { Facts } from './facts.ts';
import { ForeignCalls } from './foreign-calls.ts';
import { functionsIn, runBefore } from './given-functions.ts';
import type { Name } from './names.ts';
import { calleeOf, type InvocationNode, type Node } from './nodes.ts';
import { convertedIn } from './conversions.ts';
import { askedGenerators, isAskedInside, isGenerator } from './generators.ts';
import { project } from './members.ts';
import { calleesWithSteps } from './step-alternatives.ts';
import { Reads } from './reads.ts';
import { functionValue, instanceValue, NOTHING } from './make-values.ts';
import type { ClassValue, Env, FunctionValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

const NO_FACTS: Facts = { facts: [], edges: [], unknown: [] };

/** What the function of the environment does by itself. Found once for an environment. */
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
  readonly #list: FactList;
  readonly #reads: Reads;
  readonly #foreign: ForeignCalls;

  constructor(world: World, env: Env) {
    this.#world = world;
    this.#env = env;
    this.#list = new FactList(world, env);
    this.#reads = new Reads(world, env, this.#list);
    this.#foreign = new ForeignCalls(world, env, this.#list);
  }

  run(): Facts {
    const { unit } = this.#env;
    for (const node of unit.invocations) if (!this.#isLeftOut(node)) this.#invocation(node);
    for (const node of unit.reads) if (!this.#isLeftOut(node)) this.#reads.member(node);
    for (const node of unit.changes) if (node.type === 'AssignmentExpression') this.#reads.setter(node);
    for (const pattern of unit.patterns) this.#reads.pattern(pattern);
    for (const loop of unit.asyncLoops) this.#reads.asyncLoop(loop);
    for (const loop of [...unit.loops, ...unit.asyncLoops]) this.#reads.ownIterator(loop);
    for (const { node, callee, made, callees, around } of askedGenerators(this.#world, this.#env))
      this.#functionCalled(node, callee, callOf(this.#world, made, callees, around));
    for (const node of convertedIn(this.#world, this.#env)) this.#reads.text(node);
    for (const declared of unit.disposals) this.#reads.disposal(declared);
    this.#reads.moduleState();
    return this.#list.all;
  }

  /** Whether the node belongs to the default value of a parameter whose argument is there, or of a property that the argument has. */
  #isLeftOut(node: Node): boolean {
    const { args, unit } = this.#env;
    if (args === undefined) return false;
    return unit.defaults.some(({ parameter, key, node: value }) => {
      if (node.range[0] < value.range[0] || node.range[1] > value.range[1]) return false;
      const given = args[parameter] ?? NOTHING;
      if (key === undefined) return isGiven(given);
      return (
        given.length > 0 && given.every((item) => item.kind === 'object' && isGiven(project(this.#world, item, key)))
      );
    });
  }

  #invocation(node: InvocationNode): void {
    const call = callOf(this.#world, node, evaluate(this.#world, calleeOf(node), this.#env), this.#env);
    this.#reads.properties(calleeOf(node));
    if (call.binds) return;
    const declared = declaredRole(this.#world, calleeOf(node), call.callees);
    if (declared) {
      const how = declared === 'workflow' ? 'registers' : 'runs';
      for (const target of functionsIn(this.#world, call.args.all))
        this.#list.role(node, declared, target, how, undefined);
      return;
    }
    const callees = calleesWithoutCounterparts(this.#world, calleesWithSteps(this.#world, call));
    for (const callee of callees) this.#called(node, callee, call);
  }

  #called(node: InvocationNode, callee: Value, call: Call): void {
    switch (callee.kind) {
      case 'function':
        if (isGenerator(callee.unit) && isAskedInside(this.#world, node, this.#env.unit)) return;
        this.#functionCalled(node, withReceiver(callee, call.self), call);
        return;
      case 'class':
        if (node.type === 'NewExpression') this.#constructed(node, callee, call);
        return;
      case 'registered':
        this.#list.durable(callee, node);
        return;
      case 'named':
        this.#namedCalled(node, callee.name, callee.carries, call);
        return;
      default:
        this.#foreign.unknown(node, callee, call);
    }
  }

  #functionCalled(node: Node, callee: FunctionValue, call: Call): void {
    this.#list.call(node, bindCall(this.#world, callee, argumentsFor(this.#world, callee, call.args), this.#env.depth));
  }

  #constructed(node: InvocationNode, callee: ClassValue, call: Call): void {
    let args = call.args;
    // What the parameters are decides what the fields are, as far as it is code.
    const code = codeArguments(this.#world, args.all);
    const self = code && instanceValue(callee.cls, callee.env, code, this.#env.depth);
    for (const cls of lineageOf(this.#world, callee.cls)) {
      if (cls.initializer.invocations.length > 0) {
        this.#list.call(node, self ? fieldEnv(this.#world, cls, self) : baseEnv(this.#world, cls.initializer));
      }
      const unit = constructorOf(cls);
      if (unit) {
        const made = functionValue(unit, cls === callee.cls ? callee.env : undefined, self);
        const env = bindCall(this.#world, made, argumentsFor(this.#world, made, args), this.#env.depth);
        this.#list.call(node, env);
        args = superArguments(this.#world, env) ?? givenArguments([]);
      }
      const [base] = extendedBy(this.#world, cls);
      if (base?.kind === 'named') this.#namedCalled(node, base.name, NOTHING, call);
    }
  }

  #namedCalled(node: InvocationNode, name: Name, carries: Values, call: Call): void {
    const api = this.#world.knowledge.api(name);
    // Of a property that is called, the reading is the fact.
    if (api?.property) return;
    if (api) this.#api(node, name, api, carries, call);
    else this.#foreign.named(node, name, carries, call);
  }

  #api(node: InvocationNode, name: Name, spec: ApiSpec, carries: Values, call: Call): void {
    const refers = spec.refersTo === undefined ? carries : (call.args.at(spec.refersTo) ?? NOTHING);
    this.#list.api(node, name, spec, refers, call.args);
    const { runs, registers } = spec;
    for (const target of runBefore(this.#world, spec, call.args))
      if (spec.before) this.#list.unawaitedRole(node, spec.before.role, target, name);
    for (const target of (runs && call.args.at(runs.argument)) ?? NOTHING) {
      if (runs?.role === 'inherit') this.#foreign.callback(node, target, [], 'inline', name);
      else if (runs) this.#list.role(node, runs.role, target, 'runs', name);
    }
    for (const target of (registers && call.args.at(registers.argument)) ?? NOTHING) {
      if (registers && registers.role !== 'inherit') this.#list.role(node, registers.role, target, 'registers', name);
    }
  }
}

/** Whether there certainly is a value. */
function isGiven(values: Values): boolean {
  return values.length > 0 && !values.every((item) => item.kind === 'literal' && item.value === undefined);
}
