/** Whether a file is a test: by its name, by the globs of the settings, or because it declares tests at its top level. */
import { calleeOf } from '../analysis/nodes.ts';
import type { ModuleUnit } from '../analysis/units.ts';
import { testFunctions, testModules, testPaths } from '../knowledge/host/test-frameworks.ts';
import { matchesGlob } from './globs.ts';

export function isTestFile(module: ModuleUnit, relativePath: string, globs: readonly string[]): boolean {
  const path = relativePath.replaceAll('\\', '/');
  if (testPaths.some((pattern) => pattern.test(path)) || globs.some((glob) => matchesGlob(path, glob))) return true;
  return module.main.invocations.some((node) => {
    if (node.type !== 'CallExpression' || node.parent.type !== 'ExpressionStatement') return false;
    let callee = calleeOf(node);
    // describe.only(…), test.concurrent(…), test.each([…])(…)
    while (callee.type === 'MemberExpression' || callee.type === 'CallExpression') {
      callee = callee.type === 'MemberExpression' ? callee.object : callee.callee;
    }
    if (callee.type !== 'Identifier' || !testFunctions.has(callee.name)) return false;
    const entry = module.imports.get(callee.name);
    return entry === undefined ? node.arguments.length >= 1 : testModules.has(entry.specifier);
  });
}
