/**
 * Decorators of the program that put a function in a method's place: which function that is, and whether it runs the method as a step, by itself or
 * through a helper:
 *   descriptor.value = async function (...args) { return runStep(() => original.apply(this, args), { name }); };
 * Follows what is handed from function to function by name. Leaves out methods that are kept in an object on the way.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { variableOf, type VariableLike } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { argumentsOf, calleeOf, isFunctionNode, unwrap, type Node } from './nodes.ts';
import type { ClassUnit, FunctionUnit, Member } from './units.ts';
import type { FunctionValue } from './values.ts';
import type { World } from './world.ts';

const MAX_DEPTH = 3;

/** The functions that decorators of the program put in the place of a method: `descriptor.value = …`, or what they give back. */
export function replacementsOf(world: World, cls: ClassUnit, { decorators }: Member): readonly FunctionValue[] {
  const around = baseEnv(world, cls.parent);
  return decorators.flatMap(({ expression }) =>
    evaluate(world, expression, around).flatMap((decorator) =>
      decorator.kind === 'function' ? putBy(world, decorator) : [],
    ),
  );
}

function putBy(world: World, { unit, env, self }: FunctionValue): readonly FunctionValue[] {
  const inside = env ? world.environments.intern(unit, undefined, self, env, env.depth + 1) : baseEnv(world, unit);
  const parameters = new Set(parametersOf(world, unit));
  const writes = (unit.module.memberWrites.get('value') ?? []).filter((write) => {
    const owner = variableOf(world, unit.module, unwrap(write.object));
    return write.unit === unit && owner !== undefined && parameters.has(owner);
  });
  return [...unit.returns, ...writes.map(({ value }) => value)].flatMap((node) =>
    evaluate(world, node, inside).filter((value) => value.kind === 'function'),
  );
}

/** The role in which the decorator's function runs the method below it; undefined when it does not, or when it cannot be seen. */
export function roleOfReplacement(world: World, decorator: FunctionUnit): Role | undefined {
  const methods = new Set<VariableLike>();
  for (const parameter of parametersOf(world, decorator)) {
    methods.add(parameter);
    for (const variable of takenFrom(world, decorator, parameter)) methods.add(variable);
  }
  if (methods.size === 0) return undefined;
  return roleInside(world, decorator, methods, 0);
}

/** The role in which code inside a function, and the functions of the program that it calls, runs what is in one of the variables. */
function roleInside(
  world: World,
  outer: FunctionUnit,
  wanted: ReadonlySet<VariableLike>,
  depth: number,
): Role | undefined {
  if (depth > MAX_DEPTH) return undefined;
  for (const unit of unitsIn(outer)) {
    for (const node of unit.invocations) {
      const args = argumentsOf(node);
      if (!args.some((argument) => runs(world, unit, argument, wanted))) continue;
      for (const callee of evaluate(world, calleeOf(node), baseEnv(world, unit))) {
        const role =
          callee.kind === 'named'
            ? roleOfArgument(world, unit, args, world.knowledge.api(callee.name)?.runs, wanted)
            : callee.kind === 'function' && callee.bound.length === 0
              ? roleInCallee(world, unit, args, callee.unit, wanted, depth)
              : undefined;
        if (role) return role;
      }
    }
  }
  return undefined;
}

function roleOfArgument(
  world: World,
  unit: FunctionUnit,
  args: readonly Node[],
  spec: { readonly argument: number; readonly role: Role | 'inherit' } | undefined,
  wanted: ReadonlySet<VariableLike>,
): Role | undefined {
  const argument = spec && args[spec.argument];
  return argument && spec.role !== 'inherit' && runs(world, unit, argument, wanted) ? spec.role : undefined;
}

function roleInCallee(
  world: World,
  unit: FunctionUnit,
  args: readonly Node[],
  callee: FunctionUnit,
  wanted: ReadonlySet<VariableLike>,
  depth: number,
): Role | undefined {
  const handed = parametersOf(world, callee).filter((_, position) => {
    const argument = args[position];
    return argument !== undefined && runs(world, unit, argument, wanted);
  });
  return handed.length > 0 ? roleInside(world, callee, new Set(handed), depth + 1) : undefined;
}

/** Whether an argument is what is wanted, or a function that calls it. */
function runs(world: World, unit: FunctionUnit, argument: Node, wanted: ReadonlySet<VariableLike>): boolean {
  const node = unwrap(argument);
  if (!isFunctionNode(node)) return isWanted(world, unit, node, wanted);
  const inside = unit.module.unitOf.get(node);
  if (!inside) return false;
  return [...unitsIn(inside)].some((code) =>
    code.invocations.some((call) => isWanted(world, code, calleeOf(call), wanted)),
  );
}

/** `original`, `original.apply`, `descriptor.value.call` */
function isWanted(world: World, unit: FunctionUnit, node: Node, wanted: ReadonlySet<VariableLike>): boolean {
  const root = rootOf(node);
  const variable = root && variableOf(world, unit.module, root);
  return variable !== undefined && wanted.has(variable);
}

function rootOf(expression: Node): TSESTree.Identifier | undefined {
  let node = unwrap(expression);
  while (node.type === 'MemberExpression') node = unwrap(node.object);
  return node.type === 'Identifier' ? node : undefined;
}

function parametersOf(world: World, unit: FunctionUnit): readonly VariableLike[] {
  if (!isFunctionNode(unit.node)) return [];
  return unit.node.params.flatMap((parameter) => {
    const pattern = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    const variable = pattern.type === 'Identifier' ? variableOf(world, unit.module, pattern) : undefined;
    return variable ?? [];
  });
}

/** `const original = descriptor.value` */
function takenFrom(world: World, unit: FunctionUnit, parameter: VariableLike): readonly VariableLike[] {
  return parameter.references.flatMap(({ identifier }) => {
    let node: Node = identifier;
    while (node.parent && node.parent.type !== 'VariableDeclarator' && unwrapsTo(node.parent, node)) node = node.parent;
    const declarator = node.parent;
    if (declarator?.type !== 'VariableDeclarator' || declarator.init !== node || declarator.id.type !== 'Identifier')
      return [];
    return variableOf(world, unit.module, declarator.id) ?? [];
  });
}

function unwrapsTo(parent: Node, child: Node): boolean {
  return (parent.type === 'MemberExpression' && parent.object === child) || unwrap(parent) === unwrap(child);
}

/** The function and those that stand in it. */
function* unitsIn(outer: FunctionUnit): Iterable<FunctionUnit> {
  for (const unit of outer.module.units) {
    for (let around: FunctionUnit | undefined = unit; around; around = around.parent) {
      if (around !== outer) continue;
      yield unit;
      break;
    }
  }
}
