/**
 * Options in which a point in time, or a time to wait of which the engine makes one, is recorded durably on the first run and read back on replay, so
 * that a clock read for them is right (system_database.js:2120-2228 of 5.3.0).
 */
export const deadlineOptions: ReadonlySet<string> = new Set(['deadlineEpochMS', 'delayUntilEpochMS', 'timeoutSeconds']);
