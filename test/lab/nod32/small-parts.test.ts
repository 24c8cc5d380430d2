import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { footnoteText, templateText } from '../../../src/lab/nod32/footnote.js';
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

describe('texts', () => {
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
