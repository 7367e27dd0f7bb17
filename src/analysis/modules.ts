/**
 * From an import to the values it brings: re-exports, barrels, `export *`, default and namespace exports, `require`, cycles.
 * Which file a specifier names is the program's answer, not ours.
 */
import { baseEnv, evaluate } from './evaluate.ts';
import { valuesOfVariable } from './bindings.ts';
import { project } from './members.ts';
import { dottedNamespace } from './namespaces.ts';
import type { ImportEntry, ModuleUnit } from './units.ts';
import { classValue, moduleValue, named, NOTHING, union, UNKNOWN_VALUES } from './make-values.ts';
import type { Value, Values } from './values.ts';
import type { World } from './world.ts';
import type { VariableLike } from './variables.ts';

/** What a local name that is imported stands for. */
export function importedValues(world: World, module: ModuleUnit, entry: ImportEntry): Values {
  return valuesFrom(world, entry.specifier, module, entry.imported);
}

/** The module object of a specifier, as `require('x')` and `import('x')` give it. */
export function specifierValues(world: World, specifier: string, from: ModuleUnit): Values {
  return valuesFrom(world, specifier, from, '*');
}

function valuesFrom(world: World, specifier: string, from: ModuleUnit, imported: string): Values {
  const resolution = world.resolve(specifier, from.path);
  switch (resolution.kind) {
    case 'missing':
      return UNKNOWN_VALUES;
    case 'package': {
      const whole = imported === '*' || imported === 'default';
      return [named({ module: resolution.name, path: whole ? [] : [imported] })];
    }
    case 'file': {
      const target = world.module(resolution.path);
      return target ? exportedValues(world, target, imported) : UNKNOWN_VALUES;
    }
  }
}

/** What a module exports under a name; `*` is the module object. Nothing when it has no such export. */
export function exportedValues(world: World, module: ModuleUnit, name: string): Values {
  if (name === '*') return wholeValues(world, module);
  let memo = world.exportMemo.get(module);
  if (!memo) world.exportMemo.set(module, (memo = new Map<string, Values>()));
  return world.remembered(memo, name, () => findExport(world, module, name));
}

/** The module object; what takes its place when that can be called: `module.exports = class { … }`. */
function wholeValues(world: World, module: ModuleUnit): Values {
  const object = [moduleValue(module)];
  const entry = module.exports.get('default');
  if (entry?.kind !== 'expression' || !entry.isModule) return object;
  const callable = exportedValues(world, module, 'default').filter(({ kind }) => CALLABLE.has(kind));
  if (callable.length === 0) return object;
  return module.exports.size > 1 ? [...callable, ...object] : callable;
}

const CALLABLE: ReadonlySet<Value['kind']> = new Set(['function', 'class', 'registered', 'named', 'namespace']);

function findExport(world: World, module: ModuleUnit, name: string): Values {
  const entry = module.exports.get(name);
  if (entry) {
    switch (entry.kind) {
      case 'expression':
        return evaluate(world, entry.node, baseEnv(world, module.main));
      case 'from':
        return valuesFrom(world, entry.specifier, module, entry.imported);
      case 'local':
        return localValues(world, module, entry.name);
    }
  }
  if (name !== 'default') {
    const found = module.starExports.map((specifier) => starExport(world, module, specifier, name));
    // A package behind `export *` may export anything, so it is asked last.
    const known = union(...found.filter((values) => values.some((value) => value.kind !== 'named')));
    if (known.length > 0) return known;
    const possible = union(...found);
    if (possible.length > 0) return possible;
  }
  // `import config from './config.cjs'` gives the whole `module.exports` when nothing is exported as default.
  if (name === 'default' && module.exports.size > 0 && !hasModuleSyntax(module)) return [moduleValue(module)];
  // `module.exports = create()`: what its properties are depends on the value.
  if (name !== 'default' && module.exports.has('default') && !hasModuleSyntax(module)) {
    return union(...exportedValues(world, module, 'default').map((value) => project(world, value, name)));
  }
  return NOTHING;
}

function starExport(world: World, module: ModuleUnit, specifier: string, name: string): Values {
  const resolution = world.resolve(specifier, module.path);
  if (resolution.kind === 'package') return [named({ module: resolution.name, path: [name] })];
  if (resolution.kind === 'missing') return NOTHING;
  const target = world.module(resolution.path);
  return target ? exportedValues(world, target, name) : NOTHING;
}

function hasModuleSyntax(module: ModuleUnit): boolean {
  return module.source.program.body.some(
    (statement) => statement.type.startsWith('Export') || statement.type === 'ImportDeclaration',
  );
}

/** What a name of the module's top level stands for. */
export function localValues(world: World, module: ModuleUnit, name: string): Values {
  const env = baseEnv(world, module.main);
  const variable = topLevelVariable(module, name);
  if (variable) return valuesOfVariable(world, variable, env);
  const entry = module.imports.get(name);
  if (entry) return importedValues(world, module, entry);
  const cls = module.classByName.get(name);
  if (cls) return [classValue(cls, env)];
  const namespace = dottedNamespace(world, module, name);
  return namespace.length > 0 ? namespace : UNKNOWN_VALUES;
}

/** The variable of a module's top level, whichever of the outer scopes the parser puts it in. */
export function topLevelVariable(module: ModuleUnit, name: string): VariableLike | undefined {
  for (const scope of module.source.scopeManager.scopes) {
    if (scope.type !== 'module' && scope.type !== 'global' && scope.block.type !== 'Program') continue;
    const variable = scope.set.get(name);
    if (variable && variable.defs.length > 0) return variable;
  }
  return undefined;
}
