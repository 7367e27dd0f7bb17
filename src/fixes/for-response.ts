/** Repairs for what cannot be recorded: a response whose body is read after the step, and the request of a handler. */
import type { TSESTree } from '@typescript-eslint/types';

import type { LostRecord } from '../analysis/losses.ts';
import type { FileModel } from '../analysis/model.ts';
import type { Engine } from '../knowledge/vocabulary/engine.ts';
import { suggest, type Repair } from './repair.ts';

export interface ResponseSite {
  /** Methods that read a body which can be recorded: `json`. */
  readonly readers: ReadonlySet<string>;
  /** The uses of the variable that the identifier declares, writes and the declaration left out; undefined: it is written again. */
  usesOf(identifier: TSESTree.Identifier): readonly TSESTree.Node[] | undefined;
}

/** The site in the file of a model. */
export function responseSite(model: FileModel, engine: Engine): ResponseSite {
  return {
    readers: engine.responses?.readers ?? new Set(),
    usesOf: (identifier) => {
      const uses = model.expressions.variableOf(identifier)?.references.filter(({ init }) => init !== true) ?? [];
      return uses.some((use) => use.isWrite()) ? undefined : uses.map((use) => use.identifier);
    },
  };
}

/** What is recorded in place of a response or of a request: its body. */
export function lossRepair({ value, by }: LostRecord, site: ResponseSite): Repair | undefined {
  if (by.kind === 'argument') return value.what === 'connection' ? requestRepair(value.node) : undefined;
  return value.isResult && by.call && !value.isNested ? bodyRepair(by.call, value.node, site) : undefined;
}

/**
 * `const r = await runStep(() => fetch(u), o)` with `await r.json()` as the only use of `r`: the body is read in the step.
 *
 * @param call the step
 * @param request the request in its callback
 */
function bodyRepair(call: TSESTree.Node, request: TSESTree.Node, site: ResponseSite): Repair | undefined {
  const awaited = call.parent;
  const declarator = awaited?.parent;
  if (awaited?.type !== 'AwaitExpression' || declarator?.type !== 'VariableDeclarator') return undefined;
  if (declarator.id.type !== 'Identifier' || declarator.init !== awaited || declarator.id.typeAnnotation)
    return undefined;
  if (request.range[0] < call.range[0] || request.range[1] > call.range[1]) return undefined;
  const [use, ...others] = site.usesOf(declarator.id) ?? [];
  const member = use?.parent;
  if (others.length > 0 || member?.type !== 'MemberExpression' || member.object !== use) return undefined;
  const read = member.parent;
  if (member.property.type !== 'Identifier' || member.computed || !site.readers.has(member.property.name))
    return undefined;
  if (read.type !== 'CallExpression' || read.callee !== member || read.arguments.length > 0) return undefined;
  const body = [request, `.then((response) => response.${member.property.name}())`];
  // `response.text().then(count)` wants the promise.
  const isAwaited = read.parent.type === 'AwaitExpression';
  if (!isAwaited && read.parent.type !== 'ReturnStatement') return undefined;
  const whole = isAwaited ? read.parent : read;
  return suggest(
    { kind: 'compose', node: request, parts: body },
    { kind: 'replace', node: whole, code: declarator.id.name },
  );
}

/** `start(w)(req)` becomes `start(w)(req.body)`, for the first parameter of a handler. */
function requestRepair(node: TSESTree.Node): Repair | undefined {
  if (node.type !== 'Identifier' || node.parent.type !== 'CallExpression') return undefined;
  const { name } = node;
  let fn: TSESTree.Node | undefined = node.parent;
  while (
    fn &&
    !('params' in fn && fn.params.some((parameter) => parameter.type === 'Identifier' && parameter.name === name))
  ) {
    fn = fn.parent;
  }
  const first = fn && 'params' in fn ? fn.params[0] : undefined;
  if (first?.type !== 'Identifier' || first.name !== name) return undefined;
  return suggest({ kind: 'replace', node, code: `${name}.body` });
}
