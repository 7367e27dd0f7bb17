/** The rewrite of each use of a removed part of the engine, by the recipe of its row. */
import type { TSESTree } from '@typescript-eslint/types';

import type { FormUse } from '../analysis/form-uses.ts';
import type { RemovedApi } from '../knowledge/facts/migration.ts';
import { callInContext } from './context-call.ts';
import { rewriteOfForm } from './for-form.ts';
import { manual, type Migration, type MigrationSite } from './migration.ts';
import { partitionByLimits } from './partition-limits.ts';
import { nameImportedQueue } from './queue-name.ts';
import { registerQueues } from './queue-registration.ts';
import { checkRoles } from './role-check.ts';
import { applySchedules } from './schedule-apply.ts';

export type RemovedUse = FormUse<RemovedApi>;

/** By use. A use without an entry has nothing to be offered, and nothing to be said of that. */
export function migrations(uses: readonly RemovedUse[], site: MigrationSite): ReadonlyMap<RemovedUse, Migration> {
  const nodesOf = (recipe: string): readonly TSESTree.Node[] =>
    uses.filter(({ row, form }) => form === 'value' && recipeOf(row) === recipe).map(({ node }) => node);
  const queues = registerQueues(nodesOf('queue-registration'), site);
  const schedules = applySchedules(nodesOf('schedule'), site);
  const roles = nodesOf('role-check');
  const found = new Map<RemovedUse, Migration>();
  for (const use of uses) {
    const migration = migrationOf(use);
    if (migration) found.set(use, migration);
  }
  return found;

  function migrationOf(use: RemovedUse): Migration | undefined {
    const { node, form, property, row } = use;
    if (use.start) return site.startInWorkflow(use.start);
    // The name is imported for nothing.
    if (form === 'unused' && row.change.kind !== 'rename')
      return rewriteWith({ ...use, row: { ...row, change: { kind: 'delete' } } });
    if (row.change.kind !== 'rewrite') return rewriteWith(use);
    if (form === 'object') return nameImportedQueue(use, site);
    if (form === 'key') return property ? partitionByLimits(property, site) : manual('Its options stand elsewhere.');
    if (form !== 'value') return undefined;
    switch (row.change.recipe) {
      case 'queue-registration':
        return queues.get(node);
      case 'schedule':
        return schedules.get(node);
      case 'role-check':
        return checkRoles(node, roles, site);
      case 'context':
        return callInContext(node, site);
      case 'partition-limits':
      case 'workflow-around':
        return undefined;
    }
  }
}

function rewriteWith(use: RemovedUse): Migration | undefined {
  const intents = rewriteOfForm(use);
  return intents && { kind: 'rewrite', intents };
}

function recipeOf({ change }: RemovedApi): string | undefined {
  return change.kind === 'rewrite' ? change.recipe : undefined;
}
