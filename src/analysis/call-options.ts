/** The options of the engine calls of one file, and what is wrong with them. Leaves out calls whose options another function passes on. */
import type { OptionMark, OptionSpec } from '../knowledge/facts/options.ts';
import { mayRunInside } from './ambient.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { ApiFact } from './facts.ts';
import type { CallSite } from './call-sites.ts';
import { isMadeByGone } from './gone.ts';
import { print, spoken } from './names.ts';
import { argumentsOf, calleeOf, type Node } from './nodes.ts';
import { checkArgument, checkMissingArgument } from './option-checks.ts';
import { markedOptions, type MarkedOption } from './option-marks.ts';
import type { OptionProblem, OptionSite } from './option-problems.ts';
import { isThere, type Version } from './option-versions.ts';
import { readSetting } from './options.ts';
import type { Setting } from './settings.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A call with wrong options. */
export interface CallProblem {
  readonly site: CallSite;
  readonly fact: ApiFact;
  readonly problem: OptionProblem;
}

/** What is wrong with the options of engine calls, for the version of the engine that the program has; undefined: the newest. */
export function callProblems(
  world: World,
  module: ModuleUnit,
  calls: readonly CallSite[],
  version: Version | undefined,
): readonly CallProblem[] {
  return calls.flatMap((site): readonly CallProblem[] => {
    const { fact } = site;
    if (fact.kind !== 'api') return [];
    const specs = world.knowledge.options(fact.name);
    // What the engine no longer has is wrong whatever it is given.
    const isGone = !isThere({ until: fact.spec.until }, version);
    if (!specs || isGone || !isWritten(world, site, fact)) return [];
    const around: OptionSite = {
      call: spoken(fact.name),
      version,
      isTimeZone: world.knowledge.isTimeZone,
      mayRunInside: (name) =>
        mayRunInside(
          world,
          module,
          site,
          calls.filter((call) => call.fact.kind === 'api' && print(call.fact.name) === name),
        ),
      textOf: (node) => module.source.text.slice(...node.range),
    };
    const problems = Object.entries(specs).flatMap(([position, spec]) =>
      problemsAt(world, module, site, fact, Number(position), spec, around),
    );
    const order = problems.find((problem) => problem.isOrder);
    return (order ? [order] : problems)
      .filter(({ kind, node }) => kind !== 'value' || !isMadeByGone(world, module, node, version))
      .map((problem) => ({ site, fact, problem }));
  });
}

function problemsAt(
  world: World,
  module: ModuleUnit,
  site: CallSite,
  fact: ApiFact,
  position: number,
  spec: OptionSpec,
  around: OptionSite,
): readonly OptionProblem[] {
  const setting = argumentAt(world, module, site, position);
  if (setting) return checkArgument(spec, setting, around);
  if (argumentsAt(fact).some((argument) => argument.type === 'SpreadElement')) return [];
  const missing = checkMissingArgument(spec, fact.node, around);
  return missing ? [missing] : [];
}

/** The call itself names the engine's function, so its arguments are that function's: not so in `promise.then(launch)`. */
function isWritten(world: World, { unit }: CallSite, fact: ApiFact): boolean {
  let answer = world.written.get(fact);
  if (answer === undefined) world.written.set(fact, (answer = namesItself(world, unit, fact)));
  return answer;
}

function namesItself(world: World, unit: FunctionUnit, fact: ApiFact): boolean {
  const name = print(fact.name);
  const { node } = fact;
  if (node.type === 'MemberExpression' || node.type === 'Property') return false;
  return evaluate(world, calleeOf(node), baseEnv(world, unit)).some(
    (callee) => callee.kind === 'named' && print(callee.name) === name,
  );
}

function argumentsAt({ node, passed }: ApiFact): readonly Node[] {
  return passed || node.type === 'MemberExpression' || node.type === 'Property' ? [] : argumentsOf(node);
}

/** The argument of a call; undefined when it is not written, or stands behind a spread. */
export function argumentAt(
  world: World,
  module: ModuleUnit,
  { fact, unit }: CallSite,
  position: number,
): Setting | undefined {
  if (fact.kind !== 'api') return undefined;
  const given = argumentsAt(fact).slice(0, position + 1);
  const argument = given[position];
  if (!argument || given.some((item) => item.type === 'SpreadElement')) return undefined;
  // Many rules ask for the options of the same call.
  let setting = world.settings.get(argument);
  if (!setting) {
    setting = readSetting(world, module, argument, baseEnv(world, unit));
    world.settings.set(argument, setting);
  }
  return setting;
}

/** The places that a call has for options of a kind, and what is written there; none for a call that passes its options on. */
export function markedAt(world: World, module: ModuleUnit, site: CallSite, mark: OptionMark): readonly MarkedOption[] {
  const { fact } = site;
  if (fact.kind !== 'api') return [];
  let known = world.marked.get(fact);
  if (!known) world.marked.set(fact, (known = new Map<OptionMark, readonly MarkedOption[]>()));
  let options = known.get(mark);
  if (!options) known.set(mark, (options = markedIn(world, module, site, fact, mark)));
  return options;
}

function markedIn(
  world: World,
  module: ModuleUnit,
  site: CallSite,
  fact: ApiFact,
  mark: OptionMark,
): readonly MarkedOption[] {
  const specs = world.knowledge.options(fact.name);
  const routes = specs ? world.routesTo(specs, mark) : [];
  if (routes.length === 0 || !isWritten(world, site, fact)) return [];
  const isSpread = argumentsAt(fact).some((argument) => argument.type === 'SpreadElement');
  return markedOptions(
    routes,
    (position) => argumentAt(world, module, site, position) ?? (isSpread ? 'unknown' : undefined),
  );
}
