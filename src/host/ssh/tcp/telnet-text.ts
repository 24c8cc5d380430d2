import { codedError } from '../../coded-error.js';

/*
 * What BSD's telnet, and those that come from it, make of a connection that is no telnet: they send LF as CR LF, NUL after
 * CR, 255 twice, and act upon control characters; of what comes they give CR LF as LF alone, unless the two came apart.
 */

const forbidden = 'the SSH server forbids forwarding, and all that there is on the server instead is telnet';

/** What it must be given so that what is wanted is sent. */
export class ToTelnet {
  /** A CR whose LF is still to come. */
  #held = '';

  /** @throws Error EPROHIBITED for bytes that would not arrive as they are. */
  take(chunk: Buffer): Buffer {
    const text = this.#held + chunk.toString('latin1');
    if (/^\x16\x03/.test(text)) throw codedError('EPROHIBITED', `${forbidden}, which cannot carry TLS`);
    this.#held = text.endsWith('\r') ? '\r' : '';
    const whole = text.slice(0, text.length - this.#held.length);
    const bare = whole.replaceAll('\r\n', '\n');
    if (/[\x00-\x08\x0b-\x1f\x7f\xff]/.test(bare) || /(?<!\r)\n/.test(whole))
      throw codedError('EPROHIBITED', `${forbidden}, which carries nothing but lines of text`);
    return Buffer.from(bare, 'latin1');
  }
}

const ownLines = ['Escape character', 'No escape'];
/** Characters; a line of its own is shorter. */
const longestOwn = 200;
const farewell = 'Connection closed by foreign host.\n';

/** What was sent, as far as that can be told from what it gives after it is connected. */
export class FromTelnet {
  #begun = false;
  /** May be words of its own: the rest decides. */
  #held = '';
  #afterCr = false;

  take(chunk: Buffer): Buffer {
    let text = this.#held + chunk.toString('latin1');
    this.#held = '';
    if (!this.#begun) {
      const mayGoOn = text.length <= longestOwn && !text.includes('\n');
      if (mayGoOn && ownLines.some((own) => own.startsWith(text) || text.startsWith(own))) {
        this.#held = text;
        return Buffer.alloc(0);
      }
      this.#begun = true;
      if (ownLines.some((own) => text.startsWith(own))) text = text.slice(text.indexOf('\n') + 1);
    }
    const lastLine = text.lastIndexOf('\n', text.length - 2) + 1;
    if (farewell.startsWith(text.slice(lastLine))) this.#held = text.slice(lastLine);
    return this.#asSent(text.slice(0, text.length - this.#held.length));
  }

  end(): Buffer {
    return this.#held === farewell ? Buffer.alloc(0) : this.#asSent(this.#held);
  }

  #asSent(text: string): Buffer {
    if (text === '') return Buffer.alloc(0);
    const ends = text.replace(/(?<!\r)\n/g, '\r\n');
    const whole = this.#afterCr && text.startsWith('\n') ? ends.slice(1) : ends;
    this.#afterCr = text.endsWith('\r');
    return Buffer.from(whole, 'latin1');
  }
}
