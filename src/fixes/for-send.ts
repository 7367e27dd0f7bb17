/** Repairs for messages that may be sent twice. */
import type { TSESTree } from '@typescript-eslint/types';

import type { FileModel } from '../analysis/model.ts';
import { suggest, type Repair } from './repair.ts';

/** What the sender of a request calls the thing that is the same when it asks again. */
const KEYS = /^(?:event|message|request|delivery)_?id$|idempotency/iu;

/** A key that is the same when the message is sent again, and the call with it. */
export interface SendKey {
  readonly key: string;
  readonly repair: Repair | undefined;
}

/** Undefined: nothing that can be used at the call is known to be one. */
export function sendKeyRepair(call: TSESTree.CallExpression, model: FileModel): SendKey | undefined {
  const [key] = model.scope.visibleNames(call, KEYS);
  return key === undefined ? undefined : { key, repair: withKey(call, key) };
}

/**
 * `send(id, message)` becomes `send(id, message, undefined, key)`, and `send(id, message, topic)` gets the key behind the topic. Undefined where the
 * call has other arguments.
 */
function withKey(call: TSESTree.CallExpression, key: string): Repair | undefined {
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
