/**
 * Options as they are written at a call: literals, also behind constants, `as` and `satisfies`, in other files, in spreads, and
 * with keys that are assigned before the use. Says for each key whether it is certainly there, and where an edit would go. What conditions
 * decide, and what a caller may give, is unknown, with what it is in some runs.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { constantInit, defaultInit, unitOfVariable, variableOf } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { GLOBAL } from './names.ts';
import { isClassNode, isFunctionNode, staticKey, unwrap, type Node } from './nodes.ts';
import { isKeptWhole, writesAtUse, writesTo, type Writes } from './option-writes.ts';
import { Entries, type ListSetting, type ObjectSetting, type Place, type Setting } from './settings.ts';
import type { ModuleUnit } from './units.ts';
import type { Env, ObjectValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

/** How far constants and spreads are followed into each other. */
const MAX_DEPTH = 8;

/**
 * @param node an expression of `module`, such as an argument of a call
 */
export function readSetting(world: World, module: ModuleUnit, node: Node, env: Env): Setting {
  return new Reader(world, module, node).read(node, env, 0);
}

interface Constant {
  readonly init: Node;
  readonly env: Env;
  /** A list: nothing is put into it later. */
  readonly isKeptWhole: () => boolean;
}

class Reader {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #use: Node;

  constructor(world: World, module: ModuleUnit, use: Node) {
    this.#world = world;
    this.#module = module;
    this.#use = use;
  }

  read(wrapped: Node, env: Env, depth: number, fallback: Node = this.#use): Setting {
    const node = unwrap(wrapped);
    const place = this.#place(node, env, fallback);
    if (depth > MAX_DEPTH) return { kind: 'unknown', ...place };
    if (isFunctionNode(node) || isClassNode(node)) return { kind: 'opaque', type: 'function', ...place };
    switch (node.type) {
      case 'ObjectExpression':
        return this.#object(node, env, place, depth);
      case 'ArrayExpression':
        return this.#list(node, env, place, depth);
      case 'TemplateLiteral':
        if (node.expressions.length > 0) return { kind: 'opaque', type: 'string', ...place };
        break;
      case 'NewExpression':
        return { kind: 'opaque', type: 'object', ...place };
      case 'ConditionalExpression':
        return this.#either([node.consequent, node.alternate], env, place, depth);
      case 'LogicalExpression':
        return this.#either(node.operator === '&&' ? [node.right] : [node.left, node.right], env, place, depth);
      case 'Identifier': {
        const constant = this.#constant(node, env);
        if (!constant) return this.#variable(node, env, place, depth);
        const known = this.read(constant.init, constant.env, depth + 1, place.node);
        if (known.kind === 'list') return { ...known, isWhole: known.isWhole && constant.isKeptWhole() };
        // A scalar is changed where it is used: another place may use the constant too.
        return known.kind === 'object' ? { ...known, use: place } : { ...known, ...place };
      }
      default:
    }
    return this.#fromValues(evaluate(this.#world, node, env), place, depth);
  }

