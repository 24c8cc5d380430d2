import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { lines, sh } from '../../../src/host/shell.js';
import type { SshLine } from '../../../src/host/ssh/line.js';
import { LineLost } from '../../../src/host/ssh/line.js';
import { type ConnectMeans, connectOverSsh } from '../../../src/host/ssh/tcp/connect.js';
import { freePort } from '../../support/ssh/free-port.js';
import { startRelay } from '../../support/ssh/relay.js';
import { temporaryFolder } from '../temporary-folder.js';
import { listeners, unanswering } from './listener.js';
import { meansOver, plainTarget } from './plain-target.js';

const inFolder = temporaryFolder();
const listen = listeners();
const forwarding = plainTarget();
const forbidding = plainTarget(['AllowTcpForwarding no']);
const partly = plainTarget(['PermitOpen 127.0.0.1:1']);

/** Fragments that find none but these programs. */
function only(line: SshLine, programs: readonly string[]): ConnectMeans {
  const folder = inFolder(`only ${programs.join(' ')}`);
  mkdirSync(folder, { recursive: true });
  for (const name of programs)
    if (!existsSync(`${folder}/${name}`)) symlinkSync(`/usr/bin/${name}`, `${folder}/${name}`);
  const { start } = meansOver(line);
  return { line, start: (script, options) => start(lines(sh`PATH=${folder}`, script), options) };
}

/** What comes until a text has come, or to the end. */
async function read(stream: Duplex, until?: string): Promise<string> {
  let text = '';
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    text += (chunk as Buffer).toString('latin1');
    if (until !== undefined && text.includes(until)) break;
  }
  return text;
}

/** The programs of this machine that were told to connect to that port. */
function connectedTo(port: number): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const words = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0') : [];
      return words.includes(String(port)) ? [words.join(' ')] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

function smtp(socket: Socket): void {
  socket.write('220 mail ready\r\n');
  let held = '';
  socket.on('data', (chunk: Buffer) => {
    const whole = (held + chunk.toString('latin1')).split('\r\n');
    held = whole.pop() ?? '';
    for (const line of whole) {
      socket.write(`250 <${line}>\r\n`, 'latin1');
      if (line === 'QUIT') socket.end();
    }
  });
}

const ways: [string, () => Promise<SshLine>, readonly string[]][] = [
  ['the line itself', () => forwarding.line(), []],
  ['perl', () => forbidding.line(), ['perl']],
  ['nc', () => forbidding.line(), ['nc']],
  ['telnet', () => forbidding.line(), ['telnet', 'cat']],
];

