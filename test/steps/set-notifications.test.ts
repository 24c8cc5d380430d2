import { describe, expect, test } from 'vitest';
import {
  type ConsoleEvidence,
  type Evidence,
  noEvidence,
  type RelayEvidence,
} from '../../src/model/probe.js';
import type { Situation } from '../../src/model/step.js';
import { setNotifications } from '../../steps/set-notifications.js';
import { answers, fresh, handedOver, scannerStarted, withScanner } from '../support/imss-server.js';
import { netstat, printed, ps, type Server, situation } from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const see = (server: Server, evidence: Partial<Evidence> = {}, more: Partial<Situation> = {}) =>
  situation(server, { answers, evidence: { ...noEvidence, ...evidence }, ...more });
const { recipient: _, ...nobody } = answers;
const page = { kind: 'answered', status: 200 } as const;
const refused = { kind: 'refused', reason: 'connection refused' } as const;

describe('set-notifications', () => {
  test('changes nothing, whatever it finds, and says what is left to the operator', () => {
    expect(setNotifications.changes(see(handedOver))).toEqual([]);
    expect(setNotifications.says).toMatch(/no password/);
    expect(setNotifications.says).toMatch(/Policies and actions are left to you/);
    expect(setNotifications.tweak).toBeUndefined();
    expect(setNotifications.settings).toEqual(['administrator']);
  });

  test('asks the console, AXIGEN, and then the operator', () => {
    expect(setNotifications.probes?.(see(handedOver))).toEqual([
      { kind: 'console', port: 8445 },
      { kind: 'administrator', port: 25 },
      { kind: 'notifications' },
    ]);
  });

  test.each([
    ['a console that is closed', see(handedOver, { console: refused }), ['console', 'administrator']],
    [
      'a console that answered',
      see(handedOver, { console: page }),
      ['console', 'administrator', 'notifications'],
    ],
    ['nobody named', see(handedOver, {}, { answers: nobody }), ['console', 'notifications']],
    ['IMSS not installed', see(fresh), []],
  ])('with %s', (_name, one, kinds) => {
    expect(setNotifications.probes?.(one).map(({ kind }) => kind)).toEqual(kinds);
  });

  test.each([
    ['in front: through IMSS', handedOver, 25],
    ['AXIGEN still on port 25', scannerStarted, 25],
    ['AXIGEN already moved', { ...withScanner, netstat: netstat(['127.0.0.1:10026', 'axigen']) }, 10_026],
    ['AXIGEN stopped', { ...withScanner, netstat: netstat() }, undefined],
  ])('the administrator is asked for where AXIGEN can be reached: %s', (_name, server, port) => {
    const asked = setNotifications.probes?.(see(server)).filter(({ kind }) => kind === 'administrator');
    expect(asked).toEqual(port === undefined ? [] : [{ kind: 'administrator', port }]);
  });

  test('before it is installed there is nothing to look at', () => {
    expect(verdicts(setNotifications, see(fresh))).toEqual({ 'IMSS-CONSOLE': 'not-applicable' });
  });

  test('all is well, but for a console that others may reach', () => {
    const administrator = { kind: 'accepted', stage: 'rcpt', reply: '250 ok' } as const;
    const one = see(handedOver, { console: page, administrator, notifications: 'done' });
    expect(verdicts(setNotifications, one)).toEqual({
      'IMSS-CONSOLE': 'ok',
      'IMSS-CONSOLE-EXPOSED': 'risk',
      'IMSS-ADMINISTRATOR': 'ok',
      'IMSS-NOTIFICATIONS': 'ok',
    });
  });
});

