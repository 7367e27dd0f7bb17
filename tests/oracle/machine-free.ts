/** What a text says without naming the machine that it was made on: no stacks, no folders. */
import { existsSync, realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Folders that only this machine has. */
const folders = [join(import.meta.dirname, '..', '..'), tmpdir(), homedir(), dirname(process.execPath)]
  .filter((folder) => folder.length > 1 && existsSync(folder))
  .flatMap((folder) => [folder, realpathSync(folder)]);

/** One of them with what is in it, up to what ends a path in a sentence: a space, a quotation mark, a bracket, the line number. */
const path = new RegExp(
  `(?<!\\w)(?:file://)?(?:${folders.map((folder) => folder.replaceAll(/[^\w/]/g, String.raw`\$&`)).join('|')})(?![\\w-])[^\\s'"\`():,]*`,
  'g',
);

// A line of a stack, as Node writes it and as the engine does:
//   at launch (/srv/app/main.js:3:7)
//   >>> DBOS.registerWorkflow (/srv/app/main.js:5:1)
const frame = /^\s*(?:>>> |at .*(?::\d+:\d+\)?|\(<anonymous>\))$)/;

export function machineFree(text: string): string {
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    if (!frame.test(line)) kept.push(line);
    else if (kept.at(-1)?.endsWith(':') === true) kept.push(withoutLastSentence(kept.pop() ?? ''));
  }
  return kept.join('\n').replaceAll(path, (found) => found.split(/[\\/]/).at(-1) ?? '');
}

/** `It is registered. It was registered at:` announces what was taken away. */
function withoutLastSentence(line: string): string {
  return line.slice(0, /^.*[.!?]\s/.exec(line)?.[0].length ?? 0).trimEnd();
}
