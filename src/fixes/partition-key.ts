/** The key of a partition, written into the options of a call that has none. Which partition is for a person to say. */
import type { CallSite } from '../analysis/call-sites.ts';
import type { QueueUse } from '../analysis/queue-uses.ts';
import { suggest, type Intent, type Repair } from './repair.ts';

/** Undefined: the call has no place for it that is written here. */
export function partitionKeyRepair(call: CallSite, use: QueueUse): Repair | undefined {
  const intent = intentFor(call, use);
  return intent && suggest(intent);
}

function intentFor({ node }: CallSite, { partitionKey, option }: QueueUse): Intent | undefined {
  if (partitionKey === 'nowhere') return undefined;
  const [name = '', ...holders] = partitionKey.key.split('.').reverse();
  const object = partitionKey.holder?.literal;
  const [holder] = holders;
  // The options of the call, of which the key may be in an inner object.
  if (object && holder !== undefined && object === option?.holder?.literal)
    return { kind: 'add-property', object, key: holder, code: `{ ${name}: ${KEY} }` };
  if (object) return { kind: 'add-property', object, key: name, code: KEY };
  if (partitionKey.holder || node.type !== 'CallExpression' || node.arguments.length !== partitionKey.argument)
    return undefined;
  const code = holders.reduce((inner, outerKey) => `{ ${outerKey}: ${inner} }`, `{ ${name}: ${KEY} }`);
  return { kind: 'add-argument', call: node, code };
}

const KEY = "'my-partition'";
