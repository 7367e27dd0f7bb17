/** What the rewrites of removed parts ask of the durable model. */
import type { FileModel } from '../analysis/model.ts';
import type { Recipes } from '../knowledge/facts/migration.ts';
import { launchAnchor } from './launch-anchor.ts';
import { workflowAround, type StepStartSite } from './for-started-step.ts';
import { manual, type MigrationSite } from './migration.ts';

/** The site in the file of a model. */
export function migrationSite(
  model: FileModel,
  { recipes, workflowAround: template }: { readonly recipes: Recipes; readonly workflowAround?: string | undefined },
  relative: (path: string) => string,
): MigrationSite {
  const { source } = model.module;
  const familyOf = (node: object): string | undefined => {
    const call = model.callAt(node);
    return call?.fact.kind === 'api' ? call.fact.spec.family : undefined;
  };
  const launches = model.calls.filter(({ fact }) => fact.kind === 'api' && fact.spec.family === 'launch');
  return {
    text: source.text,
    program: source.program,
    scopeManager: source.scopeManager,
    recipes,
    anchor: launchAnchor(
      launches.map(({ node }) => node),
      familyOf,
    ),
    isExported: (name) =>
      [...model.module.exports.values()].some((entry) => entry.kind === 'local' && entry.name === name),
    workflowAt: (node) => {
      const [value, ...others] = model.expressions.valuesOf(node);
      if (value?.kind !== 'registered' || value.role !== 'workflow' || others.length > 0) return undefined;
      const unit = value.target.kind === 'function' ? value.target.unit : undefined;
      return { fn: unit?.node, path: unit && unit.module !== model.module ? unit.module.path : undefined };
    },
    roleOf: (method) => {
      const cls = model.module.classes.get(method.parent.parent);
      const member = cls?.members.find((item) => item.node === method);
      return cls && member && model.registry.durableMember(cls, member)?.role;
    },
    nameOf: (node) => model.expressions.nameOf(node),
    kindOf: (node) => {
      const kinds = new Set(model.expressions.valuesOf(node).map(({ kind }) => kind));
      const [kind] = kinds;
      return kinds.size === 1 && (kind === 'object' || kind === 'literal') ? kind : undefined;
    },
    startInWorkflow: (start) => {
      if (template === undefined) return manual(NOT_WRITTEN);
      if (start.unit.module !== model.module) return manual('The step is in another file: write the workflow there.');
      const intents = workflowAround({ ...start, step: start.unit.node }, workflowSite(model, template));
      return intents ? { kind: 'rewrite', intents } : manual(NOT_WRITTEN);
    },
    relative,
  };
}

const NOT_WRITTEN = 'Its parameters or its place do not let it be written here.';

/** What a workflow around a step may know of the file. */
export function workflowSite(model: FileModel, template: string): StepStartSite {
  const { program, text } = model.module.source;
  return {
    template,
    program,
    textOf: (node) => text.slice(...node.range),
    isNameFree: (name) => model.scope.isNameFree(name),
  };
}
