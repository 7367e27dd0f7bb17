/**
 * Which of our rules answer for a label: by the label's `rule_hint`. A report of any rule named here, at the label's place, is the
 * report the label speaks of. A hint whose rules are all missing from the plugin is counted as "no rule yet".
 */
export const RULES_BY_HINT = {
  // determinism
  console: ['workflow-determinism'],
  env: ['workflow-determinism'],
  'global-write': ['no-global-mutation'],
  'io-db': ['workflow-determinism', 'no-datasource-client-outside-transaction'],
  'io-fs': ['workflow-determinism'],
  'io-http': ['workflow-determinism'],
  'io-other': ['workflow-determinism'],
  random: ['workflow-determinism', 'no-random-workflow-id'],
  time: ['workflow-determinism'],
  timer: ['workflow-determinism', 'prefer-durable-sleep', 'no-thread-start'],
  'non-serializable': ['no-unserializable-value'],
  // concurrency and promises
  'promise-all': ['no-promise-all-in-workflow', 'no-interleaved-steps'],
  'floating-launch': ['no-floating-durable-call'],
  'floating-start': ['no-floating-durable-call', 'no-uninvoked-start-workflow'],
  'floating-step': ['no-floating-durable-call'],
  // steps
  'context-in-step': ['no-context-call-in-step'],
  'detached-work-in-step': ['no-unawaited-work-in-step', 'no-thread-start'],
  'recv-in-step': ['no-recv-in-step'],
  'setEvent-outside': ['no-workflow-api-outside-workflow', 'no-recv-in-step', 'no-context-call-in-step'],
  'sleep-in-step': ['no-context-call-in-step', 'prefer-durable-sleep'],
  'start-workflow-in-step': ['no-workflow-in-step', 'no-thread-start'],
  'transaction-in-step': ['no-transaction-in-step'],
  'unnamed-step': ['require-step-name'],
  // lifecycle
  client: ['require-client-destroy', 'no-client-in-workflow', 'config-in-main'],
  'config-placement': ['config-in-main', 'config-before-launch'],
  'late-registration': ['no-registration-after-launch', 'no-use-before-launch'],
  'launch-placement': ['config-in-main', 'config-before-launch', 'no-floating-durable-call'],
  'schedule-unregistered': ['valid-schedule'],
  // A workflow ID read from the clock in a workflow body is a determinism bug; in a starter it is a matter of taste.
  'idempotency-key': ['workflow-determinism', 'no-random-workflow-id'],
  // api drift
  'deprecated-adminPort': ['no-deprecated-api', 'valid-config', 'no-removed-api'],
  // Beside `partitionQueue` the option is rewritten together with that flag, which is gone.
  'deprecated-queue-concurrency': ['no-deprecated-api', 'valid-queue-config', 'no-removed-api'],
  'removed-InitContext': ['no-removed-api'],
  'removed-WorkflowQueue': ['no-removed-api'],
  'removed-config-databaseUrl': ['no-removed-api', 'valid-config'],
  'removed-configureInstance': ['no-removed-api'],
  'removed-knexClient': ['no-removed-api'],
  'removed-launch-option': ['no-removed-api'],
  'removed-registerScheduled': ['no-removed-api'],
  'removed-transaction-decorator': ['no-removed-api'],
  'removed-v1-context-api': ['no-removed-api'],
  'removed-v1-decorator': ['no-removed-api'],
  'removed-v1-stored-procedure': ['no-removed-api'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const table: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(RULES_BY_HINT));

/** The rules that answer for a hint, without the plugin's prefix; empty for a hint the table does not know. */
export function rulesFor(hint: string): readonly string[] {
  return table.get(hint) ?? [];
}

/** A judgement that the labels give in prose only, so that a right report is not held against a rule. */
export interface Addendum {
  readonly repo: string;
  readonly file: string;
  readonly lines: readonly number[];
  readonly rule_hint: string;
  /** `positive`: a report is right, but none is asked for. `debatable`: a report counts for nothing. */
  readonly label: 'positive' | 'debatable';
  readonly reason: string;
}

export const ADDENDA: readonly Addendum[] = [
  {
    repo: 'hestami-ai/ai-home-maintenance',
    file: 'ai_os_home_cam_service_provider/hestami-ai-os/src/lib/server/workflows/purchaseOrderWorkflow.ts',
    lines: [469, 489, 509, 529, 549, 569],
    rule_hint: 'io-db',
    label: 'positive',
    reason: 'coverage.json: the same finding as its neighbours, not listed one by one',
  },
];
