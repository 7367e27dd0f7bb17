/** Keys of options objects that are none: misspelt, of another call, or on the wrong level. */
import type { OptionShape, WrongKey } from '../knowledge/facts/options.ts';
import type { Node } from './nodes.ts';
import { sentence, shown, type OptionHint, type OptionProblem, type OptionSite, type Spot } from './option-problems.ts';
import { isThere } from './option-versions.ts';
import type { ObjectSetting, OptionEntry } from './settings.ts';
import { meantWord } from './spelling.ts';

/** What is wrong with a key that the options do not have; undefined: it is theirs, or nothing is known of it. */
export function wrongKey(
  shape: OptionShape,
  object: ObjectSetting,
  entry: OptionEntry,
  spot: Spot,
  site: OptionSite,
): OptionProblem | undefined {
  const wrong = wrongKeyOf(shape, entry.key, site);
  if (!wrong) return undefined;
  const meant = wrong.meant === '..' ? undefined : wrong.meant;
  const [first = '', ...deeper] = meant?.split('.') ?? [];
  const target = meant === undefined ? undefined : shape.keys[first];
  if (target && !isThere(target, site.version)) return undefined;
  return {
    kind: 'wrong-key',
    topic: wrong.topic ?? target?.topic ?? spot.topic,
    key: shown(spot.path),
    node: entry.property?.key ?? entry.value.node,
    outcome: wrong.outcome ?? 'silent',
    isGuess: false,
    says: sentence(wrong.says ?? misnamed(meant, deeper.length > 0), `\`${shown(spot.path)}\``),
    object: object.literal,
    hints: hintsFor(wrong, shape, object, entry),
  };
}

function misnamed(meant: string | undefined, isDeeper: boolean): string {
  if (meant === undefined) return 'is not an option here, and is ignored';
  if (isDeeper) return `is ignored here: it belongs in \`${meant.slice(0, meant.lastIndexOf('.'))}\``;
  return `is ignored: the option is called \`${meant}\``;
}

/** What the tables say of a key that is none; undefined: nothing. */
export function wrongKeyOf(shape: OptionShape, key: string, site: OptionSite): WrongKey | undefined {
  if (Object.hasOwn(shape.keys, key)) return undefined;
  const listed = shape.wrong && Object.hasOwn(shape.wrong, key) ? shape.wrong[key] : undefined;
  return listed ?? guessed(shape, key, site);
}

function guessed(shape: OptionShape, key: string, { version }: OptionSite): WrongKey | undefined {
  if (shape.open) return undefined;
  const there = Object.entries(shape.keys).filter(([, spec]) => isThere(spec, version));
  const meant = meantWord(
    key,
    there.map(([name]) => name),
  );
  return meant && { meant: meant.word, safety: meant.isSpelling ? 'fix' : 'suggest' };
}

function hintsFor(
  wrong: WrongKey,
  shape: OptionShape,
  object: ObjectSetting,
  entry: OptionEntry,
): readonly OptionHint[] {
  const { property } = entry;
  const { meant, code } = wrong;
  if (!property || wrong.safety === 'report') return [];
  const safety = isInline(property) ? wrong.safety : 'suggest';
  if (meant === undefined) return [{ kind: 'remove', properties: [property], keys: [entry.key], safety }];
  if (meant === '..') return [{ kind: 'lift', property, safety }];
  const dot = meant.lastIndexOf('.');
  if (dot < 0) {
    if (object.entries.has(meant)) return [];
    return [{ kind: 'rename', property, to: meant, ...(code !== undefined && { code }), safety }];
  }
  if (!object.literal || property.parent !== object.literal) return [];
  const into = meant.slice(0, dot);
  const together = misplaced(shape, object, into);
  // Those that belong in one object are moved by one repair.
  if (together[0]?.property !== property) return [];
  return [{ kind: 'move', properties: together, object: object.literal, into, safety }];
}

/** Whether the property stands in the call itself. Of an object with a name, other code may read the key. */
export function isInline(property: Node): boolean {
  let current = property.parent;
  for (;;) {
    switch (current?.type) {
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'Property':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        current = current.parent;
        break;
      default:
        return current?.type === 'CallExpression' || current?.type === 'NewExpression';
    }
  }
}

function misplaced(shape: OptionShape, object: ObjectSetting, into: string) {
  return [...object.entries.values()].flatMap(({ key, property }) => {
    const meant = shape.wrong && Object.hasOwn(shape.wrong, key) ? shape.wrong[key]?.meant : undefined;
    if (!property || meant?.startsWith(`${into}.`) !== true || property.parent !== object.literal) return [];
    return [{ property, key: meant.slice(into.length + 1) }];
  });
}
