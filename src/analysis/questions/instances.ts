/** Durable classes, their instances, and the workflows that are methods of them. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../../knowledge/vocabulary/roles.ts';
import { baseEnv } from '../evaluate.ts';
import { lostInstances, type LostInstance } from '../instance-names.ts';
import {
  isBoundMethod,
  isDurableClass,
  methodRegistrations,
  ownerOfMethod,
  type MethodRegistration,
} from '../instances.ts';
import type { FileModel } from '../model.ts';
import type { Node } from '../nodes.ts';
import { isNoMethod, strangeReceiver } from '../receivers.ts';
import type { ClassUnit, Member } from '../units.ts';
import type { Value } from '../values.ts';

export interface ClassToExtend {
  readonly cls: ClassUnit;
  readonly methods: readonly { readonly member: Member; readonly role: Role }[];
}

export class InstanceQuestions {
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** Classes of this file that are certainly not durable, with the methods of their instances that are workflows or steps. */
  get classesToExtend(): readonly ClassToExtend[] {
    const classes = new Map<ClassUnit, ClassToExtend['methods'][number][]>();
    for (const { role, member: found } of this.#file.registry.registrations) {
      if (!found || found.member.isStatic || found.member.kind !== 'method' || role === 'transaction') continue;
      classes.set(found.cls, [...(classes.get(found.cls) ?? []), { member: found.member, role }]);
    }
    return [...classes]
      .filter(([cls]) => isDurableClass(this.#file.world, cls) === false)
      .map(([cls, methods]) => ({ cls, methods }));
  }

  /** Instances that this file makes and that no recovered workflow finds. */
  get lostInstances(): Iterable<LostInstance> {
    return lostInstances(this.#file.world, this.#file.module, (unit) => this.#file.rolesOf(unit));
  }

  /** Registrations by call of methods of instances: `register(Shop.prototype.place)`. */
  get methodRegistrations(): readonly MethodRegistration[] {
    return methodRegistrations(this.#file.world, this.#file.module, this.#file.calls);
  }

  /** Calls of workflows as members of what is no durable instance, and so throw. */
  get strangeReceivers(): readonly { readonly call: Node; readonly member: TSESTree.MemberExpression }[] {
    return this.#file.calls.flatMap(({ fact, unit }) => {
      const member = fact.kind === 'durable' ? strangeReceiver(this.#file.world, unit, fact) : undefined;
      return member ? [{ call: fact.node, member }] : [];
    });
  }

  /** Whether a workflow is the member of what is no durable instance: it is started as a function, not as a method. */
  isNoMethod(member: TSESTree.MemberExpression): boolean {
    return isNoMethod(this.#file.world, baseEnv(this.#file.world, this.#file.unitAt(member)), member);
  }

  /** Whether the durable function is a method of instances that needs one: its `this` is not bound. */
  isInstanceMethod(value: Value): boolean {
    if (ownerOfMethod(value) === undefined) return false;
    return value.kind !== 'registered' || !isBoundMethod(this.#file.world, value);
  }
}
