import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/finding.js';
import type { TestMailEvidence } from '../../src/model/probe.js';
import { sendTestMail } from '../support/nod32-steps.js';
import { handedOver, situation } from '../support/server.js';
import { findingNamed } from '../support/steps.js';

const header = 'X-Virus-Scanner: This message was checked by NOD32 for Linux Mail Server.';
const mail = (changed: Partial<TestMailEvidence>): TestMailEvidence => ({
  nonce: 'gs-1',
  how: 'mailbox',
  transcript: '',
  ...changed,
});
const raw = (...lines: string[]) => Buffer.from([...lines, 'Subject: test', '', 'body', header].join('\r\n'));

describe('send-test-mail', () => {
  test('changes nothing, and sends through port 25', () => {
    expect(sendTestMail.changes(situation(handedOver))).toEqual([]);
    expect(sendTestMail.probes?.(situation(handedOver))).toEqual([{ kind: 'test-mail', port: 25 }]);
  });

  const cases: readonly (readonly [string, TestMailEvidence | undefined, Verdict, RegExp])[] = [
    ['not sent', undefined, 'unknown', /^not sent yet$/],
    ['arrived, scanned', mail({ raw: raw(header), waitedMs: 1234 }), 'ok', /NOD32 for.*\(after 1\.2 s\)$/],
    [
      'the header folded',
      mail({ raw: raw('X-Virus-Scanner: checked by', '\tNOD32 2.51') }),
      'ok',
      /checked by NOD32/,
    ],
    ['another case', mail({ raw: raw('x-virus-scanner: nod32') }), 'ok', /nod32/],
    ['arrived without the header; the body does not count', mail({ raw: raw() }), 'drift', /without X-Virus/],
    [
      'another scanner\u2019s header',
      mail({ raw: raw('X-Virus-Scanner: ClamAV') }),
      'drift',
      /without X-Virus/,
    ],
    ['not in the mailbox', mail({ waitedMs: 60_000 }), 'drift', /not in the mailbox within 60 s/],
    [
      'a mailbox that cannot be read',
      mail({ trouble: 'the mailbox could not be read: timeout' }),
      'unknown',
      /timeout/,
    ],
    ['refused', mail({ refused: { stage: 'rcpt', reply: '550 no such user' } }), 'drift', /at rcpt: 550/],
    ['nobody asked', mail({ how: 'nobody-asked' }), 'unknown', /nobody has looked/],
    ['pasted, with the header', mail({ how: 'by-hand', raw: `Subject: x\n${header}\n` }), 'ok', /NOD32/],
    ['pasted, without it', mail({ how: 'by-hand', raw: 'Subject: x\n' }), 'drift', /without/],
    ['the operator\u2019s word', mail({ how: 'by-hand', confirmed: true }), 'ok', /operator found/],
    ['the operator found nothing', mail({ how: 'by-hand', confirmed: false }), 'drift', /did not find/],
  ];
  test.each(cases)('%s', (_name, testMail, verdict, found) => {
    const evidence = { banners: new Map(), ...(testMail === undefined ? {} : { testMail }) };
    const finding = findingNamed(sendTestMail, situation(handedOver, { evidence }), 'TEST-MAIL-HEADER');
    expect(finding.verdict).toBe(verdict);
    expect(finding.found).toMatch(found);
    expect(finding.where).toBe('mailbox postmaster@example.test');
  });
});
