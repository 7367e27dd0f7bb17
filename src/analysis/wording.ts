/** How a message speaks of what the analysis found: the names of functions, the way to a place, the line of a node. */
import type { TSESTree } from '@typescript-eslint/types';

import type { CallEdge, Fact, DurableFact } from './facts.ts';
import type { Route } from './flow/flow.ts';
import { spoken } from './names.ts';
import { literalText, memberKey, outerOf, staticKey, unwrap, withoutTypes, type Node } from './nodes.ts';
import type { Place } from './places.ts';
import type { Exposure } from './summaries.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value } from './values.ts';

const MAX_HOPS = 4;
const SHOWN = 60;
/** `registerWorkflow(traced(limited(body)), { name })` */
const MAX_WRAPPERS = 3;

/** What a person calls a function with a role: its name, that of its registration, or that of what holds it. */
export function titleOf(unit: FunctionUnit): string {
  if (!unit.name.startsWith('<')) return unit.name;
  const { parent: call, child } = outerOf(unit.node);
  if (call?.type !== 'CallExpression') return unit.name;
  const name = registeredAs(call);
  if (name !== undefined) return name;
  // The handler in `app.get('/', (request, response) => …)`
  const { callee } = call;
  return callee === child ? unit.name : `${unit.module.source.text.slice(...callee.range).replaceAll(/\s+/gu, ' ')}(…)`;
}

/**
 * The same of a function that a wrapper makes, `traced(name, body)`, by the calls that give it its role.
 *
 * @param givers one, when it is known for which of them one asks
 */
export function titleOfMade(unit: FunctionUnit, givers: Iterable<Node>): string {
  const title = titleOf(unit);
  if (!title.startsWith('<')) return title;
  const names = new Set<string>();
  for (const node of givers) {
    const name = node.type === 'CallExpression' ? registeredAs(node) : undefined;
    if (name !== undefined) names.add(name);
  }
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return only;
  const { parent } = unit;
  return parent?.parent && !parent.name.startsWith('<') ? `${parent.name}(…)` : title;
}

/**
 * The name that the options of a call say, or one around it that takes what it gives; else what holds it, and last the constant that its options
 * name it by.
 */
function registeredAs(call: TSESTree.CallExpression, depth = 0): string | undefined {
  const said = nameSaidBy(call, literalText);
  if (said !== undefined) return said;
  const { parent, child } = outerOf(call);
  const isGiven = parent?.type === 'CallExpression' && parent.callee !== child;
  const held = isGiven && depth < MAX_WRAPPERS ? registeredAs(parent, depth + 1) : parent && holderOf(parent, child);
  return held ?? nameSaidBy(call, constantText);
}

/** `const place = …`, `this.place = …`, `{ place: … }`, `private place = …` */
function holderOf(parent: Node, value: Node): string | undefined {
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'AssignmentExpression': {
      const target = withoutTypes(parent.left);
      if (parent.right !== value) return undefined;
      return target.type === 'Identifier' ? target.name : memberKeyOf(target);
    }
    case 'Property':
    case 'PropertyDefinition':
      return parent.value === value ? staticKey(parent.key, parent.computed) : undefined;
    default:
      return undefined;
  }
}

function memberKeyOf(node: Node): string | undefined {
  return node.type === 'MemberExpression' ? memberKey(node) : undefined;
}

/** `PLACE`, `NAMES.place` */
function constantText(value: Node): string | undefined {
  const node = withoutTypes(value);
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  const [object, key] = [constantText(node.object), memberKey(node)];
  return object === undefined || key === undefined ? undefined : `${object}.${key}`;
}

function nameSaidBy(call: TSESTree.CallExpression, textOf: (value: Node) => string | undefined): string | undefined {
  for (const argument of call.arguments) {
    const options = unwrap(argument);
    if (options.type !== 'ObjectExpression') continue;
    for (const property of options.properties) {
      if (property.type !== 'Property' || staticKey(property.key, property.computed) !== 'name') continue;
      const text = textOf(property.value);
      if (text !== undefined && text !== '') return text;
    }
  }
  return undefined;
}

/** The name that the options of a call say, as text: of `DBOS.runStep(charge, { name: 'charge' })`, `charge`. */
export function nameSaid(call: TSESTree.CallExpression): string | undefined {
  return nameSaidBy(call, literalText);
}

/** How a message speaks of the workflow that a fact starts: `` `place` ``, or `a workflow`. */
export function workflowNameOf(fact: Fact): string {
  const target =
    fact.kind === 'durable' ? fact.value.target : fact.kind === 'api' ? targetOf(fact.refers[0]) : undefined;
  return target?.kind === 'function' ? `\`${titleOf(target.unit)}\`` : 'a workflow';
}

/** A person's words for the way from a place to what it does: `recordEvent -> prisma.$executeRaw, lib/audit.ts:41`. */
export function routeOf({ path, fact, at }: Route, relative: (path: string) => string): string {
  return wayTo(path, whatOf(fact), { module: at.module, node: fact.node }, relative);
}

