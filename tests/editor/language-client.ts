/** An editor, as far as the ESLint language server of VS Code can tell: it opens texts, asks for diagnostics, and applies edits. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node.js';

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly code: string;
  readonly codeDescription?: { readonly href: string };
}

export interface CodeAction {
  readonly title: string;
  readonly kind: string;
  readonly command?: { readonly command: string; readonly arguments: readonly unknown[] };
}

interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

interface WorkspaceEdit {
  readonly documentChanges: readonly { readonly edits: readonly TextEdit[] }[];
}

/** What VS Code's extension answers when nothing was set by the user. */
const SETTINGS = {
  validate: 'on',
  run: 'onType',
  experimental: {},
  problems: { shortenToSingleLine: false },
  rulesCustomizations: [],
  quiet: false,
  onIgnoredFiles: 'off',
  options: {},
  useESLintClass: true,
  useFlatConfig: true,
  workingDirectory: { mode: 'location' },
  nodePath: null,
  format: false,
  codeActionOnSave: { enable: true, mode: 'all' },
  codeAction: {
    disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'line' },
    showDocumentation: { enable: true },
  },
};

const SERVER = join('node_modules', 'vscode-langservers-extracted', 'bin', 'vscode-eslint-language-server');

export class Editor {
  readonly #server: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #texts = new Map<string, { text: string; version: number }>();
  readonly #folder: string;

  private constructor(server: ChildProcess, connection: MessageConnection, folder: string) {
    this.#server = server;
    this.#connection = connection;
    this.#folder = folder;
  }

  /** Starts a server for a folder. `root` holds the server's package. */
  static async open(root: string, folder: string): Promise<Editor> {
    const server = spawn(process.execPath, [join(root, SERVER), '--stdio'], { cwd: folder });
    const connection = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const editor = new Editor(server, connection, folder);
    const workspace = { uri: pathToFileURL(folder).href, name: 'a-project' };
    connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
      items.map(() => ({ ...SETTINGS, workspaceFolder: workspace })),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/diagnostic/refresh', () => null);
    connection.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
      editor.#apply(edit);
      return { applied: true };
    });
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: workspace.uri,
      workspaceFolders: [workspace],
      capabilities: {
        workspace: {
          applyEdit: true,
          configuration: true,
          workspaceFolders: true,
          diagnostics: { refreshSupport: true },
        },
        textDocument: {
          diagnostic: { dynamicRegistration: true },
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } } },
        },
      },
    });
    await connection.sendNotification('initialized', {});
    return editor;
  }

  /** The text of an open document, with the edits that were applied. */
  textOf(name: string): string {
    return this.#document(name).text;
  }

  async show(name: string, text: string): Promise<void> {
    this.#texts.set(name, { text, version: 1 });
    const textDocument = { uri: this.#uri(name), languageId: 'typescript', version: 1, text };
    await this.#connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Types: the new text is not saved. */
  async change(name: string, text: string): Promise<void> {
    const version = this.#document(name).version + 1;
    this.#texts.set(name, { text, version });
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uri(name), version },
      contentChanges: [{ text }],
    });
  }

  async diagnostics(name: string): Promise<readonly Diagnostic[]> {
    const { items } = await this.#connection.sendRequest<{ items: readonly Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri: this.#uri(name) },
    });
    return items;
  }

  /** What the light bulb at a diagnostic offers. */
  async actions(name: string, diagnostic: Diagnostic): Promise<readonly CodeAction[]> {
    return await this.#connection.sendRequest<readonly CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: this.#uri(name) },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic], only: ['quickfix'] },
    });
  }

  /** Chooses an action; what the server has the editor apply is in the text afterwards. */
  async choose({ command }: CodeAction): Promise<void> {
    if (command === undefined) throw new Error('This action has no command.');
    await this.#connection.sendRequest('workspace/executeCommand', command);
  }

  async close(): Promise<void> {
    await this.#connection.sendRequest('shutdown');
    const ended = new Promise((resolve) => this.#server.once('exit', resolve));
    await this.#connection.sendNotification('exit');
    await ended;
    this.#connection.dispose();
  }

  #apply({ documentChanges }: WorkspaceEdit): void {
    const [name = ''] = this.#texts.keys();
    for (const { edits } of documentChanges) {
      const document = this.#document(name);
      const ordered = [...edits].sort(
        (a, b) => offsetOf(document.text, b.range.start) - offsetOf(document.text, a.range.start),
      );
      for (const { range, newText } of ordered) {
        const { text } = document;
        document.text = text.slice(0, offsetOf(text, range.start)) + newText + text.slice(offsetOf(text, range.end));
      }
    }
  }

  #document(name: string): { text: string; version: number } {
    const document = this.#texts.get(name);
    if (document === undefined) throw new Error(`${name} is not open.`);
    return document;
  }

  #uri(name: string): string {
    return pathToFileURL(join(this.#folder, name)).href;
  }
}

/** The text in a range. */
export function textIn(text: string, { start, end }: Range): string {
  return text.slice(offsetOf(text, start), offsetOf(text, end));
}

function offsetOf(text: string, { line, character }: Position): number {
  const before = text.split('\n').slice(0, line);
  return before.reduce((sum, { length }) => sum + length + 1, character);
}
