/**
 * Which variables, properties of objects and static fields of a module are state: they count, keep time, switch, or hold data that somebody
 * replaces while the program runs. So are variables of a function that other functions in it share. One that is only set by whoever configures the program, or filled once, is none, and neither is one that
 * holds code, a service or an object: what it holds is followed as a value instead. Leaves out what other files write.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { useOf } from './calls.ts';
import { certain, sole } from './certain.ts';
import { unitAt } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { guardedBy } from './guards.ts';
import { runsLater, type Later } from './later-runs.ts';
import { mutationsOf } from './mutations.ts';
import type { Name } from './names.ts';
import { memberKey, outerOf, staticKey, unwrap, withoutTypes, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value } from './values.ts';
import { unitOfVariable, variableOf, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** What of a module is state. */
export interface StateOfModule {
  readonly variables: ReadonlyMap<VariableLike, State>;
  /** Keys of object literals and of classes, by their node. */
  readonly members: ReadonlyMap<Node, ReadonlyMap<string, State>>;
}

/** A variable or a member that changes while the program runs. */
export interface State {
  /** Of a variable of a function: that function. Each call of it makes a new one. */
  readonly home?: FunctionUnit;
  /** What changes it, if anybody calls it: nobody in its file does. Empty: it certainly changes. */
  readonly setters: readonly Setter[];
}

/** A function that gives a new value, and the expression in it that decides the value. */
export interface Setter {
  readonly unit: FunctionUnit;
  readonly value: Node;
}

type Write = TSESTree.AssignmentExpression | TSESTree.UpdateExpression;

/** All that functions of a module write to one thing. */
interface Written {
  readonly home?: FunctionUnit | undefined;
  readonly writes: { readonly node: Write; readonly unit: FunctionUnit }[];
  /** What it holds when the module is loaded. */
  readonly begins: 'data' | 'empty' | 'other';
}

/** What of a module is state. Found once for a module. */
export function stateOf(world: World, module: ModuleUnit): StateOfModule {
  const known = world.moduleState.get(module);
  if (known) return known;
  const state = new Finder(world, module).run();
  world.moduleState.set(module, state);
  return state;
}

class Finder {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #variables = new Map<VariableLike, Written>();
  readonly #members = new Map<Node, Map<string, Written>>();

  constructor(world: World, module: ModuleUnit) {
    this.#world = world;
    this.#module = module;
  }

  run(): StateOfModule {
    for (const unit of this.#module.units) {
      if (unit === this.#module.main) continue;
      for (const node of unit.changes) {
        if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression') this.#write(node, unit);
      }
    }
    const members = [...this.#members].map(([holder, keys]) => [holder, this.#statesOf(keys)] as const);
    return {
      variables: this.#statesOf(this.#variables),
      members: new Map(members.filter(([, keys]) => keys.size > 0)),
    };
  }

  #statesOf<Key>(written: ReadonlyMap<Key, Written>): ReadonlyMap<Key, State> {
    const states = [...written].flatMap(([key, what]) => {
      const state = this.#stateOf(what);
      return state ? [[key, { ...state, ...(what.home && { home: what.home }) }] as const] : [];
    });
    return new Map(states);
  }

  #write(node: Write, unit: FunctionUnit): void {
    const target = withoutTypes(node.type === 'UpdateExpression' ? node.argument : node.left);
    if (target.type === 'Identifier') this.#variableWrite(target, node, unit);
    else if (target.type === 'MemberExpression') this.#memberWrite(target, node, unit);
  }

