import type { DeprecatedForm } from '../facts.ts';

const SDK = '@dbos-inc/dbos-sdk';
const DBOS = `${SDK}#DBOS`;
const QUEUE = `${SDK}#WorkflowQueue()`;
const CLIENT = `${SDK}#DBOSClient()`;

const ENGINE_ADMIN = 'nothing: there is no admin server, and the option is ignored';

/** A number of seconds where 5.x wants an object; the number still works. */
const seconds = (name: string, argument: number, key: string): DeprecatedForm => ({
  name,
  number: { argument },
  safety: 'fix',
  instead: `\`{ ${key}: … }\``,
  change: { kind: 'replace', code: `{ ${key}: $1 }` },
});

const renamedKey = (name: string, argument: number, key: string, to: string): DeprecatedForm => ({
  name,
  key: { argument, name: key },
  safety: 'fix',
  instead: `\`${to}\``,
  change: { kind: 'rename', to },
});

/** What 5.3.0 still takes, and says it will not (`@deprecated`, or ignored). `code` puts the number itself for `$1`. */
export const deprecated: readonly DeprecatedForm[] = [
  renamedKey(`${DBOS}.registerQueue`, 1, 'concurrency', 'globalConcurrency'),
  renamedKey(`${CLIENT}.registerQueue`, 1, 'concurrency', 'globalConcurrency'),
  {
    name: `${QUEUE}.setConcurrency`,
    safety: 'fix',
    instead: '`setGlobalConcurrency`',
    change: { kind: 'rename', to: 'setGlobalConcurrency' },
  },
  {
    name: `${QUEUE}.getConcurrency`,
    safety: 'fix',
    instead: '`getGlobalConcurrency`',
    change: { kind: 'rename', to: 'getGlobalConcurrency' },
  },
  seconds(`${DBOS}.recv`, 1, 'timeoutSeconds'),
  seconds(`${DBOS}.getEvent`, 2, 'timeoutSeconds'),
  seconds(`${CLIENT}.getEvent`, 2, 'timeoutSeconds'),
  seconds(`${DBOS}.getResult`, 1, 'timeoutSeconds'),
  seconds(`${DBOS}.setWorkflowDelay`, 1, 'delaySeconds'),
  seconds(`${CLIENT}.setWorkflowDelay`, 1, 'delaySeconds'),
  ...['adminPort', 'runAdminServer'].map((key): DeprecatedForm => ({
    name: `${DBOS}.setConfig`,
    key: { argument: 0, name: key },
    safety: 'fix',
    instead: ENGINE_ADMIN,
    change: { kind: 'delete' },
  })),
  {
    name: `${DBOS}.withNamedContext`,
    safety: 'suggest',
    instead: 'a plain call of the callback: the name is ignored',
    change: { kind: 'replace', code: '($2)()' },
  },
  {
    name: '@dbos-inc/typeorm-datasource#TypeOrmDataSource',
    safety: 'suggest',
    instead: '`TypeOrmDataSource.createFromConfig` or `TypeOrmDataSource.createFromDataSource`',
    change: { kind: 'none' },
  },
];
