import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/model/probe.js';
import type { BannerProbe } from '../../src/smtp/probe-types.js';
import { telnetVerify } from '../support/nod32-steps.js';
import { axigen, evidence, greeted, none, notReached } from '../support/outside.js';
import { handedOver, situation } from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const see = (known: Evidence) => situation(handedOver, { evidence: known });
const judged = (known: Evidence) => findingNamed(telnetVerify, see(known), 'OUTSIDE-BANNER');
const silent: BannerProbe = { kind: 'silent', waitedMs: 10_000, transcript: [] };
const garbled: BannerProbe = {
  kind: 'garbled',
  reason: 'malformed',
  message: 'no mail server',
  lines: ['SSH-2.0-x'],
  transcript: [],
};

describe('port 25 as others see it', () => {
  test('is asked for side by side with what the server itself sees, where there is an outside', () => {
    const own = { kind: 'banner', port: 25, expect: 220 };
    const asked = (known: Evidence) => telnetVerify.probes?.(see(known));
    expect(asked(evidence({}))).toEqual([own, { kind: 'outside', look: 'banner', port: 25 }]);
    expect(asked(none)).toEqual([own]);
    expect(asked({ banners: new Map() })).toEqual([own]);
  });

  test('on the server itself there is no such finding', () => {
    expect(verdicts(telnetVerify, see({ banners: new Map() }))).not.toHaveProperty('OUTSIDE-BANNER');
  });

  test('not reached directly: it does not apply, and why and what to do is said', () => {
    expect(judged(none)).toMatchObject({
      verdict: 'not-applicable',
      vantage: 'outside',
      found: 'not looked at from outside: it is reached through a jump host',
      remedy: expect.stringMatching(/reaches the server directly.*--outside/),
    });
  });

  test.each<readonly [string, BannerProbe | undefined, BannerProbe | undefined, string, RegExp, RegExp]>([
    ['not tried', undefined, axigen, 'unknown', /^not tried yet$/, /^$/],
    ['220', axigen, axigen, 'ok', /^220 mail\.example\.test AXIGEN SMTP ready$/, /^$/],
    ['220, and nobody knows the server\u2019s own view', axigen, undefined, 'ok', /^220/, /^$/],
    [
      'refused',
      notReached('refused', 'connection refused'),
      axigen,
      'drift',
      /^connection refused$/,
      /firewall/,
    ],
    [
      'no answer',
      notReached('timeout', 'no answer'),
      axigen,
      'unknown',
      /not reached.*no answer/,
      /another network.*198/,
    ],
    [
      'no way',
      notReached('unreachable', 'no way'),
      axigen,
      'unknown',
      /not reached from here: no way/,
      /very common/,
    ],
    [
      'cut off',
      notReached('reset', 'reset'),
      axigen,
      'unknown',
      /^reset; the server itself is greeted/,
      /this machine alone/,
    ],
    [
      'turned away, alone',
      greeted(554, 'listed'),
      axigen,
      'unknown',
      /554 listed; the server itself/,
      /block list/,
    ],
    ['silent, alone', silent, axigen, 'unknown', /no word within 10 s; the server itself/, /another network/],
    ['garbled, alone', garbled, axigen, 'unknown', /^no mail server; /, /another network/],
    [
      'the same fault inside',
      greeted(421, 'no server'),
      greeted(421, 'no server'),
      'drift',
      /^421/,
      /SMTP-BANNER/,
    ],
    ['silent inside as well', silent, silent, 'drift', /no word/, /SMTP-BANNER/],
    [
      'another greeting',
      greeted(220, 'gate ESMTP'),
      axigen,
      'risk',
      /^220 gate ESMTP; the server itself greets with 220 mail.*NAT/,
      /waive/,
    ],
    [
      'a greeting without anybody inside',
      axigen,
      notReached('refused', 'refused'),
      'risk',
      /nobody answers on port 25.*NAT/,
      /Find out/,
    ],
  ])('%s', (_what, banner, own, verdict, found, remedy) => {
    const finding = judged(evidence(banner === undefined ? {} : { banner }, own));
    expect(finding).toMatchObject({ verdict, vantage: 'outside', step: 'telnet-verify' });
    expect(finding.found).toMatch(found);
    expect(finding.remedy ?? '').toMatch(remedy);
    expect(finding.where).toBe('port 25 of 198.51.100.1, from outside: seen from this machine');
  });

  test('a greeting that tells the time is the same a second later', () => {
    const at = (time: string) => greeted(220, `mail ESMTP; Sun, 22 Nov 2026 ${time}`);
    expect(judged(evidence({ banner: at('10:00:01') }, at('9:59:59'))).verdict).toBe('ok');
    expect(judged(evidence({ banner: greeted(220, 'mail2') }, greeted(220, 'mail1'))).verdict).toBe('risk');
  });
});
