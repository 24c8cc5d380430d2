import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/model/probe.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import type { EhloProbe } from '../../src/smtp/probe-types.js';
import { limitEsmtpExtensions as limitFor } from '../../steps/limit-esmtp-extensions.js';
import { brokenEhlo, offering, refusedEhlo } from '../support/ehlo.js';
import * as imss from '../support/imss-server.js';
import { limitEsmtpExtensions } from '../support/nod32-steps.js';
import { axigen, evidence, greeted, none } from '../support/outside.js';
import { handedOver, scannerStarted, situation } from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const see = (known: Evidence) => situation(handedOver, { evidence: known });
const judged = (ehlo: EhloProbe | undefined, inside?: EhloProbe, banner = axigen) =>
  findingNamed(
    limitEsmtpExtensions,
    see(
      evidence(
        { banner, ...(ehlo === undefined ? {} : { ehlo }) },
        axigen,
        inside === undefined ? {} : { ehlo: inside },
      ),
    ),
    'OUTSIDE-STARTTLS',
  );
const withIt = offering('STARTTLS', 'SIZE');
const without = offering('SIZE');

describe('STARTTLS, as others are offered it', () => {
  test('is asked once the scanner owns port 25, together with who answers there', () => {
    const kinds = (known: Evidence, server = handedOver) =>
      limitEsmtpExtensions
        .probes?.(situation(server, { evidence: known }))
        .map((probe) => (probe.kind === 'outside' ? `outside ${probe.look}` : probe.kind));
    expect(kinds(evidence({}))).toEqual(['ehlo', 'banner', 'outside banner', 'outside ehlo']);
    expect(kinds(none)).toEqual(['ehlo']);
    expect(kinds(evidence({}), scannerStarted)).toEqual([]);
  });

  test('on the server itself there is no such finding', () => {
    const found = verdicts(limitEsmtpExtensions, see({ banners: new Map() }));
    expect(found).not.toHaveProperty('OUTSIDE-STARTTLS');
  });

  test.each<readonly [string, EhloProbe | undefined, EhloProbe | undefined, string, RegExp]>([
    ['not asked', undefined, without, 'unknown', /^not asked yet$/],
    ['not offered', without, without, 'ok', /^it is not offered$/],
    ['offered here and there', withIt, withIt, 'drift', /^it is offered$/],
    ['offered here alone', withIt, without, 'risk', /not to the server itself/],
    ['offered, and nobody asked there', withIt, undefined, 'risk', /not to the server itself/],
    ['broken off', brokenEhlo, without, 'unknown', /closed the connection/],
    ['turned away', refusedEhlo('busy'), without, 'unknown', /^refused at greeting: 421 busy$/],
  ])('%s', (_what, ehlo, inside, verdict, found) => {
    const finding = judged(ehlo, inside);
    expect(finding).toMatchObject({ verdict, vantage: 'outside', found: expect.stringMatching(found) });
  });

  test('what another machine offers says nothing of this server', () => {
    expect(judged(withIt, without, greeted(220, 'gate ESMTP'))).toMatchObject({ verdict: 'unknown' });
  });

  test('no change mends what IMSS offers', () => {
    const one = situation(imss.handedOver, {
      answers: imss.answers,
      evidence: evidence({ ehlo: withIt }, undefined, { ehlo: withIt }),
    });
    const found = verdicts(limitFor(imssScanner), one);
    expect(found).toMatchObject({ 'SMTP-STARTTLS': 'risk', 'OUTSIDE-STARTTLS': 'risk' });
  });

  test('before the handover, and from where it is not reached, it does not apply', () => {
    const early = situation(scannerStarted, { evidence: evidence({ ehlo: withIt }) });
    expect(verdicts(limitEsmtpExtensions, early)).toMatchObject({ 'OUTSIDE-STARTTLS': 'not-applicable' });
    expect(verdicts(limitEsmtpExtensions, see(none))).toMatchObject({ 'OUTSIDE-STARTTLS': 'not-applicable' });
  });
});
