/**
 * Streams that a workflow reads side by side: the engine refuses a read that begins while another one waits for its value. Reads that
 * follow each other are fine, also one in the loop over another: a value is recorded before it is handed out. Leaves out reads that are
 * begun one by one and awaited one by one, and helpers of other files that read side by side by themselves.
 */
import type { ApiFact, CallEdge } from '../facts.ts';
import { factsOf } from '../collect-facts.ts';
import { contains, isFunctionNode, memberKey, unwrap, type InvocationNode, type Node } from '../nodes.ts';
import { pathOf, summaryOf } from '../summaries.ts';
import type { FunctionUnit, ModuleUnit } from '../units.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { gatheringsIn } from './concurrent.ts';
import type { Branch } from './parallel-branches.ts';
import type { Flow, Route } from './flow.ts';
import { isDirect, isDirectFact } from './operations.ts';

/** A read of a stream that begins while another one waits. */
export interface ConcurrentRead {
  readonly fact: ApiFact;
  /** The read, when it stands in the code that runs side by side; else that code. */
  readonly node: Node;
  readonly route: Route;
  /** The workflow. */
  readonly root: FunctionUnit;
}

/** A read that a piece of code begins. */
interface Read {
  readonly fact: ApiFact;
  /** The environment in which the read stands. */
  readonly env: Env;
  /** The calls that lead to it. */
  readonly path: readonly CallEdge[];
}

/** The reads that begin while another one goes on, the first of each group left out. */
export function concurrentReads(world: World, module: ModuleUnit, flow: Flow): readonly ConcurrentRead[] {
  const found = new Map<Node, ConcurrentRead>();
  for (const { env, root } of flow.workflowCode.code) {
    for (const { code, read } of groupsIn(world, env).flatMap((group) => beyondFirst(group))) {
      const inside = read.env.unit.module === module && contains(code, read.fact.node);
      const path = inside ? [] : read.path;
      const node = inside ? read.fact.node : code;
      if (!found.has(node))
        found.set(node, { fact: read.fact, node, root, route: { fact: read.fact, path, at: read.env.unit } });
    }
  }
  return [...found.values()];
}

/** Code that reads, beside other such code, or beside itself. */
interface Member {
  readonly code: Node;
  readonly read: Read;
  readonly repeats: boolean;
}

function beyondFirst(group: readonly Member[]): readonly Member[] {
  return group.filter(({ repeats }, index) => repeats || index > 0);
}

function groupsIn(world: World, env: Env): readonly (readonly Member[])[] {
  const gathered = gatheringsIn(world, env).map(({ branches }) =>
    branches.flatMap((branch): readonly Member[] => {
      const read = readOf(world, branch);
      return read ? [{ code: branch.code, read, repeats: branch.repeats }] : [];
    }),
  );
  // `ids.forEach(async (id) => …)`: nobody waits for one before the next begins.
  const repeated = env.unit.invocations.flatMap((node): readonly (readonly Member[])[] => {
    const read = repeats(world, node) ? readHandedTo(world, node, env) : undefined;
    return read ? [[{ code: node, read, repeats: true }]] : [];
  });
  return [...gathered, ...repeated];
}

function repeats(world: World, node: InvocationNode): boolean {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  if (callee?.type !== 'MemberExpression') return false;
  const list = unwrap(callee.object);
  const isOfOne =
    list.type === 'ArrayExpression' && list.elements.length < 2 && list.elements[0]?.type !== 'SpreadElement';
  return !isOfOne && world.knowledge.method(memberKey(callee) ?? '')?.repeats === true;
}

/** The first read that a branch begins. */
export function readOf(world: World, { code, env }: Branch): Read | undefined {
  return readIn(world, code, env);
}

/** The first read that running the expression begins. */
function readIn(world: World, expression: Node, env: Env): Read | undefined {
  const code = unwrap(expression);
  if (isFunctionNode(code)) {
    const unit = env.unit.module.unitOf.get(code);
    return (
      unit &&
      readBehind(
        world,
        world.environments.base(unit, () => env.self),
      )
    );
  }
  const { facts, edges } = factsOf(world, env);
  for (const fact of facts) {
    if (fact.kind !== 'api' || !contains(code, fact.node)) continue;
    // A generator begins when the first value is asked for.
    if (fact.spec.family === 'stream-read' && !(fact.spec.result === 'stream' && fact.node === code)) {
      return { fact, env, path: [] };
    }
  }
  for (const edge of edges) {
    if (edge.kind !== 'call' || edge.timing !== 'inline' || !contains(code, edge.node)) continue;
    const read = readBehind(world, edge.target);
    if (read) return { ...read, path: [edge, ...read.path] };
  }
  return undefined;
}

/** The first read that a function begins which the call is given. */
function readHandedTo(world: World, node: InvocationNode, env: Env): Read | undefined {
  const { facts, edges } = factsOf(world, env);
  for (const fact of facts) {
    if (fact.node !== node || fact.kind !== 'api' || fact.spec.family !== 'stream-read') continue;
    if (fact.spec.result === 'promise' && !isDirectFact(world, fact, env)) return { fact, env, path: [] };
  }
  for (const edge of edges) {
    if (edge.kind !== 'call' || edge.node !== node || edge.timing !== 'inline' || isDirect(world, edge, env)) continue;
    const read = readBehind(world, edge.target);
    if (read) return { ...read, path: [edge, ...read.path] };
  }
  return undefined;
}

function readBehind(world: World, target: Env): Read | undefined {
  for (const exposure of summaryOf(world, target).values()) {
    const { fact, env } = exposure;
    if (fact.kind !== 'api' || fact.spec.family !== 'stream-read') continue;
    // `(id) => readStream(id)` only makes a generator.
    if (fact.spec.result === 'stream' && !isAsync(env.unit)) continue;
    return { fact, env, path: pathOf(exposure) };
  }
  return undefined;
}

function isAsync({ node }: FunctionUnit): boolean {
  return isFunctionNode(node) && node.async;
}
