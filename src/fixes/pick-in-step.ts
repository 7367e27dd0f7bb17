/** `const { data } = await axios.get(u)` becomes `const data = await DBOS.runStep(async () => (await axios.get(u)).data, { name: 'get' })`. */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere } from '../syntax/await-point.ts';
import { kept, replace, type Piece } from '../syntax/change.ts';
import { engineNameAt } from './imports.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';
import { uniqueStepName } from './step-name.ts';
import { callsEngine, safetyOfCapture, stepCall } from './wrap-in-step.ts';

/** Undefined: more than plain properties is taken, or the call cannot be made in a step there. */
export function planPickInStep(site: PlanningSite, { node, name }: IntentOf<'pick-in-step'>): Outcome | undefined {
  const awaited = node.parent;
  const declarator = awaited.type === 'AwaitExpression' ? awaited.parent : undefined;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== awaited) return undefined;
  const picked = pickedBy(declarator.id);
  const engine = engineNameAt(site, node);
  const safety = safetyOfCapture(site, [node]);
  if (picked === undefined || engine === undefined || safety === undefined) return undefined;
  if (callsEngine(site, [node], engine.name)) return undefined;
  if (canAwaitHere(node, site.moduleKind, site.willBeAsync) !== 'yes') return undefined;

  const { semicolon } = site.style;
  const [only, ...others] = picked;
  const isSingle = only !== undefined && others.length === 0;
  const body: readonly Piece[] = isSingle
    ? ['async () => (await ', kept(node), `).${only.key}`]
    : [
        `async () => { const { ${picked.map(({ key }) => key).join(', ')} } = await `,
        kept(node),
        `${semicolon} return { ${picked.map(({ key }) => key).join(', ')} }${semicolon} }`,
      ];
  const call = stepCall(site, engine.name, body, uniqueStepName(site, node, name));
  if (call === undefined) return undefined;
  return {
    changes: [
      ...(isSingle ? [replace(declarator.id.range, only.local)] : []),
      replace(awaited.range, 'await ', ...call),
    ],
    imports: engine.imports,
    safety,
  };
}

interface Picked {
  readonly key: string;
  readonly local: string;
}

/** The properties that a pattern takes, when it takes nothing but named ones. A type behind it speaks of the whole. */
function pickedBy(pattern: TSESTree.Node): readonly Picked[] | undefined {
  if (pattern.type !== 'ObjectPattern' || pattern.typeAnnotation || pattern.properties.length === 0) return undefined;
  const picked: Picked[] = [];
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') return undefined;
    if (property.value.type !== 'Identifier') return undefined;
    picked.push({ key: property.key.name, local: property.value.name });
  }
  return picked;
}
