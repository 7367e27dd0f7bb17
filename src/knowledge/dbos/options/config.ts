import type { ArgumentTable, OptionShape, OptionSpec } from '../../facts/options.ts';
import {
  BOOLEAN,
  CLIENT,
  DBOS,
  FUNCTION,
  SDK,
  STRING,
  STRINGS,
  finite,
  meaningless,
  notEmpty,
  oneOf,
  spelling,
  word,
} from './checks.ts';

const options = (shape: OptionShape): OptionSpec => ({ types: ['object'], shape });
const COUNT: OptionSpec = { types: ['number'], unit: 'count' };
const MS: OptionSpec = { types: ['number'], unit: 'ms' };

/** How values become text (serialization.d.ts DBOSSerializer). */
const SERIALIZER: OptionSpec = {
  types: ['object'],
  since: '4.6.0',
  shape: {
    keys: {
      name: { ...FUNCTION, required: 'throws' },
      parse: { ...FUNCTION, required: 'throws' },
      stringify: { ...FUNCTION, required: 'throws' },
    },
    open: true,
  },
};

/** What the application and the client have in common. */
const database: OptionShape['keys'] = {
  systemDatabaseUrl: { ...STRING, mark: 'address' },
  systemDatabasePool: { types: ['object'], since: '4.1.0' },
  systemDatabasePoolSize: COUNT,
  systemDatabaseSchemaName: { ...STRING, since: '4.4.0' },
  systemDatabasePollingConcurrency: { ...COUNT, since: '4.20.0' },
  serializer: SERIALIZER,
  logger: { types: ['object'], since: '4.20.0' },
  observabilityQueryTimeoutMs: { ...MS, since: '5.0.0' },
  systemDatabaseIdleTransactionTimeoutMs: { ...MS, since: '5.2.0' },
};

/** Configuration (dbos-executor.d.ts DBOSConfig; checks in config.js translateDbosConfig and dbos.js launch). */
const config: OptionShape = {
  keys: {
    name: { ...STRING, required: 'throws', checks: [notEmpty('throws', 'must not be empty')] },
    ...database,
    enableOTLP: BOOLEAN,
    tracingEnabled: { ...BOOLEAN, since: '4.12.0' },
    logLevel: STRING,
    addContextMetadata: BOOLEAN,
    otlpTracesEndpoints: STRINGS,
    otlpLogsEndpoints: STRINGS,
    otelAttributeFormat: {
      ...STRING,
      since: '4.18.0',
      checks: [oneOf(['legacy', 'semconv'], 'silent', "must be `'legacy'` or `'semconv'`")],
    },
    adminPort: COUNT,
    runAdminServer: BOOLEAN,
    applicationVersion: { ...STRING, mark: 'version' },
    executorID: { ...STRING, since: '4.5.0' },
    enablePatching: { ...BOOLEAN, mark: 'patching', since: '4.6.0' },
    listenQueues: {
      types: ['array'],
      since: '4.6.0',
      each: {
        types: ['string'],
        checks: [
          {
            fails: [{ is: 'not-of-type', types: ['string'] }],
            // 4.x took the objects of its queues as well.
            since: '5.0.0',
            outcome: 'silent',
            says: 'must be the name of a queue; anything else matches none',
          },
        ],
      },
    },
    maxConcurrentQueueDispatches: {
      ...COUNT,
      since: '4.24.0',
      checks: [
        { fails: [{ is: 'at-most', limit: 0 }], outcome: 'throws', says: 'must be a positive integer' },
        { fails: [{ is: 'not-integer' }], outcome: 'throws', says: 'must be a positive integer' },
      ],
    },
    schedulerPollingIntervalMs: { ...MS, since: '4.9.0' },
    useListenNotify: { ...BOOLEAN, since: '4.9.0' },
    notificationCoalesceMs: {
      ...MS,
      since: '4.24.0',
      checks: [
        finite('throws', 'must be a finite number of at least 1'),
        { fails: [{ is: 'below', limit: 1 }], outcome: 'throws', says: 'must be a finite number of at least 1' },
      ],
    },
    runMigrations: { ...BOOLEAN, since: '4.26.0' },
  },
  wrong: {
    systemDatabaseURL: spelling('systemDatabaseUrl'),
    system_database_url: spelling('systemDatabaseUrl'),
    sysDbUrl: word('systemDatabaseUrl'),
    appName: word('name'),
    app_name: word('name'),
    applicationName: word('name'),
    appVersion: spelling('applicationVersion'),
    application_version: spelling('applicationVersion'),
    executorId: spelling('executorID'),
    executor_id: spelling('executorID'),
    enable_patching: spelling('enablePatching'),
    patching: word('enablePatching'),
    log_level: spelling('logLevel'),
    conductorKey: meaningless('belongs to `DBOS.launch`'),
    conductorURL: meaningless('belongs to `DBOS.launch`'),
  },
};

const launch: OptionShape = {
  keys: {
    conductorURL: STRING,
    conductorKey: STRING,
    conductorExecutorMetadata: { types: ['object'] },
    conductorMetadataOnlyMode: { ...BOOLEAN, since: '5.1.0' },
  },
  wrong: { conductorUrl: spelling('conductorURL'), conductor_key: spelling('conductorKey') },
  relations: [
    {
      kind: 'needs',
      keys: ['conductorURL', 'conductorExecutorMetadata', 'conductorMetadataOnlyMode'],
      other: 'conductorKey',
      outcome: 'silent',
      says: 'is ignored without `conductorKey`',
    },
  ],
};

