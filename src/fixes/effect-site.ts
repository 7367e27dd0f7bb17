/** What the repairs of effects ask of the durable model. */
import type { TSESTree } from '@typescript-eslint/types';

import type { FileModel } from '../analysis/model.ts';
import type { Engine } from '../knowledge/vocabulary/engine.ts';
import type { CallbackSite } from './around-callback.ts';
import type { EffectSite } from './for-effect.ts';
import type { SleepSite } from './for-sleep.ts';

/** @param workflow the function in which the effect happens */
export function effectSite(
  model: FileModel,
  engine: Engine,
  workflow: TSESTree.Node,
): EffectSite & CallbackSite & SleepSite {
  return {
    engine,
    workflow,
    scopeManager: model.module.source.scopeManager,
    nameOf: (expression) => model.expressions.nameOf(expression),
    nameIn: (unit, expression) => model.expressions.nameIn(unit, expression),
    waitsForAll: (callee) => model.promises.waitsForAll(callee),
    callbackUse: (call) => model.callbacks.callbackUse(call),
    isDurable: (code) => model.callsEngineIn(code),
  };
}
