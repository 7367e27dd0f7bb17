/**
 * Functions that a framework or a platform calls for each request although no code here hands them over: routes by the name of the file, server
 * actions by their directive, functions of a cloud, components of pages. What is wrapped in a call is not recognised.
 */
import { project } from './members.ts';
import { exportedValues } from './modules.ts';
import { isFunctionNode, staticKey, unwrap, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { ObjectValue } from './values.ts';
import type { World } from './world.ts';

/** The functions of a module that are called for each request. */
export function requestHandlers(world: World, module: ModuleUnit): readonly FunctionUnit[] {
  const { requestFiles, serverDirective, eventHandlers } = world.knowledge.entryPoints;
  const path = module.path.replaceAll('\\', '/');
  const routes = requestFiles.filter(({ file }) => file.test(path));
  const isServerFile = hasDirective(module.source.program.body, serverDirective);
  const answering = new Set(routes.flatMap((route) => exportedNodes(module, route.exports)));
  const events = new Set(exportedNodes(module, eventHandlers.exports));
  const served = servingMethods(world, module);
  const all = isServerFile ? new Set(exportedNodes(module, new Set(module.exports.keys()))) : undefined;
  return module.units.filter((unit) => {
    const { node } = unit;
    if (!isFunctionNode(node) || unit === module.main) return false;
    if (node.body.type === 'BlockStatement' && hasDirective(node.body.body, serverDirective)) return true;
    if (
      unit.returns.some((value) => /^JSX(?:Element|Fragment)$/u.test(unwrap(value).type)) &&
      /^[A-Z]/u.test(unit.name)
    )
      return true;
    if (served.has(unit)) return true;
    if (unit.parent !== module.main) return false;
    if (all?.has(node) === true || all?.has(unit.name) === true || answering.has(node) || answering.has(unit.name))
      return true;
    return (events.has(node) || events.has(unit.name)) && takesEvent(module, node, eventHandlers);
  });
}

function hasDirective(body: readonly Node[], text: string): boolean {
  for (const statement of body) {
    if (statement.type !== 'ExpressionStatement' || statement.directive === undefined) return false;
    if (statement.directive === text) return true;
  }
  return false;
}

/** What is exported under the names: the names of variables and functions of the top level, and functions. */
function exportedNodes(module: ModuleUnit, names: ReadonlySet<string>): readonly (string | Node)[] {
  return [...names].flatMap((name): readonly (string | Node)[] => {
    const entry = module.exports.get(name);
    if (entry?.kind === 'local') return [entry.name];
    return entry?.kind === 'expression' ? [unwrap(entry.node)] : [];
  });
}

/** `export default { async fetch(request) { … } }` */
function servingMethods(world: World, module: ModuleUnit): ReadonlySet<FunctionUnit> {
  const { servingObjects } = world.knowledge.entryPoints;
  const found = new Set<FunctionUnit>();
  if (!module.exports.has('default')) return found;
  for (const value of exportedValues(world, module, 'default')) {
    if (value.kind !== 'object' || value.env.unit.module !== module) continue;
    for (const [key, words] of servingObjects) {
      if (!hasKey(value, key)) continue;
      for (const method of project(world, value, key))
        if (method.kind === 'function' && method.unit.module === module && takesOne(method.unit.node, words))
          found.add(method.unit);
    }
  }
  return found;
}

function hasKey({ node }: ObjectValue, key: string): boolean {
  return node.properties.some((item) => item.type === 'Property' && staticKey(item.key, item.computed) === key);
}

/** Whether its first parameter has one of the names, or one of them as its type. */
function takesOne(node: Node, words: ReadonlySet<string>): boolean {
  const first = isFunctionNode(node) ? node.params[0] : undefined;
  if (first?.type !== 'Identifier') return false;
  const type = first.typeAnnotation?.typeAnnotation;
  const named = type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : '';
  return words.has(first.name) || words.has(named);
}

interface EventWords {
  readonly parameters: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

function takesEvent(module: ModuleUnit, node: Node, { parameters, types }: EventWords): boolean {
  if (!isFunctionNode(node)) return false;
  const isOfPlatform = (type: Node | undefined): boolean => {
    if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false;
    const entry = module.imports.get(type.typeName.name);
    return entry !== undefined && types.has(entry.specifier);
  };
  const { parent } = node;
  if (parent.type === 'VariableDeclarator' && isOfPlatform(parent.id.typeAnnotation?.typeAnnotation)) return true;
  const [first] = node.params;
  if (first?.type !== 'Identifier') return false;
  return parameters.has(first.name) || isOfPlatform(first.typeAnnotation?.typeAnnotation);
}
