/**
 * Values that do not survive being recorded: what steps and workflows return, and what is handed to workflows, events and messages. Looks
 * into literals of objects and lists, and through the functions of the program. Tells only what is certain: every value that the
 * expression can have besides nothing is lost. Leaves out instances of classes of the program, of which the data survives.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Loss } from '../knowledge/facts/records.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { certain } from './certain.ts';
import { unitAt } from './bindings.ts';
import { variableOf } from './variables.ts';
import type { Contexts } from './contexts.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { callsByName, type CallSite } from './call-sites.ts';
import { spoken } from './names.ts';
import { argumentsOf, isClassNode, isFunctionNode, programOf, staticKey, unwrap, type Node } from './nodes.ts';
import { seek, seekPossible, type Judge, type Sight } from './seek.ts';
import { startWithoutCall } from './uninvoked.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A value that does not survive being recorded. */
export interface LostValue {
  /** The expression of this file. */
  readonly node: Node;
  readonly loss: Loss;
  /** What it is: a function, a generator, or something by its name; an object of a connection, by the name of its parameter. */
  readonly what: 'function' | 'generator' | 'connection' | 'instance' | 'named';
  /** How a person calls it: `fetch`, `Response`. */
  readonly name: string;
  /** It is what a call of that name gives, not an instance of a class of that name. */
  readonly isResult: boolean;
  /** It stands inside an object or a list. */
  readonly isNested: boolean;
}

/**
 * - `empty`: it is recorded as an empty object
 * - `data`: it is recorded without its methods
 * - `left-out`: the object or the list around it is recorded without it
 * - `null`: it is recorded as that
 * - `unreadable`: it is recorded as something that cannot be read back
 * - `throws`: it cannot be recorded
 */
export type Fate = 'empty' | 'data' | 'left-out' | 'null' | 'unreadable' | 'throws';

/** Such a value, what becomes of it, and what records it. */
export interface LostRecord {
  readonly value: LostValue;
  readonly fate: Fate;
  /** What records it: the result of a function with a role, or an argument of a call. */
  readonly by:
    | { readonly kind: 'result'; readonly role: Role; readonly unit: FunctionUnit; readonly call: Node | undefined }
    | { readonly kind: 'argument'; readonly site: CallSite };
}

/** The values of a file that are recorded and do not survive it. */
export function lostRecords(
  world: World,
  module: ModuleUnit,
  contexts: Contexts,
  calls: readonly CallSite[],
): readonly LostRecord[] {
  return [...results(world, module, contexts), ...given(world, module, contexts, calls)].map((loss) => ({
    ...loss,
    fate: fateOf(loss),
  }));
}

/** What may be lost of the value of an expression of a file when it is recorded: what is lost of one of the values that it can have. */
export function possibleLoss(
  world: World,
  module: ModuleUnit,
  contexts: Contexts,
  node: TSESTree.Expression,
): LostValue | undefined {
  return seekPossible(world, lossJudge(world, module, contexts), node, baseEnv(world, unitAt(module, node)));
}

type Recorded = Omit<LostRecord, 'fate'>;

function fateOf({ value, by }: Recorded): Fate {
  if (value.loss !== 'absent') return value.loss;
  if (value.isNested) return 'left-out';
  const isInput = by.kind === 'argument' && (by.site.fact.kind === 'durable' || by.site.fact.spec.family === 'start');
  return isInput ? 'null' : 'unreadable';
}

function* results(world: World, module: ModuleUnit, contexts: Contexts): Iterable<Recorded> {
  const judge = lossJudge(world, module, contexts);
  for (const { env, role, edge } of contexts.roots) {
    if (role !== 'workflow' && role !== 'step' && role !== 'transaction') continue;
    const { unit } = env;
    if (contexts.runners.has(unit) || contexts.lent.has(unit)) continue;
    const by = { kind: 'result', role, unit, call: edge?.node } as const;
    const isHere = unit.module === module;
    const at = isHere ? undefined : edge?.node;
    if (!isHere && (!at || unitAt(module, at).module !== module || !isOf(module, at))) continue;
    if (isFunctionNode(unit.node) && unit.node.generator) {
      const sight = { node: at ?? unit.node, isNested: false };
      yield { value: lost('generator', 'empty', sight, unit.name), by };
      continue;
    }
    for (const returned of unit.returns) {
      const value = seek(world, judge, returned, env);
      if (value) yield { value: at ? { ...value, node: at } : value, by };
    }
  }
}

function isOf(module: ModuleUnit, node: Node): boolean {
  return programOf(node) === module.source.program;
}

