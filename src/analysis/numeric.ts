/** Whether an expression is certainly a number, from how it is written: literals, arithmetic, and variables declared as numbers. */
import { variableOf } from './variables.ts';
import { unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

const ARITHMETIC: ReadonlySet<string> = new Set(['-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>']);

/** Big integers are taken for numbers: they cannot be mixed with them. */
export function isNumeric(world: World, module: ModuleUnit, wrapped: Node): boolean {
  const node = unwrap(wrapped);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number';
    case 'UnaryExpression':
      return node.operator === '-' || node.operator === '+';
    case 'BinaryExpression':
      if (node.operator === '+') return isNumeric(world, module, node.left) && isNumeric(world, module, node.right);
      return ARITHMETIC.has(node.operator);
    case 'ConditionalExpression':
      return isNumeric(world, module, node.consequent) && isNumeric(world, module, node.alternate);
    case 'Identifier':
      return isDeclaredNumber(world, module, node);
    default:
      return false;
  }
}

function isDeclaredNumber(world: World, module: ModuleUnit, identifier: Node): boolean {
  const definitions = variableOf(world, module, identifier)?.defs ?? [];
  return definitions.length > 0 && definitions.every(({ name }) => annotationOf(name) === 'TSNumberKeyword');
}

function annotationOf(name: Node): string | undefined {
  if (name.type !== 'Identifier') return undefined;
  const declared = name.typeAnnotation?.typeAnnotation.type;
  const { parent } = name;
  // `timeout = 60`
  const byDefault =
    parent.type === 'AssignmentPattern' && parent.right.type === 'Literal' && typeof parent.right.value === 'number';
  return declared ?? (byDefault ? 'TSNumberKeyword' : undefined);
}
