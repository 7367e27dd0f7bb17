/**
 * Writes to a stream that is certainly closed by then: on every way through the function that leads to them. Streams are told apart by
 * literal keys and by constants. Leaves out what other functions close.
 */
import { baseEnv, evaluate } from '../evaluate.ts';
import type { ApiFact } from '../facts.ts';
import { factsOf } from '../collect-facts.ts';
import { unwrap, type Node } from '../nodes.ts';
import { variableOf } from '../variables.ts';
import type { ModuleUnit } from '../units.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { forward } from './forward.ts';

/** What a call does to a stream; its first argument is the key. */
export type StreamUse = (fact: ApiFact) => 'writes' | 'closes' | undefined;

export interface LateWrite {
  readonly node: Node;
  /** The key as it is written. */
  readonly key: string;
}

export function writesAfterClose(world: World, module: ModuleUnit, useOf: StreamUse): readonly LateWrite[] {
  return module.units.flatMap((unit): readonly LateWrite[] => {
    const env = baseEnv(world, unit);
    const uses = new Map<Node, { readonly use: 'writes' | 'closes'; readonly key: string }>();
    for (const fact of factsOf(world, env).facts) {
      const use = fact.kind === 'api' ? useOf(fact) : undefined;
      const key = use && fact.node.type === 'CallExpression' ? keyOf(world, fact.node.arguments[0], env) : undefined;
      if (use && key !== undefined) uses.set(fact.node, { use, key });
    }
    if (![...uses.values()].some(({ use }) => use === 'closes')) return [];
    const late = new Map<Node, LateWrite>();
    const code = 'body' in unit.node && !Array.isArray(unit.node.body) ? unit.node.body : unit.node;
    if (code === null) return [];
    forward<ReadonlySet<string>>(
      code,
      new Set(),
      {
        join: (first, second) => new Set([...first].filter((key) => second.has(key))),
        equal: (first, second) => first.size === second.size,
        visit: (node, closed) => {
          const found = uses.get(node);
          if (!found) return closed;
          if (found.use === 'closes') return new Set([...closed, found.key]);
          const [, shown = ''] = /^.:(.*)$/su.exec(found.key) ?? [];
          if (closed.has(found.key)) late.set(node, { node, key: shown });
          else late.delete(node);
          return closed;
        },
      },
      module.source.visitorKeys,
    );
    return [...late.values()];
  });
}

/** Equal for equal keys; undefined when it may be another one each time. */
function keyOf(world: World, argument: Node | undefined, env: Env): string | undefined {
  if (!argument) return undefined;
  const [only, ...others] = evaluate(world, argument, env);
  if (only?.kind === 'literal' && others.length === 0) return `v:${String(only.value)}`;
  const node = unwrap(argument);
  const variable = node.type === 'Identifier' ? variableOf(world, env.unit.module, node) : undefined;
  const isConstant =
    variable?.references.filter((reference) => reference.isWrite() && reference.init !== true).length === 0;
  return variable && isConstant ? `n:${variable.name}` : undefined;
}
