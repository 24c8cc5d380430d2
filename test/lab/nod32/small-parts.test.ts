import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logLine } from '../../../src/lab/nod32/daemon-log.js';
import { decodeStart } from '../../../src/lab/nod32/decode-body.js';
import { footnoteText, templateText } from '../../../src/lab/nod32/footnote.js';
import { entityFields } from '../../../src/lab/nod32/mime-fields.js';
import { readJudgement, writeJudgement } from '../../../src/lab/nod32/protocol.js';
import { ScanSlots } from '../../../src/lab/nod32/scan-slots.js';

describe('the socket protocol', () => {
  const object = fc.record({
    verdict: fc.constantFrom('infected' as const, 'notscanned' as const),
    start: fc.nat(),
    bodyStart: fc.nat(),
    end: fc.nat(),
    reason: fc.string({ minLength: 1 }).map((text) => text.replace(/[|\n]/g, ' ')),
    name: fc.string(),
  });

  test('a judgement survives the way', () => {
    fc.assert(
      fc.property(fc.array(object), (judgement) => {
        expect(readJudgement(writeJudgement(judgement).replace(/\n\n$/, ''))).toEqual(judgement);
      }),
    );
  });

  test.each([
    '',
    '500 ERROR|x||',
    '501 INFECTED|x||',
    '501 INFECTED|x||\nOBJECT what',
    '401 Access denied for agent cli',
  ])('%j is no judgement', (block) => expect(() => readJudgement(block)).toThrow('nod32d answered'));
});

describe('scan slots', () => {
  test('a higher limit lets waiting work in, a lower one holds new work back', async () => {
    const slots = new ScanSlots(1);
    const finish: (() => void)[] = [];
    const work = (): Promise<void> =>
      slots.run(
        () =>
          new Promise((resolve) => {
            finish.push(resolve);
          }),
      );
    const all = [work(), work(), work()];
    expect([slots.busy, slots.waiting]).toEqual([1, 2]);
    slots.resize(3);
    expect([slots.busy, slots.waiting]).toEqual([3, 0]);
    slots.resize(1);
    all.push(work());
    expect([slots.busy, slots.waiting]).toEqual([3, 1]);
    while (finish.length < 4) {
      await Promise.resolve();
      finish.at(-1)?.();
      finish[0]?.();
      finish[1]?.();
    }
    for (const done of finish) done();
    await Promise.all(all);
    expect([slots.busy, slots.waiting]).toEqual([0, 0]);
  });

  test('work that fails gives its slot back', async () => {
    const slots = new ScanSlots(1);
    await expect(slots.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await slots.run(async () => 'next')).toBe('next');
  });
});

describe('MIME', () => {
  test.each([
    [['Content-Type: TEXT/Plain; charset=x; name=a.txt'], { type: 'text/plain', name: 'a.txt' }],
    [
      ['Content-Type: multipart/mixed;', '\tboundary="a\\"b;c"'],
      { type: 'multipart/mixed', boundary: 'a"b;c' },
    ],
    [['content-transfer-encoding: BASE64 '], { encoding: 'base64', type: 'text/plain' }],
    [
      ['Content-Disposition: attachment; filename="x y.com"', 'Content-Type: a/b; name=z'],
      { name: 'x y.com' },
    ],
    [['garbage', ' folded nothing'], { type: 'text/plain', encoding: '7bit', boundary: undefined }],
  ])('%j', (lines, expected) => expect(entityFields(lines)).toMatchObject(expected));

  test.each([
    ['7bit', 'as is', 'as is'],
    ['base64', 'YWJj\r\nZGVm\r\n', 'abcdef'],
    ['quoted-printable', 'a=3Db=\r\nc=20', 'a=bc '],
    ['x-uuencode', 'x', undefined],
  ])('%s', (encoding, body, expected) =>
    expect(decodeStart(Buffer.from(body), encoding)?.toString('latin1')).toBe(expected),
  );
});

describe('texts', () => {
  test('a log line is one line', () => {
    const when = new Date(2007, 0, 9, 3, 4, 5);
    expect(logLine(when, 'mail', 'nod32d', 7, 'a\nb\x1b[31m')).toBe(
      'Jan  9 03:04:05 mail nod32d[7]: a?b?[31m\n',
    );
  });

  test('a template loses its tags and comments', () => {
    expect(templateText('<p>a &lt;b&gt; &amp;c</p><!-- no -->\n')).toBe('a <b> &c');
  });

  test('a footnote is plain CRLF text, whatever the attachment is called', () => {
    const frame = { header: 'one\ntwo', footer: '' };
    const object = {
      verdict: 'infected',
      start: 0,
      bodyStart: 0,
      end: 0,
      reason: 'V',
      name: 'a\r\n--b\xff',
    } as const;
    expect(footnoteText({ infected: frame, notscanned: frame }, object)).toBe(
      '__________ NOD32 for Linux Mail Server __________\r\n\r\none\r\ntwo\r\n\r\n  attachment "a??--b?": V, removed\r\n',
    );
  });
});
