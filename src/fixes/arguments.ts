/** One more argument for a call. */
import { insert } from '../syntax/change.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome } from './site.ts';

export function planAddArgument({ call, code }: IntentOf<'add-argument'>): Outcome | undefined {
  const last = call.arguments.at(-1);
  if (last?.type === 'SpreadElement') return undefined;
  return { changes: [last ? insert(last.range[1], ', ', code) : insert(call.range[1] - 1, code)] };
}
