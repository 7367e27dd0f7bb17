import type { TSESTree } from '@typescript-eslint/types';

import type { CallSite } from '../analysis/model.ts';
import { chainFrom } from '../fixes/member-chain.ts';
import type { Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

interface Options {
  readonly allowTopLevelIn: readonly string[];
  readonly mainNames: readonly string[];
  readonly checkHandlers: boolean;
}

const DEFAULTS: Options = {
  allowTopLevelIn: [],
  mainNames: ['main', 'startDbos'],
  checkHandlers: true,
};

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
  schema: {
    allowTopLevelIn: {
      description: 'Globs of files that may configure and launch when they are loaded.',
      type: 'array',
      items: { type: 'string' },
    },
    mainNames: {
      description: 'Names for the main function, the first free one of which is taken.',
      type: 'array',
      items: { type: 'string' },
      minItems: 1,
    },
    checkHandlers: { description: 'Whether calls in request handlers are reported.', type: 'boolean' },
  },
  defaults: DEFAULTS,
  covers: ['lifecycle-config', 'lifecycle-express', 'client-setup'],
  listen: ({ model, options, settings, show, matches }) => {
    const isEntry =
      model.module.source.text.startsWith('#!') ||
      [...options.allowTopLevelIn, ...settings.entryFiles].some((glob) => matches(glob));

    const starts = (family: string): boolean => family === 'config' || family === 'launch';

    /** Calls of the same run of statements, which one repair moves together. */
    const atTopLevel: readonly CallSite[] = model.calls.filter(
      ({ fact, unit, node }) =>
        fact.kind === 'api' &&
        starts(fact.spec.family) &&
        (unit === model.module.main || isCalledInPlace(unit.node)) &&
        !model.startup.isEntryGuarded(node),
    );
    const [first] = atTopLevel;
    const repair: Repair | undefined = first && {
      safety: 'fix',
      steps: 0,
      intents: [
        {
          kind: 'move-into-main',
          nodes: atTopLevel.flatMap(({ node }) => statementOf(node) ?? []),
          names: options.mainNames,
          awaits: atTopLevel.flatMap(({ node, fact }) =>
            fact.kind === 'api' && fact.spec.result === 'promise' && node.type === 'CallExpression'
              ? [chainFrom(node)]
              : [],
          ),
        },
      ],
    };

    return {
      *call(site) {
        const { fact, node, unit, roles } = site;
        if (fact.kind !== 'api' || !starts(fact.spec.family)) return;
        const code = show(node);
        const name = model.titleOf(unit);
        for (const role of ['workflow', 'step', 'transaction'] as const) {
          if (!roles.has(role)) continue;
          yield { node, message: 'durable', data: { code, role, name } };
          return;
        }
        if (roles.has('handler')) {
          if (options.checkHandlers) yield { node, message: 'handler', data: { code, name } };
          return;
        }
        if (isEntry || model.startup.isEntryGuarded(node)) return;
        if (unit === model.module.main) {
          yield {
            node,
            message: 'topLevel',
            data: { code },
            repair: site === first ? repair : undefined,
            offer: { message: 'moveIntoMain' },
          };
        } else if (model.startup.runsOnImport(unit)) {
          const isNamed = !unit.name.startsWith('<');
          yield {
            node,
            ...(isNamed ? { message: 'imported', data: { code, name } } : { message: 'topLevel', data: { code } }),
            repair: site === first ? repair : undefined,
            offer: { message: 'moveIntoMain' },
          };
        } else if (model.startup.isConstruction(unit)) {
          yield { node, message: 'constructed', data: { code, name: name.replace(/\.<.*/u, '') } };
        }
      },
    };
  },
});

/** `(async () => { … })()` at the top level. */
function isCalledInPlace({ parent, type }: TSESTree.Node): boolean {
  if (type === 'Program' || parent.type !== 'CallExpression' || !('callee' in parent)) return false;
  return parent.callee.type === type && statementOf(parent)?.type === 'ExpressionStatement' && isOfTopLevel(parent);
}

function isOfTopLevel(node: TSESTree.Node): boolean {
  for (let current = node.parent; current; current = current.parent) if ('params' in current) return false;
  return true;
}

function statementOf(node: TSESTree.Node): TSESTree.Statement | undefined {
  let current: TSESTree.Node = node;
  while (current.parent && current.parent.type !== 'Program') current = current.parent;
  return current.parent?.type === 'Program'
    ? current.parent.body.find((statement) => statement === current)
    : undefined;
}
