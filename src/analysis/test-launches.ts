/**
 * Hooks of tests that launch the engine, whether something ends it again, and what is not made again after it. A shutdown counts wherever it may belong to the hook: in a hook
 * of the same suite or of one around it, in what the hook gives back, and at the end of a test.
 */
import type { CallSite } from './call-sites.ts';
import type { LaunchOrder, LifecycleEvent } from './launch-order.ts';
import type { Node } from './nodes.ts';
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

/** A registration that is made once, and a launch before each test that comes after it. */
export interface MadeOnce {
  readonly node: Node;
  readonly launch: LifecycleEvent;
  /** A hook makes it; else the file, as it is loaded. */
  readonly byHook: boolean;
}

/**
 * The calls that a file makes once although it launches before each test, and that no hook makes again.
 *
 * @param textOf what two calls have in common that do the same
 */
export function madeOnce(
  bodies: readonly TestBody[],
  launches: readonly HookLaunch[],
  calls: readonly CallSite[],
  textOf: (node: Node) => string,
): readonly MadeOnce[] {
  const repeated = new Set(
    calls.flatMap(({ node, unit }) =>
      bodies.some((body) => body.part === 'before-each' && body.unit === unit) ? [textOf(node)] : [],
    ),
  );
  return calls.flatMap(({ node, unit }): readonly MadeOnce[] => {
    const body = bodies.find((item) => item.unit === unit);
    const byHook = body?.part === 'before-all';
    const isOnce = body ? byHook || body.part === 'suite' : unit.parent === undefined;
    if (!isOnce || repeated.has(textOf(node))) return [];
    const suite = byHook ? body.suite : unit;
    const found = launches.find(
      ({ hook }) => hook.part === 'before-each' && (isInSuite(hook.suite, suite) || isInSuite(suite, hook.suite)),
    );
    return found ? [{ node, launch: found.launch, byHook }] : [];
  });
}

/** The functions in a function, and in these. */
function inside(unit: FunctionUnit): readonly FunctionUnit[] {
  return unit.nested.flatMap((inner) => [inner, ...inside(inner)]);
}
