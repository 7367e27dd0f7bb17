/**
 * The repair for something that a workflow must not do by itself: the engine's recorded substitute where there is one, else a step
 * around the smallest piece of code whose value can be recorded.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import type { EffectFact } from '../analysis/facts.ts';
import type { Engine, ReplacementSpec } from '../knowledge/vocabulary.ts';
import { bodyStatements, requestOfBody, type ResponseWords } from '../syntax/response-body.ts';
import { timerPromise, type TimerWords } from '../syntax/timer-promise.ts';
import type { Repair } from './repair.ts';

/** What the choice needs to know of the file. */
export interface EffectSite {
  readonly engine: Pick<Engine, 'replacements' | 'timerPromise' | 'responses'>;
  /** The qualified name that an expression certainly has. */
  readonly nameOf: (node: TSESTree.Node) => string | undefined;
  readonly scopeManager: Scope.ScopeManager;
}

/** A repair, and the node that it is about: for a timer in a promise, the promise. */
export interface EffectRepair {
  readonly node: TSESTree.Node;
  readonly repair: Repair | undefined;
}

/** How far above a call the expression that it belongs to is looked for. */
const MAX_LEVELS = 6;

/** @param name the qualified name of what has the effect */
export function repairFor(fact: EffectFact, name: string, site: EffectSite): EffectRepair {
  const { node } = fact;
  if (fact.use === 'passed' || fact.use === 'read') return { node, repair: undefined };
  const timer = timerAround(node, site);
  if (timer) return timer;
  if (!isExpression(node)) return { node, repair: undefined };
  const replacement = replacementFor(fact, name, site.engine);
  if (replacement) {
    const { safety, steps } = replacement;
    return { node, repair: { safety, steps, intents: [{ kind: 'call-instead', node, replacement }] } };
  }
  return { node, repair: responseRepair(node, site) ?? wrapRepair(fact, name, site.engine) };
}

function replacementFor(fact: EffectFact, name: string, engine: EffectSite['engine']): ReplacementSpec | undefined {
  const { node, use } = fact;
  const count = 'arguments' in node ? node.arguments.length : 0;
  return engine.replacements[name]?.find(
    ({ form, arguments: wanted }) => (form === undefined || form === use) && (wanted === undefined || wanted === count),
  );
}

/** `new Promise((r) => setTimeout(r, ms))`, seen from the timer. */
function timerAround(node: TSESTree.Node, { engine, nameOf }: EffectSite): EffectRepair | undefined {
  const spec = engine.timerPromise;
  if (!spec || node.type !== 'CallExpression') return undefined;
  const words: TimerWords = {
    isPromiseClass: (callee) => nameOf(callee) === spec.promise,
    isTimer: (callee) => spec.timers.some((timer) => timer === nameOf(callee)),
  };
  if (!words.isTimer(node.callee)) return undefined;
  let current: TSESTree.Node | undefined = node.parent;
  for (let level = 0; current && level < MAX_LEVELS; level += 1) {
    if (current.type === 'NewExpression') {
      const found = timerPromise(current, words);
      if (!found) return undefined;
      const { replacement } = spec;
      return {
        node: current,
        repair: {
          safety: replacement.safety,
          steps: replacement.steps,
          intents: [{ kind: 'call-instead', node: current, replacement, arguments: [found.ms ?? '0'], promise: true }],
        },
      };
    }
    current = current.parent;
  }
  return undefined;
}

/** `fetch(u).then((r) => r.json())`, `(await fetch(u)).json()` and the two-statement form, seen from the request. */
function responseRepair(node: TSESTree.Expression, { engine, nameOf, scopeManager }: EffectSite): Repair | undefined {
  const spec = engine.responses;
  if (!spec || node.type !== 'CallExpression') return undefined;
  const words: ResponseWords = {
    isRequest: (callee) => spec.requests.some((request) => request === nameOf(callee)),
    readers: spec.readers,
  };
  if (!words.isRequest(node.callee)) return undefined;
  const name = node.callee.type === 'Identifier' ? node.callee.name : 'fetch';
  let current: TSESTree.Node | undefined = node.parent;
  for (let level = 0; current && level < MAX_LEVELS; level += 1) {
    if (requestOfBody(current, words) === node && isExpression(current)) {
      return { safety: 'fix', steps: 1, intents: [{ kind: 'wrap-in-step', node: current, name }] };
    }
    const both = bodyStatements(current, words, scopeManager);
    if (both?.request === node) {
      return { safety: 'fix', steps: 1, intents: [{ kind: 'wrap-statements-in-step', nodes: both.statements, name }] };
    }
    if (current.type.endsWith('Statement')) return undefined;
    current = current.parent;
  }
  return undefined;
}

/** A step around the call, and around the part of its result that is used right away: `(await pool.query(q)).rows`. */
function wrapRepair(fact: EffectFact, name: string, engine: EffectSite['engine']): Repair | undefined {
  const { node, effect } = fact;
  if (effect === 'timer' || effect === 'thread' || effect === 'iteration' || !isExpression(node)) return undefined;
  if (engine.responses?.requests.includes(name)) return undefined;
  return {
    safety: 'suggest',
    steps: 1,
    intents: [{ kind: 'wrap-in-step', node: partUsed(node), name: stepName(node) }],
  };
}

function partUsed(node: TSESTree.Expression): TSESTree.Expression {
  const awaited = node.parent;
  if (awaited.type !== 'AwaitExpression') return node;
  const member = awaited.parent;
  if (member.type !== 'MemberExpression' || member.object !== awaited || member.computed) return node;
  // `(await call()).method()` needs the object itself.
  return member.parent.type === 'CallExpression' && member.parent.callee === member ? node : member;
}

/** What a person would call the step: the last name in the callee. */
export function stepName(node: TSESTree.Node): string {
  let callee: TSESTree.Node = node;
  if (node.type === 'CallExpression' || node.type === 'NewExpression') callee = node.callee;
  else if (node.type === 'TaggedTemplateExpression') callee = node.tag;
  while (callee.type === 'TSNonNullExpression' || callee.type === 'ChainExpression') callee = callee.expression;
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression' && !callee.computed) return callee.property.name;
  return 'step';
}

function isExpression(node: TSESTree.Node): node is TSESTree.Expression {
  return node.type.endsWith('Expression') || node.type === 'Identifier' || node.type === 'Literal';
}
