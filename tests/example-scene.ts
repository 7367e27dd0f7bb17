/**
 * What happens around the run of an example, as its info string or its `// key: value` lines declare it: what was called before, what fails or
 * hangs, when the process is killed, and what its author wants in the end. Plain data.
 */

/** What becomes of an effect that an example makes. */
export interface Trouble {
  /**
   * `fails`: it happens, and its answer is an error. `hangs`: it happens, and its answer never comes. `cancels`: the workflow is cancelled
   * meanwhile.
   */
  readonly kind: 'fails' | 'hangs' | 'cancels';
  /** How the effect's text begins: `charge`, `POST https://mail.example`. */
  readonly effect: string;
  /** How many times in each life; absent: every time. */
  readonly times?: number;
}

export interface Scene {
  /** JavaScript that is evaluated before the workflow is started, or before the first request: `DBOS.startWorkflow(writer)()`. */
  readonly before?: string;
  /** JavaScript that is called in a second process, after the first one was killed as its call came back. */
  readonly restart?: string;
  /** A request that comes in as soon as the block's server listens: `POST /orders/7`. */
  readonly arrives?: string;
  /** A JavaScript expression that holds in the end when all is as the author wants it. */
  readonly wants?: string;
  readonly troubles: readonly Trouble[];
  /** The version of the program that ran before the crash; the example is the one that recovers. */
  readonly previous?: string;
}

const troubles = ['fails', 'hangs', 'cancels'] as const;

/** Words that an example may declare, besides what its run shows. */
export const sceneKeys: readonly string[] = ['before', 'restart', 'arrives', 'wants', ...troubles];

/** `valuesOf`: what is declared for a key. Undefined when nothing happens around the run. */
export function sceneOf(valuesOf: (key: string) => readonly string[], previous: string | undefined): Scene | undefined {
  const [before] = valuesOf('before');
  const [restart] = valuesOf('restart');
  const [arrives] = valuesOf('arrives');
  const [wants] = valuesOf('wants');
  const scene: Scene = {
    ...(before === undefined ? {} : { before }),
    ...(restart === undefined ? {} : { restart }),
    ...(arrives === undefined ? {} : { arrives }),
    ...(wants === undefined ? {} : { wants }),
    troubles: troubles.flatMap((kind) => valuesOf(kind).flatMap((text) => troublesIn(kind, text))),
    ...(previous === undefined ? {} : { previous }),
  };
  return Object.keys(scene).length > 1 || scene.troubles.length > 0 ? scene : undefined;
}

/** `charge, POST https://mail.example 1`: two effects, of which the second is in trouble once. */
function troublesIn(kind: Trouble['kind'], text: string): Trouble[] {
  return text.split(/,\s*/).map((one) => {
    const { effect = one, times } = /^(?<effect>.*\S)\s+(?<times>\d+)$/.exec(one)?.groups ?? {};
    return { kind, effect, ...(times === undefined ? {} : { times: Number(times) }) };
  });
}
