/** One life as a process of its own: loads the example, launches the engine, runs or recovers the workflow, and reports as it goes. */
import { appendFileSync, readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';

import { DBOS } from '@dbos-inc/dbos-sdk';
import type { DBOSConfig } from '@dbos-inc/dbos-sdk';

import { evaluate, ExampleFault, subjectOf, type Evaluated } from './evaluate.ts';
import type { LifePlan, Report } from './life-plan.ts';
import { engineErrorOf, Probe } from './probe.ts';
import { configFor, hurryQueues, hurryWaits, teachSerializer, withOwnVersion } from './engine-settings.ts';
import { callFromOutside, readyQueues } from './outside.ts';
import { pause, until, within } from './time.ts';
import { Troubles, troublesOf } from './trouble.ts';
import { isWanted } from './wants.ts';
import { makeWorld } from './world.ts';

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

const troubled = troublesOf(plan.scene, plan.life);
const hangs = plan.scene?.troubles.some(({ kind }) => kind === 'hangs') === true;
const effects: string[] = [];
let sawLate = false;
const probe = new Probe();
report({ kind: 'alive' });
const recording = probe.begin({
  workflow: plan.workflowID,
  life: plan.life,
  order: plan.order,
  keptBack: 100,
  receiveWithin: plan.sends.length > 0 ? 2 : 0.05,
  hangs,
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
const troubles = new Troubles(troubled, probe.cancel);
const world = makeWorld({
  life: () => plan.life,
  place: probe.place,
  workflowID: plan.workflowID,
  isOver: probe.isOver,
  troubles,
  witness: {
    effect: (effect) => {
      effects.push(effect.what);
      sawLate ||= effect.late === true;
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
  return configFor({ url: plan.url }, plan.app, { executorID: plan.app, ...named, runMigrations: false });
}

async function callsOver(evaluated: Evaluated): Promise<void> {
  const { call, program, since } = plan;
  if (!call) return;
  const isCut = plan.cut === 'call';
  const caller = {
    call,
    program,
    evaluated,
    before: plan.life === 0 ? plan.scene?.before : undefined,
    since: isCut ? undefined : new Date(since),
    patience: plan.patience,
  };
  const answer = await callFromOutside(caller, (how) => {
    report({ kind: 'called', how });
    if (isCut) die();
  });
  await tellWhetherWanted(evaluated, answer);
}

async function tellWhetherWanted(evaluated: Evaluated, answer: unknown): Promise<void> {
  const { wants } = plan.scene ?? {};
  if (wants === undefined) return;
  const { workflowID } = plan;
  const { waited } = recording;
  const sights = { answer, effects, open: troubles.leftOpen, printed: world.printed, waited, workflowID };
  report({ kind: 'wanted', is: await isWanted(wants, evaluated, sights) });
}

async function live(): Promise<void> {
  const launches: Promise<void>[] = [];
  teachSerializer();
  hurryQueues();
  const door = {
    note: probe.note,
    configure: (own: Readonly<Record<string, unknown>>) => withOwnVersion(configure(own), own, plan.scene),
    launching: (over: Promise<void>) => launches.push(over),
    hangs,
  };
  const evaluated = await evaluate(plan.program, world, door, plan.scene?.arrives);
  const { exports } = evaluated;
  if (plan.call && plan.program.launches) {
    await callsOver(evaluated);
    return;
  }
  if (plan.program.launches) {
    for (const end = Date.now() + 3000; !DBOS.isInitialized() && Date.now() < end;) await pause(5);
    await Promise.all(launches);
  } else {
    DBOS.setConfig(configure({ name: plan.app, enablePatching: true }) as unknown as DBOSConfig);
    await DBOS.launch();
  }
  hurryWaits();
  if (!DBOS.isInitialized()) return;
  if (plan.call) {
    await callsOver(evaluated);
    return;
  }
  const subject = subjectOf(plan.program, plan.run, exports, { ...world.names, ...exports });
  if (!subject) {
    if (plan.program.launches) report({ kind: 'launched' });
    return;
  }
  if (plan.life === 0) {
    if (plan.scene?.before !== undefined) {
      await readyQueues(plan.program);
      await evaluated.call(plan.scene.before);
    }
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
  await within(plan.patience, recording.stored);
  // One that goes round and round leaves no time for anything else.
  if (!recording.outcome) probe.freeze(plan.workflowID);
  if (plan.isLate) await until(() => sawLate);
  for (const end = Date.now() + afterglow; recording.running > 0 && Date.now() < end;) await pause(5);
  await pause(5);
  if (plan.scene?.previous === undefined ? plan.life === 0 : plan.life > 0)
    await tellWhetherWanted(evaluated, undefined);
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
