/**
 * The proofs of the examples in the rules' pages: kept in docs/proofs.json by `npm run oracle`, written into the pages by
 * `npm run generate`, which runs nothing.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseExamples, type Example } from '../tests/docs-examples.ts';

/** What one example was seen to do. */
export interface Proof {
  /** Of the example's text and declaration: another text is not proved. */
  readonly digest: string;
  readonly sdk: string;
  /** `crashed`: a process was killed and another one recovered. `rewound`: in one process. */
  readonly by: 'crashed' | 'rewound';
  /** Markdown. */
  readonly seen: string;
}

/** By page and example: `docs/rules/no-race.md, incorrect 2`. */
export type Proofs = Readonly<Record<string, Proof>>;

const file = join(import.meta.dirname, '..', 'docs', 'proofs.json');
const BEGIN = '<!-- begin of generated proof -->';
const END = '<!-- end of generated proof -->';

export function readProofs(): Proofs {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Proofs) : {};
}

/** Says why they are not written, when they are not. */
export function writeProofs(proofs: Proofs): string | undefined {
  const sorted = Object.entries(proofs).sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }));
  try {
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The examples of a page that are run, with the names under which their proofs are kept. */
export function namedExamples(
  page: string,
  text: string,
): readonly { readonly name: string; readonly example: Example }[] {
  const counts = new Map<string, number>();
  return parseExamples(text, page).flatMap((example) => {
    const count = (counts.get(example.kind) ?? 0) + 1;
    counts.set(example.kind, count);
    return example.verdict === undefined || example.static !== undefined
      ? []
      : [{ name: `${page}, ${example.kind} ${String(count)}`, example }];
  });
}

export function digestOf({ text, kind, verdict, code, call, scene }: Example): string {
  return createHash('sha256')
    .update(JSON.stringify([text, kind, verdict, code, ...(call ? [call] : []), ...(scene ? [scene] : [])]))
    .digest('hex')
    .slice(0, 12);
}

/** The page with its *Proof* section brought up to date. `page` is its path from the root. A page without proved examples gets none. */
export function withProof(page: string, text: string, proofs: Proofs): string {
  const lines = namedExamples(page, text).flatMap(({ name, example }) => {
    const proof = proofs[name];
    return proof?.digest === digestOf(example) ? [{ title: name.slice(page.length + 2), example, proof }] : [];
  });
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  const before = begin < 0 ? `${text.trimEnd()}\n\n` : text.slice(0, begin);
  const after = begin < 0 || end < 0 ? '' : text.slice(end + END.length).trimStart();
  if (lines.length === 0) return begin < 0 ? text : `${before.trimEnd()}\n${after && `\n${after}`}`;
  return `${before}${BEGIN}\n\n${sectionOf(lines)}\n\n${END}\n${after && `\n${after}`}`;
}

function sectionOf(
  lines: readonly { readonly title: string; readonly example: Example; readonly proof: Proof }[],
): string {
  const versions = [...new Set(lines.map(({ proof }) => proof.sdk))].join(', ');
  const items = lines.map(({ title, example, proof }) => {
    const declared = `**${example.verdict ?? ''}**${example.code === undefined ? '' : ` ${example.code}`}`;
    const way = proof.by === 'crashed' ? '' : ' (rewound in one process)';
    return `- _Proof_ of the ${title.replace(/(\w+) (\d+)/, '$1 example $2')}: ${declared}${way}. ${proof.seen.slice(0, 1).toUpperCase()}${proof.seen.slice(1)}.`;
  });
  return [
    '## Proof',
    `The examples ran on \`@dbos-inc/dbos-sdk\` ${versions} and [were recovered](../oracle.md):`,
    items.join('\n'),
  ].join('\n\n');
}
