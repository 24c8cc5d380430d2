import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GreetingReader } from '../../../../src/host/ssh/connect/greeting.js';

function readAll(pieces: readonly Buffer[]) {
  const reader = new GreetingReader();
  for (const [index, piece] of pieces.entries()) {
    const outcome = reader.read(piece);
    if (outcome !== undefined) return { outcome, rest: pieces.slice(index + 1) };
  }
  return undefined;
}

test('in whatever pieces it comes, nothing is lost', () => {
  const bytes = Buffer.from('hello\r\nSSH is here\nSSH-1.99-OpenSSH_3.6.1p2\r\n\0\x01\x02packet', 'latin1');
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (sizes) => {
      const pieces: Buffer[] = [];
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        pieces.push(bytes.subarray(at, at + size));
        at += size;
      }
      const read = readAll(pieces);
      expect(read?.outcome).toMatchObject({
        kind: 'greeting',
        ident: 'SSH-1.99-OpenSSH_3.6.1p2',
        text: 'hello\nSSH is here\n',
      });
      const given = read?.outcome.kind === 'greeting' ? read.outcome.bytes : Buffer.alloc(0);
      const onwards = Buffer.concat([given, ...(read?.rest ?? [])]);
      expect(onwards.toString('latin1')).toBe('SSH-1.99-OpenSSH_3.6.1p2\r\n\0\x01\x02packet');
    }),
  );
});

test.each([
  ['SSH-2.0-x\n', 'greeting'],
  ['SSH-1.5-x\r\n', 'protocol-1'],
  ['SSH-3.0-x\r\n', 'not-ssh'],
  [`${'x'.repeat(66_000)}`, 'endless'],
  ['line\n'.repeat(14_000), 'endless'],
  [`SSH-2.0-${'x'.repeat(2000)}`, 'endless'],
])('%#: %s', (text, kind) => {
  expect(new GreetingReader().read(Buffer.from(text))?.kind).toBe(kind);
});

test('of much text only the beginning is kept', () => {
  const reader = new GreetingReader();
  reader.read(Buffer.from('line\n'.repeat(1000)));
  expect(reader.text).toHaveLength(2048);
});
