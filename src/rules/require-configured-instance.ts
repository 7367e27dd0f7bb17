/**
 * The engine finds the instance of a recovered workflow by its class and name, so it takes methods of configured instances only.
 * Registering another class's method is accepted; the first call throws (dbos.js #invokeWorkflow and the wrapper of steps).
 */
import { extendRepair, startRepair, staticRepair } from '../fixes/for-instance.ts';
import { offerOption } from '../fixes/write-option.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'require-configured-instance',
  category: 'pattern',
  levels: { recommended: 'error', strict: 'error' },
  description: 'require classes with durable instance methods to extend the class that gives instances a name',
  suggests: true,
  messages: {
    method:
      '`{{method}}` is a {{role}} of instances, and `{{cls}}` does not extend `{{base}}`: calling it throws, and recovery could not find the instance.',
    prototype:
      '`{{code}}` registers a method without its class: a recovered workflow cannot find its instance. Say `{{option}}`.',
    receiver:
      '`{{code}}` throws: the engine takes `{{object}}`, as the `this` of the call, for the instance of the workflow, and it is no `{{base}}`. Call the workflow by a name of its own.',
    start: 'Start the function, which then has no `this`, and wait for its result.',
    extend: 'Extend `{{base}}`; each instance is made with a name of its own then.',
    static: 'Make it static; its callers must change.',
    add: 'Add `{{option}}`.',
  },
  covers: ['pattern-classes'],
  listen: ({ model, engine, path, show, textOf }) => {
    const [base] = engine.instanceBases;
    const [module = '', name = ''] = base?.split('#') ?? [];
    const isTypeScript = !/\.[cm]?jsx?$/u.test(path);

    return {
      *file() {
        if (base === undefined) return;
        for (const { call, member } of model.instances.strangeReceivers) {
          const repair = engine.timers && startRepair(call, engine.timers.startAndWait);
          yield {
            node: call,
            message: 'receiver',
            data: { code: show(call), object: textOf(member.object), base: name },
            suggestions: [{ message: 'start', repair }],
          };
        }
        for (const { cls, methods } of model.instances.classesToExtend) {
          const [first] = methods;
          if (!first) continue;
          const site = { node: cls.node, methods: methods.map(({ member }) => member.node), isTypeScript };
          const local = model.scope.exportNameAt(cls.node, { module, name });
          yield {
            node: cls.node.id ?? cls.node,
            message: 'method',
            data: { method: first.member.key, role: first.role, cls: cls.name, base: name },
            suggestions: [
              { message: 'extend', data: { base: name }, repair: extendRepair(site, { module, name, local }) },
              { message: 'static', repair: staticRepair(site) },
            ],
          };
        }
        for (const { call, cls, method, isDurable } of model.instances.methodRegistrations) {
          const { node } = call;
          const [owner] = model.optionsAt(call, 'method-owner');
          if (isDurable === false) {
            const data = { method: method ? textOf(method) : show(node), role: 'workflow', cls: cls.name, base: name };
            yield { node, message: 'method', data };
          } else if (isDurable === true && owner?.presence === 'absent') {
            const code = `${cls.name}.prototype`;
            const option = `${owner.key}: ${code}`;
            yield {
              node,
              message: 'prototype',
              data: { code: show(node), option },
              suggestions: [{ message: 'add', data: { option }, repair: offerOption(node, owner, code) }],
            };
          }
        }
      },
    };
  },
});
