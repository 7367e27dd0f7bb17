/** Functions and methods that are taken off their object, or handed over to be called by others, now or later. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../../knowledge/vocabulary/roles.ts';
import { certain, sole } from '../certain.ts';
import { callForData, unboundMethod, type UnboundMethod } from '../callables.ts';
import type { CallSite } from '../call-sites.ts';
import { isContainer } from '../containers.ts';
import { detachedAt, type Detached } from '../detached.ts';
import { handoversIn, type Handover } from '../handovers.ts';
import type { FileModel } from '../model.ts';
import { argumentsOf, calleeOf, memberKey, unwrap, type Node } from '../nodes.ts';
import type { FunctionUnit } from '../units.ts';
import type { NamedValue, RegisteredValue, Value } from '../values.ts';

/** A call gives a role to a function of the engine, or to one that has a role already: `DBOS.runStep(DBOS.recv)`. */
export interface GivenRole {
  readonly call: CallSite;
  readonly role: Role;
  readonly how: 'runs' | 'registers';
  readonly value: NamedValue | RegisteredValue;
}

/** A workflow that is a method of an instance and is called without one. */
export type DetachedMethod =
  /** It is handed over: `orders.map(this.place)`. */
  | { readonly kind: 'passed'; readonly method: TSESTree.MemberExpression }
  /** It was taken off the instance before: `const { place } = shop;`. */
  | {
      readonly kind: 'called';
      readonly call: TSESTree.CallExpression;
      readonly method: TSESTree.Expression;
      readonly from: Detached;
    }
  /** `startWorkflow(shop.place)` */
  | { readonly kind: 'started'; readonly call: TSESTree.CallExpression; readonly method: TSESTree.MemberExpression };

export class CallbackQuestions {
  #handovers: readonly Handover[] | undefined;
  #rolesGiven: readonly GivenRole[] | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** Where a called identifier was taken off its object. */
  detachedAt(callee: Node): Detached | undefined {
    return detachedAt(this.#file.world, this.#file.module, callee);
  }

  /** Methods of the engine that use `this` and are handed to a timer, or to a method that calls what it is given. */
  get passedMethods(): readonly { readonly node: Node; readonly member: TSESTree.MemberExpression }[] {
    return this.#file.module.units.flatMap((unit) =>
      unit.invocations.flatMap((call) => {
        const members = argumentsOf(call).flatMap((node) => {
          const member = unwrap(node);
          return member.type === 'MemberExpression' ? [{ node, member }] : [];
        });
        if (members.length === 0 || !this.#callsWhatItIsGiven(unwrap(calleeOf(call)))) return [];
        return members.filter(({ member }) => this.#file.expressions.apiOf(member)?.spec.bound === true);
      }),
    );
  }

  #callsWhatItIsGiven(callee: Node): boolean {
    const key = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
    const row = key === undefined ? undefined : this.#file.world.knowledge.method(key);
    return row?.callbacks !== undefined || this.#isTimer(callee);
  }

  /** The member by which a call is handed a function that it runs without its object: `list.map(this.place)`. */
  #handedOver(call: TSESTree.CallExpression, value: Value): TSESTree.MemberExpression | undefined {
    const [callback, self] = call.arguments;
    const member = callback && unwrap(callback);
    if (member?.type !== 'MemberExpression' || self !== undefined) return undefined;
    return this.#file.expressions.valuesOf(member).some(({ key }) => key === value.key) ? member : undefined;
  }

  /** What a call of a workflow that is a method of an instance leaves out: the instance. Undefined: it does not, or it is not known. */
  detachedMethodAt({ fact, node }: CallSite): DetachedMethod | undefined {
    if (node.type !== 'CallExpression') return undefined;
    const { instances } = this.#file;
    if (fact.kind === 'durable') {
      if (fact.role !== 'workflow' || !instances.isInstanceMethod(fact.value)) return undefined;
      if (fact.passed) {
        const method = this.#handedOver(node, fact.value);
        return method && { kind: 'passed', method };
      }
      const from = this.detachedAt(node.callee);
      return from && { kind: 'called', call: node, method: node.callee, from };
    }
    const { result, refersTo } = fact.spec;
    const value = sole(fact.refers);
    const method = result === 'function' && refersTo !== undefined ? node.arguments[refersTo] : undefined;
    if (value?.kind !== 'registered' || method?.type !== 'MemberExpression') return undefined;
    return instances.isInstanceMethod(value) ? { kind: 'started', call: node, method } : undefined;
  }

