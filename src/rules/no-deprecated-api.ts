/** What 5.x still takes and says it will not, or takes and ignores (`@deprecated` in wfqueue.d.ts, dbos-executor.d.ts, dbos.d.ts). */
import { rewriteOfForm } from '../fixes/for-form.ts';
import { defineFormRule } from '../plugin/define-form-rule.ts';
import type { DeprecatedForm } from '../knowledge/facts/migration.ts';

export default defineFormRule<DeprecatedForm>({
  name: 'no-deprecated-api',
  levels: { recommended: 'warn', strict: 'error' },
  type: 'suggestion',
  description: 'disallow what the SDK keeps for old code only',
  covers: ['advanced-upgrading'],
  hasStyle: true,
  messages: {
    now: '{{what}} is outdated since {{version}}: {{outcome}}. {{instead}}.',
    later: '{{what}} is outdated from {{version}} on: {{outcome}}. {{instead}}.',
  },
  rows: ({ engine }) => engine.deprecated ?? [],
  from: (row) => row.since,
  needs: (row) => row.since,
  skips: ({ row, options }) => row.notBeside?.some((key) => options?.entries.has(key)) === true,
  outcome: ({ row }) => (row.change.kind === 'delete' ? 'it has no effect' : 'it is kept for old code'),
  rewrites: (uses) =>
    new Map(
      uses.flatMap((use) => {
        const intents = rewriteOfForm(use);
        return intents ? [[use, { kind: 'rewrite' as const, intents }] as const] : [];
      }),
    ),
});
