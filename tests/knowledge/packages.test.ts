import { createRequire, isBuiltin } from 'node:module';
import { describe, expect, it } from 'vitest';

import { hostEffects as hostGroups } from '../../src/knowledge/host/index.ts';
import { compile, compileRows, effectOf, rowOf } from '../../src/knowledge/lookup.ts';
import {
  packageCombinators,
  packageEffects as packageGroups,
  packageTables,
} from '../../src/knowledge/packages/index.ts';
import type {
  CallbackTiming,
  CombinatorSpec,
  Effect,
  EffectSpec,
  Use,
} from '../../src/knowledge/vocabulary/effects.ts';
import { mistakeIn, rowsOf, spelled, unreachable } from './grammar.ts';

const require = createRequire(import.meta.url);
const index = compile([hostGroups, packageGroups]);
const hostEffects = spelled(hostGroups);
const packageEffects = spelled(packageGroups);
const names = Object.keys(packageEffects);

function row(name: string, use: Use = { form: 'call', arguments: 1 }): EffectSpec | undefined {
  const [module = '', path] = name.split('#');
  return effectOf(index, module, path === undefined ? [] : path.split('.'), use);
}

function ask(name: string, use?: Use): Effect | undefined {
  return row(name, use)?.effect;
}

const none: Use = { form: 'call', arguments: 0 };

describe('the tables', () => {
  it('are spelled by the grammar', () => {
    expect(names.flatMap((name) => mistakeIn(name) ?? [])).toEqual([]);
  });

  it('have no name in two themes, and none of the host', () => {
    const sum = packageTables.reduce((count, table) => count + Object.keys(spelled(table)).length, 0);
    expect(names).toHaveLength(sum);
    expect(names.filter((name) => Object.hasOwn(hostEffects, name))).toEqual([]);
    expect(names.filter((name) => isBuiltin(name.split('#')[0] ?? '') && !name.startsWith('bun'))).toEqual([]);
  });

  it('have no row that can never be asked', () => {
    expect(unreachable(packageEffects)).toEqual([]);
  });

  it('name as a result only what they know something of', () => {
    const lost = [...rowsOf(packageEffects)].flatMap(([name, spec]) => {
      const result = spec.result;
      if (result === undefined) return [];
      const [module = '', path] = result.split('#');
      const places = [result, ...(path === undefined ? [] : [`${module.slice(0, module.lastIndexOf('/'))}/*#${path}`])];
      const known = names.some((other) => places.some((place) => other === place || other.startsWith(`${place}.`)));
      return known ? [] : [`${name} gives ${result}`];
    });
    expect(lost).toEqual([]);
  });

  it('give reasons that are sentences', () => {
    const reasons = [...rowsOf(packageEffects)].flatMap(([, spec]) => spec.reason ?? []);
    expect(reasons.length).toBeGreaterThan(10);
    expect(reasons.filter((reason) => !/^[A-Z].*\.$/u.test(reason))).toEqual([]);
  });
});

describe('installed packages', () => {
  /** Names of types: they tell what a value is, and are not there at run time. */
  const types = new Set(['PoolClient', 'ClientBase']);

  it('pg has the classes and methods that the table speaks of', () => {
    const pg: unknown = require('pg');
    const missing = names.flatMap((name) => {
      if (!name.startsWith('pg#') || name.includes('native')) return [];
      let at: unknown = pg;
      for (const segment of name.slice(3).split('.')) {
        const bare = segment.replaceAll('()', '');
        if (types.has(bare)) return [];
        const value: unknown = Reflect.get(Object(at), bare);
        if (value === undefined) return [name];
        at = segment.endsWith('()') && typeof value === 'function' ? value.prototype : value;
      }
      return [];
    });
    expect(missing).toEqual([]);
  });

  it('superjson and ajv only compute, and are there', () => {
    for (const module of ['superjson', 'ajv']) {
      expect(typeof require(module)).toMatch(/function|object/u);
      expect(ask(`${module}#parse`)).toBe('pure');
    }
  });
});

