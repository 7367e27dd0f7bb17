/** What the questions of this folder have been answered with so far; belongs to a world, and goes with it. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Node } from '../nodes.ts';
import type { FunctionUnit } from '../units.ts';
import type { Env } from '../values.ts';
import type { Gathering } from './concurrent.ts';
import type { Hazard } from './hazards.ts';
import type { Happening, Profile } from './operations.ts';

/** What is known of the flow of functions, by function or by environment. */
export class FlowCache {
  /** The nodes of a function's own code. */
  readonly nodes = new WeakMap<FunctionUnit, readonly Node[]>();
  /** The `try` statements among them. */
  readonly tries = new WeakMap<FunctionUnit, readonly TSESTree.TryStatement[]>();
  readonly happenings = new WeakMap<Env, ReadonlyMap<Node, Happening>>();
  readonly profiles = new WeakMap<Env, Profile>();
  readonly gatherings = new WeakMap<Env, readonly Gathering[]>();
  readonly hazards = new WeakMap<Env, readonly Hazard[]>();
}
