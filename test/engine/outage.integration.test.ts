import { connect, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { measureOutage } from '../../src/engine/outage.js';
import type { Host } from '../../src/host/host.js';
import { untouchedHost } from '../support/untouched-host.js';

/** Port 25 of a server that can fall silent. */
class Port25 {
  silent = false;
  tries = 0;
  #server: Server | undefined;

  async open(): Promise<Host> {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      this.tries += 1;
      if (this.silent) socket.destroy();
      else socket.end('220 mail AXIGEN ESMTP ready\r\n');
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return untouchedHost({ connect: async () => connect(address.port, '127.0.0.1') });
  }

  /** Somebody has tried once more since. */
  async tried(): Promise<void> {
    const before = this.tries;
    while (this.tries === before) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Does something again and again until somebody has met the silence. */
  async met(something: () => void): Promise<void> {
    const before = this.tries;
    while (this.tries < before + 2) {
      something();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  close(): void {
    this.#server?.close();
  }
}

const port = new Port25();
afterEach(() => {
  port.close();
  port.silent = false;
});

describe('how long port 25 is silent', () => {
  test('nothing was begun: nothing is said', async () => {
    const meter = measureOutage(await port.open(), 25);
    expect(await meter.end()).toBeUndefined();
  });

  test('silent once: from the beginning to the first greeting after it', async () => {
    const meter = measureOutage(await port.open(), 25);
    port.silent = true;
    meter.begin();
    await port.tried();
    port.silent = false;
    await port.tried();
    expect(await meter.end()).toBeGreaterThan(0);
  });

  test('silent once more in the same stage: it is watched again, and nobody is waited for twice', async () => {
    const meter = measureOutage(await port.open(), 25);
    port.silent = true;
    meter.begin();
    await port.tried();
    port.silent = false;
    await port.tried();
    // Over, as a client sees it; what comes next silences it again.
    const met = port.met(() => {
      port.silent = true;
      meter.begin();
    });
    await met;
    expect(await meter.end(), 'it never came back').toBeUndefined();
  });

  test('it does not come back: nothing is said', async () => {
    const meter = measureOutage(await port.open(), 25, 200);
    port.silent = true;
    meter.begin();
    await port.tried();
    expect(await meter.end()).toBeUndefined();
  });

  test('called off, nobody tries any more', async () => {
    const meter = measureOutage(await port.open(), 25);
    port.silent = true;
    meter.begin();
    await port.tried();
    meter.cancel();
    expect(await meter.end()).toBeUndefined();
  });
});
