/** Gathers one output of a command, up to a bound. */
export class OutputBuffer {
  readonly #chunks: Buffer[] = [];
  #length = 0;

  constructor(private readonly limit: number) {}

  /** False once there is more than the limit; what goes beyond it is dropped. */
  add(chunk: Buffer): boolean {
    const room = this.limit - this.#length;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#chunks.push(kept);
    this.#length += kept.length;
    return chunk.length <= room;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}
