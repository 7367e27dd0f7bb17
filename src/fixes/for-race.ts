/**
 * What takes the place of a race between recorded calls. The result of the workflow that ends first is asked of the engine, which records
 * who it was; a step against a sleep becomes a step with a timeout, which throws where the sleep merely won. A human must agree.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Engine } from '../knowledge/vocabulary/engine.ts';
import { suggest, type Repair } from './repair.ts';

export interface RaceSite {
  readonly races: NonNullable<Engine['races']>;
  /** The qualified name of the recorded call at a node. */
  nameOf(node: TSESTree.Node): string | undefined;
  textOf(node: TSESTree.Node): string;
  /** Whether the SDK of the project has what came in a version. */
  has(version: string): boolean;
}

export interface RaceRepairs {
  readonly waitFirst?: Repair;
  readonly timeout?: Repair;
}

/** The repairs that fit the call; none for other shapes. */
export function raceRepairs(call: TSESTree.Node, site: RaceSite): RaceRepairs {
  if (call.type !== 'CallExpression') return {};
  const [list] = call.arguments;
  if (list?.type === 'CallExpression' && site.has(site.races.first.since)) {
    const handles = handlesOf(list, site);
    if (handles) return { waitFirst: waitFirst(call, handles, site) };
  }
  if (list?.type === 'ArrayExpression' && list.elements.length === 2 && site.has(site.races.limit.since)) {
    const timeout = stepWithTimeout(call, list.elements, site);
    if (timeout) return { timeout };
  }
  return {};
}

function waitFirst(call: TSESTree.CallExpression, handles: TSESTree.Expression, { races }: RaceSite): Repair {
  const replacement = { code: races.first.code, awaited: false, steps: 0, safety: 'suggest' } as const;
  return {
    safety: 'suggest',
    steps: 1,
    intents: [{ kind: 'call-instead', node: call, replacement, arguments: [handles], promise: true }],
  };
}

/** Of `handles.map((handle) => handle.getResult())`, `handles`. */
function handlesOf(call: TSESTree.CallExpression, site: RaceSite): TSESTree.Expression | undefined {
  const { callee } = call;
  const [callback] = call.arguments;
  if (
    callee.type !== 'MemberExpression' ||
    callback?.type !== 'ArrowFunctionExpression' ||
    callback.params.length !== 1
  )
    return undefined;
  const [handle] = callback.params;
  let result: TSESTree.Node | null | undefined = callback.body;
  if (result.type === 'BlockStatement') {
    const [only, ...others] = result.body;
    result = only?.type === 'ReturnStatement' && others.length === 0 ? only.argument : undefined;
  }
  if (result?.type === 'AwaitExpression') result = result.argument;
  if (result?.type !== 'CallExpression' || result.arguments.length > 0 || result.callee.type !== 'MemberExpression')
    return undefined;
  const { object } = result.callee;
  if (object.type !== 'Identifier' || handle?.type !== 'Identifier' || handle.name !== object.name) return undefined;
  const name = site.nameOf(result);
  return name !== undefined && site.races.results.includes(name) ? callee.object : undefined;
}

function stepWithTimeout(
  call: TSESTree.CallExpression,
  elements: readonly (TSESTree.Expression | TSESTree.SpreadElement | null)[],
  site: RaceSite,
): Repair | undefined {
  const { limit, sleeps } = site.races;
  const named = elements.map((element) => {
    const inner = element ? chainStart(element) : undefined;
    return { call: inner, name: inner && site.nameOf(inner) };
  });
  const step = named.find(({ name }) => name === limit.of)?.call;
  const sleep = named.find(({ name }) => name !== undefined && sleeps.includes(name))?.call;
  const [ms] = sleep?.arguments ?? [];
  if (!step || !elements.includes(step) || !ms || ms.type === 'SpreadElement') return undefined;
  const options = step.arguments[limit.options];
  const code = site.textOf(ms);
  const unwrap = { kind: 'unwrap-step', node: call, inner: step } as const;
  if (options?.type === 'ObjectExpression') {
    return suggest(unwrap, { kind: 'add-property', object: options, key: limit.key, code });
  }
  if (options) return undefined;
  return suggest(unwrap, { kind: 'add-argument', call: step, code: `{ ${limit.key}: ${code} }` });
}

/** The call at the beginning of a chain: of `sleep(ms).then(() => 'late')`, `sleep(ms)`. */
function chainStart(node: TSESTree.Expression | TSESTree.SpreadElement): TSESTree.CallExpression | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const { callee } = node;
  const isChain =
    callee.type === 'MemberExpression' &&
    !callee.computed &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'then';
  return isChain && callee.object.type === 'CallExpression' ? chainStart(callee.object) : node;
}
