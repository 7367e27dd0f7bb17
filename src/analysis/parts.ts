/**
 * Where in a value another one lies, while it is followed: `ms` in `{ value, ms }`, the second of `[value, ms]`. Leaves out what methods make
 * of it: after `result.toString()` it may be anywhere.
 */
import type { TSESTree } from '@typescript-eslint/types';

import {
  declaredIn,
  memberKey,
  outerOf,
  parametersOf,
  staticKey,
  unwrap,
  type FunctionNode,
  type Node,
} from './nodes.ts';

/** The keys on the way to it, the outermost first. */
export type Part = readonly string[];

/** It may be all of the value, or anywhere in it. */
export const WHOLE: Part = [];

/** What lies deeper is anywhere below. So a function that gives back what it gives itself, `{ next: f() }`, comes to an end. */
const MAX_KEYS = 2;

/** The part of an object that has a value, a part of which it is, under the key. */
export function partUnder(key: string, part: Part): Part {
  return [key, ...part].slice(0, MAX_KEYS);
}

/** The part of an instance that has a value in a field. */
export function partOfField(key: string | undefined, part: Part): Part {
  return key === undefined ? WHOLE : partUnder(key, part);
}

/** Equal for equal parts. */
export function partKey(part: Part): string {
  return part.join('.');
}

/** The part that all have in common. */
export function common([first, ...others]: readonly Part[]): Part {
  return first && others.every((part) => partKey(part) === partKey(first)) ? first : WHOLE;
}

/** Where the part lies in the array around it. */
export function partOfElement({ elements }: TSESTree.ArrayExpression, element: Node, part: Part): Part {
  const position = elements.findIndex((item) => item === element || item?.type === 'SpreadElement');
  const found = elements[position];
  return found && found.type !== 'SpreadElement' ? partUnder(String(position), part) : WHOLE;
}

/** What `object.key` takes of the part of `object`, or of `key`; undefined: nothing. */
export function partTaken(node: TSESTree.MemberExpression, child: Node, part: Part): Part | undefined {
  if (part.length === 0 || node.object !== child || isCalled(node)) return WHOLE;
  const key = memberKey(node);
  if (key === undefined) return WHOLE;
  return key === part[0] ? part.slice(1) : undefined;
}

function isCalled(node: Node): boolean {
  const { parent, child } = outerOf(node);
  return (parent?.type === 'CallExpression' && parent.callee === child) || parent?.type === 'TaggedTemplateExpression';
}

/** What takes a part of an argument, and as which part of it. */
export interface Taken {
  readonly target: Node;
  readonly part: Part;
}

/** What takes the argument at a position, and as which part of it: `...data` takes all that is left. */
export function parameterAt(node: FunctionNode, position: number, part: Part): Taken | undefined {
  const parameters = parametersOf(node);
  const last = parameters.at(-1);
  if (last?.type === 'RestElement' && position >= parameters.length - 1)
    return { target: last.argument, part: partUnder(String(position - parameters.length + 1), part) };
  const parameter = parameters[position];
  if (!parameter) return undefined;
  return { target: parameter.type === 'AssignmentPattern' ? parameter.left : parameter, part };
}

/** A name of a pattern, and the part that it takes. */
export interface BoundPart {
  readonly identifier: TSESTree.Identifier;
  readonly part: Part;
}

/** The variables of a pattern that get something of the part, and what. */
export function boundParts(pattern: Node, part: Part): readonly BoundPart[] {
  const [first, ...rest] = part;
  if (first === undefined || pattern.type === 'Identifier')
    return declaredIn(pattern).map((identifier) => ({ identifier, part }));
  switch (pattern.type) {
    case 'AssignmentPattern':
      return boundParts(pattern.left, part);
    case 'ObjectPattern': {
      const isNamed = pattern.properties.some((item) => item.type === 'Property' && keyOfProperty(item) === first);
      return pattern.properties.flatMap((property) => {
        if (property.type === 'RestElement') return isNamed ? [] : boundParts(property.argument, part);
        const key = keyOfProperty(property);
        if (key === undefined) return boundParts(property.value, WHOLE);
        return key === first ? boundParts(property.value, rest) : [];
      });
    }
    case 'ArrayPattern':
      return pattern.elements.flatMap((element, position) => {
        if (element?.type === 'RestElement') return boundParts(element.argument, WHOLE);
        return element && String(position) === first ? boundParts(element, rest) : [];
      });
    default:
      return declaredIn(pattern).map((identifier) => ({ identifier, part: WHOLE }));
  }
}

function keyOfProperty({ key, computed }: TSESTree.Property): string | undefined {
  return staticKey(key, computed);
}

/** Of `this.state.at`, `state`; undefined: it is not known. */
export function fieldOf(member: TSESTree.MemberExpression): string | undefined {
  const inner = unwrap(member.object);
  return inner.type === 'MemberExpression' ? fieldOf(inner) : memberKey(member);
}

/** Whether something is written to a member of what the name stands for, which is not looked at. */
export function isWriteTarget(identifier: Node): boolean {
  let node = identifier;
  let { parent } = outerOf(node);
  while (parent?.type === 'MemberExpression' && unwrap(parent.object) === unwrap(node)) {
    node = parent;
    parent = outerOf(node).parent;
  }
  return parent?.type === 'AssignmentExpression' && parent.left === node && node !== identifier;
}
