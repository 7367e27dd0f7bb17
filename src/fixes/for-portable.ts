/** Repairs for values that the portable format changes: they are written in its form, or made from it by a schema. */
import type { TSESTree } from '@typescript-eslint/types';

import type { MarkedOption } from '../analysis/option-marks.ts';
import type { SchemaLibrary } from '../knowledge/facts/records.ts';
import { freeNamesOf } from '../syntax/print.ts';
import { suggest, type Repair } from './repair.ts';

const SIMPLE: ReadonlySet<string> = new Set([
  'Identifier',
  'MemberExpression',
  'CallExpression',
  'NewExpression',
  'Literal',
]);

/**
 * The value in the form that is written anyway: `now.toISOString()`.
 * @param template code in which `$1` is the value
 * @param isGlobal whether a name means the global of that name there
 */
export function formRepair(
  node: TSESTree.Node,
  template: string,
  isGlobal: (name: string) => boolean,
): Repair | undefined {
  if (!freeNamesOf(template).every(isGlobal)) return undefined;
  const [before = '', after = ''] = template.split('$1');
  const isBare = SIMPLE.has(node.type) || after.startsWith(')');
  const parts = isBare ? [before, node, after] : [`${before}(`, node, `)${after}`];
  return suggest({ kind: 'compose', node, parts: parts.filter((part) => part !== '') });
}

/** What the schema of an argument is made of. */
export interface SchemaSite {
  readonly library: SchemaLibrary;
  /** How the file calls it. */
  readonly name: string;
  /** By the position of the parameter: the schema that makes its value. */
  readonly made: ReadonlyMap<number, string>;
}

/** The schema for the arguments of a workflow, among its options; undefined where an argument may be left out. */
export function schemaRepair(
  { holder }: MarkedOption,
  parameters: readonly TSESTree.Parameter[],
  { library, name, made }: SchemaSite,
): Repair | undefined {
  if (!holder?.literal || !parameters.every(isGiven)) return undefined;
  const schemas = parameters.map((parameter, index) => made.get(index) ?? schemaOf(parameter, library));
  const code = library.all.replace('$R', () => schemas.join(', ')).replaceAll('$Z', () => name);
  const intent = { kind: 'add-property', object: holder.literal, key: library.option, code } as const;
  return suggest(intent);
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