/** What a reader of the rules would expect, one line each. */
const expected: readonly (readonly [Effect | undefined, string])[] = [
  ['database', 'pg#Pool().query'],
  ['database', 'pg#PoolClient().query'],
  ['pure', 'pg#Pool'],
  ['database', 'postgres#()'],
  ['database', 'mysql2/promise#createPool().execute'],
  ['database', 'better-sqlite3#Statement().run'],
  ['database', 'knex#()'],
  ['pure', 'knex#()().where'],
  ['database', 'knex#knex().select'],
  ['pure', 'knex#knex().select().from'],
  ['database', 'kysely#Kysely().selectFrom'],
  ['pure', 'kysely#Kysely().selectFrom().where().execute'],
  ['database', 'drizzle-orm/node-postgres#drizzle().select'],
  ['pure', 'drizzle-orm/node-postgres#drizzle().select().from().where'],
  ['database', 'drizzle-orm/postgres-js#PostgresJsDatabase().insert'],
  ['database', 'drizzle-orm/node-postgres#drizzle().query.users.findMany'],
  ['pure', 'drizzle-orm/pg-core#pgTable'],
  ['pure', 'drizzle-orm#eq'],
  ['database', '@prisma/client#PrismaClient().user.findMany'],
  ['database', '@prisma/client#PrismaClient().$queryRaw'],
  ['database', '@prisma/client/runtime/library#getPrismaClient()().user.create'],
  ['database', 'typeorm#Repository().findOneBy'],
  ['database', 'typeorm#DataSource().manager.save'],
  ['database', 'typeorm#BaseEntity.find'],
  ['pure', 'typeorm#Repository().create'],
  ['database', '@mikro-orm/postgresql#EntityManager().findOne'],
  ['database', 'sequelize#Model.findAll'],
  ['database', 'mongoose#Model.findOne'],
  ['database', 'mongodb#Collection().insertOne'],
  ['database', 'redis#RedisClient().get'],
  ['database', 'redis#RedisClient().json.get'],
  ['database', 'ioredis#().set'],
  ['database', 'ioredis#Redis().set'],
  ['database', '@upstash/redis#Redis().get'],
  ['database', '@supabase/supabase-js#SupabaseClient().from'],
  ['pure', '@supabase/supabase-js#SupabaseClient().from().select'],
  ['database', '@duckdb/node-api#DuckDBConnection().runAndReadAll'],
  ['database', 'snowflake-sdk#createConnection().execute'],
  ['database', 'weaviate-client#Collection().query.fetchObjects'],
  ['database', 'typesense#Client().collections().documents().search'],
  ['network', 'ethers#JsonRpcProvider().getBlockNumber'],
  ['network', 'ethers#ethers.Contract().transfer'],
  ['pure', 'ethers#Contract().getFunction'],
  ['random', 'ethers#Wallet.createRandom'],
  ['network', 'viem#createPublicClient().readContract'],
  ['pure', 'viem#parseEther'],
  ['random', '@solana/web3.js#Keypair.generate'],
  ['network', '@clerk/nextjs/server#clerkClient().users.getUser'],
  ['pure', '@workos-inc/node#WorkOS().sso.getAuthorizationUrl'],
  ['clock', 'svix#Webhook().verify'],
  ['network', 'svix#Svix().message.create'],
  ['network', '@trpc/client#createTRPCClient().posts.byId.query'],
  ['network', 'expo-server-sdk#Expo().sendPushNotificationsAsync'],
  ['network', 'rss-parser#().parseURL'],
  ['network', 'e2b#Sandbox().commands.run'],
  ['network', '@browserbasehq/sdk#().sessions.create'],
  ['network', '@mastra/core/agent#Agent().generate'],
  ['pure', 'qrcode#toDataURL'],
  ['file', 'qrcode#toFile'],
  ['network', 'axios'],
  ['network', 'axios#get'],
  ['network', 'axios#AxiosInstance().post'],
  ['pure', 'axios#isAxiosError'],
  ['network', 'got#post'],
  ['network', 'got'],
  ['network', 'ky#get'],
  ['pure', 'ky#get().json'],
  ['network', 'node-fetch'],
  ['network', 'undici#fetch'],
  ['network', 'superagent#get'],
  ['network', 'graphql-request#GraphQLClient().request'],
  ['network', '@aws-sdk/client-s3#S3Client().send'],
  ['network', '@aws-sdk/lib-dynamodb#DynamoDBDocumentClient.from().send'],
  ['clock', '@aws-sdk/s3-request-presigner#getSignedUrl'],
  ['network', '@google-cloud/storage#File().save'],
  ['network', '@azure/storage-blob#BlockBlobClient().uploadData'],
  ['network', 'openai#().chat.completions.create'],
  ['network', 'openai#OpenAI().responses.create'],
  ['network', '@anthropic-ai/sdk#Anthropic().messages.create'],
  ['network', '@anthropic-ai/sdk#().beta.messages.stream'],
  ['network', '@google/generative-ai#GenerativeModel().generateContent'],
  ['network', '@google/genai#GoogleGenAI().models.generateContent'],
  ['network', 'ai#generateText'],
  ['pure', 'ai#tool'],
  ['id', 'ai#generateId'],
  ['pure', '@ai-sdk/openai#openai'],
  ['network', '@langchain/openai#ChatOpenAI().invoke'],
  ['pure', '@langchain/core/prompts#PromptTemplate().format'],
  ['network', 'ollama#chat'],
  ['network', 'stripe#().customers.create'],
  ['network', 'stripe#Stripe().checkout.sessions.create'],
  ['clock', 'stripe#().webhooks.constructEvent'],
  ['network', 'twilio#().messages.create'],
  ['network', 'twilio#().messages().fetch'],
  ['network', 'twilio#().verify.v2.services().verifications.create'],
  ['network', 'twilio#Twilio().verify.v2.services().verifications().update'],
  ['network', '@slack/web-api#WebClient().chat.postMessage'],
  ['network', 'nodemailer#Transporter().sendMail'],
  ['network', 'resend#Resend().emails.send'],
  ['network', '@octokit/rest#Octokit().rest.issues.create'],
  ['network', '@notionhq/client#Client().pages.create'],
  ['id', 'uuid#v4'],
  ['id', 'uuid/v4'],
  ['id', 'uuid#v7'],
  ['pure', 'uuid#v5'],
  ['id', 'nanoid#nanoid'],
  ['id', 'nanoid#customAlphabet()'],
  ['pure', 'nanoid#customAlphabet'],
  ['id', '@paralleldrive/cuid2#createId'],
  ['id', 'ulid#ulid'],
  ['pure', 'dayjs#().add'],
  ['clock', 'dayjs#().fromNow'],
  ['clock', 'luxon#DateTime.now'],
  ['pure', 'luxon#DateTime.fromISO'],
  ['pure', 'luxon#DateTime.fromISO().plus'],
  ['clock', 'date-fns#isPast'],
  ['clock', 'date-fns/isPast#isPast'],
  ['pure', 'date-fns#addDays'],
  ['clock', '@js-joda/core#LocalDate.now'],
  ['pure', 'lodash#groupBy'],
  ['random', 'lodash#shuffle'],
  ['random', 'lodash/sample'],
  ['id', 'lodash-es#uniqueId'],
  ['random', '@faker-js/faker#faker.person.fullName'],
  ['pure', 'zod#object'],
  ['pure', 'zod#object().parse'],
  ['network', 'kafkajs#Producer().send'],
  ['network', 'amqplib#Channel().sendToQueue'],
  ['network', 'bullmq#Queue().add'],
  ['file', 'fs-extra#readJson'],
  ['file', 'glob#globSync'],
  ['file', 'fast-glob'],
  ['thread', 'execa#execa'],
  ['thread', 'zx#$'],
  ['network', 'dockerode#Container().inspect'],
  ['network', 'openai#().withOptions().chat.completions.create'],
  ['network', '@google-cloud/vertexai#VertexAI().getGenerativeModel().generateContent'],
  ['file', 'sharp#().resize().webp().toFile'],
  ['pure', 'sharp#().resize().webp().toBuffer'],
  ['timer', 'node-cron#schedule'],
  ['timer', 'delay'],
  ['thread', 'piscina'],
  ['thread', 'piscina#().run'],
  ['log', 'pino#().info'],
  ['log', 'winston#Logger().error'],
  ['log', '@sentry/node#captureException'],
  ['pure', 'chalk#red.bold'],
  ['environment', 'dotenv#config'],
  ['random', 'bcrypt#hash'],
  ['pure', 'bcrypt#compare'],
  ['clock', 'jsonwebtoken#sign'],
  ['clock', 'jsonwebtoken#verify'],
  ['pure', 'jsonwebtoken#decode'],
  // What no row speaks of is unknown.
  [undefined, '@slack/web-api#WebClient().conversations.members().members.map'],
  [undefined, '@notionhq/client#Client().databases.query().results'],
  [undefined, 'pg#somethingNew'],
  [undefined, 'openai#().beta'],
  [undefined, 'moment-timezone#tz'],
  [undefined, 'nanoid#customRandom()'],
  [undefined, 'left-pad'],
];

