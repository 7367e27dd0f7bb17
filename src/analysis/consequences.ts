/**
 * Effects that follow from another effect of the same function, so that one report is enough: the items of a file that was opened for them, the
 * lines of a stream, the locale that a format was made with, the request that a timer is given to.
 */
import type { Effect } from '../knowledge/vocabulary/effects.ts';
import type { Occurrence } from './contexts.ts';
import { isReading, type EffectFact } from './facts.ts';
import { argumentsOf, contains, isInvocation, staticKey, unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import { variableOf } from './variables.ts';
import type { Unrepeated } from './unrepeated.ts';
import type { World } from './world.ts';

/** Whether another of the occurrences is its cause. */
export function isConsequence(
  world: World,
  module: ModuleUnit,
  { fact, node, root, unit }: Unrepeated,
  occurrences: readonly Occurrence[],
): boolean {
  if (fact.kind !== 'effect' || !(CONSEQUENCES.has(fact.effect) || fact.spec?.through)) return false;
  const sources = sourcesOf(world, module, fact, node);
  return occurrences.some((other) => {
    if (other.fact === fact || other.fact.kind !== 'effect') return false;
    if (other.root !== root || other.context.role !== 'workflow') return false;
    switch (fact.effect) {
      case 'iteration':
        return sources.includes(other.node) && other.fact.effect !== 'iteration';
      case 'timer':
        return other.unit === unit && !isReading(other.fact.effect) && isArgumentOf(node, other.node);
      case 'host':
        return other.fact.effect === 'host' && other.node !== node && isHeadOf(other.node, node);
      default:
        return sources.includes(other.node);
    }
  });
}

const CONSEQUENCES: ReadonlySet<Effect> = new Set(['iteration', 'host', 'timer']);

/** What made the thing that is iterated, or the options through which the call acts. */
function sourcesOf(world: World, module: ModuleUnit, { effect, spec }: EffectFact, node: Node): readonly Node[] {
  if (effect === 'iteration') return [node, sourceOf(world, module, node)];
  const [options] = isInvocation(node) ? argumentsOf(node) : [];
  if (options?.type !== 'ObjectExpression') return [];
  return options.properties.flatMap((property) => {
    const key = property.type === 'Property' ? staticKey(property.key, property.computed) : undefined;
    const isMeant = key !== undefined && spec?.through?.includes(key) === true;
    return isMeant && property.type === 'Property' ? [sourceOf(world, module, property.value)] : [];
  });
}

/** The expression itself; of a constant, what it is made of. */
function sourceOf(world: World, module: ModuleUnit, expression: Node): Node {
  const node = unwrap(expression);
  const definition = node.type === 'Identifier' ? variableOf(world, module, node)?.defs[0]?.node : undefined;
  const isConstant = definition?.type === 'VariableDeclarator' && definition.parent.kind === 'const';
  return isConstant && definition.id.type === 'Identifier' && definition.init ? unwrap(definition.init) : node;
}

/** `AbortSignal.timeout(ms)` in `fetch(url, { signal: AbortSignal.timeout(ms) })`. */
function isArgumentOf(inner: Node, call: Node): boolean {
  return call.type === 'CallExpression' && call.arguments.some((argument) => contains(argument, inner));
}

/** `Intl.NumberFormat()` in `Intl.NumberFormat().resolvedOptions()`. */
function isHeadOf(inner: Node, outer: Node): boolean {
  return inner.range[0] === outer.range[0] && inner.range[1] < outer.range[1];
}
