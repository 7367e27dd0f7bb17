/**
 * The modules of the program as far as they were looked at: the linted one, those that are seen in its light, and all others as they are whatever
 * file is linted. Also where their specifiers lead, and what can be told of a file without parsing it.
 */
import { indexModule } from './index-module.ts';
import type { Knowledge } from './knowledge.ts';
import { programOf, type Node } from './nodes.ts';
import type { Program, Resolution, SourceModule, Specifiers } from './source.ts';
import type { ModuleUnit } from './units.ts';

const NO_SPECIFIERS: Specifiers = { loaded: [], types: [] };

export class ModuleStore {
  readonly #program: Program;
  readonly #knowledge: Knowledge;
  /** The module that is linted. */
  root: ModuleUnit | undefined;
  /** Other modules have looked at the linted one, so that what is known of them depends on it. */
  isRootImported = false;
  /** What is seen in the light of the linted file, by path; undefined: not looked at. */
  #lit = new Map<string, ModuleUnit | undefined>();
  readonly #modules = new Map<string, ModuleUnit>();
  #textLength = 0;
  #tagCount = 0;
  readonly #tags = new Map<string, string>();
  /** Whether a text holds a word, by word and path. */
  readonly #mentions = new Map<string, Map<string, boolean>>();
  readonly #resolutions = new Map<string, Resolution>();

  constructor(program: Program, knowledge: Knowledge) {
    this.#program = program;
    this.#knowledge = knowledge;
  }

  /** Begins a lint. @param lit paths of modules of which the linted file decides what they keep */
  open(source: SourceModule, lit: ReadonlySet<string>): ModuleUnit {
    this.#lit = new Map([...lit].map((path) => [path, undefined]));
    const module = indexModule(source, this.#tagOf(source.path));
    this.root = module;
    return module;
  }

  /** The module of a file; undefined when it cannot be read. */
  get(path: string): ModuleUnit | undefined {
    if (path === this.root?.path) {
      this.isRootImported = true;
      return this.root;
    }
    return this.#lit.has(path) ? this.#litModule(path) : this.#unlitModule(path);
  }

  /** The module as it is whatever file is linted. */
  #unlitModule(path: string): ModuleUnit | undefined {
    const known = this.#modules.get(path);
    if (known) return known;
    const source = this.#program.load(path);
    if (source === undefined) return undefined;
    const module = indexModule(source, this.#tagOf(source.path));
    this.#modules.set(path, module);
    this.#textLength += source.text.length;
    return module;
  }

  #litModule(path: string): ModuleUnit | undefined {
    const known = this.#lit.get(path);
    if (known) return known;
    const source = this.#program.load(path);
    if (source === undefined) return undefined;
    // Keys made of one must not be taken for keys of the other.
    const module = indexModule(source, this.#newTag());
    this.#lit.set(path, module);
    return module;
  }

  /** Whether what the module keeps is looked at in the light of the linted file. */
  isLit(module: ModuleUnit): boolean {
    return this.#lit.get(module.path) === module;
  }

  /** Whether the module is the linted one, or seen in its light. */
  isOfLint(module: ModuleUnit): boolean {
    return module === this.root || this.isLit(module);
  }

  /** The paths of the modules that are seen in the light of the linted one. */
  get litPaths(): Iterable<string> {
    return this.#lit.keys();
  }

  /** The paths of the modules that were looked at, apart from the linted one and those that are seen in its light. */
  get paths(): Iterable<string> {
    return this.#modules.keys();
  }

  /** The length of their texts together, in characters. */
  get textLength(): number {
    return this.#textLength;
  }

  /** Whether the text of a file holds a word, so that most files need not be parsed to know that there is nothing in them. */
  mentions(path: string, word: string): boolean {
    if (path === this.root?.path) return this.root.source.text.includes(word);
    let paths = this.#mentions.get(word);
    if (!paths) this.#mentions.set(word, (paths = new Map<string, boolean>()));
    let answer = paths.get(path);
    if (answer === undefined) {
      const loaded = this.#modules.get(path);
      answer = loaded ? loaded.source.text.includes(word) : this.#program.mentions(path, word);
      paths.set(path, answer);
    }
    return answer;
  }

  /** The text in which a node stands, of whatever module it is. */
  textAround(node: Node): string {
    const top = programOf(node);
    const own = this.root?.source;
    if (!own || top === own.program) return own?.text ?? '';
    for (const modules of [this.#lit, this.#modules])
      for (const module of modules.values()) if (module?.source.program === top) return module.source.text;
    return own.text;
  }

  /** The texts of these files have changed: forgets what was read in them. */
  reread(edited: ReadonlySet<string>): void {
    for (const paths of this.#mentions.values()) for (const path of edited) paths.delete(path);
  }

  /** Forgets modules. */
  forget(outdated: ReadonlySet<string>): void {
    for (const path of outdated) {
      this.#textLength -= this.#modules.get(path)?.source.text.length ?? 0;
      this.#modules.delete(path);
      // Keys made of the old text must not be taken for keys of the new one.
      this.#tags.delete(path);
    }
  }

  /** The specifiers of a file, found in the cheapest way. */
  specifiers(path: string): Specifiers {
    if (path === this.root?.path) return this.root.specifiers;
    return (
      this.#modules.get(path)?.specifiers ??
      this.#program.specifiers(path) ??
      this.get(path)?.specifiers ??
      NO_SPECIFIERS
    );
  }

  /** What a specifier of a file leads to. */
  resolve(specifier: string, fromPath: string): Resolution {
    const sdk = this.#knowledge.sdkModule(specifier);
    if (sdk !== undefined) return { kind: 'package', name: sdk };
    const key = `${fromPath}\0${specifier}`;
    const known = this.#resolutions.get(key);
    if (known) return known;
    const found = this.#program.resolve(specifier, fromPath);
    this.#resolutions.set(key, found);
    return found;
  }

  #tagOf(path: string): string {
    let tag = this.#tags.get(path);
    if (tag === undefined) this.#tags.set(path, (tag = this.#newTag()));
    return tag;
  }

  #newTag(): string {
    this.#tagCount += 1;
    return this.#tagCount.toString(36);
  }
}
