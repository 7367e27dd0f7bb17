/**
 * Whether a file is a test: by its name, by the globs of the settings, because it loads a test framework, or because it declares tests at its
 * top level.
 */
import { calleeOf, type Node } from '../analysis/nodes.ts';
import type { ModuleUnit } from '../analysis/units.ts';
import { testFunctions, testModules, testPaths } from '../knowledge/host/test-frameworks.ts';
import { matchesGlob } from './globs.ts';

/**
 * Whether the file is a test.
 *
 * @param relativePath the file's path below the working directory
 * @param globs of the settings
 */
export function isTestFile(module: ModuleUnit, relativePath: string, globs: readonly string[]): boolean {
  const path = relativePath.replaceAll('\\', '/');
  if (testPaths.some((pattern) => pattern.test(path)) || globs.some((glob) => matchesGlob(path, glob))) return true;
  for (const entry of module.imports.values()) if (!entry.typeOnly && testModules.has(entry.specifier)) return true;
  return module.main.invocations.some((node) => {
    if (node.type !== 'CallExpression' || node.parent.type !== 'ExpressionStatement') return false;
    let callee = calleeOf(node);
    // describe.only(…), test.concurrent(…), test.each([…])(…)
    while (callee.type === 'MemberExpression' || callee.type === 'CallExpression') {
      callee = callee.type === 'MemberExpression' ? callee.object : callee.callee;
    }
    if (callee.type !== 'Identifier' || !testFunctions.has(callee.name) || module.imports.has(callee.name))
      return false;
    return node.arguments.length >= 1 && !isDeclared(module, callee.name, node);
  });
}

/** Whether the file itself declares what a name at a place stands for. */
function isDeclared({ source }: ModuleUnit, name: string, { range }: Node): boolean {
  return source.scopeManager.scopes.some(
    ({ block, set }) =>
      block.range[0] <= range[0] && range[1] <= block.range[1] && (set.get(name)?.defs.length ?? 0) > 0,
  );
}
