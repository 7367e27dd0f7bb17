/**
 * What a function does by reading and writing properties: getters and setters that run, properties of the engine and of the host that do something or
 * change by themselves, state that other code changes, the items of asynchronous iterables, and what the end of a block disposes of.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { sole } from './certain.ts';
import { argumentsIn } from './arguments.ts';
import { argumentsFor, bindCall, callFunction } from './function-calls.ts';
import { getterOf } from './class-members.ts';
import { evaluate } from './evaluate.ts';
import { conversionsOf } from './conversions.ts';
import type { FactList } from './fact-list.ts';
import { project } from './members.ts';
import { moduleStateReads, stateMember } from './module-state.ts';
import { uncalled } from './names.ts';
import { memberKey, staticKey, unwrap, type Node } from './nodes.ts';
import { isRecorder } from './recording.ts';
import { setterOf } from './setters.ts';
import { wellKnown } from './symbols.ts';
import { functionValue } from './make-values.ts';
import type { Env, FunctionValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

/** Collects what a function does by reading. */
export class Reads {
  readonly #world: World;
  readonly #env: Env;
  readonly #list: FactList;

  constructor(world: World, env: Env, list: FactList) {
    this.#world = world;
    this.#env = env;
    this.#list = list;
  }

  /** Properties of the engine on the way to what is called or read: of `source.client.query(…)`, `source.client`. */
  properties(start: Node): void {
    for (let node = unwrap(start); node.type === 'MemberExpression'; node = unwrap(node.object)) {
      for (const value of evaluate(this.#world, node, this.#env)) this.#property(node, value);
    }
  }

  #property(node: TSESTree.MemberExpression | TSESTree.Property, value: Value): void {
    const spec = value.kind === 'named' ? this.#world.knowledge.api(value.name) : undefined;
    if (value.kind !== 'named' || spec?.property !== true || Object.keys(spec.at).length === 0) return;
    this.#list.property(node, value.name, spec);
  }

  /** `${order}`, where the class says what that is. */
  text(node: Node): void {
    for (const method of conversionsOf(this.#world, evaluate(this.#world, node, this.#env), 'text'))
      this.#list.call(node, bindCall(this.#world, method, [], this.#env.depth));
  }

  /** `const { executorID } = DBOS` */
  pattern({ id, init }: TSESTree.VariableDeclarator): void {
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

  /** `DBOS.executorID`, `order.total` */
  member(node: TSESTree.MemberExpression): void {
    this.properties(node);
    const key = memberKey(node);
    const objects = evaluate(this.#world, node.object, this.#env);
    if (key !== undefined && !isChanged(node)) this.#state(node, objects, key);
    for (const object of objects) {
      if (object.kind === 'named') {
        const [value] = evaluate(this.#world, node, this.#env);
        if (value?.kind !== 'named') continue;
        const spec = this.#world.knowledge.effect(value.name, { form: 'read', arguments: 0 });
        if (spec) this.#list.effect(spec.effect, value.name, spec, node, 'read');
      } else if (key !== undefined) {
        const getter = getterBehind(this.#world, object, key);
        if (getter) this.#list.call(node, bindCall(this.#world, getter, [], this.#env.depth));
      }
    }
  }

  /** `order.status = 'placed'`, where the class says what that does. */
  setter({ left, right }: TSESTree.AssignmentExpression): void {
    const key = left.type === 'MemberExpression' ? memberKey(left) : undefined;
    if (left.type !== 'MemberExpression' || key === undefined) return;
    for (const object of evaluate(this.#world, left.object, this.#env)) {
      const setter = setterOf(this.#world, object, key);
      if (!setter) continue;
      const args = argumentsFor(this.#world, setter, argumentsIn(this.#world, [right], this.#env));
      this.#list.call(left, bindCall(this.#world, setter, args, this.#env.depth));
    }
  }

  /** `state.rate`, which other code changes. */
  #state(node: Node, objects: Values, key: string): void {
    const object = sole(objects);
    const state = object && stateMember(this.#world, object, key);
    if (state) this.#list.state({ ...state, node });
  }

  /** `for await (const line of lines)` */
  asyncLoop(loop: TSESTree.ForOfStatement): void {
    for (const value of evaluate(this.#world, loop.right, this.#env)) {
      if (value.kind !== 'named' || isRecorder(this.#world, value.name)) continue;
      if (this.#world.knowledge.api(value.name)) continue;
      const called = uncalled(value.name);
      if (this.#world.knowledge.api(called)) continue;
      if (this.#world.knowledge.effect(called, { form: 'call', arguments: 1 })?.delivers) continue;
      this.#list.effect('iteration', called, undefined, loop.right, 'read');
    }
  }

  /** `for (const page of new Pages())`, where the class says how it is iterated: `async *[Symbol.asyncIterator]() { … }`. */
  ownIterator(loop: TSESTree.ForOfStatement): void {
    const keys = loop.await ? [wellKnown('asyncIterator'), wellKnown('iterator')] : [wellKnown('iterator')];
    for (const value of evaluate(this.#world, loop.right, this.#env)) {
      if (value.kind !== 'instance' && value.kind !== 'object') continue;
      const makers = keys.map((key) => project(this.#world, value, key)).find(hasFunction) ?? [];
      for (const maker of makers) this.#iterator(loop.right, maker);
    }
  }

  /** `await using lock = new Lock()`, where the class says what the end of the block does: `async [Symbol.asyncDispose]() { … }`. */
  disposal({ id, init, parent }: TSESTree.VariableDeclarator): void {
    const keys = parent.kind === 'using' ? [wellKnown('dispose')] : [wellKnown('asyncDispose'), wellKnown('dispose')];
    for (const value of init ? evaluate(this.#world, init, this.#env) : []) {
      if (value.kind !== 'instance' && value.kind !== 'object') continue;
      const methods = keys.map((key) => project(this.#world, value, key)).find(hasFunction) ?? [];
      for (const method of methods) {
        if (method.kind === 'function') this.#list.call(id, bindCall(this.#world, method, [], this.#env.depth));
      }
    }
  }

  /** What makes the iterator runs, and so does the `next` of what it makes. */
  #iterator(node: Node, maker: Value): void {
    if (maker.kind !== 'function') return;
    const { depth } = this.#env;
    this.#list.call(node, bindCall(this.#world, maker, [], depth));
    for (const iterator of callFunction(this.#world, maker, [], depth)) {
      if (iterator.kind !== 'object' && iterator.kind !== 'instance') continue;
      for (const next of project(this.#world, iterator, 'next')) {
        if (next.kind === 'function') this.#list.call(node, bindCall(this.#world, next, [], depth));
      }
    }
  }

  /** State of modules that other code changes. */
  moduleState(): void {
    for (const read of moduleStateReads(this.#world, this.#env.unit)) this.#list.state(read);
  }
}

function hasFunction(values: Values): boolean {
  return values.some(({ kind }) => kind === 'function');
}

/** `state.count += 1`: a change, which is found as such. */
function isChanged(node: Node): boolean {
  const { parent } = node;
  return parent?.type === 'UpdateExpression' || (parent?.type === 'AssignmentExpression' && parent.left === node);
}

/** The getter by which an object has a property. */
function getterBehind(world: World, object: Value, key: string): FunctionValue | undefined {
  switch (object.kind) {
    case 'instance':
    case 'class':
      return getterOf(world, object, key);
    case 'object': {
      const item = object.node.properties.findLast(
        (property) => property.type === 'Property' && staticKey(property.key, property.computed) === key,
      );
      const isGetter = item?.type === 'Property' && item.kind === 'get';
      const unit = isGetter ? object.env.unit.module.unitOf.get(item.value) : undefined;
      return unit && functionValue(unit, object.env, object);
    }
    default:
      return undefined;
  }
}
