/**
 * The engine finds the instance of a recovered workflow by its class and name, so it takes methods of configured instances only.
 * Registering another class's method is accepted; the first call throws (dbos.js #invokeWorkflow and the wrapper of steps).
 */
import type { ClassUnit, Member } from '../analysis/units.ts';
import { extendRepair, startRepair, staticRepair, type BaseClass } from '../fixes/for-instance.ts';
import { suggest } from '../fixes/repair.ts';
import { defineRule, type Suggestion } from '../plugin/define-rule.ts';

const messages = {
  method:
    '`{{method}}` is a {{role}} of instances, and `{{cls}}` does not extend `{{base}}`: calling it throws, and recovery could not find the instance.',
  prototype:
    '`{{code}}` registers a method without its class: a recovered workflow cannot find its instance. Say `ctorOrProto: {{cls}}.prototype`.',
  receiver:
    '`{{code}}` throws: the engine takes `{{object}}`, as the `this` of the call, for the instance of the workflow, and it is no `{{base}}`. Call the workflow by a name of its own.',
  start: 'Start the function, which then has no `this`, and wait for its result.',
  extend: 'Extend `{{base}}`; each instance is made with a name of its own then.',
  static: 'Make it static; its callers must change.',
  add: 'Add `ctorOrProto: {{cls}}.prototype`.',
} as const;

export default defineRule({
  name: 'require-configured-instance',
  category: 'pattern',
  levels: { recommended: 'error', strict: 'error' },
  description: 'require classes with durable instance methods to extend the class that gives instances a name',
  suggests: true,
  messages,
  defaults: {},
  covers: ['pattern-classes'],
  listen: ({ model, engine, path, show, textOf }) => {
    const [base] = engine.instanceBases.map((name) => baseOf(name));
    const isTypeScript = !/\.[cm]?jsx?$/u.test(path);

    const baseClass = (): BaseClass | undefined => {
      if (!base) return undefined;
      const entry = [...model.module.imports].find(
        ([, item]) => item.imported === base.name && !item.typeOnly && item.specifier === base.module,
      );
      if (entry) return { ...base, local: entry[0], isThere: true };
      const engineName = model.scope.engineNameAt(model.module.source.program);
      const namespace = engineName?.includes('.') === true ? engineName.replace(/[^.]*$/u, '') : '';
      return { ...base, local: `${namespace}${base.name}`, isThere: namespace !== '' };
    };

    return {
      *file() {
        for (const { call, member } of base ? model.instances.strangeReceivers : []) {
          const repair = engine.timers && startRepair(call, engine.timers.startAndWait);
          yield {
            node: call,
            message: 'receiver',
            data: { code: show(call), object: textOf(member.object), base: base?.name ?? '' },
            suggestions: [{ message: 'start', repair }],
          };
        }
        const classes = new Map<ClassUnit, { readonly member: Member; readonly role: string }[]>();
        for (const { role, member: found } of model.registry.registrations) {
          if (!found || found.member.isStatic || found.member.kind !== 'method' || role === 'transaction') continue;
          const methods = classes.get(found.cls) ?? [];
          classes.set(found.cls, [...methods, { member: found.member, role }]);
        }
        for (const [cls, methods] of classes) {
          const [first] = methods;
          if (!first || !base || model.instances.isDurableClass(cls) !== false) continue;
          const site = { node: cls.node, methods: methods.map(({ member }) => member.node), isTypeScript };
          const suggestions: Suggestion<typeof messages>[] = [];
          const found = baseClass();
          const extended = found && extendRepair(site, found);
          if (extended) suggestions.push({ message: 'extend', data: { base: base.name }, repair: extended });
          const made = staticRepair(site);
          if (made) suggestions.push({ message: 'static', repair: made });
          const data = { method: first.member.key, role: first.role, cls: cls.name, base: base.name };
          yield { node: cls.node.id ?? cls.node, message: 'method', data, suggestions };
        }
        for (const { call, fact, cls } of model.instances.methodRegistrations) {
          const role = fact.spec.registers?.role;
          // A step that is registered by a call takes any `this`.
          if (!base || role !== 'workflow') continue;
          const target = fact.node.type === 'CallExpression' ? fact.node.arguments[0] : undefined;
          const isDurable = model.instances.isDurableClass(cls);
          if (isDurable === false) {
            const method = target ? textOf(target) : show(fact.node);
            yield { node: fact.node, message: 'method', data: { method, role, cls: cls.name, base: base.name } };
            continue;
          }
          const options = fact.spec.options === undefined ? undefined : model.argumentOf(call, fact.spec.options);
          if (
            !isDurable ||
            (options && (options.kind !== 'object' || !options.isWhole || options.entries.has('ctorOrProto')))
          )
            continue;
          const code = `${cls.name}.prototype`;
          const literal = options?.kind === 'object' ? options.literal : undefined;
          const suggestions: Suggestion<typeof messages>[] = [];
          if (literal) {
            const intent = { kind: 'add-property', object: literal, key: 'ctorOrProto', code } as const;
            suggestions.push({
              message: 'add',
              data: { cls: cls.name },
              repair: suggest(intent),
            });
          } else if (!options && fact.node.type === 'CallExpression') {
            const intent = { kind: 'add-argument', call: fact.node, code: `{ ctorOrProto: ${code} }` } as const;
            suggestions.push({
              message: 'add',
              data: { cls: cls.name },
              repair: suggest(intent),
            });
          }
          yield { node: fact.node, message: 'prototype', data: { code: show(fact.node), cls: cls.name }, suggestions };
        }
      },
    };
  },
});

function baseOf(name: string): { readonly module: string; readonly name: string } {
  const hash = name.indexOf('#');
  return { module: name.slice(0, hash), name: name.slice(hash + 1) };
}
