// Written by `npm run generate`: every rule of this folder.
import configBeforeLaunch from './config-before-launch.ts';
import configInMain from './config-in-main.ts';
import launchBeforeListen from './launch-before-listen.ts';
import noClientInWorkflow from './no-client-in-workflow.ts';
import noClosureMutationInStep from './no-closure-mutation-in-step.ts';
import noConcurrentStreamRead from './no-concurrent-stream-read.ts';
import noContextCallInStep from './no-context-call-in-step.ts';
import noDatasourceClientOutsideTransaction from './no-datasource-client-outside-transaction.ts';
import noDeprecatedApi from './no-deprecated-api.ts';
import noDeregisterOutsideTests from './no-deregister-outside-tests.ts';
import noDestructuredDbosMethod from './no-destructured-dbos-method.ts';
import noDetachedInstanceWorkflow from './no-detached-instance-workflow.ts';
import noDiscardedHandle from './no-discarded-handle.ts';
import noDuplicateRegistration from './no-duplicate-registration.ts';
import noEagerStepCall from './no-eager-step-call.ts';
import noEnqueueOptionsWithoutQueue from './no-enqueue-options-without-queue.ts';
import noErrorNamespaceShadowing from './no-error-namespace-shadowing.ts';
import noExternalCallInTransaction from './no-external-call-in-transaction.ts';
import noFloatingDurableCall from './no-floating-durable-call.ts';
import noGlobalMutation from './no-global-mutation.ts';
import noInstanceofReplayedError from './no-instanceof-replayed-error.ts';
import noInterleavedSteps from './no-interleaved-steps.ts';
import noNestedStep from './no-nested-step.ts';
import noNonportableType from './no-nonportable-type.ts';
import noPromiseAllInWorkflow from './no-promise-all-in-workflow.ts';
import noPromiseRaceInWorkflow from './no-promise-race-in-workflow.ts';
import noQueueConfigOverwrite from './no-queue-config-overwrite.ts';
import noRandomWorkflowId from './no-random-workflow-id.ts';
import noRecvInStep from './no-recv-in-step.ts';
import noRegistrationAfterLaunch from './no-registration-after-launch.ts';
import noRemovedApi from './no-removed-api.ts';
import noResultBeforeCommit from './no-result-before-commit.ts';
import noRetriedStreamWrite from './no-retried-stream-write.ts';
import noStepInFinally from './no-step-in-finally.ts';
import noStepOutsideWorkflow from './no-step-outside-workflow.ts';
import noSwallowedCancellation from './no-swallowed-cancellation.ts';
import noThreadStart from './no-thread-start.ts';
import noTransactionInStep from './no-transaction-in-step.ts';
import noUnawaitedWorkInStep from './no-unawaited-work-in-step.ts';
import noUnboundStepMethod from './no-unbound-step-method.ts';
import noUncalledDecorator from './no-uncalled-decorator.ts';
import noUninvokedStartWorkflow from './no-uninvoked-start-workflow.ts';
import noUnknownAwaitInWorkflow from './no-unknown-await-in-workflow.ts';
import noUnregisteredQueue from './no-unregistered-queue.ts';
import noUnserializableValue from './no-unserializable-value.ts';
import noUnwrappedWorkflowCall from './no-unwrapped-workflow-call.ts';
import noUseBeforeLaunch from './no-use-before-launch.ts';
import noWorkflowApiOutsideWorkflow from './no-workflow-api-outside-workflow.ts';
import noWorkflowInStep from './no-workflow-in-step.ts';
import noWriteAfterCloseStream from './no-write-after-close-stream.ts';
import preferApplySchedules from './prefer-apply-schedules.ts';
import preferDbosLogger from './prefer-dbos-logger.ts';
import preferDurableSleep from './prefer-durable-sleep.ts';
import preferQueueForFanout from './prefer-queue-for-fanout.ts';
import preferQueueGetters from './prefer-queue-getters.ts';
import preferStepAbortSignal from './prefer-step-abort-signal.ts';
import preferStepRetries from './prefer-step-retries.ts';
import registerQueuesAfterEachLaunch from './register-queues-after-each-launch.ts';
import requireApplicationVersion from './require-application-version.ts';
import requireClientApplicationName from './require-client-application-name.ts';
import requireClientDestroy from './require-client-destroy.ts';
import requireConfiguredInstance from './require-configured-instance.ts';
import requireIdempotencyKey from './require-idempotency-key.ts';
import requireListLimit from './require-list-limit.ts';
import requirePartitionKey from './require-partition-key.ts';
import requireSendIdempotencyKey from './require-send-idempotency-key.ts';
import requireStepName from './require-step-name.ts';
import requireTestShutdown from './require-test-shutdown.ts';
import requireWorkflowId from './require-workflow-id.ts';
import requireWorkflowName from './require-workflow-name.ts';
import requireWorkflowTimeout from './require-workflow-timeout.ts';
import stableInstanceName from './stable-instance-name.ts';
import validClientOptions from './valid-client-options.ts';
import validConfig from './valid-config.ts';
import validDbosMock from './valid-dbos-mock.ts';
import validDebouncer from './valid-debouncer.ts';
import validEnqueueOptions from './valid-enqueue-options.ts';
import validPatch from './valid-patch.ts';
import validQueueConfig from './valid-queue-config.ts';
import validSchedule from './valid-schedule.ts';
import validSerializationOptions from './valid-serialization-options.ts';
import validSleepDuration from './valid-sleep-duration.ts';
import validStartOptions from './valid-start-options.ts';
import validStepConfig from './valid-step-config.ts';
import validWaitOptions from './valid-wait-options.ts';
import validWorkflowStatus from './valid-workflow-status.ts';
import workflowDeterminism from './workflow-determinism.ts';

