/** What a test file declares, mocks and launches. */
import type { Occurrence } from '../contexts.ts';
import { engineMocks, missingMembers, type EngineMock } from '../mocks.ts';
import type { FileModel } from '../model.ts';
import { isCaughtIn, isHandedOnIn } from '../regions.ts';
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

  /** The members that a mock lacks and that calls of this file need. */
  missingMembers(mock: EngineMock): ReadonlySet<string> {
    return missingMembers(mock, this.#file.calls);
  }

  /** Whether a suite is the other one, or stands in it. */
  isInSuite(suite: FunctionUnit, other: FunctionUnit): boolean {
    return isInSuite(suite, other);
  }

  /** Whether a test looks at how something fails: it catches that, or hands it to something that may. */
  isFailureLookedAt({ node, root }: Pick<Occurrence, 'node' | 'root'>): boolean {
    return isCaughtIn(node, root.node) || isHandedOnIn(node, root.node);
  }

  /** Hooks of this file that launch the engine. */
  get hookLaunches(): readonly HookLaunch[] {
    return hookLaunches(this.#file.world, this.#file.module, this.#file.launchOrder);
  }
}
