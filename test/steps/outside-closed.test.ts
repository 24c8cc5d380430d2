import { describe, expect, test } from 'vitest';
import type { OutsideSeen, ReachEvidence } from '../../src/model/outside.js';
import type { Evidence } from '../../src/model/probe.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { moveAxigenListener as moveFor } from '../../steps/move-axigen-listener.js';
import { setNotifications } from '../../steps/set-notifications.js';
import * as imss from '../support/imss-server.js';
import { moveAxigenListener } from '../support/nod32-steps.js';
import { axigen, evidence, greeted, none } from '../support/outside.js';
import { handedOver, netstat, printed, type Server, scannerStarted, situation } from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const withCli: Server = {
  ...handedOver,
  netstat: netstat(['0.0.0.0:25', 'nod32smtp'], ['127.0.0.1:2525', 'axigen'], ['0.0.0.0:7000', 'axigen']),
};
const unseen: Server = { ...handedOver, commands: { ports: printed('', 127) } };
const ofNod32 = (known: Evidence, server: Server = withCli) => situation(server, { evidence: known });
const ofImss = (known: Evidence, server: Server = imss.handedOver) =>
  situation(server, { answers: imss.answers, evidence: known });

/** Each finding with its step, its port and a server on which something listens there. */
const ports = [
  ['OUTSIDE-BACKEND', moveAxigenListener, 2525, ofNod32],
  ['OUTSIDE-BACKEND', moveFor(imssScanner), 10_026, ofImss],
  ['OUTSIDE-AXIGEN-CLI', moveAxigenListener, 7000, ofNod32],
  ['OUTSIDE-CONSOLE', setNotifications, 8445, ofImss],
] as const;

const verdictsOfReach: readonly (readonly [string, ReachEvidence | undefined, string, RegExp])[] = [
  ['not tried', undefined, 'unknown', /^not tried yet$/],
  ['reached', { kind: 'reached' }, 'risk', /^it can be reached from here$/],
  [
    'refused',
    { kind: 'refused', reason: 'connection refused' },
    'ok',
    /^closed to this machine: connection refused$/,
  ],
  ['silence', { kind: 'not-known', reason: 'no answer' }, 'unknown', /^not reached from here: no answer$/],
];

describe.each(ports)('%s %#', (id, step, port, see) => {
  const at = (reach: ReachEvidence | undefined, more: Partial<OutsideSeen> = {}) =>
    evidence({ reached: new Map(reach === undefined ? [] : [[port, reach]]), ...more }, axigen);

  test.each(verdictsOfReach)('%s', (_what, reach, verdict, found) => {
    const finding = findingNamed(step, see(at(reach)), id);
    expect(finding).toMatchObject({ verdict, vantage: 'outside', found: expect.stringMatching(found) });
    expect(finding.where).toMatch(new RegExp(`^port ${port} of 198\\.51\\.100\\.1, from outside`));
    expect(finding.remedy === undefined).toBe(verdict === 'ok' || reach === undefined);
  });

  test.each(['reached', 'refused'] as const)('%s on another machine says nothing of this one', (kind) => {
    const known = at({ kind, reason: '' }, { banner: greeted(220, 'gate ESMTP') });
    const finding = findingNamed(step, see(known), id);
    expect(finding).toMatchObject({ verdict: 'unknown', found: expect.stringMatching(/another machine/) });
  });

  test('is tried together with who answers on port 25', () => {
    const asked = step.probes?.(see(at(undefined))) ?? [];
    expect(asked).toContainEqual({ kind: 'outside', look: 'reach', port });
    expect(asked).toContainEqual({ kind: 'outside', look: 'banner', port: 25 });
    expect(asked).toContainEqual({ kind: 'banner', port: 25, expect: 220 });
  });

  test.each([
    ['the server itself', { banners: new Map() }],
    ['from where it is not reached', none],
  ])('not tried on or from %s', (_what, known) => {
    expect(step.probes?.(see(known)).filter((probe) => probe.kind === 'outside')).toEqual([]);
    expect(verdicts(step, see(known))[id]).toBe(known === none ? 'not-applicable' : undefined);
  });
});

describe('a port on which nobody listens', () => {
  test('is not tried, and does not apply', () => {
    const one = ofNod32(evidence({}), scannerStarted);
    expect(moveAxigenListener.probes?.(one)).toEqual([]);
    expect(verdicts(moveAxigenListener, one)).toMatchObject({
      'OUTSIDE-BACKEND': 'not-applicable',
      'OUTSIDE-AXIGEN-CLI': 'not-applicable',
    });
  });

  test('is not supposed where nobody could look', () => {
    const one = ofNod32(evidence({}), unseen);
    expect(moveAxigenListener.probes?.(one)).toHaveLength(4);
    expect(verdicts(moveAxigenListener, one)).toMatchObject({ 'OUTSIDE-BACKEND': 'unknown' });
  });
});

describe('what is said of the console from both sides agrees', () => {
  const exposed = (reach: ReachEvidence) => ofImss(evidence({ reached: new Map([[8445, reach]]) }, axigen));

  test.each<readonly [ReachEvidence, RegExp]>([
    [{ kind: 'reached' }, /\(this machine reaches it: OUTSIDE-CONSOLE\)$/],
    [{ kind: 'refused', reason: 'refused' }, /\(this machine does not reach it: OUTSIDE-CONSOLE\)$/],
    [{ kind: 'not-known', reason: 'no answer' }, /\(this machine does not reach it: OUTSIDE-CONSOLE\)$/],
  ])('%j', (reach, words) => {
    // That one machine does not get there says nothing of others.
    const finding = findingNamed(setNotifications, exposed(reach), 'IMSS-CONSOLE-EXPOSED');
    expect(finding).toMatchObject({ verdict: 'risk', found: expect.stringMatching(words) });
  });

  test('with the same to do', () => {
    const one = exposed({ kind: 'reached' });
    const remedy = (id: string) => findingNamed(setNotifications, one, id).remedy;
    expect(remedy('OUTSIDE-CONSOLE')).toBe(remedy('IMSS-CONSOLE-EXPOSED'));
  });
});
