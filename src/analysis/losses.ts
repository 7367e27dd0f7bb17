/**
 * Values that do not survive being recorded: what steps and workflows return, and what is handed to workflows, events and messages. Looks
 * into literals of objects and lists, and through the functions of the program. Tells only what is certain: every value that the
 * expression can have besides nothing is lost. Leaves out instances of classes of the program, of which the data survives.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Loss } from '../knowledge/facts.ts';
import type { Role } from '../knowledge/vocabulary.ts';
import { unitAt, variableOf } from './bindings.ts';
import type { Contexts } from './contexts.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { CallSite } from './model.ts';
import { print, spoken } from './names.ts';
import { argumentsOf, isClassNode, isFunctionNode, unwrap, type Node } from './nodes.ts';
import { startWithoutCall } from './uninvoked.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Env, Value } from './values.ts';
import type { World } from './world.ts';

export interface LostValue {
  /** The expression of this file. */
  readonly node: Node;
  readonly loss: Loss;
  /** What it is: a function, a generator, or something by its name; an object of a connection, by the name of its parameter. */
  readonly what: 'function' | 'generator' | 'connection' | 'instance' | 'named';
  /** How a person calls it: `fetch`, `Response`. */
  readonly name: string;
  /** It is what a call of that name gives, not an instance of a class of that name. */
  readonly isResult: boolean;
  /** It stands inside an object or a list. */
  readonly isNested: boolean;
}

export interface LostRecord {
  readonly value: LostValue;
  /** What records it: the result of a function with a role, or an argument of a call. */
  readonly by:
    | { readonly kind: 'result'; readonly role: Role; readonly unit: FunctionUnit; readonly call: Node | undefined }
    | { readonly kind: 'argument'; readonly site: CallSite };
}

export function lostRecords(
  world: World,
  module: ModuleUnit,
  contexts: Contexts,
  calls: readonly CallSite[],
): readonly LostRecord[] {
  return [...results(world, module, contexts), ...given(world, module, contexts, calls)];
}

function* results(world: World, module: ModuleUnit, contexts: Contexts): Iterable<LostRecord> {
  for (const { env, role, edge } of contexts.roots) {
    if (role !== 'workflow' && role !== 'step' && role !== 'transaction') continue;
    const { unit } = env;
    const by = { kind: 'result', role, unit, call: edge?.node } as const;
    const isHere = unit.module === module;
    const at = isHere ? undefined : edge?.node;
    if (!isHere && (!at || unitAt(module, at).module !== module || !isOf(module, at))) continue;
    const seeker = new Seeker(world, module, contexts);
    if (isFunctionNode(unit.node) && unit.node.generator) {
      yield { value: lost('generator', 'empty', at ?? unit.node, unit.name), by };
      continue;
    }
    for (const returned of unit.returns) {
      const value = seeker.find(returned, env);
      if (value) yield { value: at ? { ...value, node: at } : value, by };
    }
  }
}

function isOf(module: ModuleUnit, node: Node): boolean {
  let current = node;
  while (current.parent) current = current.parent;
  return current === module.source.program;
}

function* given(
  world: World,
  module: ModuleUnit,
  contexts: Contexts,
  calls: readonly CallSite[],
): Iterable<LostRecord> {
  for (const site of calls) {
    const { fact, unit } = site;
    if (fact.passed) continue;
    const name = fact.kind === 'api' ? print(fact.name) : `registered:${fact.role}`;
    const positions = world.knowledge.recorded(name) ?? world.knowledge.recorded(withAnyMember(name));
    const { node } = fact;
    if (!positions || (node.type !== 'CallExpression' && node.type !== 'NewExpression')) continue;
    // `startWorkflow(place).catch(log)` starts nothing, so it records nothing.
    if (fact.kind === 'api' && startWithoutCall(world, unit, fact)) continue;
    const end = positions.to === undefined ? undefined : positions.to + 1;
    const seeker = new Seeker(world, module, contexts);
    for (const argument of argumentsOf(node).slice(positions.from, end)) {
      if (argument.type === 'SpreadElement') break;
      const value = seeker.find(argument, baseEnv(world, unit));
      if (value) yield { value, by: { kind: 'argument', site } };
    }
  }
}

/** `…startWorkflow().charge` is `…startWorkflow().*`. */
function withAnyMember(name: string): string {
  return name.replace(/\.[^.]+$/u, '.*');
}

