/** Whether anybody looks at what calls of a file give back, so that readings behind them matter. Each call is looked at once. */
import { baseEnv } from './evaluate.ts';
import type { CallEdge } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { wayOf, type Fate } from './fate.ts';
import { declaredIn, outerOf, type Node } from './nodes.ts';
import { partKey, type Part } from './parts.ts';
import { GIVING } from './summaries.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/** Whether anybody looks at the results of the calls of a file. */
export class ResultUses {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #fates = new Map<Node, Map<string, Fate>>();

  constructor(world: World, module: ModuleUnit) {
    this.#world = world;
    this.#module = module;
  }

  /** Parts of what the called function gives back that the caller does not look at: of `const { value } = await measure(run)`, the time. */
  ignoredParts(edge: CallEdge, unit: FunctionUnit): ReadonlySet<string> {
    const parts = factsOf(this.#world, edge.target).facts.flatMap((fact) =>
      fact.kind === 'effect' && fact.part.length > 0 ? [fact.part] : [],
    );
    return new Set(parts.filter((part) => !this.matters(edge, unit, true, part)).map(partKey));
  }

  /**
   * Whether what the call in a unit gives back matters to the code that stays.
   *
   * @param isHeard whether somebody looks at what the unit gives back
   * @param part the part of it that is asked for
   */
  matters({ by, isHandedOver, node }: CallEdge, unit: FunctionUnit, isHeard: boolean, part: Part): boolean {
    if (by !== undefined || isHandedOver || !GIVING.has(node.type)) return true;
    const fate = this.#fateOf(node, unit, part);
    if (fate === 'returned') return isHeard;
    // When an error was made decides nothing.
    if (fate === 'lost' && outerOf(node).parent?.type === 'ThrowStatement') return false;
    if (fate === 'dropped' && (part.length > 0 || this.#isRead(node))) return false;
    return fate !== 'logged' && fate !== 'deadline' && !isStatement(node);
  }

  #fateOf(node: Node, unit: FunctionUnit, part: Part): Fate {
    let fates = this.#fates.get(node);
    if (!fates) this.#fates.set(node, (fates = new Map<string, Fate>()));
    const key = partKey(part);
    let fate = fates.get(key);
    if (!fate) fates.set(key, (fate = wayOf(this.#world, node, baseEnv(this.#world, unit), part).fate));
    return fate;
  }

  /** Whether a variable holds it that is read. `const id = newId();` without is still to be used: nothing says that it is for nobody. */
  #isRead(node: Node): boolean {
    const { parent } = node.parent?.type === 'AwaitExpression' ? outerOf(node.parent) : outerOf(node);
    if (parent?.type !== 'VariableDeclarator') return false;
    return declaredIn(parent.id).some((name) =>
      variableOf(this.#world, this.#module, name)?.references.some((reference) => reference.isRead()),
    );
  }
}

/** `touch();` or `await touch();`: nobody looks at the result. */
function isStatement(node: Node): boolean {
  const parent = node.parent?.type === 'AwaitExpression' ? node.parent.parent : node.parent;
  return parent?.type === 'ExpressionStatement';
}
