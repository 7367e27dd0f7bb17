export { approve, approveTwice } from './approve.js';
export { convert, convertAt, fee } from './currency.js';
export { backlog, digest } from './digest.js';
export { countUpload, ingest, ingestTrusted } from './ingest.js';