const shutdown: OptionShape = {
  keys: {
    deregister: { ...BOOLEAN, mark: 'tests-only' },
    workflowCompletionTimeoutMS: {
      ...MS,
      since: '4.27.0',
      checks: [
        { fails: [{ is: 'below', limit: 0 }], outcome: 'throws', says: 'must not be negative' },
        {
          fails: [{ is: 'above', limit: 2_147_483_647 }],
          outcome: 'throws',
          says: 'must not be greater than 2147483647',
        },
        finite('throws'),
      ],
    },
  },
  wrong: { workflowCompletionTimeoutMs: spelling('workflowCompletionTimeoutMS') },
};

/** A recipe for values of one kind (serialization.d.ts SerializationRecipe). */
const recipe: OptionShape = {
  keys: {
    name: { ...STRING, mark: 'recipe-name', required: 'silent' },
    isApplicable: { ...FUNCTION, required: 'silent' },
    serialize: { ...FUNCTION, required: 'silent' },
    deserialize: { ...FUNCTION, required: 'silent' },
  },
};

/** Options of the client. Without a single object with the address, `create` throws a `TypeError`. */
const client: OptionSpec = {
  topic: 'client',
  types: ['object'],
  required: 'throws',
  checks: [
    {
      fails: [{ is: 'of-type', types: ['string'] }],
      outcome: 'throws',
      says: 'must be an object with `systemDatabaseUrl`',
      instead: '{ systemDatabaseUrl: $1 }',
    },
  ],
  shape: {
    keys: {
      ...database,
      systemDatabaseUrl: { ...STRING, mark: 'address', required: 'throws', unless: 'systemDatabasePool' },
      applicationName: { ...STRING, mark: 'application', since: '4.26.0' },
    },
    wrong: {
      systemDatabaseURL: spelling('systemDatabaseUrl'),
      system_database_url: spelling('systemDatabaseUrl'),
      databaseUrl: word('systemDatabaseUrl'),
      name: word('applicationName'),
      appName: word('applicationName'),
    },
  },
};

const KAFKA = [
  '@dbos-inc/kafkajs-receive#KafkaReceiver()',
  '@dbos-inc/confluent-kafka-receive#ConfluentKafkaReceiver()',
];

/** Options of a Kafka consumer (kafkajs-receive 5.0 index.js registerConsumer). */
const consumer: OptionShape = {
  keys: {
    queueName: { ...STRING, mark: 'queue-name' },
    config: { types: ['object'] },
    ordering: {
      types: ['string'],
      checks: [oneOf(['none', 'partition', 'topic'], 'throws', "must be `'none'`, `'partition'` or `'topic'`")],
    },
    batchSize: {
      ...COUNT,
      checks: [
        { fails: [{ is: 'below', limit: 1 }], outcome: 'throws', says: 'must be a positive integer' },
        { fails: [{ is: 'not-integer' }], outcome: 'throws', says: 'must be a positive integer' },
      ],
    },
    name: STRING,
    className: STRING,
    ctorOrProto: {},
  },
  relations: ['partition', 'topic'].map((when) => ({
    kind: 'excludes',
    keys: ['ordering', 'queueName'],
    when,
    outcome: 'throws',
    says: "a queue of your own is only possible with `ordering: 'none'`",
  })),
};

/** The constructor is private (client.js): without `create` the client has no serializer. */
const constructed: OptionSpec = {
  topic: 'client',
  required: 'throws',
  checks: [
    {
      fails: [],
      outcome: 'silent',
      says: 'Clients are made with `DBOSClient.create({ systemDatabaseUrl })`: the constructor is private, and gives one that can read and write no values',
    },
  ],
};

export const configArguments: ArgumentTable = {
  [`${DBOS}.setConfig`]: { 0: { ...options(config), required: 'throws' } },
  [`${DBOS}.launch`]: { 0: options(launch) },
  [`${DBOS}.shutdown`]: { 0: options(shutdown) },
  [`${DBOS}.migrate`]: {
    0: { ...STRING, mark: 'address' },
    1: options({ keys: { schemaName: STRING, applicationRole: STRING } }),
  },
  [`${DBOS}.registerSerialization`]: { 0: { ...options(recipe), topic: 'serialization' } },
  [`${SDK}#DBOSClient.create`]: { 0: client },
  [`${SDK}#DBOSClient`]: { 0: constructed },
  [`${CLIENT}.renameApplication`]: {
    2: {
      ...options({ keys: { batchSize: { types: ['number', 'null'] }, adoptUnclaimedRows: BOOLEAN } }),
      topic: 'client',
    },
  },
  ...Object.fromEntries(
    KAFKA.flatMap((receiver): readonly (readonly [string, ArgumentTable[string]])[] => [
      [`${receiver}.registerConsumer`, { 2: options(consumer) }],
      [`${receiver}.consumer`, { 1: options(consumer) }],
    ]),
  ),
};
