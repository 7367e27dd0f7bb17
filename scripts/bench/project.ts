/**
 * A generated back end on the engine: every tenth file has a workflow, helpers stand up to four files deep below it, and every fifth
 * file has nothing to do with either. The same for the same seed. Made of domains of fifty files, so that what a workflow reaches does
 * not grow with the project.
 */
import { createRandom, type Random } from './random.ts';
import { writeFunction, writeWorkflow, type Callee } from './functions.ts';

export interface ProjectShape {
  readonly files: number;
  readonly seed: number;
  /** `helpers`: files are linted before the files that import them; `workflows`: after, the worst case for whoever reads along. */
  readonly first: 'helpers' | 'workflows';
}

export interface GeneratedFile {
  /** With forward slashes, from the project's folder. */
  readonly path: string;
  readonly text: string;
}

const DOMAIN = 50;
const WORKFLOWS = 5;
/** Helper files of a domain by depth: those that workflows import first. */
const LAYERS = [10, 10, 8, 7];
const FUNCTIONS = 9;

/** Linters take folders by name, so the names say what comes first. */
const FOLDERS = {
  helpers: { layers: ['lib-d', 'lib-c', 'lib-b', 'lib-a'], other: 'pages', workflow: 'workflows' },
  workflows: { layers: ['lib-a', 'lib-b', 'lib-c', 'lib-d'], other: 'pages', workflow: 'flows' },
} as const;

/** A file with workflows that every project has, from its folder. */
export function workflowFile({ first }: Pick<ProjectShape, 'first'>): string {
  return `src/domain000/${FOLDERS[first].workflow}/flow0.ts`;
}

export function* generateProject({ files, seed, first }: ProjectShape): Generator<GeneratedFile> {
  const random = createRandom(seed);
  const folders = FOLDERS[first];
  yield { path: 'package.json', text: MANIFEST };
  yield { path: 'tsconfig.json', text: TSCONFIG };
  yield { path: 'src/core/item.ts', text: ITEM };
  yield { path: 'src/core/pool.ts', text: POOL };
  let left = files - 2;
  for (let domain = 0; left > 0; domain++) {
    for (const file of domainFiles(domain, folders, random)) {
      if (left-- <= 0) break;
      yield file;
    }
  }
}

function* domainFiles(
  domain: number,
  folders: (typeof FOLDERS)[keyof typeof FOLDERS],
  random: Random,
): Generator<GeneratedFile> {
  const root = `src/domain${String(domain).padStart(3, '0')}`;
  const below: Callee[][] = [];
  for (let layer = LAYERS.length - 1; layer >= 0; layer--) {
    const callees: Callee[] = [];
    for (let index = 0; index < (LAYERS[layer] ?? 0); index++) {
      const name = `helper${layer}x${index}`;
      const path = `${root}/${folders.layers[layer] ?? 'lib'}/${name}.ts`;
      const names = Array.from({ length: FUNCTIONS }, (_, at) => `${name}${'abcdefghi'[at] ?? ''}`);
      const used = random.some(below.at(-1) ?? [], 5);
      // Functions of a file also call each other, the later the earlier.
      const functions = names.map((own, at) => {
        const before = names.slice(0, at).map((other) => ({ name: other, file: '' }));
        return writeFunction(own, [...random.some(before, 1), ...random.some(used, 1)], random);
      });
      yield { path, text: withImports(path, functions.join(''), used, '') };
      callees.push(...names.map((own) => ({ name: own, file: path })));
    }
    below.push(callees);
  }
  const top = below.at(-1) ?? [];
  for (let index = 0; index < WORKFLOWS; index++) {
    const path = `${root}/${folders.workflow}/flow${index}.ts`;
    const used = random.some(top, 12);
    const names = ['Order', 'Refund', 'Renewal'].map((name) => `flow${domain}x${index}${name}`);
    const text = names.map((name) => writeWorkflow(name, random.some(used, 5), random)).join('');
    yield { path, text: withImports(path, text, used, "import { DBOS } from '@dbos-inc/dbos-sdk';\n") };
  }
  const rest = DOMAIN - WORKFLOWS - LAYERS.reduce((sum, count) => sum + count, 0);
  for (let index = 0; index < rest; index++) {
    const path = `${root}/${folders.other}/page${index}.ts`;
    const used = random.some(top, 4);
    const names = Array.from({ length: FUNCTIONS }, (_, at) => `page${index}${'abcdefghi'[at] ?? ''}`);
    const text = names.map((name) => writeFunction(name, random.some(used, 2), random)).join('');
    yield { path, text: withImports(path, text, used, '') };
  }
}

/** The body with the imports that it needs. */
function withImports(path: string, body: string, used: readonly Callee[], extra: string): string {
  const up = '../'.repeat(path.split('/').length - 2);
  const byFile = new Map<string, string[]>();
  for (const { name, file } of used) {
    if (body.includes(`${name}(`)) byFile.set(file, [...(byFile.get(file) ?? []), name]);
  }
  const imports = [...byFile].map(([file, names]) => {
    const specifier = up + file.slice('src/'.length).replace(/\.ts$/, '.js');
    return `import { ${names.join(', ')} } from '${specifier}';\n`;
  });
  const item = `import { ${body.includes('ItemError') ? 'ItemError, ' : ''}type Item } from '${up}core/item.js';\n`;
  const pool = body.includes('pool.') ? `import { pool } from '${up}core/pool.js';\n` : '';
  return `${extra}${item}${pool}${imports.join('')}${body}`;
}

const MANIFEST = `{ "name": "generated", "private": true, "type": "module", "dependencies": { "@dbos-inc/dbos-sdk": "5.3.0", "pg": "8.0.0" } }\n`;
const TSCONFIG = `{ "compilerOptions": { "target": "es2023", "module": "nodenext", "strict": true, "skipLibCheck": true, "noEmit": true }, "include": ["src"] }\n`;
const ITEM = `export interface Line {
  readonly sku: string;
  readonly quantity: number;
  readonly price: number;
}

export interface Item {
  readonly id: string;
  readonly createdAt: number;
  readonly lines: readonly Line[];
  readonly tags: readonly string[];
}

export class ItemError extends Error {
  constructor(
    readonly where: string,
    message: string,
  ) {
    super(message);
  }
}
`;
const POOL = `import { Pool } from 'pg';

export const pool = new Pool({ max: 10 });
`;
