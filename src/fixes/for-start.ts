/**
 * The repair for a workflow that a timer starts: at once where the timer adds nothing, else on a queue with a delay, or by a schedule.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { LaterStart } from '../analysis/later-starts.ts';
import type { Engine } from '../knowledge/vocabulary/engine.ts';
import { constantNumber, cronOf, secondsCode } from '../syntax/durations.ts';
import { isFunction } from '../syntax/walk.ts';
import { suggest, type Intent, type Repair, type Safety } from './repair.ts';
import { startedIn, type Start, type StartedSite } from './started-workflow.ts';

export interface StartSite extends StartedSite {
  readonly timers: NonNullable<Engine['timers']>;
  readonly text: string;
  /** The only queue that the file registers, as a string literal. */
  readonly queue: string | undefined;
}

export interface StartRepairs {
  readonly fix: Repair | undefined;
  readonly delayed: Repair | undefined;
  readonly scheduled: Repair | undefined;
}

const NONE: StartRepairs = { fix: undefined, delayed: undefined, scheduled: undefined };

/** What can be done about a workflow that a timer starts; nothing about one that something else starts. */
export function startRepairs({ node: timer, cause, by: name, loop }: LaterStart, site: StartSite): StartRepairs {
  if (loop) return { ...NONE, scheduled: loopSchedule(loop, site) };
  if (cause !== 'timer' || name === undefined || timer.type !== 'CallExpression') return NONE;
  const { timers } = site;
  if (timers.calendars.includes(name)) return calendarRepairs(timer, site);
  // `setTimeout(make(), 0)`: what is made is not known.
  if (timer.arguments[0]?.type === 'CallExpression') return NONE;
  const takesDelay = timers.delayed.includes(name) || timers.repeated.includes(name);
  const start = startedIn(timer.arguments[0], timer.arguments.slice(takesDelay ? 2 : 1), site);
  if (!start) return NONE;
  const delay = takesDelay ? timer.arguments[1] : undefined;
  if (timers.immediate.includes(name) || (timers.delayed.includes(name) && isZero(delay))) {
    // What the callback did with the result is done with the handle now.
    const safety: Safety = start.behind === '' ? 'fix' : 'suggest';
    return { ...NONE, fix: { safety, steps: 0, intents: [startNow(timer, start, timers)] } };
  }
  if (delay === undefined || delay.type === 'SpreadElement' || start.target === undefined) return NONE;
  if (timers.delayed.includes(name)) return { ...NONE, delayed: startLater(timer, start, delay, site) };
  if (start.hasOptions) return NONE;
  const cron = timers.repeated.includes(name) ? cronOf(constantNumber(delay) ?? Number.NaN) : undefined;
  return cron === undefined ? NONE : { ...NONE, scheduled: scheduled(timer, start, cron, site) };
}

/** `for await (const _ of setInterval(60_000)) await start(sync)();` becomes a schedule. */
function loopSchedule(loop: TSESTree.ForOfStatement, site: StartSite): Repair | undefined {
  const period = loop.right.type === 'CallExpression' ? loop.right.arguments[0] : undefined;
  const cron = cronOf(constantNumber(period) ?? Number.NaN);
  const body = loop.body.type === 'BlockStatement' && loop.body.body.length === 1 ? loop.body.body[0] : loop.body;
  if (cron === undefined || body?.type !== 'ExpressionStatement') return undefined;
  const start = startedIn(body.expression, [], site);
  const target = start && schedulable(start);
  if (target === undefined) return undefined;
  const code = site.timers.schedule
    .replace('$N', () => `'${nameFor(target)}'`)
    .replace('$C', () => `'${cron}'`)
    .split('$1');
  return suggest({ kind: 'compose', node: loop, parts: [`await ${code[0] ?? ''}`, target, `${code[1] ?? ''};`] });
}

/** `cron.schedule('0 3 * * *', sync)` */
function calendarRepairs(timer: TSESTree.CallExpression, site: StartSite): StartRepairs {
  const [line, callback] = timer.arguments;
  if (line?.type !== 'Literal' || typeof line.value !== 'string' || timer.arguments.length > 2) return NONE;
  const start = startedIn(callback, [], site);
  if (!start || !PLAIN_CRON.test(line.value)) return NONE;
  return { ...NONE, scheduled: scheduled(timer, start, line.value, site) };
}

