import type { ApiTable } from '../vocabulary/apis.ts';
import { client } from './apis/client.ts';
import { communication, handle, info } from './apis/communication.ts';
import { datasources, receivers } from './apis/datasources.ts';
import { execution, registered } from './apis/execution.ts';
import { ancient, legacy } from './apis/legacy.ts';
import { lifecycle, registration } from './apis/lifecycle.ts';
import { management, queues, schedules, versions } from './apis/management.ts';

/**
 * Every function, method and property of the SDK, and what it does at each place. Versions 4.0 to 5.3; the verdicts are those of 5.3.0, or of the
 * last version that has it.
 * A row without `since` is as old as 4.0, one without `until` is there in 5.3.
 */
export const apis: ApiTable = {
  ...execution,
  ...registered,
  ...communication,
  ...info,
  ...handle,
  ...management,
  ...schedules,
  ...versions,
  ...queues,
  ...lifecycle,
  ...registration,
  ...client,
  ...datasources,
  ...receivers,
  ...legacy,
  ...ancient,
};
