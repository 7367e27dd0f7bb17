/**
 * `C.m = register(C.m)`: a durable function that takes the place of the one it is made of. Around the registration the place holds the durable
 * function, in its argument the plain one. Leaves out what a function of the program registers so: `C.m = durable(C.m)`.
 */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { evaluate } from './evaluate.ts';
import { memberKey, outerOf, unwrap, type Node } from './nodes.ts';
import { registeredValue } from './make-values.ts';
import type { Env, Value, Values } from './values.ts';
import type { World } from './world.ts';

interface Write {
  readonly place: Node;
  readonly value: Node;
}

/** What the write puts into its place, which holds `declared` otherwise; undefined when it is no registration of what stands there. */
export function registeredInPlace(world: World, write: Write, declared: Values, env: Env): Values | undefined {
  const call = unwrap(write.value);
  if (call.type !== 'CallExpression' || !call.arguments.some((item) => isSamePlace(unbound(item), write.place)))
    return undefined;
  for (const callee of evaluate(world, call.callee, env)) {
    const registers = callee.kind === 'named' ? world.knowledge.api(callee.name)?.registers : undefined;
    const role: Role | 'inherit' | undefined = registers?.role;
    const argument = registers && call.arguments[registers.argument];
    if (role === undefined || role === 'inherit' || !argument || !isSamePlace(unbound(argument), write.place)) continue;
    const functions = declared.filter((value) => value.kind === 'function');
    if (functions.length > 0) return functions.map((value) => registeredValue(role, value, call, env.unit.module));
  }
  return undefined;
}

/** After `C.m = register(C.m)`, `C.m` is the registered function. */
export function preferDurable(values: Values): Values {
  const durable = values.filter((value) => value.kind === 'registered');
  if (durable.length === 0 || durable.length === values.length) return values;
  return values.filter(
    (value) =>
      value.kind !== 'function' ||
      !durable.some(({ target }) => target.kind === 'function' && target.unit === value.unit),
  );
}

/** In the argument of a registration, what it registers is not registered yet. */
export function beforeRegistration(values: Values, node: Node): Values {
  if (!values.some((value) => value.kind === 'registered')) return values;
  const call = callAround(node);
  if (!call) return values;
  return values.map((value): Value => (value.kind === 'registered' && value.node === call ? value.target : value));
}

/** The call that gets `node`, or what `node.bind(…)` makes, as an argument. */
function callAround(node: Node): Node | undefined {
  const { parent, child } = outerOf(node);
  if (parent?.type === 'MemberExpression' && parent.object === child && memberKey(parent) === 'bind') {
    const bound = outerOf(parent).parent;
    return bound?.type === 'CallExpression' ? callAround(bound) : undefined;
  }
  return parent?.type === 'CallExpression' && parent.callee !== child ? parent : undefined;
}

/** `f` of `f.bind(…)`. */
function unbound(node: Node): Node {
  const call = unwrap(node);
  if (call.type !== 'CallExpression') return call;
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && memberKey(callee) === 'bind' ? unwrap(callee.object) : call;
}

/** Whether two expressions are the same name, or the same member of the same place, as they are written. */
function isSamePlace(first: Node, second: Node): boolean {
  const one = unwrap(first);
  const other = unwrap(second);
  if (one.type === 'Identifier') return other.type === 'Identifier' && one.name === other.name;
  if (one.type === 'ThisExpression') return other.type === 'ThisExpression';
  if (one.type !== 'MemberExpression' || other.type !== 'MemberExpression') return false;
  const key = memberKey(one);
  return key !== undefined && key === memberKey(other) && isSamePlace(one.object, other.object);
}
