/**
 * Hooks of tests that launch the engine, and whether something ends it again. A shutdown counts wherever it may belong to the hook: in a hook
 * of the same suite or of one around it, in what the hook gives back, and at the end of a test.
 */
import type { LaunchOrder, LifecycleEvent } from './launch-order.ts';
import { callsUnknown, hooksFor, isInSuite, isSuite, testBodiesOf, type TestBody } from './test-bodies.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A hook that launches the engine. */
export interface HookLaunch {
  readonly hook: TestBody;
  readonly launch: LifecycleEvent;
  /** The hook itself ends an earlier launch first. */
  readonly isLeading: boolean;
  /** Whether the launch is ended after the tests; undefined: not known. */
  readonly isEnded: boolean | undefined;
}

/** The hooks of a file that launch the engine. */
export function hookLaunches(world: World, module: ModuleUnit, order: LaunchOrder): readonly HookLaunch[] {
  const bodies = testBodiesOf(world, module);
  return bodies.flatMap((hook): readonly HookLaunch[] => {
    const { unit, part, suite } = hook;
    if ((part !== 'before-all' && part !== 'before-each') || !unit) return [];
    const events = order.eventsOf(unit);
    const launch = events.find((event) => event.kind === 'launch');
    if (!launch) return [];
    const isLeading = events.some((event) => event.kind === 'shutdown' && event.node.range[0] < launch.node.range[0]);
    const isEnded = isSuite(bodies, suite) ? isEndedBy(hook, unit) : undefined;
    return [{ hook, launch, isLeading, isEnded }];
  });

  function isEndedBy({ suite }: TestBody, unit: FunctionUnit): boolean | undefined {
    const after = hooksFor(world, suite).filter(({ part }) => part === 'after-all' || part === 'after-each');
    const tests = bodies.filter(({ part, suite: other }) => part === 'test' && isInSuite(other, suite));
    if (after.some((body) => body.unit && shutsDown(body.unit)) || inside(unit).some(shutsDown)) return true;
    if (tests.some((body) => body.unit && order.eventsOf(body.unit).at(-1)?.kind === 'shutdown')) return true;
    return after.some((body) => !body.unit || callsUnknown(world, body.unit)) ? undefined : false;
  }

  function shutsDown(unit: FunctionUnit): boolean {
    return order.eventsOf(unit).some(({ kind }) => kind === 'shutdown');
  }
}

/** The functions in a function, and in these. */
function inside(unit: FunctionUnit): readonly FunctionUnit[] {
  return unit.nested.flatMap((inner) => [inner, ...inside(inner)]);
}
