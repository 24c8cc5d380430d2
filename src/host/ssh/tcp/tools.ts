import { FromTelnet, ToTelnet } from './telnet-text.js';
import type { ToolName } from './tool-script.js';
import type { Carriage } from './tool-stream.js';

export interface Tool {
  /**
   * Where in its output what the server says begins, as soon as it is connected; undefined: it is not yet.
   * @param output what follows the line with its name. @param words its standard error.
   */
  begins(output: string, words: string): number | undefined;
  carriage(): Carriage;
}

const asItIs = (halfCloses: boolean): Carriage => ({
  incoming: (chunk) => chunk,
  rest: () => Buffer.alloc(0),
  outgoing: (chunk) => chunk,
  halfCloses,
});

export const tools: Readonly<Record<ToolName, Tool>> = {
  perl: {
    begins: (output) => (output.startsWith('connected\n') ? 'connected\n'.length : undefined),
    carriage: () => asItIs(true),
  },
  nc: {
    // OpenBSD's: "Connection to 127.0.0.1 25 port [tcp/*] succeeded!"; the one of Hobbit: "(UNKNOWN) [127.0.0.1] 25 (smtp) open"; that
    // of nmap: "Connected to 127.0.0.1:25". Whoever speaks first is connected too: the two outputs come in any order.
    begins: (output, words) =>
      output !== '' || /succeeded!|\) open|\bopen\r?$|connected to /im.test(words) ? 0 : undefined,
    // A recent one of OpenBSD shows that the server has hung up only once something is said to it.
    carriage: () => asItIs(true),
  },
  telnet: {
    begins(output) {
      const connected = /^Connected to .*\n/m.exec(output);
      return connected === null ? undefined : connected.index + connected[0].length;
    },
    carriage() {
      const to = new ToTelnet();
      const from = new FromTelnet();
      return {
        incoming: (chunk) => from.take(chunk),
        rest: () => from.end(),
        outgoing: (chunk) => to.take(chunk),
        // It would hang up at the end of its input.
        halfCloses: false,
      };
    },
  },
};
