/** The questions about order, waiting and running side by side that rules ask of one file; each is answered once. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Contexts, Occurrence } from '../contexts.ts';
import { baseEnv } from '../evaluate.ts';
import { print } from '../names.ts';
import { memberKey, unwrap, type Node } from '../nodes.ts';
import type { CallEdge } from '../facts.ts';
import type { FunctionUnit, ModuleUnit } from '../units.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { isGivenToWrapper, unknownAwaitsIn } from '../unknown-awaits.ts';
import { codeBehind } from './behind.ts';
import { operationOf, type Gathering } from './concurrent.ts';
import { Beside } from './beside.ts';
import { classTestsIn, type ClassTest } from './errors.ts';
import { hazardsIn, unknownRacesIn, type Hazard } from './hazards.ts';
import type { Operation } from './operations.ts';
import { readResultIn } from './read-results.ts';
import { mayRaise, mayRecord, runsProgram } from './raises.ts';
import { codeInRole, type CodeInRole } from './role-code.ts';
import { startedIn, type Started } from './started.ts';
import { swallowingsIn, type Swallowing } from './swallowed.ts';
import { lostClassOf, type LostClass } from './tested-classes.ts';
import { lastCallsIn, operationsWithin, type LastCall } from './tries.ts';

/** The way to something behind calls. */
export type Route = Pick<Occurrence, 'fact' | 'path' | 'at'>;

/** What can be found in the code of a workflow. */
export interface Findable {
  readonly kind: string;
  readonly node: Node;
  readonly env: Env;
  /** The calls from the code that was asked to `env`. */
  readonly path: readonly CallEdge[];
  /** The recorded call that it is about. */
  readonly operation: Operation;
}

/** Something found in a workflow, and where in this file one would do something about it. */
export interface Placed<Found> {
  readonly found: Found;
  readonly node: Node;
  /** The calls from `node` to what was found. */
  readonly way: readonly CallEdge[];
  /** The way from `node` to the recorded call. */
  readonly route: Route;
  /** The workflow. */
  readonly root: FunctionUnit;
}

/** A call that a workflow waits for and of which nothing is known. */
export interface UnknownAwait {
  readonly node: TSESTree.CallExpression;
  /** The last name of what is called. */
  readonly name: string | undefined;
  /** The workflow. */
  readonly root: FunctionUnit;
}

/** A question for the class of an error that was read back, in code that no workflow runs. */
export interface LostClassTestOutside {
  readonly found: ClassTest;
  /** What reads the error. */
  readonly operation: Operation;
  readonly cls: LostClass;
}

/** A promise of an engine call, and the function of this file that starts it. */
export interface StartedHere {
  readonly started: Started;
  readonly unit: FunctionUnit;
}

/** Order, waiting, and running side by side in one file. */
export class Flow {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #contexts: Contexts;
  #workflowCode: CodeInRole | undefined;
  #hazards: readonly Placed<Hazard>[] | undefined;
  #started: readonly StartedHere[] | undefined;
  #beside: Beside | undefined;

  constructor(world: World, module: ModuleUnit, contexts: Contexts) {
    this.#world = world;
    this.#module = module;
    this.#contexts = contexts;
  }

  /** The code of this file that runs in workflows only. */
  get workflowCode(): CodeInRole {
    this.#workflowCode ??= codeInRole(this.#world, this.#module, this.#contexts, 'workflow');
    return this.#workflowCode;
  }

  /** The promises of engine calls that code of this file starts, whatever its role. */
  get started(): readonly StartedHere[] {
    this.#started ??= this.#module.units.flatMap((unit) =>
      startedIn(this.#world, baseEnv(this.#world, unit)).map((started) => ({ started, unit })),
    );
    return this.#started;
  }

  /** Whether a recorded call that is added at the node would take its step number when code beside it happens to go on. */
  isLateBeside(node: Node): boolean {
    this.#beside ??= new Beside(this.#world, this.#module, this.#contexts, this.workflowCode);
    return this.#beside.isLate(node);
  }

  /** What workflows of this file run side by side that a replay does not repeat. */
  get hazards(): readonly Placed<Hazard>[] {
    this.#hazards ??= this.#inWorkflows((env) => hazardsIn(this.#world, env));
    return this.#hazards;
  }

  /** The qualified name of the engine call at a node, when a branch of what is gathered begins with it. */
  nameOfBranchAt(node: Node, { branches }: Gathering): string | undefined {
    const fact = branches.map(operationOf).find((operation) => operation?.fact.node === node)?.fact;
    return fact?.kind === 'api' ? print(fact.name) : undefined;
  }

