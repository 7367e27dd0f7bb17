/**
 * What one life of a workflow shows. A *life* is one execution of it: the first, or one that replays checkpoints and goes on.
 * Everything here is plain data: the real crash writes it to a file line by line.
 */

/** The part of the program that an effect came from. */
export type Place =
  /** The workflow's own code, when it had taken `position` step numbers. */
  | { readonly kind: 'body'; readonly workflow: string; readonly position: number }
  /** A step or transaction, by its number. */
  | { readonly kind: 'step'; readonly workflow: string; readonly step: number }
  | { readonly kind: 'outside' };

/** Something the world outside would notice: a charge, a mail, a request, a wait. */
export interface Effect {
  /** Name and arguments: `charge(10)`. */
  readonly what: string;
  readonly place: Place;
  /** The engine promises it exactly once from a workflow, but not from where it was made: a `DBOS.send` in a step. */
  readonly weakened?: true;
  /** It belongs to a step whose result was recorded before: after a crash just then, nobody makes it. */
  readonly late?: true;
}

/** An error that the engine made, whether or not the example let it through. */
export interface EngineError {
  readonly name: string;
  /** `dbosErrorCode`; absent for the engine's plain `Error` and `TypeError`. */
  readonly code?: number;
  readonly message: string;
}

/** How a workflow ended. Absent: it did not end in the time it was given. */
export type Outcome =
  | { readonly kind: 'value'; /** As serialised by the engine. */ readonly value: string }
  | { readonly kind: 'error'; readonly error: EngineError };

/** One life. */
export interface Life {
  /** Step numbers taken, with the recorded name: `0:reserve`. A number that recorded nothing has the name `?`. */
  readonly steps: readonly string[];
  readonly effects: readonly Effect[];
  readonly errors: readonly EngineError[];
  readonly outcome?: Outcome;
  /** Why the process would have ended, or did: an unhandled rejection, `process.exit`, an exit code. */
  readonly killed?: string;
}

/** In what order recorded checkpoints come back when several are asked for at once. */
export type Order = 'forward' | 'reverse';

/** A crash at step number `cut`, and the life that recovered from it. */
export interface Recovery {
  /** The first step number that was not committed. */
  readonly cut: number;
  readonly order: Order;
  /** The step numbers that were committed. */
  readonly committed: readonly number[];
  /** What the crashed life had done. */
  readonly before: Life;
  readonly after: Life;
}

/** What a call from outside of a workflow did, and the workflows that it started. */
export interface OutsideLife {
  readonly effects: readonly Effect[];
  /** What it threw. */
  readonly error?: EngineError;
  /** A workflow that it started did not end in the time it was given. */
  readonly isWaiting?: true;
}

/** All that was seen of one example. */
export interface Observation {
  /** How the example failed before a workflow ran: while it was loaded or launched. */
  readonly loading: readonly EngineError[];
  /** The example configured and launched the engine itself, without a workflow to run. */
  readonly launched?: true;
  /** The life without a crash; absent when loading failed. */
  readonly first?: Life;
  readonly recoveries: readonly Recovery[];
  /** The calls from outside, in place of a workflow: one, or two of a request. */
  readonly calls?: readonly OutsideLife[];
  /** Another version of the program recovered: from the crash on it may go another way. */
  readonly isOtherVersion?: true;
  /** Whether what the author wants held in the end; absent when nothing is said about that. */
  readonly wanted?: boolean;
  /** Milliseconds that the recoveries took together: of the processor in one process, of the clock for real crashes. */
  readonly spent: number;
}
