/** What a run changed in a document, taken out of what somebody has made of it since, key by key. */
export { type Merge, type MergeInput, merge } from './merge.js';
export type { Unit } from './unit.js';
