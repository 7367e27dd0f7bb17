import { join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';
import { webCrypto, webCryptoSubtle } from './web.ts';

const random = { effect: 'random', callbacks: 'deferred' } satisfies EffectSpec;
const pure = { effect: 'pure', callbacks: 'deferred' } satisfies EffectSpec;

/**
 * `node:crypto`. Left out, so unknown: `sign` and `createSign().sign` (some algorithms draw a random number for each signature, others
 * do not) and `createDiffieHellman` (makes a prime when given a length, and none when given the prime).
 */
export const nodeCrypto: EffectTable = join([
  rows(
    'node:crypto',
    `randomBytes randomFill randomFillSync randomInt generateKey generateKeySync generateKeyPair generateKeyPairSync generatePrime
     generatePrimeSync pseudoRandomBytes prng rng`,
    random,
  ),
  { 'node:crypto#randomUUID': { effect: 'id' } },
  { 'node:crypto#getRandomValues': { effect: 'random' } },
  {
    'node:crypto#publicEncrypt': { effect: 'random', reason: 'Pads with random bytes.' },
    ...rows(
      'node:crypto',
      `createDiffieHellman().generateKeys createDiffieHellmanGroup().generateKeys getDiffieHellman().generateKeys
       createECDH().generateKeys`,
      { effect: 'random' },
    ),
  },
  rows(
    'node:crypto',
    `createHash createHmac hash timingSafeEqual pbkdf2 pbkdf2Sync scrypt scryptSync hkdf hkdfSync createCipheriv createDecipheriv
     createPrivateKey createPublicKey createSecretKey createSign createVerify verify checkPrime checkPrimeSync diffieHellman
     createDiffieHellmanGroup getDiffieHellman createECDH getCiphers getHashes getCurves getCipherInfo getFips privateDecrypt
     privateEncrypt publicDecrypt Certificate Cipher Cipheriv Decipher Decipheriv DiffieHellman DiffieHellmanGroup ECDH Hash Hmac
     KeyObject Sign Verify X509Certificate KeyObject.from ECDH.convertKey argon2 argon2Sync encapsulate decapsulate`,
    pure,
  ),
  rows(
    'node:crypto',
    `createHash().** createHmac().** hash().** pbkdf2Sync().** scryptSync().** createCipheriv().** createDecipheriv().**
     createVerify().** createPrivateKey().** createPublicKey().** createSecretKey().** createECDH().* X509Certificate().** KeyObject().**`,
    { effect: 'pure' },
  ),
  rows('node:crypto', 'setFips setEngine secureHeapUsed', { effect: 'process' }),
  webCrypto('node:crypto#webcrypto'),
  webCryptoSubtle('node:crypto#subtle'),
]);
