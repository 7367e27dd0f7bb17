/**
 * Whether code of certain modules can be reached from an environment or a value: as an argument, as `this`, as the code around, or inside
 * of one of these. Both are made of parts that were there before them, so a search comes to an end. Leaves out what a call of that code would
 * reach.
 */
import type { ModuleUnit } from './units.ts';
import type { Env, Site, Value, Values } from './values.ts';

/** Which environments and values code of certain modules can be reached from. */
export class CarriedModules {
  readonly #isMeant: (module: ModuleUnit) => boolean;
  readonly #envs = new Map<Env, boolean>();

  constructor(isMeant: (module: ModuleUnit) => boolean) {
    this.#isMeant = isMeant;
  }

  inEnv(env: Env): boolean {
    let answer = this.#envs.get(env);
    if (answer === undefined) this.#envs.set(env, (answer = this.#find(env)));
    return answer;
  }

  #find({ unit, self, args, parent, site }: Env): boolean {
    return (
      this.#isMeant(unit.module) ||
      (site !== undefined && this.#inSite(site)) ||
      (self !== undefined && this.#inValue(self)) ||
      (args !== undefined && this.#inSets(args)) ||
      (parent !== undefined && this.inEnv(parent))
    );
  }

  #inSite({ module, around }: Site): boolean {
    return this.#isMeant(module) || (around !== undefined && this.inEnv(around));
  }

  #inSets(sets: readonly Values[]): boolean {
    return sets.some((values) => values.some((value) => this.#inValue(value)));
  }

  #inValue(value: Value): boolean {
    switch (value.kind) {
      case 'function':
        return this.#isMeant(value.unit.module) || this.#around(value.env, value.self) || this.#inSets(value.bound);
      case 'object':
      case 'enum':
        return this.inEnv(value.env);
      case 'class':
        return this.#isMeant(value.cls.module) || this.#around(value.env, undefined);
      case 'instance':
        return (
          this.#isMeant(value.cls.module) ||
          (value.from !== undefined && this.#isMeant(value.from)) ||
          (value.site !== undefined && this.#inSite(value.site)) ||
          this.#around(value.env, undefined) ||
          this.#inSets(value.args ?? [])
        );
      case 'registered':
        return this.#isMeant(value.module) || this.#inValue(value.target);
      case 'list':
        return this.#inSets(value.elements) || this.#inSets([value.rest]) || this.#around(value.origin?.env, undefined);
      case 'named':
        return this.#inSets([value.carries]);
      case 'module':
      case 'namespace':
        return this.#isMeant(value.module);
      case 'shape':
        return this.#isMeant(value.module) || this.#isMeant(value.from);
      default:
        return false;
    }
  }

  #around(env: Env | undefined, self: Value | undefined): boolean {
    return (env !== undefined && this.inEnv(env)) || (self !== undefined && this.#inValue(self));
  }
}