/** The same of a place that has a text: `isRefused -> error instanceof PayError, lib/errors.ts:7`. */
export function wayTo(
  path: readonly CallEdge[],
  text: string,
  { module, node }: { readonly module: ModuleUnit; readonly node: Node },
  relative: (path: string) => string,
): string {
  // A function without a name says nothing.
  const names = path.map((edge) => edge.target.unit.name).filter((name) => !name.startsWith('<'));
  const hops = names.filter((name, index) => name !== names[index - 1]);
  const shown = hops.length > MAX_HOPS ? [...hops.slice(0, MAX_HOPS - 1), '…'] : hops;
  return `${[...shown, text].join(' -> ')}, ${relative(module.path)}:${String(lineOf(module, node))}`;
}

/** What a person calls the way from a function to one of its exposures: `send -> notify, src/mail.ts:3`; empty when it is in this file. */
export function exposureRoute(module: ModuleUnit, exposure: Exposure, relative: (path: string) => string): string {
  const there = exposure.env.unit.module;
  if (there === module) return '';
  const { fact } = exposure;
  return `${whatOf(fact)}, ${relative(there.path)}:${String(lineOf(there, fact.node))}`;
}

function whatOf(fact: Fact): string {
  if (fact.kind === 'durable') return nameOfDurable(fact);
  // A variable of the program has the name that its file gives it.
  return fact.kind === 'effect' && fact.effect === 'module-state' ? fact.name.path.join('.') : spoken(fact.name);
}

/** How a person calls a registered function. */
export function nameOfDurable(fact: DurableFact): string {
  const { target } = fact.value;
  const title = target.kind === 'function' ? titleOf(target.unit) : '';
  return title === '' || title.startsWith('<') ? fact.role : title;
}

function targetOf(value: Value | undefined): Value | undefined {
  return value?.kind === 'registered' ? value.target : value;
}

/** The line of a node, from 1. */
export function lineOf(module: ModuleUnit, node: Node): number {
  // Trees of other files may come without lines; counting is only done for a finding.
  let line = 1;
  const { text } = module.source;
  for (let index = text.indexOf('\n'); index >= 0 && index < node.range[0]; index = text.indexOf('\n', index + 1))
    line += 1;
  return line;
}

/**
 * Code as a message shows it: the callee of a call with empty parentheses or `(…)`, on one line, cut when it is long.
 *
 * @param text that of the file in which the node stands
 */
export function shown(node: Node, text: string): string {
  const isCall = node.type === 'CallExpression' || node.type === 'NewExpression';
  const [start] = node.range;
  const end = isCall ? calleeEnd(node, text) : node.range[1];
  const call = isCall ? (node.arguments.length > 0 ? '(…)' : '()') : '';
  const whole = onOneLine(text.slice(start, end)) + call;
  if (whole.length <= SHOWN) return whole;
  const short = isCall ? onOneLine(withoutArguments(node.callee, text, start, end)) + call : whole;
  return short.length > SHOWN ? `${short.slice(0, SHOWN - 1)}…` : short;
}

function onOneLine(code: string): string {
  // Chains that are broken into lines have no blank in front of a member.
  return code
    .replaceAll(/\s+(?<member>\??\.(?![\d.]))?/gu, (_blank, member?: string) => member ?? ' ')
    .replaceAll('`', "'");
}

/** The text of a callee, with `…` for what the calls inside of it are given: `DBOS.startWorkflow(…)`, `DBOS.startWorkflow(…).place`. */
function withoutArguments(callee: Node, text: string, start: number, end: number): string {
  let code = '';
  let last = end;
  for (let node = unwrap(callee); ;) {
    if (node.type === 'CallExpression') {
      const [first] = node.arguments;
      const final = node.arguments.at(-1);
      if (first && final) {
        code = `…${text.slice(final.range[1], last).replace(/^[\s,]+/u, '')}${code}`;
        last = text.slice(0, first.range[0]).trimEnd().length;
      }
      node = unwrap(node.callee);
    } else if (node.type === 'MemberExpression') node = unwrap(node.object);
    else return text.slice(start, last) + code;
  }
}

/** The end of a callee with the parentheses around it: `(0, now)()`. */
function calleeEnd({ callee, range }: TSESTree.CallExpression | TSESTree.NewExpression, text: string): number {
  const behind = /^(?:\s*\))*/u.exec(text.slice(callee.range[1], range[1]))?.[0] ?? '';
  const open = text.slice(range[0], callee.range[0]).split('(').length - 1;
  const closing = behind
    .split(')')
    .slice(0, open + 1)
    .join(')');
  return open === 0 ? callee.range[1] : callee.range[1] + closing.length;
}

/** What a person calls what holds a value: `counter`, `Orders.count`, `this.count`. */
export function nameOfPlace({ holder, key }: Place): string {
  switch (holder.kind) {
    case 'variable':
      return holder.variable.name;
    case 'global':
      return key === undefined ? holder.name : `${holder.name}.${key}`;
    case 'static':
      return `${holder.cls.name}.${key ?? ''}`;
    case 'instance':
      return `this.${key ?? ''}`;
  }
}
