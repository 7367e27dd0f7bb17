/** `fetch(url)` becomes `fetch(url, { signal })`: a request that ends with the attempt of its step. */
import type { EffectFact } from '../analysis/facts.ts';
import type { Request } from '../analysis/requests.ts';
import { suggest, type Repair } from './repair.ts';

/** @param code the signal */
export function signalRepair({ node }: EffectFact, { spec, options }: Request, code: string): Repair | undefined {
  const key = spec.signal;
  if (key === undefined || node.type !== 'CallExpression') return undefined;
  if (options === 'absent') return suggest({ kind: 'add-argument', call: node, code: `{ ${key}: ${code} }` });
  if (options === 'unknown' || !options.isHere || !options.literal) return undefined;
  return suggest({ kind: 'add-property', object: options.literal, key, code });
}
