import type { DeprecatedForm } from '../facts/migration.ts';

const SDK = '@dbos-inc/dbos-sdk';
const DBOS = `${SDK}#DBOS`;
const QUEUE = `${SDK}#WorkflowQueue()`;
const CLIENT = `${SDK}#DBOSClient()`;

const ENGINE_ADMIN = 'nothing: there is no admin server, and the option is ignored';

/** A number of seconds where 5.x wants an object; the number still works. */
const seconds = (name: string, argument: number, key: string, since = '4.14.0'): DeprecatedForm => ({
  name,
  number: { argument },
  since,
  style: true,
  safety: 'fix',
  instead: `\`{ ${key}: … }\``,
  change: { kind: 'replace', code: `{ ${key}: $1 }` },
});

const limit = (name: string, argument: number, key: string, to: string): DeprecatedForm => ({
  name,
  key: { argument, name: key },
  since: '4.27.0',
  notBeside: ['partitionQueue'],
  safety: 'fix',
  instead: `\`${to}\``,
  change: { kind: 'rename', to },
});

/** What 5.3.0 still takes, and says it will not (`@deprecated`, or ignored). `code` puts the number itself for `$1`. */
export const deprecated: readonly DeprecatedForm[] = [
  limit(`${DBOS}.registerQueue`, 1, 'concurrency', 'globalConcurrency'),
  limit(`${CLIENT}.registerQueue`, 1, 'concurrency', 'globalConcurrency'),
  {
    name: `${QUEUE}.setConcurrency`,
    since: '4.27.0',
    safety: 'fix',
    instead: '`setGlobalConcurrency`',
    change: { kind: 'rename', to: 'setGlobalConcurrency' },
  },
  {
    name: `${QUEUE}.getConcurrency`,
    since: '4.27.0',
    safety: 'fix',
    instead: '`getGlobalConcurrency`',
    change: { kind: 'rename', to: 'getGlobalConcurrency' },
  },
  seconds(`${DBOS}.recv`, 1, 'timeoutSeconds'),
  seconds(`${DBOS}.getEvent`, 2, 'timeoutSeconds'),
  seconds(`${CLIENT}.getEvent`, 2, 'timeoutSeconds'),
  seconds(`${DBOS}.getResult`, 1, 'timeoutSeconds', '4.20.0'),
  seconds(`${DBOS}.setWorkflowDelay`, 1, 'delaySeconds'),
  seconds(`${CLIENT}.setWorkflowDelay`, 1, 'delaySeconds'),
  ...['adminPort', 'runAdminServer'].map((key): DeprecatedForm => ({
    name: `${DBOS}.setConfig`,
    key: { argument: 0, name: key },
    since: '5.0.0',
    safety: 'fix',
    instead: ENGINE_ADMIN,
    change: { kind: 'delete' },
  })),
  {
    name: `${DBOS}.withNamedContext`,
    since: '5.0.0',
    safety: 'agree',
    instead: 'a plain call of the callback: the name is ignored',
    change: { kind: 'replace', code: '($2)()' },
  },
  {
    // Its static members do nothing but call it (`@deprecated`, index.ts of the datasource).
    name: '@dbos-inc/typeorm-datasource#TypeOrmDataSource',
    constructed: true,
    safety: 'fix',
    instead: '`TypeOrmDataSource.createFromConfig` or `TypeOrmDataSource.createFromDataSource`',
    change: { kind: 'replace', code: '$C.createFromConfig($1, $2, $3)', of: 'new' },
  },
];
