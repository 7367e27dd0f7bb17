/**
 * The reference files of the DBOS TypeScript skill, and what they ask for that no rule can tell from the code, with the reason. Which rules
 * cover a file is said by the rules themselves (`covers`).
 */
export interface SkillFile {
  readonly name: string;
  /** Advice that is not linted, each with why. */
  readonly notLintable: readonly string[];
}

const file = (name: string, ...notLintable: readonly string[]): SkillFile => ({ name, notLintable });

export const skillFiles: readonly SkillFile[] = [
  file(
    'lifecycle-config',
    'Privileges of database roles, migrations and sizes of pools: they are settings of the deployment.',
  ),
  file(
    'lifecycle-express',
    'A server that never launches the engine, when the launch is in a program of its own: that program is not seen.',
  ),
  file('workflow-background'),
  file('workflow-constraints'),
  file(
    'workflow-control',
    'Whether to offer cancelling, resuming or forking: a decision of the product.',
    'Draining before workflows are deleted: it depends on what runs at that moment.',
    'Rewinding by a client an application with datasources: the application is another program.',
  ),
  file('workflow-determinism'),
  file('workflow-introspection', 'That nothing is monitored: the monitoring may be elsewhere.'),
  file('workflow-timeout'),
  file('step-basics'),
  file('step-retries', 'Whether an error goes away by trying again: the other side knows.'),
  file('step-timeouts'),
  file('step-transactions', 'The schema of a datasource in migrations: they are run by other tools.'),
  file('queue-basics'),
  file('queue-concurrency', 'Which limit is right: it depends on the machines.'),
  file(
    'queue-deduplication',
    'Whether a handler needs deduplication: what counts as the same request is a matter of the business.',
  ),
  file('queue-delay'),
  file('queue-listening', 'Which worker should listen to which queue: a decision of the deployment.'),
  file('queue-management', 'Draining before a queue is deleted: it depends on what runs at that moment.'),
  file('queue-partitioning'),
  file('queue-rate-limiting', 'That a service limits its requests: its documentation knows.'),
  file('comm-events'),
  file('comm-messages', 'The use of another broker: there may be reasons for it.'),
  file(
    'comm-streaming',
    'Values that are collected and given back at the end instead of being streamed: who reads them is not seen.',
  ),
  file('pattern-classes'),
  file('pattern-debouncing', 'That a handler should be debounced: it depends on how often it is called.'),
  file('pattern-idempotency', 'Whether an ID is unique for the business.'),
  file('pattern-scheduled', 'Schedules that should be deleted: they are rows of the database.'),
  file('pattern-sleep'),
  file('test-setup', 'Tests that share the state of a database: which database they use is decided when they run.'),
  file('client-setup', 'That an application is an external one.'),
  file('client-enqueue'),
  file('advanced-patching', 'That a change of the code needs a patch: it takes two versions of the code.'),
  file('advanced-serialization'),
  file('advanced-shared-database', 'Which application owns a workflow: the others are other programs.'),
  file('advanced-upgrading', 'Deployments of two major versions side by side.'),
  file('advanced-versioning', 'The procedure of a deployment.'),
];
