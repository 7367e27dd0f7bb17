import { each, join, listeners, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';
import type { QualifiedName } from '../vocabulary/names.ts';

/** Handlers run when a request comes, not when they are given. */
const handlers = { effect: 'pure', callbacks: 'deferred', role: 'handler' } satisfies EffectSpec;
const listens = { effect: 'network', callbacks: 'deferred', serves: true } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;

const verbs = 'get post put patch delete head options all use';

const fastifies = ['fastify#()', 'fastify#fastify()', 'fastify#Fastify()', 'fastify#FastifyInstance()'];
const honos = ['hono#Hono()', 'hono/*#Hono()', '@hono/zod-openapi#OpenAPIHono()'];
const routers = [
  'express#()',
  'express#Router()',
  'express#Express()',
  'express#Application()',
  ...fastifies,
  ...honos,
  'koa#()',
  '@koa/router#()',
  'koa-router#()',
  'elysia#Elysia()',
  'polka#()',
  'restify#createServer()',
];

/** Methods of a router that give the router again: `app.get('/', list).post('/', add)`. */
function routesOf(router: QualifiedName): EffectTable {
  return join([
    rows(router, `${verbs} del param onError notFound error`, { ...handlers, result: router }),
    rows(`${router}.route()`, verbs, { ...handlers, result: `${router}.route()` }),
  ]);
}

const elysia = 'elysia#Elysia()';
const hooks = `guard derive resolve onRequest onParse onTransform onBeforeHandle onAfterHandle mapResponse onAfterResponse`;

const requests: EffectTable = {
  ...join(routers.map(routesOf)),
  ...rows(routers, 'listen', listens),
  ...rows(fastifies, 'route setErrorHandler setNotFoundHandler', handlers),
  ...rows(fastifies, 'withTypeProvider', { effect: 'pure', result: 'fastify#FastifyInstance()' }),
  ...rows(
    fastifies,
    'register after ready close addSchema decorate addHook',
    // A plugin is set up once; a hook belongs to a request or to the server, as its name says.
    { effect: 'pure', callbacks: 'deferred' },
  ),
  ...rows(['@koa/router#()', 'koa-router#()'], 'routes allowedMethods prefix', pure),
  ...rows(elysia, `ws group ${hooks}`, { ...handlers, result: elysia }),
  ...rows(elysia, 'state decorate model prefix macro mount as', { effect: 'pure', result: elysia }),
  ...rows(elysia, 'onStart onStop', { effect: 'pure', callbacks: 'deferred', result: elysia }),
  ...join(honos.map((hono) => rows(hono, 'route basePath mount', { effect: 'pure', result: hono }))),
  ...join(honos.map((hono) => rows(hono, 'on', { ...handlers, result: hono }))),
  ...rows('@hono/zod-openapi#OpenAPIHono()', 'openapi', {
    ...handlers,
    result: '@hono/zod-openapi#OpenAPIHono()',
  }),
  ...each(
    'express express#Router express#json express#urlencoded express#static fastify fastify#fastify hono#Hono koa koa#()',
    pure,
  ),
  ...each(
    '@koa/router koa-router elysia#Elysia cors helmet compression body-parser#json cookie-parser morgan express-session multer',
    pure,
  ),
  ...rows('@hono/node-server', 'serve', { ...listens, role: 'handler' }),
  ...rows(['h3', 'nitropack/runtime'], 'eventHandler defineEventHandler', handlers),
  ...rows(
    'h3',
    'createApp().use createRouter().get createRouter().post createRouter().put createRouter().delete',
    handlers,
  ),
  ...listeners(['express#()', 'koa#()']),
};

const ofRequest: EffectSpec = { effect: 'process', reason: 'Belongs to the request at hand.' };

const frameworks: EffectTable = {
  ...rows('@nestjs/core', 'NestFactory.create NestFactory.createApplicationContext NestFactory.createMicroservice', {
    effect: 'network',
    result: '@nestjs/common#INestApplication()',
  }),
  ...rows('@nestjs/common#INestApplication()', 'init close', { effect: 'network' }),
  ...rows('@nestjs/common#INestApplication()', 'listen startAllMicroservices', { effect: 'network', serves: true }),
  ...rows(
    '@nestjs/common',
    `Injectable Controller Optional Body Param Query Headers Req Res UseGuards UseInterceptors UsePipes
     UseFilters HttpCode SetMetadata forwardRef BadRequestException NotFoundException UnauthorizedException ForbiddenException
     ConflictException InternalServerErrorException HttpException UnprocessableEntityException`,
    pure,
  ),
  '@nestjs/common#applyDecorators': { effect: 'pure', gives: 'any-argument' },
  ...rows('@nestjs/common', 'Get Post Put Patch Delete Options Head All Sse', { effect: 'pure', decorates: 'handler' }),
  ...rows('@nestjs/microservices', 'MessagePattern EventPattern', { effect: 'pure', decorates: 'handler' }),
  ...each(
    '@nestjs/typeorm#InjectRepository @nestjs/mongoose#InjectModel @nestjs/config#ConfigService @nestjs/common#Scope',
    pure,
  ),
  '@nestjs/config#ConfigService().get': { effect: 'environment' },
  '@nestjs/config#ConfigService().getOrThrow': { effect: 'environment' },
  ...rows(
    '@nestjs/axios#HttpService()',
    'get post put patch delete head request axiosRef.get axiosRef.post axiosRef.request',
    { effect: 'network' },
  ),
  ...rows(['next/headers', 'next/headers.js'], 'cookies headers draftMode', ofRequest),
  ...rows('@clerk/nextjs/server', 'auth currentUser', ofRequest),
  ...rows(['next-auth', 'next-auth/next'], 'getServerSession', ofRequest),
  ...rows('next/cache', 'revalidatePath revalidateTag', { effect: 'process' }),
  ...rows('next/server', 'after', handlers),
  ...rows('next/server', 'NextResponse.json NextResponse.redirect NextResponse', pure),
  ...rows(['@trpc/server', '@orpc/server', 'graphql-yoga', 'type-graphql'], '*', handlers),
  ...each('@trpc/server#initTRPC.** @orpc/server#os.**', handlers),
};

const react: EffectTable = {
  ...rows(
    'react',
    'useEffect useLayoutEffect useInsertionEffect useCallback useImperativeHandle startTransition',
    handlers,
  ),
  ...rows(
    'react',
    'useMemo useState useReducer useRef useContext createContext createElement memo forwardRef lazy useId cache Fragment',
    pure,
  ),
  ...rows(
    'react-dom/server',
    'renderToString renderToStaticMarkup renderToPipeableStream renderToReadableStream',
    pure,
  ),
  ...rows('@react-email/*', '*', pure),
};

/** What frameworks for servers and pages do. */
export const servers: EffectTable = join([requests, frameworks, react]);
