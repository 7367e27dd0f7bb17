/** What this file registers and under which names, and where the plain function is used in place of what is registered. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../../knowledge/vocabulary/roles.ts';
import type { Occurrence } from '../contexts.ts';
import { classDecoratedBy, decoratorsIn, type DecoratorUse } from '../decorators.ts';
import { duplicatesAcross, type DuplicateAcross } from '../duplicates-across.ts';
import { duplicatesIn, namedThings, type Duplicate } from '../duplicates.ts';
import type { Registration, FileModel } from '../model.ts';
import type { Node } from '../nodes.ts';
import {
  exportedOriginals,
  isWayThroughOriginal,
  originalsFor,
  unwrappedCalls,
  type ExportedOriginal,
  type OriginalOf,
  type Unwrapped,
} from '../originals.ts';
import { registeredNames, type NamedRegistration } from '../registered-names.ts';
import { decoratorRole, durableMember } from '../roles.ts';
import type { ClassUnit, Member, ModuleUnit } from '../units.ts';
import type { RegisteredValue } from '../values.ts';

export class RegistryQuestions {
  #registrations: readonly Registration[] | undefined;
  /** By the file that calls. */
  readonly #originals = new Map<ModuleUnit, OriginalOf>();
  #unwrappedCalls: readonly Unwrapped[] | undefined;
  #registeredNames: readonly NamedRegistration[] | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** The functions that this file registers, by calls and by decorators. */
  get registrations(): readonly Registration[] {
    this.#registrations ??= this.#findRegistrations();
    return this.#registrations;
  }

  #findRegistrations(): readonly Registration[] {
    const found: Registration[] = [];
    for (const edge of this.#file.contexts.roleEdges) {
      if (edge.how !== 'registers') continue;
      const unit = edge.target.kind === 'function' ? edge.target.unit : undefined;
      found.push({ role: edge.role, node: edge.node, unit, edge, member: undefined });
    }
    for (const cls of this.#file.module.classes.values()) {
      for (const member of cls.members) {
        const durable = this.durableMember(cls, member);
        if (!durable) continue;
        const unit = durable.target.kind === 'function' ? durable.target.unit : undefined;
        found.push({ role: durable.role, node: durable.node, unit, edge: undefined, member: { cls, member } });
      }
    }
    return found;
  }

  /** What a decorator makes of a member of a class; undefined: it is as it is written. */
  durableMember(cls: ClassUnit, member: Member): RegisteredValue | undefined {
    return durableMember(this.#file.world, cls, member, undefined);
  }

  /** The role that a decorator gives to its method; undefined: none. */
  decoratorRole(decorator: TSESTree.Decorator, cls: ClassUnit): Role | undefined {
    return decoratorRole(this.#file.world, decorator, cls);
  }

  /** Functions that this file registers, with their names. */
  get registeredNames(): readonly NamedRegistration[] {
    this.#registeredNames ??= registeredNames(this.#file.world, this.#file.module, this.#file.calls);
    return this.#registeredNames;
  }

  /** What this file registers twice. */
  get duplicates(): readonly Duplicate[] {
    const things = namedThings(this.#file.calls, (call, mark) => this.#file.optionsAt(call, mark));
    return duplicatesIn(this.#file.world, this.#file.module, this.registeredNames, things);
  }

  /** Names that this file registers and that one which it loads registers as well; of the file that launches, also those of two others. */
  get duplicatesAcross(): readonly DuplicateAcross[] {
    const launches = this.#file.calls.some(({ fact }) => fact.kind === 'api' && fact.spec.family === 'launch');
    return duplicatesAcross(this.#file.world, this.#file.module, launches);
  }

  /** The class that the code around a node decorates, or decorates a member of. */
  readonly classDecoratedBy = classDecoratedBy;

  /** The engine's decorators in this file. */
  get decorators(): readonly DecoratorUse[] {
    return decoratorsIn(this.#file.world, this.#file.module);
  }

  /**
   * Calls of functions in place of their durable versions, where that is a loss: of workflows outside of workflows and as a step, of steps and
   * transactions in workflows. In a workflow, the body of another one is a part of it.
   */
  get unwrappedCalls(): readonly Unwrapped[] {
    this.#unwrappedCalls ??= unwrappedCalls(
      this.#file.world,
      this.#file.module,
      this.#originalsOf(this.#file.module),
    ).flatMap((call): readonly Unwrapped[] => {
      const { original, unit, as } = call;
      const roles = this.#file.rolesOf(unit);
      const isInWorkflow = roles.has('workflow');
      if (original.role !== 'workflow')
        return as === undefined && isInWorkflow ? [{ ...call, partOf: undefined, isInWorkflow }] : [];
      if (as !== undefined) return [{ ...call, partOf: as, isInWorkflow }];
      if (isInWorkflow) return [];
      const partOf = (['step', 'transaction'] as const).find((role) => roles.has(role));
      const isAroundWorkflow = unit.parent !== undefined && this.#file.rolesOf(unit.parent).has('workflow');
      return [{ ...call, partOf, isInWorkflow: isAroundWorkflow }];
    });
    return this.#unwrappedCalls;
  }

  /** Whether what happens does so in the function of a workflow that is called as a plain one. */
  isInOriginal({ path }: Occurrence): boolean {
    return isWayThroughOriginal(this.#file.module, path, (module) => this.#originalsOf(module));
  }

  #originalsOf(module: ModuleUnit): OriginalOf {
    let known = this.#originals.get(module);
    if (!known) this.#originals.set(module, (known = originalsFor(this.#file.world, module)));
    return known;
  }

  /** Functions that this file exports under a name of their durable version, in its place. */
  get exportedOriginals(): readonly ExportedOriginal[] {
    return exportedOriginals(
      this.#file.world,
      this.#file.module,
      new Map(this.registeredNames.map(({ node, name }) => [node, name])),
    );
  }

  /** Whether the call is one of those. */
  isUnwrapped(node: Node): boolean {
    return this.unwrappedCalls.some((call) => call.node === node);
  }
}
