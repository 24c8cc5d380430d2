import { ControlFilter } from './control-filter.js';
import { isPrompt, maxPromptLength } from './prompt.js';

const LF = 0x0a;
const SPACE = 0x20;

/**
 * AXIGEN's answers as whole lines: a prompt, which it leaves without an end of line, gets one. A line of text that for a
 * moment looks like a prompt, because the rest of it is still on its way, is only cut in two: whether a prompt ends
 * an answer is for the session to say.
 */
export class PromptLines {
  readonly #filter = new ControlFilter();
  #unfinished = '';
  #spaceMayFollow = false;

  push(chunk: Uint8Array): Buffer {
    const text = this.#filter.filter(chunk);
    if (text.length === 0) return text;
    const rest = this.#spaceMayFollow && text[0] === SPACE ? text.subarray(1) : text;
    this.#spaceMayFollow = false;
    this.#remember(rest);
    if (!isPrompt(this.#unfinished)) return rest;
    this.#spaceMayFollow = !this.#unfinished.endsWith(' ');
    this.#unfinished = '';
    return Buffer.concat([rest, Buffer.of(LF)]);
  }

  #remember(text: Buffer): void {
    const end = text.lastIndexOf(LF);
    const line = text.subarray(end + 1).toString('latin1');
    // One character beyond the limit is enough to know that it is no prompt.
    this.#unfinished = (end < 0 ? this.#unfinished + line : line).slice(0, maxPromptLength + 1);
  }
}
