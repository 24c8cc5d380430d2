/** Bytes that are gathered in one piece. */
const blockBytes = 64 * 1024;

/** Gathers one output of a command, up to a bound. Copies it: whoever prints byte by byte would fill the memory with chunks of one. */
export class OutputBuffer {
  readonly #blocks: Buffer[] = [];
  #block = Buffer.alloc(0);
  #used = 0;
  #length = 0;

  constructor(private readonly limit: number) {}

  /** False once there is more than the limit; what goes beyond it is dropped. */
  add(chunk: Buffer): boolean {
    const room = this.limit - this.#length;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#length += kept.length;
    for (let from = 0; from < kept.length; ) {
      if (this.#used === this.#block.length) this.#begin();
      const copied = kept.copy(this.#block, this.#used, from);
      from += copied;
      this.#used += copied;
    }
    return chunk.length <= room;
  }

  bytes(): Buffer {
    return Buffer.concat([...this.#blocks, this.#block.subarray(0, this.#used)]);
  }

  #begin(): void {
    this.#blocks.push(this.#block);
    this.#block = Buffer.allocUnsafe(blockBytes);
    this.#used = 0;
  }
}
