/**
 * Options in which a point in time is recorded durably on the first run and read back on replay, so that a clock read for them is right
 * (system_database.js:2223-2228 of 5.3.0).
 */
export const deadlineOptions: ReadonlySet<string> = new Set(['deadlineEpochMS', 'delayUntilEpochMS']);
