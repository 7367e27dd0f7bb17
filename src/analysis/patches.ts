/**
 * Questions to the engine whether a run has the new code (patches) that are asked in a way that gives no useful answer: beside other recorded
 * calls, twice, under a name that is made while the workflow runs, or for an answer that nobody looks at. Leaves out whether a change of
 * the code needs a patch, which takes two versions of it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { QualifiedName } from '../knowledge/vocabulary/names.ts';
import { certain } from './certain.ts';
import { variableOf } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { ApiFact } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { gatheringsIn, operationOf, patchOf } from './flow/concurrent.ts';
import { hazardsIn } from './flow/hazards.ts';
import type { Operation } from './flow/operations.ts';
import { reachablePaths } from './implementations.ts';
import { lastKey } from './names.ts';
import { contains, memberKey, outerOf, unwrap, type Node } from './nodes.ts';
import { isWithinRegions, mayFollowFailure, regionsOf } from './regions.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** A patch that is asked for. */
export interface PatchCall {
  readonly fact: ApiFact;
  readonly node: TSESTree.CallExpression;
  /** Its name, when that is certain. */
  readonly name: string | undefined;
  /** The name, when it is put together of parts of which one is not certain. */
  readonly computed: Node | undefined;
  /** Nobody looks at the answer. */
  readonly isUnused: boolean;
  /** An earlier call that certainly asked for the same patch; not one whose answer decides about this one. */
  readonly earlier: PatchCall | undefined;
  readonly conditions: readonly Condition[];
}

/** A condition that looks at the answer. */
export interface Condition {
  /** What has the condition. */
  readonly of: TSESTree.IfStatement | TSESTree.ConditionalExpression;
  /** It is `!answer`. */
  readonly isNegated: boolean;
  /** The call stands in it. */
  readonly isDirect: boolean;
  /** What it looks at is the answer, not the promise of it. */
  readonly isAwaited: boolean;
  /** Nothing else decides it: `if (isNew)`, and not `if (isNew && total > 5)`. */
  readonly isAlone: boolean;
  /** What runs when the answer is no: a branch, or nothing. */
  readonly whenNo: Node | null;
}

/** The calls of a function that ask for a patch, in source order. */
export function patchesIn(world: World, unit: FunctionUnit): readonly PatchCall[] {
  const env = baseEnv(world, unit);
  const calls: PatchCall[] = [];
  for (const fact of factsOf(world, env).facts) {
    if (fact.kind !== 'api' || fact.spec.family !== 'patch' || fact.node.type !== 'CallExpression') continue;
    const { node } = fact;
    const [argument] = node.arguments;
    const name = argument && textOf(world, argument, env);
    const conditions = [...conditionsOn(world, unit.module, node, { isDirect: true, isAwaited: false, isAlone: true })];
    const before = calls.find((call) => name !== undefined && call.name === name && surelyRunsBefore(call, node, unit));
    calls.push({
      fact,
      node,
      name,
      computed: argument && name === undefined && isComputed(world, argument, env) ? argument : undefined,
      isUnused: isUnused(node),
      earlier: before?.conditions.some(({ of }) => contains(of, node)) === true ? undefined : before,
      conditions,
    });
  }
  return calls;
}

function surelyRunsBefore({ node: first }: PatchCall, second: Node, { node: root }: FunctionUnit): boolean {
  return (
    first.range[1] <= second.range[0] &&
    isWithinRegions(regionsOf(first, root), regionsOf(second, root)) &&
    !mayFollowFailure(second, first, root)
  );
}

function textOf(world: World, argument: Node, env: Env): string | undefined {
  const only = certain(evaluate(world, argument, env), 'literal');
  return only ? String(only.value) : undefined;
}

/** Put together where it stands. A variable or a parameter may hold one of a few fixed names. */
function isComputed(world: World, argument: Node, env: Env): boolean {
  const parts = partsOf(argument);
  return (
    parts.length > 1 && parts.some((part) => part.type !== 'TemplateElement' && textOf(world, part, env) === undefined)
  );
}

