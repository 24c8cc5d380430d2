import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, writeFileSync, writeSync } from 'node:fs';

/** The test's end of the folder in which hooks.sh and stops.ts meet it. */
export class Fifos {
  readonly #here: number;
  readonly #answer: number;

  constructor(readonly folder: string) {
    for (const name of ['here', 'answer']) spawnSync('mkfifo', ['-m', '600', `${folder}/${name}`]);
    this.#here = openSync(`${folder}/here`, constants.O_RDWR | constants.O_NONBLOCK);
    this.#answer = openSync(`${folder}/answer`, constants.O_RDWR | constants.O_NONBLOCK);
    this.wants('none', 1);
  }

  /** Begins anew: nobody has reached anything, and `name` is to stop whoever reaches it the nth time. */
  wants(name: string, nth: number): void {
    for (const fifo of [this.#here, this.#answer]) while (took(fifo) !== '');
    writeFileSync(`${this.folder}/points`, '');
    writeFileSync(`${this.folder}/wanted`, `${name}\n${nth}\n`);
  }

  /** What the one who waits is about to do or has done; undefined: nobody waits. */
  waiting(): string | undefined {
    return took(this.#here).trim() || undefined;
  }

  letGo(): void {
    writeSync(this.#answer, 'go\n');
  }

  close(): void {
    closeSync(this.#here);
    closeSync(this.#answer);
  }
}

function took(fifo: number): string {
  const buffer = Buffer.alloc(4096);
  try {
    return buffer.subarray(0, readSync(fifo, buffer)).toString('utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return '';
    throw error;
  }
}