  /** Races in workflows of this file between promises of which one may be anything. */
  get unknownRaces(): readonly { readonly node: Node; readonly root: FunctionUnit }[] {
    const found = new Map<Node, FunctionUnit>();
    for (const { env, root } of this.workflowCode.code)
      for (const { node } of unknownRacesIn(this.#world, env)) if (!found.has(node)) found.set(node, root);
    return [...found].map(([node, root]) => ({ node, root }));
  }

  /** Where workflows ask for a class that the error of a recorded call has on the first run only. */
  get lostClassTests(): readonly (Placed<ClassTest> & { readonly cls: LostClass })[] {
    return this.#inWorkflows((env) => classTestsIn(this.#world, env)).flatMap((test) => {
      const { found, root } = test;
      const cls = lostClassOf(this.#world, found.classes);
      if (!cls || !(cls.spec || this.#comesFromRecord(found, root, cls))) return [];
      return [{ ...test, found: { ...found, operation: this.#throwerOf(found, cls) }, cls }];
    });
  }

  /** Where code that no workflow of this file runs asks so of errors that are read back from the database; those of the engine may come from the call itself. */
  get lostClassTestsOutside(): readonly LostClassTestOutside[] {
    return this.#module.units.flatMap((unit) => {
      if (this.#contexts.roles.get(unit)?.has('workflow') === true) return [];
      return classTestsIn(this.#world, baseEnv(this.#world, unit)).flatMap((found) => {
        const operation = found.path.length === 0 ? readResultIn(this.#world, found.guarded) : undefined;
        const cls = operation && lostClassOf(this.#world, found.classes);
        if (!cls || cls.spec || !this.#comesFromRecord(found, undefined, cls)) return [];
        return [{ found, operation, cls }];
      });
    });
  }

  /** Where workflows swallow what recorded calls throw; of one place, the way on which it spins. */
  get swallowing(): readonly Placed<Swallowing>[] {
    const all = this.#inWorkflows((env) => swallowingsIn(this.#world, env));
    return all.filter(
      ({ node, found }) => spins(found) || !all.some((other) => other.node === node && spins(other.found)),
    );
  }

  /** Recorded calls that workflows make when they are on their way out: in a `finally`. */
  get lastCalls(): readonly Placed<LastCall>[] {
    return this.#inWorkflows((env) => lastCallsIn(this.#world, env));
  }

  /** Calls that workflows of this file wait for and of which nothing is known. */
  get unknownAwaits(): readonly UnknownAwait[] {
    const found = new Map<TSESTree.CallExpression, UnknownAwait>();
    for (const { env, root } of this.workflowCode.code) {
      for (const node of unknownAwaitsIn(this.#world, env)) {
        const callee = unwrap(node.callee);
        const name =
          callee.type === 'Identifier'
            ? callee.name
            : callee.type === 'MemberExpression'
              ? memberKey(callee)
              : undefined;
        if (!found.has(node) && !isGivenToWrapper(this.#world, callee, root)) found.set(node, { node, name, root });
      }
    }
    return [...found.values()];
  }

  /** Whether only recorded calls can have thrown an error of the class that is asked for, and one of them can: not the workflow's own code. */
  #comesFromRecord({ guarded }: ClassTest, root: FunctionUnit | undefined, { value }: LostClass): boolean {
    if (!runsProgram(this.#world, guarded)) return false;
    const roots = this.workflowCode.code.filter(({ env, root: owner }) => owner === root && env.unit === root);
    const starts = roots.length > 0 ? roots.map(({ env }) => env) : [guarded.env];
    return !starts.some((start) => mayRaise(this.#world, start, guarded, value, root ? 'workflow' : 'handler'));
  }

  /** Of the recorded calls whose errors are caught, the one that a person would look at: the first that may throw this one. */
  #throwerOf({ guarded: { code, env }, operation }: ClassTest, { value }: LostClass): Operation {
    const calls = operationsWithin(this.#world, code, env);
    return calls.find(({ node }) => mayRecord(this.#world, { code: node, env }, value)) ?? operation;
  }

  /** Finds something in the code of workflows: where it stands in this file, else at the call that leads to it. */
  #inWorkflows<Found extends Findable>(find: (env: Env) => readonly Found[]): readonly Placed<Found>[] {
    const placed = new Map<string, Placed<Found>>();
    const add = (
      found: Found,
      node: Node,
      root: FunctionUnit,
      way: readonly CallEdge[],
      path: readonly CallEdge[],
    ): void => {
      const { fact, env } = found.operation;
      const key = `${found.kind}:${String(node.range[0])}:${String(node.range[1])}`;
      if (!placed.has(key)) placed.set(key, { found, node, root, way, route: { fact, path, at: env.unit } });
    };
    const { code, exits } = this.workflowCode;
    const own = new Set(code.map(({ env }) => env.unit));
    for (const { env, root } of code) {
      for (const found of find(env)) {
        const [edge] = found.path;
        // A helper that others use too is not the place to change.
        if (edge && !own.has(found.env.unit)) add(found, edge.node, root, found.path, found.path);
        else add(found, found.node, root, [], wayFrom(found.node, found.operation));
      }
    }
    for (const { edge, root } of exits) {
      for (const { env, path } of codeBehind(this.#world, edge)) {
        for (const found of find(env)) {
          // A callback written here, run by a helper elsewhere.
          if (found.env.unit.module === this.#module) add(found, found.node, root, [], []);
          else add(found, edge.node, root, [...path, ...found.path], [...path, ...found.operation.path]);
        }
      }
    }
    return [...placed.values()];
  }
}

/** The calls from a place to the recorded call: `both(item)`, in the callback that `items.map(…)` runs, begins in the middle. */
function wayFrom(node: Node, operation: Operation): readonly CallEdge[] {
  if (node === operation.node) return operation.path;
  const first = operation.path.findIndex((edge) => edge.node === node);
  return first < 0 ? [] : operation.path.slice(first);
}

function spins({ kind }: Swallowing): boolean {
  return kind === 'spinning';
}
