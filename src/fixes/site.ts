/** What a repair may know of the file it changes. `plugin/` implements it over a linter, tests over a string. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import type { ModuleKind } from '../syntax/await-point.ts';
import type { Change } from '../syntax/change.ts';
import type { Style } from '../syntax/print.ts';
import type { Safety } from './repair.ts';

export interface RepairSite {
  readonly text: string;
  /** Every node has its `parent`. */
  readonly program: TSESTree.Program;
  readonly scopeManager: Scope.ScopeManager;
  /** All comments, in order, with ranges. */
  readonly comments: readonly TSESTree.Comment[];
  readonly engine: {
    /** The engine object, to import when the file does not: its module and exported name. */
    readonly object: { readonly module: string; readonly name: string };
    /** How a function is run as a step; see `Engine.stepCall`. */
    readonly stepCall: string;
  };
  /** How this file calls the engine object at the node: `DBOS`, `D`, `sdk.DBOS`. Undefined: it has no value of that meaning. */
  objectName(node: TSESTree.Node): string | undefined;
  /** Whether the code makes recorded calls, itself or through what it calls, which must not be made in a step. */
  recordsIn(node: TSESTree.Node): boolean;
  /** Setting of the user: may a repair that shifts step numbers be applied without asking? */
  readonly fixMode: Safety;
  readonly moduleKind: ModuleKind;
}

/** A site as the single repairs see it, with what holds for the whole repair. */
export interface PlanningSite extends RepairSite {
  readonly style: Style;
  /** Functions that the same repair makes asynchronous. */
  readonly willBeAsync: ReadonlySet<TSESTree.Node>;
}

/** A named value that the file must import. */
export interface ImportNeed {
  readonly module: string;
  readonly name: string;
  readonly local?: string;
}

/** What one intent comes to. */
export interface Outcome {
  readonly changes: readonly Change[];
  readonly imports?: readonly ImportNeed[];
  /** `suggest`: correct, but a human must look at it. Absent: as safe as the repair says. */
  readonly safety?: Safety;
}
