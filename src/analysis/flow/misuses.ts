/** Where code takes a promise for the value that it is only a promise of, told by the syntax around it. */
import type { Node } from '../nodes.ts';
import type { Misuse } from './destiny.ts';

/** `+=`, `**=` and the like; `=`, `||=`, `&&=` and `??=` keep the promise. */
const ARITHMETIC = /^(?:[+\-%^]|\*\*?|\/|<<|>>>?|&(?!&)|\|(?!\|))=$/u;

/** How the code around an expression takes it for a value; undefined: it does not, or what is called decides. */
export function misuseAt(parent: Node, child: Node): Misuse | undefined {
  switch (parent.type) {
    case 'UnaryExpression':
      if (parent.operator === 'void' || parent.operator === 'delete') return undefined;
      return parent.operator === '!' ? 'test' : 'operand';
    case 'BinaryExpression':
      return parent.operator === 'instanceof' || parent.operator === 'in' ? undefined : 'operand';
    case 'TemplateLiteral':
      return 'operand';
    case 'AssignmentExpression':
      return parent.right === child && ARITHMETIC.test(parent.operator) ? 'operand' : undefined;
    case 'MemberExpression':
      return parent.computed && parent.property === child ? 'operand' : undefined;
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'SwitchStatement':
      return 'test';
    case 'ConditionalExpression':
    case 'ForStatement':
      return parent.test === child ? 'test' : undefined;
    case 'LogicalExpression':
      return parent.left === child ? 'test' : undefined;
    case 'ForOfStatement':
      return parent.await ? undefined : 'iterated';
    case 'SpreadElement':
    case 'ForInStatement':
      return 'iterated';
    default:
      return undefined;
  }
}
