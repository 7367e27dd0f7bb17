// Written by `npm run generate`: every rule of this folder.
import configInMain from './config-in-main.ts';
import noClosureMutationInStep from './no-closure-mutation-in-step.ts';
import noEnqueueOptionsWithoutQueue from './no-enqueue-options-without-queue.ts';
import noGlobalMutation from './no-global-mutation.ts';
import noRecvInStep from './no-recv-in-step.ts';
import noThreadStart from './no-thread-start.ts';
import requireApplicationVersion from './require-application-version.ts';
import validConfig from './valid-config.ts';
import validEnqueueOptions from './valid-enqueue-options.ts';
import validStartOptions from './valid-start-options.ts';
import validStepConfig from './valid-step-config.ts';
import workflowDeterminism from './workflow-determinism.ts';

export const rules = {
  'config-in-main': configInMain,
  'no-closure-mutation-in-step': noClosureMutationInStep,
  'no-enqueue-options-without-queue': noEnqueueOptionsWithoutQueue,
  'no-global-mutation': noGlobalMutation,
  'no-recv-in-step': noRecvInStep,
  'no-thread-start': noThreadStart,
  'require-application-version': requireApplicationVersion,
  'valid-config': validConfig,
  'valid-enqueue-options': validEnqueueOptions,
  'valid-start-options': validStartOptions,
  'valid-step-config': validStepConfig,
  'workflow-determinism': workflowDeterminism,
} as const;