function* given(world: World, module: ModuleUnit, contexts: Contexts, calls: readonly CallSite[]): Iterable<Recorded> {
  const judge = lossJudge(world, module, contexts);
  for (const { site, positions } of recordingCalls(world, calls)) {
    const { fact, unit } = site;
    const { node } = fact;
    if (fact.passed || (node.type !== 'CallExpression' && node.type !== 'NewExpression')) continue;
    // `startWorkflow(place).catch(log)` starts nothing, so it records nothing.
    if (fact.kind === 'api' && startWithoutCall(world, unit, fact)) continue;
    const end = positions.to === undefined ? undefined : positions.to + 1;
    for (const argument of argumentsOf(node).slice(positions.from, end)) {
      if (argument.type === 'SpreadElement') break;
      const value = seek(world, judge, argument, baseEnv(world, unit));
      if (value) yield { value, by: { kind: 'argument', site } };
    }
  }
}

type Positions = NonNullable<ReturnType<World['knowledge']['recorded']>>;

/** The calls that record arguments, and which. */
function* recordingCalls(
  { knowledge }: World,
  calls: readonly CallSite[],
): Iterable<{ readonly site: CallSite; readonly positions: Positions }> {
  for (const [name, sites] of callsByName(calls)) {
    const positions = knowledge.recorded(name) ?? knowledge.recorded(withAnyMember(name));
    if (positions) for (const site of sites) yield { site, positions };
  }
  for (const site of calls) {
    const positions = site.fact.kind === 'durable' ? knowledge.recorded(`registered:${site.fact.role}`) : undefined;
    if (positions) yield { site, positions };
  }
}

/** `…startWorkflow().charge` is `…startWorkflow().*`. */
function withAnyMember(name: string): string {
  return name.replace(/\.[^.]+$/u, '.*');
}

/** What does not survive being recorded. */
function lossJudge(world: World, module: ModuleUnit, contexts: Contexts): Judge<LostValue> {
  return {
    expression(node, sight) {
      if (isFunctionNode(node) || isClassNode(node)) return lost('function', 'absent', sight);
      if (node.type === 'CallExpression') return lostByCall(world, node, sight);
      return node.type === 'Identifier' && isConnection(world, module, contexts, node)
        ? lost('connection', 'throws', sight, node.name)
        : undefined;
    },
    value(value, sight) {
      switch (value.kind) {
        case 'function':
        case 'class':
        case 'registered':
          return lost('function', 'absent', sight);
        case 'instance':
          return hasMethods(value.cls.members) ? lost('instance', 'data', sight, value.cls.name) : undefined;
        case 'named': {
          const loss = world.knowledge.lossOf(value.name);
          const name = spoken(value.name);
          const last = name.split('.').at(-1) ?? '';
          return loss && { ...lost('named', loss, sight, name), isResult: !/^[A-Z]/u.test(last) };
        }
        default:
          return undefined;
      }
    },
  };
}

/** `generateKeyPairSync('rsa', { modulusLength })`: without encodings, keys are objects. */
function lostByCall(world: World, node: TSESTree.CallExpression, sight: Sight): LostValue | undefined {
  const only = certain(evaluate(world, node.callee, sight.env), 'named');
  const row = only && world.knowledge.lossWithout(only.name);
  if (!only || !row || node.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  const given = node.arguments[row.argument];
  const options = given && unwrap(given);
  if (options && !(options.type === 'ObjectExpression' && lacksOneOf(options, row.keys))) return undefined;
  return { ...lost('named', row.loss, sight, spoken(only.name)), isResult: true };
}

function lacksOneOf({ properties }: TSESTree.ObjectExpression, keys: readonly string[]): boolean {
  const said = properties.map((property) =>
    property.type === 'Property' ? staticKey(property.key, property.computed) : undefined,
  );
  return !said.includes(undefined) && keys.some((key) => !said.includes(key));
}

/** A parameter of a handler of requests: `(req, res) => …` handed to a server of the tables. */
function isConnection(world: World, module: ModuleUnit, contexts: Contexts, node: TSESTree.Identifier): boolean {
  const definition = variableOf(world, module, node)?.defs[0];
  if (definition?.type !== 'Parameter' || !isFunctionNode(definition.node)) return false;
  const { node: fn, name } = definition;
  if (!fn.params.some((parameter) => parameter === name)) return false;
  return contexts.roleEdges.some(
    ({ role, by, target }) =>
      role === 'handler' &&
      target.kind === 'function' &&
      target.unit.node === fn &&
      by !== undefined &&
      world.knowledge.givesConnections(by.module),
  );
}

function lost(
  what: LostValue['what'],
  loss: Loss,
  { node, isNested }: Pick<Sight, 'node' | 'isNested'>,
  name = '',
): LostValue {
  return { what, loss, node, name, isResult: false, isNested };
}

function hasMethods(members: readonly { readonly kind: string; readonly isStatic: boolean }[]): boolean {
  return members.some(({ kind, isStatic }) => !isStatic && (kind === 'method' || kind === 'get'));
}
