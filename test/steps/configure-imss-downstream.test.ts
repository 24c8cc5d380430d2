import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import { noEvidence } from '../../src/model/probe.js';
import type { Situation } from '../../src/model/step.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { configureScanner } from '../../steps/configure-scanner.js';
import { answers, handedOver, imssPaths, withScanner } from '../support/imss-server.js';
import { type Server, situation, withFiles } from '../support/server.js';
import { changedLines, findingNamed, onlyEdit } from '../support/steps.js';
import { done, without } from './imss-ini-done.js';

const step = configureScanner(imssScanner);
const see = (server: Server, more: Partial<Situation> = {}) => situation(server, { answers, ...more });
const withIni = (text: string, server = withScanner) => withFiles(server, { [imssPaths.config]: text });

describe('configure-scanner, where IMSS hands mail on', () => {
  const untold = without(/downstream/);
  const judged = (server: Server, more: Partial<Situation> = {}): Finding =>
    findingNamed(step, see(server, more), 'IMSS-DOWNSTREAM');
  const heard = (lines: readonly string[], code = 220) => ({
    ...noEvidence,
    banners: new Map([[25, { kind: 'answered', code, lines, closed: false, transcript: [] } as const]]),
  });
  const both = ['TrendMicro IMSS SMTP proxy', 'mail.example.test AXIGEN ESMTP ready'];

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST', 'localhost.localdomain'])(
    '%s is AXIGEN\u2019s',
    (name) => {
      expect(step.changes(see(withIni(done.replace('addr=127.0.0.1', `addr=${name}`))))).toEqual([]);
    },
  );

  test('not told: the operator must say so, and nothing is changed before', () => {
    const server = withIni(untold.replace('proxy_port=25', 'proxy_port=10025'));
    expect(judged(server)).toMatchObject({
      verdict: 'unknown',
      blocks: 'needs-consent',
      remedy: expect.stringContaining('--accept-downstream'),
    });
    expect(step.changes(see(server))).toEqual([]);
    const accepted = { answers: { ...answers, acceptDownstream: true } };
    expect(judged(server, accepted)).toMatchObject({ verdict: 'ok', found: expect.stringContaining('word') });
    expect(judged(server, accepted)).not.toHaveProperty('blocks');
    expect(changedLines(onlyEdit(step.changes(see(server, accepted))))).toEqual([
      '-proxy_port=10025',
      '+proxy_port=25',
    ]);
    expect(step.settings).toEqual(['accept-downstream']);
  });

  test('what may as well be about something else is named, and never changed', () => {
    const server = withIni(`${untold.replace('=25', '=10025')}relay_host=mail.isp.test\nrelay_port=25\n`);
    expect(judged(server)).toMatchObject({
      verdict: 'unknown',
      found:
        'the file does not tell for certain: relay_host and relay_port in [socket7] (line 10), mail.isp.test:25, may be something else',
      blocks: 'needs-consent',
    });
    const accepted = { answers: { ...answers, acceptDownstream: true } };
    expect(changedLines(onlyEdit(step.changes(see(server, accepted))))).toEqual([
      '-proxy_port=10025',
      '+proxy_port=25',
    ]);
  });

  test.each([
    ['AXIGEN heard through IMSS', handedOver, heard(both), 'ok'],
    ['only one greeting', handedOver, heard(both.slice(1)), 'unknown'],
    ['another mail server behind it', handedOver, heard([both[0] ?? '', '220 other ESMTP']), 'unknown'],
    ['nothing behind it', handedOver, heard(['Internal configuration error'], 421), 'unknown'],
    ['IMSS not in front', withScanner, heard(both), 'unknown'],
  ] as const)('not told, but %s', (_name, server, evidence, verdict) => {
    expect(judged(withIni(untold, server), { evidence })).toMatchObject({ verdict });
  });

  test('what the file says counts for more than consent', () => {
    const server = withIni(done.replace('10026', '25'));
    expect(judged(server, { answers: { ...answers, acceptDownstream: true } })).toMatchObject({
      verdict: 'drift',
      found: '127.0.0.1:25 (downstream_smtp_server_addr and downstream_smtp_server_port)',
    });
  });
});
