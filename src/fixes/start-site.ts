/** What the repairs of starts ask of the durable model. */
import type { FileModel } from '../analysis/model.ts';
import type { Engine } from '../knowledge/vocabulary/engine.ts';
import type { StartSite } from './for-start.ts';

/** The site in the file of a model. */
export function startSite(model: FileModel, timers: NonNullable<Engine['timers']>): StartSite {
  return {
    timers,
    text: model.module.source.text,
    startOf: (call) => {
      const fact = model.callAt(call)?.fact;
      if (!fact || !model.starts.startsWorkflow(fact)) return undefined;
      return fact.kind === 'durable' ? 'direct' : 'start';
    },
    isWorkflow: (node) =>
      model.expressions.valuesOf(node).some((value) => value.kind === 'registered' && value.role === 'workflow'),
    isNoMethod: (member) => model.instances.isNoMethod(member),
    queue: model.onlyQueue?.code,
  };
}