describe.each(ways)('through %s', (_, newLine, programs) => {
  let line: SshLine;
  beforeAll(async () => {
    line = await newLine();
  });
  const connect = (port: number, options?: { address?: string; timeoutMs?: number }) =>
    connectOverSsh(only(line, programs), port, options);

  test('a dialogue', async () => {
    const stream = await connect(await listen(smtp));
    expect(await read(stream, '\n')).toBe('220 mail ready\r\n');
    stream.write('EHLO me\r\nMAIL FROM:<\xe9@x>\r\n', 'latin1');
    expect(await read(stream, '\xe9@x>>\r\n')).toBe('250 <EHLO me>\r\n250 <MAIL FROM:<\xe9@x>>\r\n');
    stream.write('QUIT\r');
    stream.write('\n');
    expect(await read(stream, '\n')).toBe('250 <QUIT>\r\n');
    stream.destroy();
  });

  test('a server that waits to be spoken to', async () => {
    const stream = await connect(await listen((socket) => socket.on('data', (line) => socket.end(line))));
    stream.write('GET / HTTP/1.0\r\n');
    expect(await read(stream, '\n')).toBe('GET / HTTP/1.0\r\n');
    stream.destroy();
  });

  test('another address', async () => {
    const port = await listen(smtp, { address: '127.0.0.2' });
    // Not the usual one, where another test may just have got the same port.
    await expect(connect(port, { address: '127.0.0.3' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    (await connect(port, { address: '127.0.0.2' })).destroy();
  });

  test('a refusal has its code', async () => {
    await expect(connect(await freePort())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('several side by side', async () => {
    const port = await listen(smtp);
    const all = await Promise.all(Array.from({ length: 4 }, () => connect(port)));
    expect(await Promise.all(all.map((one) => read(one, '\n')))).toEqual(Array(4).fill('220 mail ready\r\n'));
    for (const one of all) one.destroy();
  });
});

describe.each(ways.filter(([way]) => way !== 'telnet'))('bytes through %s', (_, newLine, programs) => {
  test('of every value, many of them, both ways', async () => {
    const line = await newLine();
    const content = randomBytes(3_000_000);
    const port = await listen((socket) => void socket.pipe(socket));
    const stream = await connectOverSsh(only(line, programs), port);
    stream.write(content);
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length === content.length) break;
    }
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
  });
});

describe.each(ways.filter(([way]) => way !== 'the line itself'))('the program %s', (_, newLine, programs) => {
  test('whoever closes takes the program along', async () => {
    let over = false;
    const port = await listen((socket) => {
      socket.write('220 hello\r\n');
      socket.once('close', () => {
        over = true;
      });
      socket.resume();
      socket.once('end', () => socket.destroy());
    });
    const line = await newLine();
    const stream = await connectOverSsh(only(line, programs), port);
    await read(stream, '\n');
    stream.destroy();
    await once(stream, 'close');
    await vi.waitFor(() => expect(over).toBe(true), { timeout: 10_000 });
  });

  test('the line is lost meanwhile', async () => {
    const relay = await startRelay(forbidding.sshd().port);
    const through = await forbidding.line({ port: relay.port });
    let talking: NodeJS.Timeout | undefined;
    const port = await listen((socket) => {
      talking = setInterval(() => socket.write('250 more\r\n'), 20);
      socket.on('error', () => {}).once('close', () => clearInterval(talking));
    });
    const stream = await connectOverSsh(only(through, programs), port);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    expect(connectedTo(port)).not.toEqual([]);
    relay.cut();
    await closed;
    // Nothing is left there that talks to nobody: some telnets would, for ever.
    await vi.waitFor(() => expect(connectedTo(port)).toEqual([]), { timeout: 15_000 });
    clearInterval(talking);
    await expect(connectOverSsh(only(through, programs), 25)).rejects.toBeInstanceOf(LineLost);
    await relay.end();
  });
});

test('telnet that still waits for an answer goes with the line', async () => {
  const relay = await startRelay(forbidding.sshd().port);
  const through = await forbidding.line({ port: relay.port });
  const full = await unanswering();
  const words = `telnet -E 127.0.0.1 ${full.port}`;
  try {
    const tried = connectOverSsh(only(through, ['telnet', 'cat']), full.port, { timeoutMs: 30_000 });
    await vi.waitFor(() => expect(connectedTo(full.port).join()).toContain(words), { timeout: 15_000 });
    relay.cut();
    await expect(tried).rejects.toThrow();
    await vi.waitFor(() => expect(connectedTo(full.port)).toEqual([]), { timeout: 15_000 });
  } finally {
    full.end();
    await relay.end();
  }
});

// A recent nc of OpenBSD goes on until its own input ends.
describe.each(ways.filter(([way]) => way !== 'nc'))('through %s', (_, newLine, programs) => {
  test('a server that says one thing and hangs up', async () => {
    const line = await newLine();
    const stream = await connectOverSsh(
      only(line, programs),
      await listen((socket) => socket.end('421 too busy\r\n')),
    );
    expect(await read(stream)).toBe('421 too busy\r\n');
  });
});

describe('telnet carries text alone', () => {
  test.each([
    ['TLS', Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05]), /telnet, which cannot carry TLS/],
    ['other bytes', Buffer.from([0xff, 0x00]), /telnet, which carries nothing but lines of text/],
  ])('%s is refused', async (_, bytes, words) => {
    const line = await forbidding.line();
    const stream = await connectOverSsh(only(line, ['telnet', 'cat']), await listen(smtp));
    const failed = once(stream, 'error');
    stream.write(bytes);
    const [error] = await failed;
    expect(error).toMatchObject({ code: 'EPROHIBITED', message: expect.stringMatching(words) });
  });
});

test('no program: the error says that forwarding is forbidden and nothing is there instead', async () => {
  const line = await forbidding.line();
  const failed = connectOverSsh(only(line, []), 25);
  await expect(failed).rejects.toMatchObject({
    code: 'EPROHIBITED',
    message: expect.stringMatching(/forbids forwarding, and there is no perl, nc or telnet/),
  });
});

test('forwarding that is forbidden is tried once on a line', async () => {
  const line = await forbidding.line();
  let tried = 0;
  const forward: SshLine['forward'] = (address, port) => {
    tried += 1;
    return line.forward(address, port);
  };
  const { start } = only(line, ['perl']);
  const counted = { ...line, forward };
  for (const port of [await listen(smtp), await listen(smtp)])
    (await connectOverSsh({ line: counted, start }, port)).destroy();
  expect(tried).toBe(1);
});

test('what is forbidden for one port is allowed for another, with no program there', async () => {
  const line = await partly.line();
  await expect(connectOverSsh(only(line, []), await freePort())).rejects.toMatchObject({
    code: 'EPROHIBITED',
  });
  await expect(connectOverSsh(only(line, []), 1)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test.each(ways)('nobody answers: %s', async (_, newLine, programs) => {
  const line = await newLine();
  const full = await unanswering();
  try {
    const tried = connectOverSsh(only(line, programs), full.port, { timeoutMs: 300 });
    await expect(tried).rejects.toMatchObject({
      code: 'ETIMEDOUT',
      message: `no answer from 127.0.0.1:${full.port} within 300 ms`,
    });
  } finally {
    full.end();
  }
});
