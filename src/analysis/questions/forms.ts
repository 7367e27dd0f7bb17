/** Forms of the engine's API that this file writes: options that are wrong, names of states and fields, and what is gone. */
import type { StatusSet } from '../../knowledge/facts/outcomes.ts';
import type { OptionMark } from '../../knowledge/facts/options.ts';
import { sole } from '../certain.ts';
import { callProblems, markedAt, type CallProblem } from '../call-options.ts';
import type { Occurrence } from '../contexts.ts';
import { fieldUses, type FieldUse } from '../field-uses.ts';
import { formUses, type Form, type FormTable, type FormUse } from '../form-uses.ts';
import { callSiteOf, type CallSite } from '../call-sites.ts';
import type { FileModel } from '../model.ts';
import { contains, type Node } from '../nodes.ts';
import type { MarkedOption } from '../option-marks.ts';
import type { Version } from '../option-versions.ts';
import { meantStatus, unknownStatuses, type StatusUse } from '../statuses.ts';

export class FormQuestions {
  #callProblems: readonly CallProblem[] | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** What is wrong with the options of this file's calls. `version` is the same for all rules of a lint. */
  optionProblems(version: Version | undefined): readonly CallProblem[] {
    this.#callProblems ??= callProblems(this.#file.world, this.#file.module, this.#file.calls, version);
    return this.#callProblems;
  }

  /** The places that the engine call of an occurrence has for options of a kind. Behind a helper it may stand in another file. */
  optionsOf({ fact, at }: Occurrence, mark: OptionMark): readonly MarkedOption[] {
    if (fact.kind === 'effect') return [];
    return markedAt(this.#file.world, at.module, callSiteOf(fact, at), mark);
  }

  /** Whether an option serves the call alone: it stands in it, or in a constant beside it that nothing else uses. */
  isOfCall(option: Node, { node, unit }: CallSite): boolean {
    if (contains(node, option)) return true;
    let holder: Node | undefined = option.parent;
    while (holder && holder.type !== 'VariableDeclarator') holder = holder.parent;
    if (holder?.id.type !== 'Identifier' || this.#file.unitAt(holder) !== unit) return false;
    const uses = this.#file.expressions.variableOf(holder.id)?.references.filter(({ init }) => init !== true) ?? [];
    return uses.length === 1 && uses.every(({ identifier }) => contains(node, identifier));
  }

  /** The value that a function of this file gives whenever it is called; undefined when it may give different ones, or when it does more. */
  constantAnswerOf(node: Node): string | number | boolean | bigint | null | undefined {
    const unit = this.#file.module.unitOf.get(node);
    const only = unit && sole(unit.returns);
    if (!only) return undefined;
    const isSole = node.type === 'ArrowFunctionExpression' && node.body === only;
    const body =
      'body' in node && node.body && 'body' in node.body && Array.isArray(node.body.body) ? node.body.body : [];
    return isSole || body.length === 1 ? this.#file.expressions.literalOf(only)?.value : undefined;
  }

  /** The states that this file names and that are none, and what was meant. */
  unknownStatuses(
    sets: readonly StatusSet[],
  ): readonly { readonly use: StatusUse; readonly meant: ReturnType<typeof meantStatus> }[] {
    return unknownStatuses(this.#file.world, this.#file.module, this.#file.calls, sets).map((use) => ({
      use,
      meant: meantStatus(use),
    }));
  }

  /** Where this file uses forms of a table that are gone, or are kept for old code only. */
  usesOf<Row extends Form>(table: FormTable<Row>): readonly FormUse<Row>[] {
    const { world, module, calls } = this.#file;
    return formUses(table, {
      world,
      module,
      calls,
      argumentOf: (call, position) => this.#file.argumentOf(call, position),
      startedSteps: table.started.length > 0 ? this.#file.steps.startedSteps : [],
    });
  }

  /** Where this file reads or writes properties of the engine's objects, by their qualified names. */
  fieldUses(names: ReadonlySet<string>): readonly FieldUse[] {
    return fieldUses(this.#file.world, this.#file.module, names);
  }
}
