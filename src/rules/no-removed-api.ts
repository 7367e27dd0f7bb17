/** What 1.x to 4.x had and 5.x has not (dbos.d.ts and index.d.ts of both): reading it gives `undefined`, an option is refused or ignored. */
import type { FormUse } from '../analysis/form-uses.ts';
import { migrations } from '../fixes/for-removed.ts';
import { migrationSite } from '../fixes/migration-site.ts';
import { defineFormRule } from '../plugin/define-form-rule.ts';
import type { RemovedApi } from '../knowledge/facts/migration.ts';

const OUTCOMES = {
  missing: 'it is `undefined` at run time',
  throws: 'the call throws',
  ignored: 'it is ignored without a word',
} as const satisfies Record<RemovedApi['outcome'], string>;

export default defineFormRule<RemovedApi>({
  name: 'no-removed-api',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow what later versions of the SDK no longer have',
  covers: ['advanced-upgrading'],
  messages: {
    now: '{{what}} was removed in {{version}}: {{outcome}}. {{instead}}.',
    later: '{{what}} is removed in {{version}}: from then on {{outcome}}. {{instead}}.',
  },
  rows: ({ engine }) => engine.removed ?? [],
  from: (row) => row.removedIn,
  needs: (row) => row.since,
  // What the project has lost already belongs to another rule; what it will lose is ours to tell.
  skips: ({ row }, { options }) => row.ownedElsewhere === true && options.target === 'project',
  outcome: outcomeOf,
  rewrites: (uses, { model, engine, relative }) =>
    engine.recipes
      ? migrations(uses, migrationSite(model, { ...engine, recipes: engine.recipes }, relative))
      : new Map(),
});

function outcomeOf({ row, form }: FormUse<RemovedApi>): string {
  if (form === 'object') return 'nothing can make it';
  return form === 'module' || row.typeOnly ? 'what it declares is no longer there' : OUTCOMES[row.outcome];
}
