/**
 * What calls of code outside of the program do: of packages and of the host, by their names, and of what is not known, by the names of its methods.
 * Says which of the functions that such a call is given it runs, and when. Calls of the engine are in `collect-facts.ts`.
 */
import type { CallbackTiming, EffectSpec } from '../knowledge/vocabulary/effects.ts';
import type { Arguments } from './arguments.ts';
import { isOnlyBuilt } from './built-statements.ts';
import { useOf, type Call } from './calls.ts';
import { settlesPromise } from './event-promises.ts';
import { conversionsOf } from './conversions.ts';
import type { FactList } from './fact-list.ts';
import { isFixed } from './fixed-results.ts';
import { elementsIn } from './collections.ts';
import { bindCall } from './function-calls.ts';
import {
  callbackArguments,
  functionsIn,
  isCallable,
  isWaitedFor,
  keeping,
  keptIn,
  withoutTables,
} from './given-functions.ts';
import { NOTHING, union } from './make-values.ts';
import { GLOBAL, uncalled, type Name } from './names.ts';
import { calleeOf, isInvocation, memberKey, unwrap, type InvocationNode, type Node } from './nodes.ts';
import { recorderAmong } from './recording.ts';
import type { Env, Value, Values } from './values.ts';
import type { World } from './world.ts';

/** Adds what such calls of one function do to its facts. */
export class ForeignCalls {
  readonly #world: World;
  readonly #env: Env;
  readonly #list: FactList;

  constructor(world: World, env: Env, list: FactList) {
    this.#world = world;
    this.#env = env;
    this.#list = list;
  }

  /** A call of something in a package or in the host. */
  named(node: InvocationNode, name: Name, carries: Values, call: Call): void {
    const spec = this.#world.knowledge.effect(name, useOf(node));
    const use = node.type === 'NewExpression' ? 'new' : 'call';
    const isDone = !spec?.builds || !isOnlyBuilt(this.#world, spec.builds, node, this.#env);
    if (spec && isDone && !isFixed(spec, call.args) && !recorderAmong(this.#world, spec, call.args))
      this.#list.effect(spec.effect, name, spec, node, use, call.callees.length > 1);
    if (spec?.converts)
      for (const method of conversionsOf(this.#world, call.args.at(0) ?? NOTHING, spec.converts))
        this.#list.call(node, bindCall(this.#world, method, [], this.#env.depth));
    const kept = keeping(spec, name);
    if (kept === 'runs') {
      for (const target of union(carries, keptIn(this.#world, call.args.all)))
        this.callback(node, target, [], 'inline', name);
    }
    if (kept) return;
    const method = lastKey(name);
    const row = method === undefined ? undefined : this.#world.knowledge.method(method);
    // `registry.set('load', load)` of a class that extends `Map`.
    const isPut = name.module === GLOBAL && row?.mutates !== undefined;
    const timing = spec?.callbacks ?? row?.callbacks ?? (isPut ? 'never' : 'inline');
    if (timing === 'never') return;
    if (timing === 'deferred' && row?.callbacks === 'deferred') this.#listener(node, name);
    const assumed = spec === undefined && row?.callbacks === undefined;
    const runs = spec?.callbacks !== undefined || row?.callbacks !== undefined;
    // What only takes options keeps the functions in them for later, `new Client({ fetch: (url) => … })`, and what takes objects of the program
    // need not call all their methods: `sortBy(carriers, 'name')`.
    const isAssumed = !runs && (spec === undefined || spec.effect === 'pure');
    const objects = isAssumed ? (isWaitedFor(node) ? node : 'no-objects') : 'all';
    const all = argumentsRun(spec, call.args);
    const args = spec?.role === undefined ? all : withoutTables(this.#env.unit.module, all);
    const handed =
      spec?.mapper === undefined
        ? callbackArguments(this.#world, node, this.#env)
        : [elementsIn(this.#world, call.args.at(0) ?? NOTHING)];
    for (const target of functionsIn(this.#world, args, objects)) {
      if (spec?.role) this.#list.role(node, spec.role, target, 'handles', name);
      // `expect(DBOS.recv)`, `mocked(workflow)`: what the engine runs is looked at, not called, unless it is known that it is.
      else if (runs || !this.#isDurable(target)) this.callback(node, target, handed, timing, name, assumed);
    }
  }

  #isDurable(target: Value): boolean {
    return (
      target.kind === 'registered' || (target.kind === 'named' && this.#world.knowledge.api(target.name) !== undefined)
    );
  }

  /** A call of something of which no name is known. */
  unknown(node: InvocationNode, callee: Value, call: Call): void {
    const member = unwrap(calleeOf(node));
    const key = member.type === 'MemberExpression' ? memberKey(member) : undefined;
    const row = key === undefined ? undefined : this.#world.knowledge.method(key);
    if (row?.callbacks === undefined) {
      if (callee.kind === 'unknown') this.#list.unknown(node);
      return;
    }
    if (row.callbacks === 'deferred') this.#listener(node, { module: GLOBAL, path: ['Promise'] });
    const given = row.functions
      ? row.functions.flatMap((position) => call.args.at(position) ?? [])
      : call.args.all.flat();
    for (const target of given) {
      if (isCallable(target))
        this.callback(node, target, callbackArguments(this.#world, node, this.#env), row.callbacks, undefined);
    }
  }

  /** A promise that waits for an event waits for another one when the code runs again. */
  #listener(node: InvocationNode, name: Name): void {
    if (settlesPromise(this.#world, this.#env.unit, node))
      this.#list.effect('iteration', name, undefined, node, 'call');
  }

  /** A value that somebody calls for us. */
  callback(
    node: Node,
    target: Value,
    args: readonly Values[],
    timing: CallbackTiming,
    by: Name | undefined,
    assumed = false,
  ): void {
    switch (target.kind) {
      case 'function':
        this.#list.callback(node, bindCall(this.#world, target, args, this.#env.depth), timing, by, assumed);
        return;
      case 'registered':
        if (timing === 'inline') this.#list.passedDurable(target, node);
        else this.#list.role(node, target.role, target, 'handles', by);
        return;
      case 'named': {
        // `expect(value).toBeInstanceOf(Date)`
        if (timing !== 'inline' || (assumed && isClassName(target.name))) return;
        const api = this.#world.knowledge.api(target.name);
        if (api && isInvocation(node)) {
          this.#list.passedApi(node, target.name, api, target.carries);
          return;
        }
        const use = { form: 'call', arguments: 0 } as const;
        const spec = this.#world.knowledge.effect(target.name, use);
        // Of `JSON.parse(await redis.get(key))` the row of the client's members speaks, but what a member gave is no function.
        const isData =
          target.name.path.at(-1)?.endsWith('()') && this.#world.knowledge.effect(uncalled(target.name), use) === spec;
        if (spec && !isData) this.#list.effect(spec.effect, target.name, spec, node, 'passed');
        return;
      }
      default:
    }
  }
}

/** The arguments in which functions can be that the call runs. */
function argumentsRun(spec: EffectSpec | undefined, args: Arguments): readonly Values[] {
  if (spec?.mapper !== undefined) return [args.at(spec.mapper) ?? NOTHING];
  return spec?.stores === true ? args.all.slice(1) : args.all;
}

function isClassName({ path }: Name): boolean {
  return /^[A-Z]/u.test(path.at(-1) ?? '');
}

function lastKey(name: Name): string | undefined {
  const last = name.path.at(-1);
  return last === undefined || last.endsWith('()') ? undefined : last;
}
