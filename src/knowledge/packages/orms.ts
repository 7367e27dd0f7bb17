import { join, listeners, rows, statements, words } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

/** Object mappers and query builders. Of a statement that is built by several calls, the effect belongs to the call that starts it. */
const database = { effect: 'database' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;
/** The effect is that of the call that begins it, and happens where the statement is run. */
const statement = {
  effect: 'database',
  builds: {
    runs: words(`then catch finally execute executeTakeFirst executeTakeFirstOrThrow explain stream pipe asCallback
      run all get values`),
    tells: words('as compile getSQL toNative toOperationNode toQuery toSQL toString'),
  },
} satisfies EffectSpec;

/** const db = knex(config); db('users').where(…); db is `knex#()`, and calling it is a call of `knex#()`. */
const knexes = ['knex#()', 'knex#knex()', 'knex#Knex()', 'knex#Knex.Transaction()'];

const builders: EffectTable = {
  ...rows('knex', 'knex', pure),
  knex: pure,
  ...Object.fromEntries(knexes.map((name) => [name, statement])),
  ...rows(
    knexes.map((name) => `${name}()`),
    '**',
    pure,
  ),
  ...statements(
    knexes,
    `select insert update delete del from into table with withSchema raw first count countDistinct min max sum avg truncate where
     queryBuilder distinct`,
    statement,
  ),
  ...statements(knexes, 'batchInsert', database),
  ...rows(knexes, 'transaction transactionProvider destroy initialize migrate.* seed.*', database),
  ...rows(knexes, 'schema.*', database),
  ...rows(knexes, 'schema.*().** fn.now fn.uuid ref', pure),
  ...listeners(knexes),

  'kysely#Kysely': pure,
  ...statements(
    ['kysely#Kysely()', 'kysely#Transaction()', 'kysely#ControlledTransaction()'],
    'selectFrom insertInto updateTable deleteFrom replaceInto mergeInto selectNoFrom',
    statement,
  ),
  ...statements(
    ['kysely#Kysely()', 'kysely#Transaction()', 'kysely#ControlledTransaction()'],
    'transaction connection startTransaction',
    database,
  ),
  ...rows('kysely#Kysely()', 'executeQuery destroy', database),
  ...rows('kysely#Kysely()', 'with().* withRecursive().*', statement),
  ...rows('kysely#Kysely()', 'with withRecursive withSchema withPlugin withoutPlugins dynamic.ref fn.*', pure),
  ...statements('kysely#Kysely()', 'schema.*', database),
  ...rows('kysely#Kysely().with()', 'selectFrom().** insertInto().** updateTable().** deleteFrom().**', pure),
  ...rows(
    'kysely',
    'sql sql.ref sql.table sql.id sql.lit sql.raw sql.join sql.val sql.value PostgresDialect MysqlDialect SqliteDialect',
    pure,
  ),
  'kysely#sql().execute': database,
  'kysely#sql().as': pure,
};

const drizzleStarters = 'select selectDistinct selectDistinctOn insert update delete refreshMaterializedView $count';

/** Every driver is a module of its own, and its database is what `drizzle()` gives back or a type such as `NodePgDatabase`. */
const drizzle: EffectTable = {
  'drizzle-orm#**': pure,
  'drizzle-orm/*#**': pure,
  ...statements('drizzle-orm/*#*()', drizzleStarters, statement),
  ...statements('drizzle-orm/*#*()', 'execute run all get values batch', database),
  ...rows('drizzle-orm/*#*()', 'transaction', database),
  ...rows('drizzle-orm/*#*()', 'query.*.findMany query.*.findFirst', statement),
  ...rows('drizzle-orm/*#*()', 'query.*.findMany().** query.*.findFirst().**', pure),
  ...statements('drizzle-orm/*#*().with()', 'select selectDistinct insert update delete', statement),
  'drizzle-orm/*#migrate': database,
};

/** The client is generated: it is made by `getPrismaClient` when the program holds the generated code. */
const prismas = [
  '@prisma/client#PrismaClient()',
  '@prisma/client#Prisma.TransactionClient()',
  '@prisma/client/runtime/*#getPrismaClient()()',
  '@prisma/client/edge#PrismaClient()',
  '@prisma/client/extension#PrismaClient()',
];

const prisma: EffectTable = {
  ...rows(['@prisma/client', '@prisma/client/edge'], 'PrismaClient', pure),
  ...rows(
    '@prisma/client',
    'Prisma.sql Prisma.join Prisma.raw Prisma.validator Prisma.Decimal Prisma.defineExtension',
    pure,
  ),
  // prisma.user.findMany(…), and what follows it in the same expression.
  ...rows(prismas, '*.*', database),
  ...rows(prismas, '*.*().**', pure),
  ...rows(prismas, '*.fields.*', pure),
  ...rows(
    prismas,
    '$queryRaw $queryRawUnsafe $executeRaw $executeRawUnsafe $runCommandRaw $transaction $connect $disconnect',
    database,
  ),
  ...rows(prismas, '$extends', { effect: 'pure', result: '@prisma/client#PrismaClient()' }),
  ...rows(prismas, '$on $use', { effect: 'pure', callbacks: 'deferred' }),
  ...rows('@prisma/adapter-pg', 'PrismaPg', pure),
};

const typeormData = `save remove softRemove recover insert update updateAll upsert delete deleteAll softDelete restore exist exists existsBy count
  countBy sum average minimum maximum find findBy findAndCount findAndCountBy findOne findOneBy findOneOrFail findOneByOrFail findByIds query
  sql clear increment decrement`;
const typeormStatics = `save remove softRemove insert update upsert delete exists existsBy count countBy sum average minimum maximum find findBy
  findAndCount findAndCountBy findOne findOneBy findOneOrFail findOneByOrFail findByIds query clear`;
const typeormManagers = ['typeorm#EntityManager()', 'typeorm#DataSource().manager', 'typeorm#MongoEntityManager()'];
const typeormRepositories = ['typeorm#Repository()', 'typeorm#TreeRepository()', 'typeorm#MongoRepository()'];

const typeorm: EffectTable = {
  'typeorm#DataSource': pure,
  ...rows(
    'typeorm#DataSource()',
    'initialize destroy synchronize dropDatabase runMigrations undoLastMigration showMigrations',
    database,
  ),
  ...rows('typeorm#DataSource()', 'query sql transaction connect close', database),
  ...statements('typeorm#DataSource()', 'createQueryBuilder', database),
  ...rows(
    ['typeorm#DataSource()', ...typeormManagers],
    'getRepository getTreeRepository getMongoRepository withRepository',
    {
      effect: 'pure',
      result: 'typeorm#Repository()',
    },
  ),
  'typeorm#DataSource().createQueryRunner': { effect: 'pure', result: 'typeorm#QueryRunner()' },
  'typeorm#DataSource().createEntityManager': { effect: 'pure', result: 'typeorm#EntityManager()' },
  ...rows(
    'typeorm#QueryRunner()',
    'connect query release startTransaction commitTransaction rollbackTransaction',
    database,
  ),
  ...rows(['typeorm#QueryRunner().manager', ...typeormManagers, ...typeormRepositories], typeormData, database),
  ...rows(typeormManagers, 'transaction preload', database),
  ...rows(
    typeormRepositories,
    'preload findTrees findRoots findDescendants findAncestors countDescendants countAncestors',
    database,
  ),
  ...statements([...typeormManagers, ...typeormRepositories, 'typeorm#BaseEntity'], 'createQueryBuilder', database),
  ...rows([...typeormManagers, ...typeormRepositories, 'typeorm#BaseEntity'], 'create merge hasId getId', pure),
  ...rows(typeormRepositories, 'extend', {
    effect: 'pure',
    gives: 'argument',
    result: 'typeorm#Repository()',
    callbacks: 'never',
  }),
  // class User extends BaseEntity: User.find(…), user.save()
  ...rows('typeorm#BaseEntity', typeormStatics, database),
  ...rows('typeorm#BaseEntity()', 'save remove softRemove recover reload', database),
  ...rows(
    'typeorm#SelectQueryBuilder()',
    'getOne getOneOrFail getMany getManyAndCount getCount getExists getRawOne getRawMany',
    database,
  ),
  ...rows('typeorm#SelectQueryBuilder()', 'getRawAndEntities stream execute', database),
  ...rows(
    'typeorm',
    'Like ILike In IsNull Not Equal Between LessThan LessThanOrEqual MoreThan MoreThanOrEqual Any Raw ArrayContains And Or Brackets',
    pure,
  ),
};

/** Drivers export everything of the core again. */
const mikroManagers = ['@mikro-orm/*#EntityManager()', '@mikro-orm/*#SqlEntityManager()', '@mikro-orm/*#MikroORM().em'];
const mikroRepositories = ['@mikro-orm/*#EntityRepository()', '@mikro-orm/*#SqlEntityRepository()'];

const mikroOrm: EffectTable = {
  ...rows('@mikro-orm/*', 'MikroORM.init', { effect: 'database', result: '@mikro-orm/core#MikroORM()' }),
  ...rows('@mikro-orm/*', 'MikroORM.initSync', { effect: 'pure', result: '@mikro-orm/core#MikroORM()' }),
  ...rows('@mikro-orm/*#MikroORM()', 'connect close schema.* migrator.*', database),
  ...rows(
    [...mikroManagers, ...mikroRepositories],
    `find findOne findOneOrFail findAll findAndCount findByCursor count nativeInsert nativeUpdate nativeDelete insert insertMany upsert
     upsertMany populate refresh`,
    database,
  ),
  ...rows(
    mikroManagers,
    'flush persistAndFlush removeAndFlush transactional begin commit rollback lock execute',
    database,
  ),
  ...statements([...mikroManagers, ...mikroRepositories], 'createQueryBuilder qb', database),
  ...rows([...mikroManagers, ...mikroRepositories], 'create assign getReference map merge', pure),
  ...rows(mikroManagers, 'persist remove clear', pure),
  ...rows(mikroManagers, 'fork', { effect: 'pure', result: '@mikro-orm/core#EntityManager()' }),
  ...rows(mikroManagers, 'getRepository', { effect: 'pure', result: '@mikro-orm/core#EntityRepository()' }),
  ...rows(mikroManagers, 'getConnection().execute', database),
};

const sequelize: EffectTable = {
  ...rows('sequelize', 'Sequelize literal fn col where json cast and or', pure),
  ...rows(
    ['sequelize#Sequelize()', 'sequelize-typescript#Sequelize()'],
    'authenticate sync query transaction close drop truncate',
    database,
  ),
  // Gives back a class; new User() is then `sequelize#Model()`.
  ...rows(['sequelize#Sequelize()', 'sequelize-typescript#Sequelize()'], 'define model', {
    effect: 'pure',
    result: 'sequelize#Model',
  }),
  ...rows(
    ['sequelize#Model', 'sequelize-typescript#Model'],
    `findAll findOne findByPk findOrCreate findCreateFind findAndCountAll findOrBuild create bulkCreate update destroy restore upsert count
     max min sum aggregate increment decrement truncate sync drop describe`,
    database,
  ),
  ...rows(
    ['sequelize#Model()', 'sequelize-typescript#Model()'],
    'save update destroy reload restore increment decrement validate',
    database,
  ),
  ...rows(
    ['sequelize#Model', 'sequelize-typescript#Model'],
    'init build belongsTo hasMany hasOne belongsToMany scope unscoped',
    pure,
  ),
  ...rows('sequelize#Transaction()', 'commit rollback', database),
};

const mongooseQueries = `find findById findOne findOneAndUpdate findByIdAndUpdate findOneAndDelete findByIdAndDelete findOneAndReplace
  findOneAndRemove findByIdAndRemove updateMany replaceOne deleteMany countDocuments estimatedDocumentCount distinct exists
  aggregate where count update`;

/** What models and documents have in common: a variable of the type `Model<Order>` holds a model, and `new Order()` is a document. */
const mongooseChanges = 'updateOne deleteOne remove';
const mongooseModels = ['mongoose#Model', 'mongoose#Model()'];

const mongoose: EffectTable = {
  ...rows(
    'mongoose',
    'connect disconnect createConnection().asPromise connection.close connection.transaction connection.dropDatabase',
    database,
  ),
  ...rows('mongoose', 'startSession connection.startSession connection.openUri', database),
  'mongoose#createConnection': { effect: 'database', reason: 'Starts to connect.', result: 'mongoose#Connection()' },
  ...rows('mongoose#Connection()', 'close transaction dropDatabase startSession asPromise', database),
  ...rows(['mongoose', 'mongoose#connection', 'mongoose#Connection()'], 'model', {
    effect: 'pure',
    result: 'mongoose#Model',
  }),
  ...rows('mongoose', 'Schema set plugin isValidObjectId isObjectIdOrHexString Schema().*', pure),
  ...rows('mongoose#Schema()', 'pre post', { effect: 'pure', callbacks: 'deferred' }),
  ...statements(mongooseModels, mongooseQueries, database),
  ...statements('mongoose#Model', mongooseChanges, database),
  ...rows(
    mongooseModels,
    'create insertMany insertOne bulkWrite bulkSave populate watch syncIndexes ensureIndexes createCollection init',
    database,
  ),
  ...rows(mongooseModels, 'hydrate castObject', pure),
  // new this.orders({ … })
  'mongoose#Model()': { effect: 'pure', result: 'mongoose#HydratedDocument()' },
  ...rows('mongoose#Model()', `save ${mongooseChanges}`, database),
  ...rows(['mongoose#Document()', 'mongoose#HydratedDocument()'], `save ${mongooseChanges} populate`, database),
  ...rows(
    ['mongoose#Model()', 'mongoose#Document()', 'mongoose#HydratedDocument()'],
    'toObject toJSON set get isModified markModified',
    pure,
  ),
  ...rows('mongoose#Query()', 'exec then', database),
  ...listeners(['mongoose#connection', 'mongoose#Connection()']),
};

/** What object mappers and query builders do. */
export const orms: EffectTable = join([builders, drizzle, prisma, typeorm, mikroOrm, sequelize, mongoose]);