/** What a text is put together of. */
function partsOf(expression: Node): readonly Node[] {
  const node = unwrap(expression);
  if (node.type === 'TemplateLiteral') return [...node.quasis, ...node.expressions.flatMap(partsOf)];
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return [node];
  return [...partsOf(node.left), ...partsOf(node.right)];
}

function isUnused(call: Node): boolean {
  const { parent } = outerOf(call);
  return parent?.type === 'AwaitExpression' && outerOf(parent).parent?.type === 'ExpressionStatement';
}

/** The conditions that an answer decides, also by way of a constant. */
function* conditionsOn(
  world: World,
  module: ModuleUnit,
  start: Node,
  from: Pick<Condition, 'isDirect' | 'isAwaited' | 'isAlone'>,
): Iterable<Condition> {
  const { isDirect } = from;
  let { isAwaited, isAlone } = from;
  let isNegated = false;
  let node = start;
  for (;;) {
    const { parent, child } = outerOf(node);
    switch (parent?.type) {
      case 'AwaitExpression':
        isAwaited = true;
        break;
      case 'UnaryExpression':
        if (parent.operator !== '!') return;
        isNegated = !isNegated;
        break;
      case 'IfStatement':
      case 'ConditionalExpression':
        if (parent.test === child) {
          const whenNo = isNegated ? parent.consequent : parent.alternate;
          yield { of: parent, isNegated, isDirect, isAwaited, isAlone, whenNo };
        }
        return;
      case 'LogicalExpression':
        isAlone = false;
        break;
      case 'VariableDeclarator': {
        const variable = isDirect && parent.id.type === 'Identifier' ? variableOf(world, module, parent.id) : undefined;
        const uses = variable?.references.filter((reference) => reference.init !== true) ?? [];
        // `const asked = isBig && DBOS.patch('a')`: a condition may ask whether it is a promise at all.
        if (isNegated || !isAlone || uses.some((reference) => reference.isWrite())) return;
        for (const { identifier } of uses)
          yield* conditionsOn(world, module, identifier, { isDirect: false, isAwaited, isAlone });
        return;
      }
      default:
        return;
    }
    node = parent;
  }
}

/** A patch that is asked for beside other recorded calls of a workflow. */
export interface PatchBeside {
  /** The call, or the code of the branch that leads to it. */
  readonly node: Node;
  readonly operation: Operation;
}

/** Those that a function asks for; nothing is said where the winner of the branches is uncertain anyway. */
export function patchesBeside(world: World, env: Env): readonly PatchBeside[] {
  return gatheringsIn(world, env).flatMap((gathering) => {
    const isHazard = hazardsIn(world, env).some(
      ({ gathering: { node }, kind }) => node === gathering.node && (kind === 'race' || kind === 'uncalled'),
    );
    if (isHazard) return [];
    const recorded = gathering.branches.filter((branch) => operationOf(branch) !== undefined);
    return recorded.flatMap((branch): readonly PatchBeside[] => {
      const operation = patchOf(branch);
      if (!operation || (recorded.length < 2 && !branch.repeats)) return [];
      const { node } = operation.fact;
      return [
        {
          node: contains(branch.node, node) && operation.env.unit.module === env.unit.module ? node : branch.node,
          operation,
        },
      ];
    });
  });
}

/** The first call among the modules that a module loads, itself included, that asks for a patch by one of the qualified names. */
export function patchAround(
  world: World,
  root: ModuleUnit,
  names: readonly QualifiedName[],
): { readonly node: Node; readonly module: ModuleUnit } | undefined {
  const methods = new Set(names.map(lastKey));
  for (const path of reachablePaths(world, root)) {
    const module = path === root.path ? root : world.module(path);
    for (const unit of module?.units ?? []) {
      const isNamed = unit.invocations.some((node) => {
        const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
        return callee?.type === 'MemberExpression' && methods.has(memberKey(callee) ?? '');
      });
      const call = isNamed ? patchesIn(world, unit)[0] : undefined;
      if (call && module) return { node: call.node, module };
    }
  }
  return undefined;
}
