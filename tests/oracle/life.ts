/** One life as a process of its own: loads the example, launches the engine, runs or recovers the workflow, and reports as it goes. */
import { appendFileSync, readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';

import { DBOS } from '@dbos-inc/dbos-sdk';
import type { DBOSConfig } from '@dbos-inc/dbos-sdk';

import type { OutsideCall } from '../docs-examples.ts';
import { evaluate, ExampleFault, subjectOf, type Evaluated } from './evaluate.ts';
import type { LifePlan, Report } from './life-plan.ts';
import { engineErrorOf, Probe } from './probe.ts';
import { configFor, hurryQueues, hurryWaits, teachSerializer } from './engine-settings.ts';
import { callFromOutside } from './outside.ts';
import { pause, within } from './time.ts';
import { makeWorld } from './world.ts';

/** How long the workflow may take, in milliseconds. */
const patience = 8000;
/** How long an earlier run may take, in milliseconds. */
const warmth = 2000;
/** How long calls that nobody waits for may go on after the workflow's end, in milliseconds. */
const afterglow = 1000;

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as LifePlan;

function report(line: Report): void {
  appendFileSync(plan.report, `${JSON.stringify(line)}\n`);
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal arrives before this loop has turned often.
  for (;;);
}

const probe = new Probe();
report({ kind: 'alive' });
const recording = probe.begin({
  workflow: plan.workflowID,
  life: plan.life,
  order: plan.order,
  keptBack: 100,
  receiveWithin: plan.sends.length > 0 ? 2 : 0.05,
  onNumber: (id) => {
    if (id === plan.cut) die();
    report({ kind: 'number', id });
  },
  onError: (error) => {
    report({ kind: 'error', error });
  },
  onOutcome: (outcome) => {
    report({ kind: 'outcome', outcome });
    if (plan.cut === 'end') die();
  },
});
const world = makeWorld({
  life: () => plan.life,
  place: probe.place,
  witness: {
    effect: (effect) => {
      report({ kind: 'effect', effect });
    },
    exit: (how) => {
      report({ kind: 'exit', how });
      process.exit(Number(/\d+/.exec(how)?.[0] ?? 1));
    },
  },
  origin: plan.origin,
  environment: plan.program.environment,
});

function configure(own: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named = own['name'] === undefined ? own : { ...own, name: plan.app };
  return configFor({ url: plan.url }, plan.app, { ...named, executorID: plan.app, runMigrations: false });
}

async function callsOver(call: OutsideCall, evaluated: Evaluated): Promise<void> {
  await callFromOutside(call, plan.program, evaluated, (how) => {
    report({ kind: 'called', how });
  });
}

async function live(): Promise<void> {
  teachSerializer();
  hurryQueues();
  const evaluated = await evaluate(plan.program, world, { note: probe.note, configure });
  const { exports } = evaluated;
  if (plan.call && plan.program.launches) {
    await callsOver(plan.call, evaluated);
    return;
  }
  if (plan.program.launches) {
    for (const end = Date.now() + 3000; !DBOS.isInitialized() && Date.now() < end;) await pause(5);
  } else {
    DBOS.setConfig(configure({ name: plan.app, enablePatching: true }) as unknown as DBOSConfig);
    await DBOS.launch();
  }
  hurryWaits();
  if (!DBOS.isInitialized()) return;
  if (plan.call) {
    await callsOver(plan.call, evaluated);
    return;
  }
  const subject = subjectOf(plan.program, plan.run, exports, { ...world.names, ...exports });
  if (!subject) {
    if (plan.program.launches) report({ kind: 'launched' });
    return;
  }
  if (plan.life === 0) {
    // The process that crashes has served another run before, the one that recovers has not: so its module's state differs.
    if (plan.program.stateful) {
      await subject.start('earlier');
      await within(
        warmth,
        DBOS.getResult('earlier', { timeoutSeconds: 2, pollingIntervalMs: 10 }).catch(() => undefined),
      );
    }
    await subject.start(plan.workflowID);
  }
  // The key makes a message that the crashed life sent already the same message.
  for (const [index, { topic, value }] of plan.sends.entries()) {
    const message: unknown = (compileFunction(`return (${value})`) as () => unknown)();
    await DBOS.send(plan.workflowID, message, topic, `message-${String(index)}`);
  }
  await within(patience, recording.stored);
  for (const end = Date.now() + afterglow; recording.running > 0 && Date.now() < end;) await pause(5);
  await pause(5);
  if (recording.gate.concurrent) report({ kind: 'concurrent' });
  const steps = (await DBOS.listWorkflowSteps(plan.workflowID)) ?? [];
  report({ kind: 'names', names: steps.map((step) => [step.functionID, step.name]) });
}

try {
  await live();
} catch (error) {
  if (error instanceof ExampleFault) report({ kind: 'fault', message: error.message });
  else report({ kind: 'loading', error: engineErrorOf(error) });
}
world.end();
await DBOS.shutdown().catch(() => undefined);
// Handles that the example left open do not matter any more.
process.exit(0);
