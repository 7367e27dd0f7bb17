/**
 * What containers give to constructors: by the token that a decorator of a parameter names, `@Inject(CLOCK)`, or by an abstract class that is its type. Leaves
 * out what they put into fields, and parameters that are known by their names.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { valuesOfType } from './annotations.ts';
import { lineageOf } from './base-classes.ts';
import { certain } from './certain.ts';
import { constructorOf } from './class-elements.ts';
import { codeArguments } from './data.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { reachablePaths } from './implementations.ts';
import { reaches } from './importers.ts';
import { mayRegister } from './lit-roles.ts';
import { instanceValue, NOTHING, UNKNOWN_VALUES } from './make-values.ts';
import { calleeOf, isFunctionNode, parametersOf, unwrap, type Node } from './nodes.ts';
import { loadsContainer, mayTell, partFor, provisionsAround, tokenOf, type Provision } from './provisions.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import type { InstanceValue, Values } from './values.ts';
import type { World } from './world.ts';

/** Parts of parts that are made. */
const MAX_PARTS = 3;

/** What a container gives a parameter of a constructor, by what the files say that its own one reaches; nothing: it is not known. */
export function injectedInto(world: World, unit: FunctionUnit, parameter: TSESTree.Parameter): Values {
  if (!unit.owner || (parameter.decorators ?? []).length === 0) return NOTHING;
  const token = namedToken(world, unit, parameter);
  return token === undefined ? NOTHING : (partFor(provisionsAround(world, unit.module), token)?.values ?? NOTHING);
}

/** What stands for a token, by what the files say that a file reaches; nothing: it is not known. */
export function standingFor(world: World, token: Values, module: ModuleUnit): Values {
  const name = tokenOf(token);
  return name === undefined ? NOTHING : (partFor(provisionsAround(world, module), name)?.values ?? NOTHING);
}

/** What a container makes with a part that the linted file brings to it. */
export interface Injected {
  readonly instance: InstanceValue;
  /** Where the file says what the part is. */
  readonly node: Node;
}

/** Instances of classes of other files that may have durable methods, each with one part that they cannot come to by themselves. */
export function injectedInstances(world: World, module: ModuleUnit): readonly Injected[] {
  if (!loadsContainer(world, module.path)) return [];
  const provisions = provisionsAround(world, module);
  const told = [...new Set(provisions.map(({ token }) => token))].flatMap((token) => partFor(provisions, token) ?? []);
  if (told.length === 0) return [];
  const classes = reachablePaths(world, module)
    .filter((path) => path !== module.path && mayRegister(world, path))
    .flatMap((path) => [...(world.module(path)?.classes.values() ?? [])]);
  return classes.flatMap((cls) =>
    told.flatMap((provision): readonly Injected[] => {
      const instance = madeWith(world, cls, provision, 0);
      const node = instance && placeOf(world, module, cls, provision);
      return instance && node ? [{ instance, node }] : [];
    }),
  );
}

/** Where the linted file brings the part to the class; undefined: another file does. */
function placeOf(
  world: World,
  module: ModuleUnit,
  cls: ClassUnit,
  { node, module: teller }: Provision,
): Node | undefined {
  const home = cls.module.path;
  if (reaches(world, home, teller.path)) return undefined;
  if (teller.path === module.path) return node;
  const isBroughtBefore = module.specifiers.loaded.some((specifier) => {
    const resolution = world.resolve(specifier, module.path);
    return (
      resolution.kind === 'file' &&
      reaches(world, resolution.path, home) &&
      reaches(world, resolution.path, teller.path)
    );
  });
  return isBroughtBefore ? undefined : tellingCall(world, module);
}

/** The first call of the file that tells a container anything. */
function tellingCall(world: World, module: ModuleUnit): Node | undefined {
  for (const unit of module.units) {
    for (const node of unit.invocations) {
      if (!mayTell(world, node)) continue;
      const callee = certain(evaluate(world, calleeOf(node), baseEnv(world, unit)), 'named');
      if (callee && world.knowledge.effect(callee.name, { form: 'call', arguments: 1 })?.binds) return node;
    }
  }
  return undefined;
}

/** An instance whose constructor gets the part, or something that gets it in turn; undefined: it asks for no such part. */
function madeWith(world: World, cls: ClassUnit, provision: Provision, depth: number): InstanceValue | undefined {
  if (depth > MAX_PARTS) return undefined;
  const constructor = [...lineageOf(world, cls)].flatMap((item) => constructorOf(item) ?? [])[0];
  if (!constructor || !isFunctionNode(constructor.node)) return undefined;
  const given = parametersOf(constructor.node).map((parameter) =>
    givenTo(world, constructor, parameter, provision, depth),
  );
  if (given.every((values) => values.length === 0)) return undefined;
  const args = codeArguments(
    world,
    given.map((values) => (values.length > 0 ? values : UNKNOWN_VALUES)),
  );
  return args && instanceValue(cls, undefined, args, 0);
}

function givenTo(
  world: World,
  constructor: FunctionUnit,
  parameter: TSESTree.Parameter,
  provision: Provision,
  depth: number,
): Values {
  const token = namedToken(world, constructor, parameter);
  if (token !== undefined) return token === provision.token ? provision.values : NOTHING;
  const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  const type = 'typeAnnotation' in pattern ? pattern.typeAnnotation?.typeAnnotation : undefined;
  const asked = type && certain(valuesOfType(world, type, constructor.module), 'instance');
  if (!asked) return NOTHING;
  if (`c:${asked.cls.key}` === provision.token) return provision.values;
  const part = asked.cls.node.abstract ? undefined : madeWith(world, asked.cls, provision, depth + 1);
  return part ? [part] : NOTHING;
}

/** The token that a decorator of the parameter names; undefined: none does, or it is not known. */
function namedToken(world: World, { module }: FunctionUnit, { decorators }: TSESTree.Parameter): string | undefined {
  const env = baseEnv(world, module.main);
  for (const { expression } of decorators ?? []) {
    const call = unwrap(expression);
    if (call.type !== 'CallExpression') continue;
    const callee = certain(evaluate(world, call.callee, env), 'named');
    const position = callee && world.knowledge.effect(callee.name, { form: 'call', arguments: 1 })?.injects;
    const token = position === undefined ? undefined : call.arguments[position];
    if (token) return tokenOf(evaluate(world, token, env));
  }
  return undefined;
}
