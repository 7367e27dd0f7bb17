/** The plugin in an editor: the ESLint language server of VS Code, spoken to as the editor does, on an example application. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import manifest from '../../package.json' with { type: 'json' };
import { Editor, textIn, type Diagnostic } from './language-client.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'durable-editor-')));
const WORKFLOW = join('src', 'workflows', 'ingest.ts');
const HELPER = join('src', 'lib', 'clock.ts');
const original = readFileSync(join(root, 'examples', 'queue-worker', WORKFLOW), 'utf8');

/** The plugin looks at the disk every half second at most, less often where a look takes long. */
const PATIENCE = { timeout: 20_000, interval: 300 };

let editor: Editor;

beforeAll(async () => {
  const build = "import('./scripts/bootstrap.mjs').then(({ ensureBuilt }) => ensureBuilt())";
  execFileSync(process.execPath, ['--eval', build], { cwd: root });
  cpSync(join(root, 'examples', 'queue-worker'), folder, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const config = `import parser from '@typescript-eslint/parser';
import durable from '${pathToFileURL(join(root, 'dist', 'index.js')).href}';
export default [{ files: ['**/*.ts'], languageOptions: { parser } }, durable.configs.recommended];
`;
  writeFileSync(join(folder, 'eslint.config.mjs'), config);
  editor = await Editor.open(root, folder);
  await editor.show(WORKFLOW, original);
});

afterAll(async () => {
  await editor.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('an editor', () => {
  it('underlines the code that a finding is about, and links to the page of its rule', async () => {
    const found = await editor.diagnostics(WORKFLOW);
    expect(found.map(({ range }) => textIn(original, range))).toEqual(
      expect.arrayContaining(['randomUUID()', 'new Date()', 'Math.random()', 'keepUntil()']),
    );
    const lines = original.split('\n').flatMap((text, line) => (text.includes('// planted: ') ? [line] : []));
    expect(found.map(({ range }) => range.start.line)).toEqual(lines);
    const pages = new Set(found.map(({ codeDescription }) => codeDescription?.href));
    const page = (rule: string): string => `${manifest.homepage}/blob/main/docs/rules/${rule}.md`;
    expect(pages).toEqual(new Set([page('workflow-determinism'), page('no-thread-start')]));
  });

  it('offers the repair, and applying it makes the change and takes the finding away', async () => {
    const before = await editor.diagnostics(WORKFLOW);
    const drawn = at(before, original, 'Math.random()');
    const actions = await editor.actions(WORKFLOW, drawn);
    const repair = actions.find(({ title }) => title.startsWith('Fix this'));
    if (repair === undefined) throw new Error(`Only these are offered: ${actions.map(({ title }) => title).join()}`);
    await editor.choose(repair);
    const text = editor.textOf(WORKFLOW);
    expect(text).toBe(
      original.replace(
        'if (Math.random() < SAMPLED)',
        "if ((await DBOS.runStep(async () => Math.random(), { name: 'random' })) < SAMPLED)",
      ),
    );
    await editor.change(WORKFLOW, text);
    expect(await editor.diagnostics(WORKFLOW)).toHaveLength(before.length - 1);
    await editor.change(WORKFLOW, original);
  });

  it('offers to silence a finding, and a silenced line stays silent while the rest changes', async () => {
    const before = await editor.diagnostics(WORKFLOW);
    const actions = await editor.actions(WORKFLOW, at(before, original, 'new Date()'));
    const silence = actions.find(({ title }) => title.startsWith('Disable') && title.includes('for this line'));
    if (silence === undefined) throw new Error(`Only these are offered: ${actions.map(({ title }) => title).join()}`);
    await editor.choose(silence);
    const text = editor.textOf(WORKFLOW);
    expect(text).toBe(
      original.replace(
        '  const receivedAt = new Date()',
        '  // eslint-disable-next-line durable/workflow-determinism\n  const receivedAt = new Date()',
      ),
    );
    await editor.change(WORKFLOW, `${text}\n// typed on\n`);
    const after = await editor.diagnostics(WORKFLOW);
    expect(after).toHaveLength(before.length - 1);
    expect(after.map(({ range }) => textIn(text, range))).not.toContain('new Date()');
    await editor.change(WORKFLOW, original);
  });

  it('sees at the next keystroke what another file has become', async () => {
    const helper = join(folder, HELPER);
    const impure = readFileSync(helper, 'utf8');
    const throughHelper = (found: readonly Diagnostic[]): readonly string[] =>
      found.filter(({ message }) => message.includes('clock.ts')).map(({ range }) => textIn(original, range));

    const afterTyping = async (): Promise<readonly string[]> => {
      await editor.change(WORKFLOW, `${original}\n`);
      await editor.diagnostics(WORKFLOW);
      await editor.change(WORKFLOW, original);
      return throughHelper(await editor.diagnostics(WORKFLOW));
    };

    expect(await afterTyping()).toEqual(['now()', 'keepUntil()']);
    writeFileSync(helper, impure.replace('Date.now()', '1_700_000_000_000'));
    await expect.poll(afterTyping, PATIENCE).toEqual([]);
    writeFileSync(helper, impure);
    await expect.poll(afterTyping, PATIENCE).toEqual(['now()', 'keepUntil()']);
  });
});

/** The finding about the code. */
function at(found: readonly Diagnostic[], text: string, code: string): Diagnostic {
  const diagnostic = found.find(({ range }) => textIn(text, range) === code);
  if (diagnostic === undefined) throw new Error(`Nothing is found at ${code}.`);
  return diagnostic;
}
