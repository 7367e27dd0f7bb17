/** The repair for a use of the engine that comes before its launch: its statement goes behind the launch. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import type { EarlyUse } from '../analysis/before-launch.ts';
import type { Launch } from '../analysis/questions/startup.ts';
import { moveAfter, moveInto, statementOfCall } from './move-past.ts';
import type { Repair } from './repair.ts';

/** What the repair needs to know of the file. */
export interface EarlyUseSite {
  readonly scopes: Scope.ScopeManager;
  /** All early uses of the file, in source order. */
  readonly uses: readonly EarlyUse[];
  /** The launch in a function, which a use at the top level can go behind. */
  readonly launchInFunction: Launch | undefined;
}

/**
 * Statements `await use();` move together, so that they stay in their order, and the first of them has the repair. Undefined for the
 * others, and where the use stands behind a call or the launch is not awaited.
 */
export function earlyUseRepair({ reason, node, path }: EarlyUse, site: EarlyUseSite): Repair | undefined {
  if (path.length > 0) return undefined;
  const { scopes, uses, launchInFunction } = site;
  switch (reason.why) {
    case 'unfinished':
    case 'constructor':
      return undefined;
    case 'loading':
      return launchInFunction && moveInto(node, launchInFunction.event.node, scopes);
    case 'order': {
      const { launch } = reason;
      if (!launch.awaited) return undefined;
      if (!isAwaitedStatement(node)) return moveAfter([node], launch.node, scopes, 'suggest');
      const together = uses.filter((use) => isBefore(use, launch) && isAwaitedStatement(use.node));
      const nodes = together.map((use) => use.node);
      return nodes[0] === node ? moveAfter(nodes, launch.node, scopes, 'fix') : undefined;
    }
  }
}

/** Whether the use stands in the same function as the launch, in front of it. */
function isBefore({ reason, path }: EarlyUse, launch: Launch['event']): boolean {
  return path.length === 0 && reason.why === 'order' && reason.launch === launch;
}

function isAwaitedStatement(node: TSESTree.Node): boolean {
  const statement = statementOfCall(node);
  return (
    statement?.type === 'ExpressionStatement' &&
    statement.expression.type === 'AwaitExpression' &&
    statement.expression.argument === node
  );
}
