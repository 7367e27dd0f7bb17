/**
 * A recovered workflow finds its instance by the name that it had (dbos-executor.js). The instance must have been made before the launch,
 * under the same name, and no other of its class may have it (decorators.js registerClassInstance).
 */
import type { Construction } from '../analysis/instances.ts';
import type { FunctionUnit } from '../analysis/units.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'stable-instance-name',
  category: 'pattern',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce names of durable instances that are there and the same after a restart',
  messages: {
    missing: '`{{code}}` gives the instance no name, so no recovered workflow finds it.',
    fresh: '`{{code}}` is another name after a restart: no recovered workflow finds its instance.',
    counted:
      '`{{code}}` counts the instances, so the name is another one when they are made in another order: recovery finds the wrong one.',
    duplicate: 'Another `{{cls}}` has the name `{{name}}` already: making a second one throws.',
    late: '`{{code}}` is made in a {{role}}, after the launch: no recovered workflow finds it. Make it when the program starts.',
  },
  files: 'production',
  covers: ['pattern-classes'],
  listen: ({ model, show, textOf }) => ({
    *file() {
      for (const { cls, superCalls } of model.instances.durableClasses) {
        for (const call of superCalls) {
          const [given] = call.arguments;
          const name = given && (model.instances.defaultBehind(cls, given) ?? given);
          if (name === undefined) yield { node: call, message: 'missing', data: { code: textOf(call) } };
          else if (model.replay.freshSourceOf(name))
            yield { node: name, message: 'fresh', data: { code: textOf(name) } };
          else if (model.replay.isCounted(name)) yield { node: name, message: 'counted', data: { code: textOf(name) } };
        }
      }
      const made: { readonly construction: Construction; readonly value: string }[] = [];
      for (const construction of model.instances.constructions) {
        const { node, cls, unit, name, isNameless } = construction;
        const roles = model.rolesOf(unit);
        const role = (['workflow', 'step', 'transaction', 'handler'] as const).find((item) => roles.has(item));
        if (role) {
          yield { node, message: 'late', data: { code: show(node), role } };
          continue;
        }
        if (isNameless) yield { node, message: 'missing', data: { code: show(node) } };
        if (!name) continue;
        if (model.replay.freshSourceOf(name)) {
          yield { node: name, message: 'fresh', data: { code: textOf(name) } };
          continue;
        }
        if (model.replay.isCounted(name)) {
          yield { node: name, message: 'counted', data: { code: textOf(name) } };
          continue;
        }
        const value = model.expressions.literalOf(name)?.value;
        if (typeof value !== 'string') continue;
        const isTaken = made.some(
          (other) => other.value === value && isSurelyBefore(other.construction, construction, model.module.main),
        );
        if (isTaken) yield { node: name, message: 'duplicate', data: { cls: cls.name, name: value } };
        made.push({ construction, value });
      }
    },
  }),
});

/** Whether the first of two instances of one class is there when the second one is made, as far as branches tell. */
function isSurelyBefore(first: Construction, second: Construction, main: FunctionUnit): boolean {
  if (first.cls !== second.cls) return false;
  if (first.unit !== second.unit) return first.unit === main && first.regions.length === 0;
  return first.regions.every((region, index) => second.regions[index] === region);
}
