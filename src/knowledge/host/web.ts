import { join, rows, targets } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const pure = { effect: 'pure' } satisfies EffectSpec;
const clock = { effect: 'clock' } satisfies EffectSpec;
const network = { effect: 'network' } satisfies EffectSpec;
const timer = { effect: 'timer', callbacks: 'deferred' } satisfies EffectSpec;

/** The members of `crypto` and of `crypto.subtle`, for the places that offer them. Signing and encrypting may or may not draw random numbers. */
export function webCrypto(owner: string): EffectTable {
  return {
    [`${owner}.randomUUID`]: { effect: 'id' },
    [`${owner}.getRandomValues`]: { effect: 'random' },
    ...webCryptoSubtle(`${owner}.subtle`),
  };
}

/** The members of `crypto.subtle`. */
export function webCryptoSubtle(owner: string): EffectTable {
  return {
    [`${owner}.generateKey`]: { effect: 'random' },
    ...rows(owner, 'digest verify decrypt importKey exportKey deriveKey deriveBits unwrapKey', pure),
  };
}

/** The members of `performance`. */
export function performanceOf(owner: string): EffectTable {
  return {
    ...rows(owner, 'now mark measure timeStamp toJSON getEntries getEntriesByName getEntriesByType', clock),
    ...rows(owner, 'eventLoopUtilization timerify', clock),
    ...rows(owner, 'clearMarks clearMeasures clearResourceTimings setResourceTimingBufferSize', { effect: 'log' }),
    [`${owner}.timeOrigin`]: { effect: 'clock', when: 'read' },
  };
}

const requests: EffectTable = {
  'global#fetch': network,
  // Reading the body belongs to the request; one request, one finding.
  'global#fetch().**': pure,
  'global#WebSocket': network,
  'global#WebSocket().send': network,
  'global#WebSocket().close': network,
  'global#EventSource': network,
  'global#XMLHttpRequest': pure,
  'global#XMLHttpRequest().open': pure,
  'global#XMLHttpRequest().send': network,
  'global#WebTransport': network,
  'global#RTCPeerConnection': network,
  'global#navigator.sendBeacon': network,
  ...targets(['global#WebSocket()', 'global#EventSource()', 'global#XMLHttpRequest()']),
};

const timers: EffectTable = {
  ...rows('global', 'setInterval queueMicrotask requestAnimationFrame requestIdleCallback scheduler.postTask', timer),
  'global#setTimeout': { ...timer, promised: 'node:timers/promises#setTimeout' },
  'global#setImmediate': { ...timer, promised: 'node:timers/promises#setImmediate' },
  ...rows('global', 'scheduler.wait scheduler.yield', { effect: 'timer' }),
  ...rows('global', 'clearTimeout clearInterval clearImmediate cancelAnimationFrame cancelIdleCallback', pure),
  // The handle of a timer: unref, ref, hasRef ...
  ...rows('global', 'setTimeout().* setInterval().* setImmediate().*', pure),
  'global#AbortSignal.timeout': {
    effect: 'timer',
    reads: true,
    reason: 'It limits how long something else takes; nobody waits for it.',
  },
};

const threads: EffectTable = {
  'global#Worker': { effect: 'thread', callbacks: 'detached' },
  'global#SharedWorker': { effect: 'thread', callbacks: 'detached' },
  'global#navigator.serviceWorker.register': { effect: 'thread' },
  ...rows(
    'global',
    `Worker().postMessage Worker().terminate BroadcastChannel().postMessage MessagePort().postMessage
     MessageChannel().port1.postMessage MessageChannel().port2.postMessage`,
    { effect: 'process' },
  ),
  ...rows('global', 'BroadcastChannel MessageChannel', pure),
  ...targets(['global#Worker()', 'global#BroadcastChannel()', 'global#MessagePort()']),
};

const storage: EffectTable = {
  ...rows(['global#localStorage', 'global#sessionStorage'], 'getItem setItem removeItem clear key', {
    effect: 'file',
    reason: 'Kept on the disk of this machine only.',
  }),
  ...rows('global#indexedDB', 'open deleteDatabase databases', { effect: 'database' }),
  ...rows('global#caches', 'open match has delete keys', { effect: 'file' }),
};

const logging: EffectTable = {
  'global#console.*': { effect: 'log', callbacks: 'never' },
  'global#reportError': { effect: 'log' },
};

const machine: EffectTable = {
  ...rows('global#navigator', 'userAgent language languages hardwareConcurrency onLine platform', {
    effect: 'process',
    when: 'read',
  }),
  ...rows('global', 'alert confirm prompt', { effect: 'process' }),
};

/** Interfaces that compute from what they are given, with their statics and instances. */
const values: EffectTable = {
  'global#structuredClone': { effect: 'pure', callbacks: 'never' },
  ...rows(
    'global',
    `atob btoa URL URLSearchParams Headers Request Response FormData Blob File TextEncoder TextDecoder
     TextEncoderStream TextDecoderStream CompressionStream DecompressionStream ReadableStream WritableStream TransformStream
     ByteLengthQueuingStrategy CountQueuingStrategy AbortController Event CustomEvent MessageEvent EventTarget DOMException`,
    pure,
  ),
  ...rows(
    'global',
    `URL.parse URL.canParse Response.json Response.error Response.redirect AbortSignal.any AbortSignal.abort
     URL().** URLSearchParams().** Headers().** Request().** Response().** FormData().** Blob().** File().** TextEncoder().**
     TextDecoder().** AbortController().** AbortSignal().**`,
    pure,
  ),
  'global#ReadableStream.from': { ...pure, delivers: true },
  'global#URL.createObjectURL': { effect: 'id' },
  'global#URL.revokeObjectURL': pure,
  'global#PerformanceObserver': { effect: 'pure', callbacks: 'deferred' },
  ...targets(['global#EventTarget()', 'global#AbortSignal()', 'global#AbortController().signal']),
};

/** What the interfaces of the web platform do, as far as servers and workers have them. */
export const web: EffectTable = join([
  requests,
  timers,
  threads,
  storage,
  logging,
  machine,
  values,
  webCrypto('global#crypto'),
  performanceOf('global#performance'),
]);