const MAX_DEPTH = 3;

class Seeker {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #contexts: Contexts;

  constructor(world: World, module: ModuleUnit, contexts: Contexts) {
    this.#world = world;
    this.#module = module;
    this.#contexts = contexts;
  }

  /** The value that is certainly lost when the expression's is recorded. */
  find(expression: Node, env: Env, isNested = false, depth = 0): LostValue | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const node = unwrap(expression);
    const inside = (inner: Node, nested = isNested): LostValue | undefined => this.find(inner, env, nested, depth + 1);
    if (isFunctionNode(node) || isClassNode(node)) return lost('function', 'absent', node, '', isNested);
    switch (node.type) {
      case 'ConditionalExpression':
        return inside(node.consequent) ?? inside(node.alternate);
      case 'LogicalExpression':
        return inside(node.right) ?? (node.operator === '&&' ? undefined : inside(node.left));
      case 'ObjectExpression':
        return first(node.properties, (property) => this.#property(property, env, depth));
      case 'ArrayExpression':
        return first(node.elements, (item) => (item && item.type !== 'SpreadElement' ? inside(item, true) : undefined));
      case 'Identifier':
        if (this.#isConnection(node)) return lost('connection', 'throws', node, node.name, isNested);
        break;
      default:
    }
    return this.#values(node, env, isNested, depth);
  }

  #property(property: TSESTree.ObjectLiteralElement, env: Env, depth: number): LostValue | undefined {
    if (property.type !== 'Property' || property.kind !== 'init') return undefined;
    return this.find(property.value, env, true, depth + 1);
  }

  #values(node: Node, env: Env, isNested: boolean, depth: number): LostValue | undefined {
    const values = evaluate(this.#world, node, env).filter((value) => value.kind !== 'literal' || value.value != null);
    const found = values.map((value) => this.#value(value, node, isNested, depth));
    return found.length > 0 && found.every((value) => value !== undefined) ? found[0] : undefined;
  }

  #value(value: Value, node: Node, isNested: boolean, depth: number): LostValue | undefined {
    switch (value.kind) {
      case 'function':
      case 'class':
      case 'registered':
        return lost('function', 'absent', node, '', isNested);
      case 'instance':
        return hasMethods(value.cls.members) ? lost('instance', 'data', node, value.cls.name, isNested) : undefined;
      case 'named': {
        const loss = this.#world.knowledge.lossOf(value.name);
        const name = spoken(value.name);
        const last = name.split('.').at(-1) ?? '';
        return loss && { ...lost('named', loss, node, name, isNested), isResult: !/^[A-Z]/u.test(last) };
      }
      case 'list':
        return first([...value.elements, value.rest], (element) => {
          const known = element.filter((item) => item.kind !== 'literal' || item.value != null);
          const inner = known.map((item) => this.#value(item, node, true, depth + 1));
          return inner.length > 0 && inner.every((item) => item !== undefined) ? inner[0] : undefined;
        });
      case 'object': {
        if (depth > MAX_DEPTH) return undefined;
        const inner = this.find(value.node, value.env, true, depth + 1);
        return inner && { ...inner, node };
      }
      default:
        return undefined;
    }
  }

  /** A parameter of a handler of requests: `(req, res) => …` handed to a server of the tables. */
  #isConnection(node: TSESTree.Identifier): boolean {
    const definition = variableOf(this.#world, this.#module, node)?.defs[0];
    if (definition?.type !== 'Parameter' || !isFunctionNode(definition.node)) return false;
    const { node: fn, name } = definition;
    if (!fn.params.some((parameter) => parameter === name)) return false;
    return this.#contexts.roleEdges.some(
      ({ role, by, target }) =>
        role === 'handler' &&
        target.kind === 'function' &&
        target.unit.node === fn &&
        by !== undefined &&
        this.#world.knowledge.givesConnections(by.module),
    );
  }
}

function lost(what: LostValue['what'], loss: Loss, node: Node, name: string, isNested = false): LostValue {
  return { what, loss, node, name, isResult: false, isNested };
}

function hasMethods(members: readonly { readonly kind: string; readonly isStatic: boolean }[]): boolean {
  return members.some(({ kind, isStatic }) => !isStatic && (kind === 'method' || kind === 'get'));
}

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
