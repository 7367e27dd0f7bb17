/** Repairs for messages that may be sent twice. */
import type { TSESTree } from '@typescript-eslint/types';

import { suggest, type Repair } from './repair.ts';

/**
 * `send(id, message)` becomes `send(id, message, undefined, key)`, and `send(id, message, topic)` gets the key behind the topic. Undefined where the
 * call has other arguments.
 *
 * @param key a name that can be used there
 */
export function sendKeyRepair(call: TSESTree.CallExpression, key: string): Repair | undefined {
  if (call.arguments.some((argument) => argument.type === 'SpreadElement')) return undefined;
  switch (call.arguments.length) {
    case 2:
      return suggest({ kind: 'add-argument', call, code: `undefined, ${key}` });
    case 3:
      return suggest({ kind: 'add-argument', call, code: key });
    default:
      return undefined;
  }
}
