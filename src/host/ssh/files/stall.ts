/** Nothing went on for too long. */
export class Stalled extends Error {
  constructor() {
    super('it took too long');
    this.name = 'Stalled';
  }
}

/** Rejects `over` with Stalled when `moved` is not called for `quietMs`. Whoever has it ends it. */
export function stallWatch(quietMs: number): {
  readonly over: Promise<never>;
  moved(): void;
  end(): void;
} {
  let stop: (error: Error) => void = () => {};
  const over = new Promise<never>((_, reject) => {
    stop = reject;
  });
  over.catch(() => {});
  const timer = setTimeout(() => stop(new Stalled()), quietMs);
  return { over, moved: () => timer.refresh(), end: () => clearTimeout(timer) };
}