describe('effects', () => {
  it.each(expected)('%s: %s', (effect, name) => {
    expect(ask(name)).toBe(effect);
  });

  it('depend on the arguments where the package does', () => {
    for (const name of ['dayjs', 'moment', 'moment#utc', 'luxon#DateTime.utc', 'luxon#DateTime.local']) {
      expect(ask(name, none), name).toBe('clock');
    }
    expect(ask('dayjs')).toBe('pure');
    expect(ask('moment')).toBe('pure');
    expect(ask('mongodb#ObjectId', { form: 'new', arguments: 0 })).toBe('id');
    expect(ask('mongodb#ObjectId', { form: 'new', arguments: 1 })).toBe('pure');
    expect(ask('seedrandom', none)).toBe('random');
    expect(ask('seedrandom')).toBe('pure');
    expect(ask('chance#Chance', { form: 'new', arguments: 0 })).toBe('random');
  });

  it('tell a command that is made from a function that is called', () => {
    expect(ask('@aws-sdk/client-s3#PutObjectCommand', { form: 'new', arguments: 1 })).toBe('pure');
    expect(ask('@aws-sdk/client-s3#paginateListObjectsV2')).toBeUndefined();
  });

  it('follow what a call gives back', () => {
    for (const [name, use] of [
      ['pg#Pool().connect', 'query'],
      ['typeorm#DataSource().getRepository', 'find'],
      ['mongodb#Db().collection', 'findOne'],
      ['kafkajs#Kafka().producer', 'send'],
      ['axios#create', 'get'],
      ['redis#createClient', 'get'],
      ['nodemailer#createTransport', 'sendMail'],
    ] as const) {
      const result = row(name)?.result ?? '';
      expect(ask(result.includes('#') ? `${result}.${use}` : `${result}#${use}`), name).toMatch(/database|network/u);
    }
  });
});

