/**
 * The value of an operator on values that are known: `5 * 60 * 1000`, `-1`, `'a' + 'b'`. Only what the language defines for
 * numbers and strings; everything else is unknown.
 */
import type { LiteralValue } from './values.ts';

type Scalar = LiteralValue['value'];

/** Longer texts are not put together: twice the same a few times over, and there is no memory for it. Characters. */
const MAX_LENGTH = 10_000;

/** `undefined`: not known. */
export function unary(operator: string, value: Scalar): { readonly value: Scalar } | undefined {
  switch (operator) {
    case '-':
      return typeof value === 'number' ? { value: -value } : undefined;
    case '+':
      return typeof value === 'number' ? { value } : undefined;
    case '!':
      return { value: !value };
    case 'void':
      return { value: undefined };
    default:
      return undefined;
  }
}

/** `undefined`: not known. */
export function binary(operator: string, left: Scalar, right: Scalar): { readonly value: Scalar } | undefined {
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) {
    if (typeof left === 'bigint' || typeof right === 'bigint') return undefined;
    const [first, second] = [String(left), String(right)];
    return first.length + second.length > MAX_LENGTH ? undefined : { value: first + second };
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (operator) {
    case '+':
      return { value: left + right };
    case '-':
      return { value: left - right };
    case '*':
      return { value: left * right };
    case '/':
      return { value: left / right };
    case '%':
      return { value: left % right };
    case '**':
      return { value: left ** right };
    default:
      return undefined;
  }
}
