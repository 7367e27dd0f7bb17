/** Stands in for Vitest in the bundle of the specs: what they register is kept, to be run one by one and in any order. */
export { expect } from 'vitest';

export interface RegisteredTest {
  /** With the names of the groups that it stands in; no two are alike. */
  readonly name: string;
  readonly body: () => unknown;
}

export const tests: RegisteredTest[] = [];

const groups: string[] = [];
const taken = new Map<string, number>();

type Register<Row> = (title: string, body: (...row: Row[]) => unknown) => void;

/** The part of Vitest's functions that the specs use. A spec that uses more cannot be bundled, or fails. */
interface Registering extends Register<never> {
  readonly each: <Row>(rows: readonly Row[]) => Register<Row>;
}

export const describe = withEach((title, body) => {
  groups.push(title);
  body();
  groups.pop();
});

export const it = withEach((title, body) => {
  const name = [...groups, title].join(' ');
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  tests.push({ name: count === 1 ? name : `${name} (${count})`, body });
});

function withEach(register: Register<never>): Registering {
  const each =
    <Row>(rows: readonly Row[]): Register<Row> =>
    (title, body) => {
      for (const row of rows) {
        const values = Array.isArray(row) ? (row as Row[]) : [row];
        register(titleFor(title, row), () => body(...values));
      }
    };
  return Object.assign(register, { each });
}

/** `$name` stands for what the row has under that key; the titles of lists need not tell their rows apart. */
function titleFor(title: string, row: unknown): string {
  return title.replaceAll(/\$(?<key>\w+)/gu, (_all, key: string) => String(Reflect.get(Object(row) as object, key)));
}
