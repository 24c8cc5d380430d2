import type { Duplex } from 'node:stream';
import type { ConversationOptions } from '../../../smtp/connect.js';
import { DialogueError } from '../../../smtp/dialogue-error.js';
import { LineChannel } from '../../../smtp/line-channel.js';
import type { Transcript } from '../../../smtp/transcript.js';
import { type CliReply, cliReply, isRefusal, statusOf } from './cli-reply.js';
import { isInside, isPrompt } from './prompt.js';
import { PromptStream } from './prompt-stream.js';

export interface CliSessionOptions extends ConversationOptions {
  readonly transcript?: Transcript | undefined;
}

/** HELP and the lists of a server with thousands of entries fit; an endless answer does not. */
const maxReplyBytes = 512 * 1024;
const maxLineBytes = 16 * 1024;

/**
 * One conversation with AXIGEN's command line. Nothing is judged here: -ERR is an answer like any other. Every call that
 * waits can throw DialogueError; after that only `close` makes sense.
 */
export class CliSession {
  readonly #channel: LineChannel;
  #prompt = '';

  constructor(stream: Duplex, options: CliSessionOptions = {}) {
    this.#channel = new LineChannel(new PromptStream(stream), { ...options, maxLineBytes });
  }

  get transcript(): Transcript {
    return this.#channel.transcript;
  }

  /** The last one that was seen. */
  get prompt(): string {
    return this.#prompt;
  }

  greeting(): Promise<CliReply> {
    return this.#reply();
  }

  /** @throws RangeError for a line that holds CR, LF or NUL: it would be more than one command; DialogueError. */
  command(line: string, shown = line): Promise<CliReply> {
    this.#channel.send(line, shown);
    return this.#reply();
  }

  /** Takes leave and closes. Never fails: what was found out or changed before stays true. */
  async exit(): Promise<void> {
    try {
      this.#channel.send('EXIT');
      // AXIGEN closes after its last words, so they end with no prompt.
      await this.#next(this.#channel.deadline());
    } catch (error) {
      if (!(error instanceof DialogueError)) throw error;
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#channel.close();
  }

  async #reply(): Promise<CliReply> {
    const deadline = this.#channel.deadline();
    const lines: string[] = [];
    let size = 0;
    try {
      for (;;) {
        const line = await this.#next(deadline);
        if (isPrompt(line) && this.#isComplete(lines)) {
          this.#prompt = line;
          return cliReply(lines, line);
        }
        size += line.length + 2;
        if (size > maxReplyBytes) {
          throw new DialogueError('too-long', {
            message: `the answer is longer than ${maxReplyBytes} bytes`,
          });
        }
        lines.push(line);
      }
    } catch (error) {
      this.#channel.noteFailure(error);
      throw error;
    }
  }

  /** Inside, every answer has a status line, so a line of text that looks like a prompt is known as that. */
  #isComplete(lines: readonly string[]): boolean {
    return !isInside(this.#prompt) || statusOf(lines) !== '';
  }

  async #next(deadline: number): Promise<string> {
    const line = (await this.#channel.receive(deadline)).toString('utf8');
    this.transcript.add(isRefusal(line) ? 'unexpected' : 'received', line);
    return line;
  }
}
