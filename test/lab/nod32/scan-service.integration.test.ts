import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askDaemon, probeDaemon } from '../../../src/lab/nod32/scan-client.js';
import { startScanService } from '../../../src/lab/nod32/scan-service.js';
import { ScanSlots } from '../../../src/lab/nod32/scan-slots.js';
import type { Judgement } from '../../../src/lab/scanning/judgement.js';

let folder: string;
let socketPath: string;
let server: Server | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nod32-scan-'));
  socketPath = join(folder, 'nod32d.sock');
});

afterEach(() => {
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

async function start(
  scan: (path: string) => Promise<Judgement>,
  slots = new ScanSlots(2),
): Promise<ScanSlots> {
  server = await startScanService({ socketPath, slots, scan, log: () => {} });
  return slots;
}

describe('the scanning service', () => {
  test('num_thr limits how many messages are scanned at once; the others wait and get their answer', async () => {
    const running: { readonly path: string; readonly finish: (judgement: Judgement) => void }[] = [];
    let changed: () => void = () => {};
    const scan = (path: string): Promise<Judgement> =>
      new Promise((finish) => {
        running.push({ path, finish });
        changed();
      });
    const slots = await start(scan);
    const answers = ['/a', '/b', '/c', '/d', '/e'].map((path) => askDaemon(socketPath, path));
    while (slots.busy + slots.waiting < 5) await new Promise((resolve) => setImmediate(resolve));
    expect(running).toHaveLength(2);
    expect(slots.waiting).toBe(3);
    for (let done = 0; done < 5; done += 1) {
      expect(slots.busy).toBeLessThanOrEqual(2);
      while (running[done] === undefined) {
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
      expect(running.length).toBeLessThanOrEqual(done + 2);
      running[done]?.finish([]);
    }
    expect(await Promise.all(answers)).toEqual([[], [], [], [], []]);
  });

  test('speaks as the real one does, as far as that is known', async () => {
    const found = {
      verdict: 'infected',
      start: 1,
      bodyStart: 2,
      end: 3,
      reason: 'EICAR test file',
      name: 'a b.com',
    };
    await start(async (path) => (path === '/clean' ? [] : [found as Judgement[number]]));
    const socket = connect(socketPath);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.write('HELO\nsmtp\nme\n\nPSET\nquarantine = no\n\nSCAN\n/clean\n\nSCAN\n/x\n\nWHAT\n\nQUIT\n\n');
    await new Promise((resolve) => socket.once('close', resolve));
    expect(text).toMatch(/^200 NOD32SS 2\.51 /);
    expect(text).toContain(
      '200 OK PSET\n\n201 CLEAN\n\n501 INFECTED|EICAR test file||\nOBJECT infected 1 2 3',
    );
    expect(text).toContain('500 ERROR|unknown request||\n\n');
    expect(await askDaemon(socketPath, '/x')).toEqual([found]);
  });

  test('a message that cannot be read is an error, not clean', async () => {
    await start(() => Promise.reject(new Error('no such message')));
    await expect(askDaemon(socketPath, '/gone')).rejects.toThrow(
      'nod32d answered: 500 ERROR|no such message||',
    );
  });

  test('replaces the socket of a dead daemon, yields to a living one', async () => {
    writeFileSync(socketPath, '');
    await start(async () => []);
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
    await expect(start(async () => [])).rejects.toThrow(/another nod32d answers/);
  });
});

describe('the client', () => {
  test('finds out that nobody is there', async () => {
    await expect(probeDaemon(socketPath)).rejects.toThrow(/ENOENT/);
  });

  test.each([
    ['another greeting', '500 go away\n', /greeted with: 500 go away/],
    ['a silent close', '', /closed the connection/],
  ])('does not take %s for nod32d', async (_, greeting, reason) => {
    const other = createServer((socket) => socket.end(greeting));
    await new Promise<void>((resolve) => other.listen(socketPath, resolve));
    await expect(probeDaemon(socketPath)).rejects.toThrow(reason);
    other.close();
  });
});
