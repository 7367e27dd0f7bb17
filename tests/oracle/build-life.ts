/** Transpiles a program of the oracle once, so that each of the many processes starts without a loader. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..');

/** The process of one life. Writes JavaScript into `folder`, which must be empty, and gives the file to run. */
export function buildLife(folder: string): string {
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return buildProgram(folder, 'tests/oracle/life.ts', 'module');
}

/** Writes what the file at the path from the root needs of the repository into `folder`, and gives the file to run. */
export function buildProgram(folder: string, entry: string, type: 'module' | 'commonjs'): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }));
  const waiting = [join(root, entry)];
  const done = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (done.has(file)) continue;
    done.add(file);
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
      fileName: file,
      compilerOptions: {
        module: type === 'module' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        verbatimModuleSyntax: type === 'module',
        esModuleInterop: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    const written = outputOf(folder, file);
    mkdirSync(dirname(written), { recursive: true });
    writeFileSync(written, outputText);
    for (const [, imported = ''] of outputText.matchAll(/(?:from |require\()['"](\.{1,2}\/[\w./-]+)\.js['"]/g))
      waiting.push(join(dirname(file), `${imported}.ts`));
  }
  return outputOf(folder, join(root, entry));
}

function outputOf(folder: string, file: string): string {
  return join(folder, relative(root, file).replace(/\.ts$/, '.js'));
}
