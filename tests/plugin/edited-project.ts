/** A small project, and random edits of it that change what its workflows reach. */
import fc from 'fast-check';

/** What an edit puts in the place of `BODY`: effects, calls of what the file imports, and nothing. */
const BODIES = ['1', 'Date.now()', 'Math.random()', 'next(f)', 'f()', 'next(() => Date.now())'];

/** Files that import each other in a line, in a circle, and through a class that is handed around. */
export const FILES: Readonly<Record<string, string>> = {
  'order.ts': `import { DBOS } from '@dbos-inc/dbos-sdk';
    import { next } from './first.js';
    import { Service } from './service.js';
    const f = () => 1;
    async function place() { return [next(f), new Service(f).run(), BODY]; }
    export const order = DBOS.registerWorkflow(place, { name: 'place' });`,
  'first.ts': `import { second } from './second.js';
    export function next(f: () => unknown) { return BODY; function next(g: () => unknown) { return second(g); } }`,
  'second.ts': `import { third as next } from './third.js';
    import { next as back } from './first.js';
    export function second(f: () => unknown) { return BODY; }
    export const other = () => back(() => 1);`,
  'third.ts': `const next = (f: () => unknown) => f();
    export function third(f: () => unknown) { return BODY; }`,
  'service.ts': `import type { Port } from './port.js';
    import { third as next } from './third.js';
    const f = () => 2;
    export class Service {
      constructor(private readonly f: () => unknown, private readonly port?: Port) {}
      run() { return [this.port?.send(this.f), this.f(), BODY]; }
    }`,
  'port.ts': `export interface Port { send(f: () => unknown): unknown }`,
  'mail.ts': `import type { Port } from './port.js';
    import { second as next } from './second.js';
    export class Mail implements Port { send(f: () => unknown) { return BODY; } }`,
  'unit.ts': `import { Mail } from './mail.js'; import { order } from './order.js';
    import { DBOS } from '@dbos-inc/dbos-sdk';
    const next = (f: () => unknown) => new Mail().send(f);
    const f = () => 3;
    DBOS.registerWorkflow(async () => BODY, { name: 'unit' });
    export { order };`,
};

export const withBody = (name: string, body: string): string => (FILES[name] ?? '').replace('BODY', body);

export const EDIT = fc.record({
  name: fc.constantFrom(...Object.keys(FILES)),
  body: fc.constantFrom(...BODIES),
  // What is imported changes as well.
  adds: fc.constantFrom('', '', '', "\nimport './mail.js';", "\nimport './third.js';"),
});
