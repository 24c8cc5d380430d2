import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameReader } from '../../../../src/host/ssh/shell/frames.js';

/** What a reader tells of a text that comes in these pieces. */
function read(...pieces: readonly (string | Buffer)[]) {
  const told = { stdout: '', stderr: '', ends: [] as string[], codes: [] as number[] };
  const reader = frameReader({
    stdout: (bytes) => {
      told.stdout += bytes.toString('latin1');
    },
    stderr: (bytes) => {
      told.stderr += bytes.toString('latin1');
    },
    end: (which) => void told.ends.push(which),
    status: (code) => void told.codes.push(code),
  });
  for (const piece of pieces) reader(Buffer.from(piece));
  return told;
}

/** As `od -An -v` prints it: 16 bytes a line. */
function od(text: string, base: 8 | 16): string {
  const width = base === 16 ? 2 : 3;
  const lines = text.match(/[\s\S]{1,16}/g) ?? [];
  const number = (char: string) => ` ${char.charCodeAt(0).toString(base).padStart(width, '0')}`;
  return lines.map((line) => `${[...line].map(number).join('')}\n`).join('');
}

const bytes = fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array).toString('latin1'));

test('both outputs are whole, wherever the chunks are cut', () => {
  fc.assert(
    fc.property(bytes, bytes, fc.integer({ min: 1, max: 40 }), (out, err, size) => {
      const text = `${od(out, 16)}${od(err, 8)}o\n= 3\ne\n`;
      const told = read(...(text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []));
      expect(told).toEqual({ stdout: out, stderr: err, ends: ['stdout', 'stderr'], codes: [3] });
    }),
  );
});

test('an end comes after the bytes that are before it in the same chunk', () => {
  const order: string[] = [];
  frameReader({
    stdout: (chunk) => void order.push(chunk.toString()),
    stderr: () => {},
    end: (which) => void order.push(which),
    status: (code) => void order.push(String(code)),
  })(Buffer.from(' 61 62\r\no\r\n= 0\r\n'));
  expect(order).toEqual(['ab', 'stdout', '0']);
});

test.each([
  ['a word', 'Last login: Sun Nov 22\n'],
  ['a status that is none', '= 1234\n= -1\n= 1 2\n'],
  ['numbers of another length', ' 1 0001 61626\n'],
  ['an empty line', '\n\r\n'],
])('%s is passed over', (_, noise) => {
  expect(read(`${noise} 61\n`)).toEqual({ stdout: 'a', stderr: '', ends: [], codes: [] });
});

test('a line without end is cut, and does not fill the memory', () => {
  const endless = Buffer.alloc(64 * 1024, 'x');
  const told = read(...Array.from({ length: 64 }, () => endless), '\n 61\n= 0\n');
  expect(told).toEqual({ stdout: 'a', stderr: '', ends: [], codes: [0] });
});

test.each([' ff\n', ' 377\n'])('numbers of a byte without its bounds: %j', (line) => {
  const { stdout, stderr } = read(line);
  expect(stdout + stderr).toBe('\xff');
});
