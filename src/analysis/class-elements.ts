/** The elements of a class as its members: methods, fields, accessors and the parameters of a constructor that are fields; and the constructor itself. */
import type { TSESTree } from '@typescript-eslint/types';

import { isFunctionNode, staticKey, type FunctionNode } from './nodes.ts';
import type { ClassUnit, FunctionUnit, Member } from './units.ts';

type MemberNode = Exclude<TSESTree.ClassElement, TSESTree.StaticBlock | TSESTree.TSIndexSignature>;

/** A method, an accessor or a field as a member of its class. */
export function memberOf(element: MemberNode): Member {
  const key = staticKey(element.key, element.computed);
  const common = {
    key: key ?? '<computed>',
    computed: key === undefined ? element.key : undefined,
    isStatic: element.static,
    isPrivate: element.accessibility === 'private' || element.key.type === 'PrivateIdentifier',
    decorators: element.decorators ?? [],
    node: element,
  };
  switch (element.type) {
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      return {
        ...common,
        kind: element.kind,
        value: isFunctionNode(element.value) ? element.value : undefined,
        type: undefined,
      };
    default:
      return {
        ...common,
        kind: element.type.endsWith('AccessorProperty') ? 'accessor' : 'field',
        value: element.value ?? undefined,
        type: element.typeAnnotation?.typeAnnotation,
      };
  }
}

/** `constructor(private readonly db: Pool)`. */
export function parameterProperties(constructor: FunctionNode): readonly Member[] {
  return constructor.params.flatMap((parameter): readonly Member[] => {
    if (parameter.type !== 'TSParameterProperty') return [];
    const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
    if (target.type !== 'Identifier') return [];
    return [
      {
        key: target.name,
        computed: undefined,
        kind: 'parameter-property',
        isStatic: false,
        isPrivate: parameter.accessibility === 'private',
        value: constructor,
        type: target.typeAnnotation?.typeAnnotation,
        decorators: parameter.decorators ?? [],
        node: parameter,
      },
    ];
  });
}

const constructors = new WeakMap<ClassUnit, FunctionUnit | undefined>();

/** The function that is the constructor of a class; undefined: the class leaves that to its base class. */
export function constructorOf(cls: ClassUnit): FunctionUnit | undefined {
  if (!constructors.has(cls)) constructors.set(cls, findConstructor(cls));
  return constructors.get(cls);
}

function findConstructor({ members, module }: ClassUnit): FunctionUnit | undefined {
  // An overload has no body.
  const item = members.find(({ kind, value }) => kind === 'constructor' && value !== undefined);
  return item?.value && module.unitOf.get(item.value);
}

/** Whether the function is the constructor of its class. */
export function isConstructor(unit: FunctionUnit): boolean {
  return unit.owner !== undefined && constructorOf(unit.owner) === unit;
}

/** The calls of `super` in a constructor, when there is one. */
export function superCallsIn(constructor: FunctionUnit | undefined): readonly TSESTree.CallExpression[] {
  return (constructor?.invocations ?? []).flatMap((node) =>
    node.type === 'CallExpression' && node.callee.type === 'Super' ? [node] : [],
  );
}
