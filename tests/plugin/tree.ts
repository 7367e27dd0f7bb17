import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach } from 'vitest';

/** What stands at a path: text, bytes, or the place that a symlink points to. */
export type Content = string | Uint8Array | { readonly link: string };

export interface Tree {
  readonly root: string;
  path(name: string): string;
  write(files: Readonly<Record<string, Content>>): void;
  remove(name: string): void;
}

/** A new directory with the files in it; gone after the test. */
export function createTree(files: Readonly<Record<string, Content>>): Tree {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'program é ')));
  roots.push(root);
  const tree: Tree = {
    root,
    path: (name) => join(root, name),
    write(more) {
      for (const [name, content] of Object.entries(more)) {
        const path = join(root, name);
        mkdirSync(dirname(path), { recursive: true });
        if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(path, content);
        else symlinkSync(content.link, path);
      }
    },
    remove: (name) => rmSync(join(root, name), { recursive: true }),
  };
  tree.write(files);
  return tree;
}

const roots: string[] = [];

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});