/** Five or six fields of numbers, stars, lists, ranges and steps, which all dialects read alike. */
const PLAIN_CRON = /^[\d*/,-]+(?: [\d*/,-]+){4,5}$/u;

function isZero(delay: TSESTree.CallExpressionArgument | undefined): boolean {
  return delay === undefined || (delay.type === 'Literal' && delay.value === 0);
}

function startNow(timer: TSESTree.CallExpression, start: Start, timers: StartSite['timers']): Intent {
  const { behind, target } = start;
  if (start.whole || target === undefined)
    return { kind: 'start-instead', node: timer, code: `$1${behind}`, arguments: start.whole ? [start.whole] : [] };
  const code = start.method === undefined ? timers.start : timers.startMethod.replace('$M', start.method);
  return { kind: 'start-instead', node: timer, code: `${code}${behind}`, arguments: [target, ...start.args] };
}

function startLater(
  timer: TSESTree.CallExpression,
  start: Start,
  delay: TSESTree.Expression,
  site: StartSite,
): Repair | undefined {
  const { timers } = site;
  const takesArguments = isFunction(timer.arguments[0]) && timer.arguments[0].params.length > 0;
  // What the callback is given is not there outside of it.
  const options =
    start.hasOptions && (start.options === undefined || takesArguments)
      ? undefined
      : delayedOptions(start.options, secondsCode(site.text, delay), site);
  if (options === undefined) return undefined;
  const code = start.method === undefined ? timers.delayedStart : timers.delayedStartMethod.replace('$M', start.method);
  return suggest({
    kind: 'start-instead',
    node: timer,
    code: `${code}${start.behind}`,
    arguments: [...(start.target ? [start.target] : []), ...start.args],
    values: { $O: options },
  });
}

/** The options of a start, with a queue and the delay; undefined: they have a delay already, or more than can be taken along. */
function delayedOptions(
  options: TSESTree.Node | undefined,
  delay: string,
  { timers: { delayOptions: words }, text, queue = "'my-queue'" }: StartSite,
): string | undefined {
  const entries = options ? entriesOf(options, text) : [];
  const ofQueue = entries?.find(({ key }) => key === words.options);
  const inner = ofQueue ? entriesOf(ofQueue.value, text) : [];
  if (!entries || !inner || inner.some(({ key }) => key === words.delay)) return undefined;
  const kept = entries.filter((entry) => entry !== ofQueue).map(({ code }) => code);
  const named = entries.some(({ key }) => key === words.queue) ? kept : [`${words.queue}: ${queue}`, ...kept];
  const held = [...inner.map(({ code }) => code), `${words.delay}: ${delay}`];
  return [...named, `${words.options}: { ${held.join(', ')} }`].join(', ');
}

interface Entry {
  readonly key: string;
  readonly value: TSESTree.Node;
  readonly code: string;
}

/** What an object literal holds, when that is all that stands in it: no spread, no comment, nothing to wait for. */
function entriesOf(node: TSESTree.Node, text: string): readonly Entry[] | undefined {
  if (node.type !== 'ObjectExpression' || /\/[/*]|\bawait\b/u.test(text.slice(...node.range))) return undefined;
  const entries = node.properties.flatMap((property): readonly Entry[] => {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') return [];
    return [{ key: property.key.name, value: property.value, code: text.slice(...property.range) }];
  });
  return entries.length === node.properties.length ? entries : undefined;
}

function scheduled(timer: TSESTree.CallExpression, start: Start, cron: string, site: StartSite): Repair | undefined {
  const target = schedulable(start);
  if (target === undefined) return undefined;
  return suggest({
    kind: 'start-instead',
    node: timer,
    code: site.timers.schedule,
    arguments: [target],
    values: { $N: `'${nameFor(target)}'`, $C: `'${cron}'` },
  });
}

/** What a schedule can start: it gives its own arguments, and nobody sees what comes of it. */
function schedulable({ args, method, hasOptions, target, behind }: Start): TSESTree.Expression | undefined {
  return args.length > 0 || method !== undefined || hasOptions || behind !== '' ? undefined : target;
}

/** Schedules of one name replace each other, so that the name is the workflow's. */
function nameFor(target: TSESTree.Expression): string {
  const named = target.type === 'MemberExpression' && !target.computed ? target.property : target;
  return named.type === 'Identifier' ? named.name : 'schedule';
}
