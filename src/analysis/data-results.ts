/**
 * What certainly is data, and no function: by the type that is written for it, by how it is written, and by what made it. Knows what a function of the
 * program gives when it is awaited; leaves out what comes from calls of which nothing is known.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Effect } from '../knowledge/vocabulary/effects.ts';
import { sole } from './certain.ts';
import { LISTS, PLAIN, WHOLE } from './library-types.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { Name } from './names.ts';
import { calleeOf, unwrap, type Node } from './nodes.ts';
import { entityPath, typeDeclaration } from './type-declarations.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';
import { writtenTypeOf } from './written-types.ts';

/** Effects of calls that give data, or a promise of it, and never a function. */
const DATA: ReadonlySet<Effect> = new Set(['clock', 'random', 'id', 'network', 'file', 'database', 'timer']);
const MAX_DEPTH = 6;

/** Whether a call with so many arguments gives data. */
export function isDataCall(world: World, name: Name, count: number): boolean {
  const effect = world.knowledge.effect(name, { form: 'call', arguments: count })?.effect;
  return effect !== undefined && DATA.has(effect);
}

/** Whether what the function gives is data. */
export function returnsData(world: World, unit: FunctionUnit): boolean {
  const type = 'returnType' in unit.node ? unit.node.returnType?.typeAnnotation : undefined;
  if (type && isDataType(world, type, unit.module)) return true;
  return unit.returns.length > 0 && unit.returns.every((expression) => isData(world, unit, expression));
}

function isData(world: World, unit: FunctionUnit, expression: Node, depth = 0): boolean {
  const node = unwrap(expression);
  const inside = (inner: Node): boolean => depth < MAX_DEPTH && isData(world, unit, inner, depth + 1);
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'BinaryExpression':
    case 'UnaryExpression':
      return true;
    case 'AwaitExpression':
      return inside(node.argument);
    case 'ConditionalExpression':
      return inside(node.consequent) && inside(node.alternate);
    case 'LogicalExpression':
      return inside(node.left) && inside(node.right);
    default: {
      const values = evaluate(world, node, baseEnv(world, unit));
      if (values.length > 0 && values.every(isDataValue)) return true;
      if (node.type === 'CallExpression') return isDataFrom(world, unit, node);
      const written = writtenTypeOf(world, unit, node);
      return written !== undefined && isDataType(world, written.type, written.module);
    }
  }
}

/** Whether a value is data, whatever it holds. */
export function isDataValue(value: Value): boolean {
  return value.kind === 'literal' || value.kind === 'object' || value.kind === 'list' || value.kind === 'instance';
}

/** `fetch(url)`, and `response.json()` of what that gave. */
function isDataFrom(world: World, unit: FunctionUnit, call: TSESTree.CallExpression): boolean {
  const callees = evaluate(world, calleeOf(call), baseEnv(world, unit));
  const isFrom = ({ module, path }: Name): boolean =>
    path.some((part, index) => {
      const name = { module, path: [...path.slice(0, index), part.replace(/\(\)$/u, '')] };
      return (index === path.length - 1 || part.endsWith('()')) && isDataCall(world, name, call.arguments.length);
    });
  return callees.length > 0 && callees.every((callee) => callee.kind === 'named' && isFrom(callee.name));
}

/** Whether every value of the type is data. */
function isDataType(world: World, type: TSESTree.TypeNode, module: ModuleUnit, depth = 0): boolean {
  const inside = (inner: TSESTree.TypeNode, from = module): boolean =>
    depth < MAX_DEPTH && isDataType(world, inner, from, depth + 1);
  if (PLAIN.has(type.type)) return true;
  switch (type.type) {
    case 'TSArrayType':
    case 'TSTupleType':
      return true;
    case 'TSTypeLiteral':
      return type.members.every(isNoSignature);
    case 'TSUnionType':
      return type.types.every((member) => inside(member));
    case 'TSTypeReference': {
      const path = entityPath(type.typeName);
      const declared = typeDeclaration(world, module, path);
      if (declared?.kind === 'interface') return declared.node.body.body.every(isNoSignature);
      if (declared?.kind === 'alias') return inside(declared.type, declared.module);
      if (declared?.kind === 'class') return true;
      const name = declared ? '' : path.join('.');
      if (LISTS.has(name) || name === 'Record') return true;
      const whole = WHOLE.includes(name) ? sole(type.typeArguments?.params ?? []) : undefined;
      return whole !== undefined && inside(whole);
    }
    default:
      return false;
  }
}

function isNoSignature({ type }: TSESTree.TypeElement): boolean {
  return type !== 'TSCallSignatureDeclaration' && type !== 'TSConstructSignatureDeclaration';
}
