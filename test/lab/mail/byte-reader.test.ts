import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { ByteReader } from '../../../src/lab/mail/byte-reader.js';

test('gives lines, then bytes, however they arrive', async () => {
  const stream = new PassThrough();
  const reader = new ByteReader(stream);
  stream.write('BDA');
  const first = reader.segment(100);
  stream.write('T 3\r\nab');
  expect((await first)?.toString()).toBe('BDAT 3\r\n');
  expect((await reader.chunk(3))?.toString()).toBe('ab');
  stream.write('cQUIT\r\n');
  expect((await reader.chunk(1))?.toString()).toBe('c');
  expect((await reader.segment(100))?.toString()).toBe('QUIT\r\n');
  stream.end('rest');
  expect(await reader.segment(100)).toBeUndefined();
});

test('a line longer than the limit comes in parts of exactly the limit', async () => {
  const stream = new PassThrough();
  const reader = new ByteReader(stream);
  stream.end('abcdefg\n');
  expect((await reader.segment(3))?.toString()).toBe('abc');
  expect((await reader.segment(3))?.toString()).toBe('def');
  expect((await reader.segment(3))?.toString()).toBe('g\n');
  expect(await reader.segment(3)).toBeUndefined();
});

test('a sender that is faster than the reader is made to wait, and nothing is lost', async () => {
  const stream = new PassThrough();
  const reader = new ByteReader(stream);
  const total = 3 * 1024 * 1024;
  for (let sent = 0; sent < total; sent += 65536) stream.write(Buffer.alloc(65536, 'x'));
  stream.end();
  let received = 0;
  for (let part = await reader.chunk(1e9); part !== undefined; part = await reader.chunk(1e9)) {
    expect(part.length).toBeLessThan(1024 * 1024);
    received += part.length;
  }
  expect(received).toBe(total);
});

test('moving to another stream throws away what came in the clear', async () => {
  const clear = new PassThrough();
  const secure = new PassThrough();
  const reader = new ByteReader(clear);
  clear.write('STARTTLS\r\nMAIL FROM:<injected>\r\n');
  expect((await reader.segment(100))?.toString()).toBe('STARTTLS\r\n');
  reader.attach(secure);
  secure.write('EHLO x\r\n');
  expect((await reader.segment(100))?.toString()).toBe('EHLO x\r\n');
});
