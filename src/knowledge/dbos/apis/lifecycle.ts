import type { ApiTable } from '../../vocabulary/apis.ts';
import { BEFORE_LAUNCH_ONLY, SDK, TOO_LATE_AFTER_LAUNCH } from './places.ts';

/** Configuring, launching, shutting down. */
export const lifecycle = {
  [`${SDK}#DBOS.setConfig`]: {
    family: 'config',
    result: 'nothing',
    steps: 0,
    at: BEFORE_LAUNCH_ONLY,
    options: 0,
  },
  [`${SDK}#DBOS.migrate`]: {
    family: 'config',
    result: 'promise',
    steps: 0,
    at: { workflow: 'unrecorded' },
    options: 1,
    since: '5.2.0',
    reason: 'It makes or migrates the system database over a connection of its own, launched or not.',
  },
  [`${SDK}#DBOS.launch`]: {
    family: 'launch',
    result: 'promise',
    steps: 0,
    at: {},
    options: 0,
    bound: true,
    reason: 'A second launch returns without a word.',
  },
  [`${SDK}#DBOS.shutdown`]: { family: 'shutdown', result: 'promise', steps: 0, at: {}, options: 0 },
  [`${SDK}#DBOS.clearRegistry`]: {
    family: 'shutdown',
    result: 'nothing',
    steps: 0,
    at: BEFORE_LAUNCH_ONLY,
    since: '4.7.0',
    reason: 'Private to the type checker; for tests only.',
  },
} satisfies ApiTable;

const REGISTERS = { family: 'registration', result: 'function', steps: 0, at: BEFORE_LAUNCH_ONLY } as const;

/** workflow.d.ts WorkflowConfig; decorators.js createMethodRegistration. */
const PARSES_INPUT = { role: 'workflow', option: 'inputSchema', method: 'parse' } as const;

/** Registering functions, classes and whatever else must be known at launch. */
export const registration = {
  [`${SDK}#DBOS.registerWorkflow`]: {
    ...REGISTERS,
    registers: { argument: 0, role: 'workflow' },
    options: 1,
    before: PARSES_INPUT,
  },
  [`${SDK}#DBOS.registerStep`]: { ...REGISTERS, registers: { argument: 0, role: 'step' }, options: 1 },
  [`${SDK}#DBOS.workflow`]: {
    ...REGISTERS,
    decorates: 'workflow',
    options: 0,
    before: PARSES_INPUT,
    reason: 'It registers when the class is evaluated; that is what throws after launch.',
  },
  [`${SDK}#DBOS.step`]: {
    ...REGISTERS,
    decorates: 'step',
    options: 0,
    reason: 'It registers when the class is evaluated; that is what throws after launch.',
  },
  [`${SDK}#DBOS.className`]: {
    family: 'registration',
    result: 'function',
    steps: 0,
    at: TOO_LATE_AFTER_LAUNCH,
    since: '4.6.0',
    reason: 'Names are settled at launch; later ones count for nothing.',
  },
  [`${SDK}#DBOS.registerSerialization`]: {
    family: 'registration',
    result: 'nothing',
    steps: 0,
    at: BEFORE_LAUNCH_ONLY,
    options: 0,
  },
  [`${SDK}#DBOS.setAlertHandler`]: {
    family: 'registration',
    result: 'nothing',
    steps: 0,
    at: BEFORE_LAUNCH_ONLY,
    since: '4.8.0',
  },
  [`${SDK}#DBOS.registerLifecycleCallback`]: {
    family: 'registration',
    result: 'nothing',
    steps: 0,
    at: TOO_LATE_AFTER_LAUNCH,
    reason: 'After launch its `initialize` is not called, without a word.',
  },
  [`${SDK}#DBOS.associateClassWithInfo`]: { family: 'registration', result: 'value', steps: 0, at: {} },
  [`${SDK}#DBOS.associateFunctionWithInfo`]: {
    family: 'registration',
    result: 'value',
    steps: 0,
    at: BEFORE_LAUNCH_ONLY,
    refersTo: 1,
  },
  [`${SDK}#DBOS.getAssociatedInfo`]: { family: 'registration', result: 'value', steps: 0, at: {} },
  [`${SDK}#ConfiguredInstance`]: {
    family: 'registration',
    result: 'value',
    steps: 0,
    at: TOO_LATE_AFTER_LAUNCH,
    reason: 'After launch only `console.warn` tells that recovery will not find the instance.',
  },
} satisfies ApiTable;
