/**
 * What the findings of one file depend on in others, as one hash: the code of the files that files with durable code import, however far
 * away, where their imports lead, and the version of the SDK.
 */
import { relative } from 'node:path';

import { isConcerned } from '../../analysis/concern.ts';
import type { Program } from '../../analysis/source.ts';
import { World } from '../../analysis/world.ts';
import { cacheFolderOf, knownFilesIn } from '../cache/folder.ts';
import { hashOf } from '../cache/hash.ts';
import { openKnownFiles, type KnownFiles } from '../cache/known-files.ts';
import { compileTables, engine, knowledgeFor } from '../knowledge.ts';
import { createProject } from '../program/index.ts';
import type { Settings } from '../settings.ts';
import { sourceFilesIn } from './source-files.ts';

/** The digest of the project in a folder. Reads what is not known from an earlier process, and remembers it for the next one. */
export function digestOf(root: string, settings: Settings, version: string): string {
  const project = createProject();
  const program = project.open();
  const folder = cacheFolderOf(root);
  const files = openKnownFiles({ file: folder && knownFilesIn(folder), version, program });
  const known: Program = { ...program, specifiers: (path) => files.specifiers(path) };
  const world = new World(knowledgeFor(compileTables(), settings), known);
  const versions = new Set<string>();
  const seen = new Set<string>();
  const lines: string[] = [];
  for (const path of sourceFilesIn(root)) {
    const specifiers = files.specifiers(path);
    if (!world.knowledge.hasWrappers && !isConcerned(world, path, specifiers)) continue;
    const sdk = project.sdkVersionOf(path, [engine.object.module]);
    if (sdk !== undefined) versions.add([sdk.major, sdk.minor, sdk.patch].join('.'));
    for (const line of linesOf(world, files, path, root, seen)) lines.push(line);
  }
  files.save('all');
  return hashOf([...versions, ...lines].sort().join('\n'));
}

/** One line for each file that the path imports, be it for types, however far away, with its code and the places that its own imports lead to. */
function* linesOf(world: World, files: KnownFiles, start: string, root: string, seen: Set<string>): Iterable<string> {
  const open = [start];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const specifier of named(files, path)) {
      const resolution = world.resolve(specifier, path);
      if (resolution.kind !== 'file' || seen.has(resolution.path)) continue;
      seen.add(resolution.path);
      open.push(resolution.path);
      const code = files.code(resolution.path) ?? 'unreadable';
      yield [relative(root, resolution.path), code, ...targetsOf(world, files, resolution.path, root)].join(' ');
    }
  }
}

function targetsOf(world: World, files: KnownFiles, path: string, root: string): readonly string[] {
  return named(files, path).map((specifier) => {
    const resolution = world.resolve(specifier, path);
    switch (resolution.kind) {
      case 'file':
        return relative(root, resolution.path);
      case 'package':
        return resolution.name;
      case 'missing':
        return '?';
    }
  });
}

function named(files: KnownFiles, path: string): readonly string[] {
  const { loaded, types } = files.specifiers(path);
  return [...loaded, ...types];
}
