/** The rewrite of one use of a form that is gone or outdated, where the table itself says what takes its place. */
import type { TSESTree } from '@typescript-eslint/types';

import type { FormUse, Form } from '../analysis/form-uses.ts';
import type { Change } from '../knowledge/facts/migration.ts';
import { acts } from '../syntax/acts.ts';
import { isWritten } from '../syntax/walk.ts';
import type { Intent } from './repair.ts';

interface ChangingForm extends Form {
  readonly change: Change;
}

/** Undefined: nothing mechanical fits this use. */
export function rewriteOfForm(use: FormUse<ChangingForm>): readonly Intent[] | undefined {
  const { change } = use.row;
  switch (change.kind) {
    case 'none':
    case 'rewrite':
      return undefined;
    case 'rename':
      return renamed(use, change.to);
    case 'delete':
      return deleted(use);
    case 'replace':
      return REPLACED[change.of ?? 'call'](use, change.code);
  }
}

function renamed({ form, node, property }: FormUse<ChangingForm>, to: string): readonly Intent[] | undefined {
  if (form === 'key') return property && [{ kind: 'rename-property', property, key: to }];
  if (node.type === 'ImportSpecifier') return [{ kind: 'rename-import', specifier: node, name: to }];
  if (node.type === 'Property')
    return hasRest(node.parent) ? undefined : [{ kind: 'rename-property', property: node, key: to }];
  if (form !== 'value' || node.type !== 'MemberExpression') return undefined;
  if (node.computed)
    return node.property.type === 'Literal' ? [{ kind: 'replace', node: node.property, code: `'${to}'` }] : undefined;
  return [{ kind: 'replace', node: node.property, code: to }];
}

/** Whether a pattern takes all other properties, of which a name more or less is one. */
function hasRest(pattern: TSESTree.Node): boolean {
  return pattern.type === 'ObjectPattern' && pattern.properties.some(({ type }) => type === 'RestElement');
}

function deleted({ form, node, property, call }: FormUse<ChangingForm>): readonly Intent[] | undefined {
  switch (form) {
    case 'unused':
      if (node.type === 'Property') return [{ kind: 'remove-property', property: node }];
      return node.type === 'ImportSpecifier' ? [{ kind: 'remove-import', specifier: node }] : undefined;
    case 'key': {
      const options = property?.parent;
      if (!property || options?.type !== 'ObjectExpression') return undefined;
      const around = call?.node;
      const isAll =
        options.properties.length === 1 &&
        around?.type === 'CallExpression' &&
        around.arguments.length === 1 &&
        !acts(property);
      // `launch({ app })` becomes `launch()`.
      if (isAll && around.arguments[0] === options)
        return [{ kind: 'compose', node: around, parts: [around.callee, '()'] }];
      return [{ kind: 'remove-property', property, drops: true }];
    }
    case 'value':
      return deletedValue(node);
    default:
      return undefined;
  }
}

/** A statement goes; `error instanceof Gone` is never true; what else was read is no longer there. */
function deletedValue(node: TSESTree.Node): readonly Intent[] | undefined {
  const { parent } = node;
  if (parent?.type === 'BinaryExpression' && parent.operator === 'instanceof' && parent.right === node) {
    return [{ kind: 'replace', node: parent, code: 'false' }];
  }
  if (parent?.type === 'CallExpression' && parent.callee === node) {
    const whole = parent.parent.type === 'AwaitExpression' ? parent.parent : parent;
    const statement = whole.parent;
    return statement?.type === 'ExpressionStatement' ? [{ kind: 'remove-statement', node: statement }] : undefined;
  }
  return node.type === 'MemberExpression' && isRead(node) ? [{ kind: 'replace', node, code: 'undefined' }] : undefined;
}

function replaced(use: FormUse<ChangingForm>, code: string): readonly Intent[] | undefined {
  const { form, node } = use;
  if (form === 'number') return [{ kind: 'compose', node, parts: filled(code, { $1: node }) }];
  const call = node.parent;
  if (form !== 'value' || node.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== node) {
    return undefined;
  }
  if (node.optional || call.optional || call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  if (evaluatesTwice(code, node.object)) return undefined;
  const given = Object.fromEntries(call.arguments.map((argument, index) => [`$${String(index + 1)}`, argument]));
  return [{ kind: 'compose', node: call, parts: filled(code, { $O: node.object, ...given }) }];
}

function replacedRead({ form, node }: FormUse<ChangingForm>, code: string): readonly Intent[] | undefined {
  if (form !== 'value' || node.type !== 'MemberExpression' || node.optional || !isRead(node)) return undefined;
  if (evaluatesTwice(code, node.object)) return undefined;
  return [{ kind: 'compose', node, parts: filled(code, { $O: node.object }) }];
}

function replacedNew({ form, node }: FormUse<ChangingForm>, code: string): readonly Intent[] | undefined {
  const { parent } = node;
  if (form !== 'value' || parent?.type !== 'NewExpression' || parent.callee !== node) return undefined;
  const given = Object.fromEntries(parent.arguments.map((argument, index) => [`$${String(index + 1)}`, argument]));
  const isSpread = parent.arguments.some(({ type }) => type === 'SpreadElement');
  const count = new Set(code.match(/\$\d/gu)).size;
  if (isSpread || parent.arguments.length !== count) return undefined;
  return [{ kind: 'compose', node: parent, parts: filled(code, { $C: node, ...given }) }];
}

const REPLACED = { call: replaced, read: replacedRead, new: replacedNew } as const;

/** What stands in the code twice is evaluated twice. */
function evaluatesTwice(code: string, object: TSESTree.Node): boolean {
  return code.split('$O').length > 2 && object.type !== 'Identifier';
}

/** Neither written, nor called, nor looked into. */
function isRead(node: TSESTree.MemberExpression): boolean {
  const whole = node.parent.type === 'ChainExpression' ? node.parent : node;
  const { parent } = whole;
  if (isWritten(whole)) return false;
  switch (parent.type) {
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== whole;
    case 'MemberExpression':
      return parent.object !== whole;
    case 'TaggedTemplateExpression':
      return false;
    default:
      return node.object.type !== 'Super';
  }
}

/** A word that stands for nothing stays, and then the repair is given up. */
function filled(code: string, nodes: Readonly<Record<string, TSESTree.Node>>): readonly (string | TSESTree.Node)[] {
  return code.split(/(\$[A-Z]|\$\d)/u).map((word) => nodes[word] ?? word);
}
