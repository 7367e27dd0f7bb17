/**
 * The two packages of native code. On a platform without their binary, loading them throws; then the program does without. They
 * are loaded with `require`, because the plugin itself must stay loadable with `require`, which forbids top-level `await`.
 */
import { createRequire } from 'node:module';

import type { ResolverFactory as OxcResolverFactory } from 'oxc-resolver';

import type { NativeParse } from '../../syntax/parse.ts';

export type ResolverFactory = typeof OxcResolverFactory;

/** The parser; undefined where its binary is missing. */
export function loadNativeParse(): NativeParse | undefined {
  const parse = load('oxc-parser')?.['parseSync'];
  return typeof parse === 'function' ? (parse as NativeParse) : undefined;
}

/** The parser, loaded when it is first asked for: who only compares with what is kept does without. */
export function lazyNativeParse(): () => NativeParse | undefined {
  let loaded: { readonly parse: NativeParse | undefined } | undefined;
  return () => (loaded ??= { parse: loadNativeParse() }).parse;
}

/** The resolver's class; undefined where its binary is missing. */
export function loadResolverFactory(): ResolverFactory | undefined {
  const factory = load('oxc-resolver')?.['ResolverFactory'];
  return typeof factory === 'function' ? (factory as ResolverFactory) : undefined;
}

function load(name: 'oxc-parser' | 'oxc-resolver'): Readonly<Record<string, unknown>> | undefined {
  try {
    return createRequire(import.meta.url)(name) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
