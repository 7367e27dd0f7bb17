import type { ApiSpec, ApiTable } from '../../vocabulary/apis.ts';
import { BEFORE_LAUNCH_ONLY, NOT_IN_STEPS, SDK, TOO_LATE_AFTER_LAUNCH } from './places.ts';

/** A datasource package: its class, and where the class has the database client of the running transaction. */
interface Datasource {
  readonly module: string;
  readonly className: string;
  /** The property with the client, on an instance. */
  readonly client: 'client' | 'entityManager';
  /** The class itself has the property, too. */
  readonly staticClient: boolean;
  /** Static functions that make an instance. */
  readonly factories: readonly string[];
  /** Static functions that make or drop the tables. */
  readonly schema: readonly string[];
}

const BOTH = ['initializeDBOSSchema', 'uninitializeDBOSSchema'];
const ONE = ['initializeDBOSSchema'];

export const datasourcePackages: readonly Datasource[] = [
  {
    module: '@dbos-inc/knex-datasource',
    className: 'KnexDataSource',
    client: 'client',
    staticClient: true,
    factories: [],
    schema: BOTH,
  },
  {
    module: '@dbos-inc/kysely-datasource',
    className: 'KyselyDataSource',
    client: 'client',
    staticClient: false,
    factories: [],
    schema: BOTH,
  },
  {
    module: '@dbos-inc/drizzle-datasource',
    className: 'DrizzleDataSource',
    client: 'client',
    staticClient: true,
    factories: [],
    schema: ONE,
  },
  {
    module: '@dbos-inc/typeorm-datasource',
    className: 'TypeOrmDataSource',
    client: 'entityManager',
    staticClient: true,
    factories: ['createFromConfig', 'createFromDataSource'],
    schema: ONE,
  },
  {
    module: '@dbos-inc/prisma-datasource',
    className: 'PrismaDataSource',
    client: 'client',
    staticClient: false,
    factories: [],
    schema: BOTH,
  },
  ...['@dbos-inc/node-pg-datasource', '@dbos-inc/nodepg-datasource'].map((module): Datasource => ({
    // The package has the first name; parts of the documentation call it by the second.
    module,
    className: 'NodePostgresDataSource',
    client: 'client',
    staticClient: true,
    factories: [],
    schema: ONE,
  })),
  {
    module: '@dbos-inc/postgres-datasource',
    className: 'PostgresDataSource',
    client: 'client',
    staticClient: true,
    factories: [],
    schema: ONE,
  },
];

const CONSTRUCTION = { family: 'registration', result: 'value', steps: 0, at: BEFORE_LAUNCH_ONLY } as const;
const CLIENT = {
  family: 'datasource-client',
  result: 'value',
  steps: 0,
  at: { workflow: 'throws', step: 'throws', outside: 'throws', 'before-launch': 'throws' },
  property: true,
} as const;
const SCHEMA = {
  family: 'config',
  result: 'promise',
  steps: 0,
  at: { workflow: 'unrecorded' },
} as const;
const RUN = {
  family: 'transaction',
  result: 'promise',
  steps: 1,
  at: NOT_IN_STEPS,
  runs: { argument: 0, role: 'transaction' },
  options: 1,
  reason: 'Outside a workflow it is a database transaction without exactly-once, a documented use.',
} as const satisfies ApiSpec;
const REGISTER = {
  family: 'registration',
  result: 'function',
  steps: 0,
  at: BEFORE_LAUNCH_ONLY,
  registers: { argument: 0, role: 'transaction' },
  options: 1,
} as const satisfies ApiSpec;
const DECORATE = {
  family: 'registration',
  result: 'function',
  steps: 0,
  at: BEFORE_LAUNCH_ONLY,
  decorates: 'transaction',
  options: 0,
} as const satisfies ApiSpec;

function rowsOf(source: Datasource): ApiTable {
  const { module, className } = source;
  const instance = `${module}#${className}()`;
  const table: Record<string, ApiSpec> = {
    [`${module}#${className}`]: CONSTRUCTION,
    [`${instance}.runTransaction`]: { ...RUN, bound: true },
    [`${instance}.registerTransaction`]: { ...REGISTER, bound: true },
    [`${instance}.transaction`]: { ...DECORATE, bound: true },
    [`${instance}.${source.client}`]: CLIENT,
  };
  if (source.staticClient) table[`${module}#${className}.${source.client}`] = CLIENT;
  for (const factory of source.factories) {
    table[`${module}#${className}.${factory}`] = { ...CONSTRUCTION, returns: instance };
  }
  for (const name of source.schema) table[`${module}#${className}.${name}`] = SCHEMA;
  return table;
}

/** Datasources: the seven packages, and the functions from which others are made. */
export const datasources: ApiTable = joined([
  {
    [`${SDK}/datasource#runTransaction`]: { ...RUN, options: 2 },
    [`${SDK}/datasource#registerTransaction`]: {
      ...REGISTER,
      registers: { argument: 1, role: 'transaction' },
      options: 2,
    },
    [`${SDK}/datasource#registerDataSource`]: { ...CONSTRUCTION, result: 'nothing' },
  },
  ...datasourcePackages.map(rowsOf),
]);

/** Receivers of messages from outside, in packages of their own. */
export const receivers: ApiTable = joined(
  [
    { module: '@dbos-inc/kafkajs-receive', className: 'KafkaReceiver' },
    { module: '@dbos-inc/confluent-kafka-receive', className: 'ConfluentKafkaReceiver' },
  ].map(({ module, className }): ApiTable => ({
    [`${module}#${className}`]: {
      family: 'registration',
      result: 'value',
      steps: 0,
      at: TOO_LATE_AFTER_LAUNCH,
      reason: 'After launch it is never initialised, without a word.',
    },
    [`${module}#${className}().registerConsumer`]: {
      family: 'registration',
      result: 'nothing',
      steps: 0,
      at: BEFORE_LAUNCH_ONLY,
      refersTo: 0,
      options: 2,
      bound: true,
    },
    [`${module}#${className}().consumer`]: {
      family: 'registration',
      result: 'function',
      steps: 0,
      at: BEFORE_LAUNCH_ONLY,
      options: 1,
      bound: true,
      reason: 'It stands above the decorator that makes the method a workflow, and gives no role itself.',
    },
  })),
);

function joined(tables: readonly ApiTable[]): ApiTable {
  return Object.fromEntries(tables.flatMap((table) => Object.entries(table)));
}
