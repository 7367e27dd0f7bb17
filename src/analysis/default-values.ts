/** What a function takes where its caller gives nothing: `(now = Date.now(), { id = randomUUID() }) => …`. */
import type { TSESTree } from '@typescript-eslint/types';

import { isFunctionNode, parametersOf, staticKey, unwrap, type FunctionNode, type Node } from './nodes.ts';
import type { DefaultValue } from './units.ts';

/** The default values of a function's parameters, and of the properties that they take out of an object; not those that do nothing. */
export function defaultsOf(node: FunctionNode): readonly DefaultValue[] {
  return parametersOf(node).flatMap((parameter, index): readonly DefaultValue[] => {
    const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
    const own = pattern.type === 'AssignmentPattern' ? [{ parameter: index, key: undefined, node: pattern.right }] : [];
    const inner = target.type === 'ObjectPattern' ? target.properties.flatMap((item) => defaultIn(item, index)) : [];
    return [...own, ...inner].filter((item) => doesSomething(unwrap(item.node)));
  });
}

/** `now = Date.now()` of `({ now = Date.now() }) => …` */
function defaultIn(property: TSESTree.Property | TSESTree.RestElement, parameter: number): readonly DefaultValue[] {
  if (property.type !== 'Property' || property.value.type !== 'AssignmentPattern') return [];
  const key = staticKey(property.key, property.computed);
  return key === undefined ? [] : [{ parameter, key, node: property.value.right }];
}

function doesSomething(value: Node): boolean {
  return value.type !== 'Literal' && !isFunctionNode(value);
}
