/** The specs and all that they import as one module, of which a process can load any number of instances. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { rolldown } from 'rolldown';

import type { RegisteredTest } from './registering.ts';

const REGISTERING = path.join(import.meta.dirname, 'registering.ts');
const ENTRY = 'entry-of-specs';

export class SpecBundle {
  readonly #file: string;
  #instances = 0;

  private constructor(file: string) {
    this.#file = file;
  }

  /** Bundles a test file with the project's own modules. Packages stay outside. */
  static async of(file: string): Promise<SpecBundle> {
    const folder = path.resolve('.mutation');
    mkdirSync(folder, { recursive: true });
    const build = await rolldown({
      input: ENTRY,
      platform: 'node',
      logLevel: 'silent',
      // The manifest says that modules have no side effects; registering tests is one.
      treeshake: false,
      external: (id, importer) => isPackage(id) && !(id === 'vitest' && importer !== REGISTERING),
      plugins: [
        {
          name: 'specs',
          resolveId: (id) => (id === ENTRY ? id : id === 'vitest' ? REGISTERING : undefined),
          load: (id) => (id === ENTRY ? entryFor(path.resolve(file)) : undefined),
          // Modules find the files of the repository from where they stand.
          transform: (code, id) => code.replaceAll('import.meta.dirname', JSON.stringify(path.dirname(id))),
        },
      ],
    });
    const target = path.join(folder, `${path.basename(file, '.ts')}.mjs`);
    await build.write({ file: target, format: 'esm', codeSplitting: false });
    return new SpecBundle(target);
  }

  /** A new instance of all modules: nothing is left of what ran before. */
  async load(): Promise<readonly RegisteredTest[]> {
    const url = `${pathToFileURL(this.#file).href}?instance=${this.#instances++}`;
    return ((await import(url)) as { readonly tests: readonly RegisteredTest[] }).tests;
  }
}

function isPackage(id: string): boolean {
  return !id.startsWith('.') && !path.isAbsolute(id) && id !== ENTRY;
}

function entryFor(file: string): string {
  return `import ${JSON.stringify(file)};\nexport { tests } from ${JSON.stringify(REGISTERING)};\n`;
}
