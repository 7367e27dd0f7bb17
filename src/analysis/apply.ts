/**
 * From a call to what it gives back: functions of the program by their returns (bounded), constructions, the engine's
 * registrations, package calls by their rows, `bind`, `call`, `apply` and `require`.
 */
import { valuesOfType } from './annotations.ts';
import { codeArguments } from './data.ts';
import { factorySite } from './factories.ts';
import { siteOf } from './instance-sites.ts';
import { listMethod, settledValues } from './method-results.ts';
import { specifierValues } from './modules.ts';
import { argumentsOf, literalText, unwrap, type InvocationNode } from './nodes.ts';
import { boundValue, functionValue, instanceValue, NOTHING, union, UNKNOWN_VALUES } from './make-values.ts';
import type { ClassValue, Env, Value, Values } from './values.ts';
import type { World } from './world.ts';
import { writtenResultOf } from './written-types.ts';
import { callOf, type Call } from './calls.ts';
import { withReceiver, callFunction, argumentsFor, settledByType } from './function-calls.ts';
import { applyNamed } from './named-calls.ts';

/** What the invocation gives back. */
export function applyValues(world: World, node: InvocationNode, callees: Values, env: Env): Values {
  const required = requiredModule(world, node, callees, env);
  if (required) return required;
  const listed = listMethod(world, node, env);
  if (listed) return listed;
  const settled = settledValues(world, node, callees, env);
  if (settled) return settled;
  const call = callOf(world, node, callees, env);
  return union(...callableAmong(call.callees).map((callee) => applyOne(world, node, callee, call, env)));
}

/** A function or a class may have a namespace, or other exports of its module, beside it. */
function callableAmong(values: Values): Values {
  const callable = values.filter(({ kind }) => kind !== 'module' && kind !== 'namespace');
  return callable.length > 0 ? callable : values;
}

function applyOne(world: World, node: InvocationNode, callee: Value, call: Call, env: Env): Values {
  switch (callee.kind) {
    case 'unknown':
      return callee.isData ? [callee] : resultByType(world, node, callee, env);
    case 'function': {
      const target = withReceiver(callee, call.self);
      if (call.binds) return [functionValue(target.unit, target.env, target.self, [...target.bound, ...call.args.all])];
      const site = factorySite(world, target.unit, node, env);
      return (
        settledByType(world, target) ??
        callFunction(world, target, argumentsFor(world, target, call.args), env.depth, site)
      );
    }
    case 'registered':
      return call.binds ? [boundValue(callee)] : UNKNOWN_VALUES;
    case 'class':
      return node.type === 'NewExpression' ? [made(world, node, callee, call, env)] : UNKNOWN_VALUES;
    case 'named':
      return call.binds ? [callee] : applyNamed(world, node, callee, call.args, env);
    default:
      return UNKNOWN_VALUES;
  }
}

/** Of a function that others give, what its type says. */
function resultByType(world: World, node: InvocationNode, callee: Value, { unit }: Env): Values {
  const written = node.type === 'CallExpression' ? writtenResultOf(world, unit, unwrap(node.callee)) : undefined;
  const values = written ? valuesOfType(world, written.type, written.module, written.bound) : NOTHING;
  return values.length > 0 ? values : [callee];
}

function made(world: World, node: InvocationNode, { cls, env: around }: ClassValue, { args }: Call, env: Env): Value {
  return instanceValue(cls, around, codeArguments(world, args.all), env.depth, siteOf(world, cls, node, env));
}

function requiredModule(world: World, node: InvocationNode, callees: Values, env: Env): Values | undefined {
  const [first] = argumentsOf(node);
  const [only] = callees;
  if (node.type !== 'CallExpression' || !first || only?.kind !== 'named') return undefined;
  if (only.name.module !== 'global' || only.name.path.length !== 1 || only.name.path[0] !== 'require') return undefined;
  const specifier = literalText(first);
  return specifier === undefined ? UNKNOWN_VALUES : specifierValues(world, specifier, env.unit.module);
}
