import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { LineReader } from '../../src/wizard/line-reader.js';

function reading(terminal = false) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: terminal,
    setRawMode: (on: boolean) => modes.push(on),
  });
  const abort = new AbortController();
  return { input, modes, abort, reader: new LineReader(input, abort.signal) };
}

describe('lines', () => {
  test('several in one chunk, one in several chunks, CRLF, the last without its end', async () => {
    const { input, reader } = reading();
    input.write('one\r\ntwo\nthr');
    expect(await reader.line()).toBe('one');
    expect(await reader.line()).toBe('two');
    const third = reader.line();
    input.write('ee\nlast');
    expect(await third).toBe('three');
    input.end();
    expect(await reader.line()).toBe('last');
    expect(await reader.line()).toBeUndefined();
    expect(await reader.line()).toBeUndefined();
  });

  test('a character cut in two by the wire', async () => {
    const { input, reader } = reading();
    const line = reader.line();
    const bytes = Buffer.from('é\n');
    input.write(bytes.subarray(0, 1));
    input.write(bytes.subarray(1));
    expect(await line).toBe('é');
  });

  test('the input is paused while nobody reads', async () => {
    const { input, reader } = reading();
    const line = reader.line();
    input.write('one\n');
    await line;
    expect(input.isPaused()).toBe(true);
    expect(input.listenerCount('data')).toBe(0);
  });

  test('the signal ends a wait, and refuses the next one', async () => {
    const { reader, abort } = reading();
    const line = reader.line();
    abort.abort();
    await expect(line).rejects.toBeInstanceOf(Cancelled);
    await expect(reader.line()).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('a hidden line', () => {
  test.each([
    ['plain', 'secret\r', 'secret'],
    ['with backspaces', 'secx\u007fret\r', 'secret'],
    ['begun again with Ctrl-U', 'wrong\u0015secret\r', 'secret'],
    ['with a backspace too many', '\u007f\u007fa\r', 'a'],
  ])('%s', async (_name, typed, value) => {
    const { input, modes, reader } = reading(true);
    const line = reader.hiddenLine(() => {});
    input.write(typed);
    expect(await line).toBe(value);
    expect(modes).toEqual([true, false]);
  });

  test.each(['\u0003', '\u0004'])('%j cancels, and gives the terminal back', async (press) => {
    const { input, modes, reader } = reading(true);
    const line = reader.hiddenLine(() => {});
    input.write(`abc${press}`);
    await expect(line).rejects.toBeInstanceOf(Cancelled);
    expect(modes).toEqual([true, false]);
  });

  test('the question comes when the echo is off already', async () => {
    const { input, modes, reader } = reading(true);
    let before: boolean[] = [];
    const line = reader.hiddenLine(() => {
      before = [...modes];
    });
    input.write('x\r');
    await line;
    expect(before).toEqual([true]);
  });

  test('without a terminal it is a line like any other', async () => {
    const { input, modes, reader } = reading(false);
    input.write('secret\n');
    expect(await reader.hiddenLine(() => {})).toBe('secret');
    expect(modes).toEqual([]);
  });
});
