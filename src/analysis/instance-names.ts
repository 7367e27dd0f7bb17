/**
 * What durable instances are named by, and the names by which a recovered workflow does not find its own: none, one that is made anew, one that
 * counts, one that is taken. Knows instances that the file makes, and the `super(…)` of its classes. Of a name that is not known nothing is said.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../knowledge/vocabulary/roles.ts';
import { extendedBy, lineageOf } from './base-classes.ts';
import { certain, sole } from './certain.ts';
import { constructorOf, superCallsIn } from './class-elements.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { freshSourceOf, isCounted } from './fresh.ts';
import { isDurableClass } from './instances.ts';
import { isFunctionNode, unwrap, type Node } from './nodes.ts';
import { isSurelyBefore } from './surely-before.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A name by which a recovered workflow does not find its instance. */
export type LostInstance =
  /** `node` is the call that gives no name. */
  | { readonly kind: 'missing'; readonly node: Node }
  /** `node` is the name, which is another one in each process, or in another order. */
  | { readonly kind: 'fresh' | 'counted'; readonly node: Node }
  /** Another instance of the class has the name. */
  | { readonly kind: 'duplicate'; readonly node: Node; readonly cls: ClassUnit; readonly name: string }
  /** It is made in a role in which the engine runs already. */
  | { readonly kind: 'late'; readonly node: Node; readonly role: Role };

/** Roles that begin when the engine runs. */
const LATE = ['workflow', 'step', 'transaction', 'handler'] as const satisfies readonly Role[];

/** The instances of a file that a recovered workflow does not find; first those that a class names itself. */
export function* lostInstances(
  world: World,
  module: ModuleUnit,
  rolesOf: (unit: FunctionUnit) => ReadonlySet<Role>,
): Iterable<LostInstance> {
  for (const cls of module.classes.values()) if (extendsBase(world, cls)) yield* lostByClass(world, cls);
  const named: (Construction & { readonly value: string })[] = [];
  for (const construction of constructionsIn(world, module)) {
    const { node, cls, by, name, isNameless } = construction;
    const roles = rolesOf(by);
    const role = LATE.find((item) => roles.has(item));
    if (role) {
      yield { kind: 'late', node, role };
      continue;
    }
    if (isNameless) yield { kind: 'missing', node };
    if (!name) continue;
    const change = changeOf(world, module, name);
    if (change) {
      yield { kind: change, node: name };
      continue;
    }
    const value = certain(evaluate(world, name, baseEnv(world, by)), 'literal')?.value;
    if (typeof value !== 'string') continue;
    const isTaken = named.some(
      (other) => other.cls === cls && other.value === value && isSurelyBefore(module, other, construction),
    );
    if (isTaken) yield { kind: 'duplicate', node: name, cls, name: value };
    named.push({ ...construction, value });
  }
}

/** What a class that extends the engine's own hands to its constructor. */
function* lostByClass(world: World, cls: ClassUnit): Iterable<LostInstance> {
  for (const node of superCallsIn(constructorOf(cls))) {
    const [given] = node.arguments;
    const name = given && (defaultBehind(cls, given) ?? given);
    const kind = name ? changeOf(world, cls.module, name) : 'missing';
    if (kind) yield { kind, node: name ?? node };
  }
}

/** Why an expression is another name the next time; undefined: nothing says that it is. */
function changeOf(world: World, module: ModuleUnit, name: Node): 'fresh' | 'counted' | undefined {
  if (freshSourceOf(world, module, name)) return 'fresh';
  return isCounted(name) ? 'counted' : undefined;
}

/** Whether the class extends the engine's base class itself. */
function extendsBase(world: World, cls: ClassUnit): boolean {
  return extendedBy(world, cls).some((base) => base.kind === 'named' && world.knowledge.isInstanceBase(base.name));
}

/** A place where a durable instance is made. */
interface Construction {
  readonly node: TSESTree.NewExpression;
  readonly cls: ClassUnit;
  readonly by: FunctionUnit;
  /** The expression for its name; undefined: the class names it in its own way. */
  readonly name: Node | undefined;
  /** The name is certainly not given. */
  readonly isNameless: boolean;
}

function constructionsIn(world: World, module: ModuleUnit): readonly Construction[] {
  return module.units.flatMap((by) =>
    by.invocations.flatMap((node): readonly Construction[] => {
      if (node.type !== 'NewExpression') return [];
      const only = certain(evaluate(world, node.callee, baseEnv(world, by)), 'class');
      if (!only || isDurableClass(world, only.cls) !== true) return [];
      const place = placeOfName(world, only.cls);
      const argument = place && node.arguments[place.position];
      const isSpread = node.arguments.some((item) => item.type === 'SpreadElement');
      const name = isSpread ? undefined : argument;
      const isNameless = place?.isOptional === false && !isSpread && argument === undefined;
      return [{ node, cls: only.cls, by, name, isNameless }];
    }),
  );
}

/** The argument of a class that becomes the name. */
interface PlaceOfName {
  readonly position: number;
  /** A constructor on the way has another name when it is not given. */
  readonly isOptional: boolean;
}

/** Which argument of `new` becomes the name: the first of the engine's own class, else what the constructors hand on to it. */
function placeOfName(world: World, cls: ClassUnit): PlaceOfName | undefined {
  return [...lineageOf(world, cls)].reduceRight<PlaceOfName | undefined>(
    (place, between) => place && handedOnFrom(between, place),
    { position: 0, isOptional: false },
  );
}

/** Which argument of a class becomes one of its base class: the same without a constructor, else the parameter that is given to `super`. */
function handedOnFrom(cls: ClassUnit, place: PlaceOfName): PlaceOfName | undefined {
  const constructor = constructorOf(cls);
  if (!constructor) return place;
  const argument = sole(superCallsIn(constructor))?.arguments[place.position];
  if (argument?.type !== 'Identifier') return undefined;
  const parameters = parametersIn(constructor);
  const position = parameters.findIndex((parameter) => nameOfParameter(parameter) === argument.name);
  const own = parameters[position];
  return own && { position, isOptional: place.isOptional || patternOf(own).type === 'AssignmentPattern' };
}

function parametersIn({ node }: FunctionUnit): readonly TSESTree.Parameter[] {
  return isFunctionNode(node) ? node.params : [];
}

/** The parameter without what makes a field of it. */
function patternOf(parameter: TSESTree.Parameter): Exclude<TSESTree.Parameter, TSESTree.TSParameterProperty> {
  return parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
}

function nameOfParameter(parameter: TSESTree.Parameter): string | undefined {
  const pattern = patternOf(parameter);
  const inner = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
  return inner.type === 'Identifier' ? inner.name : undefined;
}

/** What a parameter of the constructor is when no argument is given for it; undefined when the expression is no such parameter. */
function defaultBehind(cls: ClassUnit, expression: Node): Node | undefined {
  const node = unwrap(expression);
  const constructor = constructorOf(cls);
  for (const parameter of constructor ? parametersIn(constructor) : []) {
    const inner = patternOf(parameter);
    if (inner.type !== 'AssignmentPattern' || inner.left.type !== 'Identifier') continue;
    if (node.type === 'Identifier' && node.name === inner.left.name) return inner.right;
  }
  return undefined;
}