describe('callbacks', () => {
  const timings: readonly (readonly [CallbackTiming, string])[] = [
    ['deferred', 'node-cron#schedule'],
    ['deferred', 'croner#Cron'],
    ['deferred', 'node-schedule#scheduleJob'],
    ['deferred', 'agenda#().define'],
    ['deferred', 'lodash#debounce'],
    ['deferred', 'express#().get'],
    ['deferred', 'fastify#fastify().post'],
    ['deferred', 'hono#Hono().use'],
    ['deferred', 'bullmq#Worker'],
    ['deferred', 'kafkajs#Consumer().run'],
    ['deferred', 'react#useEffect'],
    ['detached', 'tiny-worker'],
    ['inline', 'p-map'],
    ['inline', 'p-limit#()'],
    ['inline', 'p-queue#().add'],
    ['inline', 'p-retry'],
    ['inline', 'better-result#Result.tryPromise'],
    ['inline', '@opentelemetry/api#Tracer().startActiveSpan'],
  ];

  it.each(timings)('%s: %s', (timing, name) => {
    expect(row(name)?.callbacks).toBe(timing);
  });
});

describe('combinators', () => {
  it('are known by package, with an effect each', () => {
    const combinators = compileRows<CombinatorSpec>([packageCombinators]);
    expect(rowOf(combinators, 'p-race', [])?.waits).toBe('first');
    expect(rowOf(combinators, 'p-map', [])).toMatchObject({ waits: 'all', promises: 0, mapper: 1 });
    expect(Object.keys(packageCombinators).filter((name) => ask(name) === undefined)).toEqual([]);
  });
});
