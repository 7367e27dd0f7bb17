/**
 * Branches that tell which program, thread or process runs the file: `if (require.main === module)`, `if (!isMainThread)`. Whether the file is the
 * entry is also looked for in what a condition names: constants, and functions of the file. Other conditions are read as they are written.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { certainName } from './certain.ts';
import { evaluate, baseEnv } from './evaluate.ts';
import { print } from './names.ts';
import { childrenOf, isFunctionNode, leaves, literalText, memberKey, unwrap, type Node } from './nodes.ts';
import { unitAt } from './bindings.ts';
import { constantInit, variableOf } from './variables.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Whether the code runs only when the file is the program's entry: under `require.main === module`, `import.meta.main` and their kin. */
export function isEntryGuarded(world: World, module: ModuleUnit, node: Node): boolean {
  return someCondition(node, (test) => asksForEntry(world, module, test, 0));
}

/** Names that are followed into each other. */
const MAX_NAMES = 4;

function asksForEntry(world: World, module: ModuleUnit, test: Node, depth: number): boolean {
  return mentions(module, test, (node) => {
    if (isEntryMark(node)) return true;
    const named = depth < MAX_NAMES && node.type === 'Identifier' ? namedBy(world, module, node) : undefined;
    return named !== undefined && asksForEntry(world, module, named, depth + 1);
  });
}

/** What a constant begins with, or the function that a name stands for: `const isMain = …`, `function isMain() { … }`. */
function namedBy(world: World, module: ModuleUnit, name: TSESTree.Identifier): Node | undefined {
  const variable = variableOf(world, module, name);
  if (!variable || variable.references.length > MAX_USES) return undefined;
  const [definition] = variable.defs;
  return definition?.type === 'FunctionName' ? definition.node : constantInit(variable);
}

/** A name that is used more often is no flag. */
const MAX_USES = 10;

/**
 * `require.main`, `module.parent`, `import.meta.main`, `import.meta.url`, `process.argv[1]`: what a file compares to find out whether it is the entry;
 * and `isMain(import.meta)`.
 */
function isEntryMark(node: Node): boolean {
  if (node.type === 'MetaProperty') return node.parent.type === 'CallExpression' && node.parent.callee !== node;
  if (node.type !== 'MemberExpression') return false;
  const key = memberKey(node);
  const object = unwrap(node.object);
  if (object.type === 'MetaProperty') return key === 'main' || key === 'url' || key === 'filename';
  if (object.type === 'MemberExpression') return key === '1' && memberKey(object) === 'argv';
  return (
    object.type === 'Identifier' &&
    ((object.name === 'require' && key === 'main') || (object.name === 'module' && key === 'parent'))
  );
}

/** Whether some condition around the node, up to the top of the file, holds; the branch taken does not matter. */
function someCondition(node: Node, holds: (test: Node) => boolean): boolean {
  for (const { test } of conditionsAround(node)) if (holds(test)) return true;
  return false;
}

/** A condition on which code runs. */
export interface Condition {
  readonly test: Node;
  /** Whether the node runs when the test holds; otherwise when it does not. */
  readonly whenTrue: boolean;
}

/** The conditions around a node, up to the top of the file. */
export function* conditionsAround(start: Node): Iterable<Condition> {
  let child: Node = start;
  for (let node = start.parent; node; child = node, node = node.parent) {
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') {
      if (child !== node.test) yield { test: node.test, whenTrue: child === node.consequent };
    } else if (node.type === 'LogicalExpression' && child === node.right) {
      // `DBOS.workflowID ?? crypto.randomUUID()`: what is nothing does not hold.
      yield { test: node.left, whenTrue: node.operator === '&&' };
    }
  }
}

/** The conditions in front of a node that leave the code around it: `if (isPrimary) return;`. */
export function* conditionsBefore(node: Node): Iterable<Condition> {
  for (let child = node, parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (parent.type !== 'BlockStatement') continue;
    for (const { range, test } of leavingIfs(parent)) {
      if (range[0] >= child.range[0]) break;
      yield { test, whenTrue: false };
    }
  }
}

