/**
 * Requests to other services, and what is certainly not among their options. Options that are not known have everything.
 */
import type { RequestSpec } from '../knowledge/vocabulary/effects.ts';
import { variableOf } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { EffectFact } from './facts.ts';
import { unwrap, type Node } from './nodes.ts';
import { readSetting } from './options.ts';
import { textOfSetting, type ObjectSetting } from './settings.ts';
import type { FunctionUnit } from './units.ts';
import type { World } from './world.ts';

/** A request to another service, and what is known of its options. */
export interface Request {
  readonly spec: RequestSpec;
  /** The options: an object that is known, `absent`, or `unknown`. */
  readonly options: ObjectSetting | 'absent' | 'unknown';
  /** It certainly takes no signal that gives it up, and could. */
  readonly isEndless: boolean;
  /** The service certainly cannot tell it from one that it has done already. */
  readonly isAnonymous: boolean;
}

type Given = Pick<Request, 'spec' | 'options'>;

/** The request that a fact speaks of; undefined: it is none whose options are known. */
export function requestOf(world: World, fact: EffectFact, unit: FunctionUnit): Request | undefined {
  const given = givenTo(world, fact, unit);
  if (!given) return undefined;
  const { signal } = given.spec;
  return { ...given, isEndless: signal !== undefined && lacks(given, signal), isAnonymous: isAnonymous(given) };
}

function givenTo(world: World, { name, node }: EffectFact, unit: FunctionUnit): Given | undefined {
  const spec = world.knowledge.request(name);
  if (!spec || node.type !== 'CallExpression') return undefined;
  if (node.arguments.some((argument) => argument.type === 'SpreadElement')) return { spec, options: 'unknown' };
  const env = baseEnv(world, unit);
  const [first] = node.arguments;
  // `axios({ url, signal })`; a `Request` has options of its own.
  if (first && first.type !== 'ObjectExpression' && node.arguments.length <= spec.options) {
    const isPlain = evaluate(world, first, env).every(({ kind }) => kind === 'literal' || kind === 'unknown');
    if (!isPlain || isOfNamedType(world, first, unit)) return { spec, options: 'unknown' };
  }
  const isFirst = spec.method !== undefined && first?.type === 'ObjectExpression' && !('is' in spec.method);
  const written = isFirst ? first : node.arguments[spec.options];
  if (!written) return { spec, options: node.arguments.length === spec.options ? 'absent' : 'unknown' };
  const setting = readSetting(world, unit.module, written, env);
  return { spec, options: setting.kind === 'object' ? setting : 'unknown' };
}

/** `request: Request`: what has a type of its own may have options of its own. */
function isOfNamedType(world: World, node: Node, unit: FunctionUnit): boolean {
  const [definition] = variableOf(world, unit.module, unwrap(node))?.defs ?? [];
  const name = definition?.name;
  const type = name?.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
  const types = type?.type === 'TSUnionType' ? type.types : type ? [type] : [];
  return types.some((one) => one.type === 'TSTypeReference');
}

/** Whether the request certainly has no option of that name. */
function lacks({ options }: Given, key: string): boolean {
  if (options === 'absent') return true;
  return options !== 'unknown' && options.isWhole && !options.entries.has(key);
}

function isAnonymous(request: Given): boolean {
  const { spec, options } = request;
  if (spec.once !== undefined) return lacks(request, spec.once);
  if (methodOf(request) !== 'POST' || spec.headers === undefined) return false;
  if (lacks(request, spec.headers)) return true;
  const headers = typeof options === 'object' ? options.entries.get(spec.headers)?.value : undefined;
  if (headers?.kind !== 'object' || !headers.isWhole) return false;
  return ![...headers.entries.keys()].some((key) => /idempoten|request-?id/iu.test(key));
}

function methodOf({ spec, options }: Given): string | undefined {
  const { method } = spec;
  if (!method) return undefined;
  if ('is' in method) return method.is;
  const value = typeof options === 'object' ? options.entries.get(method.key)?.value : undefined;
  return textOfSetting(value)?.toUpperCase();
}
