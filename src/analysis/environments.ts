/**
 * The environments of a world: one for each unit of which no call is known, and one for each set of parts in which a call runs it. Tells those that
 * hold code of the linted file, or of what is seen in its light, from all others, since they are forgotten with it.
 */
import type { CarriedModules } from './carried-modules.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import { siteKey } from './make-values.ts';
import type { Env, Site, Value, Values } from './values.ts';

/** The environments of a world, each made once. */
export class Environments {
  readonly #isOfLint: (module: ModuleUnit) => boolean;
  #count = 0;
  readonly #base = new WeakMap<FunctionUnit, Env>();
  #local = new Map<string, Env>();
  readonly #shared = new Map<string, Env>();

  /** @param isOfLint whether the module is the one that is linted, or one that is seen in its light */
  constructor(isOfLint: (module: ModuleUnit) => boolean) {
    this.#isOfLint = isOfLint;
  }

  /** Those that hold code of the linted file. */
  get localCount(): number {
    return this.#local.size;
  }

  /** Those that hold none, and stay. */
  get sharedCount(): number {
    return this.#shared.size;
  }

  forgetLocal(): void {
    this.#local = new Map();
  }

  /** Forgets those that hold code of certain modules. */
  forget(modules: CarriedModules): void {
    for (const [key, env] of this.#shared) if (modules.inEnv(env)) this.#shared.delete(key);
  }

  /** The environment of a unit of which no call is known. */
  base(unit: FunctionUnit, self: (unit: FunctionUnit, parent: Env | undefined) => Value | undefined): Env {
    const known = this.#base.get(unit);
    if (known) return known;
    const parent = unit.parent ? this.base(unit.parent, self) : undefined;
    const isLocal = this.#isOfLint(unit.module);
    const env = this.#make({
      unit,
      args: undefined,
      self: self(unit, parent),
      parent,
      depth: 0,
      site: undefined,
      isLocal,
    });
    this.#base.set(unit, env);
    return env;
  }

  /** The one environment of these parts. */
  intern(
    unit: FunctionUnit,
    args: readonly Values[] | undefined,
    self: Value | undefined,
    parent: Env | undefined,
    depth: number,
    site?: Site,
  ): Env {
    // How deep it is decides where it ends, so the depth is a part of what it is: otherwise whoever came first would decide.
    const argKeys = args?.map((set) => set.map((value) => value.key).join('+')).join(',') ?? '*';
    const key = `${unit.key}|${String(parent?.id ?? '')}|${self?.key ?? ''}|${argKeys}|${String(depth)}${site ? `|${siteKey(site)}` : ''}`;
    const known = this.#local.get(key) ?? this.#shared.get(key);
    if (known) return known;
    const isLocal =
      this.#isOfLint(unit.module) ||
      parent?.isLocal === true ||
      (site !== undefined && this.#isOfLint(site.module)) ||
      (self !== undefined && this.#isLocal(self)) ||
      args?.some((set) => set.some((value) => this.#isLocal(value))) === true;
    const env = this.#make({ unit, args, self, parent, depth, site, isLocal });
    (isLocal ? this.#local : this.#shared).set(key, env);
    return env;
  }

  #make(parts: Omit<Env, 'id' | 'memo' | 'result' | 'facts' | 'summary'>): Env {
    this.#count += 1;
    return { id: this.#count, ...parts, memo: new Map(), result: undefined, facts: undefined, summary: undefined };
  }

  /** Whether the value holds code of the linted file. */
  #isLocal(value: Value): boolean {
    switch (value.kind) {
      case 'function':
        return (
          this.#isOfLint(value.unit.module) ||
          value.env?.isLocal === true ||
          value.bound.some((set) => set.some((item) => this.#isLocal(item)))
        );
      case 'object':
      case 'enum':
        return value.env.isLocal;
      case 'class':
        return this.#isOfLint(value.cls.module) || value.env?.isLocal === true;
      case 'instance':
        return (
          this.#isOfLint(value.cls.module) ||
          (value.site && this.#isOfLint(value.site.module)) === true ||
          value.env?.isLocal === true ||
          value.args?.some((set) => set.some((item) => this.#isLocal(item))) === true
        );
      case 'registered':
        return this.#isOfLint(value.module) || this.#isLocal(value.target);
      case 'list':
        return [...value.elements, value.rest].some((set) => set.some((item) => this.#isLocal(item)));
      case 'named':
        return value.carries.some((item) => this.#isLocal(item));
      case 'module':
      case 'namespace':
        return this.#isOfLint(value.module);
      default:
        return false;
    }
  }
}
