import type { SshLine } from './line.js';

/** The line that there is, or a new one in place of one that was lost. */
export class LineKeeper {
  #line: Promise<SshLine> | undefined;
  #last: SshLine | undefined;
  #closed = false;
  readonly #opened = { commands: 0, forwards: 0, sftp: 0 };

  constructor(private readonly dial: () => Promise<SshLine>) {}

  /** Whoever asks meanwhile gets the same one. @throws UserError when the target cannot be reached. */
  readonly get = async (): Promise<SshLine> => {
    if (this.#closed) throw new Error('the target is closed');
    if (this.#last?.lost.aborted === true) this.#forget();
    this.#line ??= this.#dialled();
    return this.#line;
  };

  /** Gets the line of the first time, and throws its LineLost once it is lost. */
  pinned(): () => Promise<SshLine> {
    let first: SshLine | undefined;
    return async () => {
      first ??= await this.get();
      first.lost.throwIfAborted();
      return first;
    };
  }

  /** The line of now, or the one before. */
  get last(): SshLine | undefined {
    return this.#last;
  }

  /** How many channels were opened, over all lines. */
  get channels(): SshLine['channels'] {
    const now = this.#last?.channels;
    const { commands, forwards, sftp } = this.#opened;
    return {
      commands: commands + (now?.commands ?? 0),
      forwards: forwards + (now?.forwards ?? 0),
      sftp: sftp + (now?.sftp ?? 0),
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    const line = await this.#line?.catch(() => undefined);
    await line?.close();
  }

  async #dialled(): Promise<SshLine> {
    try {
      const line = await this.dial();
      this.#last = line;
      return line;
    } catch (error) {
      this.#line = undefined;
      throw error;
    }
  }

  #forget(): void {
    const { commands, forwards, sftp } = this.channels;
    Object.assign(this.#opened, { commands, forwards, sftp });
    this.#last = undefined;
    this.#line = undefined;
  }
}
