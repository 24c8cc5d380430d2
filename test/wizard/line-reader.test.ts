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

describe('a paste', () => {
  async function pasting(...chunks: string[]) {
    const { input, modes, reader } = reading(true);
    let shown = '';
    const lines: (string | undefined)[] = [];
    const done = reader
      .pasting(
        (text) => {
          shown += text;
        },
        async () => {
          for (;;) {
            const line = await reader.pastedLine();
            lines.push(line);
            if (line === undefined || line === '.') return lines;
          }
        },
      )
      .catch((error: unknown) => error);
    for (const chunk of chunks) {
      input.write(chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { result: await done, shown, modes, reader, input };
  }

  test.each([
    ['CR for Enter', ['a: 1\rb: 2\r.\r']],
    ['LF', ['a: 1\nb: 2\n.\n']],
    ['CRLF', ['a: 1\r\nb: 2\r\n.\r\n']],
    ['CRLF cut in two', ['a: 1\r', '\nb: ', '2\r', '\n.\r']],
  ])('%s', async (_name, chunks) => {
    const { result, modes } = await pasting(...chunks);
    expect(result).toEqual(['a: 1', 'b: 2', '.']);
    expect(modes).toEqual([true, false]);
  });

  test('a blank line is a line', async () => {
    const { result } = await pasting('a\r\r', '\r.\r');
    expect(result).toEqual(['a', '', '', '.']);
  });

  test('a line longer than what a terminal edits', async () => {
    const long = 'x'.repeat(9000);
    expect((await pasting(`${long}\r.\r`)).result).toEqual([long, '.']);
  });

  test('is echoed without what commands a terminal', async () => {
    const { shown } = await pasting('ab\u007fc\u001b[2J\r', '.\r');
    expect(shown).toBe('ab\b \bc[2J\n.\n');
  });

  test('Ctrl-D gives it up, and the input goes on', async () => {
    const { result, reader, input } = await pasting('a\r', 'b\u0004');
    expect(result).toEqual(['a', undefined]);
    const next = reader.line();
    input.write('2\n');
    expect(await next).toBe('2');
  });

  test('Ctrl-C cancels', async () => {
    const { result, modes } = await pasting('a\r\u0003');
    expect(result).toBeInstanceOf(Cancelled);
    expect(modes).toEqual([true, false]);
  });
});

describe('a hidden line', () => {
  test.each([
    ['plain', 'secret\r', 'secret'],
    ['with backspaces', 'secx\u007fret\r', 'secret'],
    ['begun again with Ctrl-U', 'wrong\u0015secret\r', 'secret'],
    ['with a Ctrl-Z', 'sec\u001aret\r', 'secret'],
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
