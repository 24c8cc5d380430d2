import type { Passage } from './finding.js';

/** What `gateway-setup explain ID` says of a finding. Plain sentences, for a person who sees the id for the first time. */
export interface Explanation {
  /** What it is about, in a few words. */
  readonly title: string;
  /** What is looked at, and how. */
  readonly means: string;
  readonly matters: string;
  readonly ifLeft: string;
  readonly remedy: string;
  readonly passages: readonly Passage[];
}

export type Explanations = Readonly<Record<string, Explanation>>;
