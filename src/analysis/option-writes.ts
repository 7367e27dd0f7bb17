/**
 * What becomes of an object literal between the place where it stands and a place where it is used: writes to its keys by
 * `config.key = value`, and hands through which others could write. Follows the variable that holds it, and no other way.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf, type VariableLike } from './variables.ts';
import { evaluate, baseEnv } from './evaluate.ts';
import { memberKey, outerOf, unwrap, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import { unitAt } from './bindings.ts';
import type { World } from './world.ts';

/** `config.key = value`. */
export interface KeyWrite {
  /** Undefined: it can be any. */
  readonly key: string | undefined;
  /** What the key then has; undefined: it is not known, as after `config.key.part = value` and `delete config.key`. */
  readonly value: Node | undefined;
  readonly target: Node;
  readonly unit: FunctionUnit;
  /** It has happened, and nothing else is possible, when the use is reached. */
  readonly isCertain: boolean;
}

/** What a file writes into an options object after it was made. */
export interface Writes {
  /** In source order. */
  readonly writes: readonly KeyWrite[];
  /** No other code can have added keys. */
  readonly isWhole: boolean;
}

const NONE: Writes = { writes: [], isWhole: true };
const UNSEEN: Writes = { writes: [], isWhole: false };

/** @param use where the object is used, in any file */
export function writesTo(world: World, module: ModuleUnit, literal: TSESTree.ObjectExpression, use: Node): Writes {
  const { parent } = outerOf(literal);
  switch (parent?.type) {
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'AssignmentExpression':
      return UNSEEN;
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? writesThrough(world, module, parent.id, use) : NONE;
    default:
      return NONE;
  }
}

/** What a file does to an object of another file that it uses by a name: `config.key = value` before `setConfig(config)`. */
export function writesAtUse(world: World, module: ModuleUnit, use: Node): Writes {
  const name = unwrap(use);
  return name.type === 'Identifier' ? writesThrough(world, module, name, use) : NONE;
}

function writesThrough(world: World, module: ModuleUnit, name: TSESTree.Identifier, use: Node): Writes {
  const variable = variableOf(world, module, name);
  if (!variable) return UNSEEN;
  const writes: KeyWrite[] = [];
  let isWhole = true;
  for (const { identifier } of variable.references) {
    const { parent, child } = outerOf(identifier);
    if (parent?.type === 'CallExpression' && parent.callee !== child) {
      isWhole &&= onlyReads(world, module, parent);
    } else if (parent?.type === 'MemberExpression' && parent.object === child) {
      const write = writeAt(module, parent, use);
      if (write) writes.push(write);
    }
  }
  return { writes: writes.sort((one, other) => one.target.range[0] - other.target.range[0]), isWhole };
}

/** Whether the list that a variable holds is the engine's alone: nothing puts an element in, and no other code gets it. */
export function isKeptWhole(world: World, module: ModuleUnit, variable: VariableLike): boolean {
  return variable.references.every(({ identifier, init }) => {
    if (init === true) return true;
    const { parent, child } = outerOf(identifier);
    return parent?.type === 'CallExpression' && parent.callee !== child && onlyReads(world, module, parent);
  });
}

/** Neither the engine nor what makes a request writes to what it is given. */
function onlyReads(world: World, module: ModuleUnit, call: TSESTree.CallExpression): boolean {
  const callees = evaluate(world, call.callee, baseEnv(world, unitAt(module, call)));
  const { knowledge } = world;
  return callees.every(
    (callee) =>
      callee.kind === 'named' &&
      (knowledge.api(callee.name) !== undefined || knowledge.request(callee.name) !== undefined),
  );
}

function writeAt(module: ModuleUnit, target: TSESTree.MemberExpression, use: Node): KeyWrite | undefined {
  const change = changeAt(target);
  if (!change) return undefined;
  const unit = unitAt(module, change);
  const when = orderOf(module, change, unit, use);
  if (when === 'later') return undefined;
  const isPlain = change.type === 'AssignmentExpression' && change.left === outerOf(target).child;
  const isCertain = when === 'before' && isPlain && change.operator === '=';
  return { key: memberKey(target), value: isPlain ? change.right : undefined, target, unit, isCertain };
}

/** `target = value`, `target.part = value`, `delete target` */
function changeAt(target: Node): TSESTree.AssignmentExpression | TSESTree.UnaryExpression | undefined {
  const { parent, child } = outerOf(target);
  if (parent?.type === 'MemberExpression' && parent.object === child) return changeAt(parent);
  if (parent?.type === 'UnaryExpression') return parent.operator === 'delete' ? parent : undefined;
  return parent?.type === 'AssignmentExpression' && parent.left === child ? parent : undefined;
}

function orderOf(module: ModuleUnit, change: Node, unit: FunctionUnit, use: Node): 'before' | 'later' | 'perhaps' {
  const statement = change.parent;
  const block = statement?.parent;
  if (statement?.type === 'ExpressionStatement' && isBlock(block) && contains(block, use) && precedes(statement, use)) {
    return 'before';
  }
  return precedes(use, change) && contains(module.source.program, use) && unitAt(module, use) === unit
    ? 'later'
    : 'perhaps';
}

function isBlock(node: Node | undefined): node is TSESTree.Program | TSESTree.BlockStatement {
  return node?.type === 'Program' || node?.type === 'BlockStatement';
}

/** Whether `inner` stands in `outer`, by their parents: a range of another file says nothing. */
function contains(outer: Node, inner: Node): boolean {
  let current: Node | undefined = inner;
  while (current && current !== outer) current = current.parent;
  return current === outer;
}

function precedes(one: Node, other: Node): boolean {
  return one.range[1] <= other.range[0];
}
