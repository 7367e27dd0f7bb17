/** Repairs for values that the portable format changes: they are written in its form, or made from it by a schema. */
import type { TSESTree } from '@typescript-eslint/types';

import type { FileModel } from '../analysis/model.ts';
import type { PortableChange, PortableWorkflow } from '../analysis/portable.ts';
import type { SchemaLibrary } from '../knowledge/facts/records.ts';
import { freeNamesOf } from '../syntax/print.ts';
import { suggest, type Repair } from './repair.ts';

/** The value in the form that is written anyway: `now.toISOString()`. Undefined where only a part of it changes, and where the form has no code. */
export function formRepair({ node, part, by }: PortableChange, model: FileModel): Repair | undefined {
  const { code } = part.form;
  if (by.kind !== 'written' || !by.isWhole || code === undefined) return undefined;
  if (!freeNamesOf(code).every((name) => model.scope.isGlobalAt(name, node))) return undefined;
  const [before = '', after = ''] = code.split('$1');
  return suggest({ kind: 'compose', node, parts: [before, node, after] });
}

/**
 * The schema that makes the arguments of a workflow from their written form, among the options of its registration. Undefined where the file does
 * not import a library of schemas, where a part of an argument changes, and where an argument may be left out.
 *
 * @param library undefined: the engine takes no schemas
 */
export function schemaRepair(
  { unit, schema: { holder }, changes }: PortableWorkflow,
  library: SchemaLibrary | undefined,
  model: FileModel,
): Repair | undefined {
  const name = library?.modules.map((module) => model.scope.libraryName(module, library.name)).find(Boolean);
  if (!library || name === undefined || unit.module !== model.module || !('params' in unit.node)) return undefined;
  const { params } = unit.node;
  const made = schemasOf(changes);
  if (!made || !holder?.literal || !params.every(isGiven)) return undefined;
  const schemas = params.map((parameter, index) => made.get(index) ?? schemaOf(parameter, library));
  const code = library.all.replace('$R', () => schemas.join(', ')).replaceAll('$Z', () => name);
  return suggest({ kind: 'add-property', object: holder.literal, key: library.option, code });
}

/** By the position of a parameter that the format changes: the schema that makes its value. Undefined: there is none for one of them. */
function schemasOf(changes: readonly PortableChange[]): ReadonlyMap<number, string> | undefined {
  const made = new Map<number, string>();
  for (const { part, by } of changes) {
    if (by.kind !== 'parameter') continue;
    if (part.path !== '' || part.form.schema === undefined) return undefined;
    made.set(by.index, part.form.schema);
  }
  return made;
}

function isGiven(parameter: TSESTree.Parameter): boolean {
  return (parameter.type === 'Identifier' && !parameter.optional) || parameter.type === 'ObjectPattern';
}

/** `TSStringKeyword` is `string`. */
function schemaOf(parameter: TSESTree.Parameter, { keywords, any }: SchemaLibrary): string {
  const type = 'typeAnnotation' in parameter ? parameter.typeAnnotation?.typeAnnotation.type : undefined;
  const keyword = /^TS(\w+)Keyword$/u.exec(type ?? '')?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined) ?? any;
}
