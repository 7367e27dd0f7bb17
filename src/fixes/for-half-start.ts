/** Repairs for starts of workflows that stop half way: what the first call gives is called, with the arguments that belong there. */
import type { TSESTree } from '@typescript-eslint/types';

import type { CallSite } from '../analysis/call-sites.ts';
import type { FileModel } from '../analysis/model.ts';
import type { SwappedOptions } from '../analysis/starts.ts';
import type { HalfStart } from '../analysis/uninvoked.ts';
import type { FunctionNode } from '../syntax/walk.ts';
import { listed, type Repair, type Safety } from './repair.ts';

type Compose = Extract<Repair['intents'][number], { readonly kind: 'compose' }>['parts'];

/** What can be done about a start that stops half way; undefined for one that names no workflow, or stands where none can be started. */
export function halfStartRepair(half: HalfStart, { roles }: CallSite, model: FileModel): Repair | undefined {
  const { call, fact } = half;
  switch (half.kind) {
    case 'called':
      return half.isWorkflow ? uncallRepair(call, half.inner) : undefined;
    case 'text':
      return undefined;
    case 'arguments':
      return moveRepair(call, half.extra);
    case 'dropped':
    case 'awaited': {
      if (!mayBeWorkflow(fact) || roles.has('step') || roles.has('transaction')) return undefined;
      const visible = model.scope.visibleNames(call, /./u);
      return invokeRepair(half, model.starts.startedFunction(fact), (name) => visible.includes(name));
    }
  }
}

/** Whether what the start refers to may be a workflow. Of a class or an instance, a method must be called: which one is not said. */
function mayBeWorkflow({ refers: [started] }: HalfStart['fact']): boolean {
  switch (started?.kind) {
    case 'registered':
      return started.role === 'workflow';
    case 'class':
    case 'instance':
      return false;
    default:
      return true;
  }
}

/**
 * `startWorkflow(place)` becomes `startWorkflow(place)()`, awaited where nobody takes the handle.
 *
 * @param fn the workflow; undefined: not known
 * @param isVisible whether a variable of that name can be used there
 */
function invokeRepair(
  { call, kind }: HalfStart,
  fn: FunctionNode | undefined,
  isVisible: (name: string) => boolean,
): Repair | undefined {
  const args = fn ? argumentsFor(fn, isVisible) : [];
  const before = kind === 'dropped' ? ['await '] : [];
  if (!args || isLookedInto(call)) return undefined;
  const parent = call.parent;
  if (kind === 'dropped' && parent.type === 'UnaryExpression') return undefined;
  const isPlain = parent.type !== 'VariableDeclarator' || kind === 'dropped';
  // `startWorkflow(place, order)`: what is to be handed on stands in the place of the options.
  const stays = call.arguments.filter((argument) => argument.type !== 'Identifier' || !args.includes(argument.name));
  if (stays.length < call.arguments.length && !call.typeArguments) {
    const start = [call.callee, '(', ...listed(stays), `)(${args.join(', ')})`];
    return compose(call, [...before, ...start], 'suggest');
  }
  // Without parameters there is only one way to call it.
  const safety = fn?.params.length === 0 && isPlain ? 'fix' : 'suggest';
  return compose(call, [...before, call, `(${args.join(', ')})`], safety);
}

/** The names of the parameters, when there are variables of these names; parameters that may be left out are. */
function argumentsFor(fn: FunctionNode, isVisible: (name: string) => boolean): readonly string[] | undefined {
  const names: string[] = [];
  for (const parameter of fn.params) {
    if (parameter.type === 'AssignmentPattern' || parameter.type === 'RestElement') break;
    if (parameter.type !== 'Identifier') return undefined;
    if (parameter.optional) break;
    if (!isVisible(parameter.name)) return undefined;
    names.push(parameter.name);
  }
  return names;
}

/** `(await startWorkflow(place))(order)` */
function isLookedInto(call: TSESTree.Node): boolean {
  const { parent } = call;
  if (parent?.type !== 'AwaitExpression') return false;
  const around = parent.parent;
  return (around.type === 'CallExpression' && around.callee === parent) || around.type === 'MemberExpression';
}

/** `startWorkflow(place).then(f)` becomes `startWorkflow(place)().then(f)`. */
export function callFirst(call: TSESTree.CallExpression, fn: FunctionNode | undefined): Repair | undefined {
  return fn && fn.params.length > 0 ? undefined : compose(call, [call, '()'], 'suggest');
}

/** `startWorkflow(place(order))` becomes `startWorkflow(place)(order)`. */
function uncallRepair(call: TSESTree.CallExpression, target: TSESTree.CallExpression): Repair | undefined {
  const whole = wholeCall(call);
  if (!whole || call.typeArguments || target.callee.type === 'Super' || target.optional) return undefined;
  const rest = call.arguments.slice(1);
  const { callee } = target;
  if (callee.type === 'MemberExpression') {
    if (callee.computed || callee.property.type !== 'Identifier' || callee.object.type === 'Super') return undefined;
    const start = [call.callee, '(', ...listed([callee.object, ...rest]), ').'];
    return compose(whole, [...start, callee.property, '(', ...listed(target.arguments), ')'], 'suggest');
  }
  return compose(
    whole,
    [call.callee, '(', ...listed([callee, ...rest]), ')(', ...listed(target.arguments), ')'],
    'suggest',
  );
}

/** `startWorkflow(place, options, order)` becomes `startWorkflow(place, options)(order)`. */
function moveRepair(call: TSESTree.CallExpression, extra: readonly TSESTree.Expression[]): Repair | undefined {
  const whole = wholeCall(call);
  if (!whole || call.typeArguments) return undefined;
  const stays = call.arguments.filter((argument) => !extra.some((item) => item === argument));
  return compose(whole, [call.callee, '(', ...listed(stays), ')(', ...listed(extra), ')'], 'suggest');
}

/** The call, or that of what it gives when it has no arguments; undefined when arguments are there. */
function wholeCall(call: TSESTree.CallExpression): TSESTree.CallExpression | undefined {
  const { parent } = call;
  if (parent.type === 'MemberExpression') return undefined;
  if (parent.type !== 'CallExpression' || parent.callee !== call) return call;
  return parent.arguments.length === 0 ? parent : undefined;
}

function compose(node: TSESTree.Node, parts: Compose, safety: Safety): Repair {
  return { safety, steps: 0, intents: [{ kind: 'compose', node, parts }] };
}

/** `startWorkflow(place)(order, options)` becomes `startWorkflow(place, options)(order)`. */
export function optionsRepair({ start, call, literal }: SwappedOptions): Repair {
  const first = [start.callee, '(', ...listed([...start.arguments, literal]), ')('];
  return compose(call, [...first, ...listed(call.arguments.slice(0, -1)), ')'], 'suggest');
}
