/** What all rules of a file are given besides their own options. */
import { dirname, relative as relativeTo } from 'node:path';

import type { FileModel } from '../analysis/model.ts';
import { lastKey, print, withoutModule } from '../analysis/names.ts';
import type { SourceModule } from '../analysis/source.ts';
import { startsWorkflow } from '../analysis/starts.ts';
import { verdictOf } from '../analysis/verdicts.ts';
import { shown } from '../analysis/wording.ts';
import type { RuleInput } from './define-rule.ts';
import { matchesGlob } from './globs.ts';
import { engine } from './knowledge.ts';
import { compareVersions, parseVersion, type SdkVersion } from './program/index.ts';
import type { Settings } from './settings.ts';

/** The input of every rule of one file, without options. */
export type SharedInput = Omit<RuleInput<object>, 'options'>;

/** Where and how a file is linted. */
export interface LintedFile {
  readonly source: SourceModule;
  readonly model: FileModel;
  readonly settings: Settings;
  /** Undefined: not known. */
  readonly version: SdkVersion | undefined;
  readonly isTest: boolean;
  readonly cwd: string;
}

/** The input that the rules of a file share. */
export function sharedInput({ source, model, settings, version, isTest, cwd }: LintedFile): SharedInput {
  const { path, text } = source;
  const relative = (other: string): string => relativePath(cwd, other);
  const matches = (glob: string): boolean => matchesGlob(relative(path), glob);
  return {
    model,
    settings,
    engine,
    version,
    isTest,
    path,
    matches,
    isEntry: text.startsWith('#!') || settings.entryFiles.some(matches),
    relative,
    textOf: (node) => text.slice(node.range[0], node.range[1]),
    routeOf: (occurrence) => model.wording.routeOf(occurrence, relative),
    facts: { print, withoutModule, lastKey, startsWorkflow, verdictOf, has: (since) => hasVersion(version, since) },
    nameOf: (fact) => print(fact.name),
    show: (node) => shown(node, model.world.modules.textAround(node)),
  };
}

/** A path as a person reads it: below the working directory relative, else absolute, always with forward slashes. */
export function relativePath(cwd: string, path: string): string {
  const relative = relativeTo(cwd, path);
  const shownPath =
    relative.startsWith('..') && dirname(relative) === '..'
      ? relative
      : relative.startsWith('../../..')
        ? path
        : relative;
  return shownPath.replaceAll('\\', '/');
}

/** What is not known counts as the newest. */
export function hasVersion(version: SdkVersion | undefined, since: string): boolean {
  const first = parseVersion(since);
  return version === undefined || first === undefined || compareVersions(version, first) >= 0;
}
