/**
 * What takes the place of branches that each start a workflow and wait for it: `orders.map(async (order) => { const handle = await
 * start(order); return handle.result(); })`. One call that does both takes its numbers at once; or all are started first, and waited for one
 * after the other. A human must agree, since the order of the steps changes.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { ApiFact } from '../analysis/facts.ts';
import type { Hazard } from '../analysis/flow/hazards.ts';
import type { FileModel } from '../analysis/model.ts';
import type { Engine } from '../knowledge/vocabulary/engine.ts';
import { listed, suggest, type Repair } from './repair.ts';
import { startSite } from './start-site.ts';
import { startedIn, type Start, type StartedSite } from './started-workflow.ts';

export interface FanOutSite extends StartedSite {
  /** Whether the node asks a handle for the result of its workflow. */
  asksResult(node: TSESTree.Node): boolean;
  isNameFree(name: string): boolean;
  /** Whether what gathers the branches gives their results, and rejects when one does. */
  readonly rejectsWithFirst: boolean;
}

/**
 * What the repairs of late calls in branches ask of the durable model; undefined: there are several branches that differ.
 *
 * @param isResult whether an engine call asks a handle for the result of its workflow
 */
export function fanOutSite(
  { operation: { fact }, gathering }: Hazard,
  model: FileModel,
  timers: NonNullable<Engine['timers']>,
  isResult: (fact: ApiFact) => boolean,
): FanOutSite | undefined {
  if (gathering.branches.length !== 1) return undefined;
  return {
    ...startSite(model, timers),
    asksResult: (node) => fact.node === node && fact.kind === 'api' && isResult(fact),
    isNameFree: (name) => model.scope.isNameFree(name),
    rejectsWithFirst: gathering.spec.waits === 'all',
  };
}

export interface FanOutRepairs {
  readonly oneCall?: Repair;
  readonly twoPhases?: Repair;
}

interface FanOut {
  readonly list: TSESTree.Expression;
  readonly callback: TSESTree.ArrowFunctionExpression;
  readonly item: TSESTree.Parameter;
  readonly start: Start & { readonly whole: TSESTree.CallExpression };
  readonly waiting: Waiting;
}

interface Waiting {
  readonly started: TSESTree.Expression;
  /** The method that asks a handle for the result. */
  readonly asks: string;
  /** The variable that holds the handle. */
  readonly handle: string | undefined;
}

/** @param call `orders.map(…)`; none for other shapes */
export function fanOutRepairs(call: TSESTree.Node, site: FanOutSite): FanOutRepairs {
  const fanOut = call.type === 'CallExpression' ? fanOutAt(call, site) : undefined;
  if (!fanOut || call.type !== 'CallExpression') return {};
  const oneCall = oneCallFor(fanOut, site);
  const twoPhases = twoPhasesFor(call, fanOut, site);
  return { ...(oneCall && { oneCall }), ...(twoPhases && { twoPhases }) };
}

function fanOutAt(call: TSESTree.CallExpression, site: FanOutSite): FanOut | undefined {
  const { callee } = call;
  const [callback, ...others] = call.arguments;
  if (callee.type !== 'MemberExpression' || callee.optional || others.length > 0) return undefined;
  if (callback?.type !== 'ArrowFunctionExpression' || callback.params.length !== 1) return undefined;
  const [item] = callback.params;
  const waiting = waitingIn(callback.body, site);
  const start = waiting && startedIn(waiting.started, [], site);
  if (!item || !waiting || start?.whole === undefined || start.behind !== '') return undefined;
  return { list: callee.object, callback, item, start: { ...start, whole: start.whole }, waiting };
}

