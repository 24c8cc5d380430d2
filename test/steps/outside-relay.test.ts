import { describe, expect, test } from 'vitest';
import type { OutsideSeen } from '../../src/model/outside.js';
import type { Evidence } from '../../src/model/probe.js';
import { relaysForOutside } from '../../steps/close-open-relay/from-outside.js';
import { closeOpenRelay } from '../support/nod32-steps.js';
import { axigen, evidence, greeted, none } from '../support/outside.js';
import { answers, handedOver, type Server, scannerStarted, situation } from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const { recipient: _, ...nobody } = answers;
const see = (known: Evidence, server: Server = handedOver, given = answers) =>
  situation(server, { answers: given, evidence: known });
const judged = (known: Evidence, server?: Server) =>
  findingNamed(closeOpenRelay, see(known, server), 'OUTSIDE-RELAY');
const refused = { kind: 'refused', stage: 'rcpt', reply: '550 no' } as const;
const accepted = { kind: 'accepted', stage: 'rcpt', reply: '250 ok' } as const;
const gate = greeted(220, 'gate ESMTP');

describe('relaying, asked from outside', () => {
  test('once the scanner owns port 25, together with who answers there', () => {
    const own = { kind: 'banner', port: 25, expect: 220 };
    const outside = (look: string) => ({ kind: 'outside', look, port: 25 });
    const asked = (known: Evidence, server?: Server) => closeOpenRelay.probes?.(see(known, server, nobody));
    expect(asked(evidence({}))).toEqual([
      { kind: 'relay', port: 25 },
      own,
      outside('banner'),
      outside('relay'),
    ]);
    expect(asked(evidence({}), scannerStarted)).toEqual([]);
    expect(asked(none)).toEqual([{ kind: 'relay', port: 25 }]);
  });

  test('on the server itself there is no such finding', () => {
    expect(verdicts(closeOpenRelay, see({ banners: new Map() }))).not.toHaveProperty('OUTSIDE-RELAY');
  });

  test.each<readonly [string, Partial<OutsideSeen>, string, RegExp]>([
    ['not asked', {}, 'unknown', /^not asked yet$/],
    ['refused', { relay: refused }, 'ok', /^at rcpt: 550 no$/],
    ['accepted', { relay: accepted }, 'risk', /^accepted: 250 ok$/],
    ['broken off', { relay: { kind: 'broken', reason: 'no answer' } }, 'unknown', /^no answer$/],
    [
      'refused by another machine',
      { relay: refused, banner: gate },
      'unknown',
      /says nothing of this server/,
    ],
    [
      'accepted by another machine',
      { relay: accepted, banner: gate },
      'unknown',
      /says nothing of this server/,
    ],
  ])('%s', (_what, seen, verdict, found) => {
    const finding = judged(evidence(seen, axigen));
    expect(finding).toMatchObject({ verdict, vantage: 'outside', found: expect.stringMatching(found) });
    expect(relaysForOutside(finding)).toBe(verdict === 'risk');
  });

  test('before the handover, and from where it is not reached, it does not apply', () => {
    expect(judged(evidence({ relay: accepted }), scannerStarted).verdict).toBe('not-applicable');
    expect(judged(none).verdict).toBe('not-applicable');
  });

  test('what the server itself was told is no other finding', () => {
    const finding = findingNamed(
      closeOpenRelay,
      see(evidence({ relay: accepted }, axigen, { relay: refused })),
      'RELAY-PROBE',
    );
    expect(finding.verdict).toBe('ok');
    expect(relaysForOutside({ ...finding, verdict: 'risk' })).toBe(false);
  });
});
