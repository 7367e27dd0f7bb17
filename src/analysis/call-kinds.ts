/** Calls of the engine by what its tables say of them, so that who cares for few of them need not look at all. */
import type { OptionMark, OptionSpec } from '../knowledge/facts/options.ts';
import type { ApiFamily } from '../knowledge/vocabulary/apis.ts';
import { isEngineCall, type CallSite, type EngineCall } from './call-sites.ts';
import type { World } from './world.ts';

/** Which calls: of one of the families, or with a place for an option of one of the kinds. */
export interface CallKind {
  readonly families?: readonly ApiFamily[];
  readonly options?: readonly OptionMark[];
}

interface Row {
  readonly call: EngineCall;
  readonly specs: Readonly<Record<number, OptionSpec>> | undefined;
}

/** The calls of the engine in one file. */
export class CallKinds {
  readonly #world: World;
  readonly #rows: readonly Row[];

  constructor(world: World, calls: readonly CallSite[]) {
    this.#world = world;
    this.#rows = calls.filter(isEngineCall).map((call) => ({ call, specs: world.knowledge.options(call.fact.name) }));
  }

  /** Those of the kind, in source order. */
  of({ families = [], options = [] }: CallKind): readonly EngineCall[] {
    const found: EngineCall[] = [];
    for (const { call, specs } of this.#rows) {
      if (families.includes(call.fact.spec.family) || (specs && this.#hasPlace(specs, options))) found.push(call);
    }
    return found;
  }

  #hasPlace(specs: Readonly<Record<number, OptionSpec>>, options: readonly OptionMark[]): boolean {
    return options.some((mark) => this.#world.routesTo(specs, mark).length > 0);
  }
}
