import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/finding.js';
import type { BannerProbe } from '../../src/smtp/probe-types.js';
import { telnetVerify } from '../support/nod32-steps.js';
import { handedOver, situation } from '../support/server.js';
import { findingNamed } from '../support/steps.js';

const answered = (code: number, ...lines: string[]): BannerProbe => ({
  kind: 'answered',
  code,
  lines,
  closed: false,
  transcript: [],
});

describe('telnet-verify', () => {
  test('changes nothing, and asks on port 25', () => {
    expect(telnetVerify.changes(situation(handedOver))).toEqual([]);
    expect(telnetVerify.probes?.(situation(handedOver))).toEqual([{ kind: 'banner', port: 25, expect: 220 }]);
  });

  const cases: readonly (readonly [string, BannerProbe | undefined, Verdict, RegExp])[] = [
    ['not tried', undefined, 'unknown', /^$/],
    ['AXIGEN\u2019s banner', answered(220, 'localhost.localdomain AXIGEN SMTP ready'), 'ok', /^$/],
    ['AXIGEN\u2019s ESMTP banner', answered(220, 'mail.example.test Axigen ESMTP ready'), 'ok', /^$/],
    ['the last line of several counts', answered(220, 'hello', 'mail AXIGEN SMTP ready'), 'ok', /^$/],
    ['another banner', answered(220, 'mail ESMTP Postfix'), 'risk', /make sure that it is AXIGEN/],
    ['a scanner without AXIGEN', answered(421, 'nod32smtp: server connect error'), 'drift', /server_port/],
    ['no service', answered(554, 'no'), 'drift', /logs/],
    ['silent', { kind: 'silent', waitedMs: 10_000, transcript: [] }, 'drift', /logs/],
    [
      'refused',
      { kind: 'refused', reason: 'refused', message: 'connection refused', transcript: [] },
      'drift',
      /holds port 25/,
    ],
    [
      'garbled',
      { kind: 'garbled', reason: 'malformed', message: 'no mail server', lines: ['x'], transcript: [] },
      'drift',
      /holds port 25/,
    ],
  ];
  test.each(cases)('%s', (_name, probe, verdict, remedy) => {
    const evidence = { banners: new Map(probe === undefined ? [] : [[25, probe]]) };
    const finding = findingNamed(telnetVerify, situation(handedOver, { evidence }), 'SMTP-BANNER');
    expect(finding.verdict).toBe(verdict);
    expect(finding.remedy ?? '').toMatch(remedy);
    expect(finding.where).toBe('telnet localhost 25');
  });
});
