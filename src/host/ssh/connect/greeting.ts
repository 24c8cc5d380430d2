/** What a server says before keys are exchanged (RFC 4253, 4.2): perhaps lines of text, then what it calls itself. */
export interface Greeting {
  readonly kind: 'greeting';
  /** Such as `SSH-2.0-OpenSSH_3.6.1p2`. */
  readonly ident: string;
  /** The lines before it, cut; not safe to show. */
  readonly text: string;
  /** From its identification on. */
  readonly bytes: Buffer;
}

export interface GreetingTrouble {
  /** Text without end; a server that knows only protocol 1; another kind of identification. */
  readonly kind: 'endless' | 'protocol-1' | 'not-ssh';
  readonly text: string;
}

/** Text that is kept to be shown. */
const shownLength = 2048;
/** Bytes before the identification, and of it: far more than any server has to say. */
const mostBytes = 64 * 1024;
const mostIdent = 1024;

/** Takes what comes in any pieces. */
export class GreetingReader {
  text = '';
  #line = Buffer.alloc(0);
  #seen = 0;

  /** Undefined: more is needed. */
  read(chunk: Buffer): Greeting | GreetingTrouble | undefined {
    let rest = Buffer.concat([this.#line, chunk]);
    this.#seen += chunk.length;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      const line = rest.toString('utf8', 0, end).replace(/\r$/, '');
      if (line.startsWith('SSH-')) return this.#identified(line, rest);
      this.#keep(`${line}\n`);
      rest = rest.subarray(end + 1);
    }
    this.#line = rest;
    const tooLong = rest.length > (rest.toString('latin1', 0, 4) === 'SSH-' ? mostIdent : mostBytes);
    if (!tooLong && this.#seen <= mostBytes) return undefined;
    this.#keep(rest.toString('utf8', 0, shownLength));
    return { kind: 'endless', text: this.text };
  }

  #identified(ident: string, bytes: Buffer): Greeting | GreetingTrouble {
    if (/^SSH-(2\.0|1\.99)-/.test(ident)) return { kind: 'greeting', ident, text: this.text, bytes };
    return { kind: /^SSH-1\./.test(ident) ? 'protocol-1' : 'not-ssh', text: ident.slice(0, shownLength) };
  }

  #keep(text: string): void {
    if (this.text.length < shownLength) this.text += text.slice(0, shownLength - this.text.length);
  }
}
