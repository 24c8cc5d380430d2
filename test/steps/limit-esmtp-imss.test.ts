import { describe, expect, test } from 'vitest';
import { noEvidence } from '../../src/model/probe.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import type { EhloProbe } from '../../src/smtp/probe-types.js';
import { limitEsmtpExtensions } from '../../steps/limit-esmtp-extensions.js';
import { brokenEhlo, offering } from '../support/ehlo.js';
import { answers, fresh, handedOver, scannerStarted } from '../support/imss-server.js';
import { printed, type Server, situation } from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const step = limitEsmtpExtensions(imssScanner);
const seen = (ehlo: EhloProbe | undefined, server: Server = handedOver) =>
  situation(server, { answers, evidence: { ...noEvidence, ...(ehlo === undefined ? {} : { ehlo }) } });

describe('limit-esmtp-extensions, IMSS', () => {
  test('is asked once IMSS owns port 25, and nothing is ever changed', () => {
    expect(step.probes?.(seen(undefined))).toEqual([{ kind: 'ehlo', port: 25 }]);
    for (const server of [fresh, scannerStarted]) expect(step.probes?.(seen(undefined, server))).toEqual([]);
    for (const ehlo of [undefined, offering('STARTTLS', 'CHUNKING'), offering('SIZE')])
      expect(step.changes(seen(ehlo))).toEqual([]);
    expect(step.tweak).toBe(true);
  });

  test.each([
    ['neither', offering('SIZE', 'VRFY'), 'ok', 'ok', /^offered: SIZE VRFY$/],
    ['nothing at all', offering(), 'ok', 'ok', /^nothing is offered$/],
    ['STARTTLS', offering('SIZE', 'STARTTLS'), 'risk', 'ok', /^STARTTLS among SIZE STARTTLS$/],
    ['BINARYMIME', offering('BINARYMIME'), 'ok', 'risk', /^offered: BINARYMIME$/],
    ['CHUNKING', offering('CHUNKING'), 'ok', 'risk', /^offered: CHUNKING$/],
    ['no answer', brokenEhlo, 'unknown', 'unknown', /closed the connection/],
    ['not asked', undefined, 'unknown', 'unknown', /^not asked yet$/],
  ] as const)('%s', (_name, ehlo, tls, binary, words) => {
    expect(verdicts(step, seen(ehlo))).toEqual({ 'SMTP-STARTTLS': tls, 'SMTP-BINARYMIME': binary });
    expect(findingNamed(step, seen(ehlo), 'SMTP-STARTTLS')).toMatchObject({
      found: expect.stringMatching(words),
      passage: { article: 'AXIGEN + IMSS', section: 'Caveat 1' },
    });
    expect(findingNamed(step, seen(ehlo), 'SMTP-BINARYMIME').passage.section).toBe('Caveat 6');
  });

  test('what to do about it is looked for in IMSS, not in AXIGEN', () => {
    const { remedy, why } = findingNamed(step, seen(offering('STARTTLS')), 'SMTP-STARTTLS');
    expect(remedy).toMatch(/imss\.ini/);
    expect(why).toMatch(/IMSS/);
    expect([remedy, why].join()).not.toMatch(/NOD32|Clients/);
  });

  test('before IMSS has port 25, and where the ports cannot be read, nothing is claimed', () => {
    const heard = offering('STARTTLS');
    expect(verdicts(step, seen(heard, scannerStarted))).toEqual({
      'SMTP-STARTTLS': 'not-applicable',
      'SMTP-BINARYMIME': 'not-applicable',
    });
    const blind = {
      ...handedOver,
      commands: { ...handedOver.commands, ports: printed('no netstat\n', 127) },
    };
    expect(verdicts(step, seen(heard, blind))).toEqual({
      'SMTP-STARTTLS': 'unknown',
      'SMTP-BINARYMIME': 'unknown',
    });
  });
});
