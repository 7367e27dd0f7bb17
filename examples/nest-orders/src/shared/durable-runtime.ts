import { DBOS, type DBOSConfig } from '@dbos-inc/dbos-sdk';

/** Starts and stops the engine for the command line tools. */
export class DurableRuntime {
  constructor(config: DBOSConfig) {
    DBOS.setConfig(config); // planted: config-in-main
  }

  async onModuleInit(): Promise<void> {
    await DBOS.launch();
  }

  async onModuleDestroy(): Promise<void> {
    await DBOS.shutdown();
  }
}
