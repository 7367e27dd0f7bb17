/**
 * The suites, tests and hooks that a file declares: which functions the framework runs, and in which suite. Follows functions that declare
 * hooks for the suite that calls them one call deep. Leaves out hooks that a framework is configured with.
 */
import type { TestPart } from '../knowledge/vocabulary/effects.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { factsOf } from './collect-facts.ts';
import { argumentsOf, calleeOf, type InvocationNode } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A function that the framework runs. */
export interface TestBody {
  readonly part: TestPart;
  /** The call that hands it over. */
  readonly node: InvocationNode;
  /** The function; undefined: it is not known. */
  readonly unit: FunctionUnit | undefined;
  /** The suite's function in which the call stands, or the top level; any other function may be called from several suites. */
  readonly suite: FunctionUnit;
}

/** The suites, tests and hooks that a file declares. */
export function testBodiesOf(world: World, module: ModuleUnit): readonly TestBody[] {
  return module.units.flatMap((unit) => bodiesIn(world, unit));
}

/** The bodies that the function itself hands over. */
function bodiesIn(world: World, suite: FunctionUnit): readonly TestBody[] {
  const env = baseEnv(world, suite);
  return suite.invocations.flatMap((node): readonly TestBody[] => {
    const [callee] = evaluate(world, calleeOf(node), env);
    const use = { form: 'call', arguments: argumentsOf(node).length } as const;
    const part = callee?.kind === 'named' ? world.knowledge.effect(callee.name, use)?.test : undefined;
    if (!part) return [];
    const given = argumentsOf(node).flatMap((argument) => evaluate(world, argument, env));
    const [body] = given.flatMap((value) => (value.kind === 'function' ? [value.unit] : []));
    return [{ part, node, unit: body, suite }];
  });
}

/** The hooks that run for code of a suite: its own, those of the suites around it, and those that helpers declare for these. */
export function hooksFor(world: World, suite: FunctionUnit): readonly TestBody[] {
  const found: TestBody[] = [];
  for (let unit: FunctionUnit | undefined = suite; unit; unit = unit.parent) {
    found.push(...bodiesIn(world, unit));
    for (const edge of factsOf(world, baseEnv(world, unit)).edges) {
      if (edge.kind === 'call' && edge.timing === 'inline') found.push(...bodiesIn(world, edge.target.unit));
    }
  }
  return found.filter(({ part }) => part !== 'suite' && part !== 'test');
}

/** Whether a function is the top level, or the body of a suite: then its code belongs to one suite. */
export function isSuite(bodies: readonly TestBody[], unit: FunctionUnit): boolean {
  return unit.parent === undefined || bodies.some((body) => body.part === 'suite' && body.unit === unit);
}

/** Whether the suite is the other one, or stands in it. */
export function isInSuite(suite: FunctionUnit, other: FunctionUnit): boolean {
  for (let unit: FunctionUnit | undefined = suite; unit; unit = unit.parent) if (unit === other) return true;
  return false;
}

/** Whether the function calls something of which nothing is known. */
export function callsUnknown(world: World, unit: FunctionUnit): boolean {
  return factsOf(world, baseEnv(world, unit)).unknown.length > 0;
}
