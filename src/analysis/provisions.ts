/**
 * What a file tells containers: which part stands for a token, `{ provide: CLOCK, useClass: SystemClock }`, `container.register(CLOCK, { … })`. A token is a
 * class, a symbol or a text. Leaves out parts that stand for another token, and tokens that a class of a package makes.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { BindingSpec, PartKind, ProviderForm } from '../knowledge/vocabulary/bindings.ts';
import { certain, sole } from './certain.ts';
import { contentsOf } from './collections.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { callFunction } from './function-calls.ts';
import { reachablePaths } from './implementations.ts';
import { instanceValue, named, UNKNOWN_VALUES } from './make-values.ts';
import { project } from './members.ts';
import { result } from './names.ts';
import { argumentsOf, calleeOf, memberKey, staticKey, unwrap, type InvocationNode, type Node } from './nodes.ts';
import { symbolKey } from './symbols.ts';
import type { ModuleUnit } from './units.ts';
import type { Env, Value, Values } from './values.ts';
import type { World } from './world.ts';
import { useOf } from './calls.ts';

/** What stands for a token. */
export interface Provision {
  readonly token: string;
  /** What one gets who asks for the token. */
  readonly values: Values;
  /** The call, or the object that says it. */
  readonly node: Node;
  /** The file in which that stands. */
  readonly module: ModuleUnit;
}

/** Equal for equal tokens; undefined: it is none, or not known. */
export function tokenOf(values: Values): string | undefined {
  const value = sole(values);
  switch (value?.kind) {
    case 'literal':
      return typeof value.value === 'string' ? value.key : undefined;
    case 'class':
      return `c:${value.cls.key}`;
    case 'named':
      return symbolKey(value) === undefined ? undefined : value.key;
    default:
      return undefined;
  }
}

/** What the file itself tells. */
export function provisionsIn(world: World, module: ModuleUnit): readonly Provision[] {
  return world.search.answered(world.provisions, module, [], () =>
    module.units.flatMap((unit) => {
      const env = baseEnv(world, unit);
      return unit.invocations.flatMap((node) => (mayTell(world, node) ? toldBy(world, node, env) : []));
    }),
  );
}

/** What the files tell that a file reaches; nothing: none of them has a container. */
export function provisionsAround(world: World, module: ModuleUnit): readonly Provision[] {
  return world.search.answered(world.provisionsAround, module, [], () => {
    const paths = reachablePaths(world, module);
    if (!paths.some((path) => loadsContainer(world, path))) return [];
    return paths
      .filter((path) => maySay(world, path))
      .flatMap((path) => {
        const home = world.module(path);
        return home ? provisionsIn(world, home) : [];
      });
  });
}

/** Whether a file loads the package of a container. */
export function loadsContainer(world: World, path: string): boolean {
  return world.specifiers(path).loaded.some((name) => world.knowledge.injection.packages.has(name));
}

function maySay(world: World, path: string): boolean {
  return world.knowledge.injection.words.some((word) => world.mentions(path, word));
}

/** What certainly stands for the token, by what these say; undefined: nothing does, or two are at odds. */
export function partFor(provisions: readonly Provision[], token: string): Provision | undefined {
  const [first, ...others] = provisions.filter((item) => item.token === token);
  const value = sole(first?.values ?? []);
  if (!first || !value || value.kind === 'unknown') return undefined;
  return others.every(({ values }) => sole(values)?.key === value.key) ? first : undefined;
}

/** By its text. What a container gives, `container.get(token).load()`, is not to be found before it is known what it was told. */
export function mayTell({ knowledge }: World, node: InvocationNode): boolean {
  const callee = unwrap(calleeOf(node));
  const name = callee.type === 'MemberExpression' ? memberKey(callee) : callee.type === 'Identifier' && callee.name;
  return name !== undefined && name !== false && knowledge.injection.names.has(name);
}

function toldBy(world: World, node: InvocationNode, env: Env): readonly Provision[] {
  const callee = sole(evaluate(world, calleeOf(node), env));
  if (callee?.kind !== 'named') return [];
  const { binds = [] } = world.knowledge.effect(callee.name, useOf(node)) ?? {};
  for (const spec of binds) {
    const found = 'form' in spec ? provided(world, spec, node, env) : bound(world, spec, node, env);
    if (found.length > 0) return found;
  }
  return [];
}

/** `register(token, part)`, `bind(token).to(part)` */
function bound(
  world: World,
  { token, part, is }: Extract<BindingSpec, { readonly part: number }>,
  node: InvocationNode,
  env: Env,
): readonly Provision[] {
  const asked = token === 'before' ? tokenBefore(node) : argumentsOf(node)[token];
  const given = argumentsOf(node)[part];
  const name = asked && given ? tokenOf(evaluate(world, asked, env)) : undefined;
  if (name === undefined || !given) return [];
  const values =
    typeof is === 'string'
      ? partOf(world, evaluate(world, given, env), is)
      : partIn(world, evaluate(world, given, env), is);
  return [{ token: name, values, node, module: env.unit.module }];
}

function tokenBefore(node: InvocationNode): Node | undefined {
  const callee = unwrap(calleeOf(node));
  const before = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  return before?.type === 'CallExpression' ? before.arguments[0] : undefined;
}

/** `{ provide: token, useClass: Part }`, one or a list of them */
function provided(
  world: World,
  { provider, form, under }: Extract<BindingSpec, { readonly form: ProviderForm }>,
  node: InvocationNode,
  env: Env,
): readonly Provision[] {
  const argument = argumentsOf(node)[provider];
  if (!argument) return [];
  const given = evaluate(world, argument, env);
  const providers = under === undefined ? given : given.flatMap((value) => project(world, value, under));
  const each = providers.flatMap((value) => (value.kind === 'list' ? contentsOf(world, value) : [value]));
  return each.flatMap((value) => {
    const token = value.kind === 'object' ? tokenOf(project(world, value, form.token)) : undefined;
    if (value.kind !== 'object' || token === undefined) return [];
    const { module } = value.env.unit;
    const values = partIn(world, [value], form.parts);
    return [{ token, values, node: module === env.unit.module ? value.node : node, module: env.unit.module }];
  });
}

function partIn(world: World, providers: Values, parts: ProviderForm['parts']): Values {
  const provider = certain(providers, 'object');
  const [key, ...others] = provider ? Object.keys(parts).filter((name) => hasKey(provider.node, name)) : [];
  const kind = key === undefined ? undefined : parts[key];
  if (!provider || key === undefined || kind === undefined || others.length > 0) return UNKNOWN_VALUES;
  return partOf(world, project(world, provider, key), kind);
}

function hasKey({ properties }: TSESTree.ObjectExpression, name: string): boolean {
  return properties.some((item) => item.type === 'Property' && staticKey(item.key, item.computed) === name);
}

function partOf(world: World, values: Values, kind: PartKind): Values {
  if (kind === 'value') return values;
  return values.flatMap((value) => madeOf(world, value, kind));
}

function madeOf(world: World, value: Value, kind: 'class' | 'factory'): Values {
  if (kind === 'factory') return value.kind === 'function' ? callFunction(world, value, [], 0) : UNKNOWN_VALUES;
  if (value.kind === 'class') return [instanceValue(value.cls, value.env, undefined, 0)];
  return value.kind === 'named' ? [named(result(value.name))] : UNKNOWN_VALUES;
}
