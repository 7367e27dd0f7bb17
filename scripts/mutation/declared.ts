/** Stryker's ignorer for what a rule declares only for files that are made from it: `npm run generate -- --check` compares those. */
import type { Ignorer, NodePath } from '@stryker-mutator/api/ignore';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const DECLARED: ReadonlySet<unknown> = new Set(['levels', 'covers']);

/** The part that is read here of the path that Stryker passes, which is Babel's. */
interface PropertyPath extends NodePath {
  readonly node: { readonly type: string; readonly key?: { readonly name?: string } };
}

const ignorer: Ignorer = {
  shouldIgnore(path) {
    const { node } = path as PropertyPath;
    const isDeclared = node.type === 'ObjectProperty' && DECLARED.has(node.key?.name);
    return isDeclared ? 'Generated files are made from it.' : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'declared', ignorer)];
