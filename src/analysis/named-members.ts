/** The member expressions of a file by their last key, so that a question about certain names need not look at every other one. */
import type { TSESTree } from '@typescript-eslint/types';

import { calleeOf, memberKey, unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';

const known = new WeakMap<ModuleUnit, ReadonlyMap<string, readonly TSESTree.MemberExpression[]>>();

/** What is read or called by each key: of `a.b.c()`, under `c` the whole callee, and under `b` `a.b`. */
export function membersByKey(module: ModuleUnit): ReadonlyMap<string, readonly TSESTree.MemberExpression[]> {
  let members = known.get(module);
  if (!members) known.set(module, (members = collect(module)));
  return members;
}

function collect(module: ModuleUnit): ReadonlyMap<string, readonly TSESTree.MemberExpression[]> {
  const found = new Map<string, TSESTree.MemberExpression[]>();
  const seen = new Set<Node>();
  const add = (path: Node): void => {
    for (let node = unwrap(path); node.type === 'MemberExpression' && !seen.has(node); node = unwrap(node.object)) {
      seen.add(node);
      const key = memberKey(node);
      if (key === undefined) continue;
      const same = found.get(key);
      if (same) same.push(node);
      else found.set(key, [node]);
    }
  };
  for (const unit of module.units) {
    for (const node of unit.reads) add(node);
    for (const node of unit.invocations) add(calleeOf(node));
  }
  return found;
}
