import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { LineReader } from '../../src/smtp/line-reader.js';
import { FakeStream, scriptedServer, tcp } from './scripted-server.js';

const text = async (line: Promise<Buffer>) => (await line).toString('latin1');

describe('LineReader on a stream', () => {
  test('lines end with CRLF or LF, and may come in any pieces', async () => {
    const stream = new FakeStream();
    const reader = new LineReader(stream);
    const first = reader.readLine(1000);
    for (const piece of ['on', 'e\r', '\ntwo\n\r\nth\rree', '\r\n']) stream.push(piece);
    expect(await text(first)).toBe('one');
    expect(await text(reader.readLine(1000))).toBe('two');
    expect(await text(reader.readLine(1000))).toBe('');
    expect(await text(reader.readLine(1000))).toBe('th\rree');
  });

  test('what came before the end is given out first; the unfinished rest is told', async () => {
    const stream = new FakeStream();
    const reader = new LineReader(stream);
    stream.push('whole\r\nhal\u001b');
    stream.push(null);
    expect(await text(reader.readLine(1000))).toBe('whole');
    await expect(reader.readLine(1000)).rejects.toMatchObject({ reason: 'closed', heard: ['hal\\x1b'] });
  });

  test.each([
    ['exactly the limit', 10, '\r\n', true],
    ['one byte more', 11, '\r\n', false],
    ['one byte more, ended by LF', 11, '\n', false],
  ])('a line of %s', async (_, length, end, fits) => {
    const stream = new FakeStream();
    const reader = new LineReader(stream, { maxLineBytes: 10 });
    stream.push('x'.repeat(length) + end);
    const line = text(reader.readLine(1000));
    if (fits) expect(await line).toBe('x'.repeat(length));
    else await expect(line).rejects.toMatchObject({ reason: 'too-long' });
  });

  test('a limit reached before the CR and LF arrive is no offence', async () => {
    const stream = new FakeStream();
    const reader = new LineReader(stream, { maxLineBytes: 10 });
    const line = reader.readLine(1000);
    for (const piece of ['x'.repeat(10), '\r', '\n']) {
      stream.push(piece);
      await new Promise(setImmediate);
    }
    expect(await text(line)).toBe('x'.repeat(10));
  });

  test('a cancelled read fails at once, and leaves no listener on the signal', async () => {
    const stream = new FakeStream();
    const cancel = new AbortController();
    const reader = new LineReader(stream, { signal: cancel.signal });
    stream.push('one\n');
    await reader.readLine(1000);
    expect(getEventListeners(cancel.signal, 'abort')).toHaveLength(0);
    const waiting = expect(reader.readLine(60_000)).rejects.toMatchObject({ reason: 'cancelled' });
    cancel.abort();
    await waiting;
    await expect(reader.readLine(1000)).rejects.toMatchObject({ reason: 'cancelled' });
    expect(getEventListeners(cancel.signal, 'abort')).toHaveLength(0);
  });

  test('a stream that is over already', async () => {
    const stream = new FakeStream();
    stream.destroy();
    const reader = new LineReader(stream);
    expect(reader.over).toBe(true);
    await expect(reader.readLine(1000)).rejects.toMatchObject({ reason: 'closed' });
  });

  test('two reads at a time are a mistake of ours', async () => {
    const reader = new LineReader(new FakeStream());
    const first = expect(reader.readLine(20)).rejects.toMatchObject({ reason: 'timeout' });
    expect(() => reader.readLine(20)).toThrow('one read at a time');
    await first;
  });
});

describe('LineReader against a hostile server', () => {
  test('an endless line ends at the limit', async () => {
    let sent = 0;
    await using server = await scriptedServer(({ socket }) => {
      const pour = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536, 'x'))) sent += 65_536;
      };
      socket.on('drain', pour);
      pour();
    });
    const socket = await tcp(server.port);
    const reader = new LineReader(socket);
    await expect(reader.readLine(5000)).rejects.toMatchObject({ reason: 'too-long' });
    expect(socket.bytesRead).toBeLessThan(1024 * 1024);
    expect(sent).toBeGreaterThan(4096);
    socket.destroy();
  });

  test('a flood of lines nobody asks for is not read into memory', async () => {
    await using server = await scriptedServer(({ socket }) => {
      const flood = Buffer.from('220-line\r\n'.repeat(5000));
      const pour = () => {
        while (!socket.destroyed && socket.write(flood));
      };
      socket.on('drain', pour);
      pour();
    });
    const socket = await tcp(server.port);
    const reader = new LineReader(socket);
    for (let line = 0; line < 100; line += 1) expect(await text(reader.readLine(5000))).toBe('220-line');
    await expect.poll(() => socket.isPaused()).toBe(true);
    expect(socket.bytesRead).toBeLessThan(1024 * 1024);
    socket.destroy();
  });

  test('a byte now and then does not stretch the deadline', async () => {
    await using server = await scriptedServer(({ socket, say }) => {
      const drip = setInterval(() => say('x'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    const socket = await tcp(server.port);
    await expect(new LineReader(socket).readLine(300)).rejects.toMatchObject({
      reason: 'timeout',
      heard: [expect.stringMatching(/^x+$/)],
    });
    socket.destroy();
  });

  test('a reset is a reset', async () => {
    await using server = await scriptedServer(async ({ hear, socket }) => {
      await hear();
      socket.resetAndDestroy();
    });
    const socket = await tcp(server.port);
    const reader = new LineReader(socket);
    socket.write('cut me off\r\n');
    await expect(reader.readLine(5000)).rejects.toMatchObject({ reason: 'reset' });
  });

  test('waitForClose: sees the end, throws away what is still said, and does not wait for ever', async () => {
    await using server = await scriptedServer(({ socket, say, number }) => {
      say('421 bye\r\n');
      if (number === 1) socket.end('more\r\n'.repeat(100_000));
    });
    const closing = await tcp(server.port);
    const reader = new LineReader(closing);
    await reader.readLine(5000);
    expect(await reader.waitForClose(5000)).toBe(true);
    const staying = await tcp(server.port);
    const patient = new LineReader(staying);
    await patient.readLine(5000);
    expect(await patient.waitForClose(50)).toBe(false);
    staying.destroy();
  });
});
