// Written by `npm run generate`: every rule of this folder.
import configInMain from './config-in-main.ts';
import noRecvInStep from './no-recv-in-step.ts';
import noThreadStart from './no-thread-start.ts';
import workflowDeterminism from './workflow-determinism.ts';

export const rules = {
  'config-in-main': configInMain,
  'no-recv-in-step': noRecvInStep,
  'no-thread-start': noThreadStart,
  'workflow-determinism': workflowDeterminism,
} as const;
