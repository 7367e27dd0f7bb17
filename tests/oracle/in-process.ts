/**
 * Tier A: an example runs once, then is rewound to each of its step numbers and runs again in another world. Rewinding to number k keeps
 * the checkpoints below k, which is what a crash after step k - 1 leaves behind.
 */
import { compileFunction } from 'node:vm';

import { DBOS } from '@dbos-inc/dbos-sdk';

import type { Example, OutsideCall } from '../docs-examples.ts';
import { evaluate, ExampleFault, subjectOf, type Evaluated, type Subject } from './evaluate.ts';
import { loadProgram, type Program } from './load.ts';
import { startLoopback, type Loopback } from './loopback.ts';
import { engineErrorOf, Probe, type Recording } from './probe.ts';
import { hurryWaits, withOwnVersion } from './engine-settings.ts';
import { callFromOutside, readyQueues } from './outside.ts';
import { Session } from './session.ts';
import { patienceWith, pause, until, within } from './time.ts';
import type { Effect, EngineError, Life, Observation, Order, OutsideLife, Recovery } from './trace.ts';
import { Troubles, troublesOf } from './trouble.ts';
import { isRecovered } from './verdict.ts';
import { isWanted, type Sights } from './wants.ts';
import { makeWorld, type World } from './world.ts';

/** How long calls that nobody waits for may go on after the workflow's end, in milliseconds. */
const afterglow = 300;

/** One example's module in one life. */
interface Stage {
  readonly program: Program;
  readonly world: World;
  readonly troubles: Troubles;
  readonly subject: Subject | undefined;
  readonly evaluated: Evaluated;
  /** Which life it is in. */
  life: number;
  /** What the module does from now on is noted here. */
  notes: Notes;
}

interface Notes {
  readonly effects: Effect[];
  killed: string | undefined;
}

export class InProcessOracle {
  readonly #session: Session;
  readonly #loopback: Loopback;
  readonly #probe: Probe;
  #examples = 0;

  private constructor(session: Session, loopback: Loopback, probe: Probe) {
    this.#session = session;
    this.#loopback = loopback;
    this.#probe = probe;
  }

  /** Starts the database and the engine: about four seconds. One per process, because the SDK is one per process. */
  static async start(): Promise<InProcessOracle> {
    const probe = new Probe();
    return new InProcessOracle(await Session.start(), await startLoopback(), probe);
  }

  async stop(): Promise<void> {
    await this.#session.stop();
    await this.#loopback.close();
  }

  /** Everything that running `example` shows. Rejects with an ExampleFault when it cannot be run as written. */
  async observe(example: Example): Promise<Observation> {
    const program = loadProgram(example);
    const previous = example.scene?.previous;
    const earlier = previous === undefined ? program : loadProgram({ ...example, text: previous });
    const workflowID = `example-${String(this.#examples++)}`;
    const rejections = new Rejections();
    const run = new Run(this.#session, this.#loopback, this.#probe, rejections, example, program, earlier, workflowID);
    try {
      return await run.observe();
    } finally {
      rejections.stop();
      await run.end();
    }
  }
}

class Run {
  readonly #session: Session;
  readonly #loopback: Loopback;
  readonly #probe: Probe;
  readonly #rejections: Rejections;
  readonly #example: Example;
  readonly #program: Program;
  /** The program of the first life. */
  readonly #earlier: Program;
  readonly #id: string;
  readonly #launches: Promise<void>[] = [];
  readonly #worlds: World[] = [];
  /** Names under which the engine last recorded each number. */
  readonly #recorded = new Map<number, string>();
  #lives = 0;
  /** Whether what the author wants held each time that it was asked. */
  #wanted: boolean | undefined;

  constructor(
    session: Session,
    loopback: Loopback,
    probe: Probe,
    rejections: Rejections,
    example: Example,
    program: Program,
    earlier: Program,
    id: string,
  ) {
    this.#session = session;
    this.#loopback = loopback;
    this.#probe = probe;
    this.#rejections = rejections;
    this.#example = example;
    this.#program = program;
    this.#earlier = earlier;
    this.#id = id;
  }

