// Written by `npm run generate`: every rule of this folder.
import configInMain from './config-in-main.ts';
import noGlobalMutation from './no-global-mutation.ts';
import noRecvInStep from './no-recv-in-step.ts';
import noThreadStart from './no-thread-start.ts';
import validStepConfig from './valid-step-config.ts';
import workflowDeterminism from './workflow-determinism.ts';

export const rules = {
  'config-in-main': configInMain,
  'no-global-mutation': noGlobalMutation,
  'no-recv-in-step': noRecvInStep,
  'no-thread-start': noThreadStart,
  'valid-step-config': validStepConfig,
  'workflow-determinism': workflowDeterminism,
} as const;
