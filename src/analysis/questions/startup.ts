/** When code of this file runs: as it is loaded, before the engine is launched, as the entry or in a worker. */
import { BeforeLaunch } from '../before-launch.ts';
import { isEntryGuarded, isWorkerCode } from '../branches.ts';
import { isImmediate, type Node } from '../nodes.ts';
import { engineUsesIn, type EngineUse } from '../engine-uses.ts';
import { isExported } from '../exported.ts';
import type { ApiFact, DurableFact } from '../facts.ts';
import type { LifecycleEvent } from '../launch-order.ts';
import { baseEnv } from '../evaluate.ts';
import { factsOf } from '../collect-facts.ts';
import type { FileModel } from '../model.ts';
import { isCaughtIn, regionsOf } from '../regions.ts';
import type { FunctionUnit } from '../units.ts';

export class StartupQuestions {
  #beforeLaunch: BeforeLaunch | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** Calls from which on a server takes requests. */
  get serving(): readonly { readonly node: Node; readonly unit: FunctionUnit }[] {
    return this.#file.module.units.flatMap((unit) =>
      factsOf(this.#file.world, baseEnv(this.#file.world, unit)).facts.flatMap((fact) =>
        fact.kind === 'effect' && fact.spec?.serves === true ? [{ node: fact.node, unit }] : [],
      ),
    );
  }

  /** Whether the code stands in no branch of its function, and in nothing that catches what it throws. */
  isUnguarded(node: Node, unit: FunctionUnit): boolean {
    return regionsOf(node, unit.node).length === 0 && !isCaughtIn(node, unit.node);
  }

  /** What certainly runs before the engine's launch. */
  get beforeLaunch(): BeforeLaunch {
    this.#beforeLaunch ??= new BeforeLaunch(this.#file.world, this.#file.module, this.#file.launchOrder);
    return this.#beforeLaunch;
  }

  /** Whether a launch is a call whose promise goes nowhere, without a `void` that says so or a handler of its failure. */
  isFloating(launch: Node): boolean {
    const destiny = this.#file.promises.destinyOf(launch);
    return destiny?.kind === 'dropped' && !destiny.isVoid && !destiny.chained;
  }

  /** Calls of the engine, here or behind a call, that certainly come after its launch, and the launch. */
  *afterLaunch(
    isUse: (fact: ApiFact | DurableFact) => boolean,
  ): Iterable<EngineUse & { readonly launch: LifecycleEvent }> {
    for (const use of engineUsesIn(this.#file.world, this.#file.module, isUse)) {
      const launch = this.#file.launchOrder.launchBefore(use.node, use.unit);
      if (launch) yield { ...use, launch };
    }
  }

  /** The engine's calls in a function, also of another file. */
  callsIn(unit: FunctionUnit): readonly ApiFact[] {
    return factsOf(this.#file.world, baseEnv(this.#file.world, unit)).facts.filter((fact) => fact.kind === 'api');
  }

  /** Whether the code runs only when the file is the program's entry. */
  isEntryGuarded(node: Node): boolean {
    return isEntryGuarded(this.#file.module, node);
  }

  /**
   * Whether loading the file runs the unit: a function that is called where it stands at the top level, or one that the file both
   * exports and calls there, outside any guard.
   */
  runsOnImport(unit: FunctionUnit): boolean {
    const { main } = this.#file.module;
    const calls = factsOf(this.#file.world, baseEnv(this.#file.world, main)).edges.filter(
      (edge) =>
        edge.kind === 'call' &&
        edge.timing === 'inline' &&
        edge.target.unit === unit &&
        // What `export default plugin(register)` does with it is not known.
        edge.assumed !== true,
    );
    if (!calls.some((edge) => !this.isEntryGuarded(edge.node))) return false;
    return isImmediate(unit.node) || isExported(this.#file.module, unit);
  }

  /** Whether the unit is a constructor, a getter, or the fields of a class: code that runs by the way. */
  isConstruction(unit: FunctionUnit): boolean {
    const { owner, node } = unit;
    if (!owner) return false;
    if (owner.initializer === unit) return true;
    return owner.members.some((item) => item.value === node && (item.kind === 'constructor' || item.kind === 'get'));
  }

  /** Whether the code runs in a worker thread or a child process only. */
  isWorkerCode(node: Node): boolean {
    return isWorkerCode(this.#file.world, this.#file.module, node);
  }
}
