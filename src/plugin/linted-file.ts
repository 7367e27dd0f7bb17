/** A file that is being linted: whether it can have durable code, and what is known of it. */
import { isConcerned } from '../analysis/concern.ts';
import type { FileModel } from '../analysis/model.ts';
import { topLevelSpecifiers } from '../analysis/module-surface.ts';
import type { SourceModule, Specifiers } from '../analysis/source.ts';
import type { World } from '../analysis/world.ts';
import { calledSpecifiers, mockedSpecifiers } from '../syntax/specifiers.ts';
import type { KeptFindings } from './cache/kept-findings.ts';

/** What all rules of the file share. */
export interface LintedFile {
  /** What an earlier lint has found, and what this one finds; undefined: nothing is kept of the file. */
  readonly kept: KeptFindings | undefined;
  /** Undefined: the file has nothing to do with the engine. Built when it is first asked for. */
  readonly model: FileModel | undefined;
}

/** A file that may have durable code. */
export class ConcernedFile implements LintedFile {
  readonly kept: KeptFindings | undefined;
  readonly #build: () => FileModel;
  #model: FileModel | undefined;

  constructor(kept: KeptFindings | undefined, build: () => FileModel) {
    this.kept = kept;
    this.#build = build;
  }

  get model(): FileModel {
    return (this.#model ??= this.#build());
  }
}

export const NOT_CONCERNED: LintedFile = { kept: undefined, model: undefined };

/** Whether the file can have durable code; for most files, its imports at the top level are all that is looked at. */
export function mayBeDurable(world: World, { path, text }: SourceModule, specifiers: Specifiers): boolean {
  const { knowledge } = world;
  if (knowledge.hasWrappers || isConcerned(world, path, specifiers)) return true;
  // A test need not import what it mocks, and the module under test may be one that is not found.
  return mockedSpecifiers(text).some((specifier) => knowledge.sdkModule(specifier) !== undefined);
}

/** What the file names, found without walking its functions. */
export function specifiersOf({ program, text }: SourceModule): Specifiers {
  const { loaded, types } = topLevelSpecifiers(program);
  return CALLS.some((call) => text.includes(call))
    ? { loaded: [...loaded, ...calledSpecifiers(text)], types }
    : { loaded, types };
}

/** Without one of these, a file loads nothing but what its top level imports and re-exports. */
const CALLS = ['require', 'import('];
