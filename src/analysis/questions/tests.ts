/** What a test file declares, mocks and launches. */
import { engineMocks, type EngineMock } from '../mocks.ts';
import type { FileModel } from '../model.ts';
import { isEngineReplaced } from '../replaced-engine.ts';
import { isInSuite, testBodiesOf, type TestBody } from '../test-bodies.ts';
import { hookLaunches, type HookLaunch } from '../test-launches.ts';
import type { FunctionUnit } from '../units.ts';

export class TestQuestions {
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** The suites, tests and hooks that this file declares. */
  get testBodies(): readonly TestBody[] {
    return testBodiesOf(this.#file.world, this.#file.module);
  }

  /** Whether the file puts something else in the engine's place. */
  get isEngineReplaced(): boolean {
    return isEngineReplaced(this.#file.world, this.#file.module);
  }

  /** Mocks of the engine that this file makes. */
  get engineMocks(): readonly EngineMock[] {
    return engineMocks(this.#file.world, this.#file.module);
  }

  /** Whether a suite is the other one, or stands in it. */
  isInSuite(suite: FunctionUnit, other: FunctionUnit): boolean {
    return isInSuite(suite, other);
  }

  /** Hooks of this file that launch the engine. */
  get hookLaunches(): readonly HookLaunch[] {
    return hookLaunches(this.#file.world, this.#file.module, this.#file.launchOrder);
  }
}
