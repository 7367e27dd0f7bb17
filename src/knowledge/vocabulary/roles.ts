/** What a function is to the engine, and where code can be. Types only. */
/** What a function is to the durable engine, or to the program around it. */
export type Role =
  /** Replayed from its beginning after a crash; must be deterministic. */
  | 'workflow'
  /** Runs at least once; its result is recorded. */
  | 'step'
  /** A step that is also a database transaction. */
  | 'transaction'
  /** Starts the program: configures and launches the engine. */
  | 'main'
  /** Answers a request, a message or a command from outside. */
  | 'handler'
  /** Test scaffolding. */
  | 'test'
  /** Runs when the module is evaluated. */
  | 'module';

/** Where a call can be made from, as far as the engine tells places apart. */
export type Place = 'workflow' | 'step' | 'transaction' | 'outside' | 'before-launch';
