/**
 * Under which name a file registers each function: what its options say, else the name that the language gives the function. Leaves out
 * registrations in other files, and names that are made at run time.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../knowledge/vocabulary/roles.ts';
import { certain, sole } from './certain.ts';
import { unitAt } from './bindings.ts';
import { markedAt } from './call-options.ts';
import { decoratorsIn } from './decorators.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { CallSite } from './call-sites.ts';
import { memberKey, staticKey, unwrap, type Node } from './nodes.ts';
import type { MarkedOption } from './option-marks.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import { functionValue } from './make-values.ts';
import type { Value } from './values.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/** A function that a file registers, and its name. */
export interface NamedRegistration {
  /** The call, or the decorator. */
  readonly node: Node;
  readonly role: Role;
  /** The unit whose code registers. */
  readonly by: FunctionUnit;
  /** The argument that is registered; undefined for a decorator. */
  readonly argument: Node | undefined;
  /** What certainly is registered. */
  readonly target: Value | undefined;
  /** Undefined: not known. Empty: the function has no name, and none is given. */
  readonly name: string | undefined;
  /** What `bind` was called on, when the name is its name behind `bound`. */
  readonly bound: string | undefined;
  readonly option: MarkedOption | undefined;
  /** Where the name is written in this file; without one, the registration. */
  readonly nameNode: Node;
  /** Names of one scope must differ; undefined: not known, or equal names are no harm. */
  readonly scope: string | undefined;
}

/** The registrations of a file, with their names. */
export function registeredNames(
  world: World,
  module: ModuleUnit,
  calls: readonly CallSite[],
): readonly NamedRegistration[] {
  return [...calls.flatMap((call) => byCall(world, module, call)), ...byDecorators(world, module, calls)];
}

function byCall(world: World, module: ModuleUnit, site: CallSite): readonly NamedRegistration[] {
  const { fact, node, unit } = site;
  const registers = fact.kind === 'api' ? fact.spec.registers : undefined;
  if (node.type !== 'CallExpression' || !registers || registers.role === 'inherit') return [];
  const { role } = registers;
  const argument = node.arguments[registers.argument];
  if (!argument || argument.type === 'SpreadElement') return [];
  const only = sole(evaluate(world, argument, baseEnv(world, unit)));
  const target = only?.kind === 'unknown' ? undefined : only;
  const option = nameOption(world, module, site, role);
  const name = option?.presence === 'absent' ? target && nameOfFunction(target, argument) : writtenName(option);
  const scope = role === 'workflow' ? scopeOf(world, module, site) : undefined;
  const bound = option?.presence === 'absent' ? boundName(world, module, argument) : undefined;
  const nameNode = nameNodeOf(node, option);
  return [{ node, role, by: unit, argument, target, name, bound, option, nameNode, scope }];
}

function byDecorators(world: World, module: ModuleUnit, calls: readonly CallSite[]): readonly NamedRegistration[] {
  return decoratorsIn(world, module).flatMap(({ node, cls, member, spec, on }): readonly NamedRegistration[] => {
    const role = spec.decorates;
    const unit = member?.value && module.unitOf.get(member.value);
    if (!role || !unit || on !== 'method' || spec.until !== undefined) return [];
    const expression = unwrap(node.expression);
    const site = calls.find((call) => call.node === expression);
    const option = site && nameOption(world, module, site, role);
    const isUnnamed = !site || option?.presence === 'absent';
    const name = isUnnamed ? member.key : writtenName(option);
    const target: Value = functionValue(unit, undefined);
    const scope = role === 'transaction' ? undefined : `class:${cls.key}`;
    const nameNode = nameNodeOf(node, option);
    return [
      { node, role, by: cls.parent, argument: undefined, target, name, bound: undefined, option, nameNode, scope },
    ];
  });
}

function nameOption(world: World, module: ModuleUnit, site: CallSite, role: Role): MarkedOption | undefined {
  return markedAt(world, module, site, role === 'workflow' ? 'workflow-name' : 'step-name')[0];
}

function nameNodeOf(registration: Node, option: MarkedOption | undefined): Node {
  return option?.value?.isHere === true ? option.value.node : registration;
}

function writtenName(option: MarkedOption | undefined): string | undefined {
  return option?.presence === 'there' ? option.text : undefined;
}

/** Workflows of no class share one scope; others that of their class. */
function scopeOf(world: World, module: ModuleUnit, site: CallSite): string | undefined {
  const [owner] = markedAt(world, module, site, 'method-owner');
  const [className] = markedAt(world, module, site, 'class-name');
  if (owner && owner.presence !== 'absent') {
    const node = owner.value?.node;
    const only = node && sole(evaluate(world, node, baseEnv(world, site.unit)));
    return only?.kind === 'class' || only?.kind === 'instance' ? `class:${only.cls.key}` : undefined;
  }
  if (!className || className.presence === 'absent') return 'name:';
  const written = writtenName(className);
  return written === undefined ? undefined : `name:${written}`;
}

/** What `fn.name` is; undefined: not known. */
function nameOfFunction(value: Value, argument: Node): string | undefined {
  if (value.kind !== 'function' || value.bound.length > 0) return undefined;
  const node = unwrap(argument);
  // The name of `place.bind(this)` begins with `bound`.
  if ((node.type === 'Identifier' && value.self) || bindCallee(node)) return undefined;
  return nameOf(value.unit.node);
}

/** `place` of `place.bind(this)`, `this.place.bind(this)`, or a constant that holds one. */
function boundName(world: World, module: ModuleUnit, argument: Node): string | undefined {
  const node = unwrap(argument);
  const variable = node.type === 'Identifier' ? variableOf(world, module, node) : undefined;
  const declarator = variable?.defs[0]?.node;
  const isConstant = declarator?.type === 'VariableDeclarator' && declarator.parent.kind === 'const';
  const callee = bindCallee(isConstant && declarator.init ? unwrap(declarator.init) : node);
  if (!callee) return undefined;
  const only = certain(evaluate(world, callee.object, baseEnv(world, unitAt(module, callee))), 'function');
  return only ? nameOf(only.unit.node) : undefined;
}

function bindCallee(node: Node): TSESTree.MemberExpression | undefined {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  return callee?.type === 'MemberExpression' && memberKey(callee) === 'bind' ? callee : undefined;
}

/** The name that the language gives a function, by where it is written down. */
function nameOf(node: Node): string | undefined {
  if ((node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') && node.id) return node.id.name;
  let child: Node = node;
  let parent: Node | undefined = node.parent;
  while (parent && isTypeOnly(parent)) {
    child = parent;
    parent = child.parent;
  }
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.init === child && parent.id.type === 'Identifier' ? parent.id.name : '';
    case 'AssignmentExpression':
      return parent.right === child && parent.left.type === 'Identifier' ? parent.left.name : '';
    case 'AssignmentPattern':
      return parent.left.type === 'Identifier' ? parent.left.name : '';
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return staticKey(parent.key, parent.computed);
    case 'ExportDefaultDeclaration':
      return 'default';
    default:
      return '';
  }
}

function isTypeOnly({ type }: Node): boolean {
  return /^TS(?:As|Satisfies|NonNull|Instantiation)Expression$|^TSTypeAssertion$/u.test(type);
}