/** `const handle = await start(x); return handle.result();`, `(await start(x)).result()` */
function waitingIn(body: TSESTree.BlockStatement | TSESTree.Expression, site: FanOutSite): Waiting | undefined {
  const statements = body.type === 'BlockStatement' ? body.body : [];
  const last = statements.at(-1);
  const returned = body.type !== 'BlockStatement' ? body : last?.type === 'ReturnStatement' ? last.argument : undefined;
  const asked = returned?.type === 'AwaitExpression' ? returned.argument : returned;
  if (asked?.type !== 'CallExpression' || asked.callee.type !== 'MemberExpression' || !site.asksResult(asked))
    return undefined;
  const { object, property } = asked.callee;
  if (asked.arguments.length > 0 || property.type !== 'Identifier') return undefined;
  const asks = property.name;
  if (object.type === 'AwaitExpression')
    return statements.length < 2 ? { started: object.argument, asks, handle: undefined } : undefined;
  const [declaration] = statements;
  if (statements.length !== 2 || declaration?.type !== 'VariableDeclaration' || declaration.declarations.length !== 1)
    return undefined;
  const [{ id, init }] = declaration.declarations;
  if (id.type !== 'Identifier' || object.type !== 'Identifier' || id.name !== object.name) return undefined;
  return init?.type === 'AwaitExpression' ? { started: init.argument, asks, handle: id.name } : undefined;
}

/** `(order) => place(order)` */
function oneCallFor({ callback, item, start }: FanOut, site: FanOutSite): Repair | undefined {
  const { target, method, args, hasOptions } = start;
  if (target === undefined || hasOptions || (method === undefined && !site.isWorkflow(target))) return undefined;
  const callee = method === undefined ? [target] : [target, `.${method}`];
  const parts = ['(', item, ') => ', ...callee, '(', ...listed(args), ')'];
  return suggest({ kind: 'compose', node: callback, parts });
}

/** `for (const order of orders) handles.push(await start(order));`, and the same for the results. */
function twoPhasesFor(
  call: TSESTree.CallExpression,
  { list, item, start, waiting }: FanOut,
  site: FanOutSite,
): Repair | undefined {
  const waited = call.parent.type === 'CallExpression' && site.rejectsWithFirst ? awaitedOf(call.parent) : undefined;
  const statement = waited?.parent?.type === 'VariableDeclarator' ? waited.parent.parent : waited?.parent;
  if (!waited || statement?.parent?.type !== 'BlockStatement') return undefined;
  const results = resultsOf(statement);
  const handle = waiting.handle ?? 'handle';
  if (results === undefined || !site.isNameFree('handles')) return undefined;
  if (waiting.handle === undefined && !site.isNameFree(handle)) return undefined;
  const isDropped = statement.type === 'ExpressionStatement';
  if (statement.type === 'ReturnStatement' && !site.isNameFree(results)) return undefined;
  const asked = `await ${handle}.${waiting.asks}()`;
  const parts = [
    `const handles = [];\nfor (const `,
    item,
    ' of ',
    list,
    ') handles.push(await ',
    start.whole,
    isDropped ? ');' : `);\nconst ${results} = [];`,
    `\nfor (const ${handle} of handles) ${isDropped ? asked : `${results}.push(${asked})`};`,
    statement.type === 'ReturnStatement' ? `\nreturn ${results};` : '',
  ];
  return suggest({ kind: 'compose', node: statement, parts });
}

/** `await Promise.all(…)`, or the call itself where it is returned. */
function awaitedOf(gathering: TSESTree.CallExpression): TSESTree.Node | undefined {
  const { parent } = gathering;
  return parent.type === 'AwaitExpression' ? parent : parent.type === 'ReturnStatement' ? gathering : undefined;
}

/** The variable for the results. Undefined: the statement does something else with them. */
function resultsOf(statement: TSESTree.Node): string | undefined {
  if (statement.type === 'ReturnStatement' || statement.type === 'ExpressionStatement') return 'results';
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined;
  const [{ id }] = statement.declarations;
  return statement.kind === 'const' && id.type === 'Identifier' && id.typeAnnotation === undefined
    ? id.name
    : undefined;
}
