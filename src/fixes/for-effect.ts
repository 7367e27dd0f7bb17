/**
 * The repair for something that a workflow must not do by itself: the engine's recorded substitute where there is one, else a step
 * around the smallest piece of code whose value can be recorded.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import type { EffectFact } from '../analysis/facts.ts';
import type { Engine, ReplacementSpec } from '../knowledge/vocabulary/engine.ts';
import { voidAround } from '../syntax/await-point.ts';
import { bodyStatements, requestOfBody, type ResponseWords } from '../syntax/response-body.ts';
import { timerPromise, type TimerWords } from '../syntax/timer-promise.ts';
import { isExpression } from '../syntax/walk.ts';
import { stepRepair } from './effect-step.ts';
import { waitFor } from './for-sleep.ts';
import { methodCall } from './member-chain.ts';
import type { Intent, Repair } from './repair.ts';
import { stepName } from './step-name.ts';

/** What the choice needs to know of the file. */
export interface EffectSite {
  readonly engine: Pick<Engine, 'replacements' | 'timerPromise' | 'responses' | 'liveResults' | 'unfinished' | 'ends'>;
  /** The qualified name that an expression certainly has. */
  readonly nameOf: (node: TSESTree.Node) => string | undefined;
  /** Whether calling it waits for all promises that it is given: `Promise.all`. */
  readonly waitsForAll: (callee: TSESTree.Expression) => boolean;
  /** Whether the code makes recorded calls, which must not be made in a step. */
  readonly isDurable: (node: TSESTree.Node) => boolean;
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
  if (fact.use === 'passed') return { node, repair: undefined };
  const timer = timerAround(node, site);
  if (timer) return timer;
  if (!isExpression(node)) return { node, repair: undefined };
  // Of `const now = options.now ?? Date.now` the author's own clock stays: what is called becomes a step.
  const isKept = fact.use === 'read' || fact.unsure === true;
  const replacement = isKept ? undefined : replacementFor(fact, name, site.engine);
  if (replacement) {
    const { safety, steps } = replacement;
    return { node, repair: { safety, steps, intents: [callInstead(node, replacement)] } };
  }
  return { node, repair: responseRepair(node, site) ?? stepRepair(fact, node, name, site) };
}

function replacementFor(fact: EffectFact, name: string, engine: EffectSite['engine']): ReplacementSpec | undefined {
  const { node, use } = fact;
  const count = 'arguments' in node ? node.arguments.length : 0;
  const found = engine.replacements[name]?.find(
    ({ form, arguments: wanted }) => (form === undefined || form === use) && (wanted === undefined || wanted === count),
  );
  const [first] = 'arguments' in node ? node.arguments : [];
  return found && first ? waitFor(first, found) : found;
}

/** `new Date().getTime()` and `+new Date()` are the recorded value itself. */
function callInstead(node: TSESTree.Expression, replacement: ReplacementSpec): Intent {
  const undone = replacement.undoneBy && undoing(node, replacement.undoneBy);
  if (!undone) return { kind: 'call-instead', node, replacement };
  const { around: _, ...value } = replacement;
  const callee = node.type === 'CallExpression' || node.type === 'NewExpression' ? { callee: node.callee } : {};
  return { kind: 'call-instead', node: undone, replacement: value, arguments: [], ...callee };
}

function undoing(node: TSESTree.Expression, methods: readonly string[]): TSESTree.Expression | undefined {
  const { parent } = node;
  if (parent.type === 'UnaryExpression' && parent.operator === '+') return parent;
  const call = parent.type === 'MemberExpression' ? methodCall(parent) : undefined;
  const method = call && stepName(call);
  return method !== undefined && methods.includes(method) ? call : undefined;
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
      const replacement = found.ms ? waitFor(found.ms, spec.replacement) : spec.replacement;
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

/** `fetch(u).then((r) => r.json())`, `(await fetch(u)).json()` and the form in several statements, seen from the request. */
function responseRepair(
  node: TSESTree.Expression,
  { engine, nameOf, scopeManager, isDurable }: EffectSite,
): Repair | undefined {
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
      // A step that nobody waits for is one more mistake, and to wait is a decision.
      if (isDropped(current))
        return { safety: 'suggest', steps: 1, intents: [{ kind: 'wrap-in-step', node: current, name }] };
      return { safety: 'fix', steps: 1, intents: [{ kind: 'wrap-in-step', node: current, name, promise: true }] };
    }
    const both = bodyStatements(current, words, scopeManager);
    if (both?.request === node && !both.statements.some((statement) => isDurable(statement))) {
      // What stands between the two may throw, which is the author's to look at.
      const safety = both.statements.length > 2 ? 'suggest' : 'fix';
      return { safety, steps: 1, intents: [{ kind: 'wrap-statements-in-step', nodes: both.statements, name }] };
    }
    if (current.type.endsWith('Statement')) return undefined;
    current = current.parent;
  }
  return undefined;
}

/** `fetch(u).then(read);` and `void fetch(u).then(read);` */
function isDropped(node: TSESTree.Expression): boolean {
  return node.parent.type === 'ExpressionStatement' || voidAround(node) !== undefined;
}
