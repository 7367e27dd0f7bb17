/**
 * What a file depends on, as one hash: its text, where its imports lead, and the same of all files that it reaches, be it for types. Files
 * that import each other in a circle have one hash together. Every file is visited once, however many reach it.
 */
import type { Resolution } from '../../analysis/source.ts';
import { hashOf } from './hash.ts';

export interface DependencySource {
  /** Everything that a file names. */
  readonly specifiers: (path: string) => readonly string[];
  readonly resolve: (specifier: string, fromPath: string) => Resolution;
  /** A hash of a file's text; undefined when it cannot be read. */
  readonly text: (path: string) => string | undefined;
  /** The path by which a file is known wherever the project lies. */
  readonly nameOf: (path: string) => string;
}

interface Target {
  readonly name: string;
  /** Undefined: nothing of the program. */
  readonly path: string | undefined;
}

/** A file whose targets are being visited. */
interface Visit {
  readonly path: string;
  readonly index: number;
  readonly targets: readonly Target[];
  next: number;
  /** The lowest index among the unfinished files that it reaches. */
  lowest: number;
}

/** The hashes of the files of one program, as it is at one moment. */
export class Dependencies {
  readonly #source: DependencySource;
  readonly #hashes = new Map<string, string>();

  constructor(source: DependencySource) {
    this.#source = source;
  }

  /** The hash of what a specifier leads to, seen from a file. */
  hashBehind(specifier: string, fromPath: string): string {
    const { name, path } = this.#target(specifier, fromPath);
    return path === undefined ? name : this.hashOf(path);
  }

  hashOf(path: string): string {
    const known = this.#hashes.get(path);
    if (known !== undefined) return known;
    this.#visit(path);
    return this.#hashes.get(path) ?? '';
  }

  /** Tarjan's search for files that reach each other, without recursion. */
  #visit(start: string): void {
    const unfinished = new Map<string, Visit>();
    const open: Visit[] = [];
    const enter = (path: string): void => {
      const index = unfinished.size;
      const visit: Visit = { path, index, targets: this.#targetsOf(path), next: 0, lowest: index };
      unfinished.set(path, visit);
      open.push(visit);
    };
    enter(start);
    for (let visit = open.at(-1); visit !== undefined; visit = open.at(-1)) {
      const target = visit.targets[visit.next];
      visit.next += 1;
      if (target === undefined) {
        open.pop();
        const parent = open.at(-1);
        if (parent) parent.lowest = Math.min(parent.lowest, visit.lowest);
        if (visit.lowest === visit.index) this.#close(visit, unfinished);
      } else if (target.path !== undefined && !this.#hashes.has(target.path)) {
        const known = unfinished.get(target.path);
        if (known) visit.lowest = Math.min(visit.lowest, known.index);
        else enter(target.path);
      }
    }
  }

  /** The files that were entered since are the circle of the first one: whatever else they reach has its hash. */
  #close(first: Visit, unfinished: Map<string, Visit>): void {
    const circle = [...unfinished.values()].slice(first.index);
    const lines = circle.map(({ path, targets }) => {
      const reached = targets.map((target) => {
        const hash = target.path === undefined ? undefined : this.#hashes.get(target.path);
        return hash ?? target.name;
      });
      return [this.#source.nameOf(path), this.#source.text(path) ?? '-', ...reached].join(' ');
    });
    const hash = hashOf(lines.sort().join('\n'));
    for (const { path } of circle) {
      this.#hashes.set(path, hash);
      unfinished.delete(path);
    }
  }

  #targetsOf(path: string): readonly Target[] {
    return this.#source.specifiers(path).map((specifier) => this.#target(specifier, path));
  }

  #target(specifier: string, fromPath: string): Target {
    const resolution = this.#source.resolve(specifier, fromPath);
    switch (resolution.kind) {
      case 'file':
        return { name: this.#source.nameOf(resolution.path), path: resolution.path };
      case 'package':
        return { name: resolution.name, path: undefined };
      case 'missing':
        return { name: '?', path: undefined };
    }
  }
}