  /** Whether an expression certainly is a map, of which a loop takes pairs. */
  isMap(node: Node): boolean {
    return isContainer(this.#file.world, this.#file.unitAt(node), node, 'map');
  }

  #isTimer(callee: Node): boolean {
    const only = certain(this.#file.expressions.valuesOf(callee), 'named');
    if (!only) return false;
    return this.#file.world.knowledge.effect(only.name, { form: 'call', arguments: 1 })?.effect === 'timer';
  }

  /** Everything this file hands over to run later or elsewhere. */
  get handovers(): readonly Handover[] {
    this.#handovers ??= this.#handedOverTo([]);
    return this.#handovers;
  }

  /** The same, also to functions of which the tables know nothing. */
  handoversTo(later: readonly string[]): readonly Handover[] {
    return later.length === 0 ? this.handovers : this.#handedOverTo(later);
  }

  #handedOverTo(later: readonly string[]): readonly Handover[] {
    return handoversIn(this.#file.world, this.#file.module, (unit) => this.#file.rolesOf(unit), later);
  }

  /** Whether a timer of this file is given the function. */
  isTimerCallback(unit: FunctionUnit): boolean {
    return this.handovers.some(({ callback, spec }) => callback === unit && spec?.effect === 'timer');
  }

  /** The call whose result certainly is no function, when the expression is one, awaited or not. */
  callForData(node: Node): TSESTree.CallExpression | undefined {
    return callForData(this.#file.world, this.#file.unitAt(node), node);
  }

  /** Expressions of the file that stand where the engine wants a function and are the results of calls. */
  get resultsForFunctions(): readonly Node[] {
    return this.#file.calls.flatMap(({ fact, node }) => {
      const wanted = fact.kind === 'api' ? (fact.spec.runs ?? fact.spec.registers) : undefined;
      const argument = wanted && node.type === 'CallExpression' ? node.arguments[wanted.argument] : undefined;
      return argument && argument.type !== 'SpreadElement' && this.callForData(argument) ? [argument] : [];
    });
  }

  /** Roles that calls of the file give to functions which are no plain ones, as far as it is certain which function is meant. */
  get rolesGiven(): readonly GivenRole[] {
    this.#rolesGiven ??= this.#file.calls.flatMap((call) => [...rolesGivenBy(call)]);
    return this.#rolesGiven;
  }

  /** The method that the expression takes off its object although it uses `this`. */
  unboundMethod(node: Node): UnboundMethod | undefined {
    return unboundMethod(this.#file.world, this.#file.unitAt(node), node);
  }

  /** What a call does with the functions it is given, when it runs them at once and makes its result of theirs: `map`, `sort`, `Array.from`. */
  callbackUse(call: TSESTree.CallExpression): { readonly changesReceiver: boolean } | undefined {
    const callee = unwrap(call.callee);
    const row =
      callee.type === 'MemberExpression' ? this.#file.world.knowledge.method(memberKey(callee) ?? '') : undefined;
    if (row) {
      const gives = row.callbacks === 'inline' && row.waits !== true && row.results !== 'ignored';
      return gives ? { changesReceiver: row.mutates !== undefined } : undefined;
    }
    const only = certain(this.#file.expressions.valuesOf(callee), 'named');
    if (!only) return undefined;
    const use = { form: 'call', arguments: call.arguments.length } as const;
    return this.#file.world.knowledge.effect(only.name, use)?.gives === 'argument'
      ? { changesReceiver: false }
      : undefined;
  }
}

function* rolesGivenBy(call: CallSite): Iterable<GivenRole> {
  const { fact } = call;
  if (fact.kind !== 'api') return;
  for (const how of ['runs', 'registers'] as const) {
    const callback = fact.spec[how];
    if (callback === undefined || callback.role === 'inherit') continue;
    const value = sole(fact.args.at(callback.argument) ?? []);
    if (value?.kind === 'named' || value?.kind === 'registered') yield { call, role: callback.role, how, value };
  }
}
