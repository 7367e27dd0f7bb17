/** A program of a few texts, for tests and examples: relative specifiers among them, every other name a package. */
import { posix } from 'node:path';

import type { Program, SourceModule } from '../../analysis/source.ts';
import { plainSpecifier } from '../../syntax/package-specifiers.ts';
import { parseModule } from '../../syntax/parse.ts';
import { fileCandidates } from './file-candidates.ts';
import { loadNativeParse } from './native.ts';
import { classify } from './specifiers.ts';

/** The texts by path: `src/order.ts`, with or without a slash in front; modules are known by these paths. */
export function createMemoryProgram(files: Readonly<Record<string, string>>): Program {
  const texts = new Map(Object.entries(files).map(([path, text]) => [posix.normalize(path), text]));
  const modules = new Map<string, SourceModule | undefined>();
  const native = loadNativeParse();
  return {
    resolve(written, fromPath) {
      const specifier = plainSpecifier(written);
      const named = classify(specifier);
      switch (named.kind) {
        case 'host':
          return { kind: 'package', name: named.name };
        case 'package':
          return { kind: 'package', name: specifier };
        case 'path': {
          const base = named.path.startsWith('/') ? named.path : posix.join(posix.dirname(fromPath), named.path);
          for (const path of fileCandidates(base)) if (texts.has(path)) return { kind: 'file', path };
          return { kind: 'missing' };
        }
        case 'alias':
        case 'none':
          return { kind: 'missing' };
      }
    },
    specifiers: () => undefined,
    mentions: (path, word) => files[path]?.includes(word) === true,
    load(path) {
      const text = texts.get(path);
      if (text !== undefined && !modules.has(path)) modules.set(path, parseModule({ native }, path, text));
      return modules.get(path);
    },
  };
}