/** By their block, which many calls stand in. Trees do not change. */
const LEAVING = new WeakMap<TSESTree.BlockStatement, readonly TSESTree.IfStatement[]>();

/** The conditions of a block after which, when they hold, the rest of it does not run. */
export function leavingIfs(block: TSESTree.BlockStatement): readonly TSESTree.IfStatement[] {
  let found = LEAVING.get(block);
  if (found === undefined) {
    found = block.body.filter((statement) => statement.type === 'IfStatement').filter((one) => leaves(one.consequent));
    LEAVING.set(block, found);
  }
  return found;
}

function mentions(module: ModuleUnit, node: Node, holds: (node: Node) => boolean): boolean {
  if (holds(node)) return true;
  return childrenOf(node, module.source.visitorKeys).some((child) => mentions(module, child, holds));
}

/** Whether the code runs in a worker thread or a child process only. */
export function isWorkerCode(world: World, module: ModuleUnit, node: Node): boolean {
  const { workerOnly, mainOnly, workerFlags } = world.knowledge;
  if (isInWorkerListener(world, module, node)) return true;
  let guarded = false;
  for (const { test, whenTrue } of [...conditionsAround(node), ...conditionsBefore(node)]) {
    const { name, negated } = flagOf(world, module, test);
    if (name === undefined) continue;
    const holds = whenTrue !== negated;
    if (mainOnly.has(name)) {
      if (!holds) return true;
      guarded = true;
    } else if (workerFlags.has(name)) {
      if (holds) return true;
      guarded = true;
    } else if (workerOnly.has(name) && holds) return true;
  }
  if (guarded) return false;
  // A file that reads what only workers have, and never asks where it runs, is a worker's.
  const names = [...module.imports.values()]
    .filter((entry) => !entry.typeOnly)
    .map((entry) => {
      const resolution = world.resolve(entry.specifier, module.path);
      return resolution.kind === 'package' ? `${resolution.name}#${entry.imported}` : '';
    });
  return (
    names.some((name) => workerOnly.has(name)) && !names.some((name) => mainOnly.has(name) || workerFlags.has(name))
  );
}

/** `parentPort.on('message', async () => place())`, `self.onmessage = () => place()`; or the name of what is handed over. */
function isInWorkerListener(world: World, module: ModuleUnit, start: Node): boolean {
  const { workerListeners, workerHandlers } = world.knowledge;
  for (let node = start; node.parent; node = node.parent) {
    const { parent } = node;
    if (!isFunctionNode(node) && (node !== start || node.type !== 'Identifier')) continue;
    if (parent?.type === 'AssignmentExpression' && parent.right === node) {
      const name = nameOf(world, module, parent.left);
      if (name !== undefined && workerHandlers.has(name)) return true;
    } else if (parent?.type === 'CallExpression' && parent.callee !== node) {
      const name = nameOf(world, module, parent.callee);
      if (name === undefined || !workerListeners.has(name)) continue;
      const event = workerListeners.get(name);
      const [first] = parent.arguments;
      if (event === undefined || (first && literalText(first) === event)) return true;
    }
  }
  return false;
}

function nameOf(world: World, module: ModuleUnit, node: Node): string | undefined {
  return certainName(evaluate(world, node, baseEnv(world, unitAt(module, node))));
}

function flagOf(
  world: World,
  module: ModuleUnit,
  test: Node,
): { readonly name: string | undefined; readonly negated: boolean } {
  let node = unwrap(test);
  let negated = false;
  while (node.type === 'UnaryExpression' && node.operator === '!') {
    negated = !negated;
    node = unwrap(node.argument);
  }
  const [only] = evaluate(world, node, baseEnv(world, unitAt(module, node)));
  return { name: only?.kind === 'named' ? print(only.name) : undefined, negated };
}
