/** What the analysis keeps from one lint to the next, as long as the settings stay the same, and when some of it is forgotten. */
import type { World } from '../analysis/world.ts';
import type { Project } from './program/index.ts';
import type { Settings } from './settings.ts';

/**
 * What is kept of environments and modules before some is forgotten, in environments: neighbours in a project look at the same helpers, so a few
 * of them together are enough. Where one file alone needs more than is usual, half as much again.
 */
const WORLD_SIZE = 6_500;
const ROOM = 1.5;
/** For how many of the files that were linted last what they reach is kept, at most. */
const RECENT_FILES = 2;
/** After how many lints of files with durable code it is looked whether as much is still needed. */
const OFTEN = 10;
/** Where more than this share is still needed, forgetting the rest would not pay. */
const WORTH_FORGETTING = 0.75;

/** A world that the lints of one settings object share. */
export class SharedWorld {
  readonly world: World;
  readonly #settings: Settings;
  /** Of the project, as of which it holds. */
  #generation: number;
  /** What one file needed, when that was looked at last: at first, the size at the end of the first lint that asked for a model. */
  #needed = 0;
  /** Lints of files with durable code since then. */
  #lints = 0;
  /** The files with durable code that were linted last. */
  #recent: readonly string[] = [];

  constructor(world: World, settings: Settings, project: Project) {
    this.world = world;
    this.#settings = settings;
    this.#generation = project.generation;
  }

  /** Whether the lint of a file may go on with it, once it has forgotten what was edited and what is no longer needed. */
  isUsable(path: string, settings: Settings, project: Project): boolean {
    // What a lint without budget left has found is no more than a part of the truth.
    return this.#settings === settings && !this.world.exhausted && this.#isUpToDate(project) && this.#hasRoom(path);
  }

  /** A file with durable code is linted. */
  remember(path: string): void {
    this.#lints += 1;
    this.#recent = [path, ...this.#recent.filter((known) => known !== path)].slice(0, RECENT_FILES);
  }

  /** Whether the world says what the disk says, once it has forgotten files that were edited. */
  #isUpToDate(project: Project): boolean {
    const { generation } = project;
    if (this.#generation === generation) return true;
    const edited = project.editedSince(this.#generation);
    this.#generation = generation;
    if (edited) this.world.forget(edited);
    return edited !== undefined;
  }

  /** Whether it is small enough, once it has forgotten what neither the file nor those before it reach, the last of them at best. */
  #hasRoom(path: string): boolean {
    const { size } = this.world;
    this.#needed ||= size;
    if (size <= WORLD_SIZE) return true;
    const isFull = size > ROOM * this.#needed;
    if (!isFull && this.#lints < OFTEN) return true;
    this.#lints = 0;
    for (let kept = this.#recent.length; kept >= 0; kept--) {
      this.world.retain([path, ...this.#recent.slice(0, kept)]);
      if (this.world.size <= WORTH_FORGETTING * size) {
        this.#needed = this.world.size;
        return true;
      }
      if (!isFull) return true;
    }
    return false;
  }
}
