import { each, join, rows, words } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

/** Packages that compute from what they are given, with the few functions of them that do not. */
const pure = { effect: 'pure' } satisfies EffectSpec;
const random = { effect: 'random' } satisfies EffectSpec;
const later = { effect: 'pure', callbacks: 'deferred' } satisfies EffectSpec;
/** What they give is called like the function that they are given, and calls it. */
const same = { effect: 'pure', callbacks: 'never', gives: 'argument' } satisfies EffectSpec;

const remembering = { ...same, remembers: true } satisfies EffectSpec;

/** What they give calls all the functions that they are given, one after the other. */
const chain = { effect: 'pure', callbacks: 'never', gives: 'any-argument' } satisfies EffectSpec;

const lodashes = ['lodash', 'lodash-es', 'lodash/fp', 'underscore'];

const collections: EffectTable = {
  ...rows(
    [...lodashes, 'ramda', 'remeda', 'es-toolkit', 'es-toolkit/compat', 'radash', 'rambda', 'moderndash'],
    '**',
    pure,
  ),
  ...rows(lodashes, 'random sample sampleSize shuffle', random),
  ...rows(lodashes, '().sample ().sampleSize ().shuffle chain().sample chain().sampleSize chain().shuffle', random),
  ...rows(lodashes, 'uniqueId', { effect: 'id' }),
  ...rows(lodashes, 'now', { effect: 'clock' }),
  ...rows(lodashes, 'delay defer', { effect: 'timer', callbacks: 'deferred' }),
  ...rows([...lodashes, 'es-toolkit', 'es-toolkit/compat', 'radash', 'remeda'], 'debounce throttle', later),
  ...rows([...lodashes, 'es-toolkit', 'es-toolkit/compat'], 'once memoize', remembering),
  ...rows([...lodashes, 'es-toolkit', 'es-toolkit/compat'], 'before after ary unary', same),
  ...rows(['ramda', 'remeda', 'rambda'], 'once', remembering),
  ...rows(['ramda', 'remeda', 'rambda'], 'unary', same),
  ...rows([...lodashes, 'es-toolkit', 'es-toolkit/compat'], 'flow flowRight', chain),
  ...rows('lodash/fp', 'pipe compose', chain),
  ...rows(['ramda', 'rambda'], 'pipe compose', chain),
  ...rows('radash', 'chain compose', chain),
  'remeda#createPipe': chain,
  ...each('lodash.once lodash.memoize once memoizee mem p-memoize memoize-one fast-memoize', remembering),
  ...rows('remeda', 'funnel', later),
  ...rows(['es-toolkit', 'es-toolkit/compat'], 'random randomInt sample sampleSize shuffle', random),
  ...rows(['es-toolkit', 'es-toolkit/compat'], 'delay timeout withTimeout', { effect: 'timer', callbacks: 'inline' }),
  ...rows('es-toolkit/compat', 'uniqueId', { effect: 'id' }),
  ...rows('es-toolkit/compat', 'now', { effect: 'clock' }),
  ...rows('es-toolkit/compat', 'defer', { effect: 'timer', callbacks: 'deferred' }),
  ...rows('remeda', 'shuffle sample randomInteger randomBigInt randomString', random),
  ...rows('radash', 'random draw shuffle uid', random),
  ...rows('radash', 'sleep', { effect: 'timer' }),
  ...rows('moderndash', 'randomInt randomFloat randomString randomElem shuffle', random),
};

/** A schema runs its defaults, transformations and checks when it is applied to a value. */
const applied = {
  effect: 'pure',
  keptFor:
    words(`parse safeParse parseAsync safeParseAsync spa decode safeDecode decodeAsync safeDecodeAsync encode safeEncode encodeAsync
    safeEncodeAsync validate validateSync validateAsync cast isValid isValidSync attempt assert is create mask getDefault getDefaults getFallbacks`),
} satisfies EffectSpec;

