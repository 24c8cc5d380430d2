import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { Evidence } from '../../src/model/probe.js';
import { leavesRelayOpen } from '../../steps/close-open-relay.js';
import { closeOpenRelay } from '../support/nod32-steps.js';
import { answers, fresh, handedOver, paths, type Server, situation, withFiles } from '../support/server.js';
import { findingNamed } from '../support/steps.js';

const closed = withFiles(handedOver, { [paths.policy]: 'event onEhlo {\n}\n' });
const { recipient: _, ...nobody } = answers;
const seen = (evidence: Partial<Evidence>, given = answers, server: Server = closed) =>
  situation(server, { answers: given, evidence: { banners: new Map(), ...evidence } });
const refused = (stage: string, reply: string) => ({ kind: 'refused', stage, reply }) as const;
const accepted = { kind: 'accepted', stage: 'rcpt', reply: '250 ok' } as const;
const broken = { kind: 'broken', reason: 'it broke off' } as const;

describe('close-open-relay, what the server really does', () => {
  test('is asked once the scanner owns port 25, of a mailbox only where one is known', () => {
    const probes = (one: ReturnType<typeof seen>) => closeOpenRelay.probes?.(one).map(({ kind }) => kind);
    expect(probes(seen({}))).toEqual(['relay', 'local-delivery', 'auth-relay']);
    expect(probes(seen({}, nobody))).toEqual(['relay']);
    expect(probes(situation(fresh))).toEqual([]);
  });

  test.each([
    ['RELAY-PROBE', {}, 'unknown', /^not asked yet$/],
    ['RELAY-PROBE', { relay: refused('rcpt', '550 no') }, 'ok', /^at rcpt: 550 no$/],
    ['RELAY-PROBE', { relay: accepted }, 'drift', /^accepted: 250 ok$/],
    ['RELAY-PROBE', { relay: broken }, 'unknown', /^it broke off$/],
    ['RELAY-LOCAL', {}, 'unknown', /^not asked yet$/],
    ['RELAY-LOCAL', { localDelivery: accepted }, 'ok', /^250 ok$/],
    ['RELAY-LOCAL', { localDelivery: refused('rcpt', '550 no') }, 'drift', /^refused at rcpt: 550 no$/],
    ['RELAY-LOCAL', { localDelivery: refused('rcpt', '451 greylisting') }, 'risk', /451 greylisting/],
    ['RELAY-LOCAL', { localDelivery: broken }, 'unknown', /^it broke off$/],
    ['RELAY-AUTH', {}, 'unknown', /^not asked yet$/],
    ['RELAY-AUTH', { authRelay: accepted }, 'ok', /^250 ok$/],
    ['RELAY-AUTH', { authRelay: refused('rcpt', '550 no') }, 'risk', /^refused at rcpt: 550 no$/],
    ['RELAY-AUTH', { authRelay: refused('auth', '535 no') }, 'risk', /^refused at auth: 535 no$/],
    ['RELAY-AUTH', { authRelay: broken }, 'risk', /^it broke off: it broke off$/],
    [
      'RELAY-AUTH',
      { authRelay: { kind: 'not-possible', reason: 'no mailbox and password were given' } },
      'not-applicable',
      /^not tried: no mailbox/,
    ],
    [
      'RELAY-AUTH',
      { authRelay: { kind: 'no-login', reason: 'no login is offered on port 25' } },
      'risk',
      /^no login is offered/,
    ],
    ['RELAY-AUTH', { authRelay: broken, relay: broken }, 'unknown', /broke off/],
  ] as const)('%s after %o', (id, evidence, verdict, found) => {
    const finding = findingNamed(closeOpenRelay, seen(evidence), id);
    expect(finding.verdict).toBe(verdict);
    expect(finding.found).toMatch(found);
  });

  test('without a mailbox nothing can be asked of it, and that is no fault', () => {
    for (const id of ['RELAY-LOCAL', 'RELAY-AUTH']) {
      const finding = findingNamed(closeOpenRelay, seen({}, nobody), id);
      expect(finding).toMatchObject({ verdict: 'not-applicable' });
      expect(finding.found).toContain('--recipient');
    }
  });

  test('a script that is right and a relay that is open: AXIGEN owes a restart', () => {
    expect(closeOpenRelay.changes(seen({ relay: accepted }))).toMatchObject([
      { kind: 'service', verb: 'restart', service: { id: 'axigen' } },
    ]);
    expect(closeOpenRelay.changes(seen({ relay: refused('rcpt', '550 no') }))).toEqual([]);
    expect(closeOpenRelay.changes(seen({}))).toEqual([]);
    const before = withFiles(fresh, { [paths.policy]: 'event onEhlo {\n}\n' });
    expect(closeOpenRelay.changes(seen({ relay: accepted }, answers, before))).toEqual([]);
  });

  test('only an open relay makes the handover unbearable, not mail that is refused', () => {
    const drifting = (one: ReturnType<typeof seen>): readonly Finding[] =>
      closeOpenRelay.assess(one).filter(({ verdict }) => verdict === 'drift');
    expect(drifting(seen({ relay: accepted })).map(leavesRelayOpen)).toEqual([true]);
    expect(drifting(seen({ localDelivery: refused('rcpt', '550 no') })).map(leavesRelayOpen)).toEqual([
      false,
    ]);
  });
});
