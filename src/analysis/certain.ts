/** What is certain: of several possibilities there is one only. */
import { print } from './names.ts';
import type { Value, Values } from './values.ts';

type ValueOf<Kind extends Value['kind']> = Extract<Value, { readonly kind: Kind }>;

/** The only one of a list; undefined: there is none, or there are several. */
export function sole<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** What an expression certainly is, when that is of a kind; undefined: it can be something else, too, or it is not known what. */
export function certain<Kind extends Value['kind']>(values: Values, kind: Kind): ValueOf<Kind> | undefined {
  const value = sole(values);
  return value && isOf(value, kind) ? value : undefined;
}

/** The qualified name that an expression certainly has: `global#setTimeout`. */
export function certainName(values: Values): string | undefined {
  const value = certain(values, 'named');
  return value && print(value.name);
}

function isOf<Kind extends Value['kind']>(value: Value, kind: Kind): value is ValueOf<Kind> {
  return value.kind === kind;
}
