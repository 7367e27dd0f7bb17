/** What expressions of this file, and of functions that it reaches, can be. */
import type { ApiSpec } from '../../knowledge/vocabulary/apis.ts';
import { certain, certainName } from '../certain.ts';
import { baseEnv, evaluate } from '../evaluate.ts';
import type { FileModel } from '../model.ts';
import type { Name } from '../names.ts';
import { unwrap, type Node } from '../nodes.ts';
import type { FunctionUnit } from '../units.ts';
import type { LiteralValue, Values } from '../values.ts';
import { variableOf, type VariableLike } from '../variables.ts';

export class ExpressionQuestions {
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** What an expression of this file can be, whoever runs it. */
  valuesOf(node: Node): Values {
    return this.#valuesIn(this.#file.unitAt(node), node);
  }

  /** The literal that an expression certainly is, also through constants. */
  literalOf(node: Node): LiteralValue | undefined {
    return certain(this.valuesOf(node), 'literal');
  }

  /** The qualified name that an expression certainly has: `global#setTimeout`. */
  nameOf(node: Node): string | undefined {
    return certainName(this.valuesOf(node));
  }

  /** The same of an expression of a function, also of another file. */
  nameIn(unit: FunctionUnit, node: Node): string | undefined {
    return certainName(this.#valuesIn(unit, node));
  }

  /** The engine's own thing that an expression certainly is, called or not. */
  apiOf(node: Node): { readonly name: Name; readonly spec: ApiSpec } | undefined {
    const only = certain(this.valuesOf(node), 'named');
    const spec = only && this.#file.world.knowledge.api(only.name);
    return only && spec ? { name: only.name, spec } : undefined;
  }

  /** The variable that an identifier of this file means. */
  variableOf(identifier: Node): VariableLike | undefined {
    return variableOf(this.#file.world, this.#file.module, identifier);
  }

  /** What an expression is below casts, `await` and parentheses. */
  unwrapped(node: Node): Node {
    return unwrap(node);
  }

  #valuesIn(unit: FunctionUnit, node: Node): Values {
    return evaluate(this.#file.world, node, baseEnv(this.#file.world, unit));
  }
}
