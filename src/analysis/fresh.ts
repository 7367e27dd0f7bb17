/**
 * Whether an expression is another one each time because of something new in it: a random number, an identifier, the time. Follows
 * what keeps it new (templates, sums, methods of it, `String(x)`) and functions that give it, not variables: what else is done with those is not seen
 * here.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { certain, sole } from './certain.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { EffectFact } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { unitAt } from './bindings.ts';
import { memberKey, unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** What makes it new; undefined: it is not known to be. */
export function freshSourceOf(world: World, module: ModuleUnit, expression: Node): EffectFact | undefined {
  return freshIn(world, baseEnv(world, unitAt(module, expression)), expression, 0);
}

/** Functions that hand on what another one makes. */
const MAX_CALLS = 3;

function freshIn(world: World, env: Env, expression: Node, calls: number): EffectFact | undefined {
  const { facts } = factsOf(world, env);
  const sourceAt = (node: Node): EffectFact | undefined =>
    facts.find((fact): fact is EffectFact => fact.kind === 'effect' && fact.node === node && isNew(fact));

  const find = (wrapped: Node): EffectFact | undefined => {
    const node = unwrap(wrapped);
    const own = sourceAt(node);
    if (own) return own;
    switch (node.type) {
      case 'TemplateLiteral':
        return first(node.expressions);
      case 'BinaryExpression':
        return first([node.left, node.right]);
      case 'LogicalExpression':
        // `id ?? randomUUID()` keeps an ID that is there.
        return find(node.left);
      case 'ConditionalExpression': {
        const consequent = find(node.consequent);
        return consequent && find(node.alternate) ? consequent : undefined;
      }
      case 'MemberExpression':
        return find(node.object);
      case 'AwaitExpression':
        return find(node.argument);
      case 'CallExpression':
        return ofCall(node) ?? freshResult(world, env, node, calls);
      case 'SpreadElement':
        return find(node.argument);
      default:
        return undefined;
    }
  };
  const ofCall = (node: TSESTree.CallExpression): EffectFact | undefined => {
    if (node.callee.type !== 'MemberExpression')
      return isConversion(world, node.callee, env) ? first(node.arguments.slice(0, 1)) : undefined;
    const source = find(node.callee.object);
    return source?.effect === 'clock' && isCut(node, node.callee) ? undefined : source;
  };
  const first = (nodes: readonly Node[]): EffectFact | undefined => {
    for (const node of nodes) {
      const found = find(node);
      if (found) return found;
    }
    return undefined;
  };
  return find(expression);
}

/** Of a call that certainly runs one function of the program, which gives something new whatever way it takes: `newId()`. */
function freshResult(world: World, env: Env, node: TSESTree.CallExpression, calls: number): EffectFact | undefined {
  if (calls >= MAX_CALLS || !certain(evaluate(world, node.callee, env), 'function')) return undefined;
  const edge = sole(factsOf(world, env).edges.filter((item) => item.node === node));
  if (edge?.kind !== 'call' || edge.isHandedOver) return undefined;
  const sources = edge.target.unit.returns.map((value) => freshIn(world, edge.target, value, calls + 1));
  return sources.every((source) => source !== undefined) ? sources[0] : undefined;
}

/** Methods of dates that give a part that stays the same for an hour or more, and of texts that keep the first part. */
const PARTS = /^(?:get(?:UTC)?(?:FullYear|Month|Date|Day|Hours)|to(?:Locale)?DateString|split)$/u;
const STARTS: ReadonlySet<string> = new Set(['slice', 'substring', 'substr']);

/** `new Date().toISOString().slice(0, 10)` is the same all day, on purpose. */
function isCut(call: TSESTree.CallExpression, callee: TSESTree.MemberExpression): boolean {
  const method = memberKey(callee) ?? '';
  const [start] = call.arguments;
  return PARTS.test(method) || (STARTS.has(method) && start?.type === 'Literal' && start.value === 0);
}

/** `String(x)`, `BigInt(x)`: the result is as new as the argument. */
function isConversion(world: World, callee: Node, env: Env): boolean {
  return evaluate(world, callee, env).some(
    (value) =>
      value.kind === 'named' && world.knowledge.effect(value.name, { form: 'call', arguments: 1 })?.effect === 'pure',
  );
}

function isNew({ effect }: EffectFact): boolean {
  return effect === 'clock' || effect === 'random' || effect === 'id';
}

/** Whether a counter that goes up there is a part of the value: `worker-${next++}`. */
export function isCounted(name: Node): boolean {
  const node = unwrap(name);
  if (node.type === 'TemplateLiteral') return node.expressions.some(isCounted);
  if (node.type === 'BinaryExpression') return isCounted(node.left) || isCounted(node.right);
  return node.type === 'UpdateExpression';
}