  #variableWrite(target: TSESTree.Identifier, node: Write, unit: FunctionUnit): void {
    const variable = variableOf(this.#world, this.#module, target);
    const [definition] = variable?.defs ?? [];
    if (!variable || definition?.type !== 'Variable' || definition.node.type !== 'VariableDeclarator') return;
    const home = isTopLevel(variable) ? undefined : unitOfVariable(this.#module, variable);
    if (home && !this.#isShared(variable, home, unit)) return;
    const known = this.#variables.get(variable) ?? {
      home,
      writes: [],
      begins:
        definition.node.id.type === 'Identifier'
          ? this.#begins(definition.node.init, home ?? this.#module.main, definition.node.id)
          : 'other',
    };
    known.writes.push({ node, unit });
    this.#variables.set(variable, known);
  }

  /** Whether one function in the home of the variable reads what another one there writes. */
  #isShared({ references }: VariableLike, home: FunctionUnit, writer: FunctionUnit): boolean {
    return (
      writer !== home &&
      references.some((reference) => {
        const reader = reference.isRead() ? unitAt(this.#module, reference.identifier) : home;
        return reader !== home && reader !== writer;
      })
    );
  }

  /** `state.rate = next`, where a constant of the module holds the object literal; `Rates.current = next`, of a class. */
  #memberWrite(target: TSESTree.MemberExpression, node: Write, unit: FunctionUnit): void {
    const key = memberKey(target);
    if (key === undefined || !this.#mayBeShared(target.object)) return;
    const object = sole(evaluate(this.#world, target.object, baseEnv(this.#world, unit)));
    const holder = object && this.#holderOf(object);
    if (!holder) return;
    let keys = this.#members.get(holder.node);
    if (!keys) this.#members.set(holder.node, (keys = new Map<string, Written>()));
    const known = keys.get(key) ?? { writes: [], begins: holder.begins(key) };
    known.writes.push({ node, unit });
    keys.set(key, known);
  }

  /** Cheap first: most objects that functions write to are their own. */
  #mayBeShared(object: Node): boolean {
    const node = withoutTypes(object);
    if (node.type === 'ThisExpression') return true;
    const variable = node.type === 'Identifier' ? variableOf(this.#world, this.#module, node) : undefined;
    return variable !== undefined && (isTopLevel(variable) || variable.defs[0]?.type === 'ClassName');
  }

  #holderOf(value: Value): { readonly node: Node; readonly begins: (key: string) => Written['begins'] } | undefined {
    if (value.kind === 'object' && value.env.unit === this.#module.main && isConstant(value.node)) {
      const begins = (key: string): Written['begins'] => {
        const property = value.node.properties.find(
          (item) => item.type === 'Property' && staticKey(item.key, item.computed) === key,
        );
        return property?.type === 'Property' ? this.#begins(property.value, this.#module.main) : 'empty';
      };
      return { node: value.node, begins };
    }
    if (value.kind === 'class' && value.cls.parent === this.#module.main) {
      const begins = (key: string): Written['begins'] => {
        const field = value.cls.members.find((item) => item.isStatic && item.key === key);
        return field?.kind === 'field' ? this.#begins(field.value, this.#module.main) : 'other';
      };
      return { node: value.cls.node, begins };
    }
    return undefined;
  }

  #begins(init: Node | null | undefined, home: FunctionUnit, declared?: TSESTree.Identifier): Written['begins'] {
    if (!init) return 'empty';
    const only = certain(evaluate(this.#world, init, baseEnv(this.#world, home)), 'literal');
    if (only) return only.value == null || only.value === '' ? 'empty' : 'data';
    return isPrimitive(declared?.typeAnnotation?.typeAnnotation) ? 'data' : 'other';
  }

  #stateOf({ writes, begins }: Written): State | undefined {
    const switched = new Set<string>();
    const replaced: { readonly node: TSESTree.AssignmentExpression; readonly unit: FunctionUnit }[] = [];
    for (const { node, unit } of writes) {
      // count++, total += amount; `??=` fills.
      if (node.type === 'UpdateExpression') return CERTAIN;
      if (node.operator !== '=') {
        if (!['??=', '||=', '&&='].includes(node.operator)) return CERTAIN;
        continue;
      }
      const value = unwrap(node.right);
      if (this.#isMadeOfItself(node.left, value)) return CERTAIN;
      const possible = evaluate(this.#world, value, baseEnv(this.#world, unit));
      for (const item of possible) {
        if (item.kind === 'literal') switched.add(item.key);
        else if (item.kind === 'named' && this.#isReadingCall(value, item.name)) return CERTAIN;
      }
      if (possible.some(({ kind }) => kind !== 'literal')) replaced.push({ node, unit });
    }
    if (switched.size > 1) return CERTAIN;
    const setters: Setter[] = [];
    for (const { node, unit } of replaced) {
      const later = this.#replaces(node, unit, begins);
      if (later === 'perhaps') setters.push({ unit, value: node.right });
      else if (later !== undefined) return CERTAIN;
    }
    return setters.length > 0 ? { setters } : undefined;
  }

  /** Whether the value is another one afterwards, whenever that is: who begins with nothing may be filled. */
  #replaces(node: TSESTree.AssignmentExpression, unit: FunctionUnit, begins: Written['begins']): Later {
    if (begins === 'other') return undefined;
    const later = runsLater(this.#world, unit, node.right);
    if (later === undefined || (begins === 'empty' && later !== 'surely')) return undefined;
    const mutation = mutationsOf(this.#world, unit).find((item) => item.node === node);
    return mutation !== undefined && !guardedBy(this.#world, mutation) ? later : undefined;
  }

  /** `total = total + amount`, `open = !open`; a list that grows is a container. */
  #isMadeOfItself(left: Node, value: Node): boolean {
    const target = withoutTypes(left);
    const root = target.type === 'MemberExpression' ? withoutTypes(target.object) : target;
    const key = target.type === 'MemberExpression' ? memberKey(target) : undefined;
    if (!COMPUTED.has(value.type) || root.type !== 'Identifier') return false;
    return (variableOf(this.#world, this.#module, root)?.references ?? []).some(({ identifier }) => {
      if (identifier.range[0] < value.range[0] || value.range[1] < identifier.range[1]) return false;
      const { parent } = identifier;
      return key === undefined || (parent?.type === 'MemberExpression' && memberKey(parent) === key);
    });
  }

  /** `last = Date.now()` */
  #isReadingCall(value: Node, result: Name): boolean {
    if (value.type !== 'CallExpression' && value.type !== 'NewExpression') return false;
    const last = result.path.at(-1) ?? '';
    const name = { module: result.module, path: [...result.path.slice(0, -1), last.replace(/\(\)$/u, '')] };
    const spec = this.#world.knowledge.effect(name, useOf(value));
    return spec?.effect === 'clock' || spec?.effect === 'random' || spec?.effect === 'id';
  }
}

const CERTAIN: State = { setters: [] };

const COMPUTED: ReadonlySet<string> = new Set([
  'BinaryExpression',
  'UnaryExpression',
  'ConditionalExpression',
  'TemplateLiteral',
]);

function isTopLevel({ scope }: VariableLike): boolean {
  return scope.type === 'module' || scope.type === 'global' || scope.block.type === 'Program';
}

/** `const state = { … }`: no other object takes its place. */
function isConstant(node: TSESTree.ObjectExpression): boolean {
  const { parent } = outerOf(node);
  return parent?.type === 'VariableDeclarator' && parent.parent.kind === 'const';
}

function isPrimitive(type: TSESTree.TypeNode | undefined): boolean {
  switch (type?.type) {
    case 'TSNumberKeyword':
    case 'TSStringKeyword':
    case 'TSBooleanKeyword':
    case 'TSBigIntKeyword':
    case 'TSLiteralType':
      return true;
    case 'TSUnionType':
      return type.types.every(isPrimitive);
    default:
      return false;
  }
}