export const rules = {
  'config-before-launch': configBeforeLaunch,
  'config-in-main': configInMain,
  'launch-before-listen': launchBeforeListen,
  'no-client-in-workflow': noClientInWorkflow,
  'no-closure-mutation-in-step': noClosureMutationInStep,
  'no-concurrent-stream-read': noConcurrentStreamRead,
  'no-context-call-in-step': noContextCallInStep,
  'no-datasource-client-outside-transaction': noDatasourceClientOutsideTransaction,
  'no-deprecated-api': noDeprecatedApi,
  'no-deregister-outside-tests': noDeregisterOutsideTests,
  'no-destructured-dbos-method': noDestructuredDbosMethod,
  'no-detached-instance-workflow': noDetachedInstanceWorkflow,
  'no-discarded-handle': noDiscardedHandle,
  'no-duplicate-registration': noDuplicateRegistration,
  'no-eager-step-call': noEagerStepCall,
  'no-enqueue-options-without-queue': noEnqueueOptionsWithoutQueue,
  'no-error-namespace-shadowing': noErrorNamespaceShadowing,
  'no-external-call-in-transaction': noExternalCallInTransaction,
  'no-floating-durable-call': noFloatingDurableCall,
  'no-global-mutation': noGlobalMutation,
  'no-instanceof-replayed-error': noInstanceofReplayedError,
  'no-interleaved-steps': noInterleavedSteps,
  'no-nested-step': noNestedStep,
  'no-nonportable-type': noNonportableType,
  'no-promise-all-in-workflow': noPromiseAllInWorkflow,
  'no-promise-race-in-workflow': noPromiseRaceInWorkflow,
  'no-queue-config-overwrite': noQueueConfigOverwrite,
  'no-random-workflow-id': noRandomWorkflowId,
  'no-recv-in-step': noRecvInStep,
  'no-registration-after-launch': noRegistrationAfterLaunch,
  'no-removed-api': noRemovedApi,
  'no-result-before-commit': noResultBeforeCommit,
  'no-retried-stream-write': noRetriedStreamWrite,
  'no-step-in-finally': noStepInFinally,
  'no-step-outside-workflow': noStepOutsideWorkflow,
  'no-swallowed-cancellation': noSwallowedCancellation,
  'no-thread-start': noThreadStart,
  'no-transaction-in-step': noTransactionInStep,
  'no-unawaited-work-in-step': noUnawaitedWorkInStep,
  'no-unbound-step-method': noUnboundStepMethod,
  'no-uncalled-decorator': noUncalledDecorator,
  'no-uninvoked-start-workflow': noUninvokedStartWorkflow,
  'no-unknown-await-in-workflow': noUnknownAwaitInWorkflow,
  'no-unregistered-queue': noUnregisteredQueue,
  'no-unserializable-value': noUnserializableValue,
  'no-unwrapped-workflow-call': noUnwrappedWorkflowCall,
  'no-use-before-launch': noUseBeforeLaunch,
  'no-workflow-api-outside-workflow': noWorkflowApiOutsideWorkflow,
  'no-workflow-in-step': noWorkflowInStep,
  'no-write-after-close-stream': noWriteAfterCloseStream,
  'prefer-apply-schedules': preferApplySchedules,
  'prefer-dbos-logger': preferDbosLogger,
  'prefer-durable-sleep': preferDurableSleep,
  'prefer-queue-for-fanout': preferQueueForFanout,
  'prefer-queue-getters': preferQueueGetters,
  'prefer-step-abort-signal': preferStepAbortSignal,
  'prefer-step-retries': preferStepRetries,
  'register-queues-after-each-launch': registerQueuesAfterEachLaunch,
  'require-application-version': requireApplicationVersion,
  'require-client-application-name': requireClientApplicationName,
  'require-client-destroy': requireClientDestroy,
  'require-configured-instance': requireConfiguredInstance,
  'require-idempotency-key': requireIdempotencyKey,
  'require-list-limit': requireListLimit,
  'require-partition-key': requirePartitionKey,
  'require-send-idempotency-key': requireSendIdempotencyKey,
  'require-step-name': requireStepName,
  'require-test-shutdown': requireTestShutdown,
  'require-workflow-id': requireWorkflowId,
  'require-workflow-name': requireWorkflowName,
  'require-workflow-timeout': requireWorkflowTimeout,
  'stable-instance-name': stableInstanceName,
  'valid-client-options': validClientOptions,
  'valid-config': validConfig,
  'valid-dbos-mock': validDbosMock,
  'valid-debouncer': validDebouncer,
  'valid-enqueue-options': validEnqueueOptions,
  'valid-patch': validPatch,
  'valid-queue-config': validQueueConfig,
  'valid-schedule': validSchedule,
  'valid-serialization-options': validSerializationOptions,
  'valid-sleep-duration': validSleepDuration,
  'valid-start-options': validStartOptions,
  'valid-step-config': validStepConfig,
  'valid-wait-options': validWaitOptions,
  'valid-workflow-status': validWorkflowStatus,
  'workflow-determinism': workflowDeterminism,
} as const;
