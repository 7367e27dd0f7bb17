/** What a process of the real crash is told, and what it reports: plain data, in files. */
import type { OutsideCall } from '../docs-examples.ts';
import type { Scene } from '../example-scene.ts';
import type { Program } from './load.ts';
import type { Effect, EngineError, Order, Outcome, OutsideLife } from './trace.ts';

/** Where a life is ended with SIGKILL: as it takes a step number, just before its outcome is stored, or as a call from outside comes back. */
export type Cut = number | 'end' | 'call';

export interface LifePlan {
  readonly program: Program;
  readonly run?: string;
  readonly call?: OutsideCall;
  /** What happens around the run in this life. */
  readonly scene?: Scene;
  /** When the example's first life began. */
  readonly since: number;
  /** How long the workflow may take, in milliseconds. */
  readonly patience: number;
  /** Effects are waited for that come when their step was recorded. */
  readonly isLate: boolean;
  readonly sends: readonly { readonly topic: string; readonly value: string }[];
  /** 0: starts the workflow. Otherwise the engine recovers it by itself. */
  readonly life: number;
  readonly order: Order;
  readonly cut?: Cut;
  readonly workflowID: string;
  /** Name and version of the application, and its executor: recovery goes by them. */
  readonly app: string;
  readonly url: string;
  /** Origin of the loopback server. */
  readonly origin: string;
  /** File that the report is appended to, one JSON value a line, written before the process goes on. */
  readonly report: string;
}

export type Report =
  /** The process is up; what comes next is the example's doing. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'number'; readonly id: number }
  | { readonly kind: 'effect'; readonly effect: Effect }
  | { readonly kind: 'error'; readonly error: EngineError }
  /** It is launched and there is no workflow to run. */
  | { readonly kind: 'launched' }
  /** A call from outside is over; what was reported since the one before it is its doing. */
  | { readonly kind: 'called'; readonly how: Omit<OutsideLife, 'effects'> }
  /** Whether what the author wants holds. */
  | { readonly kind: 'wanted'; readonly is: boolean }
  /** Loading, launching or starting failed. */
  | { readonly kind: 'loading'; readonly error: EngineError }
  /** The example cannot be run as it is written. */
  | { readonly kind: 'fault'; readonly message: string }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'exit'; readonly how: string }
  /** Several checkpoints were asked for at once. */
  | { readonly kind: 'concurrent' }
  | { readonly kind: 'names'; readonly names: readonly (readonly [number, string])[] };
