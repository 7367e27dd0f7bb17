/**
 * How messages speak of what was found in this file: the names of functions, the ways to places, the lines of nodes. A way is ready to follow a
 * verb, ` (stamp -> Date.now, src/time.ts:1)`, and empty when there is none to tell.
 */
import type { Exposure } from '../summaries.ts';
import type { Fact, RoleEdge } from '../facts.ts';
import type { ClassTest } from '../flow/errors.ts';
import type { Findable, Placed, Route } from '../flow/flow.ts';
import type { FileModel } from '../model.ts';
import type { Node } from '../nodes.ts';
import type { FunctionUnit, ModuleUnit } from '../units.ts';
import {
  exposureRoute,
  lineOf,
  nameOfPlace,
  nameSaid,
  routeOf,
  shown,
  titleOfMade,
  wayTo,
  workflowNameOf,
} from '../wording.ts';
import type { Write } from '../writes.ts';

/** A path as it is shown to a person. */
type Shorten = (path: string) => string;

export class WordingQuestions {
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /**
   * What a person calls a function with a role: its name, that of its registration, or that of the variable that holds it.
   *
   * @param giver what gives it the role, when it is known for which of several one asks
   */
  titleOf(unit: FunctionUnit, giver?: RoleEdge): string {
    const { runners, roots } = this.#file.contexts;
    const runner = runners.get(unit);
    if (runner) return titleOfMade(runner.env.unit, [runner.edge.node]);
    if (!unit.name.startsWith('<')) return unit.name;
    const givers = giver ? [giver] : roots.flatMap(({ env, edge }) => (edge && env.unit === unit ? [edge] : []));
    return titleOfMade(
      unit,
      givers.map(({ node }) => node),
    );
  }

  /** The workflow that a fact starts: `` `place` ``, or `a workflow`. */
  workflowNameOf(fact: Fact): string {
    return workflowNameOf(fact);
  }

  /** What a write changes: `counter`, `Orders.count`. */
  nameOfChanged({ mutation }: Write): string {
    return nameOfPlace(mutation.place);
  }

  /** What throws the error that is tested: `` `charge(…)` ``, or `` the step `charge` `` of a `DBOS.runStep(…)`, of which there may be others. */
  throwerOf({ guarded, operation: { node, fact, path } }: ClassTest): string {
    const isStep = fact.kind === 'api' && fact.spec.family === 'step' && path.length === 0;
    const name = isStep && node.type === 'CallExpression' ? nameSaid(node) : undefined;
    return name === undefined ? `\`${shown(node, guarded.env.unit.module.source.text)}\`` : `the step \`${name}\``;
  }

  /** The line of a node of this file, from 1. */
  lineOf(node: Node): number {
    return lineOf(this.#file.module, node);
  }

  /** Where a node of any file stands: `src/orders.ts:3`. */
  placeOf({ module, node }: { readonly module: ModuleUnit; readonly node: Node }, shorten: Shorten): string {
    return `${shorten(module.path)}:${String(lineOf(module, node))}`;
  }

  /** The way from an occurrence's node to the fact. */
  routeOf(route: Route, shorten: Shorten): string {
    return inBrackets(route.path.length > 0 ? routeOf(route, shorten) : '');
  }

  /** The way from a node to what was found in the code of a workflow. */
  wayTo({ found, node, way }: Placed<Findable>, shorten: Shorten): string {
    if (found.node === node) return '';
    const { module } = found.env.unit;
    return inBrackets(wayTo(way, shown(found.node, module.source.text), { module, node: found.node }, shorten));
  }

  /** The way from a function to one of its exposures. */
  wayToExposure(exposure: Exposure, shorten: Shorten): string {
    return inBrackets(exposureRoute(this.#file.module, exposure, shorten));
  }

  /** The way to a write behind calls. */
  wayToWrite({ path, mutation }: Write, shorten: Shorten): string {
    if (path.length === 0) return '';
    const { node, target } = mutation;
    const { module } = mutation.unit;
    const what = module.source.text.slice(...target.range);
    const hops = [...path.map((edge) => edge.target.unit.name), what].join(' -> ');
    return inBrackets(`${hops}, ${this.placeOf({ module, node }, shorten)}`);
  }
}

function inBrackets(way: string): string {
  return way === '' ? '' : ` (${way})`;
}
