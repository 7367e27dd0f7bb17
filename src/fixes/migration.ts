/** What the rewrites of removed parts may know of the file, and what they come to. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import type { StartedStep } from '../analysis/started-steps.ts';
import type { Recipes } from '../knowledge/facts/migration.ts';
import { keyOf } from '../syntax/keys.ts';
import type { LaunchAnchor } from './launch-anchor.ts';
import type { Intent } from './repair.ts';

export interface MigrationSite {
  readonly text: string;
  readonly program: TSESTree.Program;
  readonly scopeManager: Scope.ScopeManager;
  readonly recipes: Recipes;
  /** Where the file launches the engine; a string says why no code can be put there. */
  readonly anchor: LaunchAnchor | string;
  /** Whether other files can use a name of the top level. */
  isExported(name: string): boolean;
  /** The registered workflow that an expression is: its function, when that is known, and the file it stands in unless it is this one. */
  workflowAt(
    node: TSESTree.Node,
  ): { readonly fn: TSESTree.Node | undefined; readonly path: string | undefined } | undefined;
  /** Whether the method is registered with the engine, and as what. */
  roleOf(method: TSESTree.MethodDefinition): string | undefined;
  /** The qualified name that an expression certainly has. */
  nameOf(node: TSESTree.Node): string | undefined;
  /** Whether an expression certainly is an object with properties, or certainly none: a number, a string. */
  kindOf(node: TSESTree.Node): 'object' | 'literal' | undefined;
  /** A workflow around a step that is started. */
  startInWorkflow(start: StartedStep): Migration;
  /** A path as it is shown to a person. */
  relative(path: string): string;
}

/** One rewrite, or why there is none: a sentence for a person. */
export type Migration =
  | {
      readonly kind: 'rewrite';
      readonly intents: readonly Intent[];
      /** It does a little otherwise than before, so a human must agree. */
      readonly agree?: true;
      /** Why it is never applied without asking: a sentence for a person. */
      readonly but?: string;
      /** Step numbers that the code takes more. */
      readonly steps?: number;
    }
  | { readonly kind: 'manual'; readonly why: string };

/** There is no rewrite. `why`: a sentence for a person. */
export function manual(why: string): Migration {
  return { kind: 'manual', why };
}

/** The properties of an object literal by their keys; undefined when it has others. */
export function propertiesOf(node: TSESTree.Node | undefined): ReadonlyMap<string, TSESTree.Property> | undefined {
  if (node?.type !== 'ObjectExpression') return undefined;
  const found = new Map<string, TSESTree.Property>();
  for (const property of node.properties) {
    const key = property.type === 'Property' && !property.method ? keyOf(property) : undefined;
    if (property.type !== 'Property' || key === undefined) return undefined;
    found.set(key, property);
  }
  return found;
}
