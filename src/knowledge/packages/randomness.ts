import { each, join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const random = { effect: 'random' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;
const clock = { effect: 'clock' } satisfies EffectSpec;

/** Seeded from the machine without arguments, from the argument with one. */
const seededOrNot = [
  { effect: 'random', when: 'no-arguments' },
  { effect: 'pure', when: 'arguments' },
] satisfies readonly EffectSpec[];

/**
 * Generators. What a seeded generator gives is unknown here: it is the same on each replay when the workflow makes it from its own
 * arguments, and another when it is shared.
 */
const generators: EffectTable = {
  ...each('seedrandom chance chance#Chance random-seed random-js#Random', seededOrNot),
  ...each('random-js#MersenneTwister19937.autoSeed random-js#nodeCrypto random-js#browserCrypto', random),
  ...each('random-js#MersenneTwister19937.seed random-js#MersenneTwister19937.seedWithArray pure-rand#**', pure),
  ...rows(['@faker-js/faker', 'faker', '@faker-js/faker/locale/*'], '*.*.*', random),
  ...rows(['@faker-js/faker', '@faker-js/faker/locale/*'], 'faker.seed faker.setDefaultRefDate', pure),
  ...rows('faker', '*.*', random),
  ...rows('random', 'int float integer boolean normal uniform choice shuffle', random),
  ...each(
    'unique-names-generator#uniqueNamesGenerator generate-password#generate generate-password#generateMultiple random-words#generate',
    random,
  ),
  ...each(
    'random-int random-float random-item randomstring#generate randomatic randombytes get-random-values fast-shuffle#shuffle',
    random,
  ),
  'd3-random#*()': random,
  'd3-random#*': pure,
};

const salted = { effect: 'random', reason: 'Draws a salt.', callbacks: 'deferred' } satisfies EffectSpec;

const secrets: EffectTable = {
  ...rows(['bcrypt', 'bcryptjs', '@node-rs/bcrypt', '@node-rs/argon2', 'argon2'], 'hash hashSync', salted),
  ...rows(['bcrypt', 'bcryptjs', '@node-rs/bcrypt'], 'genSalt genSaltSync', salted),
  ...rows(['bcrypt', 'bcryptjs'], 'compare compareSync getRounds', { effect: 'pure', callbacks: 'deferred' }),
  ...rows(['argon2', '@node-rs/argon2', '@node-rs/bcrypt'], 'verify verifySync needsRehash', pure),
  'jsonwebtoken#sign': { effect: 'clock', reason: 'The token says when it was issued.', callbacks: 'deferred' },
  'jsonwebtoken#verify': { effect: 'clock', reason: 'An expired token is refused.', callbacks: 'deferred' },
  'jsonwebtoken#decode': pure,
  // setIssuedAt(time) sets what it is given; what setExpirationTime('2h') counts from is the present, and what setExpirationTime(time) sets is not.
  ...rows('jose', 'SignJWT().setIssuedAt EncryptJWT().setIssuedAt UnsecuredJWT().setIssuedAt', [
    { effect: 'clock', when: 'no-arguments' },
    { effect: 'pure', when: 'arguments' },
  ]),
  ...rows('jose', 'SignJWT().*().setIssuedAt SignJWT().*().*().setIssuedAt', [
    { effect: 'clock', when: 'no-arguments' },
  ]),
  ...rows('jose', 'jwtVerify jwtDecrypt', { effect: 'clock', reason: 'An expired token is refused.' }),
  ...rows(
    'jose',
    'generateKeyPair generateSecret EncryptJWT().encrypt CompactEncrypt().encrypt GeneralEncrypt().encrypt FlattenedEncrypt().encrypt',
    random,
  ),
  ...rows(
    'jose',
    `SignJWT EncryptJWT UnsecuredJWT CompactSign CompactEncrypt SignJWT().setProtectedHeader SignJWT().setSubject SignJWT().setIssuer
     SignJWT().setAudience SignJWT().setJti decodeJwt decodeProtectedHeader importJWK importPKCS8 importSPKI importX509 exportJWK
     exportPKCS8 exportSPKI calculateJwkThumbprint calculateJwkThumbprintUri compactVerify compactDecrypt flattenedVerify generalVerify
     createLocalJWKSet createRemoteJWKSet base64url.encode base64url.decode`,
    pure,
  ),
  'jose#createRemoteJWKSet()': { effect: 'network' },
  ...each(
    'otplib#authenticator.generate otplib#totp.generate otplib#authenticator.verify otplib#totp.verify speakeasy#totp speakeasy#totp.verify',
    clock,
  ),
  ...each('otplib#authenticator.generateSecret speakeasy#generateSecret', random),
  ...each('tweetnacl#randomBytes tweetnacl#box.keyPair tweetnacl#sign.keyPair', random),
  ...each('crypto-js#lib.WordArray.random', random),
  ...each(
    'crypto-js#MD5 crypto-js#SHA1 crypto-js#SHA256 crypto-js#SHA512 crypto-js#HmacSHA256 crypto-js#HmacSHA512 crypto-js#enc.*.*',
    pure,
  ),
  ...each('crypto-js#MD5().** crypto-js#SHA256().** crypto-js#SHA512().** crypto-js#HmacSHA256().**', pure),
  ...each('@noble/hashes/utils#randomBytes @noble/hashes/utils.js#randomBytes', random),
  ...each(
    '@noble/hashes/*#** object-hash#** hash-wasm#** murmurhash#** xxhash-wasm#** hash-sum#** ohash#** fnv-plus#** crc#**',
    pure,
  ),
};

/** What draws random numbers, and what deals with secrets. */
export const randomness: EffectTable = join([generators, secrets]);
