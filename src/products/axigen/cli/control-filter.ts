const IAC = 0xff;
const SE = 0xf0;
const SB = 0xfa;
const WILL = 0xfb;
const ESC = 0x1b;
const BEL = 0x07;
const NUL = 0x00;
const CSI = '['.charCodeAt(0);
const OSC = ']'.charCodeAt(0);

type State = 'text' | 'command' | 'option' | 'negotiation' | 'negotiation-command' | 'escape' | 'csi' | 'osc';

/**
 * Takes out of a stream what is meant for a terminal: telnet commands and console codes, which AXIGEN sends around the
 * password until they are switched off, and perhaps after (facts: axigen 2). Telnet's offers are left unanswered: an answer
 * would reach a server that is no telnet server as part of a command. Sequences may be cut anywhere between chunks.
 */
export class ControlFilter {
  #state: State = 'text';

  filter(chunk: Uint8Array): Buffer {
    const text: number[] = [];
    for (const byte of chunk) {
      if (this.#isText(byte)) text.push(byte);
    }
    return Buffer.from(text);
  }

  #isText(byte: number): boolean {
    const before = this.#state;
    this.#state = next(before, byte);
    return before === 'text' && this.#state === 'text' && byte !== NUL && byte !== BEL;
  }
}

function next(state: State, byte: number): State {
  switch (state) {
    case 'text':
      if (byte === IAC) return 'command';
      return byte === ESC ? 'escape' : 'text';
    case 'command':
      if (byte === SB) return 'negotiation';
      return byte >= WILL && byte < IAC ? 'option' : 'text';
    case 'option':
      return 'text';
    case 'negotiation':
      return byte === IAC ? 'negotiation-command' : 'negotiation';
    case 'negotiation-command':
      return byte === SE ? 'text' : 'negotiation';
    case 'escape':
      if (byte === CSI) return 'csi';
      if (byte === OSC) return 'osc';
      // ESC ( B and the like: bytes between, then a final one.
      return byte >= 0x20 && byte <= 0x2f ? 'escape' : 'text';
    case 'csi':
      return byte >= 0x40 && byte <= 0x7e ? 'text' : 'csi';
    case 'osc':
      if (byte === ESC) return 'escape';
      return byte === BEL ? 'text' : 'osc';
  }
}
