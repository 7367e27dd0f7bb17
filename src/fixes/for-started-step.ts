/** A workflow around a step that is started as if it were one: declared behind the step, and started in its place. */
import type { TSESTree } from '@typescript-eslint/types';

import { enclosingFunction } from '../syntax/walk.ts';
import { freeName } from '../syntax/scopes.ts';
import { listed, type Intent } from './repair.ts';

export interface StepStart {
  /** `startWorkflow(Orders, options).charge(id)`, or `startWorkflow(charge, options)(id)`. */
  readonly node: TSESTree.CallExpression;
  readonly first: TSESTree.CallExpression;
  readonly target: TSESTree.Node;
  readonly method: string | undefined;
  /** The function of the step. */
  readonly step: TSESTree.Node;
}

export interface StepStartSite {
  /** `$E.registerWorkflow(async ($P) => await $C, { name: $N })`. */
  readonly template: string;
  readonly program: TSESTree.Program;
  textOf(node: TSESTree.Node): string;
  isNameFree(name: string): boolean;
}

/** Undefined: the step is not declared at the top level of this file, or its parameters cannot be written again. */
export function workflowAround(start: StepStart, site: StepStartSite): readonly Intent[] | undefined {
  const { node, first, target, step, method } = start;
  const { callee } = node;
  const declaration = topStatementOf(step, site.program);
  if (!declaration || target.type !== 'Identifier' || !enclosingFunction(node)) return undefined;
  if (method !== undefined && !isStatic(step)) return undefined;
  const parameters = parametersOf(step, site);
  if (!parameters || (callee.type !== 'MemberExpression' && callee !== first)) return undefined;
  const called = method === undefined ? target.name : `${target.name}.${method}`;
  const name = freeName(`${method ?? target.name}Workflow`, (candidate) => !site.isNameFree(candidate));
  const code = site.template
    .replace('$P', () => parameters.code)
    .replace('$C', () => `${called}(${parameters.names})`)
    .replace('$N', () => `'${name}'`);
  return [
    { kind: 'insert-after', node: declaration, code: `\nconst ${name} = ${code};` },
    { kind: 'compose', node: callee, parts: [first.callee, '(', ...listed([name, ...first.arguments.slice(1)]), ')'] },
  ];
}

function topStatementOf(node: TSESTree.Node, program: TSESTree.Program): TSESTree.Statement | undefined {
  return program.body.find(({ range }) => range[0] <= node.range[0] && node.range[1] <= range[1]);
}

/** A method that is called on its class. */
function isStatic({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'MethodDefinition' && parent.static;
}

function parametersOf(step: TSESTree.Node, site: StepStartSite): { code: string; names: string } | undefined {
  if (!('params' in step) || ('typeParameters' in step && step.typeParameters)) return undefined;
  const names: string[] = [];
  for (const parameter of step.params) {
    const isRest = parameter.type === 'RestElement';
    const variable = isRest ? parameter.argument : parameter;
    if (variable.type !== 'Identifier') return undefined;
    names.push(isRest ? `...${variable.name}` : variable.name);
  }
  return { code: step.params.map((parameter) => site.textOf(parameter)).join(', '), names: names.join(', ') };
}