  async observe(): Promise<Observation> {
    // Errors made while loading are noted too.
    const loading = this.#listen('reverse');
    const { call } = this.#example;
    if (call) return this.#observeCalls(call, loading);
    let stage: Stage;
    try {
      stage = this.#program.launches ? await this.#launchExample() : await this.#stage(this.#earlier);
    } catch (error) {
      if (error instanceof ExampleFault) throw error;
      return { loading: [...loading.errors, engineErrorOf(error)], recoveries: [], spent: 0 };
    }
    if (!stage.subject || !DBOS.isInitialized()) {
      const launched = this.#program.launches && DBOS.isInitialized() ? { launched: true as const } : {};
      return { loading: [...loading.errors], recoveries: [], spent: 0, ...launched };
    }

    const { scene } = this.#example;
    if (scene?.before !== undefined) {
      await readyQueues(this.#program);
      await stage.evaluated.call(scene.before);
    }
    const recording = this.#listen('reverse');
    const life = this.#livesOn(stage, recording);
    const { subject } = stage;
    let unstarted: unknown;
    await subject.start(this.#id).catch((error: unknown) => {
      unstarted = error;
    });
    if (unstarted !== undefined)
      return { loading: [...loading.errors, engineErrorOf(unstarted)], recoveries: [], spent: 0 };
    await this.#send();
    const first = await life();
    // Where another version of the program recovers, that one is asked.
    if (scene?.previous === undefined) this.#wanted = await this.#isWanted(stage, recording, undefined, first.effects);
    const observed = { loading: [...loading.errors], first, ...this.#said };
    if (first.killed !== undefined || !first.outcome || !isRecovered(this.#example))
      return { ...observed, recoveries: [], spent: 0 };
    const start = process.cpuUsage();
    const recoveries = await this.#recover(stage, recording, first);
    const used = process.cpuUsage(start);
    const version = scene?.previous === undefined ? {} : { isOtherVersion: true as const };
    return { ...observed, ...this.#said, ...version, recoveries, spent: (used.user + used.system) / 1000 };
  }

  async #observeCalls(call: OutsideCall, loading: Recording): Promise<Observation> {
    const calls: OutsideLife[] = [];
    let killed: string | undefined;
    try {
      const { before, restart } = this.#example.scene ?? {};
      const start = new Date();
      if (this.#program.launches) await this.#clear();
      let stage = await (this.#program.launches ? this.#evaluate(this.#earlier) : this.#stage(this.#earlier));
      const done: Effect[] = [];
      const patience = patienceWith(this.#example);
      const make = (made: OutsideCall, since: Date | undefined): Promise<unknown> => {
        const { program, evaluated, notes } = stage;
        this.#rejections.begin(notes);
        const first = calls.length === 0 ? before : undefined;
        return callFromOutside({ call: made, program, evaluated, before: first, since, patience }, (how) => {
          const effects = notes.effects.splice(0);
          done.push(...effects);
          calls.push({ effects, ...how });
        });
      };
      let answer = await make(call, restart === undefined ? start : undefined);
      if (restart !== undefined) {
        ({ killed } = stage.notes);
        stage = await this.#restart(stage);
        done.splice(0);
        answer = await make({ code: restart, isRequest: false }, start);
      }
      this.#wanted = await this.#isWanted(stage, loading, answer, done);
      await Promise.all(this.#launches);
      killed ??= stage.notes.killed;
    } catch (error) {
      if (error instanceof ExampleFault) throw error;
      return { loading: [...loading.errors, engineErrorOf(error)], recoveries: [], spent: 0 };
    }
    const first = killed === undefined ? {} : { first: { steps: [], effects: [], errors: [], killed } };
    return { loading: [...loading.errors], ...first, calls, ...this.#said, recoveries: [], spent: 0 };
  }

  get #said(): Pick<Observation, 'wanted'> {
    return this.#wanted === undefined ? {} : { wanted: this.#wanted };
  }

  /** Kills the process that the stage stands for, and starts another one on the same database. */
  async #restart(stage: Stage): Promise<Stage> {
    stage.world.end();
    this.#probe.abandon();
    await this.#session.shutDown();
    this.#session.forgetConfig();
    this.#session.hurry();
    this.#lives++;
    const next = await this.#evaluate(this.#program);
    if (!this.#program.launches) await this.#session.launch();
    return next;
  }

  async #isWanted(
    stage: Stage,
    recording: Recording,
    answer: unknown,
    effects: readonly Effect[],
  ): Promise<boolean | undefined> {
    const { wants } = this.#example.scene ?? {};
    if (wants === undefined) return undefined;
    const sights: Sights = {
      answer,
      effects: effects.map(({ what }) => what),
      open: stage.troubles.leftOpen,
      printed: stage.world.printed,
      waited: recording.waited,
      workflowID: this.#id,
    };
    return await isWanted(wants, stage.evaluated, sights);
  }

  async end(): Promise<void> {
    for (const world of this.#worlds) world.end();
    this.#probe.freeze(this.#id);
    if (this.#program.launches) await this.#session.shutDown();
    if (this.#program.launches || this.#example.call || this.#example.scene) await this.#session.forgetRecords();
    await this.#session.launch();
  }

  async #recover(stage: Stage, recording: Recording, first: Life): Promise<Recovery[]> {
    const count = 1 + Math.max(-1, ...recording.numbers);
    const orders: readonly Order[] = recording.gate.concurrent ? ['reverse', 'forward'] : ['reverse'];
    const recoveries: Recovery[] = [];
    // From the last to the first, so that what lies below the cut is always the first life's.
    for (let cut = count; cut >= 0; cut--) {
      for (const order of orders) {
        // Once in the process that ran it already, with its module's state; then in fresh ones.
        if (cut === count && order === 'reverse' && this.#earlier === this.#program)
          recoveries.push(await this.#recoverAt(cut, order, stage, first));
        const fresh = this.#program.launches ? stage : await this.#stage(this.#program);
        recoveries.push(await this.#recoverAt(cut, order, fresh, first));
      }
    }
    return recoveries;
  }

  async #recoverAt(cut: number, order: Order, stage: Stage, first: Life): Promise<Recovery> {
    const recording = this.#listen(order);
    const life = this.#livesOn(stage, recording);
    await DBOS.rewindWorkflow(this.#id, { startStep: cut });
    await this.#send();
    const committed = first.steps.map((step) => Number.parseInt(step, 10)).filter((id) => id < cut);
    const after = await life();
    if (this.#example.scene?.previous !== undefined) {
      const isWanted = await this.#isWanted(stage, recording, undefined, after.effects);
      if (isWanted !== undefined) this.#wanted = isWanted && this.#wanted !== false;
    }
    return { cut, order, committed, before: untilCut(first, cut), after };
  }

  #listen(order: Order): Recording {
    const wait = this.#example.sends.length > 0 ? 0.5 : 0.03;
    const watch = { workflow: this.#id, life: this.#lives, order, keptBack: 4, receiveWithin: wait };
    return this.#probe.begin({ ...watch, hangs: this.#hangs });
  }

  get #hangs(): boolean {
    return this.#example.scene?.troubles.some(({ kind }) => kind === 'hangs') === true;
  }

  /** From here on until the returned function resolves, everything noted is this life's. */
  #livesOn(stage: Stage, recording: Recording): () => Promise<Life> {
    stage.life = this.#lives++;
    const notes: Notes = { effects: [], killed: undefined };
    stage.notes = notes;
    this.#rejections.begin(notes);
    return async () => {
      await within(patienceWith(this.#example), recording.stored);
      if (stage.life === 0) await until(() => this.#hasCome(notes));
      for (const end = Date.now() + afterglow; recording.running > 0 && Date.now() < end;) await pause(2);
      // An unhandled rejection is reported after the microtasks of its turn.
      await pause(0);
      await pause(0);
      if (!recording.outcome) {
        this.#probe.freeze(this.#id);
        await DBOS.cancelWorkflow(this.#id);
      }
      for (const step of (await DBOS.listWorkflowSteps(this.#id)) ?? []) this.#recorded.set(step.functionID, step.name);
      return {
        steps: recording.numbers.map((id) => `${String(id)}:${this.#recorded.get(id) ?? '?'}`),
        effects: notes.effects.filter(({ place }) => place.kind === 'outside' || place.workflow === this.#id),
        errors: recording.errors,
        ...(recording.outcome ? { outcome: recording.outcome } : {}),
        ...(notes.killed === undefined ? {} : { killed: notes.killed }),
      };
    };
  }

  /** Whether that has come which the example says happens after the workflow's end, however long a busy machine takes. */
  #hasCome({ effects, killed }: Notes): boolean {
    switch (this.#example.verdict) {
      case 'loses':
        return effects.some(({ late }) => late === true);
      case 'kills':
        return killed !== undefined;
      default:
        return true;
    }
  }

  /** The example's module, freshly evaluated on the running engine. */
  async #stage(program: Program): Promise<Stage> {
    let stage: Stage | undefined;
    await this.#session.register(async () => {
      stage = await this.#evaluate(program);
    });
    if (!stage) throw new Error('The example was not evaluated.');
    return stage;
  }

  /** As in a process that has configured nothing yet. */
  async #clear(): Promise<void> {
    await this.#session.shutDown();
    this.#session.forgetConfig();
    this.#session.renew();
    this.#session.hurry();
  }

  /** The example as a whole program, which configures and launches the engine itself. */
  async #launchExample(): Promise<Stage> {
    await this.#clear();
    const stage = await this.#evaluate(this.#program);
    await within(1000, launched());
    // A launch goes on after the engine says that it is initialised; until it is over no other may begin.
    await Promise.all(this.#launches);
    hurryWaits();
    return stage;
  }

  async #evaluate(program: Program): Promise<Stage> {
    const notes: Notes = { effects: [], killed: undefined };
    const witness = {
      effect: (effect: Effect) => {
        stage.notes.effects.push(effect);
      },
      exit: (how: string) => {
        stage.notes.killed ??= how;
      },
    };
    const { scene } = this.#example;
    const troubles = new Troubles(troublesOf(scene, this.#lives), this.#probe.cancel);
    const world = makeWorld({
      life: () => stage.life,
      place: this.#probe.place,
      workflowID: this.#id,
      isOver: this.#probe.isOver,
      witness,
      troubles,
      origin: this.#loopback.origin,
      environment: program.environment,
    });
    this.#worlds.push(world);
    const stage: { -readonly [Key in keyof Stage]: Stage[Key] } = {
      program,
      world,
      troubles,
      subject: undefined,
      evaluated: { exports: {}, call: () => Promise.resolve(), arrived: () => Promise.resolve() },
      life: this.#lives,
      notes,
    };
    const door = {
      note: this.#probe.note,
      configure: (own: Readonly<Record<string, unknown>>) => withOwnVersion(this.#session.configure(own), own, scene),
      hangs: this.#hangs,
      launching: (over: Promise<void>) => this.#launches.push(over),
    };
    const evaluated = await evaluate(program, world, door, scene?.arrives);
    const { exports } = evaluated;
    stage.evaluated = evaluated;
    stage.subject = this.#example.call
      ? undefined
      : subjectOf(program, this.#example.run, exports, { ...world.names, ...exports });
    return stage;
  }

  async #send(): Promise<void> {
    for (const { topic, value } of this.#example.sends) {
      const message: unknown = (compileFunction(`return (${value})`) as () => unknown)();
      await DBOS.send(this.#id, message, topic);
    }
  }
}

/** Turns unhandled rejections, which would end the process, into notes, and keeps them from the test runner. */
class Rejections {
  readonly #others: readonly NodeJS.UnhandledRejectionListener[];
  #notes: Notes | undefined;

  constructor() {
    this.#others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', this.#onRejection);
    // Without a listener, Node warns about a rejection that is handled late.
    process.on('rejectionHandled', ignore);
  }

  begin(notes: Notes): void {
    this.#notes = notes;
  }

  stop(): void {
    process.off('unhandledRejection', this.#onRejection);
    process.off('rejectionHandled', ignore);
    for (const listener of this.#others) process.on('unhandledRejection', listener);
  }

  readonly #onRejection = (reason: unknown): void => {
    if (this.#notes) this.#notes.killed ??= `unhandled rejection: ${engineErrorOf(reason).name}`;
  };
}

function ignore(): void {
  // Nothing to do: what matters was noted when it was rejected.
}

/** What a life that was cut before step number `cut` had done. */
function untilCut(first: Life, cut: number): Life {
  return {
    steps: first.steps.filter((step) => Number.parseInt(step, 10) < cut),
    effects: first.effects.filter(
      ({ place }) => place.kind === 'outside' || (place.kind === 'step' ? place.step < cut : place.position <= cut),
    ),
    errors: [] satisfies EngineError[],
  };
}

/** Resolves when the engine is launched. */
async function launched(): Promise<void> {
  while (!DBOS.isInitialized()) await pause(5);
}
