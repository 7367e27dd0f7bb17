/** Schedules that were declared where the workflow is become schedules that are applied once the engine is launched, in one call. */
import type { TSESTree } from '@typescript-eslint/types';

import { quoted, styleOf } from '../syntax/print.ts';
import { enclosingFunction, isFunction } from '../syntax/walk.ts';
import { meansTheSameBehind, type LaunchAnchor } from './launch-anchor.ts';
import { manual, propertiesOf, type Migration, type MigrationSite } from './migration.ts';
import type { Intent } from './repair.ts';

interface MovedSchedule {
  /** The schedule as an object literal. */
  readonly code: string;
  readonly intents: readonly Intent[];
  /** The workflow used its second argument. */
  readonly usesStart: boolean;
  /** Its own statement, where comments stand above it that go along. */
  readonly commented?: TSESTree.Statement | undefined;
}

/** The rewrite of all schedules of the file that can be, by the mentions of what declares them. */
export function applySchedules(
  mentions: readonly TSESTree.Node[],
  site: MigrationSite,
): ReadonlyMap<TSESTree.Node, Migration> {
  const found = new Map<TSESTree.Node, Migration>();
  const moved = new Map<TSESTree.Node, MovedSchedule>();
  for (const mention of mentions) {
    const schedule = movedSchedule(mention, site);
    if (typeof schedule === 'string') found.set(mention, manual(schedule));
    else moved.set(mention, schedule);
  }
  const { anchor } = site;
  if (typeof anchor === 'string') return found;
  // What a human must look at is rewritten by itself, so that the others need not wait for it.
  const certain = [...moved.values()].filter(({ usesStart, commented }) => !usesStart && !commented);
  for (const [mention, schedule] of moved) {
    const isAlone = schedule.usesStart || schedule.commented;
    const rewrite = rewriteOf(isAlone ? [schedule] : certain, anchor, site);
    found.set(mention, schedule.usesStart ? { ...rewrite, agree: true, steps: 1 } : rewrite);
  }
  return found;
}

function rewriteOf(
  schedules: readonly MovedSchedule[],
  anchor: LaunchAnchor,
  { recipes, text, program }: MigrationSite,
): Migration & { readonly kind: 'rewrite' } {
  const { semicolon } = styleOf(text, program);
  const [{ commented, intents, code: only } = { commented: undefined }] = schedules;
  if (commented) {
    const parts = [`${recipes.schedule.apply.replace('$R', () => only)}${semicolon}`];
    const move: Intent = { kind: 'move-statements', nodes: [commented], after: anchor.schedules };
    return {
      kind: 'rewrite',
      intents: [...intents, { kind: 'compose', node: commented, parts, beside: anchor.launch }, move],
    };
  }
  const list = `\n${schedules.map(({ code }) => `\t${code},\n`).join('')}`;
  const code = `${recipes.schedule.apply.replace('$R', () => list)}${semicolon}`;
  return {
    kind: 'rewrite',
    intents: [
      ...schedules.flatMap((schedule) => schedule.intents),
      { kind: 'insert-after', node: anchor.schedules, code },
    ],
  };
}

function movedSchedule(mention: TSESTree.Node, site: MigrationSite): MovedSchedule | string {
  const call = mention.parent;
  if (call?.type !== 'CallExpression' || call.callee !== mention) return 'It is not called where it is named.';
  return call.parent.type === 'Decorator' ? decorated(call.parent, call, site) : registered(call, site);
}

function decorated(
  decorator: TSESTree.Decorator,
  call: TSESTree.CallExpression,
  site: MigrationSite,
): MovedSchedule | string {
  const method = decorator.parent;
  if (method.type !== 'MethodDefinition' || method.key.type !== 'Identifier' || method.computed)
    return 'It is not above a method.';
  if (!method.static) return 'Only static methods and functions can be scheduled, and this is a method of an instance.';
  if (method.accessibility === 'private' || method.accessibility === 'protected') {
    return 'The method is private, so that it cannot be named where the engine is launched.';
  }
  const cls = method.parent.parent;
  const className = cls.type === 'ClassDeclaration' && enclosingFunction(cls) === undefined ? cls.id?.name : undefined;
  if (className === undefined || site.roleOf(method) !== 'workflow') {
    return 'The method is not a workflow of a class of the top level.';
  }
  const name = `${className}.${method.key.name}`;
  const schedule = scheduleOf(name, name, call.arguments[0], site);
  if (typeof schedule === 'string') return schedule;
  return withContext(method.value, schedule, [{ kind: 'remove-decorator', node: decorator }], site);
}

