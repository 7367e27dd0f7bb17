/** The type that is written for a variable, a field, or a property of an interface. Reads annotations only, never a type checker. */
import type { TSESTree } from '@typescript-eslint/types';
import { certain } from './certain.ts';
import { valuesOfType } from './annotations.ts';
import { variableOf } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { memberKey, staticKey, unwrap, type Node } from './nodes.ts';
import { membersUnder } from './shapes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value, Values } from './values.ts';
import type { World } from './world.ts';

/** A type, and the module in which it is written. */
export interface WrittenType {
  readonly type: TSESTree.TypeNode;
  /** Where its names mean what they mean. */
  readonly module: ModuleUnit;
}

/** @param node an expression of the unit: a name, or a member of something */
export function writtenTypeOf(world: World, unit: FunctionUnit, node: Node): WrittenType | undefined {
  if (node.type === 'Identifier') {
    const name = variableOf(world, unit.module, node)?.defs[0]?.name;
    return name?.type === 'Identifier' ? typeOfName(world, unit.module, name) : undefined;
  }
  const key = node.type === 'MemberExpression' ? memberKey(node) : undefined;
  if (node.type !== 'MemberExpression' || key === undefined) return undefined;
  return memberOf(holdersOf(world, unit, node.object), key);
}

/** Of a name as it is declared, also in a pattern: `{ items }: State`. */
function typeOfName(world: World, module: ModuleUnit, name: TSESTree.Identifier): WrittenType | undefined {
  const type = name.typeAnnotation?.typeAnnotation;
  if (type) return { type, module };
  const property = name.parent;
  const pattern = property.type === 'Property' && property.value === name ? property.parent : undefined;
  if (property.type !== 'Property' || pattern?.type !== 'ObjectPattern') return undefined;
  const key = staticKey(property.key, property.computed);
  const whole = pattern.typeAnnotation?.typeAnnotation;
  return key === undefined || !whole ? undefined : memberOf(valuesOfType(world, whole, module), key);
}

function memberOf(holders: Values, key: string): WrittenType | undefined {
  for (const holder of holders) {
    const found = typeOfMember(holder, key);
    if (found) return found;
  }
  return undefined;
}

/** What has the members of an expression. A parameter that is data by its type has no values, and is what its type says. */
function holdersOf(world: World, unit: FunctionUnit, expression: Node): Values {
  const written = writtenTypeOf(world, unit, unwrap(expression));
  const shapes = written ? valuesOfType(world, written.type, written.module) : [];
  return shapes.length > 0 ? shapes : evaluate(world, expression, baseEnv(world, unit));
}

function typeOfMember(object: Value, key: string): WrittenType | undefined {
  switch (object.kind) {
    case 'instance':
    case 'class': {
      const isStatic = object.kind === 'class';
      const type = object.cls.members.find((item) => item.key === key && item.isStatic === isStatic && item.type)?.type;
      return type && { type, module: object.cls.module };
    }
    case 'shape': {
      const signature = membersUnder(object, key).find((element) => element.type === 'TSPropertySignature');
      const type = signature?.typeAnnotation?.typeAnnotation;
      return type && { type, module: object.module };
    }
    default:
      return undefined;
  }
}

/** What calling a member of an interface, or of the literal of an object type, gives by its type. */
export function writtenResultOf(world: World, unit: FunctionUnit, callee: Node): WrittenType | undefined {
  const key = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
  if (callee.type !== 'MemberExpression' || key === undefined) return undefined;
  const only = certain(evaluate(world, callee.object, baseEnv(world, unit)), 'shape');
  if (!only) return undefined;
  const results = membersUnder(only, key).map((element) => {
    if (element.type === 'TSMethodSignature') return element.returnType?.typeAnnotation;
    const type = element.type === 'TSPropertySignature' ? element.typeAnnotation?.typeAnnotation : undefined;
    return type?.type === 'TSFunctionType' ? type.returnType?.typeAnnotation : undefined;
  });
  const [type] = results;
  return type && results.length === 1 ? { type, module: only.module } : undefined;
}
