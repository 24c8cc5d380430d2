import { escapeControl } from '../text/escape.js';

/**
 * info: what was done; problem: what went wrong; sent and received: as on the wire; not-sent: the
 * connection was gone already; unexpected: an answer other than the one hoped for.
 */
export type TranscriptMark = 'info' | 'problem' | 'sent' | 'not-sent' | 'received' | 'unexpected';

/** Plain data, already safe to show: no secrets, no control characters. */
export interface TranscriptEntry {
  readonly mark: TranscriptMark;
  readonly text: string;
}

/** The notation of swaks, which mail administrators know and search engines understand. */
const prefixes: Readonly<Record<TranscriptMark, string>> = {
  info: '===',
  problem: '***',
  sent: ' ->',
  'not-sent': '**>',
  received: '<- ',
  unexpected: '<**',
};

const hiddenMark = '<hidden>';
const maxHead = 300;
const maxTail = 100;
const maxText = 500;

/**
 * What was said in one conversation, for people. It keeps the first 300 and the last 100 entries and 500
 * characters of each, however much a server says.
 */
export class Transcript {
  readonly #head: TranscriptEntry[] = [];
  readonly #tail: TranscriptEntry[] = [];
  readonly #secrets: string[] = [];
  #dropped = 0;

  /** From now on `secret` is shown as `<hidden>` wherever it turns up, also where a server echoes it. */
  hide(secret: string): void {
    if (secret !== '') this.#secrets.push(secret);
  }

  /** Text of the conversation made fit to be shown. */
  safe(text: string): string {
    const redacted = this.#secrets.reduce((rest, secret) => rest.replaceAll(secret, hiddenMark), text);
    return escapeControl(redacted, maxText);
  }

  add(mark: TranscriptMark, text: string): void {
    const entry = { mark, text: this.safe(text) };
    if (this.#head.length < maxHead) {
      this.#head.push(entry);
      return;
    }
    this.#tail.push(entry);
    if (this.#tail.length > maxTail) {
      this.#tail.shift();
      this.#dropped += 1;
    }
  }

  get entries(): readonly TranscriptEntry[] {
    if (this.#dropped === 0) return [...this.#head, ...this.#tail];
    const gap: TranscriptEntry = { mark: 'info', text: `(${this.#dropped} entries left out here)` };
    return [...this.#head, gap, ...this.#tail];
  }
}

/** One line for each entry: prefix, space, text. Safe for a terminal also when the entries come from a file. */
export function formatTranscript(entries: readonly TranscriptEntry[]): string {
  return entries.map(({ mark, text }) => `${prefixes[mark]} ${escapeControl(text)}`.trimEnd()).join('\n');
}