  #either(nodes: readonly Node[], env: Env, place: Place, depth: number): Setting {
    return {
      kind: 'unknown',
      ...place,
      alternatives: nodes.map((node) => this.read(node, env, depth + 1, place.node)),
    };
  }

  /** What is known of a variable, or what it is when nobody gives it: `timeout = 5`, of a parameter or in a pattern. */
  #variable(node: TSESTree.Identifier, env: Env, place: Place, depth: number): Setting {
    const known = this.#fromValues(evaluate(this.#world, node, env), place, depth);
    const { module } = env.unit;
    const variable = known.kind === 'unknown' ? variableOf(this.#world, module, node) : undefined;
    const value = variable && defaultInit(variable);
    if (!value) return known;
    return this.#either([value], baseEnv(this.#world, unitOfVariable(module, variable)), place, depth);
  }

  #place(node: Node, env: Env, fallback: Node): Place {
    const isHere = env.unit.module === this.#module;
    return { node: isHere ? node : fallback, isHere };
  }

  /** The initialiser of a variable that is never written again. */
  #constant(node: TSESTree.Identifier, env: Env): Constant | undefined {
    const { module } = env.unit;
    const variable = variableOf(this.#world, module, node);
    const init = variable && constantInit(variable);
    if (!init) return undefined;
    const isWhole = (): boolean => isKeptWhole(this.#world, module, variable);
    return { init, env: baseEnv(this.#world, unitOfVariable(module, variable)), isKeptWhole: isWhole };
  }

  #fromValues(values: Values, place: Place, depth: number): Setting {
    const [only, ...others] = values;
    if (!only) return { kind: 'unknown', ...place };
    if (others.length > 0) {
      const isCode = values.every((value) => value.kind === 'function' || value.kind === 'registered');
      return isCode ? { kind: 'opaque', type: 'function', ...place } : { kind: 'unknown', ...place };
    }
    return this.#fromValue(only, place, depth);
  }

  #fromValue(value: Value, place: Place, depth: number): Setting {
    switch (value.kind) {
      case 'literal':
        return { kind: 'literal', value: value.value, ...place };
      case 'object':
        return { ...this.#object(value.node, value.env, this.#placeOf(value, place), depth + 1), use: place };
      case 'list': {
        const elements = value.elements.map((element) => this.#fromValues(element, place, depth + 1));
        // What is kept somewhere can be filled from there.
        const isWhole = value.rest.length === 0 && !value.origin;
        return { kind: 'list', elements, isWhole, ...place, isHere: false };
      }
      case 'function':
      case 'class':
      case 'registered':
        return { kind: 'opaque', type: 'function', ...place };
      case 'instance':
        return { kind: 'opaque', type: 'object', ...place };
      case 'named': {
        if (value.name.module === GLOBAL) {
          const [root, env, variable, ...more] = value.name.path;
          // Of a variable of the environment, text is all that there can be.
          if (root === 'process' && env === 'env' && variable !== undefined && more.length === 0)
            return { kind: 'opaque', type: 'string', ...place };
          const number = NUMBERS.get(value.name.path.join('.'));
          return number === undefined ? { kind: 'unknown', ...place } : { kind: 'literal', value: number, ...place };
        }
        // By the grammar of names, the instance of a class.
        return /^[A-Z]\w*\(\)$/u.test(value.name.path.at(-1) ?? '')
          ? { kind: 'opaque', type: 'object', ...place }
          : { kind: 'unknown', ...place };
      }
      default:
        return { kind: 'unknown', ...place };
    }
  }

  #placeOf(value: ObjectValue, { node }: Place): Place {
    return this.#place(value.node, value.env, node);
  }

  #list(node: TSESTree.ArrayExpression, env: Env, place: Place, depth: number): ListSetting {
    const elements: Setting[] = [];
    let isWhole = true;
    for (const item of node.elements) {
      if (item === null) isWhole = false;
      else if (item.type !== 'SpreadElement') elements.push(this.read(item, env, depth + 1, place.node));
      else {
        const inner = this.read(item.argument, env, depth + 1, place.node);
        if (inner.kind === 'list') elements.push(...inner.elements);
        isWhole &&= inner.kind === 'list' && inner.isWhole;
      }
    }
    return { kind: 'list', elements, isWhole, ...place };
  }

  #object(node: TSESTree.ObjectExpression, env: Env, place: Place, depth: number): ObjectSetting {
    const built = new Entries();
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        this.#spread(built, property.argument, env, place, depth, true);
        continue;
      }
      const key = staticKey(property.key, property.computed);
      if (key === undefined) {
        built.blur();
        continue;
      }
      const value: Setting =
        property.kind === 'init'
          ? this.read(property.value, env, depth + 1, place.node)
          : { kind: 'unknown', node: place.isHere ? property : place.node, isHere: place.isHere };
      built.set({ key, value, property: place.isHere ? property : undefined, isCertain: true });
    }
    const { module } = env.unit;
    this.#write(built, writesTo(this.#world, module, node, this.#use), place, depth);
    if (module !== this.#module) this.#write(built, writesAtUse(this.#world, this.#module, this.#use), place, depth);
    const literal = place.isHere ? node : undefined;
    return { kind: 'object', entries: built.entries, isWhole: built.isWhole, literal, ...place };
  }

  #write(built: Entries, { writes, isWhole }: Writes, place: Place, depth: number): void {
    for (const write of writes) {
      const { key, isCertain } = write;
      const value: Setting = write.value
        ? this.read(write.value, baseEnv(this.#world, write.unit), depth + 1, place.node)
        : { kind: 'unknown', node: place.node, isHere: false };
      if (key === undefined) built.blur();
      else built.set({ key, value, property: undefined, isCertain });
    }
    if (!isWhole) built.isWhole = false;
  }

  #spread(built: Entries, wrapped: Node, env: Env, place: Place, depth: number, isCertain: boolean): void {
    const node = unwrap(wrapped);
    // `...(urgent && { priority: 1 })` and the like give what they give, or nothing.
    if (node.type === 'LogicalExpression') {
      if (node.operator !== '&&') this.#spread(built, node.left, env, place, depth, false);
      this.#spread(built, node.right, env, place, depth, false);
      return;
    }
    if (node.type === 'ConditionalExpression') {
      this.#spread(built, node.consequent, env, place, depth, false);
      this.#spread(built, node.alternate, env, place, depth, false);
      return;
    }
    const inner = this.read(node, env, depth + 1, place.node);
    if (inner.kind === 'literal') return;
    if (inner.kind !== 'object' || !inner.isWhole) built.blur();
    if (inner.kind !== 'object') return;
    for (const entry of inner.entries.values()) built.set({ ...entry, isCertain: isCertain && entry.isCertain });
  }
}

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['Infinity', Infinity],
  ['NaN', NaN],
  ['Number.POSITIVE_INFINITY', Infinity],
  ['Number.NEGATIVE_INFINITY', -Infinity],
  ['Number.NaN', NaN],
  ['Number.MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
  ['Number.MAX_VALUE', Number.MAX_VALUE],
]);
