import { describe, expect, test } from 'vitest';
import { noEvidence, type TestMailEvidence } from '../../src/model/probe.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { sendTestMail } from '../../steps/send-test-mail.js';
import { answers, handedOver, scannerStarted } from '../support/imss-server.js';
import { situation } from '../support/server.js';
import { findingNamed } from '../support/steps.js';

const step = sendTestMail(imssScanner);
const mail = (changed: Partial<TestMailEvidence>): TestMailEvidence => ({
  nonce: 'gs-1',
  how: 'mailbox',
  transcript: '',
  ...changed,
});
const judged = (testMail: TestMailEvidence, server = handedOver) =>
  findingNamed(
    step,
    situation(server, { answers, evidence: { ...noEvidence, testMail } }),
    'TEST-MAIL-HEADER',
  );
const message = (...headers: readonly string[]) =>
  Buffer.from(['Subject: test', ...headers, '', 'body', 'X-imss-version: 2.040'].join('\r\n'));

describe('send-test-mail, IMSS', () => {
  test('speaks of its own header, and of its own article', () => {
    expect(step.says).toContain('X-imss-version');
    expect(step.passage).toEqual({ article: 'AXIGEN + IMSS', section: 'Interconnecting 5' });
  });

  test.each([
    [
      '2004',
      ['X-imss-version: 2.0', 'X-imss-result: Passed', 'X-imss-scores: Clean:18.38799 C:20 M:1 S:5 R:5'],
      '2.0',
    ],
    [
      'July 2006',
      [
        'X-imss-version: 2.040',
        'X-imss-result: Passed',
        'X-imss-scanInfo: M:P L:E SM:0',
        'X-imss-tmaseResult: TT:0 TS:0.0000 TC:00 TRN:0 TV:3.52.1006(14566.000)',
        'X-imss-settings: Baseline:2 C:1 M:1 S:1 R:1 (0.1500 0.1500)',
      ],
      '2.040',
    ],
    ['November 2009', ['X-imss-scanInfo: M:P L:N SM:0', 'X-imss-version: 2.054'], '2.054'],
    ['in other letters', ['x-IMSS-Version: 2.5'], '2.5'],
    ['folded', ['X-imss-version:', '\t2.035'], '2.035'],
    ['a number that nobody has seen', ['X-imss-version: 5.7 beta'], '5.7 beta'],
    ['without a number', ['X-imss-version:'], ''],
  ])('the header of %s', (_name, headers, value) => {
    const { verdict, found } = judged(mail({ raw: message(...headers), waitedMs: 1500 }));
    expect(verdict).toBe('ok');
    expect(found.toLowerCase()).toBe(`x-imss-version: ${value} (after 1.5 s)`);
  });

  test.each([
    ['none of its headers', []],
    ['the headers of a later IMSS', ['X-TM-AS-Product-Ver: IMSS-7.1.0.1224-8.2.0.1013-23620.005']],
    ['another of its headers only', ['X-imss-result: Passed']],
    ['a name that only begins alike', ['X-imss-versions: 2.040']],
    ['the header of NOD32', ['X-Virus-Scanner: This message was checked by NOD32']],
  ])('%s: not proven, as the anti-spam module may be off, and not disproved', (_name, headers) => {
    expect(judged(mail({ raw: message(...headers) }))).toMatchObject({
      verdict: 'unknown',
      found: expect.stringMatching(/without X-imss-version: .*anti-spam module/),
      remedy: expect.stringMatching(/Not proven/),
    });
  });

  test.each<readonly [string, Partial<TestMailEvidence>]>([
    ['in the mailbox', { raw: message() }],
    ['by the operator', { how: 'by-hand', confirmed: false, withoutHeader: true }],
  ])('seen without it %s, while another program has port 25: it has passed by', (_name, changed) => {
    expect(judged(mail(changed), scannerStarted)).toMatchObject({
      verdict: 'drift',
      found: 'the message arrived without X-imss-version',
      remedy: expect.stringMatching(/did not pass the scanner/),
    });
  });

  test('who is not told which program has port 25 claims nothing', () => {
    const { netstat } = scannerStarted;
    const unnamed = { ...scannerStarted, netstat: netstat.replace(/\d+\/\S+$/gm, '-') };
    expect(judged(mail({ raw: message() }), unnamed).verdict).toBe('unknown');
  });

  test.each<readonly [string, Partial<TestMailEvidence>, string]>([
    ['refused', { refused: { stage: 'rcpt', reply: '550 no' } }, 'drift'],
    ['not in the mailbox', { waitedMs: 60_000 }, 'drift'],
    ['the mailbox could not be read', { trouble: 'wrong password' }, 'unknown'],
    ['nobody looked', { how: 'nobody-asked' }, 'unknown'],
    ['the operator found it', { how: 'by-hand', confirmed: true }, 'ok'],
    ['pasted by the operator', { how: 'by-hand', raw: 'X-imss-version: 2.040\n\nbody' }, 'ok'],
    ['the operator did not find it', { how: 'by-hand', confirmed: false }, 'drift'],
    [
      'the operator found it without the header',
      { how: 'by-hand', confirmed: false, withoutHeader: true },
      'unknown',
    ],
  ])('%s', (_name, changed, verdict) => {
    expect(judged(mail(changed)).verdict).toBe(verdict);
  });
});
