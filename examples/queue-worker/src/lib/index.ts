export { dayOf, now } from './clock.js';
export { keepUntil, keepUntilFrom } from './retention.js';
export { stageOf } from './status.js';
