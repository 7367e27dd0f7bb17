import type { TSESTree } from '@typescript-eslint/types';

import type { FunctionUnit } from '../analysis/units.ts';
import { defineOptionRule } from '../plugin/define-option-rule.ts';

export default defineOptionRule({
  name: 'valid-schedule',
  category: 'pattern',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce schedules that the engine takes and that run',
  fixes: true,
  topics: ['schedule'],
  messages: {
    method: 'A schedule cannot start {{fn}}, a method of an instance: the call throws. Make the method static.',
    unregistered: '{{fn}} is registered as no workflow, so the schedule never runs.',
    parameters: 'A schedule calls {{fn}} with the scheduled time and its context: {{what}}.',
  },
  covers: ['pattern-scheduled', 'pattern-classes'],
  calls: { families: ['schedule'] },
  also: ({ model, show, facts }) => ({
    *call(call) {
      if (call.fact.kind !== 'api') return;
      const { spec } = call.fact;
      const given = model
        .optionsAt(call, 'workflow-function')
        .flatMap(({ value }) => (value?.isHere ? value.node : []));
      // A call that gives the function itself is one of old versions; in new ones it is gone, and no-removed-api speaks.
      const isOld = spec.until !== undefined && spec.refersTo !== undefined && !facts.has(spec.until);
      const first = isOld && call.node.type === 'CallExpression' ? call.node.arguments[spec.refersTo ?? 0] : undefined;
      for (const node of first ? [first] : given) {
        const startable = model.starts.startableAt(node);
        if (!startable) continue;
        const fn =
          node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression'
            ? 'This function'
            : `\`${show(node)}\``;
        if (startable.kind === 'method') yield { node, message: 'method', data: { fn } };
        else if (startable.kind !== 'workflow') yield { node, message: 'unregistered', data: { fn } };
        else if (!isOld) {
          const what = mismatch(startable.unit.node);
          if (what !== undefined) yield { node, message: 'parameters', data: { fn, what } };
        }
      }
    },
  }),
});

function mismatch(fn: FunctionUnit['node']): string | undefined {
  if (!('params' in fn)) return undefined;
  const { params } = fn;
  const required = params.filter(
    (item) => item.type !== 'AssignmentPattern' && item.type !== 'RestElement' && !isOptional(item),
  );
  if (required.length > 2) return `its parameter ${String(required.length)} is never given`;
  const second = params[1];
  return second && isDate(second) ? 'its second parameter is not the time' : undefined;
}

function isOptional(parameter: TSESTree.Parameter): boolean {
  return parameter.type === 'Identifier' && parameter.optional;
}

function isDate(parameter: TSESTree.Parameter): boolean {
  if (parameter.type !== 'Identifier') return false;
  const type = parameter.typeAnnotation?.typeAnnotation;
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Date';
}
