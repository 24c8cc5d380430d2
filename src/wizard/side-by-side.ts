/** Follows work on several servers at the same time, one line for each. Numbers are from 0, in the order of the titles. */
export interface SideBySide {
  begin(number: number): void;
  /** What is being done there right now. */
  tell(number: number, text: string): void;
  /** @param went false: there is no result */
  ended(number: number, text: string, went: boolean): void;
  /** Nothing that moves is on the screen while the work runs, such as a question; several at a time keep it away until the last. */
  aside<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface SideBySideView {
  readonly titles: readonly string[];
  /** So many at the same time. */
  readonly atOnce: number;
}
