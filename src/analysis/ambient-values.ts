/**
 * What a program can ask for because it runs inside of a call that was given it: of `storage.getStore()`, what `storage.run(value, work)` and
 * `storage.enterWith(value)` were given. Every such call of the file that makes the storage counts, wherever it stands; storages in fields and
 * what other files store are left out.
 */
import { unitAt } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { NOTHING, unionOf, UNKNOWN_VALUES } from './make-values.ts';
import { outerOf, unwrap, type InvocationNode, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { Values } from './values.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/** What `storage.getStore()` gives. */
export function storedValues(world: World, module: ModuleUnit, node: InvocationNode): Values {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  const storage = callee?.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const variable = storage && variableOf(world, module, storage);
  const stored = unionOf(
    (variable?.references ?? []).map(({ identifier }): Values => {
      const call = callOn(identifier);
      const value = call && storedBy(world, module, call);
      return value ? evaluate(world, value, baseEnv(world, unitAt(module, value))) : NOTHING;
    }),
  );
  return stored.length > 0 ? stored : UNKNOWN_VALUES;
}

/** The argument of the call that can be asked for inside of it. */
export function storedBy(world: World, module: ModuleUnit, call: InvocationNode): Node | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const use = { form: 'call', arguments: call.arguments.length } as const;
  const isStoring = evaluate(world, call.callee, baseEnv(world, unitAt(module, call))).some(
    (value) => value.kind === 'named' && world.knowledge.effect(value.name, use)?.stores === true,
  );
  return isStoring ? call.arguments[0] : undefined;
}

function callOn(object: Node): InvocationNode | undefined {
  const { parent: member, child } = outerOf(object);
  if (member?.type !== 'MemberExpression' || member.object !== child) return undefined;
  const { parent: call, child: callee } = outerOf(member);
  return call?.type === 'CallExpression' && call.callee === callee ? call : undefined;
}