function registered(call: TSESTree.CallExpression, site: MigrationSite): MovedSchedule | string {
  const { anchor } = site;
  const [workflow, options] = call.arguments;
  const code = workflow && nameCode(workflow);
  const statement = call.parent;
  if (statement.type !== 'ExpressionStatement' || !workflow || code === undefined)
    return 'It is not a statement about a workflow with a name.';
  const isTopLevel =
    statement.parent.type === 'Program' || (typeof anchor === 'object' && statement.parent === anchor.launch.parent);
  if (!isTopLevel) return 'It stands under a condition, or in a function of its own.';
  const found = site.workflowAt(workflow);
  if (!found) return `\`${code}\` is not the workflow that its registration gave, so that the schedule never ran it.`;
  if (typeof anchor === 'object' && !meansTheSameBehind(site.scopeManager, workflow.range, anchor.schedules)) {
    return `\`${code}\` cannot be named where the engine is launched.`;
  }
  const given = propertiesOf(options)?.get(site.recipes.schedule.nameKeys[0] ?? '')?.value;
  const title = given?.type === 'Literal' && typeof given.value === 'string' ? given.value : code;
  const schedule = scheduleOf(title, code, options, site);
  if (typeof schedule === 'string') return schedule;
  const commented = isCommented(statement, site.text) ? statement : undefined;
  const intents: readonly Intent[] = commented ? [] : [{ kind: 'remove-statement', node: statement }];
  if (found.path === undefined) {
    const moved = withContext(found.fn, schedule, intents, site);
    return typeof moved === 'string' ? moved : { ...moved, commented };
  }
  if (isFunction(found.fn) && found.fn.params.length > 1) {
    return `\`${code}\` stands in \`${site.relative(found.path)}\`, and its second argument is another now: change that first.`;
  }
  return { code: schedule.code, intents, usesStart: false, commented };
}

/** Whether a comment stands on the line above. */
function isCommented({ range }: TSESTree.Node, text: string): boolean {
  const above = text.slice(0, range[0]).split('\n').at(-2)?.trim() ?? '';
  return above.startsWith('//') || above.endsWith('*/');
}

/** `nightly`, `Tasks.nightly` */
function nameCode(node: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed || node.optional) return undefined;
  return node.object.type === 'Identifier' && node.property.type === 'Identifier'
    ? `${node.object.name}.${node.property.name}`
    : undefined;
}

/** The schedule as an object literal. */
function scheduleOf(
  title: string,
  code: string,
  options: TSESTree.Node | undefined,
  site: MigrationSite,
): string | { readonly code: string } {
  const { recipes, text, program, anchor, scopeManager } = site;
  if (typeof anchor === 'string') return anchor;
  const { nameKey, functionKey, keys, nameKeys, modeKey, modes } = recipes.schedule;
  const properties = propertiesOf(options);
  if (!options || !properties) return 'Its options are not written out.';
  if (!meansTheSameBehind(scopeManager, options.range, anchor.schedules)) {
    return 'Its options use names that mean something else where the engine is launched.';
  }
  const parts = [`${nameKey}: ${quoted(title, styleOf(text, program))}`, `${functionKey}: ${code}`];
  for (const [key, { value, shorthand }] of properties) {
    const to = Object.hasOwn(keys, key) ? keys[key] : undefined;
    const valueCode = text.slice(...value.range);
    if (to !== undefined) parts.push(shorthand && to === key ? key : `${to}: ${valueCode}`);
    else if (key === modeKey) {
      const mode = modes[site.nameOf(value) ?? ''];
      if (mode === undefined) return 'Its mode is not known here.';
      if (mode !== '') parts.push(mode);
    } else if (!nameKeys.includes(key)) return `What \`${key}\` becomes is not known.`;
  }
  return { code: `{ ${parts.join(', ')} }` };
}

/** What is passed second is no longer the moment of the start. */
function withContext(
  fn: TSESTree.Node | undefined,
  { code }: { readonly code: string },
  intents: readonly Intent[],
  site: MigrationSite,
): MovedSchedule | string {
  const unchanged: MovedSchedule = { code, intents, usesStart: false };
  if (!isFunction(fn)) return unchanged;
  const [, start, ...others] = fn.params;
  if (!start) return unchanged;
  if (others.length > 0 || start.type !== 'Identifier') return 'Its function takes other arguments than two moments.';
  const { context, now } = site.recipes.schedule;
  const [variable] = site.scopeManager.getDeclaredVariables(fn).filter(({ name }) => name === start.name);
  const isUsed = (variable?.references.length ?? 0) > 0;
  if (!start.typeAnnotation && !isUsed) return unchanged;
  const name = isUsed || start.name.startsWith('_') ? `_${context.name}` : context.name;
  const parameter: Intent = {
    kind: 'compose',
    node: start,
    parts: [start.typeAnnotation ? `${name}: ${context.type}` : name],
  };
  if (!isUsed) return { code, intents: [...intents, parameter], usesStart: false };
  const [first] = fn.body.type === 'BlockStatement' ? fn.body.body : [];
  if (!first || !fn.async) return 'Its function uses its second argument, which is another now.';
  const { semicolon } = styleOf(site.text, site.program);
  const moment: Intent = { kind: 'insert-before', node: first, code: `const ${start.name} = ${now}${semicolon}` };
  return { code, intents: [...intents, parameter, moment], usesStart: true };
}
