/** Durations that are written down in code, in milliseconds: their value, the same in seconds, and the cron line of a period. */
import type { TSESTree } from '@typescript-eslint/types';

/** The value of arithmetic on number literals: `60 * 60 * 1000`. Undefined when it has anything else in it. */
export function constantNumber(node: TSESTree.Node | undefined): number | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'number' ? node.value : undefined;
  if (node?.type !== 'BinaryExpression') return undefined;
  const left = constantNumber(node.left);
  const right = constantNumber(node.right);
  if (left === undefined || right === undefined) return undefined;
  switch (node.operator) {
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    default:
      return undefined;
  }
}

/** Code for the seconds in an expression of milliseconds: `3600`, `ms / 1000`, `(a + b) / 1000`. */
export function secondsCode(text: string, ms: TSESTree.Expression): string {
  const value = constantNumber(ms);
  if (value !== undefined && Number.isFinite(value)) return String(value / 1000);
  const code = text.slice(...ms.range);
  const isSimple = ms.type === 'Identifier' || ms.type === 'MemberExpression' || ms.type === 'CallExpression';
  return isSimple ? `${code} / 1000` : `(${code}) / 1000`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The cron line that fires at exactly this period: 5 fields, or 6 with seconds first. Undefined when no cron line does: a period
 * that does not divide the next larger unit would be irregular.
 */
export function cronOf(ms: number): string | undefined {
  if (!Number.isInteger(ms) || ms <= 0) return undefined;
  if (ms === DAY) return '0 0 * * *';
  if (ms % HOUR === 0) return DAY % ms === 0 ? `0 ${every(ms / HOUR)} * * *` : undefined;
  if (ms % MINUTE === 0) return HOUR % ms === 0 ? `${every(ms / MINUTE)} * * * *` : undefined;
  if (ms % SECOND === 0) return MINUTE % ms === 0 ? `${every(ms / SECOND)} * * * * *` : undefined;
  return undefined;
}

function every(count: number): string {
  return count === 1 ? '*' : `*/${String(count)}`;
}
