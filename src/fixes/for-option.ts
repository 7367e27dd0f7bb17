/** The repair for an option that is misspelt, misplaced, ignored or missing. */
import type { TSESTree } from '@typescript-eslint/types';

import type { MovedProperty, OptionHint } from '../analysis/option-problems.ts';
import { acts } from '../syntax/acts.ts';
import { keyOf } from '../syntax/keys.ts';
import { printKey, styleOf } from '../syntax/print.ts';
import type { Intent, Repair, Safety } from './repair.ts';

export interface OptionRepairSite {
  readonly text: string;
  readonly program: TSESTree.Program;
  /** Whether the user wants to agree to repairs that make an ignored option count. */
  readonly fixMode: Safety;
}

/** Undefined: nothing can be done in this file. */
export function optionRepair(hint: OptionHint, site: OptionRepairSite): Repair | undefined {
  const intents = intentsFor(hint, site);
  if (!intents || intents.length === 0) return undefined;
  const isOffered = site.fixMode === 'suggest' || passesOthers(hint) || losesMore(hint);
  return { safety: isOffered ? 'suggest' : hint.safety, steps: 0, intents };
}

/** Whether making a value that goes away may do something. */
function losesMore(hint: OptionHint): boolean {
  return hint.kind === 'remove' && hint.properties.some(acts);
}

/** Whether a value that is made there is made before or after other ones than it was. */
function passesOthers(hint: OptionHint): boolean {
  if (hint.kind !== 'move') return false;
  const isIn = hint.object.properties.some((property) => property.type === 'Property' && keyOf(property) === hint.into);
  return hint.properties.slice(isIn ? 0 : 1).some(({ property }) => acts(property.value));
}

function intentsFor(hint: OptionHint, site: OptionRepairSite): readonly Intent[] | undefined {
  switch (hint.kind) {
    case 'rename': {
      const { property, to, code } = hint;
      const rename: Intent = { kind: 'rename-property', property, key: to };
      if (code === undefined) return [rename];
      // `{ retries }` would have to become a property with a value.
      if (property.shorthand) return undefined;
      return [rename, { kind: 'replace', node: property.value, code: codeFor(property.value, code, site) }];
    }
    case 'move':
      return moveInto(hint.object, hint.into, hint.properties, site);
    case 'lift':
      return lift(hint.property, site);
    case 'remove':
      return removals(hint.properties);
    case 'add':
      return [{ kind: 'add-property', object: hint.object, key: hint.key, code: hint.code }];
    case 'value':
      return [{ kind: 'replace', node: hint.node, code: codeFor(hint.node, hint.code, site) }];
  }
}

/** `$1 / 1000` of `5000` is `5`; of `ttl` it is `ttl / 1000`. */
export function codeFor(value: TSESTree.Node, template: string, { text }: Pick<OptionRepairSite, 'text'>): string {
  const [, operator, number = ''] = /^\$1 ([*/+]) (\d+)$/u.exec(template) ?? [];
  if (operator !== undefined && value.type === 'Literal' && typeof value.value === 'number') {
    const result = {
      '*': value.value * Number(number),
      '/': value.value / Number(number),
      '+': value.value + Number(number),
    };
    const found = Object.entries(result).find(([sign]) => sign === operator)?.[1];
    if (found !== undefined) return String(found);
  }
  const code = text.slice(...value.range);
  const isSimple =
    ['Literal', 'Identifier', 'MemberExpression', 'CallExpression'].includes(value.type) || template === '$1';
  return template.replace('$1', () => (operator === undefined || isSimple ? code : `(${code})`));
}

/** Those at the end of the object go together, for the comma before them. */
function removals(properties: readonly TSESTree.Property[]): readonly Intent[] {
  const [object] = properties.map((property) => property.parent);
  const all = object?.type === 'ObjectExpression' ? object.properties : [];
  const kept = all.findLastIndex((property) => !properties.some((item) => item === property));
  const tail = properties.filter((property) => all.indexOf(property) > kept);
  const single = properties.filter((property) => !tail.includes(property));
  const [first] = tail.toSorted((one, other) => one.range[0] - other.range[0]);
  const last = tail.find((property) => property === all.at(-1));
  const intents: readonly Intent[] = single.map((property) => ({ kind: 'remove-property', property }));
  if (!first || !last) return intents;
  return [...intents, { kind: 'remove-property', property: first, ...(first !== last && { through: last }) }];
}

function moveInto(
  object: TSESTree.ObjectExpression,
  into: string,
  moved: readonly MovedProperty[],
  site: OptionRepairSite,
): readonly Intent[] | undefined {
  const [first, ...others] = moved;
  if (!first) return undefined;
  const present = object.properties.find((property) => property.type === 'Property' && keyOf(property) === into);
  if (present?.type === 'Property') {
    const inner = present.value;
    // What is spread there may have the key already.
    if (inner.type !== 'ObjectExpression' || hasSpread(inner)) return undefined;
    // One after the other: each takes its place behind the last property.
    return [
      { kind: 'add-property', object: inner, key: first.key, code: site.text.slice(...first.property.value.range) },
      { kind: 'remove-property', property: first.property },
    ];
  }
  if (hasSpread(object)) return undefined;
  const code = `${into}: { ${moved.map((item) => propertyCode(item, site)).join(', ')} }`;
  return [{ kind: 'replace', node: first.property, code }, ...removals(others.map(({ property }) => property))];
}

function hasSpread(object: TSESTree.ObjectExpression): boolean {
  return object.properties.some(({ type }) => type === 'SpreadElement');
}

function propertyCode({ property, key }: MovedProperty, site: OptionRepairSite): string {
  const value = site.text.slice(...property.value.range);
  if (property.shorthand && value === key) return key;
  return `${printKey(key, styleOf(site.text, site.program))}: ${value}`;
}

/** `{ options: { queueName } }` becomes `{ queueName }`. */
function lift(property: TSESTree.Property, site: OptionRepairSite): readonly Intent[] | undefined {
  const object = property.parent;
  const inner = property.value;
  if (object.type !== 'ObjectExpression' || inner.type !== 'ObjectExpression') return undefined;
  const taken = new Set(object.properties.flatMap((item) => (item.type === 'Property' ? [keyOf(item)] : [])));
  if (inner.properties.some((item) => item.type !== 'Property' || taken.has(keyOf(item)))) return undefined;
  const [first, last] = [inner.properties[0], inner.properties.at(-1)];
  if (!first || !last) return [{ kind: 'remove-property', property }];
  return [{ kind: 'replace', node: property, code: site.text.slice(first.range[0], last.range[1]) }];
}
