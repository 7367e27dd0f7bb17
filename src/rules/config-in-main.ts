import type { CallKind } from '../analysis/call-kinds.ts';
import { isAtTopLevel, mainRepair } from '../fixes/for-main.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag, strings } from '../plugin/rule-options.ts';

const STARTS: CallKind = { families: ['config', 'launch'] };

export default defineRule({
  name: 'config-in-main',
  category: 'lifecycle',
  levels: { recommended: 'error', strict: 'error' },
  description: 'require the engine to be configured and launched in a main function, not when a module is loaded',
  fixes: true,
  suggests: true,
  files: 'production',
  messages: {
    topLevel:
      '`{{code}}` runs when this file is imported: a test or tool that imports it connects and starts recovery. Call it in `main`.',
    imported:
      '`{{code}}` runs when this file is imported, since the file calls `{{name}}` itself: a test or tool that imports it connects and starts recovery. Call `{{name}}` only when the file is the one that is run.',
    constructed: '`{{code}}` runs whenever `{{name}}` is used. Call it in `main`.',
    handler: '`{{code}}` runs for each request that `{{name}}` answers. Call it in `main`, once.',
    durable: '`{{code}}` runs in the {{role}} `{{name}}`, where the engine is running already. Call it in `main`.',
    moveIntoMain: 'Move it into `main`; the order of what runs at the top level changes.',
  },
  options: {
    allowTopLevelIn: strings([], 'Globs of files that may configure and launch when they are loaded.'),
    mainNames: strings(['main', 'startDbos'], 'Names for the main function, the first free one of which is taken.', {
      minItems: 1,
    }),
    checkHandlers: flag(true, 'Whether calls in request handlers are reported.'),
  },
  covers: ['lifecycle-config', 'lifecycle-express', 'client-setup'],
  calls: STARTS,
  listen: ({ model, options, isEntry, show, matches }) => {
    const mayRun = isEntry || options.allowTopLevelIn.some((glob) => matches(glob));
    /** One repair moves them together. */
    const atTopLevel = model
      .callsOf(STARTS)
      .filter((call) => isAtTopLevel(call) && !model.startup.isEntryGuarded(call.node));
    const [first] = atTopLevel;
    const repair = first && mainRepair(atTopLevel, options.mainNames);

    return {
      *call(site) {
        const { node, unit, roles } = site;
        const code = show(node);
        const name = model.wording.titleOf(unit);
        for (const role of ['workflow', 'step', 'transaction'] as const) {
          if (!roles.has(role)) continue;
          yield { node, message: 'durable', data: { code, role, name } };
          return;
        }
        if (roles.has('handler')) {
          if (options.checkHandlers) yield { node, message: 'handler', data: { code, name } };
          return;
        }
        const by = mayRun ? undefined : model.startup.runsByTheWay(node, unit);
        if (by === undefined) return;
        if (by === 'construction') {
          yield { node, message: 'constructed', data: { code, name: name.replace(/\.<.*/u, '') } };
          return;
        }
        const isNamed = by === 'import' && !unit.name.startsWith('<');
        yield {
          node,
          ...(isNamed ? { message: 'imported', data: { code, name } } : { message: 'topLevel', data: { code } }),
          repair: site === first ? repair : undefined,
          offer: { message: 'moveIntoMain' },
        };
      },
    };
  },
});