describe('the console', () => {
  const judged = (server: Server, console?: ConsoleEvidence) =>
    findingNamed(setNotifications, see(server, console === undefined ? {} : { console }), 'IMSS-CONSOLE');

  test.each<readonly [ConsoleEvidence | undefined, string, RegExp]>([
    [undefined, 'unknown', /^not asked yet$/],
    [page, 'ok', /HTTP status 200/],
    [{ kind: 'answered', status: 302 }, 'ok', /HTTP status 302/],
    [{ kind: 'answered', status: 401 }, 'risk', /HTTP status 401/],
    [{ kind: 'answered', status: 404 }, 'risk', /HTTP status 404/],
    [{ kind: 'answered', status: 500 }, 'risk', /HTTP status 500/],
    [{ kind: 'not-understood', reason: 'no TLS that is spoken today' }, 'unknown', /^no TLS/],
    [refused, 'risk', /^connection refused$/],
  ])('%j: %s', (seen, verdict, words) => {
    expect(judged(handedOver, seen)).toMatchObject({
      verdict,
      found: expect.stringMatching(words),
      where: 'https://mail.example.test:8445/IMSS.html',
    });
  });

  test('of an IMSS that does not run, nobody expects it', () => {
    expect(judged(withScanner, refused)).toMatchObject({ verdict: 'unknown' });
    const blind = { ...handedOver, commands: { ...handedOver.commands, processes: printed('', 127) } };
    expect(judged(blind, refused)).toMatchObject({ verdict: 'unknown' });
  });

  test('without the server\u2019s name its address is given as in the article', () => {
    const commands = { ...handedOver.commands, hostname: printed('', 127) };
    expect(judged({ ...handedOver, commands }).where).toBe('https://<server_ip>:8445/IMSS.html');
  });

  test.each([
    ['0.0.0.0:8445', 'risk', /java listens on all addresses: other machines reach it, unless a firewall/],
    [':::8445', 'risk', /all addresses/],
    ['192.0.2.7:8445', 'risk', /on 192\.0\.2\.7: other machines/],
    ['127.0.0.1:8445', 'ok', /only the server itself/],
    ['::1:8445', 'ok', /only the server itself/],
    ['0.0.0.0:8446', 'not-applicable', /^nothing listens there$/],
  ])('who can reach it on %s', (address, verdict, words) => {
    const server = { ...withScanner, ps: ps('axigen', 'java'), netstat: netstat([address, 'java']) };
    const finding = findingNamed(setNotifications, see(server), 'IMSS-CONSOLE-EXPOSED');
    expect(finding).toMatchObject({ verdict, found: expect.stringMatching(words) });
    if (verdict === 'risk') expect(finding.remedy).toMatch(/by default there is none.*cannot be told/);
  });

  test('of two addresses the open one counts', () => {
    const both = { ...withScanner, netstat: netstat(['127.0.0.1:8445', 'java'], ['0.0.0.0:8445', 'java']) };
    expect(verdicts(setNotifications, see(both))['IMSS-CONSOLE-EXPOSED']).toBe('risk');
  });

  test('ports that cannot be read are unknown', () => {
    const server = { ...withScanner, commands: { ports: printed('no netstat\n', 127) } };
    expect(verdicts(setNotifications, see(server))['IMSS-CONSOLE-EXPOSED']).toBe('unknown');
  });
});

describe('the notifications', () => {
  test.each<readonly [RelayEvidence | undefined, string, RegExp]>([
    [undefined, 'unknown', /^not asked yet$/],
    [{ kind: 'accepted', stage: 'rcpt', reply: '250 ok' }, 'ok', /takes mail for it: 250 ok$/],
    [{ kind: 'refused', stage: 'rcpt', reply: '550 no such user' }, 'risk', /^refused at rcpt: 550/],
    [{ kind: 'refused', stage: 'rcpt', reply: '451 later' }, 'risk', /^refused at rcpt: 451/],
    [{ kind: 'broken', reason: 'closed' }, 'unknown', /broke off: closed$/],
  ])('the administrator\u2019s mailbox: %j', (seen, verdict, words) => {
    const one = see(handedOver, seen === undefined ? {} : { administrator: seen });
    expect(findingNamed(setNotifications, one, 'IMSS-ADMINISTRATOR')).toMatchObject({
      verdict,
      found: expect.stringMatching(words),
      where: 'postmaster@example.test',
    });
  });

  test('whoever was named counts, else who gets the test message, else nobody', () => {
    const named = { ...answers, administrator: 'root@example.test' };
    const judged = (given: typeof nobody) =>
      findingNamed(setNotifications, see(handedOver, {}, { answers: given }), 'IMSS-ADMINISTRATOR');
    expect(judged(named).where).toBe('root@example.test');
    expect(judged(nobody)).toMatchObject({ verdict: 'not-applicable' });
  });

  test.each([
    ['done', 'ok', /operator\u2019s word$/],
    ['not-done', 'risk', /^not set up/],
    [undefined, 'risk', /^nobody was asked/],
  ] as const)('by the operator\u2019s word: %s', (notifications, verdict, words) => {
    const one = see(handedOver, notifications === undefined ? {} : { notifications });
    const finding = findingNamed(setNotifications, one, 'IMSS-NOTIFICATIONS');
    expect(finding).toMatchObject({ verdict, found: expect.stringMatching(words) });
    if (verdict === 'risk')
      expect(finding.remedy).toMatch(
        /Configuration, Event Monitoring, Notification Settings; .*postmaster@example\.test; save, .*"Apply now"/,
      );
  });
});
