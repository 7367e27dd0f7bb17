/** Code that writes log lines, metrics and spans: what it is given decides nothing. */
import { evaluate } from './evaluate.ts';
import { argumentsOf, calleeOf, memberKey, unwrap, type InvocationNode, type Node } from './nodes.ts';
import { member, type Name } from './names.ts';
import type { Env, Values } from './values.ts';
import type { World } from './world.ts';

/** Whether the call writes a log line, a metric or a span. */
export function logs(world: World, node: InvocationNode, env: Env): boolean {
  const callee = unwrap(calleeOf(node));
  const callees = evaluate(world, callee, env);
  const key = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
  if (callees.length === 0) return false;
  const sounds = key === undefined ? isMemberOfLogger(world, callee, env) : world.knowledge.logMethods.has(key);
  return callees.every((value) => {
    if (value.kind === 'named') {
      const api = world.knowledge.api(value.name);
      if (api) return api.family === 'log';
      const spec = world.knowledge.effect(value.name, { form: 'call', arguments: argumentsOf(node).length });
      // `DBOS.logger.info`: a member of something the engine gives.
      return spec ? spec.effect === 'log' || makesLogger(world, node, env) : sounds;
    }
    // Keeping quiet is the only thing that a name alone decides.
    return value.kind === 'unknown' && sounds;
  });
}

/** `logger[level]`: whatever the level is, when what has it writes log lines by others of its methods. */
function isMemberOfLogger(world: World, callee: Node, env: Env): boolean {
  return callee.type === 'MemberExpression' && areLoggers(world, evaluate(world, callee.object, env));
}

/** `log.child({ at })`: what a logger is told to keep goes into its lines. */
function makesLogger(world: World, node: InvocationNode, env: Env): boolean {
  return isMemberOfLogger(world, unwrap(calleeOf(node)), env) && areLoggers(world, evaluate(world, node, env));
}

function areLoggers(world: World, values: Values): boolean {
  return values.length > 0 && values.every((value) => value.kind === 'named' && isLogger(world, value.name));
}

function isLogger({ knowledge }: World, name: Name): boolean {
  if (knowledge.api(name)?.family === 'log') return true;
  return [...knowledge.logMethods].some(
    (method) => knowledge.effect(member(name, method), { form: 'call', arguments: 1 })?.effect === 'log',
  );
}

/** Whether a branch does nothing but write log lines; one that is not there does nothing. */
export function onlyLogs(world: World, branch: Node | null, env: Env): boolean {
  if (branch === null) return true;
  if (branch.type === 'BlockStatement') return branch.body.every((statement) => onlyLogs(world, statement, env));
  if (branch.type !== 'ExpressionStatement') return false;
  const call = unwrap(branch.expression);
  return call.type === 'CallExpression' && logs(world, call, env);
}
