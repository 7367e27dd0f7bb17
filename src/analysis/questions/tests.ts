/** What a test file declares, mocks and launches. */
import type { CallSite } from '../call-sites.ts';
import type { Occurrence } from '../contexts.ts';
import { engineMocks, missingMembers, type EngineMock } from '../mocks.ts';
import type { FileModel } from '../model.ts';
import type { Node } from '../nodes.ts';
import { isCaughtIn, isHandedOnIn } from '../regions.ts';
import { isEngineReplaced } from '../replaced-engine.ts';
import { testBodiesOf } from '../test-bodies.ts';
import { hookLaunches, madeOnce, type HookLaunch, type MadeOnce } from '../test-launches.ts';

export class TestQuestions {
  #isEngineReplaced: boolean | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** Whether the file puts something else in the engine's place. */
  get isEngineReplaced(): boolean {
    this.#isEngineReplaced ??= isEngineReplaced(this.#file.world, this.#file.module);
    return this.#isEngineReplaced;
  }

  /** Mocks of the engine that this file makes. */
  get engineMocks(): readonly EngineMock[] {
    return engineMocks(this.#file.world, this.#file.module);
  }

  /** The members that a mock lacks and that calls of this file need. */
  missingMembers(mock: EngineMock): ReadonlySet<string> {
    return missingMembers(mock, this.#file.calls);
  }

  /**
   * Of these calls, those that this file makes once although it launches before each test.
   *
   * @param textOf what two calls have in common that do the same
   */
  madeOnce(calls: readonly CallSite[], textOf: (node: Node) => string): readonly MadeOnce[] {
    if (calls.length === 0) return [];
    return madeOnce(testBodiesOf(this.#file.world, this.#file.module), this.hookLaunches, calls, textOf);
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
