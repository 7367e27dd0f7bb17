import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import ts from 'typescript';

/** The keys of an interface of the SDK's declarations, with those that it takes over. */
export function keysOf(file: string, type: string): readonly string[] {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@dbos-inc/dbos-sdk'));
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(folder, `${file}.d.ts`), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  const found = source.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === type);
  if (found === undefined || !ts.isInterfaceDeclaration(found))
    throw new Error(`${file}.d.ts has no interface ${type}`);
  const own = found.members.flatMap((member) =>
    member.name !== undefined && ts.isIdentifier(member.name) ? [member.name.text] : [],
  );
  const bases = (found.heritageClauses ?? []).flatMap((clause) => clause.types.map((base) => base.expression));
  return [
    ...own,
    ...bases.flatMap((base) =>
      ts.isIdentifier(base) ? keysOf(base.text === 'EnqueueWorkflowOptions' ? 'enqueue_options' : file, base.text) : [],
    ),
  ];
}
