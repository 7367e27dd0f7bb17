/** Transpiles the process of one life once, so that each of the many processes starts without a loader. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..');

/** Writes JavaScript into `folder`, which must be empty. Returns the file to run. */
export function buildLife(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const waiting = ['life.ts'];
  const done = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (done.has(name)) continue;
    done.add(name);
    const { outputText } = ts.transpileModule(readFileSync(join(import.meta.dirname, name), 'utf8'), {
      fileName: name,
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2022,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    writeFileSync(join(folder, name.replace(/\.ts$/, '.js')), outputText);
    for (const [, imported = ''] of outputText.matchAll(/from ['"]\.\/([\w-]+)\.js['"]/g))
      waiting.push(`${basename(imported)}.ts`);
  }
  return join(folder, 'life.js');
}