const schemas: EffectTable = {
  ...each('zod#** zod/v4#** zod/v3#** zod/mini#** valibot#** yup#** joi#** superstruct#**', applied),
  ...each(
    `ajv#** ajv-formats#** io-ts#** arktype#** runtypes#** typebox#** @sinclair/typebox#**
   @sinclair/typebox/*#** class-validator#** class-transformer#** validator#** drizzle-zod#** drizzle-valibot#** zod-to-json-schema#** zod-validation-error#**
   fastest-validator#** json-schema-to-ts#** @standard-schema/spec#**`,
    pure,
  ),
};

const numbers: EffectTable = {
  ...each(
    'decimal.js#** big.js#** bignumber.js#** decimal.js-light#** fraction.js#** bn.js#** dinero.js#** currency.js#** simple-statistics#**',
    pure,
  ),
  ...each('mathjs#** @f-o-t/money#**', pure),
  ...rows(['decimal.js', 'decimal.js#Decimal', 'bignumber.js', 'bignumber.js#BigNumber'], 'random', random),
  ...rows('mathjs', 'random randomInt pickRandom', random),
};

const data: EffectTable = {
  ...each(
    `superjson#** devalue#** json5#** yaml#** js-yaml#** toml#** smol-toml#** ini#** csv-parse/sync#** csv-stringify/sync#** papaparse#** fast-xml-parser#**
     msgpackr#** @msgpack/msgpack#** cbor-x#** protobufjs/minimal#** flatted#** serialize-error#** safe-stable-stringify#** fast-json-stable-stringify#**
     json-stable-stringify#** immer#** immutable#** deepmerge#** defu#** klona#** rfdc#** fast-deep-equal#** dequal#** deep-equal#** jsondiffpatch#**
     fast-json-patch#** jsonpath-plus#** jmespath#** dot-prop#** object-path#** flat#** lru_map#** mnemonist#** fuse.js#** diff#** just-diff#**
     microdiff#** type-fest#** ts-essentials#** tslib#** utility-types#** @dbos-inc/superjson#**`,
    pure,
  ),
  ...each('csv-parse csv-parse#parse csv-stringify csv-stringify#stringify xml2js#parseString', later),
  ...each('xml2js#parseStringPromise xml2js#Parser xml2js#Builder xml2js#Builder().buildObject', pure),
};

const text: EffectTable = {
  ...each(
    `qs#** query-string#** url-join#** path-to-regexp#** slugify#** @sindresorhus/slugify#** change-case#** camelcase#** pluralize#** titleize#**
     handlebars#** mustache#** nunjucks#** marked#** markdown-it#** turndown#** showdown#** remark#** cheerio#** node-html-parser#** parse5#** htmlparser2#**
     sanitize-html#** dompurify#** he#** entities#** html-entities#** escape-html#** escape-string-regexp#** html-to-text#** mime#** mime-types#** bytes#**
     pretty-bytes#** filesize#** semver#** compare-versions#** content-type#** cookie#** iconv-lite#** base64-js#** string-similarity#**
     fastest-levenshtein#** natural#** franc#** libphonenumber-js#** email-addresses#** picomatch#** micromatch#** minimatch#** pathe#** upath#**
     common-tags#** dedent#** outdent#** wrap-ansi#** string-width#** clsx#** classnames#** tailwind-merge#** intl-messageformat#** i18n-iso-countries#**`,
    pure,
  ),
  ...each(
    'ejs#render ejs#compile pug#render pug#compile liquidjs#Liquid().parseAndRender eta#Eta().renderString',
    pure,
  ),
  ...rows('cheerio', 'fromURL', { effect: 'network' }),
  ...each('jsdom#JSDOM jsdom#JSDOM().** linkedom#**', pure),
  'jsdom#JSDOM.fromURL': { effect: 'network' },
};

const errors: EffectTable = {
  ...each(
    `http-errors#** http-status-codes#** verror#** ts-custom-error#** @hapi/boom#** ts-results#** fp-ts#** fp-ts/*#** fp-ts/function#**
     io-ts/*#**`,
    pure,
  ),
  ...rows(['fp-ts#function', 'fp-ts/function'], 'flow', chain),
};

/** What packages that only compute do. */
export const purePackages: EffectTable = join([collections, schemas, numbers, data, text, errors]);
